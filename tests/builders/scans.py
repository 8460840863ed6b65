"""Pages as a scanner gives them, images without text; and pages whose font says its letters in its own way."""

import io
import random
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import reportlab
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.ttfonts import TTFontFile
from reportlab.pdfgen.canvas import Canvas

from tests.builders.pdfs import HEIGHT, WIDTH, Draw, make_pdf

_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def scan(*drawn: Draw, noise: int = 0) -> Draw:
    """A page drawn as an image of 200 dots an inch, with so many specks of dust."""
    pdf = pypdfium2.PdfDocument(make_pdf(drawn))
    image = pdf[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    pdf.close()
    dust = random.Random(0)
    for _ in range(noise):
        place = dust.randrange(image.width - 4), dust.randrange(image.height - 4)
        image.paste(dust.randrange(120), (*place, place[0] + dust.randrange(1, 4), place[1] + dust.randrange(1, 4)))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    return draw


def make_picture(kind: str) -> bytes:
    """A small picture in a file of its own."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


def make_pdf_without_letters(lines: Sequence[str], *, first_code: int | None = None) -> bytes:
    """A page whose font numbers its drawings and does not say which letters they are.

    With ``first_code`` it says that they are characters from this one on, wrongly.
    """
    said = None if first_code is None else b"1 beginbfrange <0000> <00FF> <%04X> endbfrange" % first_code
    return _make_page(lines, said)


def make_pdf_with_letters(lines: Sequence[str], **said: str) -> bytes:
    """A page whose font says its letters; the name of one of them (``hyphen``) gives another to say."""
    names = {"-": said.get("hyphen", "-")}
    font = TTFontFile(str(_FONT))
    letters = sorted(set("".join(lines)))
    pairs = [b"<%04X> <%04X>" % (font.charToGlyph[ord(one)], ord(names.get(one, one))) for one in letters]
    return _make_page(lines, b"%d beginbfchar %s endbfchar" % (len(pairs), b" ".join(pairs)))


def _make_page(lines: Sequence[str], said: bytes | None) -> bytes:
    font, data = TTFontFile(str(_FONT)), _FONT.read_bytes()
    drawn = b"\n".join(
        b"BT /F 11 Tf 70 %d Td [%s] TJ ET" % (700 - 14 * index, _glyphs(line, font)) for index, line in enumerate(lines)
    )
    widths = b" ".join(b"%d" % round(width) for width in _widths(font))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(drawn),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Vera/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
        % (b"" if said is None else b"/ToUnicode 9 0 R"),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Vera/CIDToGIDMap/Identity/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0[%s]]>>" % widths,
        b"<</Type/FontDescriptor/FontName/ABCDEF+Vera/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900"
        b"/Descent -200/CapHeight 700/StemV 80/FontFile2 8 0 R>>",
        _stream(data),
        _stream(b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange %s endcmap" % (said or b"")),
    ]
    return _make_file(objects)


def _glyphs(line: str, font: TTFontFile) -> bytes:
    return b"<" + "".join(f"{font.charToGlyph.get(ord(letter), 0):04x}" for letter in line).encode() + b">"


def _widths(font: TTFontFile) -> list[float]:
    by_glyph = {glyph: font.charWidths.get(code, font.defaultWidth) for code, glyph in font.charToGlyph.items()}
    return [by_glyph.get(glyph, font.defaultWidth) for glyph in range(256)]


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _make_file(objects: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    # Readers find the objects of a file without a table of places.
    return content + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)
