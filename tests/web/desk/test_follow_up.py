"""The follow-up of a saved consultation, and the statistics of the year."""

import csv
import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from recommender.services import Services
from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page
from web import create_app


@pytest.fixture
def client(listening: Services) -> FlaskClient:
    """A browser on a service whose folder holds no other consultation."""
    return create_app(listening).test_client()


@pytest.fixture
def address(client: FlaskClient) -> str:
    """A saved consultation for which one bundle was taken."""
    address = open_consultation(
        client, text="Nettoyage des locaux de trois écoles", amount="900 000", launch_date="2026-12-01"
    )
    take_first(client, address)
    client.post(f"{address}/enregistrer", data={"garder": "1"})
    return address


def take_first(client: FlaskClient, address: str) -> str:
    page = read_page(client, f"{address}/suggestions")
    bundle_id = page.attributes(".suggestion", "id")[0].removeprefix("fiche-")
    client.post(f"{address}/suggestions/{bundle_id}", data={"action": "take"})
    return bundle_id


def reading(page: Page, **changes: str) -> dict[str, str]:
    fields = {"fiche": page.hidden_value("fiche"), "indicateur": page.hidden_value("indicateur")}
    return {**fields, "date": "2027-03-31", "valeur": "42", **changes}


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_indicators_of_what_was_taken_are_followed(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suivi")
    assert page.texts("h2")
    assert "L2111-3" in page.text("main")
    assert "900 000 €" in page.text("main")


def test_values_are_kept_in_the_order_of_their_dates_and_can_be_dropped(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suivi")
    for day, value in (("2027-06-30", "55"), ("2027-03-31", "42")):
        assert client.post(f"{address}/suivi", data=reading(page, date=day, valeur=value)).status_code == 303
    rows = read_page(client, f"{address}/suivi").texts("tbody tr")
    assert [("42" in row, "55" in row) for row in rows] == [(True, False), (False, True)]
    client.post(f"{address}/suivi", data=reading(page, action="drop"))
    assert len(read_page(client, f"{address}/suivi").texts("tbody tr")) == 1


def test_the_table_can_be_taken_away_and_holds_no_formula(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suivi")
    client.post(f"{address}/suivi", data=reading(page, valeur="=1+1"))
    response = client.get(f"{address}/suivi.csv")
    head, row = table(response.data)
    assert head == ["Indicateur", "Unité", "Fiche", "Date", "Valeur"]
    assert row[3:] == ["2027-03-31", "'=1+1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"valeur": "  "}, "vide"),
        ({"valeur": "x" * 200}, "trop longue"),
        ({"date": "demain"}, "date du relevé"),
        ({"fiche": "inconnue"}, "n'est pas suivi"),
    ],
)
def test_an_unusable_value_is_named(client: FlaskClient, address: str, changes: dict[str, str], words: str) -> None:
    page = read_page(client, f"{address}/suivi")
    response = client.post(f"{address}/suivi", data=reading(page, **changes))
    assert response.status_code == 422
    assert words in Page(response.data).text(".problem")
    assert read_page(client, f"{address}/suivi").texts("tbody tr") == []


def test_an_unsaved_consultation_is_told_that_it_will_be_erased(client: FlaskClient, address: str) -> None:
    client.post(f"{address}/enregistrer", data={"garder": "0"})
    assert "n'est pas enregistrée" in read_page(client, f"{address}/suivi").text(".note")


def test_without_anything_taken_there_is_nothing_to_follow(client: FlaskClient) -> None:
    address = open_consultation(client, text="Nettoyage des locaux de trois écoles")
    assert "Aucun indicateur à suivre" in read_page(client, f"{address}/suivi").text("main")


def test_statistics_count_saved_consultations_only(client: FlaskClient, address: str) -> None:
    take_first(client, open_consultation(client, text="Nettoyage des locaux de deux écoles"))
    page = read_page(client, "/consultations/statistiques")
    assert page.texts("h2") == ["2026 : 1 consultation, 900 000 € HT estimés"]
    client.post(f"{address}/enregistrer", data={"garder": "0"})
    assert read_page(client, "/consultations/statistiques").texts("h2") == []


def test_statistics_follow_later_choices_and_erasing(client: FlaskClient, address: str) -> None:
    before = read_page(client, "/consultations/statistiques").texts("tbody tr")
    assert before
    client.post(f"{address}/annuler")
    assert read_page(client, "/consultations/statistiques").texts("tbody tr") == []
    client.post(f"{address}/effacer")
    assert "Aucune consultation" in read_page(client, "/consultations/statistiques").text("main")


def test_statistics_are_a_table_to_take_away(client: FlaskClient, address: str) -> None:
    head, *rows = table(client.get("/consultations/statistiques.csv").data)
    assert head == ["Année", "Mesure", "Détail", "Consultations", "Montant HT"]
    assert ["2026", "Ensemble", "", "1", "900000"] in rows
    assert any(row[1] == "Thème" for row in rows)


def test_the_figures_kept_hold_no_word_of_the_need(client: FlaskClient, address: str, tmp_path: Path) -> None:
    (record,) = tmp_path.rglob("record.json")
    assert b"coles" not in record.read_bytes()
