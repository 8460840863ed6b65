"""A hurried description read as a careful one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.language.spelling import Speller

SPELLER = Speller(
    ["travaux", "nettoyage", "rénovation", "énergétique", "maîtrise", "marché", "extension", "ascenseurs"]
)


@pytest.mark.parametrize(
    ("text", "typos"),
    [
        ("Netoyage des locaux", {"Netoyage": "nettoyage"}),
        ("MARCHE DE NETTOYGAE", {"NETTOYGAE": "nettoyage"}),
        ("renovaton energetiqe", {"renovaton": "rénovation", "energetiqe": "énergétique"}),
        ("extention de l'école", {"extention": "extension"}),
        # Words that French knows, names inside a sentence, short words and figures are no misspelling.
        ("repas des assesseurs", {}),
        ("travaux à Extention-les-Bains", {}),
        ("travos", {}),
        ("marche", {}),
        ("", {}),
    ],
)
def test_words_close_to_known_ones_are_put_right(text: str, typos: dict[str, str]) -> None:
    assert SPELLER.find_typos(text) == typos


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("MARCHE DE NETOYAGE : RENOVATION ENERGETIQUE", "marché de nettoyage : rénovation énergétique"),
        ("Marche de maitrise d'oeuvre", "marché de maîtrise d'oeuvre"),
        ("Rénovation, lot n° 2", "rénovation, lot n° 2"),
    ],
)
def test_text_is_written_plainly(text: str, plain: str) -> None:
    assert SPELLER.write_plainly(text, SPELLER.find_typos(text)) == plain


@given(st.text(max_size=80))
def test_plain_text_is_plain(text: str) -> None:
    plain = SPELLER.write_plainly(text, SPELLER.find_typos(text))
    assert SPELLER.write_plainly(plain, {}) == plain
