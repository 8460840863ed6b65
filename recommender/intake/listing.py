"""What curators give → the files in it: one file, a folder with all below it, or a zip."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from recommender.errors import (
    ClausierError,
    CorruptDocument,
    EncryptedDocument,
    FileNotReadable,
)
from recommender.intake.provenance import normalise_path
from recommender.reading import ReadingLimits, check_size, read_bytes
from recommender.reading.archives import ENCRYPTED_FLAG, UNREADABLE

# What macOS and Windows put beside documents, which nobody meant to give.
_NOT_DOCUMENTS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file given. ``path`` is relative to what was given, ``/`` between names; ``read`` gives its content.

    ``read`` raises a ``ClausierError`` where the file cannot be had.
    """

    path: str
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name


def list_given(paths: Sequence[Path], *, limits: ReadingLimits) -> Iterator[GivenFile]:
    """Every file of these paths, in the order of their names; ``limits`` bound the size of one.

    Raises:
        FileNotReadable: a path leads nowhere.
        CorruptDocument: a zip is damaged.
    """
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                relative = found.relative_to(path)
                if found.is_file() and _is_document(relative.parts):
                    yield GivenFile(relative.as_posix(), partial(read_bytes, found, limits))
        elif path.suffix.lower() == ".zip":
            yield from _list_archive(path, limits)
        else:
            yield GivenFile(path.name, partial(read_bytes, path, limits))


def _is_document(parts: Sequence[str]) -> bool:
    return not any(part.startswith((".", "~$")) or part in _NOT_DOCUMENTS for part in parts)


def _list_archive(path: Path, limits: ReadingLimits) -> Iterator[GivenFile]:
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except UNREADABLE:
        raise _damaged(path.name) from None
    with archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            # Names of an archive are only shown and compared, never used as paths.
            given = normalise_path(entry.filename)
            if not entry.is_dir() and _is_document(PurePosixPath(given).parts):
                yield GivenFile(given, _member_reader(archive, entry, limits))


def _member_reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ReadingLimits) -> Callable[[], bytes]:
    def read() -> bytes:
        name = PurePosixPath(entry.filename).name
        if name.lower().endswith(".zip"):
            raise CorruptDocument(f"« {name} » est une archive dans une archive.", "Déposez-la à part.")
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise EncryptedDocument(f"« {name} » est protégé par un mot de passe.", "Refaites l'archive sans.")
        # zipfile never gives more of a member than the size declared here.
        check_size(entry.file_size, name, limits)
        try:
            return archive.read(entry)
        except UNREADABLE:
            raise _damaged(name) from None

    return read


def _unreadable(path: Path, error: OSError) -> ClausierError:
    return FileNotReadable(
        f"« {path} » ne peut pas être lu ({error.strerror}).", "Vérifiez le chemin et vos droits, puis recommencez."
    )


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(f"« {name} » est incomplet ou endommagé.", "Refaites l'archive, puis déposez-la à nouveau.")
