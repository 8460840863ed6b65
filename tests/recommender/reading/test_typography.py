"""Characters and line ends."""

import pytest

from recommender.reading.typography import Vocabulary, clean_text, collect_vocabulary, join_lines


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("e\u0301cole", "école"),
        ("e\ufb03cace, \ufb01che", "efficace, fiche"),
        ("10\u202f000\u00a0€ \t HT", "10 000 € HT"),
        ("sous\u2011traitant, peut\u2010être", "sous-traitant, peut-être"),
        ("zone\u200b d\u00adurable\ufeff", "zone durable"),
    ],
)
def test_cleaning_gives_ordinary_characters(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["le tri des dé-", "chets"], "le tri des déchets"),
        (["la pondéra\u2010", "tion"], "la pondération"),
        (["la pondéra\u00ad", "tion"], "la pondération"),
        (["les documents ci-", "dessus"], "les documents ci-dessus"),
        (["Auvergne-Rhône-", "Alpes"], "Auvergne-Rhône-Alpes"),
        (["de 2024-", "2028"], "de 2024-2028"),
        (["le prix -", "hors taxes"], "le prix - hors taxes"),
        (["un", "", "deux"], "un deux"),
    ],
)
def test_joining_undoes_the_cutting_of_words(lines: list[str], joined: str) -> None:
    assert join_lines(lines) == joined


def test_words_of_the_document_tell_which_hyphens_are_real() -> None:
    vocabulary = collect_vocabulary(["les sous-traitants et la mainlevée", "la main-", "d'œuvre des ou-"])
    assert vocabulary.cuts_words
    assert join_lines(["les sous-", "traitants"], vocabulary) == "les sous-traitants"
    assert join_lines(["la main-", "levée"], vocabulary) == "la mainlevée"


def test_document_that_cuts_no_word_keeps_its_hyphens() -> None:
    assert join_lines(["les porte-", "documents"], Vocabulary(cuts_words=False)) == "les porte-documents"
