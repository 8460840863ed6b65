"""The private folders of consultations: one each, readable by the service alone, erased when its time is over."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from recommender.consultations.records import Record
from recommender.consultations.state import Consultation, Progress, ReadDraft
from recommender.errors import UnknownConsultation
from recommender.private_files import write_private

_ID = re.compile(r"[A-Za-z0-9_-]{20,40}")
_STATE, _PROGRESS, _RECORD, _CANCEL, _LOCK = "state.json", "progress.json", "record.json", "cancel", "lock"
_SECONDS_AN_HOUR = 3600


class ConsultationFolders:
    """Keeps consultations under ``root``; several processes may share it.

    One that is not saved is erased ``hours`` after it was last opened.
    """

    def __init__(self, root: Path, *, hours: float, clock: Callable[[], float] = time.time) -> None:
        """Nothing is created before the first consultation."""
        self._root = root
        self._hours = hours
        self._clock = clock

    def create(self, consultation: Consultation, contents: Sequence[bytes]) -> None:
        """Keep a new consultation with the contents of its files, in the order of their positions."""
        self.purge()
        folder = self._root / consultation.id
        folder.mkdir(mode=0o700, parents=True)
        for position, content in enumerate(contents):
            write_private(folder / f"{position}.file", content)
        _save(folder / _STATE, Consultation, consultation)

    def load(self, consultation_id: str) -> Consultation:
        """The consultation, whose time begins again.

        Raises:
            UnknownConsultation: there is none of this id, or its time is over.
        """
        folder = self._folder(consultation_id)
        with _known():
            consultation: Consultation = _load(folder / _STATE, Consultation)
            if self._is_over(folder, consultation):
                self.erase(consultation_id)
                raise FileNotFoundError
            os.utime(folder / _STATE, (self._clock(), self._clock()))
        return consultation

    def change(self, consultation_id: str, edit: Callable[[Consultation], Consultation]) -> Consultation:
        """Apply a change to the consultation as it is now: of two at once, none is lost.

        Raises:
            UnknownConsultation: as ``load``.
        """
        from filelock import FileLock

        folder = self._folder(consultation_id)
        with _known(), FileLock(folder / _LOCK):
            changed = edit(self.load(consultation_id))
            _save(folder / _STATE, Consultation, changed)
        return changed

    def read_file(self, consultation_id: str, position: int) -> bytes:
        """The content of a file as received.

        Raises:
            UnknownConsultation: there is no such consultation or file.
        """
        with _known():
            return (self._folder(consultation_id) / f"{position}.file").read_bytes()

    def add_files(self, consultation_id: str, files: Mapping[int, bytes]) -> None:
        """Keep the contents of more files, by position.

        Raises:
            UnknownConsultation: it was erased meanwhile.
        """
        with _known():
            for position, content in files.items():
                write_private(self._folder(consultation_id) / f"{position}.file", content)

    def save_draft(self, consultation_id: str, position: int, draft: ReadDraft) -> None:
        """Keep what was found in a file.

        Raises:
            UnknownConsultation: it was erased meanwhile.
        """
        with _known():
            _save(self._folder(consultation_id) / f"{position}.json", ReadDraft, draft)

    def load_draft(self, consultation_id: str, position: int) -> ReadDraft | None:
        """What was found in a file; ``None`` where it was not read."""
        path = self._folder(consultation_id) / f"{position}.json"
        return _load(path, ReadDraft) if path.is_file() else None

    def save_progress(self, consultation_id: str, progress: Progress) -> None:
        """Say how far the analysis is.

        Raises:
            UnknownConsultation: it was erased meanwhile.
        """
        with _known():
            _save(self._folder(consultation_id) / _PROGRESS, Progress, progress)

    def load_progress(self, consultation_id: str) -> Progress | None:
        """How far the analysis is; ``None`` before it was asked for."""
        path = self._folder(consultation_id) / _PROGRESS
        return _load(path, Progress) if path.is_file() else None

    def save_record(self, consultation_id: str, record: Record | None) -> None:
        """Keep the figures of a saved consultation, or no longer.

        Raises:
            UnknownConsultation: it was erased meanwhile.
        """
        path = self._folder(consultation_id) / _RECORD
        with _known():
            path.unlink(missing_ok=True) if record is None else _save(path, Record, record)

    def list_records(self) -> list[Record]:
        """The figures of every saved consultation; one that is being erased or cannot be read is left out."""
        records = []
        for path in sorted(self._root.glob(f"[!.]*/{_RECORD}")):
            with suppress(OSError, ValueError):
                records.append(_load(path, Record))
        return records

    def ask_to_cancel(self, consultation_id: str, *, is_asked: bool = True) -> None:
        """Ask the analysis to stop, or take the wish back."""
        path = self._folder(consultation_id) / _CANCEL
        with _known():
            path.touch() if is_asked else path.unlink(missing_ok=True)

    def is_cancel_asked(self, consultation_id: str) -> bool:
        """Whether the analysis was asked to stop; so it is by erasing the consultation."""
        folder = self._folder(consultation_id)
        return (folder / _CANCEL).exists() or not folder.exists()

    def erase(self, consultation_id: str) -> None:
        """Remove a consultation and its files; nothing happens where there is none."""
        folder = self._folder(consultation_id)
        # Renamed first, so that an analysis still writing finds nothing, whatever it writes meanwhile.
        grave = self._root / f".{consultation_id}"
        with suppress(FileNotFoundError):
            folder.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)

    def purge(self) -> int:
        """Erase the consultations whose time is over; gives how many."""
        erased = 0
        for folder in self._root.glob("*") if self._root.is_dir() else ():
            if folder.name.startswith("."):
                shutil.rmtree(folder, ignore_errors=True)
            elif self._is_forgotten(folder):
                self.erase(folder.name)
                erased += 1
        return erased

    def _is_forgotten(self, folder: Path) -> bool:
        try:
            return self._is_over(folder, _load(folder / _STATE, Consultation))
        except (OSError, ValueError):
            # Being created, or broken: it has its time like the others.
            with suppress(FileNotFoundError):
                return self._is_past(folder.stat().st_mtime)
            return False

    def _is_over(self, folder: Path, consultation: Consultation) -> bool:
        return not consultation.is_saved and self._is_past((folder / _STATE).stat().st_mtime)

    def _is_past(self, moment: float) -> bool:
        return self._clock() - moment > self._hours * _SECONDS_AN_HOUR

    def _folder(self, consultation_id: str) -> Path:
        # The id comes from an address: it must not lead elsewhere.
        if not _ID.fullmatch(consultation_id):
            raise unknown_consultation()
        return self._root / consultation_id


@contextmanager
def _known() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise unknown_consultation() from None


def unknown_consultation() -> UnknownConsultation:
    """The error of a consultation that is not there, or must seem so."""
    return UnknownConsultation(
        "Cette consultation n'existe plus : elle a été effacée, ou sa durée de conservation est passée.",
        "Recommencez depuis la page d'accueil.",
    )


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _save(path: Path, kind: Any, value: object) -> None:
    write_private(path, _adapter(kind).dump_json(value))


def _load(path: Path, kind: Any) -> Any:
    return _adapter(kind).validate_json(path.read_bytes())
