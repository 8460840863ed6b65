"""French first, English second: the switch, what is said in each, and the catalogue that says it."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from flask import Flask
from flask.testing import FlaskClient

from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page
from web.languages.catalogue import compile_catalogue, find_catalogue, read_catalogue
from web.languages.saying import compile_pattern, say, say_plain

ROOT = Path(__file__).parents[2]
NEED = "Nettoyage des locaux de trois écoles primaires pendant deux ans, marché de 400 000 euros"
_FIGURES = re.compile(r"\{\w+\}|%\(\w+\)s|%%|</?\w+")


def read_english(client: FlaskClient) -> None:
    client.post("/langue", data={"langue": "en"})


def test_pages_are_french_whatever_the_browser_announces(client: FlaskClient) -> None:
    page = Page(client.get("/", headers={"Accept-Language": "en"}).data)
    assert page.attributes("html", "lang") == ["fr"]


def test_the_language_chosen_stays_and_is_left_again(client: FlaskClient) -> None:
    answer = client.post("/langue?retour=/confidentialite", data={"langue": "en"})
    assert (answer.status_code, answer.location) == (303, "/confidentialite")
    page = Page(client.get("/confidentialite").data)
    assert page.attributes("html", "lang") == ["en"]
    assert page.text("h1") == "What is kept of your documents"
    client.post("/langue", data={"langue": "fr"})
    assert Page(client.get("/").data).attributes("html", "lang") == ["fr"]


@pytest.mark.parametrize("path", ["//ailleurs.example", "https://ailleurs.example", "/\\ailleurs.example", ""])
def test_the_switch_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    answer = client.post("/langue", query_string={"retour": path}, data={"langue": "en"})
    assert answer.location == "/"


def test_an_unknown_language_is_refused(client: FlaskClient) -> None:
    assert client.post("/langue", data={"langue": "xx"}).status_code == 400


def test_the_desk_speaks_english_around_french_texts(client: FlaskClient) -> None:
    read_english(client)
    address = open_consultation(client, text=NEED)
    overview = read_page(client, address)
    assert overview.text("#compris") == "What was understood"
    assert "€400,000" in overview.text(".facts")
    suggestions = read_page(client, f"{address}/suggestions")
    assert suggestions.text("h1") == "Proposed clauses and criteria"
    assert "fr" in suggestions.attributes(".clause-text", "lang")


def test_an_error_is_told_in_english_with_its_value(client: FlaskClient) -> None:
    read_english(client)
    page = Page(client.post("/consultations", data={"text": NEED, "months": "longtemps"}).data)
    assert "The duration “longtemps” cannot be read." in page.text(".problem")


def test_words_without_translation_are_marked_as_french(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "clausier_langue=en"}):
        assert say("Le titulaire trie ses déchets.") == '<span lang="fr">Le titulaire trie ses déchets.</span>'
        assert say("<b>Gras</b>") == '<span lang="fr">&lt;b&gt;Gras&lt;/b&gt;</span>'
        assert say_plain("Le titulaire trie ses déchets.") == "Le titulaire trie ses déchets."


def test_a_sentence_is_said_again_with_its_values_and_labels(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "clausier_langue=en"}):
        assert say("Enjeu important pour cet achat : bien-être animal ; eau.") == (
            "Important issue for this purchase: animal welfare; water."
        )
        assert say("« 12,5 » n'est pas un pourcentage.") == "“12.5” is not a percentage."


def test_values_of_a_sentence_cannot_bring_elements(app: Flask) -> None:
    with app.test_request_context(headers={"Cookie": "clausier_langue=en"}):
        said = app.jinja_env.from_string("{{ text | say }}").render(text="La durée « <b> » ne peut pas être lue.")
    assert "&lt;b&gt;" in said
    assert "<b>" not in said


def test_everything_said_has_its_english() -> None:
    known = read_catalogue("en")
    said = {message if isinstance(message, str) else message[0] for message in extract_messages()}
    missing = sorted(text for text in said if not (known.get(text) and known.get(text).string))
    assert missing == []


def test_english_keeps_every_value_and_element_of_the_french() -> None:
    for message in read_catalogue("en"):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        for source, target in zip(sources, targets, strict=True):
            assert sorted(_FIGURES.findall(source)) == sorted(_FIGURES.findall(target)), source


def test_the_file_that_pages_read_is_made_from_the_one_people_write() -> None:
    assert find_catalogue("en").with_suffix(".mo").read_bytes() == compile_catalogue("en")


def test_a_pattern_reads_back_the_values_it_was_written_with() -> None:
    matched = compile_pattern("« {0} » a {1} pages, pour {2} au plus.").fullmatch(
        "« CCAP (a).pdf » a 71 pages, pour 50 au plus."
    )
    assert matched is not None
    assert list(matched.groups()) == ["CCAP (a).pdf", "71", "50"]


def extract_messages() -> list[str | tuple[str, ...]]:
    """What is said anywhere, as ``make messages`` finds it."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT, methods, options, keywords=keywords)
    catalogue = Catalog()
    for _, _, message, _, _ in found:
        catalogue.add(message)
    return [message.id for message in catalogue if message.id]
