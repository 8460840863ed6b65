"""Says of each duty whether a draft already holds what meets it, and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.library import Bundle, Theme
from recommender.domain.recommendations import Duty
from recommender.domain.text import cut_to
from recommender.domain.vocabulary import CLAUSE_KINDS, Obligation, ProvisionKind, ThemeFamily

# Safety on site and the like are social, yet they do not meet L2112-2-1, which aims at people and jobs.
EMPLOYMENT_THEMES = frozenset({"insertion", "disability", "training", "equality", "social_economy"})
CRITERION_DUTIES = frozenset({"env_award_criterion", "concession_criterion"})
ENVIRONMENTAL_DUTIES = frozenset({"env_execution_condition", "concession_environment"})
SOCIAL_DUTIES = frozenset({"social_execution_condition", "concession_social"})
THEMES_OF_DUTY = {
    "agec_58": frozenset({"circular_economy"}),
    "biobased_25": frozenset({"materials"}),
    "egalim": frozenset({"food"}),
    "clean_vehicles": frozenset({"mobility"}),
    "digital_reuse": frozenset({"digital", "circular_economy"}),
    "accessibility": frozenset({"accessibility"}),
    "re2020": frozenset({"energy", "climate"}),
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a duty is met, and the proof in words."""

    status: str
    note: str


def mark_coverage(
    duties: Sequence[Duty],
    clauses: Sequence[Clause],
    criteria: Sequence[AwardCriterion],
    themes: Mapping[str, Theme],
) -> tuple[Duty, ...]:
    """The duties with ``coverage`` set to ``met`` or ``missing`` wherever they are due or to check."""
    binding = [clause for clause in clauses if clause.obligation is Obligation.MUST]
    marked: list[Duty] = []
    for duty in duties:
        if duty.status == "not_applicable":
            marked.append(duty)
            continue
        coverage = _cover(duty.code, binding, criteria, themes)
        marked.append(replace(duty, coverage=coverage.status, coverage_note=coverage.note))
    return tuple(marked)


def bundle_meets(code: str, bundle: Bundle, themes: Mapping[str, Theme]) -> bool:
    """Whether a bundle of the library holds what meets the duty ``code``."""
    kinds = {provision.kind for provision in bundle.provisions}
    if code in CRITERION_DUTIES:
        return ProvisionKind.AWARD_CRITERION in kinds and bool(set(bundle.themes) & environmental_themes(themes))
    if code in SOCIAL_DUTIES:
        return ProvisionKind.EXECUTION_CONDITION in kinds and bool(set(bundle.themes) & EMPLOYMENT_THEMES)
    wanted = environmental_themes(themes) if code in ENVIRONMENTAL_DUTIES else THEMES_OF_DUTY.get(code, frozenset())
    return bool(kinds & CLAUSE_KINDS) and bool(set(bundle.themes) & wanted)


def environmental_themes(themes: Mapping[str, Theme]) -> frozenset[str]:
    """The themes that are not social: those that the environmental duties aim at."""
    return frozenset(theme.code for theme in themes.values() if theme.family is not ThemeFamily.SOCIAL)


def _cover(
    code: str, clauses: Sequence[Clause], criteria: Sequence[AwardCriterion], themes: Mapping[str, Theme]
) -> Coverage:
    if code in CRITERION_DUTIES:
        return _cover_by_criterion(criteria)
    if code in ENVIRONMENTAL_DUTIES:
        return _cover_by_clause(clauses, environmental_themes(themes), CLAUSE_KINDS)
    if code in SOCIAL_DUTIES:
        return _cover_by_clause(clauses, EMPLOYMENT_THEMES, {ProvisionKind.EXECUTION_CONDITION})
    return _cover_by_clause(clauses, THEMES_OF_DUTY[code], CLAUSE_KINDS)


def _cover_by_criterion(criteria: Sequence[AwardCriterion]) -> Coverage:
    for criterion in criteria:
        if criterion.responsible in ("environmental", "both"):
            return Coverage("met", f"Trouvé : critère « {criterion.criterion} »{_page(criterion.page)}.")
    seen = (
        "aucun des critères trouvés ne porte sur l'environnement"
        if criteria
        else "aucun critère trouvé dans ce document"
    )
    return Coverage("missing", f"À ajouter : {seen}.")


def _cover_by_clause(clauses: Iterable[Clause], themes: frozenset[str], kinds: Iterable[ProvisionKind]) -> Coverage:
    allowed = set(kinds)
    fitting = [clause for clause in clauses if clause.kind in allowed and themes & set(clause.themes)]
    if not fitting:
        return Coverage("missing", "À ajouter : aucune clause de ce document n'y répond.")
    proof = max(fitting, key=_confidence)
    article = f", article {proof.segment.article}" if proof.segment.article else ""
    return Coverage("met", f"Trouvé{_page(proof.segment.page)}{article} : « {_excerpt(proof.segment.text)} »")


def _confidence(clause: Clause) -> float:
    return clause.confidence


def _page(page: int) -> str:
    return f" page {page}" if page else ""


def _excerpt(text: str, limit: int = 110) -> str:
    return cut_to(" ".join(text.split()), limit)
