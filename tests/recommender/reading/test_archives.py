"""Archives are checked before they are unpacked."""

import io
import zipfile

import pytest

from recommender.errors import CorruptDocument, DocumentTooLarge, EncryptedDocument
from recommender.reading.archives import open_archive
from tests.builders.office import (
    make_docx,
    make_docx_bomb,
    make_docx_with_doctype,
    make_odt,
    make_zip,
    read_part,
    replace_part,
)
from tests.builders.reading import read, texts


def test_docx_that_unpacks_to_a_bomb_is_too_large() -> None:
    content = make_docx_bomb()
    assert len(content) < 200_000
    with pytest.raises(DocumentTooLarge, match="Mo décompressé"):
        read(content)


def test_too_many_entries_are_too_large() -> None:
    with pytest.raises(DocumentTooLarge, match="10001 fichiers"):
        open_archive(make_zip({f"{index}.bin": b"" for index in range(10_001)}), name="a.docx")


def test_document_type_declaration_is_refused() -> None:
    with pytest.raises(CorruptDocument, match="DOCTYPE"):
        read(make_docx_with_doctype())


def test_nested_archive_is_refused_but_an_embedded_workbook_is_not() -> None:
    content = make_docx("Objet")
    with pytest.raises(CorruptDocument, match=r"word/encore\.zip"):
        read(replace_part(content, {"word/encore.zip": make_zip({"a": b"b"})}))
    embedded = replace_part(content, {"word/embeddings/tableau.xlsx": make_zip({"xl/workbook.xml": b"<w/>"})})
    assert texts(read(embedded)) == ["Objet"]


def test_encrypted_entries_ask_for_a_copy_without_password() -> None:
    content = bytearray(make_zip({"word/document.xml": b"<w/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    with pytest.raises(EncryptedDocument):
        open_archive(bytes(content), name="a.docx")


def test_odt_with_a_password_is_encrypted() -> None:
    content = make_odt("<text:p>Objet</text:p>")
    manifest = read_part(content, "META-INF/manifest.xml").replace(
        b"</manifest:manifest>",
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        b"</manifest:file-entry>"
        b"</manifest:manifest>",
    )
    with pytest.raises(EncryptedDocument):
        read(replace_part(content, {"META-INF/manifest.xml": manifest}))


@pytest.mark.parametrize("head", ["encoding='inconnu'", "encoding='utf-7'", "encoding='rot13'", "version='9'"])
def test_part_in_an_unknown_encoding_is_corrupt(head: str) -> None:
    version = "" if "version" in head else "version='1.0' "
    part = f"<?xml {version}{head}?><w:document/>".encode()
    with pytest.raises(CorruptDocument):
        read(replace_part(make_docx("Objet"), {"word/document.xml": part}))


def test_part_that_is_no_xml_is_corrupt() -> None:
    with pytest.raises(CorruptDocument):
        read(replace_part(make_docx("Objet"), {"word/document.xml": b"<w:document>"}))


def test_entry_with_a_wrong_checksum_is_corrupt() -> None:
    content = bytearray(make_docx("Objet"))
    entry = zipfile.ZipFile(io.BytesIO(content)).getinfo("word/document.xml")
    place = entry.header_offset + 60
    content[place : place + 40] = b"\0" * 40
    with pytest.raises(CorruptDocument):
        read(bytes(content))
