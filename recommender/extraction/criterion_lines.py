"""A line, a paragraph or a cell → the criteria it states, with their weights and the signs of their rank."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.extraction.criterion_names import (
    MAX_NAME_CHARS,
    clean_name,
    is_known_name,
    may_be_name,
    read_prefix,
    strip_prefix,
)
from recommender.extraction.criterion_weights import Weight, find_weights

MAX_LINE_CHARS = 900
_BULLET = re.compile(r"^\s*(?:[-–—‐•●○◦▪■□➢➤►▶✓✔❖◆→·*+o]|\uf0b7|\uf0a7)\s+(?=\S)|^\s*[-–—•](?=[^\W\d])")
_NUMBER = re.compile(
    r"^\s*(?P<path>\d{1,2}(?:[.\-]\d{1,2}){0,4}|[A-Z](?:\.\d{1,2})*|[a-z]|[IVX]{1,4}|[ivx]{1,4})"
    r"(?:\s*[.)°/:]+\s*[-–—]?\s*|\s*[-–—]\s*|\s+(?=[A-ZÀ-Ý«]))(?=[^\W\d]|«|\")"
)
_SUB_WORD = re.compile(r"^sous|^sc$")
_INLINE_BREAK = re.compile(r"\s+(?=[-–—•▪●]\s+[^\W\d])|(?<=[;.])\s+(?=[^\W\d])|[\s,;]+(?=\d\s?[)°]\s)|\n")
_OPENS_PARTS = re.compile(r"\b(?:dont|d[ée]compos|r[ée]parti|comme suit|soit|sous[- ]?crit)|^\s*:", re.IGNORECASE)
_WEIGHT_FIRST = re.compile(
    r"^\s*(?:\)\s*)?(?:sont |est )?(?:pour|attribu[ée]s? (?:[àa]|pour)|[àa] |au |aux |sur |[:–—-])\s*", re.IGNORECASE
)
_LINK = re.compile(
    r"^(?:[\s,;:./()–—-]|\b(?:et|puis|ainsi que|enfin|\d[)°]|d['’]autre part|d['’]une part|pour|dont|sur|avec|ensuite|soit|"
    r"sont attribu[ée]s|est attribu[ée])\b)+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:le |la |les |l['’]|du |de la |de l['’]|des |au |[àa] la |[àa] l['’]|aux )", re.I)
_EXPLAINS = re.compile(
    r"\s*(?:appr[ée]ci|jug|[ée]valu|au (?:regard|vu)|sur la base|dont|selon|analys|d[ée]compos|r[ée]parti|not[ée]|"
    r"en fonction|comme suit)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r":\s*|\b(?:sur|selon|suivants?|ci[- ](?:dessous|apr[èe]s)|regard|fonction|pour)\s+(?:d[eu]s?\s+|d['’])?(?:crit[èe]res?\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a criterion. ``kind``: word, sub, number, letter, bullet, column or none."""

    kind: str
    path: tuple[str, ...] = ()
    indent: float = 0.0

    @property
    def family(self) -> tuple[str, int, int]:
        """What the criteria of one rank share: the kind of sign, how deep its number is, where the line begins."""
        return self.kind, len(self.path), round(self.indent / 9.0)


NO_MARKER = Marker("none")


@dataclass(frozen=True, slots=True)
class Entry:
    """One criterion as stated, before its rank is known. ``parent`` where the text itself says it."""

    name: str
    weight: float | None
    unit: str
    marker: Marker = NO_MARKER
    parent: str | None = None
    page: int = 0

    @property
    def is_sub(self) -> bool:
        """Whether the words say that it is a sub-criterion."""
        return self.marker.kind == "sub" or self.parent is not None


