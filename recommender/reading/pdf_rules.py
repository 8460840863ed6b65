"""A PDF page → the ruled lines drawn on it, and how much of it images cover."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.domain.documents import BoundingBox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recommender.reading.pdf_words import Frame, PdfiumHandle

_THICKEST_RULE = 2.5
_SHORTEST_RULE = 4.0
# Beyond this a page holds a drawing, not tables, and looking for cells would take minutes.
_MOST_RULES = 3_000
_MOST_SEGMENTS = 400
_FORM_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rules of a page, horizontal and vertical, and the share of it that images cover."""

    rules: tuple[BoundingBox, ...]
    image_share: float


def read_drawing(page: PdfiumHandle, frame: Frame) -> Drawing:
    """The rules and images of a pdfium page, in points from its top left corner."""
    import pypdfium2.raw as pdfium

    rules: list[BoundingBox] = []
    image_area = 0.0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for page_object in page.get_objects(filter=kinds, max_depth=_FORM_DEPTH):
        box = _object_box(page_object, frame)
        if page_object.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            image_area += _visible_area(box, frame)
        elif len(rules) <= _MOST_RULES:
            rules.extend(_path_rules(page_object, box, frame))
    page_area = (frame.x1 - frame.x0) * (frame.y1 - frame.y0)
    return Drawing(tuple(rules) if len(rules) <= _MOST_RULES else (), image_area / page_area if page_area else 0.0)


def _object_box(page_object: PdfiumHandle, frame: Frame) -> BoundingBox:
    bounds = page_object.get_bounds()
    container = page_object.container
    while container is not None:
        bounds = container.get_matrix().on_rect(*bounds)
        container = container.container
    return BoundingBox(*frame.place_box(*bounds))


def _visible_area(box: BoundingBox, frame: Frame) -> float:
    width, height = frame.x1 - frame.x0, frame.y1 - frame.y0
    if frame.rotation in (90, 270):
        width, height = height, width
    return max(0.0, min(box.x1, width) - max(box.x0, 0.0)) * max(0.0, min(box.bottom, height) - max(box.top, 0.0))


def _path_rules(path: PdfiumHandle, box: BoundingBox, frame: Frame) -> Iterator[BoundingBox]:
    width, height = box.x1 - box.x0, box.bottom - box.top
    if min(width, height) <= _THICKEST_RULE:
        if max(width, height) >= _SHORTEST_RULE:
            yield _thin(box)
    elif _is_stroked(path):
        yield from _segment_rules(path, frame)


def _thin(box: BoundingBox) -> BoundingBox:
    if box.x1 - box.x0 >= box.bottom - box.top:
        middle = (box.top + box.bottom) / 2
        return BoundingBox(box.x0, middle, box.x1, middle)
    middle = (box.x0 + box.x1) / 2
    return BoundingBox(middle, box.top, middle, box.bottom)


def _is_stroked(path: PdfiumHandle) -> bool:
    # Shades behind the text are filled only: Word draws one for each line of a shaded cell.
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _segment_rules(path: PdfiumHandle, frame: Frame) -> Iterator[BoundingBox]:
    points = _corner_points(path, frame)
    for start, end in zip(points, points[1:], strict=False):
        if start is None or end is None:
            continue
        box = BoundingBox(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
        sides = sorted((box.x1 - box.x0, box.bottom - box.top))
        if sides[0] <= 1.0 and sides[1] >= _SHORTEST_RULE:
            yield _thin(box)


def _corner_points(path: PdfiumHandle, frame: Frame) -> list[tuple[float, float] | None]:
    """The points of the path's straight lines; ``None`` where the pen is lifted or the line is curved."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(path)
    if not 0 < count <= _MOST_SEGMENTS:
        return []
    points: list[tuple[float, float] | None] = []
    start: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        point = _place(path, segment, frame)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
            points.append(None)
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points.append(None)
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(start)
    return points


def _place(path: PdfiumHandle, segment: PdfiumHandle, frame: Frame) -> tuple[float, float]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    point: tuple[float, float] = path.get_matrix().on_point(x.value, y.value)
    container = path.container
    while container is not None:
        point = container.get_matrix().on_point(*point)
        container = container.container
    return frame.place(*point)
