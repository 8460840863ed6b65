"""Segments → clauses: keeps those that are social or environmental provisions."""

from collections.abc import Sequence

from recommender.domain.classifiers import Meaning, MeaningClassifier
from recommender.domain.extraction import Clause, Segment
from recommender.extraction.obligations import judge_obligation

# Chosen by leave-one-document-out on the development labels (see models/README.md).
RELEVANCE_THRESHOLD = 0.5
THEME_THRESHOLD = 0.35
MAX_THEMES = 3
MIN_WORDS = 5


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
    return Clause(
        segment=segment,
        kind=meaning.kind,
        themes=_select_themes(meaning.themes),
        obligation=judge_obligation(segment.text, meaning.kind),
        confidence=round(meaning.relevance * meaning.kind_confidence, 3),
    )


def _select_themes(scored: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The best theme always, the next ones where they are likely enough."""
    best = scored[0][0]
    others = [theme for theme, score in scored[1:MAX_THEMES] if score >= THEME_THRESHOLD]
    return (best, *others)
