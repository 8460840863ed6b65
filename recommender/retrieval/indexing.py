"""What is indexed of a bundle: the stems of its words, and the text that is encoded."""

from collections.abc import Mapping

from recommender.domain.library import Bundle, PurchaseFamily, Theme
from recommender.domain.store import LexicalEntry
from recommender.language.stemming import stem_text


def make_lexical_entry(
    bundle: Bundle, *, themes: Mapping[str, Theme], families: Mapping[str, PurchaseFamily]
) -> LexicalEntry:
    """The stems of a bundle by field."""
    labels = [families[code].label for code in bundle.families] + [themes[code].label for code in bundle.themes]
    body = " ".join([bundle.purpose, bundle.fits, *(provision.text for provision in bundle.provisions)])
    return LexicalEntry(
        bundle_id=bundle.id,
        title=" ".join(stem_text(bundle.title)),
        terms=" ".join(stem_text(" ".join([*bundle.search_terms, *labels]))),
        body=" ".join(stem_text(body)),
    )


def make_encoded_text(bundle: Bundle, *, families: Mapping[str, PurchaseFamily]) -> str:
    """The text whose vector stands for the bundle.

    The purchase family comes first: measured, it is what separates clauses best for a need.
    """
    labels = ", ".join(families[code].label for code in bundle.families)
    return f"{labels} : {bundle.title}. {'; '.join(bundle.search_terms)}. {bundle.purpose}"
