"""The taxonomies of the corpus as values: themes, families, CPV codes, articles of law."""

from dataclasses import dataclass
from functools import cached_property

from recommender.domain.library import PurchaseFamily, Theme


@dataclass(frozen=True, slots=True)
class LawArticle:
    """An article that provisions and duties may cite. ``url`` leads to the official text."""

    id: str
    subject: str
    url: str
    certainty: str


@dataclass(frozen=True)
class Taxonomy:
    """The common language of the library, the classifiers and the pages."""

    themes: dict[str, Theme]
    families: dict[str, PurchaseFamily]
    cpv_labels: dict[str, str]
    articles: dict[str, LawArticle]

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
