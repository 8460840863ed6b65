"""Checks on a provision and on the variables of its bundle."""

import re
from collections.abc import Iterator

from recommender.domain.library import VARIABLE, Bundle, Provision, Variable
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import CLAUSE_KINDS, ProvisionKind
from recommender.library.wording import find_wording_faults, list_texts

WEIGHT_VARIABLE_PREFIX = "poids"
WHOLE_SCORE = 100.0
MAX_SUB_CRITERIA = 5


def find_variable_faults(bundle: Bundle) -> Iterator[str]:
    """Variables undeclared, unused, without range, or whose default lies outside of it."""
    declared = {variable.name for variable in bundle.variables}
    texts = [text for provision in bundle.provisions for text in list_texts(provision)]
    used = {name for text in texts for name in VARIABLE.findall(text)}
    for name in sorted(used - declared):
        yield f"variable utilisée sans être déclarée : {name}"
    for name in sorted(declared - used):
        yield f"variable déclarée sans être utilisée : {name}"
    for variable in bundle.variables:
        yield from _check_range(variable)


def _check_range(variable: Variable) -> Iterator[str]:
    low, high, default = variable.minimum, variable.maximum, variable.default
    if isinstance(default, str):
        if low is not None or high is not None:
            yield f"variable de texte avec des bornes : {variable.name}"
        if variable.choices and default not in variable.choices:
            yield f"valeur par défaut hors des choix : {variable.name}"
    elif low is None or high is None:
        yield f"variable sans minimum ou sans maximum : {variable.name}"
    elif not low <= default <= high:
        yield f"valeur par défaut hors bornes : {variable.name}"


def find_provision_faults(provision: Provision, bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    """What is wrong with one provision: its law, its words, what it lacks to be checked or scored."""
    yield from _check_law(provision, bundle, taxonomy)
    yield from find_wording_faults(provision)
    if provision.kind in CLAUSE_KINDS:
        wanted = {"proof": "justificatif", "control": "contrôle", "penalty": "pénalité"}
        missing = [name for field, name in wanted.items() if not getattr(provision, field)]
        if missing:
            yield f"clause sans {', '.join(missing)}"
    elif provision.penalty and not provision.control:
        yield "pénalité sans contrôle"
    if provision.kind is ProvisionKind.AWARD_CRITERION:
        yield from _check_criterion(provision, bundle)
    elif provision.sub_criteria:
        yield "sous-critères hors d'un critère d'attribution"


def _check_law(provision: Provision, bundle: Bundle, taxonomy: Taxonomy) -> Iterator[str]:
    for code in provision.legal_basis:
        article = taxonomy.articles.get(code)
        if article is None:
            yield f"article inconnu : {code}"
        elif not article.is_in_force(bundle.reviewed):
            yield f"article qui n'est pas en vigueur à la date de relecture : {code}"


def _check_criterion(provision: Provision, bundle: Bundle) -> Iterator[str]:
    wanted = {"scoring": "méthode de notation", "tenderer_supplies": "pièces à fournir"}
    missing = [name for field, name in wanted.items() if not getattr(provision, field)]
    if missing:
        yield f"critère sans {', '.join(missing)}"
    low, high = provision.weight_percent_min, provision.weight_percent_max
    if low is None or high is None or low > high:
        yield "critère sans fourchette de poids cohérente"
    else:
        yield from _check_weight_variables(provision, bundle, low, high)
    yield from _check_sub_criteria(provision)


def _check_weight_variables(provision: Provision, bundle: Bundle, low: float, high: float) -> Iterator[str]:
    named = set(VARIABLE.findall(provision.heading))
    for variable in bundle.variables:
        if variable.name not in named or not variable.name.startswith(WEIGHT_VARIABLE_PREFIX):
            continue
        if (variable.minimum is not None and variable.minimum < low) or (
            variable.maximum is not None and variable.maximum > high
        ):
            yield f"la variable {variable.name} sort de la fourchette de poids du critère"


def _check_sub_criteria(provision: Provision) -> Iterator[str]:
    parts = provision.sub_criteria
    if not parts:
        return
    total = sum(part.points for part in parts)
    if total != WHOLE_SCORE:
        yield f"les sous-critères font {total:g} points et non {WHOLE_SCORE:g}"
    if not 1 < len(parts) <= MAX_SUB_CRITERIA:
        yield f"{len(parts)} sous-critère(s), au lieu de 2 à {MAX_SUB_CRITERIA}"
    text = provision.text.casefold()
    for part in parts:
        if part.name.casefold() not in text:
            yield f"sous-critère absent du texte : « {part.name} »"
        if not re.search(rf"\b{part.points:g}\b".replace(".", "[.,]"), text):
            yield f"points absents du texte : « {part.name} », {part.points:g}"
