"""Bytes → the type of document they are. The name of the file is never looked at."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum

from recommender.errors import CorruptDocument, EmptyDocument, EncryptedDocument, UnsupportedMediaType

_SAVE_AS = "Ouvrez-le dans votre traitement de texte et enregistrez-le en DOCX ou PDF."
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE_BYTES = 65_536
# Control characters that no text holds; and the bytes that cp1252 leaves undefined.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD_BYTES = 4_096
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_WORD_STREAM = "WordDocument"
_WORD_ENCRYPTED_FLAG = 0x0100
_OLE_STREAMS = {
    "Workbook": "un classeur Excel d'ancien format (.xls)",
    "Book": "un classeur Excel d'ancien format (.xls)",
    "PowerPoint Document": "une présentation PowerPoint d'ancien format (.ppt)",
}
_ZIP_MEMBERS = {
    "xl/workbook.xml": "un classeur Excel (.xlsx)",
    "xl/workbook.bin": "un classeur Excel (.xlsb)",
    "ppt/presentation.xml": "une présentation PowerPoint (.pptx)",
}
_ODF_KINDS = {
    "spreadsheet": "un classeur OpenDocument (.ods)",
    "presentation": "une présentation OpenDocument (.odp)",
    "graphics": "un dessin OpenDocument (.odg)",
}
_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".jfif", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"})


class MediaType(StrEnum):
    """The types that can be read."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"
    DOC = "application/msword"
    RTF = "application/rtf"
    HTML = "text/html"
    TEXT = "text/plain"


def looks_like_text(content: bytes) -> bool:
    """Whether the bytes are plain text, decided without parsing anything."""
    return decode_text(content) is not None and not (_is_rtf(content) or _is_markup(content) or _is_pdf(content))


def decode_text(content: bytes) -> str | None:
    """The text that the bytes encode in UTF-8, UTF-16 with its mark or cp1252; ``None`` for no text."""
    if content.startswith(_UTF_16_MARKS):
        encodings = ["utf-16"]
    elif _NOT_TEXT.search(content[:_SAMPLE_BYTES].decode("latin-1")):
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _NOT_TEXT.search(text) else text
    return None


def sniff_media_type(content: bytes, *, name: str) -> MediaType:
    """The type of the content.

    Raises:
        EmptyDocument: there is nothing in it.
        EncryptedDocument: it is an Office document that asks for a password.
        UnsupportedMediaType: it is of another type, which the message names.
        CorruptDocument: it is an archive that cannot be opened.
    """
    if not content.strip(b"\x00\t\n\x0b\x0c\r "):
        raise EmptyDocument(f"« {name} » est vide.", "Vérifiez que vous avez choisi le bon fichier.")
    if _is_pdf(content):
        return MediaType.PDF
    if content.startswith(_ZIP_MAGICS):
        return _sniff_archive(content, name)
    if content.startswith(_OLE_MAGIC):
        return _sniff_ole(content, name)
    return _sniff_text(content, name)


def _sniff_text(content: bytes, name: str) -> MediaType:
    if _is_rtf(content):
        return MediaType.RTF
    if _is_markup(content):
        if _PAGE.search(_head(content)):
            return MediaType.HTML
        raise _refuse(name, "un fichier XML")
    if decode_text(content) is not None:
        return MediaType.TEXT
    raise _refuse(name, _describe_binary(content))


def _is_pdf(content: bytes) -> bool:
    # Readers accept the header anywhere in the first kilobyte; a text may quote it further on.
    place = content[:1024].find(b"%PDF-")
    return place == 0 or (place > 0 and (not content[:place].strip() or decode_text(content) is None))


def _head(content: bytes) -> str:
    """The beginning of a text, for the marks of its type: all are of the common part of the encodings."""
    sample = content[:_HEAD_BYTES]
    text = sample.decode("utf-16", "ignore") if sample.startswith(_UTF_16_MARKS) else sample.decode("latin-1")
    return text.lstrip("\ufeff\xef\xbb\xbf \t\r\n")


def _is_rtf(content: bytes) -> bool:
    return _head(content).startswith("{\\rtf")


def _is_markup(content: bytes) -> bool:
    head = _head(content)
    return head.startswith("<?xml") or (head.startswith("<") and _PAGE.search(head) is not None)


def _refuse(name: str, description: str) -> UnsupportedMediaType:
    if description.startswith("une image"):
        return UnsupportedMediaType(
            f"« {name} » est {description}.",
            "Passez-la à la reconnaissance de caractères (OCR) et envoyez le PDF obtenu.",
        )
    return UnsupportedMediaType(f"« {name} » est {description}.", _SAVE_AS)


def _sniff_ole(content: bytes, name: str) -> MediaType:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {"/".join(path) for path in container.listdir()}
            head = container.openstream(_WORD_STREAM).read(12) if _WORD_STREAM in streams else b""
    except OSError:
        raise _refuse(name, "un document Office d'ancien format") from None
    # [MS-DOC] 2.5.2: the flags of FibBase are at offset 10.
    if "EncryptedPackage" in streams or int.from_bytes(head[10:12], "little") & _WORD_ENCRYPTED_FLAG:
        raise EncryptedDocument(
            f"« {name} » est protégé par un mot de passe.",
            "Ouvrez-le, retirez le mot de passe (Fichier, Informations, Protéger) et enregistrez-le.",
        )
    if _WORD_STREAM in streams:
        return MediaType.DOC
    described = [text for stream, text in _OLE_STREAMS.items() if stream in streams]
    raise _refuse(name, described[0] if described else "un document Office d'ancien format")


def _sniff_archive(content: bytes, name: str) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
            declared = _read_declared_type(archive) if "mimetype" in members else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error):
        raise CorruptDocument(
            f"« {name} » est incomplet ou endommagé.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        ) from None
    if "word/document.xml" in members or "word/document2.xml" in members:
        return MediaType.DOCX
    if declared.strip().startswith(MediaType.ODT.value):
        return MediaType.ODT
    raise _refuse(name, _describe_archive(members, declared))


def _read_declared_type(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace")


def _describe_archive(members: set[str], declared: str) -> str:
    for member, description in _ZIP_MEMBERS.items():
        if member in members:
            return description
    for kind, description in _ODF_KINDS.items():
        if declared.startswith("application/vnd.oasis.opendocument.") and kind in declared:
            return description
    if "epub" in declared:
        return "un livre numérique (.epub)"
    return "une archive ZIP"


def _describe_binary(content: bytes) -> str:
    import puremagic

    try:
        matches = puremagic.magic_string(content[:_SAMPLE_BYTES])
    except (puremagic.PureError, ValueError):
        matches = []
    extension = matches[0].extension.lower() if matches else ""
    if extension in _IMAGES:
        return f"une image ({extension})"
    return f"un fichier de type {extension}" if extension else "d'un type inconnu"
