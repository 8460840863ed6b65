"""Tables of indicators that a layout without rulings gives as plain lines: a header with years, then rows of figures.

The header tells how many values a row has; so many values in a run end a row. What follows them begins the next row,
or goes on the name of this one where it begins with a small letter.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from recommender.domain.documents import Block, BlockRole, SourceDocument, Span
from recommender.extraction.spaser_markers import read_marked
from recommender.extraction.spaser_outline import PlanOutline
from recommender.extraction.spaser_rows import AimedCell, IndicatorRow
from recommender.extraction.spaser_text import fold_evenly, split_measures

_SAME_SIZE = 0.06
_HEAD = re.compile(
    r"^(?:n ?[°º] )?(?:indicateurs?(?: de \w+)?|intitule|libelle)\b"
    r"(?P<columns>(?:(?: (?:unites?|references?|valeurs?(?: (?:initiales?|de reference|cibles?))?|etat|situation|"
    r"realise|resultats?|cibles?|objectifs?|annee|en|fin|a))* ?20\d\d)+)(?P<rest>.*)$"
)
_COLUMN = re.compile(r"(?P<words>(?:[a-z]+ )*)(?P<year>20\d\d)")
_STARTS = re.compile(r"reference|initial|etat|situation|realise|resultat|valeurs? $")
_NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_PLAIN = r"\d+(?:,\d+)?"
_SUFFIX = (
    r"(?: ?(?:%|m€|k€|€|euros|heures|h|t|tonnes|g|kg|l|m3|m2|kwh|gwh|mwh|ans|jours|mois|km)(?![a-z²³]))?\d?(?![\w,])"
)


def _value_pattern(number: str) -> re.Pattern[str]:
    one = rf"(?:[≥≤<>] ?)?(?:[–−-] )?(?:{number}){_SUFFIX}"
    spread = (
        rf"entre (?:{number}) et (?:{number}){_SUFFIX}|(?:{number})(?: %)? a (?:{number}){_SUFFIX}|"
        rf"(?:{number}) (?:sur|dont) (?:{number}){_SUFFIX}"
    )
    return re.compile(
        rf"(?<!\S)(?:{spread}|{one}|x ?\d+|n\.d\.|n\.c\.|s\.o\.|nd\b|suivi\b|maintien\b|a (?:etablir|definir|"
        rf"determiner|preciser)\b|"
        r"cf\. (?:ci-dessus|ci-dessous|[a-z]+ [\d.]+)|–(?= |$))(?!\S)"
    )


_VALUES = _value_pattern(_NUMBER)
# "140 250 300" may be three numbers: read again without the space of thousands.
_VALUES_PLAIN = _value_pattern(_PLAIN)
_UNFINISHED = re.compile(
    r"(?:,|\b(?:a|au|aux|de|des|du|d'un|d'une|ou|et|en|les?|la|dont|plus|par|pour|sur|est|un|une|dans|avec))$"
)


@dataclass(frozen=True, slots=True)
class _Header:
    """The value columns of a text table: their years and whether they are levels at the start."""

    columns: tuple[tuple[bool, int], ...]
    rest: str


@dataclass
class TextTableFindings:
    """Rows of indicators read from plain lines, and the blocks they are read from."""

    rows: list[IndicatorRow] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)


def read_text_tables(document: SourceDocument, outline: PlanOutline, first_year: int | None) -> TextTableFindings:
    """The rows of indicators under each header line of the body."""
    findings = TextTableFindings()
    for index, block in enumerate(document.blocks):
        header = _read_header(block, first_year)
        if header is None:
            continue
        members = list(_members(document.blocks, index))
        findings.blocks.update((index, *members))
        for group in _group(document, outline, index, members, header):
            findings.rows += _read_group(document, group, header)
    return findings


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines between two subtitles of a table, and the axis and objective they measure."""

    blocks: tuple[int, ...]
    axis: str
    objective: str


def _group(
    document: SourceDocument, outline: PlanOutline, header_block: int, members: Sequence[int], header: _Header
) -> Iterator[_Group]:
    numbers = {part.number: part for part in outline.objectives}
    axis, objective = outline.place(header_block)
    lines: list[int] = []
    for member in (header_block, *members):
        marked = read_marked(header.rest if member == header_block else document.blocks[member].text)
        if marked is None:
            lines += [member] if member != header_block else []
            continue
        if lines:
            yield _Group(tuple(lines), axis, objective)
            lines = []
        if marked.number in numbers:
            axis, objective = numbers[marked.number].parent, marked.number
    if lines:
        yield _Group(tuple(lines), axis, objective)


def _read_header(block: Block, first_year: int | None) -> _Header | None:
    if block.role is not BlockRole.BODY:
        return None
    match = _HEAD.match(fold_evenly(block.text))
    if match is None:
        return None
    columns: list[tuple[bool, int]] = []
    for column in _COLUMN.finditer(match["columns"]):
        year = int(column["year"])
        is_start = _STARTS.search(column["words"]) is not None or (first_year is not None and year < first_year)
        columns.append((is_start and "cible" not in column["words"], year))
    if len(columns) < 2:
        return None
    return _Header(tuple(columns), block.text[match.start("rest") :].strip())


