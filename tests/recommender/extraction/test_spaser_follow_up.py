"""Indicators in the text, the follow-up of a plan, its period and whether it is shared."""

import pytest

from recommender.domain.documents import Block, BlockRole
from recommender.domain.spaser import SpaserPlan
from recommender.extraction.headings import find_headings
from recommender.extraction.spaser import read_spaser
from recommender.extraction.spaser_period import read_is_joint, read_period
from recommender.language.lexicon import ThemeLexicon
from tests.builders.documents import make_block, make_document, make_item
from tests.builders.plans import make_line, make_row


def plan_of(*lines: Block | str, end: tuple[Block | str, ...] = ()) -> SpaserPlan:
    document = make_document(
        make_block("SPASER 2026-2028"),
        make_line("Axe 1 : Solidarité"),
        make_line("Objectif 1.1 : Acheter mieux", size=1.2),
        *lines,
        make_line("Axe 2 : Sobriété"),
        *end,
    )
    return read_spaser(document, find_headings(document), (), ThemeLexicon({}, ()))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Indicateurs : nombre d'heures ; part des marchés clausés"], ["nombre d'heures", "part des marchés clausés"]),
        (["Indicateur Nombre de marchés réservés notifiés"], ["Nombre de marchés réservés notifiés"]),
        (["L'action sera suivie par le nombre d'heures réalisées et le taux d'embauche."],
         ["nombre d'heures réalisées", "taux d'embauche"]),
        (["Part des femmes parmi les bénéficiaires"], ["Part des femmes parmi les bénéficiaires"]),
        (["La part des femmes est de 12 %."], []),
        (["Part des marchés : elle recule depuis 2021."], []),
    ],
)  # fmt: skip
def test_indicators_of_the_text(lines: list[str], found: list[str]) -> None:
    assert [indicator.text for indicator in plan_of(*lines).indicators] == found


def test_list_under_a_label_gives_an_indicator_an_item() -> None:
    plan = plan_of(
        make_line("Indicateurs de suivi", size=1.0),
        make_item("nombre d'essais conduits avec des usagers"),
        make_item("délai moyen de paiement, en jours"),
        make_block("Signataires : la vice-présidente.", size_ratio=0.86),
    )
    assert [indicator.unit.value for indicator in plan.indicators] == ["count", "other"]


def test_indicators_that_a_cell_runs_together_are_parted() -> None:
    row = make_row(
        "Indicateurs", "Voir tableau A, lignes 1 et 2 Nombre de lots réservés notifiés Part des agents formés"
    )
    found = [indicator.text for indicator in plan_of(row).indicators]
    assert found == ["Nombre de lots réservés notifiés", "Part des agents formés"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Le comité de pilotage, présidé par le vice-président, se réunit deux fois par an.",
        "Les indicateurs sont publiés tous les deux ans sur le site de la métropole.",
        "Un rapport annuel est soumis à l'assemblée départementale.",
        "Une évaluation indépendante à mi-parcours sera lancée au second semestre 2027.",
    ],
)
def test_steps_of_the_follow_up_are_read_in_their_section(sentence: str) -> None:
    plan = plan_of(
        "Un texte.", end=(make_line("Gouvernance et suivi"), sentence, "Une lettre est adressée aux référents.")
    )
    assert [step.text for step in plan.monitoring] == [sentence]
    assert plan.targets == ()


def test_law_on_publication_is_no_step_of_the_plan() -> None:
    law = "L'article L. 2111-3 impose que les indicateurs soient publiés tous les deux ans."
    assert plan_of("Un texte.", end=(make_line("Gouvernance et suivi"), law)).monitoring == ()


@pytest.mark.parametrize(
    ("blocks", "period"),
    [
        (["SPASER 2026-2028"], (2026, 2028)),
        (["Schéma de promotion des achats responsables", "2026 | 2028"], (2026, 2028)),
        (["Un plan.", *(["Texte."] * 40), "Le schéma couvre la période 2025 à 2030."], (2025, 2030)),
        (["Évolution des achats"], None),
    ],
)
def test_period_of_a_plan(blocks: list[str], period: tuple[int, int] | None) -> None:
    assert read_period(make_document(*blocks)) == period


def test_running_titles_tell_the_period_against_ranges_of_the_text() -> None:
    head = make_block("Métropole | SPASER 2026-2028", role=BlockRole.RUNNING)
    assert read_period(make_document(head, *["Texte."] * 30, "Part des marchés, 2021-2024")) == (2026, 2028)


@pytest.mark.parametrize(
    ("title", "is_joint"),
    [
        ("Schéma conjoint de promotion des achats publics", True),
        ("Schéma élaboré conjointement par les quatre établissements", True),
        ("Schéma de promotion des achats publics de la métropole", False),
    ],
)
def test_shared_plan_is_told_on_its_first_pages(title: str, is_joint: bool) -> None:
    assert read_is_joint(make_document(title)) is is_joint
