"""Response headers that protect the buyer, and the id that names each request."""

import uuid

from flask import Flask, Response, g, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def register_security(app: Flask) -> None:
    """Give every request an id and every response the headers."""
    app.before_request(_name_request)
    app.after_request(_set_headers)


def request_id() -> str:
    """The id of the current request, which the user can quote when asking for help."""
    return str(g.request_id)


def _name_request() -> None:
    g.request_id = uuid.uuid4().hex


def _set_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers["X-Request-ID"] = request_id()
    # An answer holds the buyer's words: no cache, shared or on disk, may keep it.
    if request.method == "POST" or request.path.startswith(("/api/", "/consultations")):
        response.headers["Cache-Control"] = "no-store"
    return response
