"""The analysis of the files of a consultation: stage by stage, watched, stopped at any moment, begun again."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from recommender.consultations.folders import ConsultationFolders
from recommender.consultations.state import (
    Consultation,
    DraftFile,
    PageFrame,
    Problem,
    Progress,
    ReadDraft,
    Stage,
)
from recommender.errors import ClausierError, UnknownConsultation
from recommender.reading import MediaType
from recommender.services import Services

logger = logging.getLogger(__name__)

# Read one after the other by the same worker: two analyses at once share the extraction of one and the reading of
# the other.
AT_ONCE = 2
_UNEXPECTED = Problem(
    "internal-error",
    "Erreur de notre côté",
    "L'analyse n'a pas pu aboutir à cause d'une erreur du programme.",
    "Relancez-la ; si l'erreur revient, signalez-la.",
)


class _Stopped(Exception):  # noqa: N818 - a wish, not an error
    """The buyer asked to stop, or erased the consultation."""


class Analyst:
    """Runs analyses in threads of this process, a few at once; the others wait for their turn."""

    def __init__(
        self, services: Services, folders: ConsultationFolders, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Threads start with the first analysis."""
        self._services = services
        self._folders = folders
        self._clock = clock
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="analysis")

    def start(self, consultation: Consultation, judge: Callable[[], object]) -> None:
        """Begin; ``judge`` makes the answer once the files are read, so that the first page has it at hand."""
        self._folders.ask_to_cancel(consultation.id, is_asked=False)
        self._say(consultation, Stage.WAITING)
        self._threads.submit(self._run, consultation, judge)

    def close(self) -> None:
        """Wait for the analyses under way."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _run(self, consultation: Consultation, judge: Callable[[], object]) -> None:
        position: int | None = None
        try:
            for file in consultation.files:
                position = file.position
                self._read(consultation, file)
            position = None
            self._say(consultation, Stage.JUDGING)
            judge()
            self._say(consultation, Stage.DONE)
        except (_Stopped, UnknownConsultation):
            self._end(consultation, Stage.CANCELLED)
        except ClausierError as error:
            problem = Problem(error.code, error.title, error.problem, error.next_step, file=position)
            self._end(consultation, Stage.FAILED, problem)
        except Exception as error:  # noqa: BLE001 - the border of the thread: the buyer must be told
            logger.error("analysis failed with %s", type(error).__name__)  # noqa: TRY400 - never its words
            self._end(consultation, Stage.FAILED, _UNEXPECTED)

    def _read(self, consultation: Consultation, file: DraftFile) -> None:
        """Read and extract one file, unless that was done before an interruption."""
        if self._folders.load_draft(consultation.id, file.position) is not None:
            return

        def watch(page: int, pages: int) -> None:
            self._say(consultation, Stage.READING, file.position, page, pages)

        watch(0, 0)
        content = self._folders.read_file(consultation.id, file.position)
        document = self._services.read(content, name=file.name, watch=watch)
        self._say(consultation, Stage.EXTRACTING, file.position)
        extraction = self._services.extract(document)
        frames: tuple[PageFrame, ...] = ()
        if document.media_type == MediaType.PDF.value:
            sizes = self._services.renderer.measure(content, name=file.name)
            frames = tuple(PageFrame(size.width, size.height) for size in sizes)
        self._folders.save_draft(consultation.id, file.position, ReadDraft(extraction, frames))

    def _say(self, consultation: Consultation, stage: Stage, file: int = 0, page: int = 0, pages: int = 0) -> None:
        if self._folders.is_cancel_asked(consultation.id):
            raise _Stopped
        self._folders.save_progress(consultation.id, Progress(stage, self._clock(), file, page, pages))

    def _end(self, consultation: Consultation, stage: Stage, problem: Problem | None = None) -> None:
        try:
            self._folders.save_progress(consultation.id, Progress(stage, self._clock(), problem=problem))
        except UnknownConsultation:
            return
