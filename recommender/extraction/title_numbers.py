"""A line → the number or label it begins with, and the title after it."""

import re
from dataclasses import dataclass

# What a buyer counts with: the first ones are articles of contracts, the last ones parts of purchasing plans.
_WORDS = (
    "article|art\\.?|chapitre|partie|titre|livre|section|sous-section|annexe|lot|phase|tranche|étape|mission|"
    "axe|objectif|action|fiche(?:[ -]action)?|orientation|engagement|mesure|levier|enjeu|priorité|pilier|volet"
)
_ARTICLES = frozenset({"article", "art", "art."})
_FIRST = r"\d{1,2}|[IVX]{1,5}|[A-Z]"
# Digits, or a letter that no word or abbreviation begins with: "2.B", but not "1-L'objet" nor "C.C.T.P.".
_NEXT = r"\d{1,2}(?!\d)|[A-Za-z](?![\w'’.])"
_NUMBER = rf"(?:{_FIRST})(?:[.\-](?:{_NEXT}))*"
_MARK = r"(?P<mark>\s*[.):°/]+|\s*[-–—]|\s)"
_TITLE = r"\s*[-–—:./]*\s*(?P<title>\S.*)$"
_NUMBERED = re.compile(rf"^(?P<number>{_NUMBER}){_MARK}{_TITLE}")
_WORDED = re.compile(
    rf"^(?=[A-ZÉ])(?P<word>(?i:{_WORDS}))\s+(?:[nN]\s?[°º]\s?)?"
    rf"(?P<number>(?i:premi(?:er|ère)|unique|1\s?(?:er|[eè]re))(?!\w)|(?:{_NUMBER})[a-z]?(?![\w'’])|…|\.\.\.)"
    r"(?P<mark>\s*[.):°/–—-]*)\s*[-–—:./]*\s*(?P<title>.*)$"
)
# "1ère phase – État initial": the ordinal and its word are the number.
_ORDINAL = re.compile(
    r"^(?P<number>\d{1,2}\s?(?:[eè]re?|[eè]me?|nde?)\s+(?:phase|partie|tranche|étape))\s*[-–—:.]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"^(?:[A-Z]\.){1,}")
_QUANTITY = re.compile(
    r"^(?:%|€|euros?\b|h\b|heures?\b|jours?\b|mois\b|ans?\b|km\b|m[²2³3]?\b|cm\b|mm\b|kg\b|kw|unités?\b|points?\b|"
    r"ex(?:emplaires?)?\b)",
    re.IGNORECASE,
)
_FIRST_RANK = re.compile(r"1\s?(?:er|[eè]re)", re.IGNORECASE)
_SMALL_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class NumberedTitle:
    """A title and what numbers it.

    ``label`` is what is shown ("4.2", "Annexe 1"), ``word`` the counted thing in lower case, empty for articles,
    ``path`` the number's parts ("4", "2"). ``mark`` is the sign between number and title, empty where a space is.
    """

    label: str
    word: str
    path: tuple[str, ...]
    title: str
    mark: str

    @property
    def is_marked(self) -> bool:
        """Whether more than a space parts number and title."""
        return bool(self.mark)

    @property
    def depth(self) -> int:
        """How many parts the number has."""
        return len(self.path)

    @property
    def form(self) -> str:
        """What is counted and how: numbers of one form follow one another."""
        return f"{self.word}:{form_of(self.path[0])}"


def form_of(part: str) -> str:
    """How a part of a number is written: digits, Roman numerals, a capital, or something else."""
    if part.isdigit():
        return "digits"
    if re.fullmatch(r"[IVX]+", part):
        return "roman"
    return "capital" if len(part) == 1 and part.isupper() else "other"


def value_of(part: str) -> int | None:
    """The rank a part stands for, from 1; ``None`` where it is a word or a placeholder."""
    match form_of(part):
        case "digits":
            return int(part)
        case "roman":
            return _roman_value(part)
        case "capital":
            return ord(part) - ord("A") + 1
        case _:
            return {"premier": 1, "première": 1}.get(part.lower())


def _roman_value(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value for i, value in enumerate(values)
    )


def read_title(text: str) -> NumberedTitle | None:
    """The number and title of a line, ``None`` where it begins with no number. The title may be empty after a word."""
    return _read_ordinal(text) or _read_worded(text) or _read_numbered(text)


def read_label(label: str, title: str) -> NumberedTitle:
    """A title whose number the file computed and does not print in the text."""
    return _read_worded(f"{label} : {title}") or NumberedTitle(
        label, "", tuple(re.split(r"[.\-]", label)), title, mark="."
    )


def _read_ordinal(text: str) -> NumberedTitle | None:
    match = _ORDINAL.match(text)
    if match is None:
        return None
    label = re.sub(r"(\d)\s+", r"\1", match["number"])
    number, word = label.split(maxsplit=1)
    return NumberedTitle(label, word.lower(), (re.sub(r"\D", "", number),), match["title"].strip(), mark="-")


def _read_worded(text: str) -> NumberedTitle | None:
    match = _WORDED.match(text)
    if match is None or _QUANTITY.match(match["title"]):
        return None
    word, number = match["word"], match["number"]
    is_article = word.lower() in _ARTICLES
    shown = "1" if re.fullmatch(_FIRST_RANK, number) else number
    is_counted = form_of(re.split(r"[.\-]", shown)[0].rstrip(_SMALL_LETTERS)) != "other"
    path = tuple(re.split(r"[.\-]", shown)) if is_counted else (shown.lower(),)
    if path[0].isdigit():
        shown = ".".join(path)
    label = shown if is_article and is_counted else f"{word} {shown}"
    mark = match["mark"].strip() or ("" if match["title"] else "-")
    return NumberedTitle(label, "" if is_article else word.lower(), path, match["title"].strip(), mark)


def _read_numbered(text: str) -> NumberedTitle | None:
    match = _NUMBERED.match(text)
    if match is None or _QUANTITY.match(match["title"]) or _ABBREVIATION.match(match["title"]):
        return None
    number, mark = match["number"], match["mark"].strip()
    # "A titre d'exemple", "L objet": a lone letter needs a sign after it; no French word is "I", "V" or "X".
    if not mark and len(number) == 1 and number.isalpha() and number not in _ROMAN:
        return None
    path = tuple(re.split(r"[.\-]", number))
    label = ".".join(path) if number[0].isdigit() else number
    return NumberedTitle(label, "", path, match["title"].strip(), mark)
