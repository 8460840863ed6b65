"""Small real DOCX and ODT files, and archives made to harm."""

import io
import struct
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from odfdo import Document as OdtDocument

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def save_docx(document: DocxDocument) -> bytes:
    """The bytes of a document of python-docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_docx(*paragraphs: str) -> bytes:
    """A DOCX of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return save_docx(document)


def add_xml(document: DocxDocument, xml: str) -> None:
    """Add an element of WordprocessingML, prefix ``w``, at the end of the body."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace(">", f' xmlns:w="{W_NAMESPACE}">', 1)))


def replace_part(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same archive with some parts replaced or added."""
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
        for name in set(parts) - set(source.namelist()):
            target.writestr(name, parts[name])
    return stream.getvalue()


def read_part(content: bytes, name: str) -> bytes:
    """A part of an archive."""
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def make_zip(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def make_docx_bomb() -> bytes:
    """A small DOCX whose body unpacks to 60 MB."""
    return replace_part(make_docx("Objet"), {"word/document.xml": b" " * 60_000_000})


def make_docx_with_doctype() -> bytes:
    """A DOCX whose body declares an entity."""
    content = make_docx("Objet")
    body = read_part(content, "word/document.xml").replace(
        b"<w:document", b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
    )
    return replace_part(content, {"word/document.xml": body})


def make_odt(body: str, *, styles: str = "") -> bytes:
    """An ODT whose ``office:text`` is this XML, with these automatic styles."""
    stream = io.BytesIO()
    document = OdtDocument("text")
    document.body.clear()
    document.save(stream)
    content = read_part(stream.getvalue(), "content.xml").decode()
    head, start, rest = content.partition("<office:body>")
    head = head.replace("<office:automatic-styles/>", f"<office:automatic-styles>{styles}</office:automatic-styles>")
    ending = rest[rest.index("</office:body>") :]
    changed = f"{head}{start}<office:text>{body}</office:text>{ending}"
    return replace_part(stream.getvalue(), {"content.xml": changed.encode()})


def make_fib(*, is_encrypted: bool = False) -> bytes:
    """The head of the main stream of a Word document, too short to hold a text."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x40C, 0, 0x0100 if is_encrypted else 0).ljust(4096, b"\0")


def make_ole(stream: str, *, content: bytes = b"") -> bytes:
    """A compound file, as of Office before 2007, that holds one stream of this name, empty or of 4096 bytes or more."""
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096),
        *(0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sectors = -(-len(content) // 512)
    chain = [*range(3, sectors + 2), 0xFFFFFFFE] if sectors else []
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *chain, *[0xFFFFFFFF] * (126 - sectors))
    directory = _ole_entry("Root Entry", kind=5, child=1)
    directory += _ole_entry(stream, kind=2, child=0xFFFFFFFF, start=2 if content else 0xFFFFFFFE, size=len(content))
    return header + table + directory.ljust(512, b"\0") + content.ljust(sectors * 512, b"\0")


def _ole_entry(name: str, *, kind: int, child: int, start: int = 0xFFFFFFFE, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, size)
