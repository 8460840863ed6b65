"""What each figure of a sentence is: promised, the level one starts from, or something else, as a threshold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from recommender.domain.spaser import TargetUnit
from recommender.extraction.spaser_commitment import FUTURE
from recommender.extraction.spaser_figures import Figure
from recommender.extraction.spaser_years import YearMention


class Role(Enum):
    """What a figure does in its sentence."""

    TARGET = "target"
    BASELINE = "baseline"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure with the year that goes with it and its role."""

    figure: Figure
    year: int | None
    role: Role


# "de plus de 216 000 €", "au-delà de 400 heures": the size of what is meant, not what is promised.
_THRESHOLD = re.compile(
    r"(?:\b(?:de|des|du|d'une valeur de|dont) (?:plus|moins) (?:de |d'|que )|\b(?:superieure?s?|"
    r"inferieure?s?|egale?s?) (?:ou egale?s? )?a |"
    r"\bau[- ]dela (?:de |d'|des? )|\bexced\w+ (?:de )?(?:la |le )?|\bdepass(?:e|ent|ant) (?:la |le )?|"
    r"\bd'au moins |\bseuil (?:de |d')|"
    r"\bponder\w+ [^,;]{0,40}|\bcompris\w* entre |\bconcentr\w+ |\bhors [^,;]{0,40}de moins de )$"
)
_NEVER_EXCEED = re.compile(r"\bne (?:pas|plus) (?:depasser|exceder)\b")
_DEFINITE = re.compile(r"\b(?:les|des|aux|ces|ses|nos|leurs|vos|mes|du|au|le|la|ce|cette|avec|parmi|chez) $")
_BASELINE_BEFORE = re.compile(r"\b(?:contre|au lieu de|plutot que|fixee?s? a|soit|etait de|partant de) (?:environ )?$")
_BASELINE_AFTER = re.compile(r"^ ?(?:\w+ ){0,4}(?:aujourd'hui|actuellement|a ce jour|en (?:moyenne )?ce moment)")
_ARROW_AFTER = re.compile(r"^ ?[^;,.→]{0,12}(?:→|->|=>)")
_DURATION = re.compile(r"(?:ans?|annees?|mois|jours?|semaines?|heures?|points?|degres?)$")
_TO_DURATION = re.compile(
    r"(?:\b(?:ramen|port|pass|ser(?:a|ont)|allong|redui|atteind|limit|prolong|fix)\w*\b[^.;]{0,60}\b(?:a|"
    r"de|sous|par) (?:moins de |au moins )?$)|"
    r"^(?:au moins |moins de |plus de |passer (?:de|a|sous) )?$"
)
_COMPARED = re.compile(
    r"(?:par rapport a|depuis|compare\w* a|base|reference|moyenne|niveau de|des annees|"
    r"valeur) (?:l'annee |la moyenne |fin |celui de )?$"
)
_TRANSITION = re.compile(r"\b(?:port|pass|ramen|evolu|mont|relev|hiss)\w*\b[^;:]{0,110}\bde $")
_DECREASE = re.compile(r"\b(?:redui|diminu|abaiss|baiss|descend)\w*\b[^;:]{0,110}\bde $")
_JOINED = re.compile(r"^[^;:]{0,70}(?:\bet\b|\bdont\b|, )[^;:]{0,40}$")


def read_roles(
    folded: str, figures: Sequence[Figure], years: Sequence[YearMention], first_year: int | None
) -> list[ReadFigure]:
    """Each figure with its year and role; what is dated before the plan's ``first_year`` is where one starts."""
    years = [year for year in years if not _COMPARED.search(folded[: year.start])]
    kept = _without_parts([figure for figure in figures if not _is_other(folded, figure)])
    found: list[ReadFigure] = []
    for position, figure in enumerate(kept):
        year = _year_of(folded, position, kept, years)
        found.append(ReadFigure(figure, year, _role_of(folded, figure, year, first_year)))
    return found


def _without_parts(figures: Sequence[Figure]) -> list[Figure]:
    """Of "100 % des marchés comportent au moins un critère", the share alone: one is what a market holds."""
    share = next(
        (figure.start for figure in figures if figure.unit is TargetUnit.PERCENT and not figure.is_universal), None
    )
    return [figure for figure in figures if not (figure.value == 1 and share is not None and share < figure.start)]


def is_transition(folded: str, figure: Figure) -> bool:
    """Whether "de X à Y" goes from a level to another ("porter de 17 à 35 %"), unlike "réduire de 25 à 30 %"."""
    before = folded[: figure.start]
    if figure.first is None:
        return False
    return bool(_TRANSITION.search(before) or (_DECREASE.search(before) and figure.value < figure.first))


