"""Headers of every response."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import web

PATHS = ("/", "/rien", "/erreurs", "/static/clausier.css", "/api/v1/health", "/api/v1/rien")


@pytest.mark.parametrize("path", PATHS)
def test_every_response_is_guarded(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-ID"])


def test_each_request_has_its_own_id(client: FlaskClient) -> None:
    assert client.get("/").headers["X-Request-ID"] != client.get("/").headers["X-Request-ID"]


def test_answers_are_not_cached(client: FlaskClient) -> None:
    response = client.post("/consultations", data={"text": "Nettoyage des locaux de trois écoles"})
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/confidentialite", "/erreurs"])
def test_no_cookie_is_set_before_a_consultation(client: FlaskClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


def test_templates_hold_no_inline_style_or_script() -> None:
    folder = Path(web.__file__).parent / "templates"
    for path in folder.rglob("*.html"):
        markup = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", markup), path.name


def test_pages_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    markup = client.get("/").text
    assert not re.search(r"""(?:src|href)=["']https?:""", markup)
