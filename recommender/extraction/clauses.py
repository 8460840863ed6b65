"""Segments → clauses: keeps those that are social or environmental provisions."""

import re
from collections.abc import Sequence

from recommender.domain.classifiers import Meaning, MeaningClassifier
from recommender.domain.extraction import Clause, Segment
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.obligations import judge_obligation

# Chosen by leave-one-document-out on the development labels (see models/README.md).
RELEVANCE_THRESHOLD = 0.5
THEME_THRESHOLD = 0.35
MAX_THEMES = 3
MIN_WORDS = 5
_STATES_OBJECT = re.compile(r"^objet\b")


def find_clauses(segments: Sequence[Segment], classifier: MeaningClassifier) -> tuple[Clause, ...]:
    """The social and environmental clauses among ``segments``, in reading order."""
    worded = [segment for segment in segments if len(segment.text.split()) >= MIN_WORDS]
    if not worded:
        return ()
    meanings = classifier.classify([s.text for s in worded], [s.heading or "" for s in worded])
    return tuple(
        _to_clause(segment, meaning)
        for segment, meaning in zip(worded, meanings, strict=True)
        if meaning.relevance >= RELEVANCE_THRESHOLD and meaning.themes
    )


def _to_clause(segment: Segment, meaning: Meaning) -> Clause:
    kind = meaning.kind
    if kind is ProvisionKind.TECHNICAL_SPECIFICATION and _STATES_OBJECT.search(fold_accents(segment.heading or "")):
        # "Objet du marché" says what is bought; what is asked of it stands in other articles.
        kind = ProvisionKind.INFORMATION
    obligation = judge_obligation(segment.text, kind)
    is_denied_information = obligation is Obligation.NEGATED and kind is ProvisionKind.INFORMATION
    return Clause(
        segment=segment,
        # A denial says of a clause that there is none: it is read as that clause, negated.
        kind=ProvisionKind.EXECUTION_CONDITION if is_denied_information else kind,
        themes=_select_themes(meaning.themes),
        obligation=obligation,
        confidence=round(meaning.relevance * meaning.kind_confidence, 3),
    )


def _select_themes(scored: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The best theme always, the next ones where they are likely enough."""
    best = scored[0][0]
    others = [theme for theme, score in scored[1:MAX_THEMES] if score >= THEME_THRESHOLD]
    return (best, *others)
