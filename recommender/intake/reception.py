"""Receives files: each content once, with its provenance, on the disk before it is in the database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from recommender.domain.intake import IntakeStore, Provenance, ReceivedDocument
from recommender.errors import ClausierError, InvalidProvenance
from recommender.intake.files import IntakeFiles
from recommender.intake.listing import GivenFile


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not received, and why."""

    path: str
    error: ClausierError


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of the files given, by path: received, known by their content, or refused."""

    received: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[Refusal, ...]


class ReceptionDesk:
    """Takes files in. Interrupted at any moment, it has lost nothing and the same files can be given again."""

    def __init__(
        self, store: IntakeStore, files: IntakeFiles, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    def receive(
        self, given: Iterable[GivenFile], *, default: Provenance | None, table: Mapping[str, Provenance]
    ) -> Reception:
        """Receive files one by one: a file at fault does not stop the others.

        Args:
            given: the files.
            default: the provenance of the files that ``table`` does not name; they are refused where ``None``.
            table: provenances by path.

        Raises:
            OSError: the disk is full, or the folder of contents cannot be written.
        """
        received: list[str] = []
        known: list[str] = []
        refused: list[Refusal] = []
        for file in given:
            try:
                is_new = self._receive(file, table.get(file.path, default))
            except ClausierError as error:
                refused.append(Refusal(file.path, error))
                continue
            (received if is_new else known).append(file.path)
        return Reception(tuple(received), tuple(known), tuple(refused))

    def _receive(self, file: GivenFile, provenance: Provenance | None) -> bool:
        if provenance is None:
            raise InvalidProvenance(
                f"Rien ne dit d'où vient « {file.path} ».",
                "Ajoutez-le à la table de provenance, ou donnez une provenance pour tous les fichiers.",
            )
        content = file.read()
        # The content first: a row whose content is not there could never be read.
        name = self._files.keep(content)
        document = ReceivedDocument(name, file.name, len(content), provenance, self._clock())
        return bool(self._store.receive([document]))
