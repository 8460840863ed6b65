"""Rows of words page after page → those that are running heads and feet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.reading.markers import is_numbered_title
from recommender.reading.pdf_words import Word

_HEAD_SHARE = 0.18
_FOOT_SHARE = 0.86
_LEAST_PAGES = 3
_PAGES_AROUND = 6
_PAGE_COUNTER = re.compile(
    r"\bp\s?a\s?g\s?e\b|^\W*\d+\W*$|\d\s*(?:/|\||sur|of)\s*\d+\s*$|\bp\.\s?\d+\s*$", re.IGNORECASE
)
_LONE_COUNTER = re.compile(r"\W*(?:p(?:age|\.)?\s?)?\d{1,4}\s*(?:(?:/|\||sur|of|-)\s*\d{1,4})?\W*", re.IGNORECASE)
_EDGE_SHARE = 0.07


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of a page and its height."""

    rows: Sequence[tuple[Word, ...]]
    height: float


def find_running_rows(pages: Sequence[PageRows]) -> list[frozenset[int]]:
    """For every page, the indexes of the rows that repeat at the same height on other pages.

    A number is taken as the page's where the row says so ("Page 4/28", "4") or ends with the number
    of that very page, so that "Article 5" at the head of a page stays a title.
    """
    keys = [[_row_key(row, page, number) for row in page.rows] for number, page in enumerate(pages, 1)]
    places = _find_places(keys)
    least = min(_LEAST_PAGES, max(2, len(pages)))
    return [
        frozenset(
            index
            for index, (row, key) in enumerate(zip(page.rows, page_keys, strict=True))
            if key and (_is_repeated(key, number, places, least) or _is_lone_counter(row, page, number))
        )
        for number, (page, page_keys) in enumerate(zip(pages, keys, strict=True), 1)
    ]


_Key = tuple[str, int, str]


def _row_key(row: tuple[Word, ...], page: PageRows, number: int) -> _Key | None:
    """The zone, height and text of a row near the head or foot of the page."""
    height = row[0].baseline / page.height if page.height else 0.5
    if height > _HEAD_SHARE and height < _FOOT_SHARE:
        return None
    text = re.sub(r"\s+", "", " ".join(word.text for word in row)).lower()
    spaced = " ".join(word.text for word in row)
    if _PAGE_COUNTER.search(spaced) or _PAGE_COUNTER.search(re.sub(r"(?<=\S) (?=\S\b)", "", spaced)):
        text = re.sub(r"\d+", "#", text)
    elif not is_numbered_title(spaced):
        text = re.sub(rf"(?<!\d)(?:{number}|{number - 1})$", "#", text)
    return ("head" if height <= _HEAD_SHARE else "foot"), round(row[0].baseline / 6.0), text


def _find_places(keys: Sequence[Sequence[_Key | None]]) -> Mapping[_Key, Sequence[int]]:
    """The pages on which each key is met."""
    places: dict[_Key, list[int]] = {}
    for number, page_keys in enumerate(keys, 1):
        for key in {key for key in page_keys if key}:
            places.setdefault(key, []).append(number)
    return places


def _is_repeated(key: _Key, number: int, places: Mapping[_Key, Sequence[int]], least: int) -> bool:
    """Whether the row comes again on the pages around: a title that opens several chapters is met far apart."""
    zone, place, text = key
    # Odd and even pages, or a shifted baseline, may differ by a few points.
    pages = [page for shift in (-1, 0, 1) for page in places.get((zone, place + shift, text), ())]
    return sum(abs(page - number) <= _PAGES_AROUND for page in pages) >= least


def _is_lone_counter(row: tuple[Word, ...], page: PageRows, number: int) -> bool:
    share = row[0].baseline / page.height
    if _EDGE_SHARE < share < 1 - _EDGE_SHARE:
        return False
    text = " ".join(word.text for word in row)
    is_counted = re.search(rf"\bpage\s?{number}\s?(?:/|\||sur)\s?\d+$", text, re.IGNORECASE)
    return is_counted is not None or _LONE_COUNTER.fullmatch(text) is not None
