"""Descriptions nothing can be drawn from are refused, with a way out."""

import pytest

from recommender.errors import InvalidNeed, NeedNotFrench, NeedTooLong
from recommender.language.description import check_description


def check(text: str) -> str:
    return check_description(text, max_chars=200)


@pytest.mark.parametrize(
    "text",
    [
        "Nettoyage des locaux de trois écoles",
        "NETTOYAGE RENFORCE DES SQUARES",
        "TRAVAUX DE VOIRIE",
        "Élagage, abattage",
        "nettoyage bureaux",
        "Fourniture de smartphones, software et cloud",
        "Maintenance of the parc informatique de la Ville and support des agents",
        "AMO BIM",
        "Location de van et de vélos pour la ville d'El Kantaoui",
    ],
)
def test_french_description_is_accepted(text: str) -> None:
    assert check(text) == text


def test_spaces_are_squeezed_and_accents_composed() -> None:
    assert check("  Nettoyage\n\tdes  e\u0301coles ") == "Nettoyage des écoles"


@pytest.mark.parametrize("text", ["", "   \n", "12 345", "…", "-"])
def test_description_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InvalidNeed, match="vide"):
        check(text)


def test_description_of_one_word_is_refused_and_quoted() -> None:
    with pytest.raises(InvalidNeed, match="« Nettoyage » tient en un mot") as caught:
        check(" Nettoyage ")
    assert "par exemple" in caught.value.next_step


def test_description_over_the_limit_is_refused_with_both_lengths() -> None:
    assert check("a" * 99 + " " + "é" * 100)
    with pytest.raises(NeedTooLong, match="201 caractères ; la limite est de 200"):
        check("de " * 67)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cleaning of the school buildings and supply of all the necessary products", "anglais"),
        ("Reinigung von Schulen und Lieferung von Möbeln für Büros in Hamburg", "allemand"),
        ("Suministro e instalación de mobiliario escolar para los colegios de la ciudad, con montaje", "espagnol"),
        ("Fornitura di arredi scolastici per le scuole della città", "italien"),
    ],
)
def test_description_in_another_language_is_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(NeedNotFrench, match=f"rédigée en {language}"):
        check(text)
