"""Which browser a consultation belongs to: a secret in a cookie that ends with the session."""

import secrets

from flask import request
from werkzeug.wrappers import Response

COOKIE = "clausier_poste"
_SECRET_BYTES = 24


def read_secret() -> str:
    """The secret of this browser, empty where it has none yet."""
    return request.cookies.get(COOKIE, "")


def draw_secret() -> str:
    """The secret of this browser, a new one where it has none."""
    return read_secret() or secrets.token_urlsafe(_SECRET_BYTES)


def give_secret(response: Response, secret: str) -> Response:
    """Leave the secret in the browser: no script reads it, and closing the browser forgets it."""
    # Lax: another site's form cannot act on a consultation.
    response.set_cookie(COOKIE, secret, httponly=True, samesite="Lax", secure=request.is_secure)
    return response
