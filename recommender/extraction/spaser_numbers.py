"""Numbers as plans write them, in figures or in words, on text folded by ``fold_evenly``."""

import re

_UNITS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}


def _list_words() -> dict[str, int]:
    words = {word: value for value, word in enumerate(_UNITS)} | {"une": 1, "cent": 100, "mille": 1000}
    for tens, base in _TENS.items():
        words[tens] = base
        most = 19 if base in (60, 80) else 9
        for value in range(1, most + 1):
            for written in {f"{tens}-{_UNITS[value]}", f"{tens} et {_UNITS[value]}", f"{tens}-et-{_UNITS[value]}"}:
                words[written] = base + value
    words["quatre-vingts"] = 80
    return words


WORDS = _list_words()
FIGURES = r"(?:\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
_IN_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
QUANTITY = rf"(?:(?<![\d,.\w]){FIGURES}|(?<![\w-])(?:{_IN_WORDS})(?![\w-]))"
_IS_BY_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def to_value(written: str) -> float | None:
    """The number that a folded text writes, ``None`` where it writes none."""
    if written in WORDS:
        return float(WORDS[written])
    digits = written.replace(" ", "")
    if _IS_BY_THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None
