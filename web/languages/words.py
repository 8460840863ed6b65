"""The words of the pages in the language of the page; outside a request, in French."""

import flask_babel


def gettext(text: str, /, **values: object) -> str:
    """The text said in the language of the page, with the values of its ``%(name)s``."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, several: str, number: int, /, **values: object) -> str:
    """The same for a number of things, which is ``%(num)s``."""
    return str(flask_babel.ngettext(one, several, number, **values))
