"""A buyer's plan + the documents of a consultation → the objectives served, those that could be, what will be counted.

L2111-3 asks a plan for indicators in number of contracts or in value: a consultation counts once in each category for
which its documents hold a binding provision, and for its amount.
"""

from collections.abc import Iterator, Mapping, Sequence

from recommender.compliance.coverage import EMPLOYMENT_THEMES, environmental_themes
from recommender.compliance.gaps import to_proof
from recommender.domain.audit import CountedIn, DraftDocument, Fix, ObjectiveAlignment
from recommender.domain.library import Bundle, Theme
from recommender.domain.spaser import SpaserObjective
from recommender.domain.vocabulary import CLAUSE_KINDS, Obligation, ProvisionKind

MAX_PROOFS = 2
MAX_FIXES = 2
_SERVING_KINDS = CLAUSE_KINDS | {ProvisionKind.AWARD_CRITERION, ProvisionKind.RESERVED_CONTRACT}


def align(
    objectives: Sequence[SpaserObjective], documents: Sequence[DraftDocument], bundles: Sequence[Bundle]
) -> tuple[ObjectiveAlignment, ...]:
    """Each objective with the provisions of the documents that serve it, or else the bundles that would.

    Args:
        objectives: those of the plan, in its order; one without themes is served by nothing.
        documents: the documents of the consultation, as read.
        bundles: those suggested for this purchase, best first.
    """
    return tuple(_align_one(objective, documents, bundles) for objective in objectives)


def _align_one(
    objective: SpaserObjective, documents: Sequence[DraftDocument], bundles: Sequence[Bundle]
) -> ObjectiveAlignment:
    themes = set(objective.themes)
    found = [
        (document, clause)
        for document in documents
        for clause in document.clauses
        # A provision serves what it is first about: its other themes are touched in passing.
        if clause.themes[0] in themes and clause.kind in _SERVING_KINDS and clause.obligation is Obligation.MUST
    ]
    best = sorted(found, key=lambda pair: -pair[1].confidence)[:MAX_PROOFS]
    could = [Fix(bundle.id, bundle.title) for bundle in bundles if bundle.themes[0] in themes]
    return ObjectiveAlignment(
        objective=objective,
        proofs=tuple(to_proof(document, clause) for document, clause in best),
        could_serve=() if best else tuple(could[:MAX_FIXES]),
    )


def count_in_indicators(documents: Sequence[DraftDocument], themes: Mapping[str, Theme]) -> tuple[CountedIn, ...]:
    """The categories of responsible purchases in which the consultation will count, in the order of the list."""
    return tuple(category for category, counts in _categories(documents, themes) if counts)


def _categories(documents: Sequence[DraftDocument], themes: Mapping[str, Theme]) -> Iterator[tuple[CountedIn, bool]]:
    clauses = [clause for document in documents for clause in document.clauses]
    binding = [clause for clause in clauses if clause.obligation is Obligation.MUST]
    conditions = [clause for clause in binding if clause.kind is ProvisionKind.EXECUTION_CONDITION]
    responsible = {criterion.responsible for document in documents for criterion in document.criteria}
    environmental = environmental_themes(themes)
    reserved = any(clause.kind is ProvisionKind.RESERVED_CONTRACT for clause in binding)
    yield CountedIn.SOCIAL_CLAUSE, any(EMPLOYMENT_THEMES & set(clause.themes) for clause in conditions)
    yield CountedIn.SOCIAL_CRITERION, bool(responsible & {"social", "both"})
    yield CountedIn.RESERVED, reserved
    yield (
        CountedIn.ENVIRONMENTAL_CLAUSE,
        any(clause.kind in CLAUSE_KINDS and environmental & set(clause.themes) for clause in binding),
    )
    yield CountedIn.ENVIRONMENTAL_CRITERION, bool(responsible & {"environmental", "both"})
