"""The figures and references a document holds, each at its place: hours, rates, penalties, shares, labels, articles.

The words around decide what a figure is: hours are hours of insertion where insertion is spoken of, a share is a
share of recycled matter next to a word of recycling, an amount is a penalty where a sanction is spoken of.
"""

import re
from collections.abc import Iterator, Sequence

from recommender.domain.documents import OUTSIDE_BODY, Block, BlockRole, SourceDocument, Span
from recommender.domain.extraction import Fact, Segment
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import FactKind
from recommender.extraction import fact_patterns as patterns

_INSERTION = re.compile(
    r"insertion|clauses? sociale|eloigne|reservee?s? a des personnes|publics? prioritaire|sans emploi|decrochage"
)
_SANCTION = re.compile(r"penalite|sanction|amende|retenue|manquement|non[- ]respect|defaut d")
_RECYCLED = re.compile(r"recycl|reemplo|reutilis|reconditionn|remanufactur|seconde (?:main|vie)")
_ORGANIC = re.compile(r"biologique|\bbio\b|issus? de l'agriculture bio")
_EQUIVALENT = re.compile(r"equivalen")
_WEIGHT = re.compile(r"ponder|critere|de la note|coefficient")
# How far around a figure its words are looked for, in characters.
NEAR = 70
NEAR_LABEL = 160
LABELS = {
    r"[ée]co-?label europ[ée]en|EU Ecolabel": "Écolabel européen",
    r"NF Environnement": "NF Environnement",
    r"(?:l['’])?ange bleu|blaue[r]? engel": "Ange bleu",
    r"cygne (?:nordique|blanc)|nordic swan": "Nordic Swan",
    r"TCO Certified(?: Edge)?": "TCO Certified",
    r"EPEAT(?: niveau)?(?: gold| silver| bronze)?": "EPEAT",
    r"Energy Star": "Energy Star",
    r"FSC": "FSC",
    r"PEFC": "PEFC",
    r"Imprim['’]?\s?vert": "Imprim'Vert",
    r"Max Havelaar|Fairtrade": "Fairtrade",
    r"Label Rouge": "Label Rouge",
    r"[ÉE]co-?cert": "Ecocert",
    r"GOTS": "GOTS",
    r"[OÖ]eko-?Tex(?: Standard)?(?: 100)?": "OEKO-TEX",
    r"HVE|haute valeur environnementale": "HVE",
    r"MSC": "MSC",
    r"RGE": "RGE",
    r"HQE": "HQE",
    r"BREEAM": "BREEAM",
    r"EMAS": "EMAS",
    r"Numérique Responsable|label NR": "Numérique responsable",
    r"[ÉE]cojardin": "EcoJardin",
    r"Végétal local": "Végétal local",
    r"Cradle to Cradle": "Cradle to Cradle",
    r"Oeko-?label|Nature & Progrès": "Nature & Progrès",
    r"SA\s?8000": "SA 8000",
    r"(?:label )?e-accessible": "e-accessible",
    r"AccessiWeb": "AccessiWeb",
}
_LABEL = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<l{index}>{pattern})" for index, pattern in enumerate(LABELS)) + r")(?!\w)",
    re.IGNORECASE,
)
_LABEL_NAMES = tuple(LABELS.values())
# Written small, these are other words or nothing.
_ONLY_CAPITALS = {"FSC", "PEFC", "MSC", "RGE", "HQE", "HVE", "GOTS", "EMAS", "BREEAM"}


def find_facts(document: SourceDocument, segments: Sequence[Segment]) -> tuple[Fact, ...]:
    """Every fact of the body in reading order, none over another; ``document.text[span]`` is the fact as written."""
    facts: list[Fact] = []
    places = iter(segments)
    segment = next(places, None)
    sentence = ""
    for block, span in zip(document.blocks, document.block_spans, strict=True):
        while segment is not None and segment.span.end <= span.start:
            segment = next(places, None)
        if block.role in OUTSIDE_BODY:
            continue
        around = segment if segment is not None and segment.span.start <= span.start else None
        # The rows of a table say little by themselves: the paragraph above says of what.
        sentence = sentence if block.role is BlockRole.TABLE_ROW else block.text
        facts += _without_overlaps(_find_in_block(block, span.start, around, sentence))
    return tuple(facts)


