"""A suggestion at the level and with the values that the buyer gives it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from recommender.domain.library import Bundle, Variable
from recommender.domain.recommendations import FilledVariable, Recommendation
from recommender.domain.text import format_value
from recommender.errors import InvalidValue
from recommender.recommendation.completion import values_by_name
from recommender.recommendation.filling import fill_provision

EDITED = "edited"
MAX_VALUE_CHARS = 300
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_LARGEST = 1e12


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """A level of a bundle, 1 to 3, and how many texts it holds."""

    level: int
    texts: int


def list_levels(bundle: Bundle) -> tuple[LevelChoice, ...]:
    """The levels at which a bundle differs."""
    levels = sorted({provision.level for provision in bundle.provisions})
    return tuple(LevelChoice(level, sum(one.level <= level for one in bundle.provisions)) for level in levels)


def rewrite(recommendation: Recommendation, *, level: int | None, typed: Mapping[str, str]) -> Recommendation:
    """The same suggestion at another level, its texts filled with other values.

    Args:
        recommendation: as proposed.
        level: the highest level to include; that of the recommendation where ``None``.
        typed: values as typed, by name of variable; those left out or empty are as proposed.

    Raises:
        InvalidValue: a value is not of the kind of its variable.
    """
    bundle = recommendation.bundle
    variables = tuple(_fill(filled, typed.get(filled.variable.name, "")) for filled in recommendation.variables)
    wanted = recommendation.level if level is None else level
    lowest = min(provision.level for provision in bundle.provisions)
    kept = [provision for provision in bundle.provisions if provision.level <= max(wanted, lowest)]
    values = values_by_name(variables)
    return replace(
        recommendation,
        level=max(provision.level for provision in kept),
        provisions=tuple(fill_provision(provision, bundle, values) for provision in kept),
        variables=variables,
    )


def read_value(variable: Variable, typed: str) -> float | int | str:
    """The value typed for a variable.

    Raises:
        InvalidValue: it is not a number where one is due, not among the choices, or too long.
    """
    text = typed.strip()
    if variable.choices and text not in variable.choices:
        raise _refuse(variable, text, f"Choisissez parmi : {', '.join(variable.choices)}.")
    if isinstance(variable.default, str):
        if len(text) > MAX_VALUE_CHARS:
            raise _refuse(variable, text, f"Donnez {MAX_VALUE_CHARS} caractères au plus.")
        return " ".join(text.split())
    return _read_number(variable, text)


def _read_number(variable: Variable, text: str) -> float | int:
    plain = _SPACES.sub("", text).replace(",", ".").removesuffix("%" if variable.unit == "%" else "").lower()
    if not re.fullmatch(r"\d{1,13}(\.\d{1,6})?", plain) or float(plain) > _LARGEST:
        raise _refuse(variable, text, f"Donnez un nombre{f', en {variable.unit}' if variable.unit else ''}.")
    number = float(plain)
    return int(number) if number.is_integer() else number


def _fill(filled: FilledVariable, typed: str) -> FilledVariable:
    if not typed.strip():
        return filled
    value = read_value(filled.variable, typed)
    if value == filled.value:
        return filled
    return FilledVariable(filled.variable, value, EDITED, _caution(filled.variable, value))


def _caution(variable: Variable, value: float | int | str) -> str:
    """What to check of a value outside the bounds that the library gives; the buyer may have reasons for it."""
    low, high = variable.minimum, variable.maximum
    if isinstance(value, str) or ((low is None or value >= low) and (high is None or value <= high)):
        return ""
    bounds = " à ".join(format_value(bound) for bound in (low, high) if bound is not None)
    return f"Hors des valeurs prévues par la fiche ({bounds} {variable.unit}) : vérifiez qu'elle reste proportionnée."


def _refuse(variable: Variable, text: str, next_step: str) -> InvalidValue:
    return InvalidValue(f"« {text[:40]} » ne convient pas pour « {variable.label} ».", next_step)
