"""Lines of a PDF in reading order → paragraphs: the lines that one block of text is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from recommender.domain.documents import BoundingBox
from recommender.reading.markers import (
    has_bullet,
    has_leaders,
    is_bullet_sign,
    is_dangling,
    is_lettered_item,
    is_numbered_title,
    is_strong_title,
)
from recommender.reading.pdf_lines import Line

_SAME_SIZE = 0.12
_USUAL_LEADING = 1.25
_LOOSE_LEADING = 1.25
_LOOSEST_LEADING = 1.6
# In font sizes.
_APART = 2.0
_HANGING = 6.0
_CLOSING = (".", ":", ";", "!", "?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one block, all on one page. ``is_item`` where the first one bears a bullet."""

    page: int
    lines: tuple[Line, ...]
    is_item: bool

    @property
    def bbox(self) -> BoundingBox:
        """The smallest rectangle that holds the lines."""
        box = self.lines[0].bbox
        for line in self.lines[1:]:
            box = box.union(line.bbox)
        return box


class Leading:
    """The usual distance between the baselines of a paragraph, over the font size, by page and size."""

    def __init__(self, pages: Iterable[Sequence[Line]]) -> None:
        """Measure it between the lines of each page that wrap."""
        self._by_page: list[dict[int, float]] = []
        every: dict[int, list[float]] = {}
        for lines in pages:
            seen: dict[int, list[float]] = {}
            for previous, line in zip(lines, lines[1:], strict=False):
                ratio = (line.baseline - previous.baseline) / (previous.size or 1.0)
                if 0.8 <= ratio <= 2.6 and _same_size(previous, line) and is_full(previous, line):
                    seen.setdefault(round(line.size), []).append(ratio)
                    every.setdefault(round(line.size), []).append(ratio)
            self._by_page.append({size: median(ratios) for size, ratios in seen.items() if len(ratios) >= 6})
        self._overall: Mapping[int, float] = {size: median(ratios) for size, ratios in every.items()}

    def of(self, line: Line, page: int) -> float:
        """The usual ratio for a line of this size on this page, counted from 1."""
        size = round(line.size)
        return self._by_page[page - 1].get(size) or self._overall.get(size) or _USUAL_LEADING


def build_paragraphs(lines: Sequence[Line], page: int, leading: Leading) -> list[Paragraph]:
    """The paragraphs of a region of a page."""
    paragraphs: list[Paragraph] = []
    current: list[Line] = []
    for line in lines:
        if current and _begins_paragraph(current, line, leading.of(line, page)):
            paragraphs.append(_close(current, page))
            current = []
        current.append(line)
    if current:
        paragraphs.append(_close(current, page))
    return paragraphs


