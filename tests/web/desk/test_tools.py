"""The note to the file without a social condition, and the weights tried out."""

import pytest
from flask.testing import FlaskClient

from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page


@pytest.fixture
def address(client: FlaskClient) -> str:
    """A described need."""
    return open_consultation(client, text="Nettoyage des locaux de trois écoles", amount="900 000", months="24")


def test_the_four_cases_are_asked_and_the_one_shut_out_cannot_be_chosen(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/exception")
    assert len(page.texts(".case")) == 4
    assert [value is not None for value in page.attributes(".case input", "disabled")] == [False, False, False, True]


def test_the_note_is_written_with_what_is_known(client: FlaskClient, address: str) -> None:
    sent = {"cas": "3", "motifs": "Deux entreprises seulement ont répondu au sourçage."}
    page = Page(client.post(f"{address}/exception", data=sent).data)
    note = page.text(".pre")
    assert "trois écoles" in note
    assert "900 000" in note
    assert "Deux entreprises seulement" in note
    assert page.value("motifs") == sent["motifs"]


@pytest.mark.parametrize(("cas", "words"), [("", "pas choisi de cas"), ("4", "marchés de travaux"), ("7", "choisi")])
def test_a_case_that_does_not_hold_is_refused_and_reasons_are_kept(
    client: FlaskClient, address: str, cas: str, words: str
) -> None:
    response = client.post(f"{address}/exception", data={"cas": cas, "motifs": "Parce que."})
    page = Page(response.data)
    assert response.status_code == 422
    assert words in page.text(".problem")
    assert page.value("motifs") == "Parce que."


def test_weights_say_whether_the_criterion_counts_and_propose_others(client: FlaskClient, address: str) -> None:
    weak = read_page(client, f"{address}/ponderation?prix=70&environnement=2&autres=28&formule=proportional&ecart=25")
    assert weak.text("#resultat") == "Il ne peut guère changer le classement"
    (link,) = weak.attributes(".panel .button-second", "href")
    assert read_page(client, link).text("#resultat") == "Il peut changer le classement"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("prix=70&environnement=20&autres=20", "110 %"),
        ("prix=beaucoup&environnement=20&autres=20", "« beaucoup » n'est pas un pourcentage"),
        ("prix=nan&environnement=20&autres=20", "n'est pas un pourcentage"),
        ("prix=50&environnement=20&autres=30&ecart=0", "écart"),
        ("prix=50&environnement=20&autres=30&formule=loterie", "formule"),
    ],
)
def test_unusable_weights_are_named(client: FlaskClient, address: str, query: str, words: str) -> None:
    assert words in read_page(client, f"{address}/ponderation?{query}", status=422).text(".problem")
