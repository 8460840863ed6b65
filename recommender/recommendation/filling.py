"""Puts values in the variables of a text."""

from collections.abc import Mapping

from recommender.domain.library import VARIABLE, Bundle, Provision
from recommender.domain.recommendations import FilledProvision
from recommender.domain.text import format_value

FILLED_FIELDS = ("heading", "text", "proof", "control", "penalty", "scoring", "tenderer_supplies")


def fill_provision(provision: Provision, bundle: Bundle, values: Mapping[str, float | str]) -> FilledProvision:
    """Every text of a provision with each variable replaced by its value in ``values`` or its default."""
    filled = {variable.name: format_value(values.get(variable.name, variable.default)) for variable in bundle.variables}
    texts = {name: fill_text(getattr(provision, name), filled) for name in FILLED_FIELDS}
    return FilledProvision(provision=provision, **texts)


def fill_text(text: str, filled: Mapping[str, str]) -> str:
    """Replaces ``{{ name }}``; an unknown name is left visible rather than dropped."""
    return VARIABLE.sub(lambda match: filled.get(match.group(1), match.group(0)), text)
