"""A block → whether it may be a heading, and how strong the signs of it are."""

import re
from dataclasses import dataclass
from enum import IntEnum

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.contents_entries import Contents
from recommender.extraction.title_numbers import NumberedTitle, form_of, read_label, read_title

MAX_HEADING_CHARS = 180
MAX_HEADING_WORDS = 26
LARGE = 1.08
_MAX_WORDS_WITH_STOP = 12
_BLANK_TO_FILL = re.compile(r"[_.…]{4,}")
_ELIDED = re.compile(r"[LlDd]['’]")
# Verbs of duties and rules: a line that holds one is a sentence, however short.
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|doit|doivent|devra|devront|peut|peuvent|pourra|pourront|ont|fait|font|"
    r"s['’]engage|s['’]engagent|remet|assure|fournit|comprend|comprennent)\b"
)
_TITLE_ROLES = (BlockRole.BODY, BlockRole.LIST_ITEM)


class Evidence(IntEnum):
    """What makes a line a heading, weakest first."""

    NUMBERED = 0
    DEEP = 1
    STANDS_OUT = 2
    LISTED = 3
    DECLARED = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may be a heading. ``numbered`` is ``None`` for an unnumbered title."""

    index: int
    block: Block
    numbered: NumberedTitle | None
    title: str
    evidence: Evidence

    @property
    def is_emphasised(self) -> bool:
        """Whether its weight or size sets it apart; capitals alone do not."""
        return self.block.is_bold or self.block.size_ratio >= LARGE


def read_candidate(block: Block, index: int, contents: Contents) -> Candidate | None:
    """The heading that a block may be, ``None`` where it cannot be one."""
    text = block.text.strip()
    if not 0 < len(text) <= MAX_HEADING_CHARS or len(text.split()) > MAX_HEADING_WORDS:
        return None
    numbered = read_title(text)
    if numbered is None and block.number:
        numbered = read_label(block.number, text)
    if block.role not in _TITLE_ROLES:
        return _read_row(block, index, contents)
    if block.heading_level is not None:
        title = numbered.title if numbered else text
        return Candidate(index, block, numbered, title or text, Evidence.DECLARED)
    if numbered is None:
        return _read_unnumbered(block, index, contents)
    if form_of(numbered.path[0]) == "other" and not numbered.word and not numbered.label[0].isupper():
        return None
    return _read_numbered(block, index, numbered, contents)


def _read_row(block: Block, index: int, contents: Contents) -> Candidate | None:
    """A title laid out as a row of a table: only the contents can tell it."""
    if block.role is not BlockRole.TABLE_ROW or block.text.count(" | ") > 1:
        return None
    numbered = read_title(block.text.replace(" | ", " "))
    if numbered is None or not is_title_like(numbered.title) or contents.find_numbered(numbered) is None:
        return None
    return Candidate(index, block, numbered, numbered.title, Evidence.LISTED)


def _read_unnumbered(block: Block, index: int, contents: Contents) -> Candidate | None:
    entry = contents.find_title(block.text, block.page)
    if entry is None or not stands_out(block, block.text):
        return None
    numbered = read_label(entry.numbered.label, block.text) if entry.numbered else None
    return Candidate(index, block, numbered, block.text.strip(), Evidence.LISTED)


def _read_numbered(block: Block, index: int, numbered: NumberedTitle, contents: Contents) -> Candidate | None:
    title = numbered.title
    if not title:
        # "ARTICLE 5" alone on its line: the title is on the next one.
        return Candidate(index, block, numbered, "", Evidence.STANDS_OUT) if stands_out(block, block.text) else None
    is_listed = contents.find_numbered(numbered) is not None
    if not is_title_like(title, may_begin_low=numbered.is_marked and (is_listed or bool(numbered.word))):
        return None
    if is_listed:
        return Candidate(index, block, numbered, title, Evidence.LISTED)
    if stands_out(block, title):
        return Candidate(index, block, numbered, title, Evidence.STANDS_OUT)
    if is_sentence(title):
        return None
    is_deep = numbered.depth > 1 and numbered.label[0] not in "…"
    is_named = (
        numbered.word == "" and numbered.is_marked and block.text[:1].lower() == "a" and numbered.path[0].isdigit()
    )
    return Candidate(index, block, numbered, title, Evidence.DEEP if is_deep or is_named else Evidence.NUMBERED)


def is_title_like(title: str, *, may_begin_low: bool = False) -> bool:
    """Whether the text begins with a capital and is no sentence, list item, question or line to fill in."""
    first = title.lstrip("«\"'“( ")[:1]
    if not first.isalpha() or (first.islower() and not may_begin_low and not _ELIDED.match(title)):
        return False
    end = title.rstrip()
    if _BLANK_TO_FILL.search(title) or end.endswith(("?", ";", ",")):
        return False
    return not (end.endswith(".") and len(title.split()) > _MAX_WORDS_WITH_STOP)


def is_sentence(title: str) -> bool:
    """Whether the text states something: it holds a verb of duty or ends with a full stop after many words."""
    return _VERB.search(title) is not None


def stands_out(block: Block, title: str) -> bool:
    """Whether weight, size or capitals set the line apart from the running text."""
    letters = [char for char in title if char.isalpha()]
    is_upper = bool(letters) and sum(char.isupper() for char in letters) > 0.8 * len(letters)
    return block.is_bold or block.size_ratio >= LARGE or is_upper
