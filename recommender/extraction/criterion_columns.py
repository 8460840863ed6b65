"""The first rows of a table → which of its columns hold criteria, sub-criteria, weights and lots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recommender.domain.text import fold_accents
from recommender.extraction.criterion_names import MAX_NAME_CHARS
from recommender.extraction.criterion_sections import normalise_lots, read_lot

MAX_HEADER_ROWS = 3
_MAX_LOT_HEADER_CHARS = 40
_SUB = re.compile(r"sous[- ]?criteres?|elements? (?:d'|de )|detail|decomposition")
_CRITERION = re.compile(r"\bcriteres?\b|intitule|libelle")
_WEIGHT = re.compile(r"pond|poids|coef|\bnotes?\b|points?\b|\bpts\b|bareme|%|pourcentage|notation|valeur (?:en|maxi)")
_WEIGHT_TITLE = re.compile(r"^(?:ponderation|poids|coef|notes?\b|points?\b|bareme|pourcentage|%)")
_POINTS = re.compile(r"\bnotes?\b|points?\b|\bpts\b|bareme|coef|/ ?\d|notation")
_LOT_COLUMN = re.compile(r"^(?:n ?[°o]? ?(?:du |de )?)?lots?(?: concernes?| n ?°)?$|^numero (?:du |de )lot$")
# A mark that says by how much in full comes before the scale of its notes.
_STRONG_WEIGHT = re.compile(r"pond|poids|coef|%|pourcentage")
_JUDGED = re.compile(
    r"candidature|capacite|selection des candidats|criteres? de (?:performance\b(?! env)|controle|reception|recette)"
)
_BARE_LOT = re.compile(r"^\W*(?:n\s?[°º]\s?)?(?P<ids>\d{1,3}(?:\s*(?:,|;|/|et|à|-)\s*\d{1,3})*|[A-H])\W*(?:[-–—:]|$)")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; -1 where none does. ``lots`` are the columns of weights lot by lot."""

    criterion: int
    sub: int = -1
    weight: int = -1
    sub_weight: int = -1
    lot: int = -1
    is_points: bool = False
    lots: tuple[tuple[int, str], ...] = ()
    # The title of a table that only holds the parts of a criterion named elsewhere.
    detailed: str = ""


def read_columns(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """The columns and how many rows are header; ``None`` where no row near the top is one."""
    for place, row in enumerate(rows[:MAX_HEADER_ROWS]):
        columns = _read_header(row)
        if columns is None:
            continue
        # "Pondération" above "Lot 1" and "Lot 2": the second row of the header tells the lots.
        below = rows[place + 1] if place + 1 < len(rows) else ()
        lots = tuple((i, lot) for i, lot in _lot_columns(below) if i > columns.criterion)
        if lots and len(lots) >= len([cell for cell in below if cell]) - 1 and not columns.lots:
            return replace(columns, weight=-1, sub_weight=-1, lots=lots), place + 2
        return columns, place + 1
    return None


def find_weight_row(rows: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[str]] | None:
    """The names and the weights of a table that lies on its side: "Critères | Prix | Délai", then "Poids | 60 | 40"."""
    for names, weights in zip(rows[:MAX_HEADER_ROWS], rows[1 : MAX_HEADER_ROWS + 1], strict=False):
        if not (names and weights and len(names) == len(weights) > 2):
            continue
        if _CRITERION.search(fold_accents(names[0])) and _WEIGHT_TITLE.match(fold_accents(weights[0])):
            return names[1:], weights[1:]
    return None


def read_lot_cell(cell: str) -> str | None:
    """The lots that a cell of a column of lots names: "2", "Lot 2 – Vitrerie", "1 et 3"."""
    named = read_lot(cell, is_title=True)
    if named is not None:
        return named[0]
    match = _BARE_LOT.match(cell)
    return normalise_lots(match["ids"]) if match else None


def _read_header(row: Sequence[str]) -> Columns | None:
    cells = [fold_accents(cell) for cell in row]
    if any(_JUDGED.search(cell) for cell in cells) or any(len(cell) > MAX_NAME_CHARS for cell in cells[:1]):
        return None
    criterion = _first_main(cells)
    lots = _lot_columns(row)
    weights = [i for i, cell in enumerate(cells) if _WEIGHT.search(cell) and i != criterion]
    if criterion < 0 or not (weights or lots):
        return None
    sub = next((i for i, cell in enumerate(cells) if i > criterion and _SUB.search(cell) and i not in weights), -1)
    if sub < 0:
        weights = [i for i in weights if _STRONG_WEIGHT.search(cells[i])] or weights
    is_points = any(_POINTS.search(cells[i]) and "%" not in cells[i] for i in weights)
    main_weight, sub_weight = _split_weights(weights, sub)
    lot = next((i for i, cell in enumerate(cells) if _LOT_COLUMN.match(cell.strip(" :.")) and i < criterion), -1)
    detailed = row[criterion] if sub < 0 and cells[criterion].startswith("sous") else ""
    return Columns(criterion, sub, main_weight, sub_weight, lot, is_points, lots if not weights else (), detailed)


def _first_main(cells: Sequence[str]) -> int:
    """The column of criteria: the first that names them and is not that of sub-criteria."""
    named = [i for i, cell in enumerate(cells) if _CRITERION.search(cell)]
    return next((i for i in named if not _SUB.search(cells[i])), named[0] if named else -1)


def _lot_columns(row: Sequence[str]) -> tuple[tuple[int, str], ...]:
    short = [(i, cell) for i, cell in enumerate(row) if 0 < len(cell) < _MAX_LOT_HEADER_CHARS]
    return tuple((i, lot[0]) for i, cell in short if (lot := read_lot(cell, is_title=False)))


def _split_weights(weights: Sequence[int], sub: int) -> tuple[int, int]:
    """The column of the criteria's weights and that of the sub-criteria's."""
    if not weights:
        return -1, -1
    if sub < 0:
        return weights[0], -1
    after = [place for place in weights if place > sub]
    before = [place for place in weights if place < sub]
    if before:
        return before[0], after[0] if after else -1
    return (after[1], after[0]) if len(after) > 1 else (-1, after[0])
