"""Tables drawn without a full grid of rules: shaded rows, rules below the rows, or white space alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tests.builders.pdfs import HEIGHT, Draw, Rule, Text

_LEADING = 11.0
_PADDING = 5.0
_SIZE = 9.0


@dataclass(frozen=True)
class Fill:
    """A rectangle of one colour."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str = "lightgrey"

    def __call__(self, canvas: Canvas) -> None:
        """Fill the rectangle."""
        canvas.setFillColor(self.colour)
        canvas.rect(self.x0, HEIGHT - self.bottom, self.x1 - self.x0, self.bottom - self.top, stroke=0, fill=1)
        canvas.setFillColor("black")


@dataclass(frozen=True)
class Turned:
    """A text turned by so many degrees, beginning at a point."""

    text: str
    top: float
    x: float
    degrees: float = 90.0

    def __call__(self, canvas: Canvas) -> None:
        """Draw the text."""
        canvas.saveState()
        canvas.translate(self.x, HEIGHT - self.top)
        canvas.rotate(self.degrees)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(0, 0, self.text)
        canvas.restoreState()


Decorate = Callable[[int, float, float, float, float], list[Draw]]


def unruled(
    rows: Sequence[Sequence[str]],
    *,
    top: float,
    decorate: Decorate,
    widths: Sequence[float],
    x: float = 70.0,
    is_bold: bool = True,
) -> list[Draw]:
    """A table whose rows ``decorate`` marks, a line break in a cell drawn as one; the first row is bold."""
    drawn: list[Draw] = []
    texts: list[Draw] = []
    right = x + sum(widths)
    for index, cells in enumerate(rows):
        height = _LEADING * max(cell.count("\n") + 1 for cell in cells) + 2 * _PADDING
        drawn += decorate(index, x, top, right, top + height)
        for column, cell in enumerate(cells):
            for number, line in enumerate(cell.split("\n")):
                place = x + sum(widths[:column]) + _PADDING, top + _PADDING + 8.0 + number * _LEADING
                texts.append(Text(line, place[1], x=place[0], size=_SIZE, is_bold=is_bold and index == 0))
        top += height
    return [*drawn, *texts]


def zebra(index: int, x0: float, top: float, x1: float, bottom: float) -> list[Draw]:
    """A dark head and every second row shaded."""
    if index == 0:
        return [Fill(x0, top, x1, bottom, "steelblue")]
    return [Fill(x0, top, x1, bottom, "gainsboro")] if index % 2 == 0 else []


def shaded_head(index: int, x0: float, top: float, x1: float, bottom: float) -> list[Draw]:
    """A shaded head over white space."""
    return [Fill(x0, top, x1, bottom)] if index == 0 else []


def ruled_below(index: int, x0: float, top: float, x1: float, bottom: float) -> list[Draw]:
    """A rule below every row, and one above the first."""
    rules: list[Draw] = [Rule(x0, bottom, x1, bottom)]
    return [Rule(x0, top, x1, top), *rules] if index == 0 else rules


def bare(index: int, x0: float, top: float, x1: float, bottom: float) -> list[Draw]:
    """White space alone."""
    return []
