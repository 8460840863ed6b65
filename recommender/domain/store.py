"""The library as stored: what the store is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.domain.library import Bundle
    from recommender.domain.ports import Embeddings


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """What the lexical index holds of one bundle: stems, already French-stemmed, separated by spaces."""

    bundle_id: str
    title: str
    terms: str
    body: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import changed, in numbers of bundles."""

    added: int
    updated: int
    removed: int
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.updated or self.removed)


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """One bundle found by words. ``score`` is higher when better."""

    bundle_id: str
    score: float


class BundleStore(Protocol):
    """Keeps the library, its vectors and its lexical index."""

    def corpus_version(self) -> str | None:
        """The state of the texts that is stored, ``None`` before the first import."""
        ...

    def import_bundles(
        self, bundles: Sequence[Bundle], entries: Sequence[LexicalEntry], *, version: str
    ) -> ImportReport:
        """Make the store equal to ``bundles``; a bundle with an unchanged content hash is left alone."""
        ...

    def list_bundles(self) -> list[Bundle]:
        """Every stored bundle, ordered by id."""
        ...

    def missing_embeddings(self, encoder: str) -> list[str]:
        """Ids of the bundles without a vector of their present content under this encoder, ordered."""
        ...

    def save_embeddings(self, encoder: str, bundle_ids: Sequence[str], vectors: Embeddings) -> None:
        """Store one vector a bundle, replacing an older one."""
        ...

    def load_embeddings(self, encoder: str) -> tuple[list[str], Embeddings]:
        """Ids (ordered) and their vectors, shape ``(len(ids), dimension)``."""
        ...

    def search_stems(self, stems: Sequence[str], *, limit: int) -> list[LexicalHit]:
        """Bundles that hold any of the stems, best first, ties by id."""
        ...
