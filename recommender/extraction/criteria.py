"""Award criteria and their weights, from tables and from prose."""

import re
from collections.abc import Iterator, Sequence

from recommender.domain.documents import Block, BlockRole, SourceDocument, Table
from recommender.domain.extraction import AwardCriterion
from recommender.domain.text import fold_accents, squeeze_spaces

_SECTION = re.compile(
    r"crit[eè]res? d.{0,3}(?:attribution|jugement|[ée]valuation|s[ée]lection) (?:des offres)?|jugement des offres|"
    r"crit[eè]res? (?:de jugement|d'attribution|de choix)|pond[ée]ration|choix de l'offre",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"(?P<weight>\d{1,3}(?:[.,]\d+)?)\s*(?P<unit>%|pour ?cent|points?\b|pts?\b|/\s*(?:100|20|10)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"entre\s+\d{1,3}\s*(?:%)?\s+et\s+\d{1,3}\s*(?:%|points)", re.IGNORECASE)
_CRITERION = re.compile(r"^(?:[-•–*]\s*)?(?:sous[- ]?)?crit[eè]re\b\s*(?:n°?\s*)?\d*\s*[:.–-]?\s*", re.IGNORECASE)
_SUB = re.compile(r"sous[- ]?crit[eè]re", re.IGNORECASE)
# The letter of a lot is a capital: "chaque lot a ses critères" names none.
_LOT = re.compile(r"\b(?i:lot)\s*(?:[nN]°\s*)?(\d{1,3}|[A-Z])\b")
_KNOWN = re.compile(
    r"\b(?:prix|cout|valeur technique|qualite|delais?|performance|environnement\w*|social\w*|insertion|technique|"
    r"methodologie|moyens|developpement durable|memoire|references?|pertinence|organisation)\b"
)
_ENVIRONMENTAL = re.compile(r"environnement|carbone|durable|ecolog|dechet|energ|recycl|biodivers|emission")
_SOCIAL = re.compile(r"\bsocia|insertion|handicap|egalite|emploi")
_CRITERION_COLUMN = re.compile(r"criteres?\b|intitule|libelle")
_WEIGHT_COLUMN = re.compile(r"ponder|poids|coefficient|\bnote\b|points|%")
_POINTS_COLUMN = re.compile(r"\bnote\b|points")
_BARE_NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d+)?$")
# How the reading stage joins the cells of a row.
CELL_SEPARATOR = " | "
MAX_SECTION_BLOCKS = 40
MAX_CRITERION_CHARS = 160


def find_award_criteria(document: SourceDocument) -> tuple[AwardCriterion, ...]:
    """Every award criterion or sub-criterion found, in reading order, each once."""
    found: dict[tuple[str, str, str | None], AwardCriterion] = {}
    for criterion in (*_from_tables(document), *_from_prose(document)):
        key = (criterion.lot, fold_accents(criterion.criterion), criterion.parent)
        found.setdefault(key, criterion)
    return tuple(found.values())


def _from_tables(document: SourceDocument) -> Iterator[AwardCriterion]:
    for table in document.tables or _tables_of_rows(document):
        header = fold_accents(" ".join(table.rows[0])) if table.rows else ""
        if _CRITERION_COLUMN.search(header) and _WEIGHT_COLUMN.search(header):
            yield from _read_table(table, is_in_points=bool(_POINTS_COLUMN.search(header)))


def _tables_of_rows(document: SourceDocument) -> list[Table]:
    """Tables rebuilt from their rows, for formats that give rows and no tables."""
    tables: list[Table] = []
    rows: list[tuple[str, ...]] = []
    page = 0
    for block in (*document.blocks, None):
        if block is not None and block.role is BlockRole.TABLE_ROW:
            page = page if rows else block.page
            rows.append(tuple(block.text.split(CELL_SEPARATOR)))
        elif rows:
            tables.append(Table(page, tuple(rows)))
            rows = []
    return tables


