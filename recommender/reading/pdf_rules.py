"""A PDF page → the ruled lines and shades drawn on it, and how much of it images cover."""

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
_MOST_SHADES = 1_000
_FORM_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Shade:
    """A rectangle filled with one colour: red, green and blue from 0 to 255."""

    box: BoundingBox
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rules of a page, horizontal and vertical, its shades, and the share of it that images cover."""

    rules: tuple[BoundingBox, ...]
    shades: tuple[Shade, ...]
    image_share: float


def read_drawing(page: PdfiumHandle, frame: Frame) -> Drawing:
    """The rules, shades and images of a pdfium page, in points from its top left corner."""
    import pypdfium2.raw as pdfium

    rules: list[BoundingBox] = []
    shades: list[Shade] = []
    image_area = 0.0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for page_object in page.get_objects(filter=kinds, max_depth=_FORM_DEPTH):
        box = _object_box(page_object, frame)
        if page_object.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            image_area += _visible_area(box, frame)
        elif _is_thin(box):
            if len(rules) <= _MOST_RULES and max(box.x1 - box.x0, box.bottom - box.top) >= _SHORTEST_RULE:
                rules.append(_thin(box))
        else:
            is_filled, is_stroked = _draw_mode(page_object)
            if is_stroked and len(rules) <= _MOST_RULES:
                rules.extend(_segment_rules(page_object, frame))
            if is_filled and len(shades) <= _MOST_SHADES and _is_rectangle(page_object):
                shades.append(Shade(box, _fill_colour(page_object)))
    page_area = (frame.x1 - frame.x0) * (frame.y1 - frame.y0)
    return Drawing(
        rules=tuple(rules) if len(rules) <= _MOST_RULES else (),
        shades=tuple(shades) if len(shades) <= _MOST_SHADES else (),
        image_share=image_area / page_area if page_area else 0.0,
    )


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


def _is_thin(box: BoundingBox) -> bool:
    return min(box.x1 - box.x0, box.bottom - box.top) <= _THICKEST_RULE


def _thin(box: BoundingBox) -> BoundingBox:
    if box.x1 - box.x0 >= box.bottom - box.top:
        middle = (box.top + box.bottom) / 2
        return BoundingBox(box.x0, middle, box.x1, middle)
    middle = (box.x0 + box.x1) / 2
    return BoundingBox(middle, box.top, middle, box.bottom)


def _draw_mode(path: PdfiumHandle) -> tuple[bool, bool]:
    """Whether the path is filled, and whether its outline is drawn."""
    # Shades behind the text are filled only: Word draws one for each line of a shaded cell.
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return False, False
    return bool(fill.value), bool(stroke.value)


def _is_rectangle(path: PdfiumHandle) -> bool:
    import pypdfium2.raw as pdfium

    # Four corners, the first one twice where the path is not closed by a flag; curves have other segments.
    count = pdfium.FPDFPath_CountSegments(path)
    return 4 <= count <= 6 and all(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, index)) != pdfium.FPDF_SEGMENT_BEZIERTO
        for index in range(count)
    )


def _fill_colour(path: PdfiumHandle) -> tuple[int, int, int]:
    import pypdfium2.raw as pdfium

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha) or alpha.value == 0:
        return 255, 255, 255
    return red.value, green.value, blue.value


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
