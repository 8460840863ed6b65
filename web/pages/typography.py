"""Typography, numbers and dates of the language of the page, and the few shapes of text that templates need."""

import re
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup, escape

from recommender.domain.recommendations import FilledProvision
from recommender.domain.text import format_value
from recommender.recommendation.filling import split_filled
from web.languages.words import gettext, ngettext

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
_BEFORE_TALL_SIGN = re.compile(r" (?=[:%€»])")
_BEFORE_LOW_SIGN = re.compile(r" (?=[;!?])")
_AFTER_OPENING = re.compile(r"(?<=«) ")
_INSIDE_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_LIST_MARK = re.compile(r"^\s*[-–•*]\s+")


def register_filters(app: Flask) -> None:
    """Make the filters known to the templates."""
    for named in _FILTERS:
        app.jinja_env.filters[named.__name__] = named


def set_french_spaces(text: str) -> str:
    """The text with the spaces that must not break a line made non-breaking."""
    text = _BEFORE_TALL_SIGN.sub(NO_BREAK, _AFTER_OPENING.sub(NO_BREAK, text))
    return _INSIDE_NUMBER.sub(NARROW_NO_BREAK, _BEFORE_LOW_SIGN.sub(NARROW_NO_BREAK, text))


def format_euros(amount: float) -> str:
    """The amount as the readers of the page write it, with its sign."""
    return _place_sign(format_decimal(round(amount, 2), locale=conventions()))


def format_number(number: float) -> str:
    """The number as the readers of the page write it."""
    return format_decimal(number, locale=conventions())


def lower_first(text: str) -> str:
    """The text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def format_long_date(day: date) -> str:
    """The day in words."""
    return format_date(day, "long", locale=conventions()).replace(" ", NO_BREAK)


def shorten(text: str, length: int) -> str:
    """The text cut between two words, with an ellipsis where something was cut."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def shorten_name(name: str, length: int) -> str:
    """The name of a file cut in its middle, where it says least: its end and its type remain."""
    if len(name) <= length:
        return name
    tail = length // 3
    return f"{name[: length - tail - 1]}…{name[-tail:]}"


def split_paragraphs(text: str | Markup) -> list[tuple[str, list[Markup]]]:
    """The text as ``("paragraph", [one text])`` and ``("list", items)`` in order."""
    parts: list[tuple[str, list[Markup]]] = []
    for line in (line for line in escape(text).split("\n") if line.strip()):
        item = _LIST_MARK.sub("", line)
        if item == line:
            parts.append(("paragraph", [Markup(line)]))
        elif parts and parts[-1][0] == "list":
            parts[-1][1].append(Markup(item))
        else:
            parts.append(("list", [Markup(item)]))
    return parts


def mark_values(filled: FilledProvision, field: str) -> Markup:
    """A text of a provision with the values put in its variables marked, for the buyer to check them."""
    text = getattr(filled, field)
    parts = split_filled(getattr(filled.provision, field), text)
    if parts is None:
        return escape(set_french_spaces(text))
    marked = Markup("")
    for words, is_value in parts:
        marked += Markup("<mark>{}</mark>").format(words) if is_value else escape(set_french_spaces(words))
    return marked


def format_hours(hours: float) -> str:
    """A time in hours, or in days where it is whole days, or in minutes: "12 heures"."""
    if hours >= 48 and hours % 24 == 0:
        return gettext("%(days)s\u00a0jours", days=f"{hours / 24:.0f}")
    if hours < 1:
        return gettext("%(minutes)s\u00a0minutes", minutes=f"{60 * hours:.0f}")
    number = format_number(hours)
    return ngettext("%(number)s\u00a0heure", "%(number)s\u00a0heures", int(hours) or 1, number=number)


def format_size(size: int) -> str:
    """A size in bytes as people say it: "1,2 Mo"."""
    if size < 1_000_000:
        return gettext("%(number)s\u00a0ko", number=max(1, round(size / 1_000)))
    return gettext("%(number)s\u00a0Mo", number=format_number(round(size / 1_000_000, 1)))


def _place_sign(amount: str) -> str:
    return f"€{amount}" if conventions() == "en_GB" else f"{amount}{NO_BREAK}€"


def conventions() -> str:
    """How numbers and dates are written: as in France, or in English as the European institutions write it."""
    locale = get_locale()
    return "en_GB" if locale is not None and locale.language == "en" else "fr"


_FILTERS = (
    format_euros,
    format_hours,
    format_long_date,
    format_number,
    format_size,
    format_value,
    lower_first,
    mark_values,
    set_french_spaces,
    shorten,
    shorten_name,
    split_paragraphs,
)
