"""What holds of award criteria whatever they are called and weigh."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.criteria import TITLE, find_criteria, lay_out, read_criteria

NAMES = [
    "Prix des prestations",
    "Valeur technique",
    "Délai d'exécution",
    "Performance environnementale",
    "Insertion professionnelle",
    "Service après-vente",
    "Qualité des matériaux",
]
weighted = st.lists(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 14)), min_size=2, max_size=7, unique_by=lambda pair: pair[0]
)
line_forms = st.sampled_from(["{} : {} %", "- {} ({} %)", "{} – {} %", "- {} pondéré à {} %", "{} .... {} %"])


@given(weighted, line_forms)
def test_every_line_gives_its_name_and_weight(pairs: list[tuple[str, int]], form: str) -> None:
    found = read_criteria(TITLE, *(form.format(name, weight) for name, weight in pairs))
    assert found == [f"{name} = {weight} %" for name, weight in pairs]


@given(weighted)
def test_every_row_gives_its_name_and_weight(pairs: list[tuple[str, int]]) -> None:
    rows = (("Critères", "Pondération"), *((name, f"{weight} %") for name, weight in pairs))
    assert read_criteria(TITLE, rows) == [f"{name} = {weight} %" for name, weight in pairs]


@given(st.lists(st.text(alphabet="Critère prix12 %(),:-–.x/=pour lot n°\n", max_size=80), max_size=8))
def test_whatever_the_text_criteria_are_sound(lines: list[str]) -> None:
    found = find_criteria(lay_out(TITLE, *(f"- {line}" for line in lines)))
    mains = {(criterion.lot, criterion.criterion) for criterion in found if criterion.parent is None}
    assert all(criterion.criterion.strip() == criterion.criterion != "" for criterion in found)
    assert all(criterion.weight is None or criterion.weight > 0 for criterion in found)
    assert all((criterion.lot, criterion.parent) in mains for criterion in found if criterion.parent)


@pytest.mark.parametrize("sign", ["- ", "= ", "(", "=", "a. ", "1. ", "lot 1 et ", "40 % ", "pondération "])
def test_endless_lines_of_signs_cost_little(sign: str) -> None:
    lines = [sign * (length // len(sign)) for length in (140, 440, 890, 20_000)]
    started = time.perf_counter()
    find_criteria(lay_out(TITLE, *lines))
    assert time.perf_counter() - started < 2.0
