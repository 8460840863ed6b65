"""The checks that catch bad content in the library, beyond the shape of the files."""

from collections.abc import Iterator, Sequence

from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import CLAUSE_KINDS, ProvisionKind, ThemeFamily
from recommender.library.files import Finding, LibraryFiles
from recommender.library.link_checks import find_link_faults
from recommender.library.provision_checks import find_provision_faults, find_variable_faults
from recommender.library.spelling import SpellingChecker
from recommender.library.typography import find_reading_faults, find_typography_faults
from recommender.library.wording import list_texts

NEAR_DUPLICATE_RATIO = 92.0
# What the criteria of a bundle weigh together at least must leave most of the score to price and quality.
MAX_SUM_OF_MINIMA = 50.0


def check_library(library: LibraryFiles, taxonomy: Taxonomy, spelling: SpellingChecker) -> tuple[Finding, ...]:
    """Everything wrong with the library, file by file; empty when it may be published."""
    findings = list(library.findings)
    for bundle in library.bundles:
        findings += [Finding(bundle.id, problem) for problem in _check_bundle(bundle, taxonomy, spelling)]
    findings += _repeated_ids(library.bundles)
    findings += find_link_faults(library.bundles)
    findings += _near_duplicates(library.bundles)
    return tuple(findings)


def _check_bundle(bundle: Bundle, taxonomy: Taxonomy, spelling: SpellingChecker) -> Iterator[str]:
    yield from _check_codes(bundle, taxonomy)
    yield from _check_bounds(bundle)
    yield from find_variable_faults(bundle)
    if not any(provision.level == 1 for provision in bundle.provisions):
        yield "aucune disposition de niveau 1"
    for provision in bundle.provisions:
        for problem in find_provision_faults(provision, bundle, taxonomy):
            yield f"« {provision.heading} » : {problem}"
        for problem in find_reading_faults(provision.text):
            yield f"« {provision.heading} » : {problem}"
    texts = _all_texts(bundle)
    for text in texts:
        yield from find_typography_faults(text)
    yield from (f"mot inconnu : « {word} »" for word in spelling.list_unknown(texts))


def _all_texts(bundle: Bundle) -> list[str]:
    texts = [bundle.title, bundle.purpose, bundle.fits, bundle.avoid, *bundle.cautions]
    texts += [link.reason for link in bundle.links]
    for variable in bundle.variables:
        texts += [variable.label, variable.advice]
    texts += [indicator.name for indicator in bundle.indicators]
    return [*texts, *(text for provision in bundle.provisions for text in list_texts(provision))]


def _check_codes(bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    for theme in bundle.themes:
        if theme not in taxonomy.themes:
            yield f"thème inconnu : {theme}"
    for family in bundle.families:
        if family not in taxonomy.families:
            yield f"famille d'achat inconnue : {family}"
    for prefix in bundle.cpv:
        if prefix not in taxonomy.cpv_prefixes:
            yield f"aucun code CPV ne commence par {prefix}"
    themes = [taxonomy.themes[theme] for theme in bundle.themes if theme in taxonomy.themes]
    eforms = {code for theme in taxonomy.themes.values() for code in theme.eforms}
    yield from (f"code eForms inconnu : {code}" for code in bundle.eforms if code not in eforms)
    goals = {goal for theme in themes for goal in theme.ocds}
    yield from (f"but OCDS étranger aux thèmes de la fiche : {goal}" for goal in bundle.ocds if goal not in goals)
    yield from _check_decp(bundle, taxonomy)


def _check_decp(bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    """DECP values must be possible for the bundle's kinds and themes, and none may be missing."""
    families = {taxonomy.themes[theme].family for theme in bundle.themes if theme in taxonomy.themes}
    is_social = ThemeFamily.SOCIAL in families
    is_environmental = bool(families - {ThemeFamily.SOCIAL})
    kinds = {provision.kind for provision in bundle.provisions}
    has_clause, has_criterion = bool(kinds & CLAUSE_KINDS), ProvisionKind.AWARD_CRITERION in kinds
    possible = {
        "Clause sociale": is_social and has_clause,
        "Critère social": is_social and has_criterion,
        "Marché réservé": ProvisionKind.RESERVED_CONTRACT in kinds,
        "Clause environnementale": is_environmental and has_clause,
        "Critère environnemental": is_environmental and has_criterion,
    }
    for value in bundle.decp:
        if not possible[value]:
            yield f"valeur DECP « {value} » sans disposition qui la justifie"
    if has_clause and not {"Clause sociale", "Clause environnementale"} & set(bundle.decp):
        yield "une clause, mais aucune valeur DECP de clause"
    if has_criterion and not {"Critère social", "Critère environnemental"} & set(bundle.decp):
        yield "un critère, mais aucune valeur DECP de critère"
    if ProvisionKind.RESERVED_CONTRACT in kinds and "Marché réservé" not in bundle.decp:
        yield "une réservation, mais pas la valeur DECP « Marché réservé »"


def _check_bounds(bundle: Bundle) -> Iterator[str]:
    bounds = (
        ("montants", bundle.min_amount_eur, bundle.max_amount_eur),
        ("durées", bundle.min_months, bundle.max_months),
    )
    for name, low, high in bounds:
        if low is not None and high is not None and low > high:
            yield f"{name} : le minimum dépasse le maximum"
    minima = sum(provision.weight_percent_min or 0.0 for provision in bundle.provisions)
    if minima > MAX_SUM_OF_MINIMA:
        yield f"les critères pèsent ensemble au moins {minima:.0f} %, plus de {MAX_SUM_OF_MINIMA:.0f} %"


def _repeated_ids(bundles: Sequence[Bundle]) -> list[Finding]:
    ids = [bundle.id for bundle in bundles]
    return [Finding(id_, "identifiant porté par plusieurs fichiers") for id_ in sorted(set(ids)) if ids.count(id_) > 1]


def _near_duplicates(bundles: Sequence[Bundle]) -> list[Finding]:
    """Pairs of provisions whose texts differ by a few words; all pairs are compared, in compiled code."""
    import numpy as np
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    texts = [(bundle.id, provision.text) for bundle in bundles for provision in bundle.provisions]
    if not texts:
        return []
    words = [text for _, text in texts]
    ratios = cdist(words, words, scorer=fuzz.ratio, score_cutoff=NEAR_DUPLICATE_RATIO, dtype=np.uint8, workers=-1)
    pairs = np.argwhere(np.triu(ratios, k=1))
    return [Finding(texts[i][0], f"texte presque identique à un texte de {texts[j][0]}") for i, j in pairs]
