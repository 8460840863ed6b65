"""The answer to a need: duties, ranked suggestions, and why."""

from dataclasses import dataclass
from enum import StrEnum

from recommender.domain.documents import Span
from recommender.domain.library import Bundle, Provision, Variable
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


class ReasonCode(StrEnum):
    """What speaks for a suggestion, or against taking it as it is."""

    FAMILY = "family"
    STAKES = "stakes"
    WORDS = "words"
    DUTY = "duty"
    SPASER = "spaser_objective"
    UPTAKE = "uptake"
    CPV = "cpv"
    ADAPT = "adapt"
    REQUIRED = "required"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    IN_DRAFT = "in_draft"
    KEPT_HERE = "kept_here"
    DISMISSED_HERE = "dismissed_here"


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence. ``values`` fill the sentence of its code; ``spans`` are passages of the need's text."""

    code: ReasonCode
    values: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredBundle:
    """A candidate of the retrieval stage. Scores are higher when better; ranks start at 1.

    ``lexical`` is the share of the best lexical score of the query (0 without a shared stem), ``dense`` the cosine
    of the vectors; ``score`` is their fusion.
    """

    bundle: Bundle
    score: float
    lexical_rank: int | None
    dense_rank: int | None
    lexical: float
    dense: float


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
class FilledVariable:
    """A value proposed for a variable, for the buyer to confirm.

    ``origin``: ``default`` (of the library) or ``computed`` (from the need); ``note`` says how, in French.
    """

    variable: Variable
    value: float | int | str
    origin: str
    note: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A bundle proposed at a level for a need.

    ``score`` is the calibrated probability that an expert would raise one of its themes for this purchase, ``fit``
    the probability that they would keep this very bundle, which also asks that it was written for such a purchase;
    ``already_covered`` where the draft that was read binds on its main theme.
    """

    bundle: Bundle
    score: float
    fit: float
    level: int
    provisions: tuple[FilledProvision, ...]
    variables: tuple[FilledVariable, ...]
    reasons: tuple[Reason, ...]
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
