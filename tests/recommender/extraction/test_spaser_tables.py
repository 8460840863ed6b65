"""Tables of indicators: columns told by their header, rows with or without rulings, milestones, sheets."""

import pytest

from recommender.domain.documents import Block, Table
from recommender.domain.spaser import SpaserPlan, TargetUnit
from recommender.extraction.headings import find_headings
from recommender.extraction.spaser import read_spaser
from recommender.extraction.spaser_columns import ColumnRole, read_columns
from recommender.extraction.spaser_units import read_cell, read_indicator_unit
from recommender.language.lexicon import ThemeLexicon
from tests.builders.documents import make_block, make_document
from tests.builders.plans import make_line, make_row

LEXICON = ThemeLexicon({}, ())


def plan_of(*blocks: Block, tables: tuple[Table, ...] = (), page: int = 1) -> SpaserPlan:
    document = make_document(
        make_block("SPASER 2026-2028"),
        make_line("Axe 1 : Solidarité", page=page),
        make_line("Objectif 1.1 : Insérer", page=page, size=1.3),
        make_line("Objectif 1.2 : Réserver", page=page, size=1.3),
        *blocks,
        make_line("Axe 2 : Sobriété", page=page),
        tables=tables,
    )
    return read_spaser(document, find_headings(document), (), LEXICON)


def found_in(plan: SpaserPlan) -> list[tuple[str, float | None, int | None, float | None]]:
    return [(target.text, target.value, target.year, target.baseline) for target in plan.targets]


def test_rows_of_a_table_give_targets_with_their_start() -> None:
    plan = plan_of(
        make_row("Indicateur", "Référence 2024", "Cible 2026", "Cible 2028"),
        make_row("Part des marchés clausés", "19,4 %", "25 %", "≥ 35 %"),
        make_row("Nombre de contrats réservés", "27", "suivi", "50"),
    )
    assert found_in(plan) == [
        ("Part des marchés clausés", 25, 2026, 19.4),
        ("Part des marchés clausés", 35, 2028, 19.4),
        ("Nombre de contrats réservés", 50, 2028, 27),
    ]
    assert [indicator.unit for indicator in plan.indicators] == [TargetUnit.PERCENT, TargetUnit.CONTRACTS]


def test_subtitle_in_a_table_sets_the_objective_of_its_rows() -> None:
    plan = plan_of(
        make_row("Indicateur", "Référence 2024", "Cible 2028"),
        make_row("Objectif 1.1 – Insertion"),
        make_row("Heures d'insertion réalisées", "9 000", "12 000"),
        make_row("Objectif 1.2 – Réservation"),
        make_row("Nombre de lots réservés", "2", "6"),
    )
    assert [(target.objective, target.value) for target in plan.targets] == [("1.1", 12_000), ("1.2", 6)]


def test_header_said_again_on_the_next_page_is_no_indicator() -> None:
    header = make_row("Indicateur", "Référence 2024", "Cible 2028")
    plan = plan_of(
        header, make_row("Nombre de lots réservés", "2", "6"), header, make_row("Part des PME", "60 %", "70 %")
    )
    assert [indicator.text for indicator in plan.indicators] == ["Nombre de lots réservés", "Part des PME"]


def test_years_under_the_names_of_buyers_give_a_target_for_each() -> None:
    cells = (
        ("N°", "Indicateur", "Fiche", "CHS", "", "CHB", ""),
        ("", "", "", "2024", "2028", "2024", "2028"),
        ("1", "Heures d'insertion réalisées", "1.2", "6 400", "14 000", "2 100", "x 3"),
    )
    plan = plan_of(*(make_row(*row) for row in cells), tables=(Table(1, cells),))
    assert [(target.cell, target.value, target.baseline) for target in plan.targets] == [
        ("CHS : 14 000", 14_000, 6_400),
        ("CHB : x 3", 3, 2_100),
    ]
    assert {target.objective for target in plan.targets} == {"1.2"}


