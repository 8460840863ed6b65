"""Verdicts on suggestions: from the page and by the API, for the organisation that wants them, never with a text."""

import io
from pathlib import Path
from uuid import uuid4

import docx
import pytest
from flask.testing import FlaskClient

from recommender.domain.feedback import DismissalReason, FeedbackAction
from recommender.services import Services
from tests.builders.pages import Page
from web import create_app
from web.api.answers import FeedbackAnswer
from web.pages.feedback import AnswerSeal, ShownAnswer, read_key

TEXT = "Nettoyage des locaux de trois écoles pendant deux ans"
API = "/api/v1/feedback"


@pytest.fixture
def desk(listening: Services) -> FlaskClient:
    """A browser on the pages of an organisation that wants feedback."""
    return create_app(listening).test_client()


@pytest.fixture
def answered(desk: FlaskClient) -> dict[str, object]:
    """What the form of the suggestions sends when nothing is changed on the page."""
    return sent_by(desk)


def sent_by(desk: FlaskClient) -> dict[str, object]:
    page = Page(desk.post("/suggestions", data={"text": TEXT}).data)
    hidden = {name: page.hidden_value(name) for name in ("text", "answer", "level", "buyer")}
    return {**hidden, "clause": page.attributes(".keep input", "value")}


def kept(services: Services) -> dict[str, tuple[FeedbackAction, DismissalReason | None]]:
    return {count.bundle_id: (count.action, count.reason) for count in services.feedback.count()}


def test_page_asks_for_no_verdict_where_nobody_wants_them(client: FlaskClient) -> None:
    page = Page(client.post("/suggestions", data={"text": TEXT}).data)
    assert page.texts(".verdict") == []
    assert "Rien n'est conservé." in Page(client.get("/").data).text(".privacy")


def test_page_says_for_whom_verdicts_are_kept(desk: FlaskClient) -> None:
    privacy = Page(desk.get("/").data).text(".privacy")
    assert "Vos textes ne sont pas conservés." in privacy
    assert "Ville de Lille" in privacy
    page = Page(desk.post("/suggestions", data={"text": TEXT}).data)
    assert len(page.texts(".verdict")) == len(page.texts(".suggestion"))
    assert "Rien n'est conservé" not in page.text("body")


def test_download_keeps_what_was_ticked_and_why_others_were_dismissed(
    desk: FlaskClient, listening: Services, answered: dict[str, object]
) -> None:
    first, second, third, *others = answered["clause"]
    fields = {
        **answered,
        "clause": [first, second, third],
        f"avis-{second}": "edited",
        f"avis-{third}": "too_demanding",
        f"avis-{others[0]}": "off_topic",
    }
    response = desk.post("/suggestions.docx", data=fields)
    assert kept(listening) == {
        first: (FeedbackAction.ACCEPTED, None),
        second: (FeedbackAction.EDITED, None),
        third: (FeedbackAction.DISMISSED, DismissalReason.TOO_DEMANDING),
        others[0]: (FeedbackAction.DISMISSED, DismissalReason.OFF_TOPIC),
    }
    titles = " ".join(p.text for p in docx.Document(io.BytesIO(response.data)).paragraphs)
    assert listening.bundle_titles[second] in titles
    assert listening.bundle_titles[third] not in titles


def test_verdicts_are_kept_without_a_download_and_told(
    desk: FlaskClient, listening: Services, answered: dict[str, object]
) -> None:
    first, second, *_ = answered["clause"]
    page = Page(desk.post("/retours", data={**answered, f"avis-{second}": "unclear"}).data)
    assert page.text("h1") == "Vos avis sont enregistrés"
    assert "Écartée : 1 suggestion" in page.texts("li")
    assert kept(listening)[first] == (FeedbackAction.ACCEPTED, None)


def test_second_thought_on_the_same_page_replaces_the_first(
    desk: FlaskClient, listening: Services, answered: dict[str, object]
) -> None:
    (first, *_) = answered["clause"]
    desk.post("/retours", data=answered)
    desk.post("/retours", data={**answered, "clause": [], f"avis-{first}": "unclear"})
    counts = [count for count in listening.feedback.count() if count.bundle_id == first]
    assert [(count.action, count.answers) for count in counts] == [(FeedbackAction.DISMISSED, 1)]


def test_page_without_a_verdict_keeps_nothing_and_says_so(
    desk: FlaskClient, listening: Services, answered: dict[str, object]
) -> None:
    page = Page(desk.post("/retours", data={**answered, "clause": []}).data)
    assert page.text("h1") == "Vous n'avez donné aucun avis"
    assert kept(listening) == {}


def test_bundle_often_dismissed_gives_way_and_says_why(desk: FlaskClient) -> None:
    sent = sent_by(desk)
    second = list(sent["clause"])[1]
    for _ in range(4):
        desk.post("/retours", data={**sent_by(desk), "clause": [], f"avis-{second}": "too_demanding"})
    page = Page(desk.post("/suggestions", data={"text": TEXT}).data)
    ids = page.attributes(".keep input", "value")
    if second in ids:
        assert ids.index(second) > 1
        assert "Écartée 4 fois sur 4 par votre organisation" in page.texts(".suggestion")[ids.index(second)]


def test_nothing_of_the_need_is_written(desk: FlaskClient, answered: dict[str, object], tmp_path: Path) -> None:
    desk.post("/retours", data=answered)
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"nettoyage" in written
    for word in ("écoles", "trois", "locaux", "deux ans"):
        assert word.encode() not in written


@pytest.mark.parametrize("answer", ["", "rien", "WyJhIl0.aaaa.bbbb"])
def test_verdicts_from_elsewhere_are_refused(
    desk: FlaskClient, listening: Services, answered: dict[str, object], answer: str
) -> None:
    response = desk.post("/retours", data={**answered, "answer": answer})
    assert response.status_code == 422
    assert "page récente de ce service" in response.text
    assert desk.post("/suggestions.docx", data={**answered, "answer": answer}).status_code == 200
    assert kept(listening) == {}


def test_page_of_another_installation_is_not_ours(
    tmp_path: Path, desk: FlaskClient, answered: dict[str, object]
) -> None:
    folder = tmp_path / "autre"
    folder.mkdir()
    other = AnswerSeal(read_key(folder)).seal(ShownAnswer(uuid4(), "cleaning", {}))
    assert desk.post("/retours", data={**answered, "answer": other}).status_code == 422


def test_unknown_choice_is_refused_with_the_form_kept(desk: FlaskClient, answered: dict[str, object]) -> None:
    (first, *_) = answered["clause"]
    response = desk.post("/retours", data={**answered, f"avis-{first}": "bof"})
    assert response.status_code == 422
    assert Page(response.data).value("text") == TEXT


def test_key_is_drawn_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    key = read_key(tmp_path)
    assert len(key) == 32
    assert read_key(tmp_path) == key
    (path,) = tmp_path.iterdir()
    assert path.stat().st_mode & 0o077 == 0


def test_service_without_an_organisation_refuses_and_says_how_to_open_it(client: FlaskClient) -> None:
    body = {"answer_id": str(uuid4()), "verdicts": [{"clause_id": "x", "action": "accepted"}]}
    refused = client.post(API, json=body)
    assert (refused.status_code, refused.json["code"]) == (403, "feedback-off")
    assert "CLAUSIER_ORGANISATION" in refused.json["next_step"]
    assert client.post("/retours", data={"text": TEXT}).status_code == 403


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
