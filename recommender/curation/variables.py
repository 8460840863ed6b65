"""What the members of a family differ by: figures, which become the variables of a template, and words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from recommender.curation.likeness import choose_preferred, fold_wording
from recommender.domain.library import VARIABLE

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# Figures that name a thing rather than measure it: read first, so that no part of them is taken for a number.
_FIXED = "|".join((
    r"(?m:^)\s*\d+(?:\.\d+)*\s?[.)°](?=\s)",
    r"\b0\d(?:[ .]\d{2}){4}\b",
    rf"\b\d{{1,2}}(?:er)?\s(?:{_MONTHS})\b(?:\s\d{{4}})?",
    r"\b\d{1,2}\s?h\s?\d{2}\b|\bde\s\d{1,2}\s?h(?:eures)?\sà\s\d{1,2}\s?h(?:eures)?\b",
    r"\b[LRDA](?:\.\s?|\s|\*)?\d+(?:-\d+)*\b",
    r"\b(?:articles?|art\.|lots?|annexes?|phases?|chapitres?|titres?|paragraphes?|alinéas?|sections?|classes?|niveaux?"
    r"|catégories?|étapes?|tableaux?|pages?|numéros?|version|indice|tome|fascicule|euro)\s?(?:n°\s?)?\d+(?:[.,-]\d+)*\b",
    r"(?:\bn\s?[°º]|§)\s?\d+(?:[.,/-]\d+)*",
    r"\b(?-i:ISO|NF|EN|CEI|IEC|DTU|UTE|FD|XP|DIN|ASTM|RAL|RE|RT|CPV)(?:[\s/-](?-i:[A-Z]{1,4})){0,3}[\s/-]?\d+(?:[.:/-]\d+)*",
    r"\d+(?:[-/]\d+)+(?:/(?-i:[A-Z]{2,3}))?|\d+(?:\.\d+){2,}",
))  # fmt: skip
_NUMBER = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_PIECE = re.compile(rf"(?P<fixed>{_FIXED})|(?P<number>(?<![\w.,])(?:{_NUMBER}))|\w+|[^\w\s]", re.IGNORECASE)
# What follows a number → its unit, and the stem of the names of its variables.
_UNITS = tuple((re.compile(rf"\s?\)?\s?(?:{pattern})", re.IGNORECASE), unit, stem) for pattern, unit, stem in (
    (r"%|pour ?cents?\b", "%", "taux"),
    (r"k€", "k€", "montant"), (r"m€|millions? d['’]euros\b", "M€", "montant"), (r"€|euros?\b|eur\b", "€", "montant"),
    (r"kwh\b", "kWh", "energie"), (r"kw\b", "kW", "puissance"), (r"°\s?c\b", "°C", "temperature"),
    (r"heures?\b|h\b", "heures", "heures"), (r"minutes?\b|min\b", "minutes", "delai"),
    (r"jours?\souvrés?\b", "jours ouvrés", "delai"), (r"jours?\souvrables?\b", "jours ouvrables", "delai"),
    (r"jours?\scalendaires?\b", "jours calendaires", "delai"), (r"jours?\b|j\b", "jours", "delai"),
    (r"semaines?\b", "semaines", "delai"), (r"mois\b", "mois", "delai"), (r"ans?\b|années?\b", "ans", "delai"),
    (r"tonnes?\b|t\b", "tonnes", "masse"), (r"kg\b|kilogrammes?\b|kilos?\b", "kg", "masse"),
    (r"g\b|grammes?\b", "g", "masse"), (r"km\b|kilomètres?\b", "km", "distance"),
    (r"m²|m2\b|mètres?\scarrés?\b", "m²", "surface"), (r"m³|m3\b|mètres?\scubes?\b", "m³", "volume"),
    (r"mm\b|millimètres?\b", "mm", "distance"), (r"cm\b|centimètres?\b", "cm", "distance"),
    (r"m\b|mètres?\b", "m", "distance"), (r"litres?\b|l\b", "litres", "volume"),
    (r"points?\b|pts\b", "points", "points"),
))  # fmt: skip
_TITLES = {
    "taux": "Taux", "montant": "Montant", "energie": "Énergie", "puissance": "Puissance", "temperature": "Température",
    "heures": "Heures", "delai": "Durée", "masse": "Masse", "distance": "Distance", "surface": "Surface",
    "volume": "Volume", "points": "Points", "nombre": "Nombre",
}  # fmt: skip
_STOP = re.compile(r"[.;!?\n](?!\d)")
LABEL_WORDS = 4
YEARS = range(1900, 2100)
# So many digits without a space nor a unit are a postal code, a CPV code, a SIRET.
CODE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class ProposedVariable:
    """A figure that differs between the members, written ``{{ name }}`` in the template.

    ``values``: all those seen, in ``unit``, sorted. ``written``: the default as the preferred member writes it.
    """

    name: str
    label: str
    unit: str
    default: float
    written: str
    values: tuple[float, ...]

    @property
    def minimum(self) -> float:
        """The least value seen, in ``unit``."""
        return self.values[0]

    @property
    def maximum(self) -> float:
        """The greatest value seen, in ``unit``."""
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the preferred text where ``member`` has others; either side is empty where words are missing."""

    preferred: str
    other: str
    member: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The members of a family against the ``preferred`` one (its place); ``template`` is its text with variables."""

    preferred: int
    template: str
    variables: tuple[ProposedVariable, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, sign or figure at ``start`` to ``end``; ``key`` is what aligns, the same for two numbers of one unit."""

    start: int
    end: int
    key: str
    value: float | None = None
    unit: str = ""
    stem: str = ""


