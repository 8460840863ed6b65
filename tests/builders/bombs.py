"""Small files that grow without end in a parser, or nest deeper than it goes."""

from tests.builders.html_files import make_html
from tests.builders.office import make_docx, make_odt, replace_part
from tests.builders.rtf import make_rtf


def make_entity_bomb() -> bytes:
    """A DOCX whose body multiplies an entity by ten, ten times over."""
    declared = ['<!ENTITY a "aaaaaaaaaa">']
    declared += [f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(10)]
    body = f"<?xml version='1.0'?><!DOCTYPE d [{''.join(declared)}]><w>&k;</w>"
    return replace_part(make_docx("Objet"), {"word/document.xml": body.encode()})


def make_deep_odt(depth: int) -> bytes:
    """An ODT of sections within sections."""
    return make_odt("<text:section>" * depth + "<text:p>Objet</text:p>" + "</text:section>" * depth)


def make_repeated_odt(rows: int) -> bytes:
    """An ODT whose table repeats each of its cells a million times."""
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>Objet</text:p></table:table-cell>'
    return make_odt(f"<table:table>{f'<table:table-row>{cell}</table:table-row>' * rows}</table:table>")


def make_deep_rtf(depth: int) -> bytes:
    """An RTF of groups within groups."""
    return make_rtf("{" * depth + "Objet" + "}" * depth)


def make_deep_html(depth: int) -> bytes:
    """A page of divisions within divisions."""
    return make_html("<div>" * depth + "Objet")


def make_wide_html(cells: int) -> bytes:
    """A page with one row of so many cells."""
    return make_html("<table><tr>" + "<td>x" * cells)


def make_spanned_html(rows: int) -> bytes:
    """A page whose cells span all the columns that there can be."""
    return make_html("<table>" + "<tr><td colspan=9999>x" * rows)
