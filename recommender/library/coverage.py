"""What the library covers: family × theme × level, its holes, and what a set of needs would find in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recommender.domain.library import Bundle, PurchaseFamily
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ThemeFamily
from recommender.errors import FileNotReadable, InvalidNeed

MAJOR_STAKE = 3
USEFUL_STAKE = 2
# What each family should at least hold, where its purchases call for no restraint.
MIN_BUNDLES_BY_DIMENSION = 2


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """The bundles of one family on one theme, how much the theme is at stake (0 to 3), the levels they reach."""

    stake: int
    bundles: tuple[str, ...]
    levels: tuple[int, ...]

    @property
    def is_hole(self) -> bool:
        """A theme that an expert would raise, and no bundle written for the family."""
        return self.stake >= USEFUL_STAKE and not self.bundles


@dataclass(frozen=True)
class Coverage:
    """Cells by ``(family, theme)``, for every family and theme of the taxonomy."""

    cells: Mapping[tuple[str, str], CoverageCell]

    def holes(self, stake: int) -> list[tuple[str, str]]:
        """``(family, theme)`` of the holes of this stake, in the order of the taxonomy."""
        return [key for key, cell in self.cells.items() if cell.is_hole and cell.stake == stake]


def measure_coverage(bundles: Sequence[Bundle], taxonomy: Taxonomy) -> Coverage:
    """The coverage by ``bundles``, those not published left out."""
    published = [bundle for bundle in bundles if bundle.status == "published"]
    return Coverage(
        {
            (family.code, theme): _measure_cell(published, family, theme)
            for family in taxonomy.families.values()
            for theme in taxonomy.themes
        }
    )


def _measure_cell(bundles: Sequence[Bundle], family: PurchaseFamily, theme: str) -> CoverageCell:
    found = [bundle for bundle in bundles if family.code in bundle.families and theme in bundle.themes]
    levels = sorted({provision.level for bundle in found for provision in bundle.provisions})
    return CoverageCell(family.stakes.get(theme, 0), tuple(bundle.id for bundle in found), tuple(levels))


def count_by_dimension(bundles: Sequence[Bundle], family: PurchaseFamily, taxonomy: Taxonomy) -> tuple[int, int]:
    """How many published bundles of a family are social, and how many environmental, by their first theme."""
    firsts = [
        taxonomy.themes[bundle.themes[0]].family
        for bundle in bundles
        if bundle.status == "published" and family.code in bundle.families
    ]
    social = sum(first is ThemeFamily.SOCIAL for first in firsts)
    return social, len(firsts) - social


def families_of(code: str, taxonomy: Taxonomy) -> list[str]:
    """The family of this code, or those of the group of this name; none for another word."""
    return [family.code for family in taxonomy.families.values() if code in (family.code, family.group)]


@dataclass(frozen=True, slots=True)
class ExpectedNeed:
    """A need with the family or group an expert put it in, and the themes the expert would surely raise."""

    id: str
    text: str
    family: str
    essential: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """For one need, the family chosen, and the bundles written for it on each theme an expert would surely raise."""

    need: ExpectedNeed
    family: str
    bundles: Mapping[str, tuple[str, ...]]

    @property
    def missing(self) -> list[str]:
        """Themes with no bundle."""
        return [theme for theme, ids in self.bundles.items() if not ids]


def cover_need(
    need: ExpectedNeed, ranked_families: Sequence[str], coverage: Coverage, taxonomy: Taxonomy
) -> NeedCoverage:
    """What the library holds for one need.

    Args:
        need: the need and what is expected of it.
        ranked_families: families by likelihood, best first: among those of a group, the likeliest is taken.
        coverage: the library's coverage.
        taxonomy: families and their groups.

    Raises:
        InvalidNeed: the need's family is neither a family nor a group.
    """
    members = families_of(need.family, taxonomy)
    if not members:
        raise InvalidNeed(
            f"Le besoin {need.id} porte la famille inconnue « {need.family} ».",
            "Donnez un code de famille ou de groupe de corpus/taxonomy/families.toml.",
        )
    family = next((code for code in ranked_families if code in members), members[0])
    return NeedCoverage(need, family, {theme: coverage.cells[family, theme].bundles for theme in need.essential})


def read_expected_needs(rows: Sequence[Mapping[str, Any]], *, name: str) -> list[ExpectedNeed]:
    """The needs of a label file: rows with ``id``, ``text``, ``family`` and ``expected`` (theme → grade 1 to 3).

    Raises:
        FileNotReadable: a row of the file ``name`` lacks one of them.
    """
    try:
        return [
            ExpectedNeed(
                id=str(row["id"]),
                text=str(row["text"]),
                family=str(row["family"]),
                essential=tuple(theme for theme, grade in row["expected"].items() if grade == MAJOR_STAKE),
            )
            for row in rows
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise FileNotReadable(
            f"Un besoin de « {name} » n'a pas la forme attendue ({error}).",
            "Donnez par ligne : id, text, family, expected (thème : note de 1 à 3).",
        ) from error
