"""What the program words in French, said in the language of the page.

Labels, errors and reasons are worded in French where they arise, with their values already in them. The catalogue
holds their patterns (``La durée « {0} » ne peut pas être lue.``); a sentence that follows one is said again from the
pattern of the other language with the same values. What the catalogue does not hold, such as the texts of clauses or
the law, stays French and is marked so, for screen readers to pronounce it as French.
"""

import re
from functools import lru_cache

from flask_babel import get_locale
from markupsafe import Markup, escape

from web.languages.catalogue import PLACE, list_patterns
from web.languages.words import gettext
from web.pages.typography import lower_first, set_french_spaces

SOURCE_LANGUAGE = "fr"
_LISTED = (" ; ", ", ")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def say(text: str) -> str:
    """The text for an element of the page: in its language, or in French and marked as French."""
    if is_source_language():
        return set_french_spaces(text)
    said = _find(text)
    return said if said is not None else Markup('<span lang="fr">{}</span>').format(escape(set_french_spaces(text)))


def say_plain(text: str) -> str:
    """The text for an attribute, an option or a title, where no language can be marked."""
    if is_source_language():
        return set_french_spaces(text)
    return _find(text) or set_french_spaces(text)


def is_source_language() -> bool:
    """Whether the page is in French, as everything outside a request is."""
    locale = get_locale()
    return locale is None or locale.language == SOURCE_LANGUAGE


def _find(text: str) -> str | None:
    """The text in the language of the page; ``None`` where the catalogue has neither it nor its pattern."""
    exact = _find_exact(text)
    if exact is not None:
        return exact
    for pattern, source in _patterns(str(get_locale())):
        matched = pattern.fullmatch(text)
        if matched:
            values = {place: _say_value(value) for place, value in matched.groupdict().items()}
            return PLACE.sub(lambda place, known=values: known[f"v{place[1]}"], gettext(source))  # type: ignore[misc]
    return None


def _find_exact(text: str) -> str | None:
    if not text.strip():
        return text
    found = gettext(text)
    return found if found != text else None


def _say_value(value: str) -> str:
    """A value of a sentence: a label is said in the language too, one by one where several are listed."""
    exact = _find_exact(value)
    if exact is not None:
        return exact
    inside = _find_exact(value[:1].upper() + value[1:])
    if inside is not None:
        return lower_first(inside)
    for separator in _LISTED:
        if separator in value:
            return separator.replace(" ;", ";").join(map(_say_value, value.split(separator)))
    return _THOUSANDS.sub(",", _DECIMAL_COMMA.sub(".", value))


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of the catalogue, the most telling first, each with its French."""
    return tuple((compile_pattern(source), source) for source in list_patterns(language))


def compile_pattern(source: str) -> re.Pattern[str]:
    """The sentences that follow ``source``, whose values are ``v0``, ``v1``…"""
    parts = PLACE.split(source)
    return re.compile(
        "".join(re.escape(part) if index % 2 == 0 else f"(?P<v{part}>.*?)" for index, part in enumerate(parts)),
        re.DOTALL,
    )