def _is_other(folded: str, figure: Figure) -> bool:
    before, after = folded[: figure.start], folded[figure.end :]
    if figure.is_universal or figure.noun == "times":
        return False
    if _THRESHOLD.search(before):
        return not _NEVER_EXCEED.search(before)
    if _is_in_brackets(before, after):
        return True
    is_share = figure.unit is TargetUnit.PERCENT
    if not is_share and _DEFINITE.search(before) and figure.value != 0:
        return True
    is_duration = figure.unit in (TargetUnit.OTHER, TargetUnit.HOURS) and _DURATION.search(
        folded[figure.start : figure.end]
    )
    if figure.unit is TargetUnit.HOURS and figure.value >= 100:
        return False
    return bool(is_duration) and not _TO_DURATION.search(before)


def _is_in_brackets(before: str, after: str) -> bool:
    opened = before.rfind("(")
    return (
        opened > before.rfind(")")
        and ")" in after
        and not re.search(r"20\d\d", before[opened:] + after[: after.find(")")])
    )


def _year_of(folded: str, position: int, figures: Sequence[Figure], years: Sequence[YearMention]) -> int | None:
    """The year right after the figure; else that of the figure it is joined to; else one before."""
    figure = figures[position]
    after = _year_after(folded, position, figures, years)
    if after is not None:
        return after
    before = [year for year in years if year.end <= figure.start and ";" not in folded[year.end : figure.start]]
    if not before:
        return None
    taken = [other for other in figures[:position] if other.end <= before[-1].start and not other.is_universal]
    is_going_on = re.search(r"\b(?:voire|dont) $", folded[: figure.start])
    return before[-1].year if not taken or is_going_on else None


def _year_after(folded: str, position: int, figures: Sequence[Figure], years: Sequence[YearMention]) -> int | None:
    """The year between a figure and the next, or that of the next where both are joined: "60 % et 30 % en 2027"."""
    figure = figures[position]
    following = figures[position + 1] if position + 1 < len(figures) else None
    after = _first_between(years, figure.end, following.start if following else len(folded))
    if after is not None or following is None:
        return after.year if after is not None else None
    between = folded[figure.end : following.start]
    if not _JOINED.match(between) or re.search(r"\bpuis\b|\bcontre\b|\bde \d", between):
        return None
    return _year_after(folded, position + 1, figures, years)


def _first_between(years: Sequence[YearMention], start: int, end: int) -> YearMention | None:
    return next((year for year in years if start <= year.start < end), None)


def _role_of(folded: str, figure: Figure, year: int | None, first_year: int | None) -> Role:
    before, after = folded[: figure.start], folded[figure.end :]
    if _BASELINE_BEFORE.search(before) or _BASELINE_AFTER.match(after):
        return Role.BASELINE
    if year is not None and first_year is not None and year < first_year:
        return Role.BASELINE
    if year is None and _ARROW_AFTER.match(after):
        return Role.BASELINE
    return Role.TARGET


def select_targets(folded: str, found: Sequence[ReadFigure]) -> list[ReadFigure]:
    """The promised figures.

    Of "tous les acheteurs auront suivi deux journées" the first, of "chaque direction réservera un lot" the second.
    """
    targets = [one for one in found if one.role is Role.TARGET]
    future = FUTURE.search(folded)
    verb = future.start() if future else len(folded)
    subjects = [one for one in targets if one.figure.end <= verb and one.figure.unit is TargetUnit.PERCENT]
    has_share = any(not one.figure.is_universal or folded.startswith("tous", one.figure.start) for one in subjects)
    if has_share and future is not None:
        objects = (TargetUnit.COUNT, TargetUnit.CONTRACTS, TargetUnit.OTHER)
        targets = [one for one in targets if one.figure.end <= verb or one.figure.unit not in objects]
    return [one for one in targets if not one.figure.is_universal or _is_alone(one, targets)]


def _is_alone(one: ReadFigure, targets: Sequence[ReadFigure]) -> bool:
    """Whether "tous les …" says by itself what is promised: it is dated, and no other figure says it better."""
    if one.year is None:
        return False
    others = [other for other in targets if other is not one and not other.figure.is_universal]
    if any(
        other.figure.is_universal and other.figure.start < one.figure.start for other in targets if other is not one
    ):
        return False
    return all(other.year != one.year or other.figure.unit is TargetUnit.PERCENT for other in others) and not any(
        other.figure.value == 100 for other in others
    )
