"""A small valid file of each type, and the pieces of its format that do the most damage when put in anywhere."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.builders.html_files import make_html
from tests.builders.office import make_docx, make_odt
from tests.builders.pdfs import grid, lines, make_pdf
from tests.builders.rtf import make_rtf, paragraph, row

RTF = make_rtf(
    paragraph(r"{\listtext 1.\tab}Objet du march\'e9", r"\s1\b")
    + paragraph(r"Le \u233?t\u8217?{\v x}{\deleted y} titulaire{\footnote\pard Note.\par} {\f1 \'cf}")
    + row("Prix", r"40 %\par\u55357?\u56832?")
    + r"{\field{\*\fldinst HYPERLINK}{\fldrslt lien}}{\pict\bin3 abc}{\*\shpinst{\shptxt Bo\'eete\par}}"
)
RTF_WORDS = (
    r"{ } \ \' \u-1 \u55357 \bin99 \uc9 \itap9 \cell \row \nestcell \par \fs-9 \* {\footnote {\listtext "
    r"\outlinelevel99 \f9 \s \ansicpg932 \ansicpg1200 \ansicpg37 {\stylesheet {\fonttbl \intbl \pard \plain "
    r"\fcharset2 \fcharset128"
)
HTML = make_html(
    "<h1>Objet</h1><p>Le <b>titulaire</b>&nbsp;trie<br>- un<ol start=3><li>a<ul><li>b</ul></ol>"
    "<table><tr><th colspan=2 rowspan=2>A<td>B<tr><td>C<tr><td><table><tr><td>z<td>y</table></table><pre>x\ny</pre>"
)
HTML_WORDS = (
    "< > <table> </table> <tr> <td\0rowspan=99> <td\0colspan=99> </td> <li\0value=-5> <ol\0type=I\0start=0> </ol> <h1> "
    "</h1> &#0; &#xD800; <pre> </pre> <!-- <svg> <frameset> </body> </html> <x:y\0z:a=1> charset=utf-7 <p\0hidden> "
    "<plaintext> <title> <math> <caption> <col> <form> <select>"
)
MARKDOWN = (
    b"# Objet\n\nTitre\n=====\n\n- un\n- [ ] deux\n\n| a | b |\n|---|---|\n| c | d |\n\n> cit\xc3\xa9\n\n"
    b"**gras** _italique_ [lien](adresse) `code` [^1]\n\n<table><tr><td>x</td><td>y</td></tr></table>"
)
MARKDOWN_WORDS = (
    "# | - --- \0 ** ` [ ]( <td> <tr> </tr> <h2> &#0; &#xD800; > \\ === 1. \x85 \u2028 <!-- --> |---|---| ~~~"
)
ODT = make_odt(
    '<text:h text:outline-level="1">Objet</text:h><text:list xml:id="l"><text:list-item text:start-value="4"><text:p>un'
    '<text:s text:c="3"/></text:p></text:list-item></text:list><text:list text:continue-list="l"><text:list-item>'
    "<text:p>deux</text:p></text:list-item></text:list><table:table><table:table-row>"
    '<table:table-cell table:number-columns-repeated="3"><text:p>a</text:p></table:table-cell></table:table-row>'
    "</table:table>"
)
DOCX = make_docx("Objet", "Durée")
XML_WORDS = '"-1" "99999999999" "²" "" <text:p> </text:p> <w:p> /> &amp; <?a?> <!DOCTYPE &e; <table:table> "%1"'
PDF = make_pdf(lines("1. Objet", "Le marché porte sur", "- un bilan"), grid([["a", "b"], ["c", "d"]], top=100))
PDF_WORDS = "0 -1 999999999 << >> [ ] ( ) nan endobj /Type/Page 1e30 R"
DOCBOOK = (
    b"<book><chapter><title>Objet</title><para>x<footnote><para>n</para></footnote></para>"
    b"<orderedlist><listitem><para>a</para></listitem></orderedlist></chapter></book>"
)
DOCBOOK_WORDS = "<para> </para> <informaltable> <row> <entry> <listitem> <sect1> &e; <!DOCTYPE"


def damage(content: bytes, words: str = "") -> st.SearchStrategy[bytes]:
    """The content with bytes overwritten, taken out or said again, and words of its format put in anywhere."""
    # A word ends with a space, as control words do; "\0" stands for a space within one.
    tokens = [word.replace("\0", " ").encode() + end for word in words.split(" ") for end in (b"", b" ")]
    return _damaged(content, tokens)


@st.composite
def _damaged(draw: st.DrawFn, content: bytes, tokens: Sequence[bytes]) -> bytes:
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(changed)))
        width = draw(st.sampled_from([0, 0, 1, 4, 40]))
        said_again = st.just(bytes(changed[place : place + 60]) * 3)
        changed[place : place + width] = draw(st.one_of(st.sampled_from(tokens), st.binary(max_size=6), said_again))
    is_cut = draw(st.integers(0, 4)) == 0
    return bytes(changed[: draw(st.integers(0, len(changed)))] if is_cut else changed)
