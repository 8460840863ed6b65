"""The workbook: a grid of criteria, a follow-up, the texts."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl import Workbook

from recommender.domain.recommendations import Advice
from recommender.exporting.spreadsheet import write_workbook

TODAY = date(2026, 11, 27)


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def workbook(advice: Advice) -> Workbook:
    return read(write_workbook(advice.recommendations, today=TODAY))


def rows(workbook: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(workbook[sheet].iter_rows(values_only=True))


def test_criteria_are_weighed_beside_the_price_and_added_up(workbook: Workbook) -> None:
    grid = rows(workbook, "Critères")
    assert [row[0] for row in grid[:3]] == ["Critère", "Prix", "Valeur technique"]
    assert grid[3][1].endswith("%")
    assert grid[-1][2] == f"=SUM(C2:C{len(grid) - 1})"


def test_indicators_are_ready_to_be_filled_in(workbook: Workbook) -> None:
    head, first, *_ = rows(workbook, "Suivi")
    assert head[:4] == ("Indicateur", "Unité", "Relevé", "Fiche")
    assert first[0]
    assert first[4:] == (None,) * (len(head) - 4)


def test_texts_are_listed_by_document(workbook: Workbook) -> None:
    _, *texts = rows(workbook, "Clauses")
    assert [text[0] for text in texts] == [
        "Règlement de la consultation",
        "Cahier des clauses administratives particulières",
    ]
    assert any("400 heures" in text[3] for text in texts)


def test_words_that_look_like_a_formula_stay_words(advice: Advice) -> None:
    found = advice.recommendations[0]
    hostile = replace(found.provisions[0], heading='=HYPERLINK("http://x","y")', text="@SUM(A1) +1 -2")
    content = write_workbook([replace(found, provisions=(hostile,))], today=TODAY)
    cells = [cell for sheet in read(content) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [cell.value for cell in cells] == ["=SUM(C2:C3)"]