def _members(blocks: Sequence[Block], header: int) -> Iterator[int]:
    """The lines under a header: of one size and page, up to a title that is none of the table's."""
    size: float | None = None
    for index in range(header + 1, len(blocks)):
        block = blocks[index]
        if block.role not in (BlockRole.BODY, BlockRole.LIST_ITEM) or block.page != blocks[header].page:
            return
        is_subtitle = block.is_bold and read_marked(block.text) is not None
        if block.is_bold and not is_subtitle:
            return
        if not is_subtitle:
            size = size or block.size_ratio
            if abs(block.size_ratio - size) > _SAME_SIZE:
                return
        yield index


def _read_group(document: SourceDocument, group: _Group, header: _Header) -> Iterator[IndicatorRow]:
    spans = document.block_spans
    start = spans[group.blocks[0]].start
    text = document.text[start : spans[group.blocks[-1]].end]
    runs = list(_runs(fold_evenly(text), len(header.columns)))
    # Values right after values: the layout has read names and figures apart, nobody can tell whose they are.
    is_apart = any(not text[one.end : other.start].strip() for one, other in pairwise(runs))
    at = 0
    for run in runs:
        for name_start, name_end in _names(text, at, run.start):
            span = Span(start + name_start, start + name_end)
            is_last = not text[name_end : run.start].strip()
            values = [text[one:other] for one, other in run.values] if is_last and not is_apart else []
            yield _to_row(document, span, group, header, values)
        at = _tail_end(text, run.end, text[at : run.start])
    for name_start, name_end in _names(text, at, len(text)):
        yield _to_row(document, Span(start + name_start, start + name_end), group, header, [])


@dataclass(frozen=True, slots=True)
class _Run:
    """The values of one row, side by side."""

    values: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.values[0][0]

    @property
    def end(self) -> int:
        return self.values[-1][1]


def _runs(folded: str, count: int) -> Iterator[_Run]:
    """Runs of exactly ``count`` values; of a longer one the last, as the name before may end with a figure."""
    current: list[tuple[int, int]] = []
    bounds = [match.span() for match in _VALUES.finditer(folded)]
    for bound in [*bounds, (len(folded) + 1, len(folded) + 1)]:
        if current and folded[current[-1][1] : bound[0]].strip(" \n") == "" and bound[0] <= len(folded):
            current.append(bound)
            continue
        if current:
            yield from _cut_run(folded, current, count)
        current = [bound]


def _cut_run(folded: str, run: list[tuple[int, int]], count: int) -> Iterator[_Run]:
    if len(run) < count:
        run = _read_plain(folded, run[0][0])
    # Two rows of values one after the other stay two runs: the reader sees that names and figures are apart.
    whole = len(run) // count
    kept = run[len(run) - whole * count :]
    for rank in range(whole):
        yield _Run(tuple(kept[rank * count : (rank + 1) * count]))


def _read_plain(folded: str, start: int) -> list[tuple[int, int]]:
    """The values side by side from a place on, spaces parting numbers and never thousands."""
    found: list[tuple[int, int]] = []
    for match in _VALUES_PLAIN.finditer(folded, start):
        if found and folded[found[-1][1] : match.start()].strip(" \n"):
            break
        found.append(match.span())
    return found


def _names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of rows between two places: names run together are parted where a thing to measure begins."""
    for name_start, name_end in split_measures(text[start:end]):
        name = text[start + name_start : start + name_end]
        if len(name.split()) >= 3 and name[:1].isupper():
            yield start + name_start, start + name_end


def _tail_end(text: str, start: int, name: str) -> int:
    """Where the end of a name broken around its values stops: at a line break or at the capital of the next name."""
    rest = text[start:].lstrip(" \n")
    begin = len(text) - len(rest)
    is_open = _UNFINISHED.search(fold_evenly(name).strip()) is not None
    if not rest or not (rest[:1].islower() or is_open):
        return start
    first_word = len(rest.split()[0])
    stop = re.search(r"\n| (?=[A-ZÉÈÀÂÎÔ][a-zéèà])", rest[first_word:])
    return begin + first_word + stop.start() if stop else len(text)


def _to_row(
    document: SourceDocument, span: Span, group: _Group, header: _Header, values: Sequence[str]
) -> IndicatorRow:
    block = max(index for index in group.blocks if document.block_spans[index].start <= span.start)
    starts = [rank for rank, (is_start, _) in enumerate(header.columns) if is_start]
    start = starts[-1] if starts else None
    cells = [
        AimedCell(
            values[rank],
            year,
            values[start] if start is not None else "",
            header.columns[start][1] if start is not None else None,
        )
        for rank, (is_start, year) in enumerate(header.columns)
        if values and not is_start
    ]
    text = document.text[span.start : span.end]
    return IndicatorRow(text, span, document.blocks[block].page, group.axis, group.objective, tuple(cells))
