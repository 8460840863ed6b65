"""Small real PDFs, drawn line by line."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
Draw = Callable[[Canvas], None]


@dataclass(frozen=True)
class Text:
    """A line of text: its baseline is ``top`` points below the head of the page."""

    text: str
    top: float
    x: float = 70.0
    size: float = 11.0
    is_bold: bool = False

    def __call__(self, canvas: Canvas) -> None:
        """Draw the line."""
        canvas.setFont("Helvetica-Bold" if self.is_bold else "Helvetica", self.size)
        canvas.drawString(self.x, HEIGHT - self.top, self.text)


@dataclass(frozen=True)
class Rule:
    """A ruled line between two points."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __call__(self, canvas: Canvas) -> None:
        """Draw the rule."""
        canvas.line(self.x0, HEIGHT - self.top, self.x1, HEIGHT - self.bottom)


def lines(*texts: str, top: float = 150.0, leading: float = 13.0, **style: float | bool) -> list[Text]:
    """Lines of one style, one below the other."""
    return [Text(text, top + index * leading, **style) for index, text in enumerate(texts)]  # type: ignore[arg-type]


def grid(rows: Sequence[Sequence[str]], *, top: float, x: float = 70.0, width: float = 150.0) -> list[Draw]:
    """A ruled table of rows 20 points high."""
    height, columns = 20.0, len(rows[0])
    right, bottom = x + columns * width, top + len(rows) * height
    drawn: list[Draw] = [
        *(Rule(x, top + index * height, right, top + index * height) for index in range(len(rows) + 1)),
        *(Rule(x + index * width, top, x + index * width, bottom) for index in range(columns + 1)),
    ]
    for row, cells in enumerate(rows):
        drawn += [Text(cell, top + row * height + 14, x=x + column * width + 5) for column, cell in enumerate(cells)]
    return drawn


def draw_image(canvas: Canvas) -> None:
    """Cover the page with an image, as a scanner does."""
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "lightgrey")), 0, 0, WIDTH, HEIGHT)


def turn_landscape(canvas: Canvas) -> None:
    """Draw what follows so that it is upright once the page is turned by 90 degrees."""
    canvas.setPageRotation(90)
    canvas.translate(WIDTH, HEIGHT - WIDTH)
    canvas.rotate(90)
    canvas.translate(-(HEIGHT - WIDTH), 0)


def make_pdf(
    *pages: Sequence[Draw],
    user_password: str | None = None,
    owner_password: str | None = None,
    rotation: int = 0,
) -> bytes:
    """A PDF of these pages."""
    stream = io.BytesIO()
    encryption = None
    if user_password is not None or owner_password is not None:
        encryption = StandardEncryption(user_password or "", owner_password or "owner", strength=128)
    canvas = Canvas(stream, pagesize=A4, encrypt=encryption)
    for page in pages:
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
