"""The columns of a table of indicators, read from its header: indicator, level at the start, targets by year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from recommender.extraction.spaser_text import fold_evenly

_YEAR = re.compile(r"\b20[1-6]\d\b")
_BARE_YEAR = re.compile(r"^(?:annee |en |fin )?20[1-6]\d$")
MAX_HEADER_CHARS = 60


class ColumnRole(Enum):
    """What the cells of a column hold."""

    INDICATOR = "indicator"
    BASELINE = "baseline"
    TARGET = "target"
    MILESTONE = "milestone"
    DEADLINE = "deadline"
    UNIT = "unit"
    REFERENCE = "reference"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header. ``group`` is the merged cell above it, as a buyer of a joint plan."""

    role: ColumnRole
    year: int | None
    group: str = ""


_ROLES = (
    (ColumnRole.UNIT, re.compile(r"^unites?\b")),
    (ColumnRole.NONE, re.compile(r"mode de calcul|source|frequence|commentaire|observation|methode|periodicite")),
    (ColumnRole.INDICATOR, re.compile(r"indicateurs?|intitule|libelle|^mesures? suivie|^donnee suivie")),
    (ColumnRole.BASELINE, re.compile(r"reference|valeurs? (?:initiale|de depart|actuelle|de base)|etat |"
                                     r"situation|point de depart|initial|realise|\bbase\b|"
                                     r"constat|^valeurs? 20|resultats? 20|t0\b|niveau (?:actuel|initial)|^depart")),
    (ColumnRole.TARGET, re.compile(r"cibles?|objectifs? (?:en |a |pour |fin )*(?:20|chiffre|vise|cible|"
                                   r"a atteindre|final|intermediaire)|valeurs? visee|"
                                   r"resultats? (?:attendu|vise)|objectif quanti|ambition 20|^horizon 20|"
                                   r"a atteindre")),
    (ColumnRole.MILESTONE, re.compile(r"jalons?|etapes?")),
    (ColumnRole.DEADLINE, re.compile(r"echeances?|date|horizon|delai")),
    (ColumnRole.REFERENCE, re.compile(r"^n ?[°º]|^fiches?|^objectifs?\b|^actions?\b|^engagements?|^axes?\b|"
                                      r"^orientations?|^ref\b")),
)  # fmt: skip


def read_columns(rows: Sequence[Sequence[str]], first_year: int | None) -> tuple[list[Column], int] | None:
    """The columns and the number of header rows, ``None`` where the table holds no indicators or milestones.

    A first row of merged cells over a row of years makes one header of both. Years before the plan's first are levels
    at the start; a table of nothing else tells the past.
    """
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(cell) > MAX_HEADER_CHARS for cell in rows[0]):
        return None
    heads, count = [fold_evenly(cell).strip() for cell in rows[0]], 1
    groups = [""] * len(heads)
    below = [fold_evenly(cell).strip() for cell in rows[1]]
    if len(below) == len(heads) and _is_second_header(below):
        merged = _fill_forward(heads, below, [cell.strip() for cell in rows[0]])
        heads, groups, count = merged[0], merged[1], 2
    columns = [_read_column(head, group, first_year) for head, group in zip(heads, groups, strict=True)]
    columns = _settle_years(columns, heads, first_year)
    roles = [column.role for column in columns]
    has_aim = ColumnRole.TARGET in roles or ColumnRole.MILESTONE in roles
    has_named = ColumnRole.INDICATOR in roles and any(
        role not in (ColumnRole.INDICATOR, ColumnRole.NONE) for role in roles
    )
    if not (has_aim or has_named) or heads[0].startswith("constat") or sum(map(bool, rows[0])) < 2:
        return None
    # A sheet ("Cible | 30 % en 2028") is no table: its other cell is no header.
    if len(columns) == 2 and (ColumnRole.NONE in roles and not has_named and not _is_head_like(rows)):
        return None
    return columns, count


def _is_head_like(rows: Sequence[Sequence[str]]) -> bool:
    return all(len(cell.split()) <= 3 and not re.search(r"\d ?%", cell) for cell in rows[0])


def _is_second_header(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= 2 and all(
        _BARE_YEAR.match(cell) or _role_of(cell) in (ColumnRole.BASELINE, ColumnRole.TARGET) for cell in filled
    )


def _fill_forward(heads: Sequence[str], below: Sequence[str], written: Sequence[str]) -> tuple[list[str], list[str]]:
    """The headers with the row below, and the merged cell each column stands under."""
    joined: list[str] = []
    groups: list[str] = []
    current, shown = "", ""
    for head, under, cell in zip(heads, below, written, strict=True):
        if head:
            current, shown = head, cell
        joined.append(
            f"{current} {under}".strip() if under and _role_of(current) is not ColumnRole.NONE else under or current
        )
        groups.append(shown if under and _role_of(current) is ColumnRole.NONE else "")
    return joined, groups


def _read_column(head: str, group: str, first_year: int | None) -> Column:
    years = [int(year) for year in _YEAR.findall(head)]
    role = _role_of(head)
    if role is ColumnRole.NONE and _BARE_YEAR.match(head) and first_year is not None:
        role = ColumnRole.TARGET if years[-1] >= first_year else ColumnRole.BASELINE
    return Column(role, years[-1] if years else None, group)


def _settle_years(columns: list[Column], heads: Sequence[str], first_year: int | None) -> list[Column]:
    """Bare years where the plan's own are unknown: the first is where one starts, the others are to come."""
    if first_year is not None or ColumnRole.TARGET in [column.role for column in columns]:
        return columns
    bare = [index for index, head in enumerate(heads) if _BARE_YEAR.match(head)]
    has_name = any(column.role is ColumnRole.INDICATOR for column in columns)
    settled = list(columns)
    for rank, index in enumerate(bare if has_name else []):
        settled[index] = Column(
            ColumnRole.TARGET if rank else ColumnRole.BASELINE, columns[index].year, columns[index].group
        )
    return settled


def _role_of(head: str) -> ColumnRole:
    return next((role for role, pattern in _ROLES if pattern.search(head)), ColumnRole.NONE)