def continues(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on in the next one, cut by the end of a column or of a page."""
    last, first = paragraph.lines[-1], following.lines[0]
    if following.is_item or bears_mark(first) or not _same_size(last, first) or is_entry(last):
        return False
    if last.words[-1].is_bold != first.words[0].is_bold or last.text.endswith(_CLOSING):
        return False
    if last.text.endswith(("-", "\u0002", "\ufffe", "\u2010")):
        return True
    if len(paragraph.lines) == 1 and is_numbered_title(last.text) and not _begins_low(first.text):
        # Alone on its page, a title is as wide as its column.
        return False
    return is_full(last, first) and (_begins_low(first.text) or not (last.is_bold or last.text.isupper()))


def is_full(line: Line, following: Line) -> bool:
    """Whether the first word of the following line would not have fitted at the end of this one."""
    word = following.words[0]
    return line.bbox.x1 + 0.2 * line.size + (word.x1 - word.x0) > line.margin - 0.5


def bears_mark(line: Line) -> bool:
    """Whether the line begins with a bullet, a letter or a number that opens a block."""
    return is_item(line) or is_lettered_item(line.text) or is_numbered_title(line.text)


def is_item(line: Line) -> bool:
    """Whether the line begins with a bullet, be it a letter set apart from the text."""
    if len(line.words) > 1 and is_bullet_sign(line.words[0].text):
        sign, word = line.words[0], line.words[1]
        return has_bullet(line.text) or word.x0 - sign.x1 >= 0.6 * line.size
    return has_bullet(line.text)


def is_entry(line: Line) -> bool:
    """Whether the line ends as an entry of the contents: with dot leaders, or a number set apart."""
    if has_leaders(line.text):
        return True
    if len(line.words) < 2 or not line.words[-1].text.isdecimal():
        return False
    gap = line.words[-1].x0 - line.words[-2].x1
    return gap > _APART * line.size and line.margin - line.bbox.x1 < line.size


def _close(lines: Sequence[Line], page: int) -> Paragraph:
    return Paragraph(page, tuple(lines), is_item(lines[0]))


def _begins_paragraph(current: Sequence[Line], line: Line, leading: float) -> bool:
    previous = current[-1]
    if is_item(line) or is_entry(previous):
        return True
    usual = max(previous.size, line.size) * leading
    if len(current) > 1:
        usual = min(usual, previous.baseline - current[-2].baseline)
    gap = (line.baseline - previous.baseline) / usual
    is_low = _begins_low(line.text)
    if gap <= 0 or gap > (_LOOSEST_LEADING if is_low and is_full(previous, line) else _LOOSE_LEADING):
        return True
    if _changes_style(previous, line) and not (is_low and is_full(previous, line)):
        return True
    if is_dangling(previous.text) and abs(line.bbox.x0 - previous.bbox.x0) < _HANGING * line.size:
        return False
    if _opens_mark(current, line):
        return True
    if not _wraps(current, line):
        return not _is_centred_pair(previous, line)
    return _is_indented_anew(current, line) and not is_low


def _opens_mark(current: Sequence[Line], line: Line) -> bool:
    """Whether the number at the head of the line opens a block rather than goes on a sentence."""
    text = line.text
    if not (is_numbered_title(text) or is_lettered_item(text)):
        return False
    previous = current[-1]
    goes_on = is_full(previous, line) and not previous.text.endswith(_CLOSING)
    if not goes_on:
        return True
    return is_strong_title(text) and (line.is_bold or text.split(" ", 1)[0].isupper())


def _wraps(current: Sequence[Line], line: Line) -> bool:
    """Whether the line before was broken for want of room."""
    previous = current[-1]
    if is_full(previous, line):
        return True
    if len(current) > 1 and abs(current[-2].bbox.x1 - previous.bbox.x1) < 0.8:
        # Justified text narrower than its column.
        return True
    is_open = previous.text[-1].isalnum() or previous.text[-1] in ",'’"
    reach = previous.bbox.x1 - previous.bbox.x0 >= 0.6 * (previous.margin - previous.bbox.x0)
    is_aligned = abs(line.bbox.x0 - previous.bbox.x0) < 2.0 or len(current) == 1
    return is_open and previous.text[-1] != "," and _begins_low(line.text) and reach and is_aligned


def _is_indented_anew(current: Sequence[Line], line: Line) -> bool:
    first, previous = current[0], current[-1]
    if bears_mark(first) and len(current) == 1:
        return False
    shift = (line.bbox.x0 - previous.bbox.x0) / line.size
    if len(current) == 1:
        return shift > 1.2 and not previous.is_bold
    return abs(shift) > 1.2


def _is_centred_pair(previous: Line, line: Line) -> bool:
    """Whether two lines are the two halves of a centred title."""
    centre = (previous.bbox.x0 + previous.bbox.x1) / 2
    is_centred = abs(centre - (line.bbox.x0 + line.bbox.x1) / 2) < 4.0
    is_set_apart = abs(previous.bbox.x0 - line.bbox.x0) > 6.0
    is_title = previous.is_bold and line.is_bold
    return is_centred and is_set_apart and is_title and not is_numbered_title(line.text)


def _changes_style(previous: Line, line: Line) -> bool:
    if not _same_size(previous, line):
        return True
    is_boundary = previous.words[-1].is_bold != line.words[0].is_bold
    return is_boundary and previous.is_bold != line.is_bold


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _begins_low(text: str) -> bool:
    return text[0].islower() or text[0] in "(,«;:%€/"
