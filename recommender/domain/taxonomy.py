"""The taxonomies of the corpus as values: themes, families, CPV codes, articles of law."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from recommender.domain.library import PurchaseFamily, Theme


@dataclass(frozen=True, slots=True)
class LawArticle:
    """An article that provisions and duties may cite. ``url`` leads to the official text.

    In force from ``valid_from`` and before ``valid_until``; a bound that is ``None`` is not in the way.
    """

    id: str
    subject: str
    url: str
    certainty: str
    valid_from: date | None = None
    valid_until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the article binds on ``day``."""
        has_begun = self.valid_from is None or self.valid_from <= day
        return has_begun and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Taxonomy:
    """The common language of the library, the classifiers and the pages."""

    themes: dict[str, Theme]
    families: dict[str, PurchaseFamily]
    cpv_labels: dict[str, str]
    articles: dict[str, LawArticle]

    @cached_property
    def cpv_prefixes(self) -> frozenset[str]:
        """Every beginning of a CPV code, from the two digits of a division to the whole code."""
        return frozenset(code[:length] for code in self.cpv_labels for length in range(2, len(code) + 1))

    @cached_property
    def family_by_prefix(self) -> dict[str, str]:
        """CPV prefix → family code; a prefix belongs to one family."""
        return {prefix: family.code for family in self.families.values() for prefix in family.cpv}

    def family_of_cpv(self, code: str) -> str | None:
        """The purchase family of an 8-digit CPV code: the one with the longest matching prefix."""
        for length in range(len(code), 1, -1):
            family = self.family_by_prefix.get(code[:length])
            if family is not None:
                return family
        return None
