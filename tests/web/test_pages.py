"""The buyer's way: form, suggestions, Word file."""

import io

import docx
import pytest
from flask.testing import FlaskClient

from recommender.services import Services
from tests.builders.office import make_docx
from tests.builders.pages import Page
from tests.builders.pdfs import lines, make_pdf

DRAFT = (
    "Cahier des clauses administratives particulières",
    "Article 1 - Objet du marché",
    "Le présent marché a pour objet le nettoyage des locaux de trois écoles maternelles de la commune.",
    "Article 2 - Insertion par l'activité économique",
    "Le titulaire réserve au moins 200 heures de travail à des personnes éloignées de l'emploi, embauchées "
    "par une structure d'insertion, pendant la durée du marché.",
)


def _suggest(client: FlaskClient, **fields: object) -> Page:
    response = client.post("/suggestions", data=fields, content_type="multipart/form-data")
    assert response.status_code == 200, response.text
    return Page(response.data)


def test_home_asks_for_a_description_or_a_file(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    assert page.text("h1").startswith("Quelles clauses responsables")
    assert {"Décrivez votre besoin", "Déposez votre projet"} <= set(page.texts("label"))


def test_home_says_that_nothing_is_kept(client: FlaskClient) -> None:
    assert "Rien n'est conservé." in Page(client.get("/").data).text(".privacy")


def test_home_is_in_french_and_has_one_title(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    assert page.attribute("html", "lang") == "fr"
    assert len(page.texts("h1")) == 1


def test_every_field_has_a_label(client: FlaskClient) -> None:
    page = Page(client.get("/").data)
    fields = {name for tag in ("input", "textarea", "select") for name in page.attributes(tag, "id")}
    assert fields == set(page.attributes("label", "for"))


def test_suggestions_show_what_was_understood(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need, amount="6 M€", launch_date="2026-11-16")
    assert "743 logements sociaux" in page.text(".quote")
    facts = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert facts["Nature"] == "Travaux déduite à 95%"
    assert facts["Montant HT"] == "6 000 000 €"
    assert facts["Lancement"] == "16 novembre 2026"


def test_suggestions_put_duties_before_texts(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need, amount="6 M€", launch_date="2026-11-16")
    titles = page.texts("h2")
    assert titles.index("Ce que la loi demande") < titles.index("Suggestions, de la plus utile à la moins utile")
    assert sum("Obligatoire" in duty for duty in page.texts(".duty")) == 3


def test_points_that_are_not_law_are_never_called_duties(client: FlaskClient) -> None:
    page = _suggest(client, text="Construction d'un groupe scolaire neuf de douze classes")
    points = [duty for duty in page.texts(".duty") if "Point d'attention" in duty]
    assert points
    assert not any("Obligatoire" in point or "Fondement" in point for point in points)
    assert "Points à vérifier" in page.texts("h3")


def test_unstated_amount_is_asked_for(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need, launch_date="2026-11-16")
    assert any("À vérifier" in duty and "indiquez le montant" in duty for duty in page.texts(".duty"))


def test_articles_link_to_the_official_text(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need, launch_date="2026-11-16")
    links = page.attributes(".duty a", "href")
    assert links
    assert all(link.startswith("https://www.legifrance.gouv.fr/") for link in links)
    assert set(page.attributes(".duty a", "rel")) == {"noopener noreferrer"}


def test_suggestions_carry_reasons_texts_and_a_box_to_keep_them(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need)
    suggestions = page.texts(".suggestion")
    assert len(suggestions) >= 3
    assert len(page.texts(".texts summary")) == len(suggestions)
    assert len(page.texts(".keep label")) == len(suggestions)
    assert "Pourquoi" in " ".join(suggestions)


def test_ambition_bounds_the_levels_of_the_texts(client: FlaskClient, need: str) -> None:
    modest = " ".join(_suggest(client, text=need, level="1").texts(".provision"))
    high = " ".join(_suggest(client, text=need, level="3").texts(".provision"))
    assert "Niveau 2" not in modest
    assert "Niveau 3" in high


def test_what_was_typed_is_offered_for_correction(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need, amount="1,5 M€", months="4 ans")
    assert page.value("text") == need
    assert page.value("amount") == "1,5 M€"
    assert page.value("months") == "4 ans"


def test_words_of_the_buyer_are_escaped(client: FlaskClient, need: str) -> None:
    response = client.post("/suggestions", data={"text": f"{need} <script>alert(1)</script>"})
    assert "<script>alert" not in response.text


def test_control_characters_are_dropped(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=f"\x00{need}\x0b\x1f")
    assert page.hidden_value("text") == need


@pytest.mark.parametrize("make", [make_docx, lambda *texts: make_pdf(lines(*texts))], ids=["docx", "pdf"])
def test_a_draft_shows_what_it_already_contains(client: FlaskClient, make) -> None:
    upload = (io.BytesIO(make(*DRAFT)), "ccap.bin")
    page = _suggest(client, text="", document=upload)
    assert "Ce que votre projet contient déjà" in page.texts("h2")
    assert "nettoyage" in page.text(".quote")
    assert page.hidden_value("text")
    assert page.value("text") == ""


def test_a_draft_clause_has_its_kind_and_place(client: FlaskClient) -> None:
    page = _suggest(client, text="", document=(io.BytesIO(make_docx(*DRAFT)), "ccap.docx"))
    found = page.texts(".found")
    assert any("200 heures" in clause and "Condition d'exécution" in clause for clause in found), found


def test_weights_that_do_not_add_up_are_told(client: FlaskClient) -> None:
    criteria = ("Article 3 - Critères d'attribution", "Prix : 60 %", "Valeur technique : 30 %")
    page = _suggest(client, text="", document=(io.BytesIO(make_docx(*DRAFT, *criteria)), "ccap.docx"))
    assert "Les poids des critères font 90 %, et non 100 %." in page.texts(".warning")


def test_word_file_holds_the_chosen_suggestions_only(client: FlaskClient, need: str) -> None:
    page = _suggest(client, text=need)
    ids = page.attributes(".keep input", "value")
    response = client.post("/suggestions.docx", data={"text": page.hidden_value("text"), "clause": ids[1]})
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=clauses")
    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(response.data)).paragraphs)
    first, second = (title.split(" ", 1)[1].split(" :")[0] for title in page.texts(".suggestion h3")[:2])
    assert second in words
    assert first not in words


