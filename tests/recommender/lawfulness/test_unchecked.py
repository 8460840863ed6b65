"""Duties that nobody checks, told by what they mean where no verb says who is bound."""

from datetime import date

import pytest

from recommender.domain.warnings import DraftPassage
from recommender.lawfulness.unchecked import LEAST_BINDING, find_unchecked
from recommender.services import Services

BARE = (
    "Le fraisat issu du rabotage est réintroduit, à hauteur de 30 % minimum en masse, dans la grave du chantier. Les "
    "bordures déposées en bon état sont nettoyées puis reposées sur place, en réemploi."
)


def make(text: str, document: str = "CCTP") -> DraftPassage:
    return DraftPassage(text, document, date(2026, 12, 1))


def test_a_duty_without_a_subject_is_found(services: Services) -> None:
    likely = find_unchecked(make(f"Art. 12 Réemploi excavées\n{BARE}"), services.meaning_classifier())
    assert likely is not None
    assert likely >= LEAST_BINDING


@pytest.mark.parametrize(
    "text",
    [
        f"{BARE} Les bons de pesée sont remis chaque mois.",
        f"9.1 Réemploi\n{BARE}\n9.2 Suivi\nUn registre des mouvements est tenu.",
        f"Contexte. {BARE}",
        "Les plans sont remis au format DWG.",
        "Facturation. La facture est déposée sur Chorus Pro.",
    ],
    ids=["proof", "proof-in-the-next-part", "context", "other-matter", "billing"],
)
def test_what_is_checked_told_or_of_another_matter_is_left_alone(services: Services, text: str) -> None:
    assert find_unchecked(make(text), services.meaning_classifier()) is None


def test_a_penalty_for_something_else_checks_nothing(services: Services) -> None:
    text = f"Article 12 – Réemploi\n{BARE}\nArticle 13 – Délais\nPénalité de 300 € par jour de retard."
    assert find_unchecked(make(text), services.meaning_classifier()) is not None


def test_rules_of_a_consultation_bind_nobody_that_way(services: Services) -> None:
    assert find_unchecked(make(BARE, "RC"), services.meaning_classifier()) is None