def test_column_of_milestones_is_read_as_sentences() -> None:
    plan = plan_of(
        make_row("N°", "Objectif", "Pilote", "Point d'étape"),
        make_row("1.1", "Insertion", "Direction", "2026 : 53 % et 24 %"),
        make_row("1.2", "Réservation", "Direction", "Marché notifié en juin 2027"),
        make_row("1.2", "Réservation", "Direction", "voir texte"),
    )
    assert [(target.objective, target.value, target.year) for target in plan.targets] == [
        ("1.1", 53, 2026),
        ("1.1", 24, 2026),
        ("1.2", None, 2027),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("Constat", "2021", "2022", "2023", "2024"),
        ("Établissement", "Sigle", "Lits", "Achats 2024", "Contrats 2024"),
        ("Objet", "Schéma élaboré par les quatre établissements du groupement, adopté en conseil", "", "", ""),
    ],
)
def test_table_of_the_past_promises_nothing(header: tuple[str, ...]) -> None:
    plan = plan_of(make_row(*header), make_row("Marchés notifiés", "561", "538", "572", "543"))
    assert plan.targets == ()


def test_lines_without_rulings_are_read_by_their_run_of_values() -> None:
    lines = [
        "Indicateur Référence 2024 Cible 2026 Cible 2028 Objectif 1.1 – Insertion",
        "Nombre d'heures d'insertion réalisées 212 400 h 240 000 h 280 000 h1 Part des marchés avec une clause,",
        "19,4 % 25 % 35 %",
        "en nombre de contrats",
        "Nombre de contrats conclus avec l'ESS, dont",
        "58 dont 17 75 dont 25 110 dont 40 ESUS",
        "Nombre de lots réservés 140 250 300",
    ]
    head, *rows = [make_block(line, size_ratio=0.85) for line in lines]
    plan = plan_of(head, *rows)
    assert [(target.value, target.year) for target in plan.targets] == [
        (240_000, 2026), (280_000, 2028), (25, 2026), (35, 2028), (75, 2026), (25, 2026), (110, 2028), (40, 2028),
        (250, 2026), (300, 2028),
    ]  # fmt: skip
    assert {target.objective for target in plan.targets} == {"1.1"}


def test_figures_read_apart_from_their_names_are_not_guessed() -> None:
    lines = ["Indicateur Référence 2024 Cible 2026 Cible 2028", "Nombre de contrats réservés notifiés",
             "Part des directions ayant un contrat", "27 35 50", "29 % 50 % 100 %"]  # fmt: skip
    plan = plan_of(*(make_block(line, size_ratio=0.85) for line in lines))
    assert plan.targets == ()
    assert [indicator.text for indicator in plan.indicators] == [lines[1], lines[2]]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("≥ 60 %", [60]), ("35 à 40 %", [35]), ("entre 16 000 et 20 000 h", [16_000]), ("75 dont 25", [75, 25]),
        ("13 sur 17", [13]), ("x 3", [3]), ("– 20 %", [-20]), ("250 k€", [250_000]), ("maintien", [None]),
        ("412 000 m³", [412_000]),
        ("280 000 h1", [280_000]), ("n.d.", []), ("suivi", []), ("cf. action 3.2.1", []), ("–", []), ("à établir", []),
    ],
)  # fmt: skip
def test_values_of_a_cell(cell: str, values: list[float | None]) -> None:
    assert [value.value for value in read_cell(cell, None)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Part des marchés clausés", "percent"), ("Nombre d'heures d'insertion", "hours"),
        ("Montant des achats", "euros"),
        ("Nombre de marchés réservés", "contracts"), ("Nombre d'agents formés", "count"),
        ("Tonnes de déchets", "tonnes"),
        ("Délai moyen de paiement", "other"),
    ],
)  # fmt: skip
def test_unit_of_an_indicator(text: str, unit: str) -> None:
    found = read_indicator_unit(text)
    assert found is not None
    assert found.value == unit


def test_bare_years_are_targets_from_the_first_year_of_the_plan() -> None:
    read = read_columns([("Indicateur", "2024", "2026", "2028"), ("Part des PME", "60 %", "65 %", "70 %")], 2026)
    assert read is not None
    roles = [column.role for column in read[0]]
    assert roles == [ColumnRole.INDICATOR, ColumnRole.BASELINE, ColumnRole.TARGET, ColumnRole.TARGET]
