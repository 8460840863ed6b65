"""A PDF page → its words with position, size and boldness, through pdfium."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from math import degrees, hypot
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# pdfium's own objects: the library has no types.
PdfiumHandle = Any

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]b(?:[-,]|$)", re.IGNORECASE)
# pdfium drops the line break after a hyphen that ends a line, and writes U+0002 or U+FFFE for the hyphen.
_WORD = re.compile("[^\\s\0\u0002\ufffe]+[\u0002\ufffe]?|[\u0002\ufffe]")
_FILL_AND_STROKE = 2
_MOST_SLANT = 15.0


class Word(NamedTuple):
    """A word on a page, in points, origin at the top left corner. ``size`` is the font's.

    ``is_turned`` where it is not written from left to right: the tab in a margin, the stamp across a page.

    A named tuple: a document has tens of thousands of them.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    is_bold: bool
    is_turned: bool = False


class PageWords(NamedTuple):
    """The words of a page, and how many of them are in a font that does not say its letters."""

    words: list[Word]
    unmapped: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in the file's own coordinates, and its rotation in degrees."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def shown_height(self) -> float:
        """The height of the page as shown."""
        return self.x1 - self.x0 if self.rotation in (90, 270) else self.y1 - self.y0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as (x, distance from the top) on the page as shown."""
        match self.rotation:
            case 90:
                return y - self.y0, x - self.x0
            case 180:
                return self.x1 - x, y - self.y0
            case 270:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def place_box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A rectangle of the file as (x0, top, x1, bottom) on the page as shown."""
        if self.rotation == 0:
            return left - self.x0, self.y1 - top, right - self.x0, self.y1 - bottom
        xa, ya = self.place(left, bottom)
        xb, yb = self.place(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def page_frame(page: PdfiumHandle) -> Frame:
    """The frame of a pdfium page: its crop box within its media box."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = media
    return Frame(x0, y0, x1, y1, page.get_rotation())


@dataclass(frozen=True, slots=True)
class _Style:
    """What the words of one text object share."""

    size: float
    is_bold: bool
    baseline: float
    is_turned: bool


class WordReader:
    """Reads the words of the pages of one document; fonts are looked up once."""

    def __init__(self) -> None:
        """Bind pdfium."""
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
        self._bold_fonts: dict[int, bool] = {}

    def read(self, page: PdfiumHandle, frame: Frame) -> PageWords:
        """The words of the page in the order of its content stream."""
        text_page = page.get_textpage()
        try:
            characters = self._characters(text_page.raw)
            has_error = self._pdfium.FPDFText_HasUnicodeMapError
            unmapped = sum(has_error(text_page.raw, start) == 1 for start, _ in _word_ranges(characters))
            return PageWords(list(self._words(text_page.raw, characters, frame)), unmapped)
        finally:
            text_page.close()

    def _words(self, text_page: PdfiumHandle, characters: str, frame: Frame) -> Iterator[Word]:
        styles: dict[int, _Style] = {}
        # One structure and local names: a page has thousands of these calls.
        box, read_box = self._pdfium.FS_RECTF(), self._pdfium.FPDFText_GetLooseCharBox
        for start, end in _word_ranges(characters):
            read_box(text_page, start, box)
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if end - start > 1:
                read_box(text_page, end - 1, box)
                left, bottom = min(left, box.left), min(bottom, box.bottom)
                right, top = max(right, box.right), max(top, box.top)
            x0, y0, x1, y1 = frame.place_box(left, bottom, right, top)
            style = self._style(text_page, start, frame, styles)
            text = _repair_surrogates(characters[start:end])
            size = style.size or y1 - y0
            yield Word(text, x0, y0, x1, y1, style.baseline, size, style.is_bold, style.is_turned)

    def _characters(self, text_page: PdfiumHandle) -> str:
        count = self._pdfium.FPDFText_CountChars(text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self._pdfium.FPDFText_GetText(text_page, 0, count, buffer)
        if written == count + 1:
            return "".join([chr(unit) for unit in buffer[:count]])
        # pdfium leaves out characters without a Unicode value: only one call a character keeps the indexes.
        get_unicode = self._pdfium.FPDFText_GetUnicode
        return "".join(chr(get_unicode(text_page, index)) for index in range(count))

    def _style(self, text_page: PdfiumHandle, index: int, frame: Frame, styles: dict[int, _Style]) -> _Style:
        text_object = self._pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        style = styles.get(key) if key else None
        if style is None:
            x, y = ctypes.c_double(), ctypes.c_double()
            self._pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
            size = self._object_size(text_object) if text_object else 0.0
            is_bold = self._is_bold(text_object) if text_object else False
            is_turned = self._is_turned(text_page, index, frame)
            style = styles[key] = _Style(size, is_bold, frame.place(x.value, y.value)[1], is_turned)
        return style

    def _is_turned(self, text_page: PdfiumHandle, index: int, frame: Frame) -> bool:
        angle = degrees(self._pdfium.FPDFText_GetCharAngle(text_page, index)) - frame.rotation
        # Text upside down is read as before: it is that of a page put in the wrong way round.
        return abs((angle + 90) % 180 - 90) > _MOST_SLANT

    def _object_size(self, text_object: PdfiumHandle) -> float:
        size, matrix = ctypes.c_float(), self._pdfium.FS_MATRIX()
        self._pdfium.FPDFTextObj_GetFontSize(text_object, size)
        if not self._pdfium.FPDFPageObj_GetMatrix(text_object, matrix):
            return float(size.value)
        return round(float(size.value) * hypot(matrix.c, matrix.d), 1)

    def _is_bold(self, text_object: PdfiumHandle) -> bool:
        if self._pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _FILL_AND_STROKE:
            return True
        font = self._pdfium.FPDFTextObj_GetFont(text_object)
        if not font:
            return False
        key = ctypes.addressof(font.contents)
        if key not in self._bold_fonts:
            name = ctypes.create_string_buffer(128)
            self._pdfium.FPDFFont_GetBaseFontName(font, name, 128)
            self._bold_fonts[key] = bool(_BOLD.search(name.value.decode("latin-1")))
        return self._bold_fonts[key]


def _repair_surrogates(text: str) -> str:
    # pdfium gives characters beyond U+FFFF as two surrogates.
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _word_ranges(characters: str) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(characters):
        yield match.start(), match.end()
