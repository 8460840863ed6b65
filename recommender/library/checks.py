"""The checks that catch bad content in the library, beyond the shape of the files."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from recommender.domain.library import Bundle, Provision
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import CLAUSE_KINDS, ProvisionKind, ThemeFamily
from recommender.library.files import Finding, LibraryFiles

VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
# A wish binds nobody: these words make a duty unverifiable (warning code `vague_duty`).
VAGUE = re.compile(
    r"dans la mesure du possible|autant que possible|si possible|s'efforce|notamment sensibilis|"
    r"dans toute la mesure|de préférence|au mieux\b|est encouragé",
    re.IGNORECASE,
)
# Equal treatment (L3) forbids preferring a place (warning code `local_preference`).
LOCAL = re.compile(
    r"entreprises? locales?|producteurs? locaux|fournisseurs? locaux|produits? locaux|situées? à moins de|"
    r"implantées? (?:dans|sur) le (?:département|territoire)|kilomètres? (?:du|de la) (?:siège|mairie)",
    re.IGNORECASE,
)
# A label named in a text must come with "ou équivalent" (R2111-12 to R2111-17).
LABEL = re.compile(
    r"écolabel européen|Ecolabel|NF Environnement|Ange Bleu|Blauer Engel|Nordic Swan|Cygne blanc|\bPEFC\b|\bFSC\b|"
    r"\bGOTS\b|Oeko-Tex|Energy Star|\bEPEAT\b|TCO Certified|Label Rouge|Max Havelaar|Fairtrade|Imprim'Vert"
)
EQUIVALENT = re.compile(r"équivalent", re.IGNORECASE)
NEAR_DUPLICATE_RATIO = 92.0


def check_library(library: LibraryFiles, taxonomy: Taxonomy) -> tuple[Finding, ...]:
    """Everything wrong with the library, file by file; empty when it may be published."""
    findings = list(library.findings)
    for bundle in library.bundles:
        findings += [Finding(bundle.id, problem) for problem in _check_bundle(bundle, taxonomy)]
    findings += _repeated_ids(library.bundles)
    findings += _near_duplicates(library.bundles)
    return tuple(findings)


def _check_bundle(bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    yield from _check_codes(bundle, taxonomy)
    yield from _check_variables(bundle)
    if not any(provision.level == 1 for provision in bundle.provisions):
        yield "aucune disposition de niveau 1"
    for provision in bundle.provisions:
        for problem in _check_provision(provision, taxonomy):
            yield f"« {provision.heading} » : {problem}"


def _check_codes(bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    for theme in bundle.themes:
        if theme not in taxonomy.themes:
            yield f"thème inconnu : {theme}"
    for family in bundle.families:
        if family not in taxonomy.families:
            yield f"famille d'achat inconnue : {family}"
    for prefix in bundle.cpv:
        if not any(code.startswith(prefix) for code in taxonomy.cpv_labels):
            yield f"aucun code CPV ne commence par {prefix}"
    known = {code for theme in taxonomy.themes.values() for code in theme.eforms}
    yield from (f"code eForms inconnu : {code}" for code in bundle.eforms if code not in known)
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


def _check_variables(bundle: Bundle) -> Iterator[str]:
    declared = {variable.name for variable in bundle.variables}
    used = {name for provision in bundle.provisions for name in VARIABLE.findall(_all_text(provision))}
    for name in sorted(used - declared):
        yield f"variable utilisée sans être déclarée : {name}"
    for name in sorted(declared - used):
        yield f"variable déclarée sans être utilisée : {name}"
    for variable in bundle.variables:
        low, high = variable.minimum, variable.maximum
        if isinstance(variable.default, int | float) and (
            (low is not None and variable.default < low) or (high is not None and variable.default > high)
        ):
            yield f"valeur par défaut hors bornes : {variable.name}"


def _all_text(provision: Provision) -> str:
    parts = (provision.heading, provision.text, provision.proof, provision.control, provision.penalty)
    return "\n".join((*parts, provision.scoring, provision.tenderer_supplies))


def _check_provision(provision: Provision, taxonomy: Taxonomy) -> Iterator[str]:
    for article in provision.legal_basis:
        if article not in taxonomy.articles:
            yield f"article inconnu : {article}"
    text = _all_text(provision)
    for name, pattern in (("formule sans portée", VAGUE), ("préférence locale", LOCAL)):
        found = pattern.search(text)
        if found:
            yield f"{name} : « {found.group(0)} »"
    label = LABEL.search(text)
    if label and not EQUIVALENT.search(text):
        yield f"« {label.group(0)} » nommé sans « ou équivalent »"
    yield from _check_completeness(provision)


def _check_completeness(provision: Provision) -> Iterator[str]:
    if provision.kind in CLAUSE_KINDS:
        missing = [name for name in ("proof", "control", "penalty") if not getattr(provision, name)]
        if missing:
            yield f"clause sans {', '.join(missing)}"
    if provision.kind is ProvisionKind.AWARD_CRITERION:
        missing = [name for name in ("scoring", "tenderer_supplies") if not getattr(provision, name)]
        if missing:
            yield f"critère sans {', '.join(missing)}"
        low, high = provision.weight_percent_min, provision.weight_percent_max
        if low is None or high is None or low > high:
            yield "critère sans fourchette de poids cohérente"


def _repeated_ids(bundles: tuple[Bundle, ...]) -> list[Finding]:
    ids = [bundle.id for bundle in bundles]
    return [Finding(id_, "identifiant porté par plusieurs fichiers") for id_ in sorted(set(ids)) if ids.count(id_) > 1]


def _near_duplicates(bundles: tuple[Bundle, ...]) -> list[Finding]:
    texts = [(bundle.id, provision.text) for bundle in bundles for provision in bundle.provisions]
    findings: list[Finding] = []
    for index, (first_id, first) in enumerate(texts):
        for second_id, second in texts[index + 1 :]:
            if fuzz.ratio(first, second, score_cutoff=NEAR_DUPLICATE_RATIO):
                findings.append(Finding(first_id, f"texte presque identique à un texte de {second_id}"))
    return findings
