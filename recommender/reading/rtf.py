"""An RTF → a document: paragraphs with the level and number of their style, list items, tables, notes.

Heads and feet, the instructions of fields, hidden and deleted text are left out. What a word processor prints
before a numbered paragraph stands in the file itself, so that no numbering has to be computed. Read here rather
than by an outside program: the same file gives the same blocks on every machine, and at once.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recommender.domain.documents import SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.contents import mark_contents
from recommender.reading.office_text import make_office_blocks
from recommender.reading.rtf_paragraphs import Format, Story
from recommender.reading.rtf_tokens import (
    DEFAULT_CODEC,
    Token,
    TokenKind,
    codec_of_page,
    decode_bytes,
    read_tokens,
)
from recommender.reading.sniffing import MediaType

if TYPE_CHECKING:
    from recommender.reading.limits import ReadingLimits
    from recommender.reading.office_text import OfficeItem

# Groups that hold no text of the document; so do those marked "\*", but for a few.
_SKIPPED = re.compile(
    "colortbl|fldinst|footer[flr]?|header[flr]?|info|listoverridetable|listtable|nonesttables|objdata|pict|revtbl|"
    "rxe|shprslt|sp|tc|xe"
)
# Drawings of Word 95 hold their text in "dptxbxtext"; later ones repeat theirs so in "shprslt", which is skipped.
_SET_APART = frozenset(("dptxbxtext", "footnote", "shptxt"))
_LABELS = frozenset(("listtext", "pntext"))
_TABLES = frozenset(("fonttbl", "stylesheet"))
_ENTERED = _SET_APART | _LABELS | {"do", "shpinst"}
_TITLE_STYLE = re.compile(r"\s*(?:heading|titre)\s*([1-9])\s*;", re.IGNORECASE)
_SIGNS = {
    "line": "\n", "lbr": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}


def read_rtf(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of an RTF; it has no pages.

    Raises:
        CorruptDocument: it breaks off before any text.
        EmptyDocument: it has no text.
    """
    reader = _Reader()
    is_whole = reader.read(content)
    blocks, tables = make_office_blocks(reader.finish())
    if not blocks and is_whole:
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    if not blocks:
        raise CorruptDocument(
            f"« {name} » est un RTF incomplet ou endommagé.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        )
    return SourceDocument(
        name=name,
        media_type=MediaType.RTF.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(tables),
        warnings=() if is_whole else ("Le fichier RTF est coupé : la fin du texte manque peut-être.",),
    )


class _Reader:
    """Reads the tokens in order; the format in force is that of the innermost open group."""

    def __init__(self) -> None:
        self._stories = [Story()]
        # How many groups were open where each note or text box begins.
        self._story_depths: list[int] = []
        self._format = Format()
        self._groups: list[Format] = []
        self._codec = DEFAULT_CODEC
        self._default_font = 0
        self._charsets: dict[int, int] = {}
        self._style = 0
        self._style_levels: dict[int, int | None] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._is_optional = False

    def read(self, content: bytes) -> bool:
        """Read the document; whether it is whole, its last group closed."""
        for token in read_tokens(content):
            if token.kind in (TokenKind.TEXT, TokenKind.HEX):
                self._add_bytes(token.data)
                continue
            self._flush_bytes()
            if token.kind is TokenKind.SYMBOL:
                self._read_symbol(token.word)
                continue
            self._to_skip = 0
            if token.kind is TokenKind.OPEN:
                self._groups.append(replace(self._format))
            elif token.kind is TokenKind.WORD:
                self._read_word(token)
            else:
                self._close_group()
                if not self._groups:
                    return True
        self._flush_bytes()
        return False

    def finish(self) -> list[OfficeItem]:
        """The paragraphs and tables read."""
        while len(self._stories) > 1:
            self._close_story()
        return self._stories[0].finish(self._format)

    def _add_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if not self._format.is_skipped:
            self._bytes += data[skipped:]

    def _flush_bytes(self) -> None:
        if self._bytes:
            font = self._default_font if self._format.font is None else self._format.font
            text = decode_bytes(bytes(self._bytes), self._charsets.get(font), self._codec)
            self._bytes.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        destination = self._format.destination
        if destination == "stylesheet":
            match = _TITLE_STYLE.match(text)
            if match:
                self._style_levels.setdefault(self._style, int(match[1]))
        elif self._format.is_hidden or self._format.is_deleted or destination in _TABLES:
            return
        elif destination in _LABELS:
            self._stories[-1].add_label(text)
        else:
            self._stories[-1].add(text, self._format)

    def _close_group(self) -> None:
        if self._story_depths and self._story_depths[-1] >= len(self._groups):
            self._close_story()
        self._format = self._groups.pop() if self._groups else Format()
        self._is_optional = False

    def _close_story(self) -> None:
        self._story_depths.pop()
        items = self._stories.pop().finish(self._format)
        self._stories[-1].set_apart(items)

    def _read_symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._is_optional = True
        elif self._to_skip:
            self._to_skip -= 1
        elif self._format.is_skipped:
            return
        elif symbol in "\r\n":
            self._stories[-1].read_break("par", self._format)
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _read_word(self, token: Token) -> None:
        word, number = token.word, token.number
        is_optional, self._is_optional = self._is_optional, False
        if self._format.is_skipped or self._enter(word, is_optional=is_optional):
            return
        codec = codec_of_page(word, number)
        if codec is not None:
            self._codec = codec
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._to_skip = self._format.skip
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        else:
            self._format.apply(word, number)
            self._read_definition(word, number or 0)
            if self._format.destination not in _TABLES:
                self._stories[-1].read_break(word, self._format)

    def _enter(self, word: str, *, is_optional: bool) -> bool:
        """Whether the word says what the group holds."""
        if _SKIPPED.fullmatch(word) or (is_optional and word not in _ENTERED):
            self._format.is_skipped = True
        elif word in _LABELS or word in _TABLES:
            self._format.destination = word
        elif word in _SET_APART:
            self._format = Format(skip=self._format.skip)
            self._stories.append(Story())
            self._story_depths.append(len(self._groups))
        else:
            return word in _ENTERED
        return True

    def _read_definition(self, word: str, number: int) -> None:
        """What a control word says of a font or a style, in their tables, or of the style of a paragraph."""
        destination = self._format.destination
        if word == "deff":
            self._default_font = number
        elif word == "fcharset" and destination == "fonttbl":
            self._charsets[self._format.font or 0] = number
        elif word == "s" and destination == "stylesheet":
            self._style = number
        elif word == "outlinelevel" and destination == "stylesheet":
            self._style_levels[self._style] = self._format.level
        elif word == "s":
            self._format.level = self._style_levels.get(number)
