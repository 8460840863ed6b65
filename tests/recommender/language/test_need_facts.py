"""Lots, place, users and care told by a description."""

import pytest

from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import SensitiveAspect, Users
from recommender.language.need_facts import find_lots, find_place
from recommender.language.need_words import SENSITIVE_WORDS, USERS_WORDS


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("Travaux de voirie en 4 lots", 4),
        ("Accord-cadre alloti en TROIS LOTS", 3),
        ("12 (12) lots", 12),
        ("Marché non alloti de nettoyage", 1),
        ("Lot unique : peinture", 1),
        ("Travaux (lot 3 peinture)", None),
        ("Rénovation de 743 logements", None),
        ("999 lots de vaisselle", None),
        ("", None),
    ],
)
def test_number_of_lots(text: str, lots: int | None) -> None:
    assert find_lots(text) == lots


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Entretien des espaces verts de la commune de Saint-Bresson", "Saint-Bresson"),
        ("Rénovation d'une école à Lyon", "Lyon"),
        ("Voirie, 59000 Lille", "Lille"),
        ("Crèche, PARIS (75015)", "PARIS"),
        ("Mairie d'Évreux : fournitures", "Évreux"),
        ("Aires de jeux aux abords du lac", None),
        ("Fourniture de mobilier", None),
    ],
)
def test_place_of_performance(text: str, place: str | None) -> None:
    assert find_place(text) == place


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("Restauration d'un EHPAD et d'une crèche", Users.VULNERABLE),
        ("Mobilier de l'école maternelle", Users.CHILDREN),
        ("Accueil du public à la médiathèque", Users.PUBLIC),
        ("Tenues des agents", Users.AGENTS),
        ("Réfection d'un pont", None),
    ],
)
def test_most_sensitive_users_win(text: str, users: Users | None) -> None:
    assert next((found for found, words in USERS_WORDS.items() if words.search(fold_accents(text))), None) == users


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("DESAMIANTAGE DE LA TOITURE", SensitiveAspect.HAZARDOUS_SUBSTANCES),
        ("Restauration des vitraux de l'église", SensitiveAspect.HERITAGE),
        ("Logements occupés", SensitiveAspect.OCCUPIED_SITE),
        ("Restauration des berges du ruisseau", SensitiveAspect.NATURAL_AREA),
        ("Logiciel de paie", SensitiveAspect.PERSONAL_DATA),
        ("Réfection de la chaussée", SensitiveAspect.PUBLIC_SPACE),
        ("Repas en liaison froide", SensitiveAspect.FOOD_SAFETY),
    ],
)
def test_what_calls_for_care(text: str, aspect: SensitiveAspect) -> None:
    assert SENSITIVE_WORDS[aspect].search(fold_accents(text))


def test_every_aspect_and_every_user_has_words() -> None:
    assert SENSITIVE_WORDS.keys() == set(SensitiveAspect)
    assert USERS_WORDS.keys() == set(Users) - {Users.NONE}