def _find_in_block(block: Block, start: int, segment: Segment | None, sentence: str) -> Iterator[Fact]:
    context = fold_accents(" ".join([*segment.path, segment.heading or "", sentence] if segment else [sentence]))
    article = segment.article if segment else None
    for kind, match, normalised, unit, equivalent in _find_in_text(block.text, context):
        value = match.group().strip()
        at = start + match.start() + match.group().index(value)
        yield Fact(kind, value, normalised, unit, block.page, Span(at, at + len(value)), article, equivalent)


Found = tuple[FactKind, re.Match[str], float | str | None, str | None, bool | None]


def _find_in_text(text: str, context: str) -> Iterator[Found]:
    """Kind, place, normal form, unit and whether an equivalent is accepted; of two that overlap the first stands."""
    folded = fold_accents(text)
    yield from _find_references(text)
    yield from _find_labels(text)
    for match in patterns.HOURS_PER_AMOUNT.finditer(text):
        base = int(to_number(match.group("base")) or 0)
        yield FactKind.INSERTION_RATE, match, to_number(match.group("number")), f"hours/{base} EUR", None
    is_insertion = bool(_INSERTION.search(folded) or _INSERTION.search(context))
    is_sanction = bool(_SANCTION.search(folded) or _SANCTION.search(context))
    for match in patterns.MONEY.finditer(text):
        kind = FactKind.PENALTY if is_sanction else FactKind.AMOUNT
        per = match.group("per")
        yield kind, match, _to_euros(match), f"EUR/{per.lower()}" if per else "EUR", None
    if is_sanction:
        for match in patterns.PER_MILLE.finditer(text):
            yield FactKind.PENALTY, match, 1 / (to_number(match.group("base")) or 1), "share", None
    yield from _find_shares(text, is_insertion=is_insertion)
    yield from _find_times(text, is_insertion=is_insertion)
    for match in patterns.COUNT.finditer(text):
        yield FactKind.MEASURE, match, to_number(match.group("number")), match.group("unit").lower(), None


def _find_references(text: str) -> Iterator[Found]:
    yield from _find_laws(text)
    for match in patterns.CPV.finditer(text):
        if "cpv" in fold_accents(text):
            yield FactKind.CPV, match, match.group("number"), None, None
    for match in patterns.STANDARD.finditer(text):
        yield FactKind.STANDARD, match, match.group(), None, None
    for match in patterns.LOT.finditer(text):
        yield FactKind.LOT, match, match.group("numbers") or match.group("number"), None, None


def _find_laws(text: str) -> Iterator[Found]:
    for match in patterns.TEXT_OF_LAW.finditer(text):
        name = f"{match.group('type').capitalize()} {match.group('number')}"
        article = match.group("article")
        yield FactKind.LAW_ARTICLE, match, f"{name} art. {article}" if article else name, None, None
    for match in patterns.DATED_LAW.finditer(text):
        yield FactKind.LAW_ARTICLE, match, f"{match.group('type').capitalize()} du {match.group('date')}", None, None
    for match in patterns.NAMED_LAW.finditer(text):
        general = match.group("general") or ""
        source = match.group("law") or (general if general.startswith("CCAG") else "CCAG")
        yield FactKind.LAW_ARTICLE, match, f"{source} art. {match.group('article')}", None, None
    for match in patterns.ILO_CONVENTION.finditer(text):
        yield FactKind.LAW_ARTICLE, match, f"OIT C{int(match.group('number')):03d}", None, None
    for match in patterns.CODE_ARTICLE.finditer(text):
        numbers = patterns.ARTICLE_NUMBER.findall(match.group("article"))
        normalised = ", ".join(f"{letter.upper()}{number}" for letter, number in numbers)
        yield FactKind.LAW_ARTICLE, match, normalised, match.group("code") or match.group("short"), None


