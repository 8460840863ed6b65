"""Suggestions: arranged, filtered, changed in place, taken, set aside, and taken away as a Word file."""

import io
import re

import docx
import pytest
from flask.testing import FlaskClient

from recommender.services import Services
from tests.builders.desk import DRAFT, open_consultation, read_page
from tests.builders.office import make_docx
from tests.builders.pages import Page


@pytest.fixture
def address(client: FlaskClient, need: str) -> str:
    """A described need."""
    return open_consultation(client, text=need, amount="6 M€", months="24")


def ids(page: Page) -> list[str]:
    return [name.removeprefix("fiche-") for name in page.attributes(".suggestion", "id")]


def choose(client: FlaskClient, address: str, bundle_id: str, *, status: int = 303, **fields: str) -> Page:
    response = client.post(f"{address}/suggestions/{bundle_id}", data=fields)
    assert response.status_code == status, response.text
    if status != 303:
        return Page(response.data)
    assert response.headers["Location"].endswith(f"#fiche-{bundle_id}")
    return read_page(client, f"{address}/suggestions")


def card(page: Page, bundle_id: str) -> str:
    return page.text(f"#fiche-{bundle_id}")


def test_suggestions_are_arranged_by_the_document_to_fix(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    titles = page.texts("h2")
    assert titles == [title for title in titles if title.startswith(("Règlement", "Cahier", "Acte", "Avis"))]
    assert len(titles) >= 2
    # The most useful suggestion is the first to be read.
    assert page.text("h3").startswith("1 ")
    assert len(ids(page)) >= 10


def test_suggestions_carry_reasons_and_texts(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    suggestions = page.texts(".suggestion")
    assert len(page.texts(".texts summary")) == len(suggestions)
    assert "Pourquoi" in " ".join(suggestions)


@pytest.mark.parametrize("name", ["theme", "nature", "document", "ambition"])
def test_each_filter_keeps_what_it_says(client: FlaskClient, address: str, name: str) -> None:
    whole = read_page(client, f"{address}/suggestions")
    options = [value for value in whole.attributes(f"#{name} option", "value") if value]
    kept = [len(ids(read_page(client, f"{address}/suggestions?{name}={value}"))) for value in options]
    assert max(kept) <= len(ids(whole))
    assert min(kept) < len(ids(whole))
    assert sum(kept) >= len(ids(whole))


def test_a_filter_that_keeps_nothing_says_so(client: FlaskClient, address: str) -> None:
    assert "Aucune suggestion ne répond" in read_page(client, f"{address}/suggestions?theme=inconnu").text("main")


def test_what_is_taken_goes_to_the_basket_and_back(client: FlaskClient, address: str) -> None:
    first, second, *_ = ids(read_page(client, f"{address}/suggestions"))
    assert "Retenue" in card(choose(client, address, first, action="take"), first)
    choose(client, address, second, action="take")
    assert "Panier 2" in read_page(client, f"{address}/panier").text(".tabs")
    response = client.post(f"{address}/suggestions/{first}", data={"action": "leave", "retour": "panier"})
    assert "/panier" in response.headers["Location"]
    assert "Panier 1" in read_page(client, f"{address}/panier").text(".tabs")


def test_setting_aside_asks_for_a_reason(client: FlaskClient, address: str) -> None:
    (first, *_) = ids(read_page(client, f"{address}/suggestions"))
    page = choose(client, address, first, action="aside", raison="", status=422)
    assert "pas dit pourquoi" in page.text(".problem")
    assert "Écartée" in card(choose(client, address, first, action="aside", raison="too_demanding"), first)
    assert "Écartée" not in card(choose(client, address, first, action="leave"), first)


def test_the_last_choice_can_be_taken_back(client: FlaskClient, address: str) -> None:
    (first, *_) = ids(read_page(client, f"{address}/suggestions"))
    assert "Annuler le dernier choix" in choose(client, address, first, action="take").text("main")
    client.post(f"{address}/annuler")
    assert "Retenue" not in card(read_page(client, f"{address}/suggestions"), first)


def test_a_level_changes_the_texts_in_place(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    id_ = next(name for name in ids(page) if {"1", "2", "3"} <= set(page.attributes(f"#fiche-{name} .level", "value")))
    low = choose(client, address, id_, action="edit", niveau="1")
    high = choose(client, address, id_, action="edit", niveau="3")
    assert "Niveau 2" not in " ".join(low.texts(f"#fiche-{id_} .provision"))
    assert "Niveau 3" in " ".join(high.texts(f"#fiche-{id_} .provision"))
    refused = choose(client, address, id_, action="edit", niveau="9", status=422)
    assert "n'a pas ce niveau" in refused.text(".problem")


def test_levels_are_compared_side_by_side(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    id_ = next(name for name in ids(page) if len(page.attributes(f"#fiche-{name} .level", "value")) > 1)
    compared = read_page(client, f"{address}/suggestions/{id_}/niveaux")
    assert [title.split(" ")[1] for title in compared.texts("h2")] == page.attributes(f"#fiche-{id_} .level", "value")


def test_a_value_is_edited_in_place_and_goes_to_the_word_file(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    id_, name = next(
        (id_, names[0])
        for id_ in ids(page)
        if (names := [n for n in page.attributes(f"#fiche-{id_} input", "inputmode") and
                      page.attributes(f"#fiche-{id_} input", "name") if n and n.startswith("valeur-")])
    )  # fmt: skip
    edited = choose(client, address, id_, action="edit", **{name: "437,5"})
    assert "437,5" in " ".join(edited.texts(f"#fiche-{id_} mark"))
    choose(client, address, id_, action="take")
    assert "437,5" in words_of(client.get(f"{address}/clauses.docx").data)


def test_an_unusable_value_is_named_and_changes_nothing(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions")
    id_ = next(i for i in ids(page) if "decimal" in page.attributes(f"#fiche-{i} input", "inputmode"))
    position = page.attributes(f"#fiche-{id_} input", "inputmode").index("decimal")
    name = page.attributes(f"#fiche-{id_} input", "name")[position]
    before = page.texts(f"#fiche-{id_} mark")
    refused = choose(client, address, id_, action="edit", status=422, **{name: "beaucoup"})
    assert "« beaucoup » ne convient pas" in refused.text(".problem")
    assert read_page(client, f"{address}/suggestions").texts(f"#fiche-{id_} mark") == before


def test_word_file_holds_what_was_taken_only(client: FlaskClient, address: str, services: Services) -> None:
    first, second, *_ = ids(read_page(client, f"{address}/suggestions"))
    choose(client, address, second, action="take")
    response = client.get(f"{address}/clauses.docx")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=clauses")
    words = words_of(response.data)
    assert services.bundle_titles[second] in words
    assert services.bundle_titles[first] not in words


def test_an_empty_basket_gives_no_file_and_says_what_to_do(client: FlaskClient, address: str) -> None:
    response = client.get(f"{address}/clauses.docx")
    assert response.status_code == 422
    assert "Votre panier est vide" in Page(response.data).text("main")
    assert "Rien n'est encore retenu" in read_page(client, f"{address}/panier").text("main")


def test_basket_adds_up_the_weights_of_criteria(client: FlaskClient, address: str) -> None:
    page = read_page(client, f"{address}/suggestions?nature=award_criterion")
    for id_ in ids(page)[:2]:
        choose(client, address, id_, action="take")
    assert "Les critères retenus pèseraient ensemble" in read_page(client, f"{address}/panier").text(".note")


def test_a_theme_already_in_the_draft_is_marked(client: FlaskClient) -> None:
    address = open_consultation(client, files=[("ccap.docx", make_docx(*DRAFT))])
    assert "Thème déjà dans votre projet" in read_page(client, f"{address}/suggestions").text("main")


def test_a_suggestion_leads_to_the_passage_that_it_would_strengthen(client: FlaskClient) -> None:
    address = open_consultation(client, example="renovation")
    page = read_page(client, f"{address}/suggestions")
    links = [link for link in page.attributes(".reasons a", "href") if "/documents/" in link]
    assert links
    document, anchor = links[0].split("#")
    assert f'id="{anchor}"' in client.get(document).text


def test_fixes_of_duties_are_among_the_suggestions(client: FlaskClient) -> None:
    address = open_consultation(client, files=[("ccap.docx", make_docx(*DRAFT))], launch_date="2026-12-01")
    links = re.findall(r"suggestions#fiche-([\w-]+)", client.get(address).text)
    assert links
    assert set(links) <= set(ids(read_page(client, f"{address}/suggestions")))


@pytest.mark.parametrize(("bundle", "data"), [("inconnue", {"action": "take"}), (None, {"action": "vendre"})])
def test_unknown_choices_are_refused(client: FlaskClient, address: str, bundle: str | None, data: dict) -> None:
    id_ = bundle or ids(read_page(client, f"{address}/suggestions"))[0]
    assert client.post(f"{address}/suggestions/{id_}", data=data).status_code == (404 if bundle else 400)


def words_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
