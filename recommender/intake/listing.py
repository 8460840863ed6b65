"""What curators give → the files in it: one file, a folder with all below it, or a zip."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from recommender.errors import (
    ClausierError,
    CorruptDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    FileNotReadable,
)
from recommender.intake.provenance import normalise_path

_ENCRYPTED_FLAG = 0x1
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


def list_given(paths: Sequence[Path], *, max_bytes: int) -> Iterator[GivenFile]:
    """Every file of these paths, in the order of their names; ``max_bytes`` is the largest size of one.

    Raises:
        FileNotReadable: a path leads nowhere.
        CorruptDocument: a zip is damaged.
    """
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                relative = found.relative_to(path)
                if found.is_file() and _is_document(relative.parts):
                    yield GivenFile(relative.as_posix(), _reader_of(found, max_bytes))
        elif path.suffix.lower() == ".zip":
            yield from _list_archive(path, max_bytes)
        else:
            yield GivenFile(path.name, _reader_of(path, max_bytes))


def _is_document(parts: Sequence[str]) -> bool:
    return not any(part.startswith((".", "~$")) or part in _NOT_DOCUMENTS for part in parts)


def _reader_of(path: Path, max_bytes: int) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            _check_size(path.name, path.stat().st_size, max_bytes)
            return path.read_bytes()
        except OSError as error:
            raise _unreadable(path, error) from error

    return read


def _list_archive(path: Path, max_bytes: int) -> Iterator[GivenFile]:
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except zipfile.BadZipFile:
        raise _damaged(path.name) from None
    with archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            # Names of an archive are only shown and compared, never used as paths.
            given = normalise_path(entry.filename)
            if not entry.is_dir() and _is_document(PurePosixPath(given).parts):
                yield GivenFile(given, _member_reader(archive, entry, max_bytes))


def _member_reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, max_bytes: int) -> Callable[[], bytes]:
    def read() -> bytes:
        name = PurePosixPath(entry.filename).name
        if name.lower().endswith(".zip"):
            raise CorruptDocument(f"« {name} » est une archive dans une archive.", "Déposez-la à part.")
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedDocument(f"« {name} » est protégé par un mot de passe.", "Refaites l'archive sans.")
        # zipfile never gives more of a member than the size declared here.
        _check_size(name, entry.file_size, max_bytes)
        try:
            return archive.read(entry)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
            raise _damaged(name) from None

    return read


def _check_size(name: str, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise DocumentTooLarge(
            f"« {name} » pèse {size / 1e6:.1f} Mo, pour {max_bytes / 1e6:.0f} Mo au plus.".replace(".", ",", 1),
            "Découpez-le, ou enregistrez-le sans ses images.",
        )
    if not size:
        raise EmptyDocument(f"« {name} » est vide.", "Vérifiez que la copie s'est bien faite.")


def _unreadable(path: Path, error: OSError) -> ClausierError:
    return FileNotReadable(
        f"« {path} » ne peut pas être lu ({error.strerror}).", "Vérifiez le chemin et vos droits, puis recommencez."
    )


def _damaged(name: str) -> CorruptDocument:
    return CorruptDocument(f"« {name} » est incomplet ou endommagé.", "Refaites l'archive, puis déposez-la à nouveau.")
