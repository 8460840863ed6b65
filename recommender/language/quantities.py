"""Amounts and durations as buyers write them: "1,5 M€", "250 k€ HT", "pendant quatre ans"."""

import re

from recommender.domain.text import fold_accents
from recommender.errors import InvalidAmount

_NUMBER = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:,\d+|\.\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
_UNIT = r"mds?|milliards?|millions?|m|k|milliers?|mille"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\s*(?:d['’]\s*)?(?P<currency>€|(?:euros?|eur)\b)(?P<tail>\s*t\.?t\.?c)?",
    re.IGNORECASE,
)
_BARE_AMOUNT = re.compile(
    rf"^(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})?\s*(?:d['’]\s*)?(?:€|euros?|eur)?\s*(?:h\.?t\.?)?$", re.IGNORECASE
)
_MULTIPLIERS = {"k": 1e3, "mille": 1e3, "m": 1e6}
# Standard VAT rate: an amount given with VAT is brought back to the amount without, which thresholds use.
VAT_RATE = 0.20

_NUMBER_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "dix-huit": 18, "vingt": 20, "vingt-quatre": 24,
    "trente": 30, "trente-six": 36, "quarante-huit": 48, "soixante": 60,
}  # fmt: skip
_DURATION = re.compile(
    # "quatre (4) ans" as contracts write it; "1,5 an" is not five years, nor "trente-six mois" six months.
    rf"(?<![\w-])(?<!\d[.,])(\d{{1,3}}|{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})"
    r"(?:\s+|\s*\([^()]{1,20}\)\s*)(ans?|annees?|mois)\b(?! d'(?:experience|anciennete|age|existence))"
)
# "depuis 3 ans", "3-6 ans", "agents de 20 ans", "garantie 10 ans": ages, seniority and guarantees are not durations
# of the contract.
_NOT_DURATION = re.compile(
    r"\b(?:depuis|(?:plus|moins) d(?:e|')|(?:agee?s?|garanties?)(?: d(?:e|'))?|\d+\s*(?:-|a|et)"
    r"|(?:enfants?|jeunes?|eleves|agents?|salaries|adultes?|personnes?) d(?:e|'))$"
)
MAX_MONTHS = 600


def parse_amount(text: str) -> float:
    """An amount in euros without VAT, written alone.

    Raises:
        InvalidAmount: it cannot be read, or is not above zero.
    """
    match = _BARE_AMOUNT.match(text.strip())
    value = _to_euros(match) if match else 0.0
    if value <= 0:
        raise InvalidAmount(
            f"Le montant « {text.strip()[:40]} » n'est pas un montant en euros.",
            "Écrivez par exemple 90000, « 250 k€ » ou « 1,5 M€ », hors taxes.",
        )
    return value


def find_amount(text: str) -> float | None:
    """The largest amount in euros without VAT that a description states, ``None`` where there is none."""
    values = [_to_euros(match) / (1 + VAT_RATE if match.group("tail") else 1) for match in _AMOUNT.finditer(text)]
    return max((value for value in values if value > 0), default=None)


def find_months(text: str) -> int | None:
    """The longest duration in months that a description states, ``None`` where there is none."""
    folded = fold_accents(text)
    found: list[int] = []
    for match in _DURATION.finditer(folded):
        if _NOT_DURATION.search(folded[: match.start()].rstrip()):
            continue
        count = int(match.group(1)) if match.group(1).isdigit() else _NUMBER_WORDS[match.group(1)]
        found.append(count if match.group(2) == "mois" else 12 * count)
    return max((months for months in found if 0 < months <= MAX_MONTHS), default=None)


def _to_euros(match: re.Match[str]) -> float:
    digits = re.sub(r"[ \u00a0\u202f]", "", match.group("number"))
    by_thousands = re.fullmatch(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:[.,](\d+))?", digits)
    if by_thousands:
        digits = f"{by_thousands.group(1).replace('.', '')}.{by_thousands.group(2) or 0}"
    value = float(digits.replace(",", "."))
    unit = (match.group("unit") or "").lower()
    if unit.startswith("md") or unit.startswith("milliard"):
        return value * 1e9
    if unit.startswith("million"):
        return value * 1e6
    if unit.startswith("millier"):
        return value * 1e3
    return value * _MULTIPLIERS.get(unit, 1.0)
