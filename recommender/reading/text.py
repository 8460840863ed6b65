"""Plain text or Markdown → a document: paragraphs, list items, titles."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from recommender.domain.documents import Block, BlockRole, SourceDocument, Table
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.contents import mark_contents
from recommender.reading.markdown import TABLE_RULE, drop_comments, strip_check_box, strip_marks, tidy_lines
from recommender.reading.markers import has_bullet, is_lettered_item, is_numbered_title, strip_bullet
from recommender.reading.markup import flatten_markup, has_markup
from recommender.reading.sniffing import MediaType, decode_text
from recommender.reading.typography import clean_text, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recommender.reading.limits import ReadingLimits

# Each is tried on one stripped line, at its beginning, and none can match in two ways.
_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_RULE = re.compile(r"([-=*_])(?:\s*\1){2,}$")
_TABLE_ROW = re.compile(r"\|.*\|$")
_KEY_LINE = re.compile(r"[\w-]+:|- ")
_MOST_KEY_LINES = 60
_LONGEST_TITLE = 75
_LONGEST_WRAPPED_LINE = 120
_CLOSING = (".", ":", ";", "!", "?")


def read_text(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks of a text: blank lines part them, and so do list items and numbered titles.

    Raises:
        CorruptDocument: the bytes are no text.
        EmptyDocument: there is no word in it.
    """
    text = decode_text(content)
    if text is None:
        raise CorruptDocument(f"« {name} » n'est pas un texte lisible.", "Enregistrez-le en UTF-8, en DOCX ou en PDF.")
    text = drop_comments(text)
    if has_markup(text):
        text = flatten_markup(text)
    lines = tidy_lines(_skip_front_matter([line.strip() for line in text.splitlines()]))
    groups = list(_groups(lines))
    blocks = [block for group in groups for block in _read_group(group)]
    if not blocks:
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    return SourceDocument(
        name=name,
        media_type=MediaType.TEXT.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(_read_tables(groups)),
    )


def _skip_front_matter(lines: list[str]) -> list[str]:
    """The lines after the "key: value" lines that site generators put between two rules."""
    if lines[:1] != ["---"]:
        return lines
    for index, line in enumerate(lines[1 : _MOST_KEY_LINES + 2], 1):
        if line == "---":
            return lines[index + 1 :]
        if not _KEY_LINE.match(line):
            break
    return lines


def _read_tables(groups: Iterable[list[str]]) -> Iterator[Table]:
    """The tables: rows that follow one another. Blank lines may part them, as in HTML, but for a new rule."""
    rows: list[list[str]] = []
    for group in groups:
        has_rule = any(TABLE_RULE.match(line) for line in group)
        if rows and (has_rule or not _TABLE_ROW.match(group[0])):
            yield from _make_table(rows)
            rows = []
        rows += [_cells(line) for line in group if _TABLE_ROW.match(line) and not TABLE_RULE.match(line)]
    yield from _make_table(rows)


def _make_table(rows: Sequence[list[str]]) -> Iterator[Table]:
    filled = [row for row in rows if any(row)]
    width = max((len(row) for row in filled), default=0)
    if width > 1:
        yield Table(0, tuple((*row, *[""] * (width - len(row))) for row in filled))


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in line.removeprefix("|").removesuffix("|").split("|")]


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """The lines between blank lines, rules and headings; a heading is a group of its own."""
    group: list[str] = []
    for line in lines:
        is_heading = _HEADING.match(line) is not None
        if is_heading or not line or _RULE.match(line):
            if group:
                yield group
            group = []
            if is_heading:
                yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _read_group(lines: list[str]) -> Iterator[Block]:
    heading = _HEADING.match(lines[0])
    if heading:
        text = _plain(heading[2].rstrip("# "))
        if text:
            yield Block(text, 0, heading_level=len(heading[1]))
        return
    is_wrapped = _is_wrapped(lines)
    current: list[str] = []
    for line in lines:
        if current and _begins_block(current[-1], line, is_wrapped):
            yield from _read_block(current)
            current = []
        if not TABLE_RULE.match(line):
            current.append(line)
    yield from _read_block(current)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the lines were broken for want of room: the next word never had room at their end."""
    width = max(len(line) for line in lines)
    if width > _LONGEST_WRAPPED_LINE:
        return False
    return not any(
        len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width
        for line, following in zip(lines, lines[1:], strict=False)
        if not (_is_title(line) or has_bullet(following))
    )


def _begins_block(previous: str, line: str, is_wrapped: bool) -> bool:
    if has_bullet(line) or _TABLE_ROW.match(line) or _TABLE_ROW.match(previous):
        return True
    is_low, is_closed = line[0].islower(), previous.endswith(_CLOSING)
    if _is_title(previous) and not is_low:
        return True
    if is_closed and (is_numbered_title(line) or is_lettered_item(line)):
        return True
    return not is_wrapped and (is_closed or not is_low)


def _is_title(text: str) -> bool:
    return is_numbered_title(text) and len(text) <= _LONGEST_TITLE and not text.endswith((*_CLOSING, ","))


def _read_block(lines: list[str]) -> Iterator[Block]:
    if not lines:
        return
    first = lines[0]
    if _TABLE_ROW.match(first):
        text, role = " | ".join(cell for cell in _cells(first) if cell), BlockRole.TABLE_ROW
    elif has_bullet(first) or is_lettered_item(first):
        text, role = _plain(join_lines([strip_check_box(strip_bullet(first)), *lines[1:]])), BlockRole.LIST_ITEM
    else:
        text, role = _plain(join_lines(lines)), BlockRole.BODY
    if any(character.isalnum() for character in text):
        yield Block(text, 0, role, is_bold=first.startswith("**") and lines[-1].endswith("**"))


def _plain(text: str) -> str:
    return clean_text(strip_marks(text))
