"""Scanned pages → their words, by way of tesseract and its French data, where they are installed."""

from __future__ import annotations

import os
import re
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from recommender.reading.ocr_leaders import Leader, erase_leaders
from recommender.reading.pdf_words import Word
from recommender.reading.programs import ProgramFailed, find_program, run_program
from recommender.reading.progress import report_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recommender.reading.pdf_words import PdfiumHandle

_RESOLUTION = 200
_POINTS_PER_INCH = 72
# A plan of A0 at this resolution; a larger one is drawn smaller.
_MOST_PIXELS = 62_000_000
_MOST_AT_ONCE = 4
_LONGEST_PAGE_SECONDS = 25.0
_QUERY_SECONDS = 10.0
# tesseract's page segmentation: told that a table of contents is one block, it keeps the page numbers far on the right.
_ANY_LAYOUT, _ONE_BLOCK = "3", "6"
_CONTENTS_LEADERS = 5
_WORD_LEVEL = "5"
_COLUMNS = 12

# Parts of the font size: how high letters stand over the line, and what the box of a line holds above and below it.
_TALL, _SMALL, _ASCENT, _DESCENT = 0.72, 0.52, 0.90, 0.22
# What hangs below the line, of the height of a word with letters such as "p" and "b".
_HANGING_SHARE = 0.23
_HANGING = re.compile(r"[gjpqyçQ,;()\[\]{}|/_$]")
_TALL_LETTER = re.compile(r"[A-ZÀ-ÖØ-Þbdfhklt0-9ß]")
# Heights that differ less than this are those of one size, measured on an image.
_SAME_SIZE = 0.15
# Rules and specks of the paper are read as signs, or as letters far lower than their line.
_SIGNS = re.compile(r"[\W_]+")
_LEAST_SIGN_CONFIDENCE = 80.0
_SPECK_HEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """The words of a page, in points from its top left corner, and the mean confidence in them, 0 to 100."""

    words: tuple[Word, ...]
    confidence: float


class _Reading(NamedTuple):
    """A word as tesseract gives it: a box in pixels, a confidence from 0 to 100."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float

    @property
    def bottom(self) -> int:
        return self.top + self.height


class _Image(NamedTuple):
    """A page drawn: how many pixels make a point, the pixels as a PGM, and the rows of dots taken off them."""

    scale: float
    content: bytes
    leaders: list[Leader]


class _Lines(NamedTuple):
    """What was read on an image, line by line, and the rows of dots taken off it before."""

    scale: float
    lines: list[list[_Reading]]
    leaders: list[Leader]


def find_recognizer() -> str | None:
    """The path of tesseract; ``None`` where it or its French data are not installed."""
    program = find_program("tesseract")
    if program is None:
        return None
    try:
        languages = run_program((program, "--list-langs"), {}, seconds=_QUERY_SECONDS)
    except ProgramFailed:
        return None
    return program if "fra" in languages.decode("utf-8", "replace").split() else None


def recognize_pages(
    program: str, pdf: PdfiumHandle, numbers: Sequence[int], *, deadline: float
) -> Mapping[int, RecognizedPage]:
    """The pages of these numbers (from 1), those that could be read before the deadline.

    Args:
        program: the path of tesseract.
        pdf: the open document.
        numbers: the pages, in the order to read them.
        deadline: a time of the monotonic clock.
    """
    pages: dict[int, _Lines] = {}
    # Each program runs on one core.
    at_once = min(_MOST_AT_ONCE, os.cpu_count() or 1)
    with ThreadPoolExecutor(at_once) as pool:
        for start in range(0, len(numbers), at_once):
            if time.monotonic() >= deadline:
                break
            batch = numbers[start : start + at_once]
            # pdfium draws in this thread only; the threads wait for the programs.
            drawn = [_draw(pdf, number) for number in batch]
            read = pool.map(lambda image: _recognize(program, image, deadline=deadline), drawn)
            pages |= {number: lines for number, lines in zip(batch, read, strict=True) if lines is not None}
            report_page(start + len(batch), len(numbers))
    body_size = _body_size(pages.values())
    return {number: _make_page(lines, body_size) for number, lines in pages.items()}


def _recognize(program: str, image: _Image, *, deadline: float) -> _Lines | None:
    seconds = max(0.0, min(deadline - time.monotonic(), _LONGEST_PAGE_SECONDS))
    resolution = str(round(image.scale * _POINTS_PER_INCH))
    layout = _ONE_BLOCK if len(image.leaders) >= _CONTENTS_LEADERS else _ANY_LAYOUT
    command = (program, "page.pgm", "-", "-l", "fra", "--dpi", resolution, "--psm", layout, "tsv")
    try:
        table = run_program(command, {"page.pgm": image.content}, seconds=seconds)
    except ProgramFailed:
        return None
    return _Lines(image.scale, _read_lines(table), image.leaders)


def _draw(pdf: PdfiumHandle, number: int) -> _Image:
    """The page in grey."""
    page = pdf[number - 1]
    width, height = page.get_size()
    scale = _RESOLUTION / _POINTS_PER_INCH
    scale *= min(1.0, (_MOST_PIXELS / max(1.0, width * height * scale * scale)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    bitmap.close()
    page.close()
    leaders = erase_leaders(pixels, resolution=scale * _POINTS_PER_INCH)
    return _Image(scale, b"P5 %d %d 255\n" % pixels.shape[::-1] + pixels.tobytes(), leaders)


def _read_lines(table: bytes) -> list[list[_Reading]]:
    """The words of each line of tesseract's table, in the order read."""
    lines: defaultdict[tuple[str, ...], list[_Reading]] = defaultdict(list)
    for row in table.decode("utf-8", "replace").splitlines():
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text, confidence = cells[11].strip(), float(cells[10])
        if text and (confidence >= _LEAST_SIGN_CONFIDENCE or not _SIGNS.fullmatch(text)):
            left, top, width, height = (int(cell) for cell in cells[6:10])
            lines[tuple(cells[2:5])].append(_Reading(text, left, top, width, height, confidence))
    return [kept for line in lines.values() if (kept := _drop_specks(line))]


