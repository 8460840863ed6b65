"""Scanned pages and unreadable fonts: read by character recognition where it is installed, else told in French."""

import sys
from pathlib import Path

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import CorruptDocument, ScannedDocument
from recommender.reading.ocr import find_recognizer
from recommender.reading.pdf import read_pdf
from tests.builders.pdfs import Text, draw_image, grid, lines, make_pdf
from tests.builders.reading import LIMITS, find, limits, read, texts
from tests.builders.scans import make_pdf_without_letters, scan
from tests.builders.word import install

PARAGRAPH = (
    "Le titulaire organise le tri des déchets de chantier et remet les bordereaux de",
    "suivi dans un délai de quinze jours après chaque enlèvement de benne pleine ou",
    "entamée, sans autre formalité.",
)
PAGE = (Text("ARTICLE 4 - GESTION DES DÉCHETS", 100, size=14, is_bold=True), *lines(*PARAGRAPH))
GARBLED = make_pdf_without_letters(PARAGRAPH * 3)
needs_recognizer = pytest.mark.skipif(
    find_recognizer() is None, reason="tesseract is not installed with its French data (tesseract-ocr-fra)"
)


@pytest.fixture
def no_recognizer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without tesseract."""
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_recognizer
def test_scanned_page_is_read_with_its_places_and_its_confidence() -> None:
    document = read(make_pdf([scan(*PAGE)]))
    assert texts(document) == ["ARTICLE 4 - GESTION DES DÉCHETS", " ".join(PARAGRAPH)]
    title, text = document.blocks
    assert (title.page, text.page) == (1, 1)
    assert title.size_ratio > text.size_ratio == 1.0
    assert title.bbox is not None
    assert text.bbox is not None
    assert [title.bbox.x0, title.bbox.bottom] == pytest.approx([70, 100], abs=8)
    assert [text.bbox.x0, text.bbox.top] == pytest.approx([70, 141], abs=8)
    warning = document.warnings[0]
    assert warning.startswith("Page 1 : texte lu par reconnaissance de caractères (OCR), confiance moyenne 9")
    assert warning.endswith("Vérifiez les chiffres et les dates sur l'original.")


@needs_recognizer
def test_scanned_page_among_printed_ones_keeps_its_place() -> None:
    document = read(make_pdf(lines("Article 1 - Objet"), [scan(*lines(*PARAGRAPH))], lines("Article 3 - Prix")))
    assert [(block.page, block.text) for block in document.blocks] == [
        (1, "Article 1 - Objet"),
        (2, " ".join(PARAGRAPH)),
        (3, "Article 3 - Prix"),
    ]
    assert [warning[:8] for warning in document.warnings] == ["Page 2 :"]


@needs_recognizer
def test_contents_of_a_scan_are_told_from_its_headings() -> None:
    entries = [
        f"{number}. {title} {'.' * 60} {number + 1}" for number, title in enumerate(("Objet", "Durée", "Prix"), 1)
    ]
    contents = lines("SOMMAIRE", *entries, *[f"{n}. Annexe {'.' * 60} {n}" for n in (5, 6, 7)], leading=26)
    document = read(make_pdf([scan(*contents)], [scan(Text("1. Objet", 100, is_bold=True), *lines(*PARAGRAPH))]))
    marked = texts(document, BlockRole.CONTENTS)
    assert len(marked) == 7
    assert all(text.endswith(text[-1]) and text[-1].isdigit() for text in marked[1:])
    assert texts(document, BlockRole.BODY)[0] == "1. Objet"


@needs_recognizer
def test_stained_page_is_read_with_a_doubt() -> None:
    small = lines(*PARAGRAPH, size=4, leading=5)
    document = read(make_pdf([scan(*small, noise=3_000)], lines("Objet"), lines("Prix")))
    assert any("confiance faible" in warning or "aucun texte" in warning for warning in document.warnings)


@needs_recognizer
def test_blank_image_is_told_and_costs_nothing_else() -> None:
    document = read(make_pdf(lines("Objet"), [draw_image], lines("Annexe")))
    assert (texts(document), document.warnings) == (
        ["Objet", "Annexe"],
        ("Page 2 : image où aucun texte n'a été reconnu.",),
    )


@needs_recognizer
def test_pages_over_the_limit_are_not_recognized_and_named() -> None:
    content = make_pdf(*[[scan(*lines(*PARAGRAPH))]] * 2, [draw_image], [draw_image], [draw_image])
    document = read_pdf(content, name="ccap.pdf", limits=limits(max_ocr_pages=2))
    assert {block.page for block in document.blocks} == {1, 2}
    assert document.warnings[0].startswith("Pages 1 et 2 : texte lu par reconnaissance")
    assert document.warnings[1] == (
        "Pages 3 à 5 numérisées sans texte : leur contenu n'a pas été lu "
        "(reconnaissance de caractères limitée à 2 pages et 42 secondes)."
    )


@needs_recognizer
def test_time_that_is_up_ends_the_recognition() -> None:
    with pytest.raises(ScannedDocument):
        read_pdf(make_pdf([scan(*PAGE)]), name="ccap.pdf", limits=limits(read_timeout_seconds=0.001))


@needs_recognizer
@pytest.mark.parametrize("first_code", [None, 0, 0xE000], ids=["unsaid", "shifted", "private"])
def test_font_that_does_not_say_its_letters_is_read_from_the_page_as_shown(first_code: int | None) -> None:
    document = read(make_pdf_without_letters(PARAGRAPH * 3, first_code=first_code))
    assert document.text.startswith(" ".join(PARAGRAPH))
    assert document.warnings[0].startswith("Page 1 : texte lu par reconnaissance de caractères")


@pytest.mark.usefixtures("no_recognizer")
def test_scan_without_recognizer_names_the_packages_to_install() -> None:
    with pytest.raises(ScannedDocument) as raised:
        read(make_pdf([scan(*PAGE)], [draw_image], lines("Annexe")), name="ccap.pdf")
    assert raised.value.problem == (
        "« ccap.pdf » est numérisé : 2 de ses 3 pages sont des images sans texte, "
        "et la reconnaissance de caractères (tesseract) n'est pas installée."
    )
    assert "paquets tesseract-ocr et tesseract-ocr-fra" in raised.value.next_step


@pytest.mark.usefixtures("no_recognizer")
def test_one_scanned_page_without_recognizer_is_a_warning_that_names_the_packages() -> None:
    document = read(make_pdf(lines("Objet"), [draw_image], lines("Annexe")))
    assert document.warnings == (
        "Page 2 numérisée sans texte : son contenu n'a pas été lu "
        "(reconnaissance de caractères non installée : paquets tesseract-ocr et tesseract-ocr-fra).",
    )


@pytest.mark.usefixtures("no_recognizer")
@pytest.mark.parametrize("first_code", [None, 0, 0xE000], ids=["unsaid", "shifted", "private"])
def test_font_that_does_not_say_its_letters_without_recognizer_is_told(first_code: int | None) -> None:
    with pytest.raises(CorruptDocument, match=r"polices illisibles : sur 1 de ses 1 pages.*tesseract-ocr-fra"):
        read(make_pdf_without_letters(PARAGRAPH * 3, first_code=first_code))


def test_recognition_switched_off_says_so_and_names_no_package() -> None:
    few = limits(max_ocr_pages=0)
    document = read_pdf(make_pdf(lines("Objet"), [draw_image], lines("Annexe")), name="ccap.pdf", limits=few)
    assert document.warnings[0].endswith("(reconnaissance de caractères désactivée).")
    with pytest.raises(ScannedDocument, match="OCR") as raised:
        read_pdf(make_pdf([draw_image]), name="ccap.pdf", limits=few)
    assert "paquets" not in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX shell")
@pytest.mark.parametrize("script", ["echo eng", "exit 1", "echo 'francais'"])
def test_recognizer_without_its_french_data_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    install(tmp_path, "tesseract", script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert find_recognizer() is None


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX shell")
@pytest.mark.parametrize("script", ["exit 1", "echo", "echo 'un tableau\tqui\tn en est pas un'"])
def test_recognizer_that_fails_leaves_the_page_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    install(tmp_path, "tesseract", f'case "$1" in --list-langs) echo fra;; *) {script};; esac')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    document = read(make_pdf(lines("Objet"), [draw_image], lines("Annexe")))
    assert (texts(document), len(document.warnings)) == (["Objet", "Annexe"], 1)
    with pytest.raises(ScannedDocument):
        read(make_pdf([draw_image]))


@pytest.mark.parametrize(
    ("title", "reason"),
    [("CRÉDITS", "letters of a title"), ("RST XYZ BCD " * 4, "few letters")],
)
def test_ordinary_pages_are_not_garbled(title: str, reason: str) -> None:
    document = read_pdf(make_pdf(lines(title, *PARAGRAPH)), name="ccap.pdf", limits=LIMITS)
    assert document.warnings == (), reason


def test_table_over_a_page_that_is_an_image_is_not_a_scan() -> None:
    document = read(make_pdf([draw_image, *grid([["Prix", "40 %"], ["Délai", "60 %"]], top=150)]))
    assert (find(document, "Prix").role, document.warnings) == (BlockRole.TABLE_ROW, ())
