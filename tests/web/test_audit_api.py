"""The audit and the warnings through the API."""

import base64
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.builders.office import make_docx

CONTRACT = make_docx(
    "Cahier des clauses administratives particulières",
    "Article 1 – Objet du marché",
    "Le marché a pour objet le nettoyage de trois écoles.",
    "Article 9 – Déchets",
    "Le titulaire trie les déchets et remet chaque mois les bordereaux de suivi des déchets.",
)


def document(content: bytes = CONTRACT, name: str = "ccap.docx") -> dict[str, str]:
    return {"name": name, "content_base64": base64.b64encode(content).decode()}


def ask(client: FlaskClient, route: str, **body: Any) -> Any:
    return client.post(f"/api/v1/{route}", json=body)


def test_documents_are_judged(client: FlaskClient) -> None:
    answer = ask(client, "audit", documents=[document()], amount_eur="300 k€", launch_date="2026-12-01")
    assert answer.status_code == 200
    states = {duty["code"]: duty["state"] for duty in answer.json["duties"]}
    assert states["env_execution_condition"] == "met"
    assert states["social_execution_condition"] == "missing"
    assert states["env_award_criterion"] == "unknown"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"documents": []}, "documents"),
        ({"documents": [{"name": "a.pdf", "content_base64": "pas du base 64 !"}]}, "documents"),
        ({"launch_date": "demain"}, "launch_date"),
        ({"budget": 3}, "budget"),
    ],
)
def test_bad_body_is_refused_in_french_by_field(client: FlaskClient, changes: dict[str, Any], field: str) -> None:
    answer = ask(client, "audit", **({"documents": [document()]} | changes))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_file_that_cannot_be_read_is_a_problem_with_a_next_step(client: FlaskClient) -> None:
    answer = ask(client, "audit", documents=[document(b"\x00\x01\x02", "a.bin")])
    assert answer.status_code in (415, 422)
    assert answer.json["next_step"]


def test_passage_is_judged(client: FlaskClient) -> None:
    body = {"text": "Critère unique : le prix.", "document": "RC", "launch_date": "2026-12-01"}
    answer = ask(client, "warnings", **body)
    assert [warning["code"] for warning in answer.json["warnings"]] == ["price_only"]
    assert answer.json["warnings"][0]["sources"] == ["R2152-7", "R2152-9", "R2152-10"]
    assert ask(client, "warnings", **{**body, "launch_date": "2026-06-01"}).json["warnings"] == []


def test_unknown_document_type_is_refused(client: FlaskClient) -> None:
    answer = ask(client, "warnings", text="Prix.", document="BPU")
    assert answer.status_code == 422
    assert "RC, CCAP, CCTP ou CCP" in answer.json["errors"][0]["message"]
