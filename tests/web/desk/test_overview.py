"""The overview of a consultation: understood, corrected, judged, kept or erased."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders.desk import DRAFT, open_consultation, read_page, wait
from tests.builders.office import make_docx
from tests.builders.pages import Page
from tests.builders.pdfs import lines, make_pdf

LAUNCH = "2026-11-16"


@pytest.fixture
def address(client: FlaskClient) -> str:
    """A consultation of one draft."""
    return open_consultation(client, files=[("ccap.docx", make_docx(*DRAFT))], launch_date="2026-12-01")


def facts(page: Page) -> dict[str, str]:
    return dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))


def correct(client: FlaskClient, address: str, **changes: str) -> Page:
    """Send the correction form as the page shows it, with some fields changed."""
    page = read_page(client, address)
    names = ("text", "amount", "months", "launch_date", "cpv", "nature", "family", "lots", "labour", "users", "buyer")
    fields = {name: page.value(name) for name in names} | {"level": "2"}
    shown = {name: page.hidden_value(name) for name in page.attributes("input", "name") if name.startswith("shown-")}
    response = client.post(address, data={**fields, **shown, **changes})
    if response.status_code == 303:
        return read_page(client, wait(client, response.headers["Location"]))
    return Page(response.data)


def test_what_was_understood_is_shown_with_how_it_was_learnt(client: FlaskClient, need: str) -> None:
    page = read_page(client, open_consultation(client, text=need, amount="6 M€", launch_date=LAUNCH))
    assert "743 logements sociaux" in page.text(".quote")
    told = facts(page)
    assert told["Nature"] == "Travaux déduite à 95%"
    assert told["Montant HT"] == "6 000 000 €"
    assert told["Lancement"] == "16 novembre 2026"


def test_inferred_values_stand_in_the_form_and_stay_inferred(client: FlaskClient, need: str) -> None:
    address = open_consultation(client, text=need, launch_date=LAUNCH)
    page = read_page(client, address)
    assert page.value("nature") == "works"
    corrected = correct(client, address, amount="6 M€")
    told = facts(corrected)
    assert told["Montant HT"] == "6 000 000 €"
    assert told["Nature"] == "Travaux déduite à 95%"


def test_a_corrected_value_is_no_longer_inferred_and_duties_follow(client: FlaskClient) -> None:
    address = open_consultation(client, text="Nettoyage des locaux de trois écoles", launch_date=LAUNCH)
    assert any("À vérifier" in duty for duty in read_page(client, address).texts(".duty"))
    page = correct(client, address, amount="900 000", labour="low")
    assert facts(page)["Montant HT"] == "900 000 €"
    assert "déduite" not in facts(page)["Part de travail peu qualifié"]
    assert not any("indiquez le montant" in duty for duty in page.texts(".duty"))


def test_an_unusable_correction_is_named_and_kept(client: FlaskClient, address: str) -> None:
    page = correct(client, address, amount="beaucoup")
    assert "Le montant « beaucoup »" in page.text(".problem")
    assert page.value("amount") == "beaucoup"
    assert page.attribute("#corriger", "open") is not None
    assert facts(read_page(client, address))["Montant HT"] == "non indiqué"


def test_each_duty_has_its_state_its_proof_and_where_to_fix_it(client: FlaskClient, address: str) -> None:
    page = read_page(client, address)
    duties = {duty.split(" Prévoir ")[-1][:40]: duty for duty in page.texts(".duty")}
    social = next(duty for duty in duties.values() if "conditions d'exécution sociales" in duty)
    assert "ccap.docx" in social
    assert "200 heures" in social
    missing = next(duty for duty in page.texts(".duty") if "l'environnement dans les conditions" in duty)
    assert missing.startswith("Manquante")
    assert "À corriger dans" in missing
    assert "Textes prêts" in missing


def test_a_proof_leads_to_its_place_in_the_document(client: FlaskClient, address: str) -> None:
    links = read_page(client, address).attributes(".proof", "href")
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in client.get(path).text


def test_doubtful_words_have_their_source_and_a_lawful_rewording(client: FlaskClient, address: str) -> None:
    page = read_page(client, address)
    local = next(card for card in page.texts(".duty") if "Distance entre le siège" in card)
    assert "Plutôt" in local
    assert "Loi" in local or "Jurisprudence" in local


def test_points_that_are_not_law_are_never_called_duties(client: FlaskClient) -> None:
    page = read_page(client, open_consultation(client, text="Construction d'un groupe scolaire neuf de douze classes"))
    points = [duty for duty in page.texts(".duty") if "Point d'attention" in duty]
    assert points
    assert not any("Obligatoire" in point or "Fondement" in point for point in points)
    assert "Points à vérifier" in page.texts("h3")


def test_articles_link_to_the_official_text(client: FlaskClient, need: str) -> None:
    page = read_page(client, open_consultation(client, text=need, launch_date=LAUNCH))
    links = page.attributes(".duty a", "href")
    assert links
    assert all(link.startswith("https://www.legifrance.gouv.fr/") for link in links)
    assert set(page.attributes(".duty a", "rel")) == {"noopener noreferrer"}


def test_the_table_of_themes_says_in_words_what_its_symbols_mean(client: FlaskClient, address: str) -> None:
    rows = read_page(client, address).texts("tr")
    assert "ccap.docx" in rows[0]
    assert any("Insertion" in row and "Obligation" in row for row in rows)
    assert any("À envisager" in row and "Rien" in row for row in rows)


def test_words_of_the_buyer_are_escaped(client: FlaskClient, need: str) -> None:
    address = open_consultation(client, text=f"{need} <script>alert(1)</script>")
    assert "<script>alert" not in client.get(address).text


def test_names_of_files_are_escaped_and_told_apart(client: FlaskClient) -> None:
    content = make_docx(*DRAFT)
    address = open_consultation(client, files=[("<b>x</b>.docx", content), ("a.docx", content), ("a.docx", content)])
    page = read_page(client, address)
    tabs = page.texts(".tabs a")
    assert {"b>.docx", "a.docx", "a (2).docx"} <= set(tabs)
    assert "<b>" not in client.get(address).text


def test_control_characters_are_dropped(client: FlaskClient, need: str) -> None:
    page = read_page(client, open_consultation(client, text=f"\x00{need}\x0b\x1f"))
    assert page.value("text").strip() == need


def test_a_purchase_hard_to_recognise_is_told(client: FlaskClient) -> None:
    page = read_page(client, open_consultation(client, text="Prestations pour la commune"))
    assert "Achat mal reconnu" in page.text(".note")


def test_another_browser_finds_nothing_until_the_consultation_is_saved(
    app: Flask, client: FlaskClient, address: str
) -> None:
    other = app.test_client()
    for path in ("", "/documents/0", "/suggestions", "/panier", "/avancement"):
        assert other.get(address + path).status_code == 404
    assert client.post(f"{address}/enregistrer", data={"garder": "1"}).status_code == 303
    assert "toute personne qui a cette adresse" in read_page(client, address).text(".keeping")
    assert other.get(address).status_code == 200
    client.post(f"{address}/enregistrer", data={"garder": "0"})
    assert other.get(address).status_code == 404


def test_only_its_own_browser_decides_to_keep_or_erase(app: Flask, client: FlaskClient, address: str) -> None:
    client.post(f"{address}/enregistrer", data={"garder": "1"})
    other = app.test_client()
    assert other.post(f"{address}/enregistrer", data={"garder": "0"}).status_code == 404
    assert other.post(f"{address}/effacer").status_code == 404
    assert client.get(address).status_code == 200


def test_erasing_is_said_and_done(client: FlaskClient, address: str) -> None:
    response = client.post(f"{address}/effacer", follow_redirects=True)
    assert "ont été effacés" in Page(response.data).text(".note")
    gone = client.get(address)
    assert gone.status_code == 404
    assert "n'existe plus" in Page(gone.data).text("main")


def test_a_file_that_cannot_be_read_says_why_and_the_rest_goes_on(client: FlaskClient) -> None:
    files = [("secret.pdf", make_pdf(lines("Objet"), user_password="secret")), ("ccap.docx", make_docx(*DRAFT))]
    address = open_consultation(client, files=files)
    page = read_page(client, address)
    assert "mot de passe" in page.text(".problem")
    response = client.post(address, data={"sans": page.hidden_value("sans"), "text": ""})
    assert response.status_code == 303
    assert "Votre consultation, relue" in read_page(client, wait(client, address)).text("h1")


def test_without_its_only_file_a_description_is_asked_for(client: FlaskClient) -> None:
    address = open_consultation(client, files=[("coupe.pdf", b"%PDF-1.7\nrien")], amount="900 000")
    page = read_page(client, address)
    sent = {"sans": page.hidden_value("sans")}
    refused = client.post(address, data={**sent, "text": ""})
    assert refused.status_code == 422
    assert "ni décrit de besoin" in Page(refused.data).text(".error")
    assert client.post(address, data={**sent, "text": "Nettoyage des écoles"}).status_code == 303
    assert facts(read_page(client, wait(client, address)))["Montant HT"] == "900 000 €"


def test_pages_of_a_consultation_are_not_cached(client: FlaskClient, address: str) -> None:
    for path in ("", "/documents/0", "/suggestions", "/avancement"):
        assert client.get(address + path).headers["Cache-Control"] == "no-store"


def test_the_cookie_ends_with_the_session_and_no_script_reads_it(client: FlaskClient) -> None:
    response = client.post("/consultations", data={"text": "Nettoyage des locaux de trois écoles"})
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("clausier_poste=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_a_document_is_added_and_judged_with_the_others(client: FlaskClient, address: str) -> None:
    rules = make_docx(
        "Règlement de la consultation",
        "Article 1 - Critères d'attribution",
        "Prix : 60 %",
        "Valeur technique : 25 %",
        "Performance environnementale, d'après les fiches des produits : 15 %",
    )
    sent = {"document": [(io.BytesIO(rules), "rc.docx"), (io.BytesIO(rules), "ccap.docx")]}
    response = client.post(f"{address}/documents", data=sent, content_type="multipart/form-data")
    assert response.status_code == 303
    page = read_page(client, wait(client, address))
    assert page.texts(".tabs a")[1:4] == ["ccap.docx", "rc.docx", "ccap (2).docx"]
    assert any("rc.docx" in duty and "environnementales de l'offre" in duty for duty in page.texts(".duty"))


def test_nothing_or_too_much_to_add_is_told_beside_the_field(client: FlaskClient, address: str) -> None:
    empty = client.post(f"{address}/documents", data={})
    assert empty.status_code == 422
    assert "pas choisi de fichier" in Page(empty.data).text(".error")
    many = {"document": [(io.BytesIO(b"Objet"), f"{number}.txt") for number in range(10)]}
    refused = client.post(f"{address}/documents", data=many, content_type="multipart/form-data")
    assert "11 fichiers" in Page(refused.data).text(".error")
    assert client.get(address).status_code == 200
