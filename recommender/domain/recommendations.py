"""The answer to a need: duties, ranked suggestions, and why."""

from dataclasses import dataclass

from recommender.domain.library import Bundle, Provision
from recommender.domain.needs import Need
from recommender.domain.references import AdviceNote


@dataclass(frozen=True, slots=True)
class Duty:
    """A legal duty judged for one need on its launch date.

    ``status``: ``due``, ``to_check`` (depends on a fact nobody stated) or ``not_applicable``.
    ``certainty``: ``verified`` (read in the primary text), ``secondary``, or ``to_verify``, which is
    shown as a point to check and never as law. ``coverage``: ``met`` or ``missing`` in the draft that
    was read, ``None`` where there is no draft; ``coverage_note`` shows the proof.
    """

    code: str
    label: str
    status: str
    reason: str
    legal_basis: tuple[str, ...]
    certainty: str
    how_to_meet: str
    coverage: str | None = None
    coverage_note: str = ""


@dataclass(frozen=True, slots=True)
class ScoredBundle:
    """A candidate of the retrieval stage. Scores are higher when better; ranks start at 1."""

    bundle: Bundle
    score: float
    lexical_rank: int | None
    dense_rank: int | None
    matched_terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledProvision:
    """A provision whose variables are replaced by values, ready to paste."""

    provision: Provision
    heading: str
    text: str
    proof: str
    control: str
    penalty: str
    scoring: str
    tenderer_supplies: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A bundle proposed at a level for a need, with its reasons in the buyer's words."""

    bundle: Bundle
    score: float
    level: int
    provisions: tuple[FilledProvision, ...]
    reasons: tuple[str, ...]
    already_covered: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything answered to one need.

    ``notes`` are messages for the buyer, in French; ``readings`` are notes of the library worth reading first.
    """

    need: Need
    duties: tuple[Duty, ...]
    recommendations: tuple[Recommendation, ...]
    notes: tuple[str, ...]
    corpus_version: str
    model_version: str
    readings: tuple[AdviceNote, ...] = ()
