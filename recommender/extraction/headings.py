"""Finds the numbered and styled headings of the body; never lines of the contents or running heads."""

import re
from collections.abc import Sequence

from recommender.domain.documents import Block, BlockRole, SourceDocument
from recommender.domain.extraction import Heading

MAX_HEADING_CHARS = 180
MAX_HEADING_WORDS = 26
_WORD_NUMBER = r"(?:article|art\.?|chapitre|partie|titre|section|annexe|lot|phase|tranche|étape)"
# 4.2, X.1.1 (a placeholder in model documents), IV, B.
_NUMBER = r"\d{1,2}(?:[.\-]\d{1,2}){0,5}|[A-Z](?:\.\d{1,2}){1,5}|[IVX]{1,5}(?=[.\s):\-–])|[A-Z](?=[.\s):\-–])"
_NUMBERED = re.compile(
    rf"^(?P<prefix>{_WORD_NUMBER}\s+)?(?P<number>{_NUMBER})"
    r"\s*(?P<mark>[.):°]|[-–—:]|\s)\s*[-–—:.]?\s*(?P<title>\S.*)$",
    re.IGNORECASE,
)
# "1ère phase – État initial": the ordinal and its word are the number.
_ORDINAL = re.compile(
    r"^(?P<number>\d{1,2}\s?(?:[eè]re?|[eè]me?|nde?)\s+(?:phase|partie|tranche|étape))\s*[-–—:.]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_BARE_WORD_NUMBER = re.compile(
    rf"^(?P<number>{_WORD_NUMBER}\s+(?:\d{{1,2}}|[IVX]{{1,5}}|premier))\s*[-–—:.]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_BLANK_TO_FILL = re.compile(r"[_.…]{4,}")
_QUANTITY = re.compile(
    r"^(?:%|€|euros?\b|h\b|heures?\b|jours?\b|mois\b|ans?\b|km\b|m[²2³3]?\b|cm\b|mm\b|kg\b|kw|unités?\b|points?\b|ex(?:emplaires?)?\b)",
    re.IGNORECASE,
)
_MARKUP_NUMBER = re.compile(r"^[\d.]+$")
LARGE = 1.08


def find_headings(document: SourceDocument) -> tuple[Heading, ...]:
    """The headings of the body in reading order, with number, title and level (1 is the highest)."""
    found: list[Heading] = []
    for index, block in enumerate(document.blocks):
        heading = _read_heading(block, index)
        if heading is not None:
            found.append(heading)
    return tuple(_drop_list_items(found, document.blocks))


def _read_heading(block: Block, index: int) -> Heading | None:
    text = block.text.strip()
    if block.role not in (BlockRole.BODY, BlockRole.LIST_ITEM) or not _is_short(text):
        return None
    if block.heading_level is not None:
        number, title = _split_number(text)
        number = number or block.number
        return Heading(block.page, number, title, block.heading_level, index)
    number, title = _split_number(text)
    if number is None or not title or not _title_like(title):
        return None
    if not (_stands_out(block, title) or _is_deep(number)):
        return None
    return Heading(block.page, number, title, number.count(".") + number.count("-") + 1, index)


def _is_short(text: str) -> bool:
    return 0 < len(text) <= MAX_HEADING_CHARS and len(text.split()) <= MAX_HEADING_WORDS


def _split_number(text: str) -> tuple[str | None, str]:
    ordinal = _ORDINAL.match(text)
    if ordinal:
        return re.sub(r"(\d)\s+", r"\1", ordinal.group("number")), ordinal.group("title").strip()
    match = _NUMBERED.match(text)
    if match and not _QUANTITY.match(match.group("title")):
        number = (
            match.group("number").replace("-", ".") if match.group("number")[0].isdigit() else match.group("number")
        )
        word = (match.group("prefix") or "").strip()
        is_letter_word = match.group("mark").isspace() and len(number) == 1 and number.isalpha()
        if not (is_letter_word and not word):
            label = f"{word} {number}" if word and word.lower().rstrip(".") not in {"article", "art"} else number
            return label, match.group("title").strip()
    match = _BARE_WORD_NUMBER.match(text)
    if match:
        return match.group("number").strip(), match.group("title").strip()
    return None, text


def _title_like(title: str) -> bool:
    """A title begins with a letter and is no sentence, list item, question or line to fill in."""
    first = title.lstrip("«\"' ")[:1]
    if not first.isalpha() or (first.islower() and title[:2].lower() not in {"l'", "d'"}):
        return False
    if _BLANK_TO_FILL.search(title) or title.rstrip().endswith("?"):
        return False
    return not title.rstrip().endswith((";", ",")) and not (title.rstrip().endswith(".") and len(title.split()) > 12)


def _stands_out(block: Block, title: str) -> bool:
    letters = [char for char in title if char.isalpha()]
    is_upper = bool(letters) and sum(char.isupper() for char in letters) > 0.8 * len(letters)
    return block.is_bold or block.size_ratio >= LARGE or is_upper


def _is_deep(number: str) -> bool:
    return bool(_MARKUP_NUMBER.match(number)) and "." in number.strip(".")


def _drop_list_items(headings: Sequence[Heading], blocks: Sequence[Block]) -> list[Heading]:
    """Leaves out plain numbers that run on from line to line: "1. … 2. … 3. …" with nothing between."""
    kept: list[Heading] = []
    for position, heading in enumerate(headings):
        following = headings[position + 1] if position + 1 < len(headings) else None
        is_plain = (
            heading.number is not None and heading.number.isdigit() and blocks[heading.block].heading_level is None
        )
        is_item = blocks[heading.block].role is BlockRole.LIST_ITEM and not blocks[heading.block].is_bold
        runs_on = following is not None and following.block == heading.block + 1
        if is_plain and is_item and (runs_on or blocks[heading.block].size_ratio < LARGE):
            continue
        kept.append(heading)
    return kept