def test_word_file_needs_one_suggestion(client: FlaskClient, need: str) -> None:
    response = client.post("/suggestions.docx", data={"text": need})
    assert response.status_code == 422
    assert "Aucune suggestion n'est cochée" in Page(response.data).text(".problem")


def test_description_of_a_draft_reposts_to_word(client: FlaskClient) -> None:
    page = _suggest(client, text="", document=(io.BytesIO(make_docx(*DRAFT)), "ccap.docx"))
    fields = {"text": page.hidden_value("text"), "clause": page.attributes(".keep input", "value")}
    assert client.post("/suggestions.docx", data=fields).status_code == 200


def test_purchase_that_may_be_no_contract_is_led_to_a_note(client: FlaskClient) -> None:
    page = _suggest(client, text="Accompagnement social vers l'emploi d'habitants", cpv="85310000")
    (link,) = [href for href in page.attributes(".note a", "href") if href.startswith("/notes/")]
    note = Page(client.get(link).data)
    assert note.text("h1") == "Le marché est-il le bon instrument ?"
    assert any("quatre conditions" in heading for heading in note.texts("h2"))
    assert note.texts("h2")[-1] == "Sources"


def test_links_of_a_suggestion_name_the_other_bundles_by_their_titles(client: FlaskClient, services: Services) -> None:
    page = _suggest(client, text="Réhabilitation de logements occupés", cpv="45211340")
    linked = [item for item in page.texts(".texts-body li") if item.startswith("Va plus loin que la fiche «")]
    assert linked
    assert all(any(title in item for title in services.bundle_titles.values()) for item in linked)


def test_unknown_note_is_not_found(client: FlaskClient) -> None:
    assert client.get("/notes/inconnue").status_code == 404


def test_problem_types_are_listed_for_integrators(client: FlaskClient) -> None:
    rows = Page(client.get("/erreurs").data).texts("tr")
    assert any("need-not-french" in row and "422" in row for row in rows)


def test_a_purchase_hard_to_recognise_is_told(client: FlaskClient) -> None:
    page = _suggest(client, text="Prestations pour la commune")
    assert "Achat mal reconnu" in page.text(".note")
    assert any("peu sûre" in fact for fact in page.texts(".facts dd"))


def test_a_purchase_well_recognised_is_not_doubted(client: FlaskClient) -> None:
    page = _suggest(client, text="Nettoyage des locaux de trois écoles", cpv="90911200")
    assert not any("mal reconnu" in note for note in page.texts(".note"))


def test_word_file_of_a_draft_asks_again_with_what_was_read_in_it(client: FlaskClient) -> None:
    draft = (*DRAFT, "Article 3 - Durée", "Le marché est conclu pour une durée de 24 mois.")
    page = _suggest(client, text="", amount="90 k€", document=(io.BytesIO(make_docx(*draft)), "ccap.docx"))
    assert page.hidden_value("amount") == "90000.00"
    assert page.hidden_value("nature") == "services"
