"""The weights a text states: percents, points, coefficients, ranges, blanks to fill in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PERCENT, POINTS, ORDER = "percent", "points", "order"

_NUMBER_WORDS = {
    "cinq": 5, "dix": 10, "quinze": 15, "vingt": 20, "vingt-cinq": 25, "trente": 30, "trente-cinq": 35,
    "quarante": 40, "quarante-cinq": 45, "cinquante": 50, "cinquante-cinq": 55, "soixante": 60, "soixante-cinq": 65,
    "soixante-dix": 70, "soixante-quinze": 75, "quatre-vingt": 80, "quatre-vingts": 80, "cent": 100,
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:[.,]\d{1,2})?"
_WORDS = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_NUMBER = rf"(?:{_DIGITS}|\b(?:{_WORDS})\b)"
# "40 (quarante) %" and "quarante (40) %".
_REPEATED = r"(?:\s*\([^\W_][^()]{0,20}\))?"
_PERCENT = r"%|pour\s?cents?\b|pourcents?\b"
_POINTS = r"points?\b|pts?\b"
_SCALE = r"(?:/|\bsur)\s*(?:100|60|50|40|30|25|20|15|10|5)\b(?!\s?%)"
# What announces a weight: it belongs to neither the name nor the number.
_LEAD = (
    r"(?:[(\[:=,;–—|-]\s*){0,4}(?:(?:pond[ée]r(?:ation|[ée]e?s?)|poids|coef(?:ficient|f)?\.?|not[ée]e?s?|note|not(?:ation|é)|"
    r"repr[ée]sent(?:e|ant)|compt(?:e|ant)|valoris[ée]e?|affect[ée]e?|[ée]valu[ée]e?|jug[ée]e?|total)"
    r"(?:\s+(?:du|de|des|la|le|les|crit[èe]res?|pond[ée]ration|maximale?|max|globale?|totale?)\b)*"
    r"\s*(?:est\s*)?(?:de|d['’]un|[àa]|[àa] hauteur de|pour|sur|par|au maximum de|fix[ée]e? [àa]|=|:|"
    r"d['’]un coefficient(?: de)?)?\s*[:=(]?\s*)?"
)
_WEIGHT = re.compile(
    rf"(?P<lead>{_LEAD})(?P<weight>{_NUMBER}){_REPEATED}\s*(?P<unit>{_PERCENT}|{_POINTS}|{_SCALE})(?P<tail>\s*(?:maximum|max\.?|"
    r"au maximum|minimum|de la note(?: finale| globale| totale)?)?\s*[)\]]?)",
    re.IGNORECASE,
)
_COEFFICIENT = re.compile(
    rf"(?P<lead>[(\[:=,;–—|\s-]{{0,8}})(?P<word>coef(?:ficient|f)?\.?(?:\s+de\s+pond[ée]ration)?|pond[ée]ration|poids)\s*"
    rf"(?:de|[àa]|=|:)?\s*"
    rf"(?P<weight>{_NUMBER})(?!\s*(?:{_PERCENT}|{_POINTS}|\d|/|[.,]\d|[.)°-]\s*[^\W\d]))(?P<tail>\s*[)\]]?)",
    re.IGNORECASE,
)
# "(/20)", "notée sur 40": the scale is the weight.
_SCALE_ALONE = re.compile(
    r"(?P<lead>[(\[:=,;–—|\s-]{0,8})(?:(?:not[ée]e?|note|notation|sur)\s+)?(?:/\s*|\bsur\s+)"
    r"(?P<weight>100|\d{1,2})(?P<unit>\s*(?:points?|pts?)\b)?(?P<tail>\s*[)\]]?)(?=\s*(?:$|[.;,:)]))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?P<lead>(?:[(\[:=,;–—|-]\s*){0,4})(?:(?:compris\s+)?entre|de)\s+\d{1,3}\s*%?\s+(?:et|[àa])\s+\d{1,3}\s*(?P<unit>%|points?|pts?)"
    r"(?P<tail>\s*[)\]]?)",
    re.IGNORECASE,
)
_BLANK = re.compile(
    r"(?P<lead>(?:[(\[:=,;–—|-]\s*){0,4})(?:[…_]+|\.{2,}|X{1,3}|\[[^\]]{0,12}\])\s*(?P<unit>%|points?)(?P<tail>\s*[)\]]?)"
)
_MAX_CELL_CHARS = 40
_WORD = re.compile(r"\w")
BARE_NUMBER = re.compile(rf"^\s*(?P<weight>{_NUMBER})\s*(?P<unit>%|points?|pts?)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight and where it stands. ``value`` is ``None`` for a range or a blank. ``start`` counts what announces it.

    ``is_scale`` where only the highest mark is said: "notée sur 20".
    """

    value: float | None
    unit: str
    start: int
    end: int
    is_scale: bool = False

    @property
    def rank(self) -> int:
        """Which of several weights of one criterion counts: a percentage before points, points before a scale."""
        if self.value is None:
            return 0
        return 1 if self.is_scale else 3 if self.unit == PERCENT else 2


def find_weights(text: str) -> list[Weight]:
    """The weights a text states, from left to right, none overlapping another."""
    found: list[Weight] = []
    for weight in sorted(_all_weights(text), key=_place):
        if weight.value != 0 and (not found or weight.start >= found[-1].end):
            found.append(weight)
    return found


def is_weight_alone(text: str) -> bool:
    """Whether a line is a weight and nothing else: the cell of a table that lost its rules."""
    weights = find_weights(text) if len(text) <= _MAX_CELL_CHARS else []
    return len(weights) == 1 and not _WORD.search(text[: weights[0].start] + text[weights[0].end :])


def _place(weight: Weight) -> tuple[int, int]:
    return weight.start, -weight.end


def _all_weights(text: str) -> Iterator[Weight]:
    for match in _RANGE.finditer(text):
        yield Weight(None, _unit_of(match["unit"]), match.start(), match.end())
    for match in _BLANK.finditer(text):
        yield Weight(None, _unit_of(match["unit"]), match.start(), match.end())
    for match in _WEIGHT.finditer(text):
        yield Weight(parse_number(match["weight"]), _unit_of(match["unit"]), match.start(), match.end())
    for match in _COEFFICIENT.finditer(text):
        unit = POINTS if match["word"].lower().startswith("coef") else PERCENT
        yield Weight(parse_number(match["weight"]), unit, match.start(), match.end())
    for match in _SCALE_ALONE.finditer(text):
        yield Weight(parse_number(match["weight"]), POINTS, match.start(), match.end(), is_scale=not match["unit"])


def _unit_of(unit: str) -> str:
    folded = unit.strip().lower()
    return PERCENT if folded.startswith(("%", "pour")) else POINTS


def parse_number(text: str) -> float:
    """The number that French digits or words write."""
    return float(_NUMBER_WORDS.get(text.lower()) or text.replace(",", "."))
