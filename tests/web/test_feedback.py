"""Verdicts on suggestions: from the desk and by the API, for the organisation that wants them, never with a text."""

from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.services import Services
from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page
from web import create_app
from web.api.answers import FeedbackAnswer

TEXT = "Nettoyage des locaux de trois écoles pendant deux ans"
API = "/api/v1/feedback"


@pytest.fixture
def desk(listening: Services) -> FlaskClient:
    """A browser on the pages of an organisation that wants feedback."""
    return create_app(listening).test_client()


@pytest.fixture
def address(desk: FlaskClient) -> str:
    """A described need."""
    return open_consultation(desk, text=TEXT)


def bundles(desk: FlaskClient, address: str) -> list[str]:
    page = read_page(desk, f"{address}/suggestions")
    return [name.removeprefix("fiche-") for name in page.attributes(".suggestion", "id")]


def choose(desk: FlaskClient, address: str, bundle_id: str, **fields: str) -> None:
    assert desk.post(f"{address}/suggestions/{bundle_id}", data=fields).status_code == 303


def kept(services: Services) -> dict[str, tuple[FeedbackAction, DismissalReason | None]]:
    return {count.bundle_id: (count.action, count.reason) for count in services.feedback.count()}


def test_page_says_for_whom_verdicts_are_kept(client: FlaskClient, desk: FlaskClient) -> None:
    assert "Ville de Lille" in Page(desk.get("/confidentialite").data).text("main")
    assert "avis" not in Page(client.get("/confidentialite").data).text("main")


def test_download_keeps_what_was_taken_and_why_others_were_set_aside(
    desk: FlaskClient, listening: Services, address: str
) -> None:
    first, second, third, *_ = bundles(desk, address)
    choose(desk, address, first, action="take")
    choose(desk, address, second, action="edit", niveau="1")
    choose(desk, address, second, action="take")
    choose(desk, address, third, action="aside", raison="too_demanding")
    assert kept(listening) == {}
    assert desk.get(f"{address}/clauses.docx").status_code == 200
    assert kept(listening) == {
        first: (FeedbackAction.ACCEPTED, None),
        second: (FeedbackAction.EDITED, None),
        third: (FeedbackAction.DISMISSED, DismissalReason.TOO_DEMANDING),
    }


def test_a_second_thought_replaces_the_first(desk: FlaskClient, listening: Services, address: str) -> None:
    first, second, *_ = bundles(desk, address)
    for id_ in (first, second):
        choose(desk, address, id_, action="take")
    desk.get(f"{address}/clauses.docx")
    choose(desk, address, first, action="aside", raison="unclear")
    desk.get(f"{address}/clauses.docx")
    counts = [count for count in listening.feedback.count() if count.bundle_id == first]
    assert [(count.action, count.answers) for count in counts] == [(FeedbackAction.DISMISSED, 1)]


def test_bundle_often_set_aside_gives_way_and_says_why(desk: FlaskClient) -> None:
    first, second, *_ = bundles(desk, open_consultation(desk, text=TEXT))
    for _ in range(4):
        address = open_consultation(desk, text=TEXT)
        choose(desk, address, first, action="take")
        choose(desk, address, second, action="aside", raison="too_demanding")
        desk.get(f"{address}/clauses.docx")
    page = read_page(desk, f"{open_consultation(desk, text=TEXT)}/suggestions")
    told = page.texts(f"#fiche-{second}")
    if told:
        assert "Écartée 4 fois sur 4 par votre organisation" in told[0]
        assert not told[0].startswith("2 ")


def test_nothing_of_the_need_is_written_in_the_feedback(desk: FlaskClient, address: str, tmp_path: Path) -> None:
    (first, *_) = bundles(desk, address)
    choose(desk, address, first, action="take")
    desk.get(f"{address}/clauses.docx")
    written = b"".join(path.read_bytes() for path in tmp_path.glob("*.db*"))
    assert first.encode() in written
    for word in ("écoles", "trois", "locaux", "deux ans"):
        assert word.encode() not in written


def test_service_without_an_organisation_refuses_and_says_how_to_open_it(client: FlaskClient) -> None:
    body = {"answer_id": str(uuid4()), "verdicts": [{"clause_id": "x", "action": "accepted"}]}
    refused = client.post(API, json=body)
    assert (refused.status_code, refused.json["code"]) == (403, "feedback-off")
    assert "CLAUSIER_ORGANISATION" in refused.json["next_step"]


def test_program_may_give_verdicts(desk: FlaskClient, listening: Services) -> None:
    answer = desk.post("/api/v1/recommendations", json={"text": TEXT, "top_k": 2}).json
    one, two = (found["clause_id"] for found in answer["recommendations"])
    body = {
        "answer_id": str(uuid4()),
        "family": answer["need"]["families"][0]["code"],
        "verdicts": [
            {"clause_id": one, "action": "edited", "level": 2},
            {"clause_id": two, "action": "dismissed", "reason": "legal_doubt"},
        ],
    }
    for _ in range(2):
        response = desk.post(API, json=body)
        assert FeedbackAnswer.model_validate(response.json).recorded == 2
    assert kept(listening) == {
        one: (FeedbackAction.EDITED, None),
        two: (FeedbackAction.DISMISSED, DismissalReason.LEGAL_DOUBT),
    }
    assert {count.answers for count in listening.feedback.count()} == {1}


@pytest.mark.parametrize(
    ("change", "code", "fields"),
    [
        ({"answer_id": "besoin-12"}, "invalid-fields", ["answer_id"]),
        ({"text": TEXT}, "invalid-fields", ["text"]),
        ({"verdicts": []}, "invalid-fields", ["verdicts"]),
        ({"verdicts": [{"clause_id": "a", "action": "accepted", "note": TEXT}]}, "invalid-fields", ["verdicts"]),
        ({"verdicts": [{"clause_id": "a", "action": "aimée"}]}, "invalid-fields", ["verdicts"]),
        ({"verdicts": [{"action": "accepted"}]}, "invalid-fields", ["verdicts"]),
        ({"verdicts": [{"clause_id": "inconnue", "action": "accepted"}]}, "invalid-feedback", []),
        ({"family": "menage"}, "invalid-feedback", []),
    ],
)
def test_unusable_feedback_is_refused_in_french(
    desk: FlaskClient, listening: Services, change: dict[str, object], code: str, fields: list[str]
) -> None:
    known = next(iter(listening.bundle_titles))
    body = {"answer_id": str(uuid4()), "verdicts": [{"clause_id": known, "action": "accepted"}]}
    response = desk.post(API, json=body | change)
    assert (response.status_code, response.json["code"]) == (422, code)
    assert [error["field"] for error in response.json["errors"]] == fields
    assert response.json["next_step"]
    assert kept(listening) == {}
