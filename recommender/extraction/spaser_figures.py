"""Every figure of a sentence of a plan: its value, unit and place, before any judgement of what it promises."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from recommender.domain.spaser import TargetUnit
from recommender.extraction.spaser_numbers import QUANTITY, WORDS, to_value


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at its place in a text. ``first`` is the lower figure of "de 17 à 35 %", ``None`` for a lone one."""

    value: float
    unit: TargetUnit
    start: int
    end: int
    noun: str = ""
    first: float | None = None
    is_universal: bool = False


# Numbers that count nothing: references, dates, ranks.
_MASKED = re.compile(
    r"\b[lrd]\. ?\d[\d-]*|\barticles? [\d., -]+|\b\d{1,2}/\d{1,2}/\d{4}|\b(?:1er|\d{1,2}) (?:janvier|"
    r"fevrier|mars|avril|mai|juin|"
    r"juillet|aout|septembre|octobre|novembre|decembre)(?: 20\d\d)?|\bn ?[°º] ?\d+|\brang \d|\bco2\b|\bt[1-4] 20\d\d|"
    r"\b(?:axes?|objectifs?|actions?|engagements?|orientations?|priorites?|mesures?|fiches?|annexes?|"
    r"lignes?|tableau|lots?) (?:n ?[°º] ?)?\d+"
    r"(?:\.\d+)*(?! ?(?:%|reserve))|\b20[1-6]\d(?: ?[-–/] ?20[1-6]\d)?\b(?! ?(?:€|euros|heures|%))|"
    r"\b[1-4](?:er|e|eme) (?:semestre|trimestre)|"
    r"\b(?:1er|premier|second|deuxieme) (?:semestre|trimestre)|\btous les (?:deux|trois|quatre|cinq|\d) (?:ans|mois)|"
    r"\b(?:une|deux|trois|quatre|\d) fois par \w+|\bdecret [^;,.]{0,40}|\bloi n[^;,.]{0,25}"
)
_SIGN = r"(?P<sign>(?:(?<=\s)|^)[–−-] ?)?"
_SAME_UNIT = r" ?(?:%|pour cent|m€|k€|€)?"
_RANGE = (
    rf"(?:\bentre (?P<low>{QUANTITY}){_SAME_UNIT} et |"
    rf"(?P<first>{QUANTITY}){_SAME_UNIT} ?(?:\ba\b|–|-) ?(?:de )?)?"
)
_MONEY_SCALE = r"(?:(?P<scale>millions?|milliards?|k|m)(?!\w))?"
_MEASURES = (
    r"gwh|mwh|kwh|kw|km|kilometres?|kg|g|grammes?|kilogrammes?|litres?|l|m2|m3|ans|an|annees?|mois|jours?|"
    r"semaines?|hectares?|ha|"
    r"points?|degres?"
)
_FRACTIONS = {"tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "dixieme": 10, "dixiemes": 10}
_CONTRACTS = re.compile(
    r"(?:marches?|contrats?|consultations?|lots?|accords?-cadres?|procedures?)\b(?! d'(?:apprenti|"
    r"altern))(?! de (?:travail|profession))"
)
_NOT_NOUN = re.compile(
    r"(?:a|au|aux|de|des|du|en|et|ou|par|pour|sur|dans|fois|premiers?|premieres?|derniers?|dernieres?|autres?|"
    r"a\b|sont|est|ont|"
    r"dont|contre|puis|soit|il|elle|se|que|qui|d'ici|des|ne|mais|avec|sans|chacun|chacune|etp|euros?|semestres?|"
    r"trimestres?)\b"
)

_PERCENT = re.compile(rf"{_SIGN}{_RANGE}(?P<number>{QUANTITY}) ?(?:%|pour cent\b)")
_FRACTION = re.compile(
    rf"\b(?P<number>un|une|deux|trois|quatre|[1-9]) ?-?(?P<part>{'|'.join(_FRACTIONS)})(?:(?= (?:des?|du|"
    rf"d'|en)\b)|(?= d')|"
    rf"(?<=d'un quart)|(?<=d'un tiers)|(?<=(?:deux|rois)[ -]tiers)|(?<=trois[ -]quarts))(?!\w)|\b(?P<half>moitie)\b"
)
_OUT_OF = re.compile(rf"(?P<number>{QUANTITY})(?P<noun>(?: [a-z'é-]+){{0,5}}?) sur (?P<whole>{QUANTITY})")
_MULTIPLE = re.compile(
    r"\b(?P<word>doubl(?:er|era|eront|erons|es|ees?|ement)|doubl[eé](?= (?:d'ici|en|a |avant|sur))|"
    r"tripl\w+|quadrupl\w+)\b|"
    rf"\bmultipli\w* par (?P<times>{QUANTITY})|\bdivis\w* par (?P<divisor>{QUANTITY})|(?:^|\s)x ?(?P<cross>\d+)\b"
)
_EUROS = re.compile(rf"{_RANGE}(?P<number>{QUANTITY}) ?{_MONEY_SCALE} ?(?:d'|de )?(?:€|euros?\b)")
_MILLIONS = re.compile(rf"(?P<number>{QUANTITY}) (?P<scale>millions?|milliards?)\b(?! d)")
_HOURS = re.compile(rf"{_RANGE}(?P<number>{QUANTITY}) ?(?:h|heures?)(?!\w)")
_TONNES = re.compile(rf"{_RANGE}(?P<number>{QUANTITY}) ?(?:t|tonnes?|teq\w*|tco2\w*)(?!\w)")
_MEASURE = re.compile(rf"{_RANGE}(?P<number>{QUANTITY}) ?(?P<noun>{_MEASURES})(?!\w)")
_COUNT = re.compile(rf"{_RANGE}(?P<number>{QUANTITY}) (?P<noun>[a-z][a-z'-]+(?: [a-z'-]+)?)")
_BARE = re.compile(
    rf"{_RANGE}(?P<number>{QUANTITY})(?= ?(?:\([#2]|→|par an\b|en (?:fin )?[#2]|en \w+ [#2]|a (?:fin|"
    rf"la fin|l'horizon|la rentree)|des [#2]|d'ici|;|,|$))"
)
_NONE = re.compile(r"\bplus aucune?\b|(?:^|\b)zero (?=[a-z])|\baucune? [a-z]+ (?:[a-z]+ ){0,4}ne (?:sera|seront)")
_ALL = re.compile(
    r"\b(?:tous les|toutes les|l'ensemble des?|la totalite des?|l'integralite des?|tout|toute|chaque)\b"
    r"(?! (?:deux|trois|quatre|cinq|ans?|annees?|mois|semestres?|trimestres?|semaines?|jours?|fois|au long|en|"
    r"dire|acteurs?))|"
    r"(?<=ront )(?:tous|toutes|systematiquement)\b(?! les\b)|(?<=[a-z]ra )systematiquement\b"
)


def find_figures(folded: str) -> list[Figure]:
    """The figures of a folded text in order, none over another; the patterns that say more go first."""
    masked = _MASKED.sub(lambda match: "#" * len(match.group()), folded)
    found: list[Figure] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(masked):
            figure = read(match)
            if figure is not None and all(figure.end <= other.start or other.end <= figure.start for other in found):
                found.append(figure)
    return sorted(_give_units(found), key=lambda figure: figure.start)


def _percent(match: re.Match[str]) -> Figure | None:
    value = to_value(match["number"])
    if value is None:
        return None
    sign = -1 if match["sign"] else 1
    first, start = _first_of(match)
    return Figure(sign * value, TargetUnit.PERCENT, start, match.end(), first=None if first is None else sign * first)


def _first_of(match: re.Match[str]) -> tuple[float | None, int]:
    """The lower figure of a range and where the whole begins."""
    name = next((name for name in ("low", "first") if match[name]), "")
    return (to_value(match[name]), match.start(name)) if name else (None, match.start("number"))


def _fraction(match: re.Match[str]) -> Figure | None:
    if match["half"]:
        return Figure(50.0, TargetUnit.PERCENT, match.start(), match.end())
    value = (to_value(match["number"]) or 0) * 100 / _FRACTIONS[match["part"]]
    return Figure(round(value, 1), TargetUnit.PERCENT, match.start(), match.end()) if value <= 100 else None


def _out_of(match: re.Match[str]) -> Figure | None:
    number, whole = to_value(match["number"]), to_value(match["whole"])
    if number is None or not whole or number > whole:
        return None
    if match["number"] in WORDS:
        return Figure(round(100 * number / whole, 1), TargetUnit.PERCENT, match.start(), match.end())
    return Figure(number, TargetUnit.COUNT, match.start(), match.end(), noun=match["noun"].strip())


def _multiple(match: re.Match[str]) -> Figure | None:
    if match["divisor"]:
        divisor = to_value(match["divisor"]) or 1
        return Figure(round(100 * (1 - 1 / divisor), 1), TargetUnit.PERCENT, match.start(), match.end())
    word = match["word"] or ""
    times = {"d": 2.0, "t": 3.0, "q": 4.0}[word[0]] if word else to_value(match["times"] or match["cross"])
    return None if times is None else Figure(times, TargetUnit.OTHER, match.start(), match.end(), noun="times")


def _amount(match: re.Match[str]) -> Figure | None:
    scale = match["scale"] or ""
    factor = 1e9 if scale.startswith("milliard") else 1e6 if scale.startswith("m") else 1e3 if scale == "k" else 1.0
    value = to_value(match["number"])
    return (
        None
        if value is None
        else Figure(round(value * factor, 2), TargetUnit.EUROS, match.start("number"), match.end())
    )


def _counted(unit: TargetUnit) -> Callable[[re.Match[str]], Figure | None]:
    def read(match: re.Match[str]) -> Figure | None:
        value = to_value(match["number"])
        noun = match["noun"] if "noun" in match.re.groupindex else ""
        if value is None or (
            unit is TargetUnit.COUNT and (_NOT_NOUN.match(noun) or match["number"] in ("un", "une", "zero"))
        ):
            return None
        first, start = _first_of(match)
        kind = TargetUnit.CONTRACTS if unit is TargetUnit.COUNT and _CONTRACTS.match(noun) else unit
        return Figure(value, kind, start, match.end(), noun=noun, first=first)

    return read


_AT_LEAST_ONE = re.compile(r"\bau moins (?P<number>une?) (?P<noun>[a-z][a-z'-]+)")


def _one(match: re.Match[str]) -> Figure | None:
    unit = TargetUnit.CONTRACTS if _CONTRACTS.match(match["noun"]) else TargetUnit.COUNT
    return Figure(1.0, unit, match.start("number"), match.end(), noun=match["noun"])


def _none(match: re.Match[str]) -> Figure | None:
    return Figure(0.0, TargetUnit.COUNT, match.start(), match.end())


def _all(match: re.Match[str]) -> Figure | None:
    return Figure(100.0, TargetUnit.PERCENT, match.start(), match.end(), is_universal=True)


_READERS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], Figure | None]]] = (
    (_MULTIPLE, _multiple),
    (_PERCENT, _percent),
    (_OUT_OF, _out_of),
    (_FRACTION, _fraction),
    (_EUROS, _amount),
    (_MILLIONS, _amount),
    (_HOURS, _counted(TargetUnit.HOURS)),
    (_TONNES, _counted(TargetUnit.TONNES)),
    (_MEASURE, _counted(TargetUnit.OTHER)),
    (_AT_LEAST_ONE, _one),
    (_NONE, _none),
    (_ALL, _all),
    (_BARE, _counted(TargetUnit.COUNT)),
    (_COUNT, _counted(TargetUnit.COUNT)),
)


def _give_units(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Bare figures take the unit of the figure before, else of the one after: "5 contrats en 2026, 12 en 2027"."""
    ordered = sorted(figures, key=lambda figure: figure.start)
    known = [figure for figure in ordered if not _is_bare(figure)]
    for figure in ordered:
        if not _is_bare(figure):
            yield figure
            continue
        before = [other for other in known if other.start < figure.start and not other.is_universal]
        after = [other for other in known if other.start > figure.start and not other.is_universal]
        source = before[-1] if before else after[0] if after else None
        unit = source.unit if source is not None else TargetUnit.COUNT
        yield Figure(figure.value, unit, figure.start, figure.end, source.noun if source else "", figure.first)


def _is_bare(figure: Figure) -> bool:
    return figure.unit is TargetUnit.COUNT and not figure.noun and figure.value != 0 and not figure.is_universal
