"""Words recognized on an image: their size, their line and what is dropped among them."""

import numpy as np
import pytest

from recommender.reading import ocr
from recommender.reading.ocr_leaders import erase_leaders

COLUMNS = "level page block par line word left top width height conf text"


def row(text: str, left: int, top: int, height: int, *, confidence: float = 95.0, line: int = 1) -> str:
    width = 12 * len(text)
    return f"5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t{height}\t{confidence}\t{text}"


def read_table(*rows: str) -> list[list[str]]:
    table = "\n".join(["\t".join(COLUMNS.split()), *rows]).encode()
    return [[word.text for word in line] for line in ocr._read_lines(table)]


def test_words_are_grouped_by_the_line_they_were_read_on() -> None:
    assert read_table(
        row("Objet", 10, 100, 20),
        row("du", 90, 100, 20),
        row("Prix", 10, 140, 20, line=2),
        row(" ", 90, 140, 20, line=2),
    ) == [["Objet", "du"], ["Prix"]]


def test_doubtful_signs_and_specks_are_dropped_and_sure_signs_kept() -> None:
    assert read_table(
        row("|", 0, 100, 20, confidence=40),
        row("—", 5, 108, 4, confidence=90),
        row("Objet", 10, 100, 20),
        row("r", 90, 118, 3, confidence=60),
    ) == [["—", "Objet"]]


@pytest.mark.parametrize("table", [b"", b"\xff\xfe", b"5\t1\n", b"x" * 1000])
def test_table_that_is_none_has_no_words(table: bytes) -> None:
    assert ocr._read_lines(table) == []


def draw_dots(page: np.ndarray, top: int, lefts: list[int], *, size: int = 4) -> None:
    for left in lefts:
        page[top : top + size, left : left + size] = 0


def test_rows_of_dots_are_taken_off_the_page_and_counted() -> None:
    page = np.full((200, 800), 255, np.uint8)
    draw_dots(page, 100, list(range(300, 600, 12)))
    page[90:104, 50:200] = 0
    leaders = erase_leaders(page, resolution=200)
    assert [(leader.left, leader.top, leader.right, leader.bottom, leader.dots) for leader in leaders] == [
        (300, 100, 592, 104, 25)
    ]
    assert (page[:, 250:] == 255).all()
    assert (page[90:104, 50:200] == 0).all()


@pytest.mark.parametrize(
    "lefts",
    [list(range(300, 380, 12)), [300, 304, 340, 346, 420, 426, 500, 507, 560, 566, 640], []],
    ids=["few", "uneven", "none"],
)
def test_other_dots_are_left_on_the_page(lefts: list[int]) -> None:
    page = np.full((200, 800), 255, np.uint8)
    draw_dots(page, 100, lefts, size=3)
    before = page.copy()
    assert erase_leaders(page, resolution=200) == []
    assert (page == before).all()


def test_rows_of_dots_at_two_heights_are_two() -> None:
    page = np.full((300, 800), 255, np.uint8)
    draw_dots(page, 100, list(range(300, 600, 12)))
    draw_dots(page, 160, list(range(306, 606, 12)))
    assert [leader.top for leader in erase_leaders(page, resolution=200)] == [100, 160]
