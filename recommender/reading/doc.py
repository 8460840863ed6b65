"""A .doc (Word 97 to 2003) → a document, by way of LibreOffice or antiword.

LibreOffice comes first though it takes two seconds and antiword five milliseconds: the DOCX that it gives keeps the
numbers of lists, the levels of titles and the rows of tables, and on the labelled documents (one .doc, and two
others saved as .doc) the same provisions and headings are found as in the originals. antiword loses the numbers
(18 provisions of 28 found instead of 25, 26 headings of 44 instead of 33).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from recommender.domain.documents import SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument, ReadingTimeout, UnsupportedMediaType
from recommender.reading.contents import mark_contents
from recommender.reading.docbook import read_docbook
from recommender.reading.docx import read_docx
from recommender.reading.office_text import make_office_blocks
from recommender.reading.programs import ProgramFailed, ProgramTimedOut, find_program, run_program
from recommender.reading.sniffing import MediaType

if TYPE_CHECKING:
    from recommender.reading.limits import ReadingLimits

# What is left of the time allowed is for reading what comes out.
_CONVERTING_SHARE = 0.7
_PROFILE = "profil/user/registrymodifications.xcu"
# No macro runs, no linked file or picture is fetched: there is no proxy at this address.
_PROFILE_VALUES = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read_doc(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of a .doc; it is read without pages.

    Raises:
        UnsupportedMediaType: neither LibreOffice nor antiword is installed.
        ReadingTimeout: the conversion took too long.
        CorruptDocument: neither of those installed can convert it.
        EmptyDocument: it has no text.
    """
    seconds = limits.read_timeout_seconds * _CONVERTING_SHARE
    office, antiword = find_program("soffice", "libreoffice"), find_program("antiword")
    if office is None and antiword is None:
        raise UnsupportedMediaType(
            f"« {name} » est un document Word d'ancien format (.doc), et aucun programme installé ne sait le lire.",
            "Enregistrez-le en DOCX ou PDF, ou installez LibreOffice (paquet libreoffice-writer) ou antiword.",
        )
    try:
        if office is not None:
            return _read_with_office(office, content, name, limits, seconds)
    except ProgramTimedOut:
        raise ReadingTimeout(
            f"La conversion de « {name} » par LibreOffice a dépassé {seconds:g} secondes.",
            "Enregistrez-le en DOCX ou PDF, ou découpez-le.",
        ) from None
    except ProgramFailed:
        # LibreOffice may be installed without its word processor.
        pass
    if antiword is not None:
        return _read_with_antiword(antiword, content, name, seconds)
    raise _damaged(name)


def _read_with_office(program: str, content: bytes, name: str, limits: ReadingLimits, seconds: float) -> SourceDocument:
    command = (
        program,
        "-env:UserInstallation=file://{folder}/profil",
        *("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "entree.doc"),
    )
    files = {_PROFILE: _profile().encode(), "entree.doc": content}
    converted = run_program(command, files, seconds=seconds, output="entree.docx")
    document = read_docx(converted, name=name, limits=limits)
    return replace(document, media_type=MediaType.DOC.value, sha256=hashlib.sha256(content).hexdigest())


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _PROFILE_VALUES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _read_with_antiword(program: str, content: bytes, name: str, seconds: float) -> SourceDocument:
    command = (program, "-x", "db", "-m", "UTF-8", "entree.doc")
    try:
        converted = run_program(command, {"entree.doc": content}, seconds=seconds)
    except ProgramFailed:
        raise _damaged(name) from None
    blocks, tables = make_office_blocks(read_docbook(converted))
    if not blocks:
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    return SourceDocument(
        name=name,
        media_type=MediaType.DOC.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(tables),
    )


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(
        f"« {name} » est un document Word (.doc) endommagé ou d'une version trop ancienne.",
        "Ouvrez-le dans votre traitement de texte et enregistrez-le en DOCX ou PDF.",
    )
