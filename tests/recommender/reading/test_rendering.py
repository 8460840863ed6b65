"""Pages of a PDF as images."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from recommender.errors import CorruptDocument
from recommender.reading import PageRenderer
from tests.builders.pdfs import lines, make_pdf
from tests.builders.reading import LIMITS

PDF = make_pdf(lines("Article 1 - Objet"), lines("Article 2 - Durée"))


@pytest.fixture(scope="module")
def renderer() -> Iterator[PageRenderer]:
    """One renderer for the module."""
    with PageRenderer(LIMITS) as renderer:
        yield renderer


def test_pages_are_measured_in_points(renderer: PageRenderer) -> None:
    sizes = renderer.measure(PDF, name="ccap.pdf")
    assert [(round(size.width), round(size.height)) for size in sizes] == [(595, 842), (595, 842)]


def test_a_page_is_drawn_at_the_width_asked_with_its_words(renderer: PageRenderer) -> None:
    first, second = (
        Image.open(io.BytesIO(renderer.draw(PDF, page=page, width=800, name="ccap.pdf"))) for page in (1, 2)
    )
    assert first.format == "PNG"
    assert first.width == pytest.approx(800, abs=2)
    assert first.convert("L").getextrema()[0] < 100
    assert first.tobytes() != second.tobytes()


@pytest.mark.parametrize(("content", "page"), [(b"%PDF-1.7\nrien", 1), (PDF, 3)], ids=["broken", "no-such-page"])
def test_what_cannot_be_drawn_says_so_and_the_next_page_is(renderer: PageRenderer, content: bytes, page: int) -> None:
    with pytest.raises(CorruptDocument, match=r"« ccap\.pdf » ne peut pas être dessinée"):
        renderer.draw(content, page=page, width=800, name="ccap.pdf")
    assert renderer.draw(PDF, page=1, width=200, name="ccap.pdf")


def test_a_broken_file_cannot_be_measured(renderer: PageRenderer) -> None:
    with pytest.raises(CorruptDocument):
        renderer.measure(b"%PDF-1.7\nrien", name="ccap.pdf")
