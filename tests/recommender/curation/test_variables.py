"""What the members of a family differ by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.curation.variables import Difference, compare_members, fill_template

DUTY = "Le titulaire réserve au moins {} à l'insertion."


def test_a_figure_that_differs_becomes_a_variable() -> None:
    comparison = compare_members([DUTY.format(share) for share in ("5 %", "10 %", "5 %", "7,5%")])
    (variable,) = comparison.variables
    assert comparison.template == DUTY.format("{{ taux_1 }} %")
    assert (variable.name, variable.unit, variable.default, variable.written) == ("taux_1", "%", 5.0, "5")
    assert (variable.values, variable.minimum, variable.maximum) == ((5.0, 7.5, 10.0), 5.0, 10.0)
    assert variable.label == "Taux : « titulaire réserve au moins … % à l'insertion »"
    assert comparison.differences == ()


@pytest.mark.parametrize(
    ("one", "other", "name", "unit", "values"),
    [
        ("1 500 heures", "2\u202f000 heures", "heures_1", "heures", (1500.0, 2000.0)),
        ("1 500,50 €", "800 euros", "montant_1", "€", (800.0, 1500.5)),
        ("15 jours", "8 jours", "delai_1", "jours", (8.0, 15.0)),
        ("12 mois", "24 mois", "delai_1", "mois", (12.0, 24.0)),
        ("3 tonnes", "4 tonnes", "masse_1", "tonnes", (3.0, 4.0)),
        ("40 points", "30 points", "points_1", "points", (30.0, 40.0)),
        ("50 km", "100 km", "distance_1", "km", (50.0, 100.0)),
        ("3 réunions", "4 réunions", "nombre_1", "", (3.0, 4.0)),
        ("2000 heures", "2020 heures", "heures_1", "heures", (2000.0, 2020.0)),
        ("quatre (4) ans", "quatre (5) ans", "delai_1", "ans", (4.0, 5.0)),
    ],
)
def test_units_name_variables(one: str, other: str, name: str, unit: str, values: tuple[float, ...]) -> None:
    (variable,) = compare_members([DUTY.format(one), DUTY.format(other)]).variables
    assert (variable.name, variable.unit, variable.values) == (name, unit, values)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'article L2112-2", "l'article L2112-4"),
        ("l'article R. 2152-7", "l'article R. 2152-8"),
        ("l'article 12.3", "l'article 12.4"),
        ("la norme ISO 14001", "la norme ISO 50001"),
        ("la norme NF EN 12345", "la norme NF EN 12346"),
        ("la norme NF EN ISO 9001:2015", "la norme NF EN ISO 9001:2008"),
        ("compter de 2025", "compter de 2026"),
        ("compter du 12 mars 2025", "compter du 15 mars 2025"),
        ("la loi n° 2014-856", "la loi n° 2015-992"),
        ("la directive 2014/24/UE", "la directive 2014/25/UE"),
        ("partir de 8h30", "partir de 9h15"),
        ("Lyon 69003", "Lyon 69007"),
        ("le lot 2", "le lot 3"),
        ("la classe E27", "la classe E14"),
    ],
)
def test_figures_that_name_are_never_variables(one: str, other: str) -> None:
    comparison = compare_members(
        [f"Conformément à {one}, le titulaire agit.", f"Conformément à {other}, le titulaire agit."]
    )
    assert comparison.variables == ()
    assert len(comparison.differences) == 1


def test_a_figure_that_is_the_same_in_all_stays() -> None:
    texts = [f"Pendant 12 mois, {hours} heures sont dues." for hours in (100, 200)]
    assert compare_members(texts).template == "Pendant 12 mois, {{ heures_1 }} heures sont dues."


def test_another_unit_is_a_difference_and_no_value() -> None:
    comparison = compare_members([DUTY.format("15 jours"), DUTY.format("15 jours"), DUTY.format("2 mois")])
    assert comparison.variables == ()
    assert comparison.differences == (Difference("15 jours", "2 mois", 2),)


def test_a_figure_said_twice_is_one_variable() -> None:
    texts = [f"Réserver {share} % des heures ; sous {share} % des heures, une pénalité est due." for share in (5, 10)]
    comparison = compare_members(texts)
    assert comparison.template.count("{{ taux_1 }}") == 2
    assert len(comparison.variables) == 1


def test_variables_of_one_unit_are_numbered_in_the_order_of_the_text() -> None:
    comparison = compare_members([f"Dès {a} % ou {b} %, un bilan est remis." for a, b in ((5, 10), (6, 12))])
    assert [variable.name for variable in comparison.variables] == ["taux_1", "taux_2"]


def test_words_that_differ_are_told_with_their_member() -> None:
    texts = [
        "Un bilan est remis chaque année.",
        "Un bilan détaillé est remis chaque trimestre.",
        "un bilan est remis chaque annee",
    ]
    comparison = compare_members(texts)
    assert comparison.preferred == 0
    assert comparison.differences == (Difference("", "détaillé", 1), Difference("année", "trimestre", 1))


def test_a_negation_is_told() -> None:
    texts = ["Le brûlage est autorisé sur place.", "Le brûlage n'est pas autorisé sur place."]
    assert compare_members(texts).differences


def test_one_text_is_its_own_template() -> None:
    comparison = compare_members([DUTY.format("5 %")])
    assert (comparison.template, comparison.variables, comparison.differences) == (DUTY.format("5 %"), (), ())


PARTS = st.sampled_from(
    ["Le titulaire remet", "un bilan", "5 %", "10%", "1 500,50 €", "2 000 heures", "12 mois", "article L. 2112-2", "3",
     "ISO 14001", "en 2025", ";", ".", "\n", "1. ", "{{ taux_1 }}", "n'est pas", "de 8 h à 18 h"]
)  # fmt: skip


@given(st.lists(st.lists(PARTS, max_size=10).map(" ".join) | st.text(max_size=40), min_size=1, max_size=5))
def test_the_template_filled_with_the_defaults_is_the_preferred_text(texts: list[str]) -> None:
    comparison = compare_members(texts)
    assert fill_template(comparison) == texts[comparison.preferred]
    for variable in comparison.variables:
        assert variable.minimum <= variable.default <= variable.maximum
        assert variable.minimum < variable.maximum
