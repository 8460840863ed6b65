"""What a buyer sees when something is wrong: the problem, the next step, and what was typed."""

import io
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders.desk import open_consultation, read_page
from tests.builders.office import make_zip
from tests.builders.pages import Page
from tests.builders.pdfs import lines, make_pdf

ENGLISH = "The renovation of the school and of the town hall with insulation of the walls and new windows"


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": ""}, 422, "ni décrit de besoin ni déposé de projet"),
        ({"text": "   \n "}, 422, "ni décrit de besoin ni déposé de projet"),
        ({"text": "Nettoyage"}, 422, "tient en un mot"),
        ({"text": "12 34"}, 422, "est vide"),
        ({"text": "mot " * 50_000}, 422, "la limite est de 20000"),
        ({"text": ENGLISH}, 422, "rédigée en anglais"),
        ({"text": "Nettoyage des écoles", "cpv": "99999999"}, 422, "Le code CPV « 99999999 » n'existe pas"),
        ({"text": "Nettoyage des écoles", "amount": "beaucoup"}, 422, "Le montant « beaucoup »"),
        ({"text": "Nettoyage des écoles", "amount": "9" * 30}, 422, "n'est pas celui d'un marché"),
        ({"text": "Nettoyage des écoles", "months": "longtemps"}, 422, "La durée « longtemps »"),
        ({"text": "Nettoyage des écoles", "months": "9999"}, 422, "La durée « 9999 »"),
        ({"text": "Nettoyage des écoles", "launch_date": "2026-02-30"}, 422, "« 2026-02-30 » n'existe pas"),
        ({"text": "Nettoyage des écoles", "nature": "concession"}, 422, "« concession » n'est pas un choix"),
        ({"text": "Nettoyage des écoles", "family": "menage"}, 422, "La famille d'achat « menage » n'existe pas"),
        ({"text": "Nettoyage des écoles", "lots": "beaucoup"}, 422, "Le nombre de lots « beaucoup »"),
        ({"text": "Nettoyage des écoles", "users": "tous"}, 422, "« tous » n'est pas un choix"),
        ({"text": "Nettoyage des écoles", "level": "4"}, 422, "« 4 » n'est pas un choix"),
    ],
    ids=["empty", "blank", "one-word", "digits", "200000-characters", "english", "cpv", "amount", "huge-amount",
         "months", "too-many-months", "date", "nature", "family", "lots", "users", "level"],
)  # fmt: skip
def test_unusable_fields_are_named_and_kept(
    client: FlaskClient, fields: dict[str, str], status: int, words: str
) -> None:
    response = client.post("/consultations", data=fields)
    page = Page(response.data)
    assert response.status_code == status
    assert words in page.text(".problem")
    assert "À faire" in page.text(".problem")
    assert page.value("text").strip() == fields["text"].strip()
    for name in {"amount", "cpv", "months", "launch_date", "lots"} & fields.keys():
        assert page.value(name) == fields[name]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vide.pdf", b"", "« vide.pdf » est vide"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 200, "« photo.png » est une image"),
        ("tableur.xlsx", make_zip({"xl/workbook.xml": b"<workbook/>"}), "un classeur Excel"),
        ("secret.pdf", make_pdf(lines("Objet du marché"), user_password="secret"), "mot de passe"),
        ("coupe.pdf", b"%PDF-1.7\nrien", "coupe.pdf"),
    ],
    ids=["empty", "image", "workbook", "encrypted", "broken"],
)
def test_unreadable_files_are_named_and_the_description_is_kept(
    client: FlaskClient, name: str, content: bytes, words: str
) -> None:
    address = open_consultation(client, files=[(name, content)], text="Nettoyage des écoles")
    page = read_page(client, address)
    assert words in page.text(".problem")
    assert "À faire" in page.text(".problem")
    assert page.value("text") == "Nettoyage des écoles"


def test_folders_in_the_name_of_a_file_are_not_shown(client: FlaskClient) -> None:
    address = open_consultation(client, files=[("/home/moi/vide.pdf", b"")])
    assert "« vide.pdf »" in read_page(client, address).text(".problem")


def test_too_many_files_are_refused_with_the_form_kept(client: FlaskClient) -> None:
    sent = [(io.BytesIO(b"Objet"), f"{number}.txt") for number in range(11)]
    fields = {"text": "Nettoyage des écoles", "document": sent}
    response = client.post("/consultations", data=fields, content_type="multipart/form-data")
    page = Page(response.data)
    assert response.status_code == 422
    assert "11 fichiers" in page.text(".problem")
    assert page.value("text") == "Nettoyage des écoles"


def test_several_bad_fields_are_told_at_once(client: FlaskClient) -> None:
    response = client.post("/consultations", data={"text": "Nettoyage", "amount": "x", "months": "y"})
    page = Page(response.data)
    assert page.attributes(".problem a", "href") == ["#text", "#amount", "#months"]
    assert page.attribute("#amount", "aria-invalid") == "true"
    assert "amount-error" in (page.attribute("#amount", "aria-describedby") or "")


def test_bad_details_are_unfolded(client: FlaskClient) -> None:
    page = Page(client.post("/consultations", data={"text": "Nettoyage des écoles", "amount": "x"}).data)
    assert page.attribute("details", "open") is not None


def test_too_large_upload_is_told_before_it_is_read(small_client: FlaskClient) -> None:
    head = b'--limite\r\nContent-Disposition: form-data; name="document"; filename="gros.pdf"\r\n\r\n'
    body = head + b"x" * 1_500_000 + b"\r\n--limite--\r\n"
    response = small_client.post("/consultations", data=body, content_type="multipart/form-data; boundary=limite")
    assert response.status_code == 413
    assert "dépasse la taille acceptée" in Page(response.data).text(".problem")


def test_endless_description_is_refused(client: FlaskClient) -> None:
    response = client.post("/consultations", data={"text": "a" * 3_000_000})
    assert response.status_code == 413
    assert "dépasse la taille acceptée" in Page(response.data).text(".problem")


@pytest.mark.parametrize(("method", "path", "status"), [("get", "/rien", 404), ("get", "/consultations", 405)])
def test_wrong_addresses_lead_back_home(client: FlaskClient, method: str, path: str, status: int) -> None:
    response = getattr(client, method)(path)
    page = Page(response.data)
    assert response.status_code == status
    assert page.attribute(".button", "href") == "/"


def test_wrong_method_says_which_ones_are_allowed(client: FlaskClient) -> None:
    assert "POST" in client.get("/consultations").headers["Allow"]


def test_unexpected_failure_keeps_the_form_and_logs_no_words(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Nettoyage confidentiel de la mairie")

    monkeypatch.setitem(app.view_functions, "pages.open", fail)
    with caplog.at_level(logging.DEBUG):
        response = client.post("/consultations", data={"text": "Nettoyage confidentiel de la mairie"})
    page = Page(response.data)
    assert response.status_code == 500
    assert response.headers["X-Request-ID"] in page.text(".problem")
    assert page.value("text") == "Nettoyage confidentiel de la mairie"
    assert "RuntimeError" in caplog.text
    assert "confidentiel" not in caplog.text


def test_ordinary_use_logs_no_words(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        address = open_consultation(client, text="Nettoyage confidentiel des écoles de la commune")
        for path in ("", "/suggestions", "/panier"):
            client.get(address + path)
        draft = b"Objet du march\xc3\xa9 : nettoyage confidentiel des \xc3\xa9coles de la commune"
        read_page(client, open_consultation(client, files=[("confidentiel.txt", draft)]))
        client.post("/consultations", data={"text": "confidentiel"})
    assert "confidentiel" not in caplog.text
