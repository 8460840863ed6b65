"""The award criteria that a passage lists, with weights and parts, in lines or in one sentence.

The reader of whole documents (extraction) knows its articles and tables; this one reads an excerpt that has neither
heading nor layout, and keeps nothing that could be the mark of a scale or the figure of a requirement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.domain.text import fold_accents, squeeze_spaces
from recommender.domain.warnings import StatedCriterion

PERCENT, POINTS, ORDER = "percent", "points", "order"
_WEIGHT = re.compile(
    r"(?<![\d,.])(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:(?P<percent>%|pour\s?cent\b)|(?P<points>points?\b|pts?\b|"
    r"/\s?(?:100|60|50|40|30|20)\b))",
    re.IGNORECASE,
)
# "B1 organisation : 20", "Prix ....... 50", "Prix | 50": a bare number that closes a line.
_RANGE = re.compile(r"\d ?%? (?:a|et|-|–) ?\d{1,3} ?(?:%|points)")
_SHARE = re.compile(r"[(:=]\s*(?P<value>0[.,]\d{1,2})\s*\)?")
_BARE = re.compile(r"(?:[:=|\t…]|\.{2,}|\s[-–—])\s*(?P<value>\d{1,3})\s*[)\].;,]?\s*$")
# A list may be said in sentences: "Le prix compte pour 40 %. La qualité compte pour 60 %."
_SENTENCES = re.compile(r"\n|(?<=[\w%)])\.\s+(?=[A-ZÉÀ])")
_ALONE = re.compile(r"^\s*(?P<value>\d{1,3}(?:[.,]\d)?)\s*(?P<percent>%)?\s*(?:points?|pts)?\s*$", re.IGNORECASE)
_NOT_A_WEIGHT_BEFORE = re.compile(
    r"(?:[≥≤<>~×+]|\bx|ramenee?s? (?:a|sur)|(?<!ponderee )(?<!pondere )(?<!notee )(?<!note )\ba|au moins|au minimum|minim\w+(?: de)?|au plus|inferieure?s?(?: (?:a|ou egale?s? a))?|limite de|"
    r"superieure?s?(?: (?:a|ou egale?s? a))?|moins de|plus de|jusqu'a|taux (?:de|d')|part de|tva(?: a)?|environ|"
    r"hauteur de|atteint|objectif de|"
    r"excede|depasse|seuil de|employant|equivalent a|soit|=)\s*$"
)
_NOT_A_WEIGHT_AFTER = re.compile(
    r"\s*(?:en (?:masse|volume|valeur|poids)|(?:au|aux) (?:candidat|soumissionnaire|offre)|des? (?!la note|points)|"
    r"du (?!total)|d'(?!un total)|par (?!critere)|recycle|ht\b|si\b|lorsque|quand)"
)
_MARKER = re.compile(
    r"^(?P<indent>\s*)(?P<marker>sous[- ]?crit[eè]re\s*(?:n\s?°\s*)?[\w.]*|crit[eè]re\s*(?:n\s?°\s*)?[\w.]*|"
    r"\d{1,2}(?:[.\-]\d{1,2})*\s*[.)°/–-]*|[A-Z]\d{0,2}(?:\.\d)?\s*[.)–:-]+|[A-Z]\d{1,2}\s|[A-Z]\.[a-z\d]\s*[.)]?|[a-z]\s*[.)]|[-•*–▪◦o+>→]\s|"
    r"dont\b)?\s*",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"jusqu'a|plus de|moins de|au-dela|\bentre\b|\baucune? |\btres (?:bon|satis)|insuffisan|sinon|satisfaisan|"
    r"\bexcellent|non renseign|a partir de \d|dans un departement|situee? |absence d"
)
_TOTAL = re.compile(r"^(?:sous[- ])?tota(?:l|ux)\b|^somme\b|^ensemble\b")
_PARTS = re.compile(r"\bdont\b|decompos|reparti|sous-criter|ainsi note|\bsoit \d|detail")
_OPENS_PARTS = re.compile(r"(?:\bdont\b|decompos\w+[^:]*|reparti\w*[^:]*|sous-criteres?[^:]*|comme suit|ainsi)\s*:?\s*$")
_SCALE = re.compile(
    r"\bnot(?:e|ee|es|ees)\b[^.\n:(]{0,40}?\bsur (?P<scale>\d{1,3})(?: points)?\b[^.\n:(\d]{0,40}?[:(]\s*(?P<parts>[^.\n]+)"
)
_SCALE_PART = re.compile(r"(?P<name>[^\d,;:()]{3,80}?)\s*[:(=]?\s*(?P<value>\d{1,3})(?=\s*(?:points?|pts?|%)?\s*[),;.]|\s*$)")
_ORDERED = re.compile(r"ordre (?:decroissant|de priorite|d'importance)|par ordre|hierarchis")
_LISTED = re.compile(r"criteres?\b[^.\n]{0,120}(?::|suivants?\b)")
_ITEM = re.compile(r"^\s*(?:\d{1,2}\s*[.)°–-]|[-•*–▪]|[a-zA-Z]\s*[.)])\s*(?P<name>\S.{2,160})$")
WHOLE = 100.0
MIN_DESCRIPTION_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Item:
    """A weighted item of one line. ``depth``: 0 a criterion, 1 a part."""

    name: str
    value: float
    unit: str
    depth: int
    details: str
    opens_parts: bool = False


def read_stated_criteria(text: str) -> tuple[StatedCriterion, ...]:
    """The criteria of a passage, in reading order; none where it lists none."""
    items = _drop_scales(_read_items(_SENTENCES.split(text)))
    return _nest(items, text) or _read_ordered(text)


def total_stated(text: str) -> float | None:
    """The total that a list of weights says it makes, ``None`` where it says none."""
    for line in fold_accents(text).splitlines():
        if _TOTAL.match(line.strip(" -•|")) and (found := re.search(r"\d{1,3}", line)):
            return float(found.group())
    return None


def _read_items(lines: Sequence[str]) -> list[_Item]:
    items: list[_Item] = []
    pending = ""
    for line in lines:
        alone = _ALONE.match(line)
        if alone and pending:
            unit = PERCENT if alone["percent"] else POINTS
            items.append(_Item(pending, _number(alone["value"]), unit, _depth(pending), _details(pending)))
            pending = ""
            continue
        found = list(_items_of_line(line))
        if not found and items and len(line.split()) >= MIN_DESCRIPTION_WORDS:
            # What follows a criterion and has no weight of its own says what it judges.
            items[-1] = replace(items[-1], details=f"{items[-1].details} {line}")
        items += found
        pending = "" if found or not line.strip() else line
    return [item for item in items if not _TOTAL.match(fold_accents(_bare_name(item.name)))]


def _items_of_line(line: str) -> Iterator[_Item]:
    folded = fold_accents(line)
    # Folding may move characters (œ): the two are read side by side only where they have the same length.
    folded = folded if len(folded) == len(line) else line.lower()
    if _RANGE.search(folded):
        # A range leaves the weight open: nothing can be summed.
        return
    weights = [match for match in _WEIGHT.finditer(line) if _is_weight(folded, match)]
    if not weights and (shares := list(_SHARE.finditer(line))):
        yield from _items_of_shares(line, shares)
        return
    if not weights:
        bare = _BARE.search(line)
        if bare and _MARKER.sub("", line).strip():
            name = line[: bare.start()]
            yield _Item(name, _number(bare["value"]), POINTS, _depth(line), _details(name))
        return
    is_weight_first = not _MARKER.sub("", line[: weights[0].start()]).strip(" :–-(").strip()
    for rank, match in enumerate(weights):
        if is_weight_first:
            end = weights[rank + 1].start() if rank + 1 < len(weights) else len(line)
            name, tail = line[match.end() : end], ""
        else:
            start = weights[rank - 1].end() if rank else 0
            name = line[start : match.start()]
            tail = line[match.end() :] if rank + 1 == len(weights) else line[match.end() : weights[rank + 1].start()]
        unit = PERCENT if match["percent"] else POINTS
        depth = _depth(line) if rank == 0 else _depth_in_line(line, weights[0], match, _depth(line))
        name = name.rsplit(";", 1)[-1]
        opens = _OPENS_PARTS.search(fold_accents(tail)) is not None
        yield _Item(name, _number(match["value"]), unit, depth, _details(name) + " " + tail, opens)


def _items_of_shares(line: str, shares: Sequence[re.Match[str]]) -> Iterator[_Item]:
    """"Goût (0,45) – prix (0,40)": coefficients that share out one."""
    start = 0
    for match in shares:
        name = line[start : match.start()]
        yield _Item(name, WHOLE * _number(match["value"]), PERCENT, _depth(line), _details(name))
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
    if marker.startswith(("sous", "dont")) or re.match(r"[a-z]\d|[a-z]\.[a-z\d]", marker) or re.match(r"\d+[.\-]\d", marker):
        return 2 if not marker.startswith("dont") else 1
    if marker.startswith("critere") or re.match(r"\d|[a-z]\W", marker):
        return 0
    indent = len(match["indent"].expandtabs(4)) if match else 0
    return 1 if indent >= 2 or _PARTS.match(fold_accents(line).strip(" -•(")) else 0


def _bare_name(name: str) -> str:
    return squeeze_spaces(_MARKER.sub("", name.strip(" |"), count=1)).strip(" -–—:;,.=|()…/")


def _details(name: str) -> str:
    cut = re.split(r"[:(,;]| [–—-] ", _bare_name(name), maxsplit=1)
    return cut[1] if len(cut) > 1 else ""


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _drop_scales(items: Sequence[_Item]) -> list[_Item]:
    """Without the marks of a scale: a list where one is worth nothing, or whose names are degrees."""
    if any(item.value == 0 for item in items):
        items = [item for item in items if re.search(r"crit[eè]re", item.name, re.IGNORECASE)]
    return [item for item in items if not _GRADE.search(fold_accents(item.name))]


def _nest(items: Sequence[_Item], text: str) -> tuple[StatedCriterion, ...]:
    """The items as criteria and parts of the criterion before them."""
    if not items:
        return ()
    depths = _relative_depths(items)
    found: list[StatedCriterion] = []
    parent: str | None = None
    for item, depth in zip(items, depths, strict=True):
        name = _bare_name(item.name)
        if depth == 0 or parent is None:
            parent = name
            described = len(item.details.split()) >= MIN_DESCRIPTION_WORDS or _is_explained(name, text)
            found.append(StatedCriterion(name, item.value, item.unit, None, described))
        else:
            found.append(StatedCriterion(name, item.value, item.unit, parent, True))
    return tuple(_mark_divided(found))


def _relative_depths(items: Sequence[_Item]) -> list[int]:
    """Depths as written; bullets that follow a numbered criterion, and whose weights share it out, are its parts."""
    lowest = min(item.depth for item in items)
    depths = [min(item.depth - lowest, 1) for item in items]
    if any(depths):
        return depths
    rest = items[1:]
    if items[0].unit == PERCENT and rest and all(item.unit == POINTS for item in rest):
        # "Critère (20 %)", then parts that share 100 points.
        return [0] + [1] * len(rest)
    if items[0].opens_parts or any(item.opens_parts for item in items):
        return list(_depths_after_opening(items))
    shared = _shared_out(items)
    return [int(index in shared) for index in range(len(items))]


def _depths_after_opening(items: Sequence[_Item]) -> Iterator[int]:
    """Items that follow "se décompose en :" are parts, as long as their marker is not that of the criterion."""
    opener: str | None = None
    for item in items:
        kind = _marker_kind(item.name)
        if item.opens_parts:
            opener = kind
            yield 0
        elif opener is not None and (kind != opener or kind == "bullet"):
            yield 1
        else:
            opener = None
            yield 0


def _shared_out(items: Sequence[_Item]) -> set[int]:
    """The items that follow a criterion with another kind of marker."""
    first = _marker_kind(items[0].name)
    kinds = [_marker_kind(item.name) for item in items]
    return {index for index, kind in enumerate(kinds) if kind == "bullet" and first in ("number", "criterion")}


def _marker_kind(name: str) -> str:
    match = _MARKER.match(name)
    marker = fold_accents(match["marker"] or "") if match else ""
    if marker.startswith("critere"):
        return "criterion"
    if re.match(r"\d|[a-z]\s*[.)]", marker):
        return "number"
    return "bullet" if marker else "none"


def _is_explained(name: str, text: str) -> bool:
    """Whether another line of the passage speaks of the criterion at some length."""
    core = [word for word in re.findall(r"[a-z]{4,}", fold_accents(name)) if word not in ("critere", "offre")]
    for line in re.split(r"\n|(?<=[.;])\s", fold_accents(text)):
        is_other = name and fold_accents(name) not in line or len(line.split()) > len(name.split()) + 8
        if core and is_other and core[-1][:7] in line and len(line.split()) >= len(name.split()) + 5:
            return True
    return False


def _mark_divided(found: Sequence[StatedCriterion]) -> Iterator[StatedCriterion]:
    divided = {criterion.parent for criterion in found}
    for criterion in found:
        yield replace(criterion, described=True) if criterion.name in divided else criterion


def read_own_scales(text: str) -> Iterator[tuple[float, float]]:
    """The scale of a criterion and the sum of its parts: "notée sur 100 : méthodologie 50, équipe 30, planning 20"."""
    for match in _SCALE.finditer(fold_accents(text)):
        parts = [float(part["value"]) for part in _SCALE_PART.finditer(match["parts"])]
        if len(parts) >= 2:
            yield float(match["scale"]), sum(parts)


def _read_ordered(text: str) -> tuple[StatedCriterion, ...]:
    """The criteria of a list without weights, under a sentence that announces criteria."""
    folded = fold_accents(text)
    if not _LISTED.search(folded):
        return ()
    unit = ORDER if _ORDERED.search(folded) else ""
    names = [match["name"] for line in text.splitlines() if (match := _ITEM.match(line))]
    return tuple(StatedCriterion(_bare_name(name), None, unit, None, len(name.split()) > 6) for name in names)
