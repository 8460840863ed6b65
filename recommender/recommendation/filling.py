"""Puts values in the variables of a text, which agrees with them."""

import re
from collections.abc import Mapping

from recommender.domain.library import VARIABLE, Bundle, Provision
from recommender.domain.recommendations import FilledProvision
from recommender.domain.text import fold_accents, format_value

FILLED_FIELDS = ("heading", "text", "proof", "control", "penalty", "scoring", "tenderer_supplies")
# In French the plural begins at two: "1,5 heure", "0 heure".
PLURAL_FROM = 2
# Words in "s" or "x" that have no other singular, among those that follow a number.
_INVARIABLE = frozenset((
    "accès", "après", "avis", "bois", "bras", "bus", "cas", "ces", "colis", "concours", "corps", "cours", "dans",
    "des", "devis", "fois", "jus", "les", "moins", "mois", "parcours", "pas", "plus", "poids", "prix", "procès",
    "puis", "puits", "recours", "relais", "repas", "sans", "secours", "ses", "sous", "succès", "tapis", "temps",
    "tous", "très",
))  # fmt: skip
# The word right after a number.
_NOUN = re.compile(r"( |\u00a0|\u202f)([a-zà-ÿœ]+)")
_ELIDED = re.compile(r"\b(d|l|qu|jusqu)(e|a)(?: )$", re.IGNORECASE)
# Not "h" nor "y", which are often not elided.
_VOWELS = "aeiouœ"


def fill_provision(provision: Provision, bundle: Bundle, values: Mapping[str, float | str]) -> FilledProvision:
    """Every text of a provision with each variable replaced by its value in ``values`` or its default."""
    filled = {variable.name: values.get(variable.name, variable.default) for variable in bundle.variables}
    texts = {name: fill_text(getattr(provision, name), filled) for name in FILLED_FIELDS}
    return FilledProvision(provision=provision, **texts)


def fill_text(text: str, values: Mapping[str, float | str]) -> str:
    """Replaces ``{{ name }}``; what stands around it agrees. An unknown name is left visible rather than dropped."""
    parts: list[str] = []
    place = 0
    for match in VARIABLE.finditer(text):
        before, value = text[place : match.start()], values.get(match.group(1))
        place = match.end()
        if value is None:
            parts += [before, match.group(0)]
            continue
        shown = format_value(value)
        parts += [_elide(before, shown) if isinstance(value, str) else before, shown]
        if not isinstance(value, str) and abs(value) < PLURAL_FROM:
            noun = _NOUN.match(text, place)
            if noun:
                parts.append(noun[1] + _singular(noun[2]))
                place = noun.end()
    return "".join([*parts, text[place:]])


def split_filled(template: str, text: str) -> list[tuple[str, bool]] | None:
    """``text``, which is ``template`` filled, in parts: (words, whether they are a value).

    ``None`` where the text is not that template filled.
    """
    literals = VARIABLE.split(template)[::2]
    patterns = [_agreeing(literal, is_first=place == 0) for place, literal in enumerate(literals)]
    match = re.fullmatch("(.*?)".join(f"({pattern})" for pattern in patterns), text, re.DOTALL)
    if match is None:
        return None
    return [(part, place % 2 == 1) for place, part in enumerate(match.groups())]


def _agreeing(literal: str, *, is_first: bool) -> str:
    """The pattern of what stands around values, whatever it agrees with."""
    noun = None if is_first else _NOUN.match(literal)
    elided = _ELIDED.search(literal)
    start = noun.end() if noun else 0
    end = elided.start() if elided and elided.start() >= start else len(literal)
    pattern = re.escape(literal[start:end])
    if noun:
        word = noun[0]
        pattern = (f"{re.escape(word[:-1])}s?" if word.endswith("s") else re.escape(word)) + pattern
    if end < len(literal) and elided:
        pattern += f"{re.escape(elided[1])}(?:{re.escape(elided[2])} |')"
    return pattern


def _singular(word: str) -> str:
    return word if word in _INVARIABLE or not word.endswith("s") else word[:-1]


def _elide(before: str, shown: str) -> str:
    """ "de" before "eau" is "d'": the last word of ``before`` gives way to a vowel."""
    if not shown or fold_accents(shown[0]) not in _VOWELS:
        return before
    return _ELIDED.sub(lambda match: f"{match[1]}'", before)
