"""The files a buyer takes away say the same thing: Word, ODT and PDF, each read back."""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import odfdo
import pypdfium2
import pytest

from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Advice
from recommender.domain.taxonomy import Taxonomy
from recommender.exporting.elements import Bullet, Heading, Paragraph, Report, Table
from recommender.exporting.odt import write_odt
from recommender.exporting.pdf import write_pdf
from recommender.exporting.report import compose_report
from recommender.exporting.word import write_word
from recommender.services import Services

Writer = Callable[[Report], bytes]
OFFICE = shutil.which("soffice")
REPORT = Report(
    "Titre",
    (
        Heading(1, "Première partie"),
        Heading(2, "Un texte <b>& son</b> titre"),
        Paragraph("Sans retour.", lead="Contrôle :"),
        Paragraph("Une remarque.", is_note=True),
        Bullet("au moins 40 % de matière « recyclée »"),
        Table(("Critère", "Poids"), (("Déchets", "5 à 10 %"), ("=1+1", "1\u202f500 €")), (0.7, 0.3)),
    ),
)


def read_word(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def read_odt(content: bytes) -> str:
    body = odfdo.Document(io.BytesIO(content)).body
    return "\n".join(element.text_recursive for element in body.get_elements("//text:p | //text:h"))


def read_pdf(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return text


FORMATS = {"docx": (write_word, read_word), "odt": (write_odt, read_odt), "pdf": (write_pdf, read_pdf)}


def squeeze(text: str) -> str:
    """The letters and figures of a text, wherever its lines are cut."""
    return re.sub(r"[^\w%€]", "", unicodedata.normalize("NFKC", text))


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> tuple[Writer, Callable[[bytes], str]]:
    """A writer, and how its file is read back."""
    return FORMATS[request.param]


def words_of(form: tuple[Writer, Callable[[bytes], str]], report: Report) -> str:
    write, read = form
    return squeeze(read(write(report)))


def test_every_element_is_written(form) -> None:
    words = words_of(form, REPORT)
    for told in (
        "Première partie", "Un texte <b>& son</b> titre", "Contrôle : Sans retour.", "Une remarque.",
        "au moins 40 % de matière « recyclée »", "Critère", "Déchets", "5 à 10 %", "=1+1", "1 500 €",
    ):  # fmt: skip
        assert squeeze(told) in words, told


def test_the_need_and_the_duties_that_apply_are_written(form, advice: Advice, taxonomy: Taxonomy) -> None:
    words = words_of(form, compose_report(advice, taxonomy))
    for told in (
        "Nettoyage de trois écoles", "Montant estimé : 250 000 € HT", "Lancement : 16/11/2026",
        "Obligatoire : Prévoir une clause sociale (L2112-2-1)",
    ):  # fmt: skip
        assert squeeze(told) in words, told
    assert squeeze("Servir des produits durables") not in words


def test_texts_stand_under_their_document_with_what_makes_them_checkable(
    form, advice: Advice, taxonomy: Taxonomy
) -> None:
    words = words_of(form, compose_report(advice, taxonomy))
    for told in (
        "1. Heures d'insertion dans le nettoyage",
        "À insérer dans : Règlement de la consultation",
        "À insérer dans : Cahier des clauses administratives particulières",
        "Le titulaire réserve 400 heures de travail",
        "Condition d'exécution, niveau 1",
        "Justificatifs : Relevé trimestriel des heures.",
        "Pénalité : 50 € par heure non réalisée.",
        "À fournir par le candidat : Une note de deux pages.",
        "Fondement : L2152-7, L2112-2.",
        "Vérifier l'offre d'insertion du territoire.",
        "Une note pour l'acheteur.",
        "Bibliothèque corpus-1, modèles modeles-1.",
        "Valeurs à confirmer",
        "À déclarer",
    ):
        assert squeeze(told) in words, told
    assert words.index(squeeze("Règlement de la consultation")) < words.index(
        squeeze("Cahier des clauses administratives")
    )


def test_advice_without_suggestion_is_still_a_file(form, advice: Advice, taxonomy: Taxonomy) -> None:
    words = words_of(form, compose_report(replace(advice, recommendations=()), taxonomy))
    assert squeeze("Une note pour l'acheteur.") in words
    assert squeeze("Critères d'attribution") not in words


def test_whole_lists_are_written_without_a_variable_left(form, services: Services) -> None:
    advice = services.advise(NeedRequest("Rénovation de 120 logements sociaux"), top_k=12)
    words = words_of(form, compose_report(advice, services.taxonomy))
    assert "{{" not in words
    for found in advice.recommendations:
        assert squeeze(found.bundle.title) in words
        assert all(squeeze(filled.heading) in words for filled in found.provisions)


def test_headings_make_an_outline_in_word(advice: Advice, taxonomy: Taxonomy) -> None:
    paragraphs = docx.Document(io.BytesIO(write_word(compose_report(advice, taxonomy)))).paragraphs
    styles = [paragraph.style.name for paragraph in paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") >= 6
    assert styles.count("Heading 2") == 2


def test_headings_make_an_outline_in_pdf(advice: Advice, taxonomy: Taxonomy) -> None:
    pdf = pypdfium2.PdfDocument(write_pdf(compose_report(advice, taxonomy)))
    titles = [(entry.level, entry.get_title()) for entry in pdf.get_toc()]
    assert (0, "Besoin compris") in titles
    assert any(level == 1 for level, _ in titles)
    pdf.close()


def test_signs_that_a_font_lacks_do_not_stop_a_pdf() -> None:
    words = read_pdf(write_pdf(Report("Titre", (Paragraph("10⁻⁵ de CO₂ → 中文 et\u202f: fin"),))))
    assert squeeze("de CO2") in squeeze(words)
    assert "fin" in words


def test_headers_of_tables_are_told_as_such() -> None:
    table = docx.Document(io.BytesIO(write_word(REPORT))).tables[0]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    odt = odfdo.Document(io.BytesIO(write_odt(REPORT)))
    assert "table:table-header-rows" in odt.body.serialize()


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice absent")
@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_libreoffice_opens_the_file_and_loses_nothing(extension: str, services: Services, tmp_path: Path) -> None:
    advice = services.advise(NeedRequest("Nettoyage de trois écoles", amount_eur=900_000, duration_months=24), top_k=4)
    write, read = FORMATS[extension]
    path = tmp_path / f"clauses.{extension}"
    path.write_bytes(write(compose_report(advice, services.taxonomy)))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    printed, written = (
        Counter(re.findall(r"\w{4,}", unicodedata.normalize("NFKC", text)))
        for text in (read_pdf(path.with_suffix(".pdf").read_bytes()), read(path.read_bytes()))
    )
    # Cells of a table are cut by the end of a page, words are not.
    assert sum(written.values()) > 500
    assert dict(written - printed) == {}
