"""Award criteria as an excerpt lists them, with weights and parts."""

import pytest

from recommender.lawfulness.stated_criteria import read_own_scales, read_stated_criteria
from recommender.lawfulness.weighted_lines import total_stated


def read(text: str) -> list[tuple[str, float | None, str | None]]:
    return [(found.name, found.weight, found.parent) for found in read_stated_criteria(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Prix : 60 %\nDélai : 40 %",
        "Prix 60 % ; délai 40 %",
        "- Prix (60 %)\n- Délai (40 %)",
        "Prix\n60 %\nDélai\n40 %",
        "1. Prix | 60 %\n2. Délai | 40 %",
        "Prix 60 pour cent, délai 40 pour cent",
    ],
)
def test_lists_of_any_layout_are_read(text: str) -> None:
    found = read_stated_criteria(text)
    assert [(one.weight, one.unit, one.parent) for one in found] == [(60.0, "percent", None), (40.0, "percent", None)]
    assert [one.name.casefold() for one in found] == ["prix", "délai"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A. Prix : 60 points\nB. Technique : 40 points, dont :\n  B1 équipe : 25\n  B2 méthode : 15", [25.0, 15.0]),
        ("Technique (40 points) se décompose en :\n- équipe : 25 points\n- méthode : 15 points", [25.0, 15.0]),
        ("2. Technique : 40 %\nSous-critère 2.1 équipe : 25 %\nSous-critère 2.2 méthode : 15 %", [25.0, 15.0]),
        ("Technique (40 %) : équipe (25 points), méthode (15 points)", [25.0, 15.0]),
    ],
)
def test_parts_follow_their_criterion(text: str, parts: list[float]) -> None:
    assert [found.weight for found in read_stated_criteria(text) if found.parent is not None] == parts


@pytest.mark.parametrize(
    "text",
    [
        "Au moins 50 % de denrées durables ; TVA 20 %.",
        "Le produit contient 98 % de sel en masse.",
        "Siège dans le département : 15\nDépartement limitrophe : 8\nAu-delà : 0",
        "Délai : jusqu'à 2 h = 10 points ; plus de 4 h = 0 point",
    ],
)
def test_figures_of_requirements_and_scales_are_no_weights(text: str) -> None:
    assert read(text) == []


def test_total_is_no_criterion() -> None:
    text = "Prix : 60 %\nDélai : 40 %\nTOTAL : 100 %"
    assert len(read(text)) == 2
    assert total_stated(text) == 100.0
    assert total_stated("Prix : 60 %") is None


def test_criteria_in_order_have_no_weight() -> None:
    text = "Critères, par ordre décroissant d'importance :\n1. Qualité\n2. Prix"
    assert read(text) == [("Qualité", None, None), ("Prix", None, None)]
    assert {found.unit for found in read_stated_criteria(text)} == {"order"}


def test_parts_on_a_scale_of_their_own_are_summed() -> None:
    assert list(read_own_scales("La valeur technique est notée sur 20 : équipe 12, méthode 8.")) == [(20.0, 20.0)]
    assert list(read_own_scales("La valeur technique est notée sur 100.")) == []
