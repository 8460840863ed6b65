"""The pages of a PDF as images, drawn in workers: a page made to hang or crash pdfium costs only itself."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, TypeVar

from recommender.errors import ClausierError, CorruptDocument
from recommender.reading.workers import WorkerPool

if TYPE_CHECKING:
    from recommender.reading.limits import ReadingLimits

# A page drawn wider would be cut by no screen; a poster of a page would fill the memory.
_MOST_PIXELS_HIGH = 6_000
_COLOURS = 64
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page as it is shown, in PDF points."""

    width: float
    height: float


class PageRenderer:
    """Draws pages; a context manager, or to be closed. It may be shared between threads."""

    def __init__(self, limits: ReadingLimits, *, workers: int = 1) -> None:
        """Keep the settings; workers start later."""
        self._pool = WorkerPool(limits, workers=workers)

    def __enter__(self) -> Self:
        """The renderer itself; no worker is started yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the workers."""
        self.close()

    def close(self) -> None:
        """Stop the workers; a later call starts new ones."""
        self._pool.close()

    def measure(self, content: bytes, *, name: str) -> tuple[PageSize, ...]:
        """The size of each page; that of a page which cannot be read is 0 by 0.

        Raises:
            CorruptDocument: the PDF cannot be opened.
            ReadingTimeout, ReadingCrash: as for reading.
        """
        sizes = _unwrap(self._pool.run(_measure, content, name, name=name))
        return tuple(PageSize(width, height) for width, height in sizes)

    def draw(self, content: bytes, *, page: int, width: int, name: str) -> bytes:
        """Page ``page`` (from 1) as a PNG of ``width`` pixels, its height in proportion.

        Raises:
            CorruptDocument: the PDF or the page cannot be opened.
            ReadingTimeout, ReadingCrash: as for reading.
        """
        return _unwrap(self._pool.run(_draw, content, page, width, name, name=name))


def _unwrap(result: _Result | ClausierError) -> _Result:
    if isinstance(result, ClausierError):
        raise result
    return result


def _measure(content: bytes, name: str) -> list[tuple[float, float]] | ClausierError:
    """In the worker: the size of each page, 0 by 0 where it cannot be read."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return _damaged(name)
    sizes = []
    try:
        for index in range(len(pdf)):
            try:
                sizes.append(pdf.get_page_size(index))
            except pypdfium2.PdfiumError:
                sizes.append((0.0, 0.0))
    finally:
        pdf.close()
    return sizes


def _draw(content: bytes, number: int, width: int, name: str) -> bytes | ClausierError:
    """In the worker: one page as a PNG."""
    import pypdfium2
    from PIL.Image import Quantize

    try:
        pdf = pypdfium2.PdfDocument(content)
        page = pdf[number - 1]
        points_wide, points_high = page.get_size()
        scale = min(width / max(1.0, points_wide), _MOST_PIXELS_HIGH / max(1.0, points_high))
        image = page.render(scale=scale).to_pil()
    except (pypdfium2.PdfiumError, IndexError):
        return _damaged(name)
    written = io.BytesIO()
    # Print is mostly white: few colours make a third of the bytes, and no difference to read.
    image.convert("RGB").quantize(_COLOURS, method=Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(
        f"Cette page de « {name} » ne peut pas être dessinée.",
        "Lisez-la dans le fichier d'origine ; le texte lu reste affiché.",
    )
