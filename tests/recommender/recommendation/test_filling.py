"""Variables become values, in French figures."""

import pytest

from recommender.domain.text import format_value
from recommender.recommendation.filling import FILLED_FIELDS, fill_provision, fill_text, split_filled
from tests.builders.library import make_bundle, make_provision, make_variable


def test_variables_take_their_default_in_every_text() -> None:
    texts = dict.fromkeys(FILLED_FIELDS, "au moins {{ heures }} heures, {{heures}} en tout")
    provision = make_provision(**texts)
    filled = fill_provision(provision, make_bundle(provisions=(provision,)), {})
    assert {getattr(filled, name) for name in FILLED_FIELDS} == {"au moins 1\u202f500 heures, 1\u202f500 en tout"}
    assert filled.provision is provision


def test_values_of_the_buyer_replace_defaults() -> None:
    bundle = make_bundle(variables=(make_variable(), make_variable(name="part", default=2.5)))
    provision = make_provision(text="{{ heures }} heures et {{ part }} %")
    assert fill_provision(provision, bundle, {"heures": 800}).text == "800 heures et 2,5 %"
    assert fill_provision(provision, bundle, {"heures": "mille", "unknown": 1}).text == "mille heures et 2,5 %"


def test_unknown_variable_stays_visible() -> None:
    assert fill_text("{{ absente }} et {{ heures }}", {"heures": "3"}) == "{{ absente }} et 3"


def test_value_that_looks_like_a_pattern_is_written_as_it_is() -> None:
    assert fill_text("{{ heures }}", {"heures": r"\1 {{ heures }}"}) == r"\1 {{ heures }}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (8, "8"),
        (100, "100"),
        (1500, "1\u202f500"),
        (1_234_567.5, "1\u202f234\u202f567,5"),
        (2.0, "2"),
        (2.5, "2,5"),
        (0.25, "0,25"),
        (2.999, "3"),
        (0.001, "0,001"),
        (-3.5, "-3,5"),
        ("deux fois par an", "deux fois par an"),
    ],
)
def test_numbers_are_written_as_french_readers_do(value: float | str, written: str) -> None:
    assert format_value(value) == written


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("{{ x }} heures par an", 1, "1 heure par an"),
        ("{{ x }} heures par an", 2, "2 heures par an"),
        ("{{ x }} jours", 1.5, "1,5 jour"),
        ("{{ x }} sites au plus par jour", 1, "1 site au plus par jour"),
        ("{{ x }} mois, {{ x }} fois, {{ x }} parcours", 1, "1 mois, 1 fois, 1 parcours"),
        ("{{ x }}\u00a0€ par heure", 1, "1\u00a0€ par heure"),
        ("tous les {{ x }}", 1, "tous les 1"),
        ("au moins de {{ x }}", "eau de pluie", "au moins d'eau de pluie"),
        ("à compter de la {{ x }}", "ouverture", "à compter de l'ouverture"),
        ("le service de {{ x }}", "nettoyage", "le service de nettoyage"),
        ("le hall de {{ x }}", 8, "le hall de 8"),
    ],
)
def test_what_stands_around_a_value_agrees_with_it(text: str, value: float | str, written: str) -> None:
    assert fill_text(text, {"x": value}) == written
    parts = split_filled(text, written)
    assert parts is not None
    assert "".join(part for part, _ in parts) == written
    assert {part for part, is_value in parts if is_value} == {format_value(value)}


def test_text_that_is_not_the_template_filled_cannot_be_split() -> None:
    assert split_filled("{{ x }} heures", "Texte réécrit") is None