def compare_members(texts: Sequence[str], *, preferred: int | None = None) -> Comparison:
    """Aligns the texts of one family on the preferred one.

    Figures of one unit that differ become variables of its text, with the values seen; one that is the same in all
    members stays a figure. What else differs is told in ``differences``, by member.

    Args:
        texts: the members.
        preferred: the place of the one to align on, where it is known; the closest to all others otherwise.

    Raises:
        ValueError: there is no text.
    """
    if preferred is None:
        preferred = choose_preferred(texts)
    pieces = _read_pieces(texts[preferred])
    seen: dict[int, dict[int, float]] = {}
    differences: list[Difference] = []
    for member, text in enumerate(texts):
        others = _read_pieces(text)
        runs = SequenceMatcher(None, [p.key for p in pieces], [p.key for p in others], autojunk=False).get_opcodes()
        for tag, start, end, other_start, _ in runs:
            for place in range(start, end if tag == "equal" else start):
                value = others[other_start + place - start].value
                if value is not None:
                    seen.setdefault(place, {})[member] = value
        for low, high, other_low, other_high in _merge_runs(runs, pieces):
            words = _cut(texts[preferred], pieces[low:high]), _cut(text, others[other_low:other_high])
            differences.append(Difference(*words, member))
    varying = {place: values for place, values in seen.items() if len(set(values.values())) > 1}
    template, variables = _write_template(texts[preferred], pieces, varying)
    return Comparison(preferred, template, variables, tuple(differences))


def _read_pieces(text: str) -> list[_Piece]:
    pieces = []
    for match in _PIECE.finditer(text):
        piece = _read_number(match, text) if match["number"] else None
        # Spaces within a reference are as the typist put them: "L. 2112-2", "L.2112-2".
        key = fold_wording(match[0]).replace(" ", "")
        if piece or key:
            pieces.append(piece or _Piece(match.start(), match.end(), key))
    return pieces


def _read_number(match: re.Match[str], text: str) -> _Piece | None:
    """The piece of a number that measures something, ``None`` where it names: a year, a code, a rank."""
    written = match[0]
    value = float(re.sub(r"[ \u00a0\u202f]", "", written).replace(",", "."))
    for pattern, unit, stem in _UNITS:
        if pattern.match(text, match.end()):
            return _Piece(match.start(), match.end(), f"#{unit}", value, unit, stem)
    is_name = written.isdigit() and (int(written) in YEARS or len(written) >= CODE_DIGITS)
    if is_name or "." in written or text[match.end() : match.end() + 1].isalpha():
        return None
    return _Piece(match.start(), match.end(), "#", value, "", "nombre")


def _merge_runs(
    runs: Sequence[tuple[str, int, int, int, int]], pieces: Sequence[_Piece]
) -> Iterator[tuple[int, int, int, int]]:
    """The runs that differ; two apart by one short word are one, for a person reads them at once."""
    last: tuple[int, int, int, int] | None = None
    for tag, low, high, other_low, other_high in runs:
        if tag == "equal":
            continue
        if last and low - last[1] <= 1 and all(len(piece.key) <= 3 for piece in pieces[last[1] : low]):
            last = last[0], high, last[2], other_high
            continue
        if last:
            yield last
        last = low, high, other_low, other_high
    if last:
        yield last


def _cut(text: str, pieces: Sequence[_Piece]) -> str:
    return text[pieces[0].start : pieces[-1].end].strip() if pieces else ""


def _write_template(
    text: str, pieces: Sequence[_Piece], varying: Mapping[int, Mapping[int, float]]
) -> tuple[str, tuple[ProposedVariable, ...]]:
    """``varying``: for each place of a piece, the value of each member there."""
    taken = set(VARIABLE.findall(text))
    counts: Counter[str] = Counter()
    variables: dict[object, ProposedVariable] = {}
    parts, end = [], 0
    for place in sorted(varying):
        piece, values = pieces[place], varying[place]
        written = text[piece.start : piece.end]
        # A figure said twice, the same in every member, is one variable.
        identity = (piece.unit, piece.stem, written, tuple(sorted(values.items())))
        if identity not in variables:
            name = _name(piece.stem, counts, taken)
            label = _label(text, piece)
            seen = tuple(sorted(set(values.values())))
            default = piece.value if piece.value is not None else seen[0]
            variables[identity] = ProposedVariable(name, label, piece.unit, default, written, seen)
        parts += [text[end : piece.start], f"{{{{ {variables[identity].name} }}}}"]
        end = piece.end
    return "".join([*parts, text[end:]]), tuple(variables.values())


def _name(stem: str, counts: Counter[str], taken: set[str]) -> str:
    counts[stem] += 1
    while f"{stem}_{counts[stem]}" in taken:
        counts[stem] += 1
    return f"{stem}_{counts[stem]}"


def _label(text: str, piece: _Piece) -> str:
    """What the figure is, and the words of its sentence around it: "Taux : « au moins … % de papier recyclé »"."""
    before = _STOP.split(text[: piece.start])[-1].split()[-LABEL_WORDS:]
    after = _STOP.split(text[piece.end :])[0].split()[: LABEL_WORDS + 1]
    # Another figure is that of another variable, perhaps cut at the space of its thousands.
    after = list(takewhile(lambda word: not word[0].isdigit(), after))
    return f"{_TITLES[piece.stem]} : « {' '.join([*before, '…', *after])} »"


def fill_template(comparison: Comparison) -> str:
    """The template with each default as written: the preferred text again."""
    written = {variable.name: variable.written for variable in comparison.variables}
    return VARIABLE.sub(lambda match: written.get(match[1], match[0]), comparison.template)
