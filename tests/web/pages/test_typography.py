"""French spaces, paragraphs, marked values."""

from dataclasses import replace
from datetime import date

import pytest

from recommender.recommendation.filling import fill_provision
from recommender.services import Services
from web.pages.typography import (
    format_euros,
    format_long_date,
    mark_values,
    set_french_spaces,
    shorten,
    split_paragraphs,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Enjeu : l'eau", "Enjeu\u00a0: l'eau"),
        ("« texte »", "«\u00a0texte\u00a0»"),
        ("Quoi ? Oui ; non !", "Quoi\u202f? Oui\u202f; non\u202f!"),
        ("5 404 000 € HT", "5\u202f404\u202f000\u00a0€ HT"),
        ("10 % de 3 lots", "10\u00a0% de 3 lots"),
        ("https://exemple.fr:80", "https://exemple.fr:80"),
    ],
)
def test_french_spaces_do_not_break(typed: str, shown: str) -> None:
    assert set_french_spaces(typed) == shown


def test_numbers_are_french() -> None:
    assert format_euros(1_500_000.5).replace("\u202f", " ").replace("\u00a0", " ") == "1 500 000,5 €"
    assert format_long_date(date(2026, 11, 22)).replace("\u00a0", " ") == "22 novembre 2026"


def test_shorten_cuts_between_words() -> None:
    assert shorten("un deux trois", 9) == "un deux…"
    assert shorten("un deux", 9) == "un deux"


def test_paragraphs_and_lists_are_told_apart() -> None:
    parts = split_paragraphs("Note :\n\n- une ;\n- deux.\n\nFin <b>")
    assert parts == [("paragraph", ["Note :"]), ("list", ["une ;", "deux."]), ("paragraph", ["Fin &lt;b&gt;"])]


def test_values_put_in_variables_are_marked_in_every_text(services: Services) -> None:
    bundles = services.retriever().retrieve("nettoyage", top_k=1_000)
    for bundle in (candidate.bundle for candidate in bundles):
        for provision in bundle.provisions:
            marked = mark_values(fill_provision(provision, bundle, {}), "text")
            assert marked.count("<mark>") == provision.text.count("{{"), bundle.id


def test_values_that_do_not_fit_the_text_are_shown_unmarked(services: Services) -> None:
    bundle = services.retriever().retrieve("nettoyage", top_k=1)[0].bundle
    filled = fill_provision(bundle.provisions[0], bundle, {})
    rewritten = replace(filled, text="Texte <réécrit>")
    assert mark_values(rewritten, "text") == "Texte &lt;réécrit&gt;"
