"""Segments → clauses: keeps those that are social or environmental provisions."""

import re
from collections.abc import Sequence

from recommender.domain.classifiers import Meaning, MeaningClassifier
from recommender.domain.extraction import Clause, Segment
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.obligations import judge_obligation

# Chosen by leave-one-document-out on the development labels (see models/README.md).
RELEVANCE_THRESHOLD = 0.4
BINDING_THRESHOLD = 0.45
THEME_THRESHOLD = 0.5
MAX_THEMES = 4
MIN_WORDS = 4
_STATES_OBJECT = re.compile(r"^objet\b")


def find_clauses(segments: Sequence[Segment], classifier: MeaningClassifier, *, doc_type: str) -> tuple[Clause, ...]:
    """The social and environmental clauses among the segments of a document, in reading order."""
    meanings = classifier.classify([segment.to_passage(doc_type) for segment in segments])
    return tuple(
        _to_clause(segment, meaning)
        for segment, meaning in zip(segments, meanings, strict=True)
        if meaning.relevance >= RELEVANCE_THRESHOLD and meaning.themes and len(segment.text.split()) >= MIN_WORDS
    )


def _to_clause(segment: Segment, meaning: Meaning) -> Clause:
    kind = _choose_kind(segment, meaning)
    obligation = judge_obligation(segment.text, kind)
    is_denied_information = obligation is Obligation.NEGATED and kind is ProvisionKind.INFORMATION
    is_information = kind is ProvisionKind.INFORMATION
    return Clause(
        segment=segment,
        # A denial says of a clause that there is none: it is read as that clause, negated.
        kind=ProvisionKind.EXECUTION_CONDITION if is_denied_information else kind,
        themes=_select_themes(meaning.themes),
        obligation=obligation,
        confidence=round(meaning.relevance - meaning.binding if is_information else meaning.binding, 3),
    )


def _choose_kind(segment: Segment, meaning: Meaning) -> ProvisionKind:
    if meaning.binding < BINDING_THRESHOLD:
        return ProvisionKind.INFORMATION
    states_object = _STATES_OBJECT.search(fold_accents(segment.heading or ""))
    if meaning.kind is ProvisionKind.TECHNICAL_SPECIFICATION and states_object:
        # "Objet du marché" says what is bought; what is asked of it stands in other articles.
        return ProvisionKind.INFORMATION
    return meaning.kind


def _select_themes(scored: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The best theme always, the next ones where they are likely enough."""
    best = scored[0][0]
    others = [theme for theme, score in scored[1:MAX_THEMES] if score >= THEME_THRESHOLD]
    return (best, *others)
