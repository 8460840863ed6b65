"""Words that are not what a page shows are told from ordinary ones."""

import pytest

from recommender.reading.pdf_glyphs import is_garbled
from recommender.reading.pdf_words import Word

FRENCH = "Le titulaire organise le tri des déchets de chantier et remet les bordereaux de suivi à l'acheteur. " * 4
SHIFTED = "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in FRENCH)


def make_words(text: str) -> list[Word]:
    return [Word(word, 0.0, 0.0, 10.0, 10.0, 8.0, 11.0, is_bold=False) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "unmapped"),
    [
        (SHIFTED, 0),
        ("\ue001\ue002\ue003 \ue004\ue005 " * 10, 0),
        ("\ufffd\ufffd \ufffd\ufffd\ufffd " * 10, 0),
        ("\x03\x04\x05 \x06\x07abc " * 10, 0),
        (FRENCH, 60),
        ("Objet du marché", 3),
    ],
    ids=["shifted", "private", "unknown", "control", "unsaid", "few words unsaid"],
)
def test_words_of_a_font_that_does_not_say_its_letters_are_garbled(text: str, unmapped: int) -> None:
    assert is_garbled(make_words(text), unmapped)


@pytest.mark.parametrize(
    ("text", "unmapped"),
    [
        ("", 0),
        (FRENCH, 0),
        (FRENCH, 10),
        (FRENCH.upper(), 0),
        ("The supplier sorts the waste of the building site and hands over the slips to the buyer. " * 4, 0),
        ("\uf0b7 un bilan \uf0b7 un plan \uf0b7 une fiche \uf0fc trois attestations", 0),
        ("\uf0a7 \uf0a7 \uf0a7", 0),
        ("12 450,00 € 20 % 14 940,00 € " * 40, 0),
        ("CCTP DPGF BPU DQE", 0),
        ("•", 1),
    ],
    ids=["none", "french", "few signs", "capitals", "english", "bullets", "signs", "figures", "acronyms", "one bullet"],
)
def test_ordinary_words_are_not_garbled(text: str, unmapped: int) -> None:
    assert not is_garbled(make_words(text), unmapped)
