"""Reading in a worker process: a file that hangs, crashes or bloats the parser costs only itself."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from recommender.errors import ClausierError, CorruptDocument, DocumentTooLarge, EmptyDocument, FileNotReadable
from recommender.reading.readers import READERS, Reader, read_content
from recommender.reading.sniffing import MediaType, looks_like_text
from recommender.reading.workers import Watch, WorkerPool, crash

if TYPE_CHECKING:
    from recommender.domain.documents import SourceDocument
    from recommender.reading.limits import ReadingLimits

logger = logging.getLogger(__name__)

# Plain text up to this size, a hundred pages, is read at once in the calling process, be it made to take long.
_MOST_INLINE_BYTES = 200_000


class DocumentReader:
    """Reads documents one after the other in workers that start with the first document that needs one.

    It may be shared between threads. Plain text is read in the calling process, unless it is very long.
    Use it as a context manager, or call ``close``.
    """

    def __init__(
        self, limits: ReadingLimits, *, workers: int = 1, readers: Mapping[MediaType, Reader] = READERS
    ) -> None:
        """Keep the settings; workers start later.

        Args:
            limits: what one document may cost.
            workers: how many documents are read at once.
            readers: the function that reads each type; each must be importable by name in a new process.
        """
        self._limits = limits
        self._readers = dict(readers)
        self._pool = WorkerPool(limits, workers=workers)

    def __enter__(self) -> Self:
        """The reader itself; no worker is started yet."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the workers."""
        self.close()

    def read(self, content: bytes, *, name: str, watch: Watch | None = None) -> SourceDocument:
        """The document that the bytes are; ``name`` is only shown, never believed; ``watch`` follows the pages.

        Raises:
            EmptyDocument: there is nothing to read.
            DocumentTooLarge: a limit of size or pages is passed.
            UnsupportedMediaType: the content is of another type.
            EncryptedDocument: it asks for a password.
            ScannedDocument: it has images instead of text.
            CorruptDocument: it is damaged.
            ReadingTimeout: the worker took too long.
            ReadingCrash: the worker died or ran out of memory.
        """
        check_size(len(content), name, self._limits)
        if len(content) <= _MOST_INLINE_BYTES and looks_like_text(content):
            return read_content(content, name=name, limits=self._limits, readers=self._readers)
        task = (content, name, self._limits, self._readers)
        result = self._pool.run(_read_guarded, *task, name=name, watch=watch)
        if isinstance(result, ClausierError):
            raise result
        return result

    def read_path(self, path: Path) -> SourceDocument:
        """The document in a file, whose size is checked before it is opened.

        Raises:
            FileNotReadable: the path leads to no file that can be opened.
            ClausierError: as ``read``.
        """
        return self.read(read_bytes(path, self._limits), name=path.name)

    def close(self) -> None:
        """Stop the workers; a later ``read`` starts new ones."""
        self._pool.close()


def read_document(content: bytes, *, name: str, limits: ReadingLimits) -> SourceDocument:
    """Read one document in a worker of its own. For several, keep a ``DocumentReader``.

    Raises:
        ClausierError: as ``DocumentReader.read``.
    """
    with DocumentReader(limits) as reader:
        return reader.read(content, name=name)


def read_path(path: Path, limits: ReadingLimits) -> SourceDocument:
    """Read one file in a worker of its own. For several, keep a ``DocumentReader``.

    Raises:
        FileNotReadable: the path leads to no file that can be opened.
        ClausierError: as ``DocumentReader.read``.
    """
    with DocumentReader(limits) as reader:
        return reader.read_path(path)


def read_bytes(path: Path, limits: ReadingLimits) -> bytes:
    """The bytes of a file, whose size is checked first.

    Raises:
        FileNotReadable: the path leads to no file that can be opened.
        DocumentTooLarge: it is over the limit of size.
    """
    try:
        # A device or a pipe has no size and may never end.
        if not path.is_file():
            problem = "est un dossier" if path.is_dir() else "n'existe pas ou n'est pas un fichier"
            raise FileNotReadable(f"« {path} » {problem}.", "Vérifiez le chemin du fichier.")
        check_size(path.stat().st_size, path.name, limits)
        with path.open("rb") as file:
            return file.read(limits.max_upload_bytes + 1)
    except (OSError, ValueError):
        raise FileNotReadable(
            f"« {path} » ne peut pas être ouvert.", "Vérifiez le chemin du fichier et vos droits de lecture."
        ) from None


def check_size(size: int, name: str, limits: ReadingLimits) -> None:
    """Refuse a file of no byte, or of too many.

    Raises:
        EmptyDocument: there is nothing to read.
        DocumentTooLarge: it is over the limit of size.
    """
    if size == 0:
        raise EmptyDocument(f"« {name} » est vide.", "Vérifiez que vous avez choisi le bon fichier.")
    if size > limits.max_upload_bytes:
        raise DocumentTooLarge(
            f"« {name} » fait {_megabytes(size)} Mo, pour {_megabytes(limits.max_upload_bytes)} Mo au plus.",
            "Enregistrez-le sans ses images, ou découpez-le.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",")


def _read_guarded(
    content: bytes, name: str, limits: ReadingLimits, readers: Mapping[MediaType, Reader]
) -> SourceDocument | ClausierError:
    """Read in the worker; errors are returned, since those of parsers may not survive the way back."""
    try:
        return read_content(content, name=name, limits=limits, readers=readers)
    except ClausierError as error:
        return error
    except MemoryError:
        return crash(name)
    except Exception as error:  # noqa: BLE001 - the border with foreign parsers
        # Parsers raise anything on files made to break them.
        logger.warning("reading failed: %s", type(error).__name__)
        return CorruptDocument(
            f"« {name} » est endommagé ou n'est pas conforme à son format.",
            "Ouvrez-le dans son logiciel d'origine et enregistrez-le à nouveau.",
        )
