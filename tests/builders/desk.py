"""Consultations opened as a browser opens them."""

import io
import time
from collections.abc import Sequence

from flask.testing import FlaskClient

from tests.builders.pages import Page

ENDED = ("done", "failed", "cancelled")
DRAFT = (
    "Cahier des clauses administratives particulières",
    "Article 1 - Objet du marché",
    "Le présent marché a pour objet le nettoyage des locaux de trois écoles maternelles de la commune.",
    "Article 2 - Insertion par l'activité économique",
    "Le titulaire réserve au moins 200 heures de travail à des personnes éloignées de l'emploi, embauchées "
    "par une structure d'insertion, pendant la durée du marché.",
    "Article 3 - Critères d'attribution",
    "Prix : 60 %",
    "Valeur technique : 30 %",
    "Distance entre le siège de l'entreprise et la mairie : 10 %",
)


def open_consultation(
    client: FlaskClient, *, files: Sequence[tuple[str, bytes]] = (), text: str = "", **fields: object
) -> str:
    """The address of a new consultation, once its files are read."""
    sent = [(io.BytesIO(content), name) for name, content in files]
    data = {"text": text, "document": sent, **fields}
    response = client.post("/consultations", data=data, content_type="multipart/form-data")
    assert response.status_code == 303, response.text
    return wait(client, response.headers["Location"])


def wait(client: FlaskClient, address: str) -> str:
    """The address, once its reading has ended."""
    deadline = time.monotonic() + 60
    while client.get(f"{address}/avancement").json["stage"] not in ENDED:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return address


def read_page(client: FlaskClient, address: str, *, status: int = 200) -> Page:
    """A page that is answered."""
    response = client.get(address)
    assert response.status_code == status, response.text
    return Page(response.data)
