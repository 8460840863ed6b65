"""What a report is made of, before it is a Word, ODT or PDF file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; ``level`` is 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words on their own; ``lead`` stands before them in bold; ``is_note``: they are about the text beside them."""

    text: str
    lead: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of a list; ``lead`` stands before it in bold."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a header, as wide as it; ``widths`` are shares of the width of the page."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Element = Heading | Paragraph | Bullet | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A title and what follows it."""

    title: str
    elements: tuple[Element, ...]
