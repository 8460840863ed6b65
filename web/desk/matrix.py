"""Which themes which document covers, at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.domain.extraction import Extraction
from recommender.domain.library import Theme
from recommender.domain.needs import Need
from recommender.domain.vocabulary import Obligation, ProvisionKind

# Grade from which an expert would raise a theme for such a purchase: "useful".
_LEAST_RELEVANCE = 0.5
_STRENGTH = {Obligation.NEGATED: 1, Obligation.INFO: 2, Obligation.MAY: 3, Obligation.MUST: 4}
# Names of the symbols of the matrix, by strength.
_STATES = {0: "none", 1: "negated", 2: "info", 3: "may", 4: "must"}


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A theme: whether it is at stake in this purchase, and its state in each document, in their order."""

    theme: Theme
    is_at_stake: bool
    states: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def is_gap(self) -> bool:
        """Whether the theme is at stake and nothing binds on it."""
        return self.is_at_stake and not {"must"} & set(self.states)


def make_matrix(extractions: Sequence[Extraction], need: Need, themes: Mapping[str, Theme]) -> tuple[MatrixRow, ...]:
    """One row for each theme that is at stake or spoken of; gaps first, then by relevance."""
    relevance = {outlook.code: outlook.relevance for outlook in need.themes}
    rows = []
    for code, theme in themes.items():
        found = [_cell(extraction, code) for extraction in extractions]
        at_stake = relevance.get(code, 0.0) >= _LEAST_RELEVANCE
        if at_stake or any(count for _, count in found):
            rows.append(MatrixRow(theme, at_stake, tuple(s for s, _ in found), tuple(n for _, n in found)))
    return tuple(sorted(rows, key=lambda row: (not row.is_gap, -relevance.get(row.theme.code, 0.0))))


def _cell(extraction: Extraction, theme: str) -> tuple[str, int]:
    """The strongest state of a theme in a document, and how many clauses speak of it."""
    clauses = [one for one in extraction.clauses if theme in one.themes and one.kind is not ProvisionKind.INFORMATION]
    strongest = max((_STRENGTH[one.obligation] for one in clauses), default=0)
    return _STATES[strongest], len(clauses)
