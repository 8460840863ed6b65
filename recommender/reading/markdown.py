"""The marks of Markdown in a text: lines made regular before they are read, marks within lines taken away.

A plain text and a Markdown file are the same type: what could be meant otherwise by a buyer ("> 90 000 € HT",
"2 * 3", "(*)") is left as it is.
"""

from __future__ import annotations

import re

_UNDERLINE = re.compile(r"(?P<title>=+)|-+")
_LEAST_UNDERLINE = 3
_LONGEST_UNDERLINED = 120
_FENCE = re.compile(r"`{3,}[^`]*|~{3,}[^~]*")
_QUOTE = re.compile(r"(?:>\s?)+(?=[^\d\s>=<])")
_DEFINITION = re.compile(r"\[[^\]\[^][^\]\[]{0,99}\]:\s+\S+(?:\s+[\"'(].*)?")
_NOTE = re.compile(r"\[\^[^\]\[\s]{1,50}\]:?")
TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?$")
_NOT_A_TITLE = ("#", "|", "- ", "* ", "+ ", ">")

# Longer rows of "_" are blanks to fill in.
_STRONG = re.compile(r"(\*\*|(?<!_)__(?!_))(?=\S)(.{1,500}?)(?<=\S)\1")
_STARRED = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,300})(?<![\s\\])\*(?![\w*])")
_UNDERSCORED = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_]{1,300})(?<![\s\\])_(?!\w)")
_CODE = re.compile(r"(?<![`\\])`([^`]{1,300})`(?!`)")
_LINK = re.compile(r"!?\[([^\][]{0,500})\](?:\([^()\s]{0,2000}(?:\s+\"[^\"]{0,300}\")?\)|\[[^\][]{0,100}\])")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_ESCAPED = re.compile(r"\\([*_#\[\]`|])")
_CHECK_BOX = re.compile(r"\[[ xX]\]\s+(?=\S)")


def drop_comments(text: str) -> str:
    """The text without HTML comments; one that is never closed is left."""
    pieces: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[place:start])
        place = end + 3
    return "".join([*pieces, text[place:]])


def tidy_lines(lines: list[str]) -> list[str]:
    """The stripped lines with underlined titles marked "#", rows of tables between bars, fences and quotes undone."""
    tidied: list[str] = []
    is_table = False
    for line in lines:
        line = _strip_quote(line)
        if _FENCE.fullmatch(line) or _DEFINITION.fullmatch(line):
            line = ""
        if TABLE_RULE.match(line) and tidied and "|" in tidied[-1]:
            tidied[-1] = _between_bars(tidied[-1])
            is_table = True
        is_table = is_table and "|" in line
        level = _underlined_level(tidied, line)
        if level:
            tidied[-1:] = [f"{'#' * level} {tidied[-1]}", ""]
        else:
            tidied.append(_between_bars(line) if is_table else line)
    return tidied


def _strip_quote(line: str) -> str:
    match = _QUOTE.match(line)
    return line[match.end() :] if match else line


def _between_bars(line: str) -> str:
    return line if line.startswith("|") and line.endswith("|") else f"| {line.strip('|')} |"


def _underlined_level(before: list[str], line: str) -> int:
    """1 or 2 where the line underlines the one before it, a title that stands alone; else 0."""
    match = _UNDERLINE.fullmatch(line)
    if match is None or len(line) < _LEAST_UNDERLINE or not before:
        return 0
    title = before[-1]
    stands_alone = len(before) == 1 or not before[-2]
    if not (stands_alone and title and len(title) <= _LONGEST_UNDERLINED) or title.startswith(_NOT_A_TITLE):
        return 0
    return 1 if match["title"] else 2 if any(character.isalpha() for character in title) else 0


def strip_marks(text: str) -> str:
    """The text without emphasis, links, code spans, note calls and escapes."""
    text = _NOTE.sub("", _LINK.sub(r"\1", text))
    text = _UNDERSCORED.sub(r"\1", _STARRED.sub(r"\1", _STRONG.sub(r"\2", text)))
    return _ESCAPED.sub(r"\1", _ADDRESS.sub(r"\1", _CODE.sub(r"\1", text)))


def strip_check_box(text: str) -> str:
    """The text of an item without the box to tick before it."""
    return _CHECK_BOX.sub("", text, count=1) if _CHECK_BOX.match(text) else text
