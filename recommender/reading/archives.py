"""The archive that a DOCX or ODT is → its XML parts, checked before anything is unpacked whole."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.errors import CorruptDocument, DocumentTooLarge, EncryptedDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_ENTRIES = 10_000
_MOST_UNPACKED_BYTES = 1_000_000_000
_MOST_XML_BYTES = 120_000_000
# Text shrinks ten to forty times; a bomb a thousand times.
_HIGHEST_RATIO = 250
_RATIO_FROM_BYTES = 5_000_000
_ARCHIVE_NAMES = re.compile(r"\.(?:zip|7z|rar|gz|bz2|xz|tar|tgz|jar)$", re.IGNORECASE)
_XML_NAMES = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
ENCRYPTED_FLAG = 0x1
# What zipfile raises on archives that are damaged or made by hand.
UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
    # The encoding that a part declares is unknown.
    LookupError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class OfficeArchive:
    """A checked archive. Its parts are parsed without network, entities or document types."""

    archive: zipfile.ZipFile
    name: str

    def has(self, part: str) -> bool:
        """Whether the archive holds the part."""
        return part in self.archive.NameToInfo

    def parse(self, part: str) -> _Element | None:
        """The root element of a part, ``None`` if the archive does not hold it.

        Raises:
            CorruptDocument: the part is no XML, or declares a document type.
        """
        if not self.has(part):
            return None
        return _parse_part(self.archive, part, self.name)

    def names(self) -> list[str]:
        """The names of the parts, in the order of the archive."""
        return self.archive.namelist()


def open_archive(content: bytes, *, name: str) -> OfficeArchive:
    """Open the archive after checking what it would unpack to.

    Raises:
        CorruptDocument: it is damaged, or holds another archive.
        DocumentTooLarge: it would unpack to more than a document holds.
        EncryptedDocument: its entries are encrypted.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE:
        raise _damaged(name) from None
    entries = archive.infolist()
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise EncryptedDocument(
            f"« {name} » est protégé par un mot de passe.", "Enregistrez-en une copie sans mot de passe."
        )
    _check_sizes(entries, name)
    nested = [entry.filename for entry in entries if _ARCHIVE_NAMES.search(entry.filename)]
    if nested:
        raise CorruptDocument(
            f"« {name} » contient une autre archive ({nested[0][:80]}), ce qu'un document n'a pas.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        )
    return OfficeArchive(archive, name)


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    # zipfile never reads more of an entry than the size that is declared here.
    total = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if _XML_NAMES.search(entry.filename))
    is_bomb = any(
        entry.file_size > _RATIO_FROM_BYTES and entry.file_size > _HIGHEST_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    if is_bomb or len(entries) > _MOST_ENTRIES or total > _MOST_UNPACKED_BYTES or xml > _MOST_XML_BYTES:
        raise DocumentTooLarge(
            f"« {name} » occuperait {max(1, total // 1_000_000)} Mo décompressé ({len(entries)} fichiers).",
            "Enregistrez-le à nouveau sans ses images, ou découpez-le.",
        )


def _parse_part(archive: zipfile.ZipFile, part: str, name: str) -> _Element:
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString
    from lxml import etree

    try:
        content = archive.read(part)
        # lxml has no switch that refuses a document type: expat reads the part first.
        parseString(content, ContentHandler(), forbid_dtd=True)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        return etree.fromstring(content, parser)
    except DefusedXmlException:
        raise CorruptDocument(
            f"« {name} » contient une déclaration XML interdite (DOCTYPE) dans {part}.",
            "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
        ) from None
    except (SAXException, etree.LxmlError, *UNREADABLE):
        raise _damaged(name) from None


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(
        f"« {name} » est incomplet ou endommagé.",
        "Ouvrez-le dans votre traitement de texte et enregistrez-le à nouveau.",
    )
