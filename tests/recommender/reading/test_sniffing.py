"""The type of a document is told by its content."""

import io

import pytest
from PIL import Image

from recommender.errors import CorruptDocument, EncryptedDocument, UnsupportedMediaType
from recommender.reading.sniffing import MediaType, decode_text, looks_like_text, sniff_media_type
from tests.builders.office import make_docx, make_fib, make_odt, make_ole, make_zip
from tests.builders.pdfs import lines, make_pdf


def make_image(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


PDF = make_pdf(lines("Objet"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, MediaType.PDF),
        (b"\0junk before\r\n" + PDF, MediaType.PDF),
        (make_docx("Objet"), MediaType.DOCX),
        (make_odt("<text:p>Objet</text:p>"), MediaType.ODT),
        ("Fourniture de matériel".encode(), MediaType.TEXT),
        ("# Fourniture".encode("utf-8-sig"), MediaType.TEXT),
        ("Fourniture de matériel".encode("utf-16"), MediaType.TEXT),
        ("L’acheteur – matériel".encode("cp1252"), MediaType.TEXT),
        (make_ole("WordDocument"), MediaType.DOC),
        (rb"{\rtf1\ansi Bonjour}", MediaType.RTF),
        (b"\xef\xbb\xbf\r\n {\\rtf1 Bonjour}", MediaType.RTF),
        (b"<!DOCTYPE html><html><body>Bonjour</body></html>", MediaType.HTML),
        (b"\r\n<!-- vu -->\n<HTML lang=fr><p>Bonjour", MediaType.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'/>", MediaType.HTML),
        ("<html><p>Café".encode("utf-16"), MediaType.HTML),
        (b"<h2>Objet</h2> du march\xe9, <em>en Markdown</em>", MediaType.TEXT),
        (b"Le format %PDF-1.7 est admis.", MediaType.TEXT),
        (b"Le format {\\rtf1} et la balise <html> sont admis.", MediaType.TEXT),
        (b"BM et GIF89a sont des sigles.", MediaType.TEXT),
    ],
)
def test_content_tells_its_type_whatever_the_name(content: bytes, expected: MediaType) -> None:
    assert sniff_media_type(content, name="photo.png") is expected


@pytest.mark.parametrize(
    ("content", "described"),
    [
        (make_ole("Workbook"), "un classeur Excel d'ancien format"),
        (make_zip({"xl/workbook.xml": b"<workbook/>"}), r"un classeur Excel \(\.xlsx\)"),
        (make_zip({"ppt/presentation.xml": b"<p/>"}), "une présentation PowerPoint"),
        (
            make_zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "un classeur OpenDocument",
        ),
        (make_zip({"lisez-moi.txt": b"Bonjour"}), "une archive ZIP"),
        (make_ole("PowerPoint Document"), "une présentation PowerPoint d'ancien format"),
        (make_ole("Contents"), "un document Office d'ancien format"),
        (make_ole("Workbook")[:600], "un document Office d'ancien format"),
        (make_zip({"mimetype": b"application/epub+zip"}), "un livre numérique"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "un fichier XML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "un fichier XML"),
        (bytes(range(256)) * 4, "d'un type inconnu"),
    ],
)
def test_other_types_are_refused_by_name_with_the_next_step(content: bytes, described: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=f"est .*{described}.* enregistrez-le en DOCX ou PDF"):
        sniff_media_type(content, name="piece.pdf")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF"])
def test_images_are_sent_to_character_recognition(kind: str) -> None:
    with pytest.raises(UnsupportedMediaType, match=r"une image .*reconnaissance de caractères"):
        sniff_media_type(make_image(kind), name="scan.pdf")


def test_office_document_with_a_password_is_encrypted() -> None:
    with pytest.raises(EncryptedDocument, match="mot de passe"):
        sniff_media_type(make_ole("EncryptedPackage"), name="ccap.docx")


def test_word_document_with_a_password_is_encrypted() -> None:
    with pytest.raises(EncryptedDocument, match="mot de passe"):
        sniff_media_type(make_ole("WordDocument", content=make_fib(is_encrypted=True)), name="ccap.doc")
    assert sniff_media_type(make_ole("WordDocument", content=make_fib()), name="ccap.doc") is MediaType.DOC


def test_truncated_archive_is_corrupt() -> None:
    with pytest.raises(CorruptDocument):
        sniff_media_type(make_docx("Objet")[:2_000], name="ccap.docx")


def test_decoding_keeps_french_typography_of_windows() -> None:
    assert decode_text("L’œuvre – 10 €".encode("cp1252")) == "L’œuvre – 10 €"


@pytest.mark.parametrize("content", [PDF, b"{\\rtf1}", b"<html>", b"PK\x03\x04\0", b"a\0b"])
def test_only_plain_text_looks_like_text(content: bytes) -> None:
    assert not looks_like_text(content)