def _drop_specks(line: Sequence[_Reading]) -> list[_Reading]:
    height = max(word.height for word in line)
    return [word for word in line if word.height > _SPECK_HEIGHT * height or _SIGNS.fullmatch(word.text)]


def _baseline(line: Sequence[_Reading]) -> float:
    """Where the line stands, in pixels: one for all its words, for a scanned page is never quite straight."""
    standing = [word.bottom for word in line if _is_written(word) and not _HANGING.search(word.text)]
    return median(standing or [word.bottom - _HANGING_SHARE * word.height for word in line])


def _size(line: Sequence[_Reading]) -> float:
    """The font size in pixels, from the height of the tall letters where there are any."""
    baseline = _baseline(line)
    tall = [(baseline - word.top) / _TALL for word in line if _TALL_LETTER.search(word.text)]
    small = [(baseline - word.top) / _SMALL for word in line if _is_written(word)]
    return max(1.0, median(tall or small or [word.height for word in line]))


def _is_written(word: _Reading) -> bool:
    return any(character.isalnum() for character in word.text)


def _body_size(pages: Iterable[_Lines]) -> float:
    """The font size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(2 * _size(line) / page.scale) / 2] += sum(len(word.text) for word in line)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _make_page(page: _Lines, body_size: float) -> RecognizedPage:
    words = [word for line in page.lines for word in _make_words(line, page.scale, body_size)]
    weights = [(len(word.text), word.confidence) for line in page.lines for word in line]
    confidence = sum(length * sure for length, sure in weights) / max(1, sum(length for length, _ in weights))
    if words:
        words += [_make_leader(leader, page.scale, body_size) for leader in page.leaders]
    return RecognizedPage(tuple(words), confidence)


def _make_leader(leader: Leader, scale: float, size: float) -> Word:
    left, right, baseline = leader.left / scale, leader.right / scale, leader.bottom / scale
    top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
    return Word("." * leader.dots, left, top, right, bottom, baseline, size, is_bold=False)


def _make_words(line: Sequence[_Reading], scale: float, body_size: float) -> Iterator[Word]:
    baseline, size = _baseline(line) / scale, _size(line) / scale
    size = body_size if abs(size - body_size) <= _SAME_SIZE * body_size else round(2 * size) / 2
    top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
    for word in line:
        x0, x1 = word.left / scale, (word.left + word.width) / scale
        yield Word(word.text, x0, top, x1, bottom, baseline, size, is_bold=False)
