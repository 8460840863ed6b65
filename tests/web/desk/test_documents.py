"""A document of a consultation: its pages drawn with boxes, or its text with marked passages."""

import io
import re

import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.builders.desk import DRAFT, open_consultation, read_page
from tests.builders.office import make_docx
from tests.builders.pdfs import lines, make_pdf


@pytest.fixture
def pdf_address(client: FlaskClient) -> str:
    """A consultation of one PDF."""
    return open_consultation(client, files=[("ccap.pdf", make_pdf(lines(*DRAFT[:4]), lines(*DRAFT[4:])))])


def test_pages_of_a_pdf_are_drawn_whole(client: FlaskClient, pdf_address: str) -> None:
    response = client.get(f"{pdf_address}/documents/0/pages/1.png")
    assert response.mimetype == "image/png"
    image = Image.open(io.BytesIO(response.data))
    assert image.width == pytest.approx(1_400, abs=2)
    assert image.height == pytest.approx(1_400 * 842 / 595, abs=3)
    assert min(image.convert("L").getextrema()) < 100


def test_boxes_stand_on_the_words_that_were_found(client: FlaskClient, pdf_address: str) -> None:
    markup = client.get(f"{pdf_address}/documents/0").text
    assert markup.count("<figure") == 2
    box = re.search(r'class="box box-\w+" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', markup)
    assert box
    x, y, width, height = map(float, box.groups())
    image = Image.open(io.BytesIO(client.get(f"{pdf_address}/documents/0/pages/2.png").data)).convert("L")
    scale = image.width / 595.3
    inside = image.crop(tuple(round(scale * side) for side in (x, y, x + width, y + height)))
    assert inside.getextrema()[0] < 100


def test_the_list_and_the_tree_lead_to_places_that_exist(client: FlaskClient, pdf_address: str) -> None:
    for view in ("", "?vue=texte"):
        markup = client.get(f"{pdf_address}/documents/0{view}").text
        anchors = set(re.findall(r'<a[^>]* href="#([^"]+)"', markup)) - {"contenu"}
        assert anchors
        assert anchors <= set(re.findall(r'\bid="([^"]+)"', markup))


def test_ids_of_a_page_are_its_own(client: FlaskClient, pdf_address: str) -> None:
    for view in ("", "?vue=texte"):
        ids = re.findall(r'\bid="([^"]+)"', client.get(f"{pdf_address}/documents/0{view}").text)
        assert len(ids) == len(set(ids))


def test_a_document_without_pages_is_read_as_text(client: FlaskClient) -> None:
    address = open_consultation(client, files=[("ccap.docx", make_docx(*DRAFT))])
    page = read_page(client, f"{address}/documents/0")
    assert "200 heures" in page.text(".text-sheet")
    assert any("200 heures" in mark for mark in page.texts("mark"))
    assert client.get(f"{address}/documents/0/pages/1.png").status_code == 404


def test_text_of_a_pdf_can_be_read_instead_of_its_images(client: FlaskClient, pdf_address: str) -> None:
    page = read_page(client, f"{pdf_address}/documents/0?vue=texte")
    assert "nettoyage des locaux" in page.text(".text-sheet")
    assert page.texts("figure") == []
    assert page.texts(".page-number") == ["Page 1", "Page 2"]


@pytest.mark.parametrize("path", ["/documents/1", "/documents/0/pages/0.png", "/documents/0/pages/3.png"])
def test_what_does_not_exist_is_not_found(client: FlaskClient, pdf_address: str, path: str) -> None:
    assert client.get(pdf_address + path).status_code == 404
