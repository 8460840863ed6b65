"""An HTML page → a document: titles with their level, list items with their number, tables, paragraphs.

Scripts, menus and what a browser does not show are left out.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import TYPE_CHECKING

from recommender.domain.documents import SourceDocument
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.contents import mark_contents
from recommender.reading.html_walk import PageWalker
from recommender.reading.office_text import make_office_blocks
from recommender.reading.sniffing import MediaType

if TYPE_CHECKING:
    from lxml.etree import _Element

    from recommender.reading.limits import ReadingLimits

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED_WITHIN_BYTES = 4_096
_DECLARED = re.compile(rb"""(?:charset|<\?xml[^>]{1,80}encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Codecs of one byte a character; others than UTF-8 have a mark, or are none for a page.
_CODEC_FAMILIES = ("cp", "iso8859", "mac", "koi8")
# Browsers read it as cp1252, which adds dashes, quotes and œ.
_LATIN_1 = "iso8859-1"


def read_html(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """The blocks and tables of a page; it has no pages of paper.

    Raises:
        EmptyDocument: it shows no text.
        CorruptDocument: no tree can be made of it.
    """
    root, is_whole = _parse(content, name)
    blocks, tables = make_office_blocks(PageWalker().read(root))
    if not blocks and not is_whole:
        raise _unreadable(name)
    if not blocks:
        raise EmptyDocument(f"« {name} » ne contient aucun texte.", "Vérifiez que vous avez choisi le bon fichier.")
    return SourceDocument(
        name=name,
        media_type=MediaType.HTML.value,
        sha256=hashlib.sha256(content).hexdigest(),
        page_count=0,
        blocks=tuple(mark_contents(blocks, 0)),
        tables=tuple(tables),
        warnings=() if is_whole else ("La page imbrique trop d'éléments : la fin de son texte manque.",),
    )


def _parse(content: bytes, name: str) -> tuple[_Element, bool]:
    """The tree of the page, and whether the whole of it is there."""
    from lxml import etree
    from lxml import html as lxml_html

    # Tags that are never closed nest deeper than the parser goes by default; it drops what comes below its limit.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    page = _decode(content).replace("\0", "").encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(page, parser=parser)
    except (etree.LxmlError, ValueError):
        raise _unreadable(name) from None
    return root, not parser.error_log.filter_from_fatals()


def _unreadable(name: str) -> CorruptDocument:
    return CorruptDocument(
        f"« {name} » est une page HTML illisible.", "Ouvrez-la dans un navigateur et imprimez-la en PDF."
    )


def _decode(content: bytes) -> str:
    """The text in the encoding of its mark, else of its declaration, else UTF-8, else cp1252."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content.decode(codec, "replace")
    declared = _declared_codec(content[:_DECLARED_WITHIN_BYTES])
    # Pages saved again in UTF-8 often keep their old declaration.
    for codec in ("utf-8", declared):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode(declared, "replace")


def _declared_codec(head: bytes) -> str:
    match = _DECLARED.search(head)
    try:
        codec = codecs.lookup(match[1].decode("ascii")).name if match else _LATIN_1
    except (LookupError, UnicodeDecodeError):
        codec = _LATIN_1
    return codec if codec.startswith(_CODEC_FAMILIES) and codec != _LATIN_1 else "cp1252"
