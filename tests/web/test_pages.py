"""The way in: the form, notes, what is said of confidentiality."""

from flask.testing import FlaskClient

from tests.builders.desk import open_consultation, read_page
from tests.builders.pages import Page


def test_home_asks_for_a_description_or_files(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    assert page.text("h1").startswith("Quelles clauses responsables")
    assert {"Décrivez votre besoin", "Déposez votre projet"} <= set(page.texts("label"))
    assert page.attribute("#document", "multiple") is not None


def test_home_says_how_long_documents_stay(client: FlaskClient) -> None:
    assert "s'effacent d'eux-mêmes 12 heures après votre dernière visite" in Page(client.get("/").data).text(".privacy")


def test_home_is_in_french_and_has_one_title(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    assert page.attribute("html", "lang") == "fr"
    assert len(page.texts("h1")) == 1


def test_every_field_has_a_label(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    fields = {name for tag in ("input", "textarea", "select") for name in page.attributes(tag, "id")}
    assert fields == set(page.attributes("label", "for"))


def test_the_bundled_example_opens_a_consultation(client: FlaskClient) -> None:
    address = open_consultation(client, example="renovation")
    page = read_page(client, address)
    assert page.texts(".tabs a")[1].endswith("ce.docx")
    assert any("Manquante" in duty for duty in page.texts(".duty"))


def test_an_unknown_example_is_no_file(client: FlaskClient) -> None:
    response = client.post("/consultations", data={"example": "../../pyproject.toml"})
    assert response.status_code == 422
    assert "ni décrit de besoin ni déposé de projet" in Page(response.data).text(".problem")


def test_the_page_on_confidentiality_says_what_is_kept(client: FlaskClient) -> None:
    words = Page(client.get("/confidentialite").data).text("main")
    for told in ("dossier privé", "12 heures", "clausier_poste", "enregistrez", "journaux"):
        assert told in words


def test_purchase_that_may_be_no_contract_is_led_to_a_note(client: FlaskClient) -> None:
    page = read_page(
        client, open_consultation(client, text="Accompagnement social vers l'emploi d'habitants", cpv="85310000")
    )
    (link,) = [href for href in page.attributes(".note a", "href") if href.startswith("/notes/")]
    note = Page(client.get(link).data)
    assert note.text("h1") == "Le marché est-il le bon instrument ?"
    assert any("quatre conditions" in heading for heading in note.texts("h2"))
    assert note.texts("h2")[-1] == "Sources"


def test_unknown_note_is_not_found(client: FlaskClient) -> None:
    assert client.get("/notes/inconnue").status_code == 404


def test_problem_types_are_listed_for_integrators(client: FlaskClient) -> None:
    rows = Page(client.get("/erreurs").data).texts("tr")
    assert any("need-not-french" in row and "422" in row for row in rows)