def _read_table(table: Table, *, is_in_points: bool) -> Iterator[AwardCriterion]:
    parent: str | None = None
    for row in table.rows[1:]:
        cells = [squeeze_spaces(cell) for cell in row if cell.strip()]
        if not cells or len(cells[0]) > MAX_CRITERION_CHARS:
            continue
        weight, unit = _read_weight(" ".join(cells[1:]) or cells[0])
        if weight is None and len(cells) > 1 and _BARE_NUMBER.match(cells[-1]):
            weight, unit = float(cells[-1].replace(",", ".")), "points" if is_in_points else "percent"
        is_sub = bool(_SUB.search(cells[0]))
        yield _make(cells[0], page=table.page, lot="all", parent=parent if is_sub else None, weight=weight, unit=unit)
        if not is_sub:
            parent = cells[0]


def _from_prose(document: SourceDocument) -> Iterator[AwardCriterion]:
    lot = "all"
    parent: str | None = None
    left = 0
    for block in document.blocks:
        # Rows of tables are read as tables, where their columns are known.
        if block.role in (BlockRole.RUNNING, BlockRole.CONTENTS, BlockRole.TABLE_ROW):
            continue
        if _SECTION.search(block.text) and len(block.text) < 400:
            left, parent = MAX_SECTION_BLOCKS, None
        lot_match = _LOT.search(block.text) if len(block.text) < 120 else None
        lot = lot_match.group(1) if lot_match and left else lot if left else "all"
        if left:
            left -= 1
            for criterion in _read_block(block, lot=lot, parent=parent):
                yield criterion
                parent = criterion.criterion if criterion.parent is None else parent


def _read_block(block: Block, *, lot: str, parent: str | None) -> Iterator[AwardCriterion]:
    for line in block.text.split("\n"):
        text = squeeze_spaces(line)
        name = _criterion_name(text)
        if name is None:
            continue
        weight, unit = _read_weight(text)
        is_sub = bool(_SUB.match(text.lstrip("-•– ")))
        yield _make(name, page=block.page, lot=lot, parent=parent if is_sub else None, weight=weight, unit=unit)


def _criterion_name(text: str) -> str | None:
    """The criterion a line states: "Critère 1 : prix", or a known name with a weight beside it."""
    if not text or len(text) > 2 * MAX_CRITERION_CHARS:
        return None
    weight = _RANGE.search(text) or _WEIGHT.search(text)
    if _CRITERION.match(text) and len(text) > len(_CRITERION.match(text).group(0)):  # type: ignore[union-attr]
        name = text[: weight.start()] if weight else re.split(r"\s+[(–-]\s*entre|\s*:\s*$", text)[0]
        return _trim(name) if len(name) <= MAX_CRITERION_CHARS else None
    if weight and weight.start() > 3 and _KNOWN.search(fold_accents(text[: weight.start()])):
        name = _trim(text[: weight.start()])
        return name if 2 < len(name) <= 100 else None
    return None


def _trim(name: str) -> str:
    return name.strip(" -•–*:;(,.=|").strip()


def _read_weight(text: str) -> tuple[float | None, str]:
    """The weight and its unit; a range has no single weight."""
    if _RANGE.search(text):
        return None, "percent"
    match = _WEIGHT.search(text)
    if match is None:
        return None, "percent"
    unit = (
        "percent"
        if match.group("unit")[0] in "%p" and not match.group("unit").lower().startswith(("point", "pt"))
        else "points"
    )
    return float(match.group("weight").replace(",", ".")), unit


def _make(name: str, *, page: int, lot: str, parent: str | None, weight: float | None, unit: str) -> AwardCriterion:
    folded = fold_accents(name)
    is_social, is_environmental = bool(_SOCIAL.search(folded)), bool(_ENVIRONMENTAL.search(folded))
    responsible = {
        (True, True): "both",
        (True, False): "social",
        (False, True): "environmental",
        (False, False): "none",
    }[(is_social, is_environmental)]
    return AwardCriterion(page, lot, name, parent, weight, unit, responsible)


def weights_by_lot(criteria: Sequence[AwardCriterion]) -> dict[str, float]:
    """Sum of the weights in percent of the main criteria, by lot; a sum that is not 100 is to be reported."""
    sums: dict[str, float] = {}
    for criterion in criteria:
        if criterion.parent is None and criterion.weight is not None and criterion.unit == "percent":
            sums[criterion.lot] = sums.get(criterion.lot, 0.0) + criterion.weight
    return sums
