"""Reads the documents received, several at once, until none waits or a pause is asked."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from filelock import FileLock, Timeout

from recommender.domain.extraction import Extraction
from recommender.domain.intake import Extract, IntakeDocument, IntakeProblem, IntakeStore
from recommender.domain.vocabulary import ProvisionKind
from recommender.errors import ClausierError, IntakeBusy
from recommender.intake.files import IntakeFiles
from recommender.services import Services

logger = logging.getLogger(__name__)

# The reading of one document and the extraction of another share two cores.
AT_ONCE = 2
# A document that was being read each time the process died is what kills it.
MAX_ATTEMPTS = 3
_KILLER = IntakeProblem(
    "reading-crash",
    f"La lecture de ce document a été interrompue {MAX_ATTEMPTS} fois avec le programme.",
    "Ouvrez-le et enregistrez-le à nouveau, ou retirez-en les images, puis relancez les échecs.",
)
_UNEXPECTED = IntakeProblem(
    "internal-error",
    "Ce document n'a pas pu être lu à cause d'une erreur du programme.",
    "Relancez les échecs ; si l'erreur revient, signalez-la.",
)
_LOST = IntakeProblem(
    "file-not-readable",
    "Le contenu de ce document n'est plus sur le disque.",
    "Déposez-le à nouveau, puis relancez les échecs.",
)


class IntakeReading:
    """The only reader of one data folder at a time: what another left unfinished is then known to be interrupted."""

    def __init__(self, services: Services, store: IntakeStore, files: IntakeFiles, folder: Path) -> None:
        """``folder`` holds the lock of the reader and the wish for a pause."""
        self._services = services
        self._store = store
        self._files = files
        self._folder = folder

    def run(self, tell: Callable[[IntakeDocument, IntakeProblem | None, int], None]) -> None:
        """Read what waits, and what an interruption left.

        Args:
            tell: called after each document, from several threads, with why it failed if it did, and how many
                provisions were found.

        Raises:
            IntakeBusy: another process reads the documents of this folder.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # The system releases the lock of a dead process, however it died.
            with FileLock(self._folder / "reading.lock", timeout=0):
                clear_pause(self._folder)
                self._files.sweep()
                self._store.requeue_interrupted(max_attempts=MAX_ATTEMPTS, problem=_KILLER)
                with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="intake") as threads:
                    for done in [threads.submit(self._read_all, tell) for _ in range(AT_ONCE)]:
                        done.result()
        except Timeout:
            raise IntakeBusy(
                "Une lecture est déjà en cours dans ce dossier de données.",
                "Attendez sa fin, ou arrêtez-la par `clausier intake pause`.",
            ) from None

    def _read_all(self, tell: Callable[[IntakeDocument, IntakeProblem | None, int], None]) -> None:
        while not is_pause_asked(self._folder):
            document = self._store.claim()
            if document is None:
                return
            problem, count = self._read(document)
            tell(document, problem, count)

    def _read(self, document: IntakeDocument) -> tuple[IntakeProblem | None, int]:
        sha256 = document.received.content_sha256
        try:
            source = self._services.read(self._files.read(sha256), name=document.received.name)
            extracts = list_extracts(self._services.extract(source), document_sha256=sha256)
        except ClausierError as error:
            problem = IntakeProblem(error.code, error.problem, error.next_step)
        except FileNotFoundError:
            problem = _LOST
        except Exception as error:  # noqa: BLE001 - the border of the thread: one document never stops the others
            logger.error("intake failed with %s", type(error).__name__)  # noqa: TRY400 - never its words
            problem = _UNEXPECTED
        else:
            self._store.finish(sha256, extracts, model_version=self._services.model_version)
            return None, len(extracts)
        self._store.fail(sha256, problem)
        return problem, 0


def list_extracts(extraction: Extraction, *, document_sha256: str) -> list[Extract]:
    """The provisions of a document as curators review them; mere information is left out."""
    clauses = [clause for clause in extraction.clauses if clause.kind is not ProvisionKind.INFORMATION]
    return [
        Extract(
            document_sha256=document_sha256,
            position=position,
            page=clause.segment.page,
            start=clause.segment.span.start,
            end=clause.segment.span.end,
            bbox=clause.segment.bbox,
            article=clause.segment.article,
            heading=clause.segment.heading,
            text=clause.segment.text,
            kind=clause.kind,
            themes=clause.themes,
            obligation=clause.obligation,
            confidence=clause.confidence,
        )
        for position, clause in enumerate(clauses)
    ]


def ask_pause(folder: Path) -> None:
    """Ask the reader of this folder to stop after the documents under way; they stay where they were otherwise."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _pause_file(folder).touch()


def is_pause_asked(folder: Path) -> bool:
    """Whether a pause was asked and no reading begun since."""
    return _pause_file(folder).exists()


def clear_pause(folder: Path) -> None:
    """Forget the wish for a pause."""
    _pause_file(folder).unlink(missing_ok=True)


def _pause_file(folder: Path) -> Path:
    return folder / "pause"