def read_marker(text: str) -> tuple[Marker, str]:
    """The sign a line begins with and the rest of the line."""
    bullet = _BULLET.match(text)
    if bullet:
        inner, rest = read_marker(text[bullet.end() :])
        return (inner, rest) if inner.kind in ("word", "sub") else (Marker("bullet"), rest)
    prefix = read_prefix(text)
    if prefix is not None:
        word, number = prefix
        kind = "sub" if _SUB_WORD.search(word) else "word"
        return Marker(kind, tuple(re.split(r"[.\-]", number)) if number else ()), text
    number_match = _NUMBER.match(text)
    if number_match:
        rest = text[number_match.end() :]
        inner, inner_rest = read_marker(rest)
        if inner.kind in ("word", "sub"):
            return inner, inner_rest
        path = tuple(re.split(r"[.\-]", number_match["path"]))
        return Marker("letter" if path[0].isalpha() and path[0].islower() else "number", path), rest
    return NO_MARKER, text


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
    weights = _merge_weights(rest, [weight for weight in weights if weight.end > 0])
    if len(weights) == 1:
        entry = _read_single(rest, weights[0], marker, is_listed=is_listed)
        return [entry] if entry else []
    return list(_read_several(rest, weights, marker))


def _merge_weights(text: str, weights: Sequence[Weight]) -> list[Weight]:
    """One weight for each criterion: "40 % (note sur 20, coefficient 2)" is one."""
    merged: list[Weight] = []
    for weight in weights:
        if merged and not is_known_name(_name_in_sentence(text[merged[-1].end : weight.start])):
            best = weight if weight.rank > merged[-1].rank else merged[-1]
            merged[-1] = replace(best, start=merged[-1].start, end=weight.end)
        else:
            merged.append(weight)
    return merged


def _read_single(text: str, weight: Weight, marker: Marker, *, is_listed: bool) -> Entry | None:
    before, after = text[: weight.start], text[weight.end :]
    if not re.search(r"\w", before):
        name = clean_name(_drop_article(_WEIGHT_FIRST.sub("", after)))
        return Entry(name, weight.value, weight.unit, marker) if is_known_name(name) else None
    name = clean_name(before)
    is_marked = marker.kind in ("word", "sub") or (is_listed or marker.kind != "none") and _ends_line(after)
    if len(name) > MAX_NAME_CHARS or not (may_be_name(name) if is_marked else is_known_name(name)):
        return None
    if not is_marked and not (_ends_line(after) or _is_alone(strip_prefix(before))):
        return None
    return Entry(name, weight.value, weight.unit, marker)


def _ends_line(after: str) -> bool:
    """Whether nothing but an explanation follows the weight."""
    return not after.strip(" .;,)*") or after.lstrip()[:1] in ".:;,–—-(" or _EXPLAINS.match(after) is not None


def _is_alone(name: str) -> bool:
    """Whether the name is as short as a title's: "La valeur technique"."""
    return len(name.split()) <= 8


def _read_several(text: str, weights: Sequence[Weight], marker: Marker) -> Iterator[Entry]:
    """The criteria of a sentence that states several: "60 % pour la valeur technique et 40 % pour le prix"."""
    last: Entry | None = None
    whole, left = None, 0.0
    for weight, (start, end) in zip(weights, _name_spans(text, weights), strict=True):
        raw = text[start:end]
        name = _name_in_sentence(raw)
        if not is_known_name(name):
            continue
        if last is not None and _OPENS_PARTS.search(raw):
            whole, left = last, last.weight or 0.0
        is_part = whole is not None and 0 < (weight.value or 0.0) <= left
        entry = Entry(name, weight.value, weight.unit, NO_MARKER if last else marker)
        if is_part and whole is not None:
            left -= weight.value or 0.0
            yield replace(entry, parent=whole.name)
        else:
            whole, last = None, entry
            yield entry


def _name_spans(text: str, weights: Sequence[Weight]) -> list[tuple[int, int]]:
    """Where the name of each weight stands: before it, or after it where the sentence begins with a weight."""
    starts = [weight.start for weight in weights]
    ends = [weight.end for weight in weights]
    if is_known_name(_name_in_sentence(text[: starts[0]])):
        return list(zip([0, *ends], starts, strict=False))
    return list(zip(ends, [*starts[1:], len(text)], strict=True))


def _name_in_sentence(text: str) -> str:
    """The name without what links it to the rest: "selon les critères suivants : le prix" → "prix"."""
    bare = _LINK.sub("", text)
    if read_prefix(bare) is None:
        tails = [bare[match.end() :] for match in _INTRODUCES.finditer(bare)]
        bare = next((tail for tail in reversed(tails) if is_known_name(clean_name(tail))), bare)
    return clean_name(_drop_article(bare))


def _drop_article(text: str) -> str:
    return _ARTICLE.sub("", text.strip())
