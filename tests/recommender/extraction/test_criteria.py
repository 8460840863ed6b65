"""Award criteria and weights, from tables and from prose."""

import pytest

from recommender.domain.documents import BlockRole, Table
from recommender.domain.extraction import AwardCriterion
from tests.builders.criteria import find_criteria
from tests.builders.documents import make_block, make_document

TITLE = "Critères d'attribution"


def read(*lines: str) -> tuple[AwardCriterion, ...]:
    return find_criteria(make_document(*lines))


def weights(found: tuple[AwardCriterion, ...]) -> list[tuple[str, float | None, str]]:
    return [(criterion.criterion, criterion.weight, criterion.unit) for criterion in found]


def test_table_gives_criteria_with_their_weights_and_page() -> None:
    table = Table(4, (("Critères", "Pondération"), ("Prix", "60 %"), ("Valeur technique", "37,5 %"), ("", "")))
    found = find_criteria(make_document("Jugement", tables=[table]))
    assert weights(found) == [("Prix", 60.0, "percent"), ("Valeur technique", 37.5, "percent")]
    assert {criterion.page for criterion in found} == {4}


def test_table_row_of_a_sub_criterion_belongs_to_the_criterion_above() -> None:
    rows = (("Critère", "Note"), ("Valeur technique", "40 points"), ("Sous-critère 1 : moyens", "25 points"))
    found = find_criteria(make_document("Jugement", tables=[Table(1, rows)]))
    assert [(criterion.parent, criterion.weight) for criterion in found] == [(None, 40.0), ("Valeur technique", 25.0)]


def test_table_about_something_else_gives_none() -> None:
    rows = (("Désignation", "Quantité"), ("Prix unitaire", "60 %"))
    assert find_criteria(make_document("Bordereau", tables=[Table(1, rows)])) == ()


def test_prose_gives_criteria_after_the_title_of_the_section() -> None:
    found = read(TITLE, "Critère 1 : prix (60 %)", "Critère 2 : valeur technique (40 %)")
    assert weights(found) == [
        ("Critère 1 : prix", 60.0, "percent"),
        ("Critère 2 : valeur technique", 40.0, "percent"),
    ]


def test_title_of_the_section_is_no_criterion() -> None:
    assert read("Critères de jugement des offres", "Les offres sont classées.") == ()


def test_weight_outside_a_section_on_criteria_is_no_criterion() -> None:
    assert read("La retenue de garantie est de 5 % du prix.", "Prix : 60 %") == ()


def test_known_name_with_a_weight_needs_no_word_criterion() -> None:
    assert weights(read("Jugement des offres", "- Prix des prestations : 55 %", "- Qualité : 45 pour cent")) == [
        ("Prix des prestations", 55.0, "percent"),
        ("Qualité", 45.0, "percent"),
    ]


def test_sub_criterion_has_its_criterion_as_parent() -> None:
    found = read(
        TITLE, "Critère 1 : prix (60 %)", "Critère 2 : valeur technique (40 %)", "Sous-critère 2.1 : moyens (25 %)"
    )
    assert [criterion.parent for criterion in found] == [None, None, "Critère 2 : valeur technique"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Critère 1 : prix, entre 30 et 50 %", "Critère 1 : prix"),
        ("Performance environnementale : entre 10 % et 20 %", "Performance environnementale"),
        ("Critère 3 : insertion entre 10 et 20 points", "Critère 3 : insertion"),
    ],
)
def test_range_has_a_name_and_no_weight(line: str, name: str) -> None:
    assert weights(read(TITLE, line)) == [(name, None, "percent")]


@pytest.mark.parametrize("line", ["Prix : 40 points", "Prix : 40 pts", "Prix : 40 / 100"])
def test_points_are_not_percents(line: str) -> None:
    assert weights(read(TITLE, line)) == [("Prix", 40.0, "points")]


def test_criteria_are_told_apart_by_lot() -> None:
    found = read(TITLE, "Lot n° 1", "Prix : 70 %", "Qualité : 30 %", "Lot n° 2", "Prix : 50 %", "Qualité : 50 %")
    assert [criterion.lot for criterion in found] == ["1", "1", "2", "2"]


def test_sentence_about_lots_names_no_lot() -> None:
    found = read("Chaque lot a ses critères d'attribution :", "Prix : 70 %")
    assert [criterion.lot for criterion in found] == ["all"]


@pytest.mark.parametrize(
    ("name", "responsible"),
    [
        ("Performance environnementale", "environmental"),
        ("Gestion des déchets et qualité", "environmental"),
        ("Performance en matière d'insertion", "social"),
        ("Performance sociale et environnementale", "both"),
        ("Valeur technique", "none"),
    ],
)
def test_criterion_says_whether_it_is_social_or_environmental(name: str, responsible: str) -> None:
    assert [criterion.responsible for criterion in read(TITLE, f"Critère 3 : {name} (10 %)")] == [responsible]


def test_criterion_read_twice_is_given_once() -> None:
    table = Table(1, (("Critère", "Pondération"), ("Prix", "60 %")))
    assert len(find_criteria(make_document(TITLE, "Prix : 60 %", tables=[table]))) == 1


def test_running_heads_contents_and_rows_are_not_read_as_prose() -> None:
    roles = (BlockRole.RUNNING, BlockRole.CONTENTS, BlockRole.TABLE_ROW)
    document = make_document(TITLE, *(make_block("Prix : 60 %", role=role) for role in roles))
    assert find_criteria(document) == ()


def test_price_with_a_bracket_is_no_formula() -> None:
    assert weights(read(TITLE, "Prix (60 %)", "Note = 60 x (prix le plus bas / prix)")) == [("Prix", 60.0, "percent")]


@pytest.mark.parametrize(
    "line", ["Prix : noté sur 60 points selon la formule : 60 x (Pmin / P)", "Prix : 60 points, P = 60 x Pmin / P"]
)
def test_weight_before_a_formula_counts(line: str) -> None:
    assert weights(read(TITLE, line)) == [("Prix", 60.0, "points")]


def test_criteria_of_one_list_stay_apart_however_alike() -> None:
    found = read(TITLE, "- Moyens humains du diagnostic (10 %)", "- Moyens humains de la conception (10 %)")
    assert [criterion.criterion for criterion in found] == [
        "Moyens humains du diagnostic",
        "Moyens humains de la conception",
    ]


def test_criterion_detailed_after_the_list_is_not_read_twice() -> None:
    found = read(TITLE, "Prix (60 %)", "Valeur technique (40 %)", "Le critère prix (60 %) est jugé sur le devis.")
    assert len(found) == 2


def test_range_and_blank_are_told_from_a_missing_weight() -> None:
    found = read(TITLE, "Critère 1 : prix, entre 30 et 50 %", "Critère 2 : délai, … %", "Critère 3 : qualité")
    assert [criterion.has_open_weight for criterion in found] == [True, True, False]
