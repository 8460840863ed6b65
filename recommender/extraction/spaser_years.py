"""The years and terms that a sentence names, each at its place."""

import re
from dataclasses import dataclass

_YEAR = r"20[1-6]\d"
_PATTERN = re.compile(
    rf"(?P<range>\b{_YEAR} ?(?:-|–|/|a|et|au) ?{_YEAR}\b)|(?P<date>\b\d{{1,2}}/\d{{1,2}}/{_YEAR}\b)|"
    rf"(?P<year>\b{_YEAR}\b)|"
    r"(?P<term>(?:au|a) (?:terme|l'issue|la fin) (?:du|de ce) (?:schema|spaser|plan)|(?:au terme|"
    r"a l'issue|a la fin) de la (?:periode|mandature)|"
    r"sur (?:toute )?la (?:duree|periode) (?:du|de ce) (?:schema|spaser|plan)|sur la periode\b(?! ?20)|"
    r"en fin de (?:schema|plan|periode))"
)
IS_YEARLY = re.compile(
    r"\bpar an\b|\bchaque annee\b|\bannuel(?:s|le|les|lement)?\b|\bpar promotion\b|\bdans l'annee\b|"
    r"/ ?an\b|\btous les ans\b"
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year at its place in a text; of a range, the last one. ``is_average`` tells a span of past years."""

    year: int
    start: int
    end: int


def find_years(folded: str, period: tuple[int, int] | None) -> list[YearMention]:
    """The years that a folded text names, in order; the term of the plan stands for its last year."""
    found: list[YearMention] = []
    for match in _PATTERN.finditer(folded):
        if match["term"]:
            if period is not None:
                found.append(YearMention(period[1], match.start(), match.end()))
            continue
        years = [int(year) for year in re.findall(_YEAR, match.group())]
        found.append(YearMention(years[-1], match.start(), match.end()))
    return found