def _find_labels(text: str) -> Iterator[Found]:
    for match in _LABEL.finditer(text):
        name = _LABEL_NAMES[int((match.lastgroup or "l0")[1:])]
        if name in _ONLY_CAPITALS and not match.group().isupper() and len(match.group()) <= len(name):
            continue
        around = fold_accents(text[max(0, match.start() - NEAR) : match.end() + NEAR_LABEL])
        yield FactKind.LABEL, match, name, None, bool(_EQUIVALENT.search(around))


def _find_shares(text: str, *, is_insertion: bool) -> Iterator[Found]:
    for match in patterns.PERCENT.finditer(text):
        around = _around_share(text, match)
        if _RECYCLED.search(around):
            kind = FactKind.RECYCLED_SHARE
        elif _ORGANIC.search(around):
            kind = FactKind.ORGANIC_SHARE
        elif is_insertion and "heure" in around:
            kind = FactKind.INSERTION_RATE
        elif _WEIGHT.search(around):
            kind = FactKind.WEIGHT
        else:
            kind = FactKind.SHARE
        yield kind, match, to_number(match.group("number")), "percent", None


def _around_share(text: str, match: re.Match[str]) -> str:
    """The words that say of what a share is: what follows up to the next share, what leads to the first one."""
    before, after = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    first, following = patterns.PERCENT.search(before), patterns.PERCENT.search(after)
    before = before[: first.start()] if first else before
    after = after[: following.start()] if following else after
    return fold_accents(f"{before}{match.group()}{after}")


def _find_times(text: str, *, is_insertion: bool) -> Iterator[Found]:
    if is_insertion:
        for match in patterns.HOURS.finditer(text):
            yield FactKind.INSERTION_HOURS, match, to_number(match.group("number")), "hours", None
    yield from _find_dates(text)
    for match in patterns.TIME.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        if match.group("unit").lower() == "h" and not patterns.IS_HOURS.search(before):
            continue
        kind = FactKind.MEASURE
        if patterns.IS_DURATION.search(before):
            kind = FactKind.DURATION
        elif patterns.IS_DEADLINE.search(before):
            kind = FactKind.DEADLINE
        yield kind, match, to_number(match.group("number")), match.group("unit").lower(), None


def _find_dates(text: str) -> Iterator[Found]:
    for match in patterns.DATE.finditer(text):
        yield FactKind.DEADLINE, match, _to_date(match), "date", None
    for match in patterns.DAY_OF_YEAR.finditer(text):
        yield FactKind.DEADLINE, match, _to_day(match), "day of year", None
    for match in patterns.DAY_OF_MONTH.finditer(text):
        yield FactKind.DEADLINE, match, to_number(match.group("number")), "day of month", None


def _without_overlaps(facts: Iterator[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if all(fact.span.end <= other.span.start or other.span.end <= fact.span.start for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.span.start)


def to_number(written: str) -> float | None:
    """A number written in figures ("1 607,5") or words ("trente"); ``None`` for a blank to fill in ("…", "x")."""
    folded = fold_accents(written).strip()
    if folded in patterns.NUMBER_WORDS:
        return float(patterns.NUMBER_WORDS[folded])
    digits = re.sub(r"[ \u00a0\u202f]", "", folded)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


def _to_euros(match: re.Match[str]) -> float | None:
    scale = (match.group("scale") or "").lower()
    factor = 1e9 if scale.startswith("milliard") else 1e6 if scale.startswith("m") else 1e3 if scale == "k" else 1.0
    number = to_number(match.group("number"))
    return None if number is None else number * factor


def _to_date(match: re.Match[str]) -> str:
    return f"{match.group('year')}-{_to_day(match)}"


def _to_day(match: re.Match[str]) -> str:
    day = 1 if match.group("day").lower() == "1er" else int(match.group("day"))
    month = patterns.MONTHS.index(match.group("month").lower()) + 1
    return f"{month:02d}-{day:02d}"
