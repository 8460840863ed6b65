"""Extracts of documents → near-duplicate families without names, each compared member by member."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.curation.anonymising import remove_names
from recommender.curation.likeness import find_families
from recommender.curation.variables import Comparison, compare_members
from recommender.domain.intake import Extract

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """A family that one text can stand for: its extracts, its number of wordings, and what they differ by."""

    members: tuple[Extract, ...]
    wordings: int
    comparison: Comparison


def draft_families(
    extracts: Sequence[Extract],
    *,
    buyers: Sequence[str],
    encode: Callable[[Sequence[str]], "Embeddings"],
    least: int,
) -> list[FamilyDraft]:
    """The families of at least ``least`` extracts, the largest first.

    Args:
        extracts: provisions as documents write them.
        buyers: names to remove from them, besides those that show themselves.
        encode: texts → unit vectors, shape ``(len(texts), dimension)``.
        least: the number of extracts from which a family is drafted.
    """
    texts = [remove_names(extract.text, known=buyers).text for extract in extracts]
    kept = [family for family in find_families(texts, encode(texts)) if len(family.members) >= least]
    return [
        FamilyDraft(
            tuple(extracts[member] for member in family.members),
            len(family.wordings),
            compare_members(
                [texts[member] for member in family.members], preferred=family.members.index(family.preferred)
            ),
        )
        for family in sorted(kept, key=lambda one: -len(one.members))
    ]
