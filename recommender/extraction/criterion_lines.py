"""A line, a paragraph or a cell → the criteria it states, with their weights and the signs of their rank."""

import re
from collections.abc import Sequence
from dataclasses import replace

from recommender.extraction.criterion_entries import Entry, Marker, make_entry, read_marker
from recommender.extraction.criterion_names import (
    MAX_NAME_CHARS,
    clean_name,
    is_known_name,
    may_be_name,
    strip_prefix,
)
from recommender.extraction.criterion_sentences import (
    EXPLAINS,
    drop_article,
    has_names_after,
    merge_weights,
    read_respectively,
    read_several,
)
from recommender.extraction.criterion_weights import Weight, find_weights

MAX_LINE_CHARS = 900
_INLINE_BREAK = re.compile(
    r"\s+(?=[-–—•▪●]\s+[^\W\d])|(?<=[;.])(?<!\d\.)\s+(?=[^\W\d])|[\s,;]+(?=\d\s?(?:[)°.]\s+|/\s*)[^\W\d])|\n"
)
_WEIGHT_FIRST = re.compile(
    r"^\s*(?:\)\s*)?(?:sont |est )?(?:pour|attribu[ée]s? (?:[àa]|pour)|[àa] |au |aux |sur |[:–—-])\s*", re.IGNORECASE
)
_DONT = re.compile(r"^\s*dont\s+", re.IGNORECASE)
_PREDICATE = re.compile(r"\bcrit[èe]re\b[^.;:]{0,60}\b(?:est|sera) (?:le |la |l['’])", re.IGNORECASE)


def read_entries(text: str, *, is_listed: bool = False, indent: float = 0.0) -> list[Entry]:
    """The weighted criteria of a text, in order; those after "dont" or in its inner list bear the first as parent.

    Args:
        text: a line, a paragraph or the cell of a table.
        is_listed: whether it is one more item of a list of criteria, where a name need not be a known one.
        indent: where the line begins, in points.
    """
    if len(text) > MAX_LINE_CHARS:
        return []
    entries: list[Entry] = []
    for piece in _pieces(text):
        found = _read_piece(piece, is_listed=is_listed or bool(entries), indent=indent)
        entries += [_under(entry, entries) for entry in found] if entries else found
    return entries


def _pieces(text: str) -> list[str]:
    """The text cut where a list goes on inside it, if more than one piece states a weight."""
    weights = find_weights(text)
    if len(weights) > 1 and has_names_after(text, weights):
        return [text]
    pieces = [piece for piece in _INLINE_BREAK.split(text) if piece.strip()]
    weighted = [piece for piece in pieces if find_weights(piece)]
    return pieces if len(weighted) > 1 else [text]


def _under(entry: Entry, before: Sequence[Entry]) -> Entry:
    """An item inside the text of a criterion is one of its parts."""
    head = before[0]
    is_part = entry.marker.kind in ("bullet", "sub") and head.marker.kind not in ("bullet", "sub")
    return replace(entry, parent=head.name) if is_part and entry.parent is None else entry


def _read_piece(text: str, *, is_listed: bool, indent: float) -> list[Entry]:
    weights = find_weights(text)
    if not weights:
        return []
    marker, rest = read_marker(text)
    marker = replace(marker, indent=indent)
    shift = len(text) - len(rest)
    weights = [replace(weight, start=max(weight.start - shift, 0), end=weight.end - shift) for weight in weights]
    weights = [weight for weight in weights if weight.end > 0]
    together = read_respectively(rest, weights, marker)
    if together:
        return together
    weights = merge_weights(rest, weights)
    if len(weights) == 1:
        entry = _read_single(rest, weights[0], marker, is_listed=is_listed)
        return [entry] if entry else []
    return list(read_several(rest, weights, marker))


def _read_single(text: str, weight: Weight, marker: Marker, *, is_listed: bool) -> Entry | None:
    before, after = text[: weight.start], text[weight.end :]
    if not re.search(r"[^\W\d]", before):
        name = clean_name(drop_article(_WEIGHT_FIRST.sub("", after)))
        return make_entry(name, weight, marker) if is_known_name(name) else None
    if _DONT.match(before):
        before, marker = _DONT.sub("", before), replace(marker, kind="sub")
    said = _PREDICATE.search(before)
    name = clean_name(before[said.end() :] if said and marker.kind == "none" else before)
    # "Barème en points : valeur technique : 60 points": the name is what stands last.
    name = name if may_be_name(name) else clean_name(name.rpartition(":")[2])
    is_marked = marker.kind in ("word", "sub") or (is_listed or marker.kind != "none") and _ends_line(after)
    if len(name) > MAX_NAME_CHARS or not (may_be_name(name) if is_marked else is_known_name(name)):
        return None
    if not is_marked and not (_ends_line(after) or _is_alone(strip_prefix(before))):
        return None
    return make_entry(name, weight, marker)


def _ends_line(after: str) -> bool:
    """Whether nothing but an explanation follows the weight."""
    return not after.strip(" .;,)*") or after.lstrip()[:1] in ".:;,–—-(" or EXPLAINS.match(after) is not None


def _is_alone(name: str) -> bool:
    """Whether the name is as short as a title's: "La valeur technique"."""
    return len(name.split()) <= 8
