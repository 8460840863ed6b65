"""The API: answers, refusals, one error body."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from recommender.services import Services
from web.api.answers import AdviceAnswer
from web.problem_schema import ProblemBody

PATH = "/api/v1/recommendations"
TEXT = "Nettoyage des locaux de trois écoles pendant deux ans"


def assert_problem(response: TestResponse, *, status: int, code: str) -> ProblemBody:
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    problem = ProblemBody.model_validate(response.json)
    assert (problem.status, problem.code) == (status, code)
    assert problem.type == f"/erreurs#{code}"
    assert problem.title
    assert problem.detail
    assert problem.next_step
    assert problem.request_id == response.headers["X-Request-ID"]
    return problem


def test_answer_follows_its_documented_shape(client: FlaskClient) -> None:
    response = client.post(PATH, json={"text": TEXT, "id": "besoin-1"})
    assert response.status_code == 200
    answer = AdviceAnswer.model_validate(response.json)
    assert answer.id == "besoin-1"
    assert answer.recommendations
    assert answer.obligations


def test_answer_uses_what_is_stated(client: FlaskClient) -> None:
    body = {
        "text": TEXT, "cpv": ["90911200"], "family": "cleaning", "nature": "services", "amount_eur": "1,5 M€",
        "duration_months": 24, "lots": 2, "place": "Lille", "labour": "low", "users": "children",
        "sensitive": ["children"], "launch_date": "2026-11-16", "buyer": "state", "top_k": 2, "level": 1,
    }  # fmt: skip
    answer = AdviceAnswer.model_validate(client.post(PATH, json=body).json)
    assert answer.need.amount_eur == 1_500_000
    assert answer.need.cpv[0].code == "90911200"
    assert answer.need.inferred == []
    assert (answer.need.families[0].code, answer.need.families[0].score) == ("cleaning", 1)
    assert (answer.need.lots, answer.need.place, answer.need.labour, answer.need.users) == (
        2,
        "Lille",
        "low",
        "children",
    )
    assert answer.need.sensitive == ["children"]
    assert len(answer.recommendations) <= 2
    assert {provision.level for found in answer.recommendations for provision in found.provisions} == {1}


@pytest.mark.parametrize("amount", [1_500_000, 1_500_000.0, "1,5 M€", "1 500 000 €"])
def test_amount_is_a_number_or_text(client: FlaskClient, amount: float | str) -> None:
    answer = client.post(PATH, json={"text": TEXT, "amount_eur": amount}).json
    assert answer is not None
    assert answer["need"]["amount_eur"] == 1_500_000


def test_health_tells_the_versions(client: FlaskClient, services: Services) -> None:
    assert client.get("/api/v1/health").json == {
        "status": "ok",
        "corpus_version": services.corpus_version,
        "model_version": services.model_version,
    }


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"text": ""}, "invalid-need", "text"),
        ({"text": "Nettoyage"}, "invalid-need", "text"),
        ({"text": "mot " * 50_000}, "need-too-long", "text"),
        ({"text": "The cleaning of the schools and of the town hall with the windows"}, "need-not-french", "text"),
        ({"text": TEXT, "cpv": ["99999999"]}, "unknown-cpv", "cpv"),
        ({"text": TEXT, "family": "menage"}, "unknown-family", "family"),
        ({"text": TEXT, "lots": 0}, "invalid-fields", "lots"),
        ({"text": TEXT, "users": "tous"}, "invalid-fields", "users"),
        ({"text": TEXT, "sensitive": ["tout"]}, "invalid-fields", "sensitive"),
        ({"text": TEXT, "amount_eur": "beaucoup"}, "invalid-amount", "amount_eur"),
        ({"text": TEXT, "amount_eur": "9999999 Mds€"}, "invalid-amount", "amount_eur"),
        ({}, "invalid-fields", "text"),
        ({"text": None}, "invalid-fields", "text"),
        ({"text": 12}, "invalid-fields", "text"),
        ({"text": TEXT, "montant": 3}, "invalid-fields", "montant"),
        ({"text": TEXT, "amount_eur": True}, "invalid-fields", "amount_eur"),
        ({"text": TEXT, "amount_eur": -1}, "invalid-fields", "amount_eur"),
        ({"text": TEXT, "amount_eur": float("inf")}, "invalid-fields", "amount_eur"),
        ({"text": TEXT, "amount_eur": float("nan")}, "invalid-fields", "amount_eur"),
        ({"text": TEXT, "cpv": "90911200"}, "invalid-fields", "cpv"),
        ({"text": TEXT, "nature": "travaux"}, "invalid-fields", "nature"),
        ({"text": TEXT, "duration_months": 0}, "invalid-fields", "duration_months"),
        ({"text": TEXT, "duration_months": "24"}, "invalid-fields", "duration_months"),
        ({"text": TEXT, "launch_date": "16/11/2026"}, "invalid-fields", "launch_date"),
        ({"text": TEXT, "launch_date": 1_800_000_000}, "invalid-fields", "launch_date"),
        ({"text": TEXT, "top_k": 51}, "invalid-fields", "top_k"),
        ({"text": TEXT, "level": 4}, "invalid-fields", "level"),
        ({"text": TEXT, "id": "x" * 201}, "invalid-fields", "id"),
        ([], "invalid-fields", ""),
        (12, "invalid-fields", ""),
    ],
)
def test_refusals_name_the_field_in_french(client: FlaskClient, body: object, code: str, field: str) -> None:
    problem = assert_problem(client.post(PATH, json=body), status=422, code=code)
    assert [error.field for error in problem.errors] == [field]


def test_unknown_fields_are_listed_beside_the_known_ones(client: FlaskClient) -> None:
    problem = assert_problem(
        client.post(PATH, json={"text": TEXT, "montant": 3, "duree": 4}), status=422, code="invalid-fields"
    )
    assert {error.field for error in problem.errors} == {"montant", "duree"}
    assert "amount_eur" in problem.errors[0].message


def test_malformed_json_is_refused(client: FlaskClient) -> None:
    response = client.post(PATH, data="{", content_type="application/json")
    assert_problem(response, status=400, code="invalid-json")


def test_bytes_that_are_not_utf8_are_refused(client: FlaskClient) -> None:
    response = client.post(PATH, data=b'{"text": "\xff\xfe"}', content_type="application/json")
    assert_problem(response, status=400, code="invalid-json")


def test_deeply_nested_json_is_refused(client: FlaskClient) -> None:
    response = client.post(PATH, data="[" * 100_000, content_type="application/json")
    assert_problem(response, status=400, code="invalid-json")


def test_other_content_types_are_refused(client: FlaskClient) -> None:
    assert_problem(client.post(PATH, data={"text": TEXT}), status=415, code="not-json")


def test_too_large_body_is_refused(client: FlaskClient) -> None:
    response = client.post(PATH, json={"text": "a" * 4_100_000})
    assert_problem(response, status=413, code="request-too-large")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/v1/rien", 404, "not-found"),
        ("get", PATH, 405, "method-not-allowed"),
        ("delete", "/api/v1/health", 405, "method-not-allowed"),
    ],
)
def test_wrong_addresses_get_a_problem(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    assert_problem(getattr(client, method)(path), status=status, code=code)


def test_control_characters_are_dropped(client: FlaskClient) -> None:
    answer = client.post(PATH, json={"text": f"\x00{TEXT}\x1f\ufffe\ud800"}).json
    assert answer is not None
    assert answer["need"]["text"] == TEXT
