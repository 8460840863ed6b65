"""The OpenAPI document is valid, of the version we promise, and tells the truth about errors."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator


@pytest.fixture
def spec(client: FlaskClient) -> dict[str, Any]:
    """The document as served."""
    document: dict[str, Any] = client.get("/api/v1/openapi.json").get_json()
    return document


def test_document_is_valid_openapi_3_1(spec: dict[str, Any]) -> None:
    assert spec["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(spec).validate()


def test_document_lists_the_operations(spec: dict[str, Any]) -> None:
    operations = {operation["operationId"] for path in spec["paths"].values() for operation in path.values()}
    assert operations == {"recommend", "give_feedback", "audit", "judge_passage", "health"}


def test_errors_are_documented_as_problems(spec: dict[str, Any]) -> None:
    responses = spec["paths"]["/api/v1/recommendations"]["post"]["responses"]
    for status in ("400", "413", "415", "422", "500", "503"):
        assert list(responses[status]["content"]) == ["application/problem+json"]


def test_unknown_fields_are_documented_as_refused(spec: dict[str, Any]) -> None:
    assert spec["components"]["schemas"]["RecommendationRequest"]["additionalProperties"] is False


def test_document_is_the_same_when_asked_twice(client: FlaskClient) -> None:
    assert client.get("/api/v1/openapi.json").json == client.get("/api/v1/openapi.json").json
