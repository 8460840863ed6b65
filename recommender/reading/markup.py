"""Markdown that holds HTML → the same with its tags turned into Markdown: titles, rows, items, breaks."""

import html
import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,11})(?:\s[^<>]{0,2000})?/?>")
_TITLE = re.compile(r"h[1-6]")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|center|details|d[dlt]|div|figcaption|figure|footer|form|header|"
    "hr|html|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|ul"
)
_INLINE = re.compile(
    "a|abbr|b|big|button|cite|code|col|colgroup|del|em|font|i|img|input|ins|kbd|label|mark|q|s|small|span|strong|"
    "su[bp]|svg|u"
)
_OTHER = re.compile("br|li|t[dhr]")


def has_markup(text: str) -> bool:
    """Whether the text holds closing tags of HTML; "<à compléter>" is no tag."""
    return any(match[1] and _is_known(match[2].lower()) for match in _TAG.finditer(text))


def flatten_markup(text: str) -> str:
    """The text with its HTML tags replaced. One pass, whatever the tags are and however they nest."""
    pieces: list[str] = []
    cells: list[list[str]] | None = None
    place = 0
    for match in _TAG.finditer(text):
        is_end, tag = bool(match[1]), match[2].lower()
        if not _is_known(tag):
            continue
        cells = _add(pieces, cells, text[place : match.start()])
        place = match.end()
        if tag == "tr":
            _close_row(pieces, cells)
            cells = None if is_end else []
        elif tag in ("td", "th") and cells is not None:
            if not is_end:
                cells.append([])
        elif cells is None:
            pieces.append(_as_markdown(tag, is_end))
        else:
            cells = _add(pieces, cells, "" if _INLINE.fullmatch(tag) else " ")
    _close_row(pieces, _add(pieces, cells, text[place:]))
    return html.unescape("".join(pieces))


def _is_known(tag: str) -> bool:
    return any(kind.fullmatch(tag) for kind in (_TITLE, _BLOCK, _INLINE, _OTHER))


def _add(pieces: list[str], cells: list[list[str]] | None, text: str) -> list[list[str]] | None:
    """Put the text in the open cell, or outside of any row."""
    if cells is None:
        pieces.append(text)
    elif cells:
        cells[-1].append(text)
    return cells


def _close_row(pieces: list[str], cells: list[list[str]] | None) -> None:
    if cells:
        row = " | ".join(" ".join("".join(cell).replace("|", "/").split()) for cell in cells)
        pieces.append(f"\n\n| {row} |\n\n")


def _as_markdown(tag: str, is_end: bool) -> str:
    if _TITLE.fullmatch(tag):
        return "\n\n" if is_end else f"\n\n{'#' * int(tag[1])} "
    if tag == "li":
        return "\n" if is_end else "\n- "
    if tag == "br":
        return "\n"
    return "\n\n" if _BLOCK.fullmatch(tag) else ""
