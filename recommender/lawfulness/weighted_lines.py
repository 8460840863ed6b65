"""The weighted items of the lines of an excerpt: name, weight, depth; marks of scales left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.text import fold_accents, squeeze_spaces

PERCENT, POINTS, ORDER = "percent", "points", "order"
_WEIGHT = re.compile(
    r"(?<![\d,.])(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:(?P<percent>%|pour\s?cent\b)|(?P<points>points?\b|pts?\b|"
    r"/\s?(?:100|60|50|40|30|20)\b))",
    re.IGNORECASE,
)
# "B1 organisation : 20", "Prix ....... 50", "Prix | 50": a bare number that closes a line.
_RANGE = re.compile(r"\d ?%? (?:a|et|-|–) ?\d{1,3} ?(?:%|points)")
_SHARE = re.compile(r"(?:[(:=]|\.{2,}|\s)\s*(?P<value>0[.,]\d{1,2})(?!\d)\s*\)?")
_TRAILING = re.compile(r"(?<=[^\W\d])[)\]]?[ \t]+\(?(?P<value>\d{1,3})\)?\s*$")
# "Qualité : 30 (fidélité 15 ; indexation 10)".
_HOLDING_PARTS = re.compile(r":\s*(?P<value>\d{1,3})\s*\((?P<parts>[^()]+)\)\s*$")
_PART = re.compile(r"(?P<name>[^\d;,]{3,80}?)\s*:?\s*(?P<value>\d{1,3})(?=\s*(?:[;,]|$))")
# A column of numbers, not one line that happens to end with one.
MIN_COLUMN = 3
_INLINE = re.compile(r":\s*(?P<value>\d{1,3})(?=\s*(?:[–—;,]|$))")
_BARE = re.compile(r"(?:[:=|\t…]|\.{2,}|\s[-–—])\s*(?P<value>\d{1,3})\s*[)\].;,]?\s*$")
_ALONE = re.compile(r"^\s*(?P<value>\d{1,3}(?:[.,]\d)?)\s*(?P<percent>%)?\s*(?:points?|pts)?\s*$", re.IGNORECASE)
_NOT_A_WEIGHT_BEFORE = re.compile(
    r"(?:[≥≤<>~×+]|au-dela de|\bx|ramenee?s? (?:a|sur)|(?<!ponderee )(?<!pondere )(?<!notee )(?<!note )\ba|au moins|"
    r"au minimum|"
    r"minim\w+(?: de)?|au plus|inferieure?s?(?: (?:a|ou egale?s? a))?|limite de|"
    r"superieure?s?(?: (?:a|ou egale?s? a))?|moins de|plus de|jusqu'a|taux (?:de|d')|part de|tva(?: a)?|environ|"
    r"hauteur de|atteint|objectif de|"
    r"excede|depasse|seuil de|employant|equivalent a|soit|=)\s*$"
)
_NOT_A_WEIGHT_AFTER = re.compile(
    r"\s*(?:en (?:masse|volume|valeur|poids)|(?:au|aux) (?:candidat|soumissionnaire|offre)|des? (?!la note|points)|"
    r"du (?!total)|d'(?!un total)|sont (?:acquis|attribu|accord|donn)|par (?!critere)|recycle|ht\b|si\b|lorsque|quand)"
)
_MARKER = re.compile(
    r"^(?P<indent>\s*)(?P<marker>sous[- ]?crit[eè]re\s*(?:n\s?°\s*)?[\w.]*|crit[eè]re\s*(?:n\s?°\s*)?[\w.]*|"
    r"\d{1,2}[a-z](?=\s)|\d{1,2}(?:[.\-]\d{1,2})*\s*[.)°/–-]*|[A-Z]\d{0,2}(?:\.\d)?\s*[.)–:-]+|[A-Z]\d{1,2}\s|"
    r"[A-Z]\.[a-z\d]\s*[.)]?|"
    r"[a-z]\s*[.)]|[-•*–▪◦o+>→]\s|"
    r"dont\b)?\s*",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"(?:^|[:,;–-] ?)(?:jusqu'a|plus de|moins de|au-dela|entre|aucune?|absence d)\b|\btres (?:bon|satis)|insuffisan|"
    r"sinon|satisfaisan|\bexcellent|non renseign|a partir de \d|dans un departement|situee? "
)
_TOTAL = re.compile(r"^(?:sous[- ])?tota(?:l|ux)\b|^somme\b|^ensemble\b")
_PARTS = re.compile(r"\bdont\b|decompos|reparti|sous-criter|ainsi note|(?<!que )\bsoit\b|detail")
_OPENS_PARTS = re.compile(
    r"(?:\bdont\b|decompos\w+[^:]*|reparti\w*[^:]*|sous-criteres?[^:]*|comme suit|ainsi)\s*:?\s*$|"
    r"^\s*\)?\s*:\s*$"
)
WHOLE = 100.0
MIN_DESCRIPTION_WORDS = 3


@dataclass(frozen=True, slots=True)
class WeightedItem:
    """A weighted item of one line. ``depth``: 0 a criterion, 1 a part."""

    name: str
    value: float
    unit: str
    depth: int
    details: str
    opens_parts: bool = False


def total_stated(text: str) -> float | None:
    """The total that a list of weights says it makes, ``None`` where it says none."""
    for line in fold_accents(text).splitlines():
        if _TOTAL.match(line.strip(" -•|")) and (found := re.search(r"\d{1,3}", line)):
            return float(found.group())
    return None


def read_items(lines: Sequence[str]) -> list[WeightedItem]:
    """The weighted items of the lines, in order; totals and the marks of scales are none."""
    items: list[WeightedItem] = []
    pending = ""
    lines = [line.strip("|") if line.lstrip().startswith("|") else line for line in lines]
    has_bare_column = sum(_TRAILING.search(line) is not None for line in lines) >= MIN_COLUMN
    for line in lines:
        alone = _ALONE.match(line)
        if alone and pending:
            unit = PERCENT if alone["percent"] else POINTS
            items.append(WeightedItem(pending, _number(alone["value"]), unit, _depth(pending), _details(pending)))
            pending = ""
            continue
        found = list(_items_of_line(line)) or list(_item_of_column(line) if has_bare_column else ())
        if not found and items and len(line.split()) >= MIN_DESCRIPTION_WORDS:
            # What follows a criterion and has no weight of its own says what it judges.
            items[-1] = replace(items[-1], details=f"{items[-1].details} {line}")
        items += found
        pending = "" if found or not line.strip() else line
    return _drop_scales([item for item in items if not _TOTAL.match(fold_accents(bare_name(item.name)))])


def _items_of_line(line: str) -> Iterator[WeightedItem]:
    folded = fold_accents(line)
    # Folding may move characters (œ): the two are read side by side only where they have the same length.
    folded = folded if len(folded) == len(line) else line.lower()
    if _RANGE.search(folded):
        # A range leaves the weight open: nothing can be summed.
        return
    weights = [match for match in _WEIGHT.finditer(line) if _is_weight(folded, match)]
    yield from _items_of_weights(line, weights) if weights else _items_of_numbers(line)


def _items_of_numbers(line: str) -> Iterator[WeightedItem]:
    """Items whose weights have no unit: parts in brackets, several numbers after colons, shares of one, one number."""
    held = _HOLDING_PARTS.search(line)
    parts = list(_PART.finditer(held["parts"])) if held else []
    inline, shares = list(_INLINE.finditer(line)), list(_SHARE.finditer(line))
    if held and len(parts) > 1:
        yield WeightedItem(line[: held.start()], _number(held["value"]), POINTS, _depth(line), held["parts"])
        for part in parts:
            yield WeightedItem(part["name"], _number(part["value"]), POINTS, _depth(line) + 1, "")
    elif len(inline) > 1:
        yield from _items_of_inline(line, inline)
    elif shares:
        yield from _items_of_shares(line, shares)
    elif (bare := _BARE.search(line)) and _MARKER.sub("", line).strip():
        name = line[: bare.start()]
        yield WeightedItem(name, _number(bare["value"]), POINTS, _depth(line), _details(name))


def _items_of_weights(line: str, weights: Sequence[re.Match[str]]) -> Iterator[WeightedItem]:
    is_weight_first = not _MARKER.sub("", line[: weights[0].start()]).strip(" :–-(").strip()
    for rank, match in enumerate(weights):
        after = weights[rank + 1].start() if rank + 1 < len(weights) else len(line)
        if is_weight_first:
            name, tail = line[match.end() : after], ""
        else:
            name = line[weights[rank - 1].end() if rank else 0 : match.start()]
            tail = line[match.end() : after]
        unit = PERCENT if match["percent"] else POINTS
        depth = _depth(line) if rank == 0 else _depth_in_line(line, weights[0], match, _depth(line))
        name = name.rsplit(";", 1)[-1]
        opens = _OPENS_PARTS.search(fold_accents(tail)) is not None
        yield WeightedItem(name, _number(match["value"]), unit, depth, _details(name) + " " + tail, opens)


def _items_of_inline(line: str, weights: Sequence[re.Match[str]]) -> Iterator[WeightedItem]:
    """ "II. Valeur technique : 50, soit – temps : 20 – équipe : 30": numbers after colons."""
    start = 0
    for rank, match in enumerate(weights):
        depth = _depth(line) + int(
            rank > 0 and _PARTS.search(fold_accents(line[weights[0].end() : match.start()])) is not None
        )
        name = line[start : match.start()]
        yield WeightedItem(name, _number(match["value"]), POINTS, depth, _details(name))
        start = match.end()


def _item_of_column(line: str) -> Iterator[WeightedItem]:
    """ "Prix 50" or "Prix (50)", in a list where several lines end so."""
    match = _TRAILING.search(line)
    if match and _MARKER.sub("", line[: match.start()]).strip():
        name = line[: match.start()]
        yield WeightedItem(name, _number(match["value"]), POINTS, _depth(line), _details(name))


def _items_of_shares(line: str, shares: Sequence[re.Match[str]]) -> Iterator[WeightedItem]:
    """ "Goût (0,45) – prix (0,40)": coefficients that share out one."""
    start = 0
    for match in shares:
        name = line[start : match.start()]
        is_part = match is not shares[0] and _PARTS.search(fold_accents(line[shares[0].end() : match.start()]))
        depth = _depth(line) + int(bool(is_part))
        yield WeightedItem(name, WHOLE * _number(match["value"]), PERCENT, depth, _details(name))
        start = match.end()


def _is_weight(folded: str, match: re.Match[str]) -> bool:
    before, after = folded[: match.start()], folded[match.end() :]
    return not _NOT_A_WEIGHT_BEFORE.search(before.rstrip("( ")) and not _NOT_A_WEIGHT_AFTER.match(after)


def _depth_in_line(line: str, first: re.Match[str], match: re.Match[str], depth: int) -> int:
    between = fold_accents(line[first.end() : match.start()])
    has_own_unit = bool(first["percent"]) != bool(match["percent"])
    # "Valeur technique (30 %) : moyens humains 15 %, phasage 15 %": what the colon opens are parts.
    if re.match(r"\s*\)?\s*:", line[first.end() :]):
        return depth + 1
    is_open = between.count("(") > between.count(")") and not line[match.end() :].lstrip().startswith(")")
    return depth + 1 if has_own_unit or _PARTS.search(between) or is_open else depth


def _depth(line: str) -> int:
    match = _MARKER.match(line)
    marker = fold_accents(match["marker"] or "") if match else ""
    if (
        marker.startswith(("sous", "dont"))
        or re.match(r"[a-z]\d|\d{1,2}[a-z]\b|[a-z]\.[a-z\d]", marker)
        or re.match(r"\d+[.\-]\d", marker)
    ):
        return 2 if not marker.startswith("dont") else 1
    if marker.startswith("critere") or re.match(r"\d|[a-z]\W", marker):
        return 0
    indent = len(match["indent"].expandtabs(4)) if match else 0
    return 1 if indent >= 2 or _PARTS.match(fold_accents(line).strip(" -•(")) else 0


def bare_name(name: str) -> str:
    """The name without its marker nor the signs around it."""
    return squeeze_spaces(_MARKER.sub("", name.strip(" |"), count=1)).strip(" -–—:;,.=|()…/")


def _details(name: str) -> str:
    cut = re.split(r"[:(,;]| [–—-] ", bare_name(name), maxsplit=1)
    return cut[1] if len(cut) > 1 else ""


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _drop_scales(items: Sequence[WeightedItem]) -> list[WeightedItem]:
    """Without the marks of a scale: a list where one is worth nothing, or whose names are degrees."""
    if any(item.value == 0 for item in items):
        items = [item for item in items if re.search(r"crit[eè]re", item.name, re.IGNORECASE)]
    return [item for item in items if not _GRADE.search(fold_accents(bare_name(item.name)))]


def marker_kind(name: str) -> str:
    """What announces the item: ``criterion``, ``number``, ``bullet`` or ``none``."""
    match = _MARKER.match(name)
    marker = fold_accents(match["marker"] or "") if match else ""
    if marker.startswith("critere"):
        return "criterion"
    if re.match(r"\d|[a-z]\s*[.)]", marker):
        return "number"
    return "bullet" if marker else "none"
