"""The numbers that titles begin with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.extraction.title_numbers import form_of, read_label, read_title, value_of


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("1. Objet", "1", "Objet"),
        ("1) Objet", "1", "Objet"),
        ("1° Objet", "1", "Objet"),
        ("1 - Objet", "1", "Objet"),
        ("5.2.1 Révision", "5.2.1", "Révision"),
        ("5-2-1 Révision", "5.2.1", "Révision"),
        ("5.2.1. Révision", "5.2.1", "Révision"),
        ("II.3 Délais", "II.3", "Délais"),
        ("A/ Contexte", "A", "Contexte"),
        ("B.2 Contexte", "B.2", "Contexte"),
        ("ARTICLE 5 – PRIX", "5", "PRIX"),
        ("Art. 5 : Prix", "5", "Prix"),
        ("Article 1er : Objet", "1", "Objet"),
        ("Article premier – Objet", "Article premier", "Objet"),
        ("Annexe n° 2 – Plans", "Annexe 2", "Plans"),
        ("Lot n°3 : Peinture", "Lot 3", "Peinture"),
        ("1ère phase : diagnostic", "1ère phase", "diagnostic"),
        ("ARTICLE 5", "5", ""),
    ],
)
def test_number_and_title_are_told_apart(line: str, label: str, title: str) -> None:
    numbered = read_title(line)
    assert numbered is not None
    assert (numbered.label, numbered.title) == (label, title)


@pytest.mark.parametrize(
    "line",
    ["Objet", "2 unités", "3 mois", "15 % du prix", "A titre d'exemple", "L objet", "C.C.T.P.", "articles 3 et 4",
     "1-L'objet du", "Lot", "", "75001 Paris"],
)  # fmt: skip
def test_other_lines_bear_no_number(line: str) -> None:
    numbered = read_title(line)
    assert numbered is None or numbered.label == "1"


@pytest.mark.parametrize(
    ("part", "form", "value"),
    [("7", "digits", 7), ("IV", "roman", 4), ("XII", "roman", 12), ("C", "capital", 3), ("premier", "other", 1),
     ("…", "other", None)],
)  # fmt: skip
def test_part_has_a_form_and_a_value(part: str, form: str, value: int | None) -> None:
    assert (form_of(part), value_of(part)) == (form, value)


def test_numbers_of_one_form_follow_one_another() -> None:
    forms = [
        numbered.form for line in ("1. Objet", "Article 2 : Prix", "Lot 3 : Toit") if (numbered := read_title(line))
    ]
    assert forms == [":digits", ":digits", "lot:digits"]


def test_number_computed_by_the_file_is_read_as_if_printed() -> None:
    assert read_label("4.3", "Prix").path == ("4", "3")
    assert read_label("Article 4", "Prix").label == "4"


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.sampled_from([". ", " – ", ") ", " : "]))
def test_any_number_before_a_title_is_read(parts: list[int], sign: str) -> None:
    number = ".".join(map(str, parts))
    numbered = read_title(f"{number}{sign}Modalités de révision")
    assert numbered is not None
    assert (numbered.label, numbered.title, numbered.depth) == (number, "Modalités de révision", len(parts))
