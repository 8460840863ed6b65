"""What the head of a line announces."""

import pytest

from recommender.reading.markers import (
    has_bullet,
    has_leaders,
    is_contents_title,
    is_lettered_item,
    is_numbered_title,
    strip_bullet,
)


@pytest.mark.parametrize(
    "text",
    [
        "4.2 Titre",
        "Article 12 – Objet",
        "ARTICLE 3.",
        "PARTIE 1",
        "Chapitre II",
        "I. Objet",
        "A - Prix",
        "01.02 Note",
        "X.1.1 Fiabilité",
        "2 Objet",
        "1ère phase",
        "Annexe 1a : note",
        "ARTICLE … : Clause",
    ],
)
def test_numbered_titles_are_seen(text: str) -> None:
    assert is_numbered_title(text)


@pytest.mark.parametrize(
    "text", ["Le titulaire", "20 avenue de Ségur", "30 jours", "article du code", "2 ans", "L’article 12"]
)
def test_ordinary_lines_are_no_titles(text: str) -> None:
    assert not is_numbered_title(text)


@pytest.mark.parametrize("text", ["• un", "- un", "–un", "\uf0b7 un", "➢ un", "* un"])
def test_bullets_are_seen_and_taken_away(text: str) -> None:
    assert has_bullet(text)
    assert strip_bullet(text) == "un"


@pytest.mark.parametrize("text", ["-5 %", "un", "**gras** un", "1. un"])
def test_other_heads_are_no_bullets(text: str) -> None:
    assert not has_bullet(text)
    assert strip_bullet(text) == text


def test_lettered_items_are_small_letters_only() -> None:
    assert is_lettered_item("a) un bilan")
    assert is_lettered_item("ii) un plan")
    assert not is_lettered_item("A) Objet")


def test_leaders_end_an_entry_of_the_contents() -> None:
    assert has_leaders("1. Objet ............... 3")
    assert has_leaders("Objet . . . . . . . . 3")
    assert not has_leaders("etc... 3")


@pytest.mark.parametrize("text", ["SOMMAIRE", "S O M MA I R E", "Table des matières", "TABLE DES MATIERES :"])
def test_title_of_the_contents_is_seen(text: str) -> None:
    assert is_contents_title(text)
