"""The dots that lead to a page number, taken off the image of a page before its characters are recognized.

tesseract reads them as letters ("ssssss"), or drops them with the page number that follows.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

_DARK = 160
# In inches: the largest dot (two may touch), the widest step from one to the next, how far off the row one may be.
_DOT_WIDTH, _DOT_HEIGHT, _STEP, _DRIFT = 0.07, 0.032, 0.11, 0.015
_LEAST_DOTS = 8
# Dots of one row are evenly set; those of letters "i" are not.
_EVENNESS = 1.8
_PAPER = 255


class Leader(NamedTuple):
    """A row of dots: a box in pixels, and how many dots."""

    left: int
    top: int
    right: int
    bottom: int
    dots: int


class _Dot(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int


def erase_leaders(pixels: NDArray[np.uint8], *, resolution: float) -> list[Leader]:
    """Whiten the rows of dots of a page in grey, in place, and say where they were."""
    leaders = []
    for row in _find_rows(_find_dots(pixels, resolution), resolution):
        for dot in row:
            pixels[dot.top : dot.bottom, dot.left : dot.right] = _PAPER
        left, right = row[0].left, row[-1].right
        leaders.append(Leader(left, min(dot.top for dot in row), right, max(dot.bottom for dot in row), len(row)))
    return leaders


def _find_dots(pixels: NDArray[np.uint8], resolution: float) -> list[_Dot]:
    """Specks of ink no larger than a dot, from left to right."""
    from scipy import ndimage

    labels: Any = ndimage.label(pixels < _DARK)[0]
    boxes = (_Dot(across.start, down.start, across.stop, down.stop) for down, across in ndimage.find_objects(labels))
    width, height = _DOT_WIDTH * resolution, _DOT_HEIGHT * resolution
    return sorted(box for box in boxes if box.right - box.left <= width and box.bottom - box.top <= height)


def _find_rows(dots: Iterable[_Dot], resolution: float) -> Iterator[list[_Dot]]:
    step, drift = _STEP * resolution, max(1, round(_DRIFT * resolution))
    rows: list[list[_Dot]] = []
    # The last rows that ended at each height, by bands of the drift allowed.
    open_rows: dict[int, list[_Dot]] = {}
    for dot in dots:
        band = dot.bottom // drift
        row = next(
            (
                row
                for near in (band, band - 1, band + 1)
                if (row := open_rows.get(near)) and 0 < dot.left - row[-1].left <= step
            ),
            None,
        )
        if row is None:
            row = []
            rows.append(row)
        row.append(dot)
        open_rows[band] = row
    return (row for row in rows if len(row) >= _LEAST_DOTS and _is_even(row))


def _is_even(row: list[_Dot]) -> bool:
    steps = [following.left - dot.left for dot, following in zip(row, row[1:], strict=False)]
    usual = median(steps)
    return sum(usual / _EVENNESS <= step <= usual * _EVENNESS for step in steps) >= 0.8 * len(steps)
