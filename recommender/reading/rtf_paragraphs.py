"""The characters and breaks of an RTF, as they come → paragraphs and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.domain.documents import BlockRole
from recommender.reading.markers import is_bullet_sign
from recommender.reading.office_text import OfficeItem, OfficeParagraph, OfficeTable, Run, flatten_items
from recommender.reading.typography import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEFAULT_SIZE = 12.0
_LAST_OUTLINE = 8
_PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "column"))
_SMALL_LETTERS = re.compile("[a-z]{1,6}")


@dataclass(slots=True)
class Format:
    """The format in force in a group; a group begins with that of the one around it.

    ``destination`` is the table or label that the group fills, empty for the text. ``font`` is ``None`` for the
    document's own, ``skip`` the characters that stand for one of Unicode, ``depth`` that of the table around.
    """

    destination: str = ""
    is_skipped: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    size: float = _DEFAULT_SIZE
    font: int | None = None
    skip: int = 1
    depth: int = 0
    level: int | None = None

    def apply(self, word: str, number: int | None) -> None:
        """Change what the control word changes, if anything."""
        is_on = number != 0
        match word:
            case "b":
                self.is_bold = is_on
            case "v":
                self.is_hidden = is_on
            case "deleted":
                self.is_deleted = is_on
            case "fs":
                self.size = number / 2 if number and number > 0 else _DEFAULT_SIZE
            case "f":
                self.font = number
            case "uc":
                self.skip = max(number or 0, 0)
            case "plain":
                self.is_bold = self.is_hidden = self.is_deleted = False
                self.size, self.font = _DEFAULT_SIZE, None
            case _:
                self._apply_to_paragraph(word, number)

    def _apply_to_paragraph(self, word: str, number: int | None) -> None:
        match word:
            case "pard":
                self.depth, self.level = 0, None
            case "intbl":
                self.depth = max(self.depth, 1)
            case "itap":
                self.depth = max(number or 0, 0)
            case "outlinelevel":
                self.level = number + 1 if number is not None and 0 <= number <= _LAST_OUTLINE else None


@dataclass(slots=True)
class _Piece:
    """Characters of one style."""

    characters: list[str]
    is_bold: bool
    size: float

    def run(self) -> Run:
        return Run(_join_characters(self.characters), self.is_bold, self.size)


@dataclass(slots=True)
class Story:
    """A text as it is built: the body, a note, a text box. Notes come after the paragraph they are anchored in."""

    _pieces: list[_Piece] = field(default_factory=list)
    _label: list[str] = field(default_factory=list)
    _set_apart: list[OfficeItem] = field(default_factory=list)
    _cell: list[OfficeParagraph] = field(default_factory=list)
    _cells: list[tuple[OfficeParagraph, ...]] = field(default_factory=list)
    _rows: list[tuple[tuple[OfficeParagraph, ...], ...]] = field(default_factory=list)
    _items: list[OfficeItem] = field(default_factory=list)

    def add(self, text: str, form: Format) -> None:
        """Add characters to the paragraph, unless they are not shown."""
        last = self._pieces[-1] if self._pieces else None
        if last is not None and (last.is_bold, last.size) == (form.is_bold, form.size):
            last.characters.append(text)
        else:
            self._pieces.append(_Piece([text], form.is_bold, form.size))

    def add_label(self, text: str) -> None:
        """Add characters to the number or bullet before the paragraph."""
        self._label.append(text)

    def set_apart(self, items: Iterable[OfficeItem]) -> None:
        """Add a note or a text box anchored in the paragraph."""
        self._set_apart += items

    def read_break(self, word: str, form: Format) -> None:
        """End what the control word ends, if anything."""
        if word in _PARAGRAPH_ENDS or word == "nestcell":
            self._end_paragraph(form, is_cell=form.depth > 0)
        elif word == "cell":
            self._end_paragraph(form, is_cell=True)
            self._cells.append(tuple(self._cell))
            self._cell = []
        elif word == "row" and self._cells:
            self._rows.append(tuple(self._cells))
            self._cells = []

    def finish(self, form: Format) -> list[OfficeItem]:
        """All that was built."""
        self._end_paragraph(form, is_cell=False)
        self._end_table()
        return self._items

    def _end_paragraph(self, form: Format, *, is_cell: bool) -> None:
        runs = tuple(piece.run() for piece in self._pieces)
        ended: list[OfficeItem] = []
        if any(run.text.strip() for run in runs):
            ended.append(_make_paragraph(runs, clean_text(_join_characters(self._label)), form.level))
        ended += self._set_apart
        self._pieces, self._label, self._set_apart = [], [], []
        if is_cell:
            self._cell += flatten_items(ended)
        elif ended:
            self._end_table()
            self._items += ended

    def _end_table(self) -> None:
        if self._cell:
            self._cells.append(tuple(self._cell))
        if self._cells:
            self._rows.append(tuple(self._cells))
        if self._rows:
            self._items.append(OfficeTable(tuple(self._rows)))
        self._cell, self._cells, self._rows = [], [], []


def _join_characters(characters: Iterable[str]) -> str:
    """The text, the two surrogates that "\\u" gives for a character beyond U+FFFF made one."""
    text = "".join(characters)
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _make_paragraph(runs: tuple[Run, ...], label: str, level: int | None) -> OfficeParagraph:
    number = label.strip(" .:–—-()")
    if not label:
        return OfficeParagraph(runs, heading_level=level)
    if is_bullet_sign(label) or not any(character.isalnum() for character in label):
        return OfficeParagraph(runs, BlockRole.LIST_ITEM if level is None else BlockRole.BODY, level)
    is_item = level is None and _SMALL_LETTERS.fullmatch(number) is not None
    return OfficeParagraph(runs, BlockRole.LIST_ITEM if is_item else BlockRole.BODY, level, number)
