"""The insertion sizing tried with other figures, and the hours written where they belong."""

import re

import pytest
from flask.testing import FlaskClient

from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page

WORKS = "Travaux de rénovation énergétique de logements sociaux occupés, isolation et menuiseries"

REMOVALS = "Déménagement et transfert de mobilier des services de la commune, manutention et livraison"


@pytest.fixture
def address(client: FlaskClient) -> str:
    return open_consultation(client, text=WORKS, amount="2 000 000", months="24")


def read_hours(page: Page) -> int:
    return int(re.sub(r"\D", "", page.text("#resultat")))


def read_interval(page: Page) -> list[int]:
    told = re.sub(r"(?<=\d)\s(?=\d{3})", "", page.text("#bilan"))
    return [int(number) for number in re.findall(r"\d+", told)]


def test_hours_come_as_an_interval_with_what_moves_them(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/insertion")
    hours, low, high = read_interval(page)
    assert low < hours < high
    assert len(page.texts(".moves tbody tr")) == 3
    assert "Sources" in page.text("#heures")


def test_a_figure_that_the_buyer_sets_is_no_longer_uncertain(client: FlaskClient, address: str) -> None:
    _, low, high = read_interval(read_page(client, f"{address}/insertion"))
    page = read_page(client, f"{address}/insertion?cout=40")
    _, set_low, set_high = read_interval(page)
    assert set_high - set_low < high - low
    assert len(page.texts(".moves tbody tr")) == 2


def test_more_effort_gives_more_hours(client: FlaskClient, address: str) -> None:
    less, more = (read_hours(read_page(client, f"{address}/insertion?effort={effort}")) for effort in ("5", "10"))
    assert more == pytest.approx(2 * less, abs=20)


def test_another_trade_brings_its_own_share_of_labour(client: FlaskClient, address: str) -> None:
    trades = read_page(client, f"{address}/insertion").attributes("#metier option", "value")
    page = read_page(client, f"{address}/insertion?metier={trades[-1]}&metier_precedent={trades[0]}&part=1")
    assert page.attributes("#part", "value") != ["1.0"]


def test_without_an_amount_it_is_asked_for(client: FlaskClient) -> None:
    address = open_consultation(client, text=WORKS)
    assert "Donnez le montant" in read_page(client, f"{address}/insertion").text("#heures")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("montant=beaucoup", "beaucoup"),
        ("effort=fort", "fort"),
        ("metier=astrologie", "astrologie"),
        ("mois=0", "0"),
        ("effort=900", "900"),
    ],
)
def test_an_unusable_figure_is_named_and_the_rest_stays(
    client: FlaskClient, address: str, query: str, told: str
) -> None:
    page = read_page(client, f"{address}/insertion?{query}", status=422)
    assert told in page.text(".problem")
    assert page.texts(".slider")


def test_hours_are_written_in_the_suggestion_that_asks_for_them(client: FlaskClient) -> None:
    address = open_consultation(client, text=REMOVALS, amount="2 000 000", months="24")
    page = Page(client.get(f"{address}/insertion?effort=10").data)
    forms = page.attributes("#heures form", "action")
    assert forms
    fields = dict(zip(page.attributes("#heures input", "name"), page.attributes("#heures input", "value"), strict=True))
    hours = next(value for name, value in fields.items() if name.startswith("valeur-"))
    # Over two years, the suggestion that asks for the hours of a year has half of them.
    assert int(hours) in (read_hours(page), read_hours(page) // 2)
    client.post(forms[0], data=fields)
    assert f'value="{hours}"' in re.sub(r"[\u202f\u00a0]", "", client.get(f"{address}/suggestions").text)
