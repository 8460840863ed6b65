"""Which language a browser reads the pages in: French unless the user chose otherwise."""

from flask import Flask, redirect, request, url_for
from flask_babel import Babel, get_locale
from markupsafe import Markup
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from web.languages.saying import SOURCE_LANGUAGE, is_source_language, say, say_plain

# Code → its own name. The first is that of the contracts, of the law and of the program's words.
LANGUAGES = {SOURCE_LANGUAGE: "Français", "en": "English"}
COOKIE = "clausier_langue"


def register_languages(app: Flask) -> None:
    """Give the pages their language, the switch between languages, and the filters that say things in it."""
    Babel(app, default_locale=SOURCE_LANGUAGE, locale_selector=_choose)
    app.add_url_rule("/langue", "language", change_language, methods=["POST"])
    app.jinja_env.filters.update(say=say, say_plain=say_plain)
    # A global, for macros that are imported without the context of the page.
    app.jinja_env.globals["fr"] = mark_french
    app.context_processor(_describe)


def mark_french() -> str:
    """The attribute of an element whose words are French whatever the language of the page."""
    return "" if is_source_language() else Markup(' lang="fr"')


def change_language() -> BaseResponse:
    """Keep the language chosen until the browser is closed, and go back to the page."""
    chosen = request.form.get("langue", "")
    if chosen not in LANGUAGES:
        raise BadRequest
    response = redirect(_keep_inside(request.args.get("retour", "")), code=303)
    response.set_cookie(COOKIE, chosen, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def _choose() -> str:
    # Not the language that the browser announces: an office in France often has browsers in English.
    chosen = request.cookies.get(COOKIE, SOURCE_LANGUAGE)
    return chosen if chosen in LANGUAGES else SOURCE_LANGUAGE


def _describe() -> dict[str, object]:
    language = str(get_locale() or SOURCE_LANGUAGE)
    return {
        "language": language,
        "other_languages": [(code, name) for code, name in LANGUAGES.items() if code != language],
        "return_path": _find_return_path(),
    }


def _find_return_path() -> str:
    """The address to come back to: that of the page, or of the consultation where the page answers a form."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    id_ = (request.view_args or {}).get("id_")
    return url_for("desk.show", id_=id_) if id_ else url_for("pages.home")


def _keep_inside(path: str) -> str:
    """The path where it is one of this service, else the first page: no link may lead elsewhere through us."""
    is_inside = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_inside else url_for("pages.home")
