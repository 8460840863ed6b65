"""How strongly a segment binds."""

import pytest

from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.obligations import judge_obligation

CONDITION = ProvisionKind.EXECUTION_CONDITION


@pytest.mark.parametrize(
    "text",
    [
        "Le titulaire doit trier ses déchets.",
        "Le titulaire réserve 5 % des heures de travail à des personnes éloignées de l'emploi.",
        "Le titulaire s'engage à remettre un bilan annuel.",
        "Les emballages seront réduits dans la mesure du possible.",
        "Le titulaire peut sous-traiter mais doit trier ses déchets.",
        "Le titulaire ne peut pas brûler les déchets sur le chantier.",
        "Les produits ne peuvent contenir de perturbateurs endocriniens.",
        "Le titulaire trie les déchets. Il peut proposer une autre filière.",
        "Les déchets sont triés : non dangereux, dangereux et inertes.",
    ],
)
def test_duties_bind(text: str) -> None:
    assert judge_obligation(text, CONDITION) is Obligation.MUST


@pytest.mark.parametrize(
    "text",
    [
        "Le titulaire peut proposer des produits labellisés.",
        "Le papier est, de préférence, recyclé.",
        "Le titulaire est invité à limiter les emballages.",
        "Le recours à un vélo cargo est souhaitable.",
        "Si possible, le transport est groupé.",
    ],
)
def test_faculties_do_not_bind(text: str) -> None:
    assert judge_obligation(text, CONDITION) is Obligation.MAY


@pytest.mark.parametrize(
    "text",
    [
        "Le marché ne prévoit pas de clause sociale.",
        "Il n’est pas prévu de clause d’insertion.",
        "Aucune clause sociale n'est prévue.",
        "Le présent marché n'est pas un marché réservé.",
        "Considérations environnementales : sans objet.",
        "Dépose sans réemploi des cloisons légères et évacuation à la décharge.",
        "Clause sociale : non.",
        "Clause sociale : NON",
        "Le lot n'est pas réservé. Le marché ne comporte aucune clause sociale.",
    ],
)
@pytest.mark.parametrize("kind", [CONDITION, ProvisionKind.INFORMATION, ProvisionKind.AWARD_CRITERION])
def test_denial_of_a_clause_is_negated_whatever_its_kind(text: str, kind: ProvisionKind) -> None:
    assert judge_obligation(text, kind) is Obligation.NEGATED


def test_one_denial_among_duties_does_not_deny_them() -> None:
    text = "Le titulaire trie les déchets. Il remet un bilan. Le lot 3 ne comporte pas de clause sociale."
    assert judge_obligation(text, CONDITION) is Obligation.MUST


def test_information_is_neither_duty_nor_faculty() -> None:
    text = "Le développement durable doit guider l'achat public."
    assert judge_obligation(text, ProvisionKind.INFORMATION) is Obligation.INFO


def test_award_criterion_is_always_applied() -> None:
    text = "Le cas échéant, le mémoire peut être noté sur la performance environnementale."
    assert judge_obligation(text, ProvisionKind.AWARD_CRITERION) is Obligation.MUST
