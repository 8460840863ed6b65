"""The use cases of a buyer at work on a consultation: open, follow, correct, choose, keep, erase."""

import hashlib
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from uuid import uuid4

from recommender.auditing import MAX_SUGGESTIONS, advise_on_drafts, judge_drafts
from recommender.consultations.analysis import Analyst
from recommender.consultations.folders import ConsultationFolders, unknown_consultation
from recommender.consultations.records import Record, make_record
from recommender.consultations.state import ENDED, Consultation, DraftFile, Edit, Progress, ReadDraft, Stage
from recommender.domain.audit import Audit
from recommender.domain.extraction import Extraction
from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Advice, Recommendation
from recommender.domain.spaser import SpaserObjective
from recommender.errors import InvalidNeed, TooManyFiles, UnknownConsultation
from recommender.language.description import check_description
from recommender.recommendation.rewriting import rewrite
from recommender.services import Services

MAX_FILES = 10
# A running analysis writes several times a second, but where a model loads.
INTERRUPTED_SECONDS = 180.0
# Answers at hand in memory; others are made again from the folder, in a second or two.
_ANSWERS_AT_HAND = 16


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as received."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything answered to a consultation. ``drafts`` are by position of their files, the plan among them.

    ``audit`` is ``None`` where there is no draft but a description.
    """

    advice: Advice
    audit: Audit | None
    drafts: Mapping[int, ReadDraft]

    @property
    def contracts(self) -> list[Extraction]:
        """What was found in the documents of the consultation, the buyer's plan left out."""
        found = [draft.extraction for draft in self.drafts.values()]
        return [one for one in found if one.spaser is None]


class ConsultationDesk:
    """Consultations of buyers, around the program's services."""

    def __init__(
        self, services: Services, folders: ConsultationFolders, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Nothing starts before the first consultation."""
        self._services = services
        self._folders = folders
        self._clock = clock
        self._analyst = Analyst(services, folders, clock=clock)
        self._answers: dict[tuple[str, str], Answer] = {}
        self._lock = Lock()

    @classmethod
    def of(cls, services: Services) -> "ConsultationDesk":
        """The desk whose consultations are in the data folder of the program."""
        settings = services.settings
        return cls(services, ConsultationFolders(settings.data_dir / "consultations", hours=settings.draft_hours))

    def close(self) -> None:
        """Wait for the analyses under way."""
        self._analyst.close()

    def open(self, request: NeedRequest, *, level: int, files: Sequence[UploadedFile], secret: str) -> Consultation:
        """A new consultation, whose files are being read when this returns.

        Args:
            request: what the buyer states; its words may be empty where there are files.
            level: the highest level of provisions to propose, 1 to 3.
            files: the documents of the consultation, the buyer's SPASER among them if they like.
            secret: what the browser shows to open it again.

        Raises:
            InvalidNeed: there is no file and the description cannot be used, or a code is unknown.
            TooManyFiles: there are more than ``MAX_FILES``.
        """
        _check_number(len(files))
        self._check(request, has_files=bool(files))
        consultation = Consultation(
            id=secrets.token_urlsafe(18),
            owner_sha256=_hash(secret),
            created_at=datetime.fromtimestamp(self._clock(), UTC),
            request=request,
            level=level,
            files=tuple(DraftFile(i, file.name, len(file.content)) for i, file in enumerate(files)),
            answer_id=str(uuid4()),
        )
        self._folders.create(consultation, [file.content for file in files])
        self.analyse(consultation)
        return consultation

    def analyse(self, consultation: Consultation) -> None:
        """Read the files that were not read yet, and make the answer."""
        if consultation.files:
            self._analyst.start(consultation, lambda: self.answer(consultation))
        else:
            self._folders.save_progress(consultation.id, Progress(Stage.DONE, self._clock()))

    def add_files(self, consultation: Consultation, files: Sequence[UploadedFile]) -> Consultation:
        """The consultation with more files, which are being read when this returns.

        Raises:
            TooManyFiles: there would be more than ``MAX_FILES``.
        """
        _check_number(len(consultation.files) + len(files))
        first = 1 + max((file.position for file in consultation.files), default=-1)
        self._folders.add_files(consultation.id, {first + i: file.content for i, file in enumerate(files)})
        added = tuple(DraftFile(first + i, file.name, len(file.content)) for i, file in enumerate(files))
        changed = self._folders.change(consultation.id, lambda known: replace(known, files=(*known.files, *added)))
        self.analyse(changed)
        return changed

    def find(self, consultation_id: str, *, secret: str) -> Consultation:
        """The consultation, for its own browser, or for anyone with its address once it is saved.

        Raises:
            UnknownConsultation: there is none, or it is another browser's.
        """
        consultation = self._folders.load(consultation_id)
        if not consultation.is_saved and not self.is_owner(consultation, secret):
            # In the same words as one that does not exist.
            raise unknown_consultation()
        return consultation

    def is_owner(self, consultation: Consultation, secret: str) -> bool:
        """Whether this browser opened the consultation."""
        return bool(secret) and secrets.compare_digest(consultation.owner_sha256, _hash(secret))

    def progress(self, consultation: Consultation) -> Progress:
        """How far the analysis is; one that has not told anything for long was interrupted."""
        progress = self._folders.load_progress(consultation.id) or Progress(Stage.FAILED, 0.0)
        if progress.stage not in ENDED and self._clock() - progress.at > INTERRUPTED_SECONDS:
            return replace(progress, stage=Stage.CANCELLED)
        return progress

    def cancel(self, consultation: Consultation) -> None:
        """Stop the analysis."""
        self._folders.ask_to_cancel(consultation.id)

    def change(self, consultation: Consultation, edit: Callable[[Consultation], Consultation]) -> Consultation:
        """Apply a change of request, level, choices or readings; the figures of a saved consultation follow."""
        changed = self._folders.change(consultation.id, edit)
        is_done = changed.is_saved and self.progress(changed).stage is Stage.DONE
        self._folders.save_record(changed.id, self.record(changed) if is_done else None)
        return changed

    def records(self) -> list[Record]:
        """The figures of every saved consultation."""
        return self._folders.list_records()

    def taken(self, consultation: Consultation) -> tuple[Recommendation, ...]:
        """The suggestions taken, as the buyer changed them, the most useful first."""
        edited = apply_edits(self.answer(consultation).advice.recommendations, consultation)
        return tuple(found for found in edited if found.bundle.id in consultation.basket.taken)

    def erase(self, consultation: Consultation) -> None:
        """Forget everything of a consultation, on disk and in memory."""
        self._folders.erase(consultation.id)
        with self._lock:
            for key in [key for key in self._answers if key[0] == consultation.id]:
                del self._answers[key]

    def answer(self, consultation: Consultation) -> Answer:
        """Duties, warnings and suggestions; at hand for those just seen, else made again from what was read.

        Raises:
            InvalidNeed: neither words nor documents say what is bought.
        """
        key = (consultation.id, _hash(f"{consultation.request!r} {consultation.level} {consultation.files!r}"))
        with self._lock:
            known = self._answers.get(key)
        if known is None:
            known = self._make_answer(consultation)
            with self._lock:
                while len(self._answers) >= _ANSWERS_AT_HAND:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = known
        return known

    def file(self, consultation: Consultation, position: int) -> bytes:
        """The content of a file as received."""
        return self._folders.read_file(consultation.id, position)

    def draft(self, consultation: Consultation, position: int) -> ReadDraft | None:
        """What was found in a file; ``None`` where there is no such file, or it was not read yet."""
        return self._folders.load_draft(consultation.id, position)

    def record(self, consultation: Consultation) -> Record:
        """The consultation in figures, as it now stands."""
        answer = self.answer(consultation)
        return make_record(answer.advice.need, answer.audit, self.taken(consultation))

    def _check(self, request: NeedRequest, *, has_files: bool) -> None:
        """Refuse what could only fail later, once the files are read."""
        if not has_files:
            check_description(request.text, max_chars=self._services.settings.max_need_chars)
        # Tells unknown CPV codes and families; which words say what is bought matters little for that.
        self._services.need_reader().read(
            replace(request, text=request.text.strip() or "marché public"), today=self._services.today()
        )

    def _make_answer(self, consultation: Consultation) -> Answer:
        drafts = self._load_drafts(consultation)
        found = [draft.extraction for draft in drafts.values()]
        plans = [one.spaser for one in found if one.spaser is not None]
        contracts = [one for one in found if one.spaser is None]
        objectives = [one for plan in plans for axis in plan.axes for one in axis.objectives]
        if contracts:
            return self._answer_drafts(consultation, contracts, objectives, drafts)
        if plans and not consultation.request.text.strip():
            raise InvalidNeed(
                "Vous n'avez déposé qu'un SPASER : rien ne dit ce qui est acheté.",
                "Ajoutez le projet de consultation, ou décrivez le besoin en une phrase.",
            )
        advice = self._services.advise(
            consultation.request, level=consultation.level, top_k=MAX_SUGGESTIONS, objectives=objectives
        )
        return Answer(advice, None, drafts)

    def _answer_drafts(
        self,
        consultation: Consultation,
        contracts: Sequence[Extraction],
        objectives: Sequence[SpaserObjective],
        drafts: Mapping[int, ReadDraft],
    ) -> Answer:
        advice = advise_on_drafts(
            self._services, contracts, consultation.request, level=consultation.level, objectives=objectives
        )
        return Answer(advice, judge_drafts(self._services, contracts, advice, objectives=objectives), drafts)

    def _load_drafts(self, consultation: Consultation) -> dict[int, ReadDraft]:
        drafts: dict[int, ReadDraft] = {}
        for file in consultation.files:
            draft = self._folders.load_draft(consultation.id, file.position)
            if draft is None:
                raise UnknownConsultation(
                    "La lecture de cette consultation n'est pas terminée.", "Attendez sa fin, ou relancez-la."
                )
            drafts[file.position] = draft
        return drafts


def _check_number(files: int) -> None:
    if files > MAX_FILES:
        raise TooManyFiles(
            f"Cela fait {files} fichiers, pour {MAX_FILES} au plus.",
            "Gardez le RC, le CCAP et le CCTP ; les plans et bordereaux n'apportent rien ici.",
        )


def apply_edits(recommendations: Sequence[Recommendation], consultation: Consultation) -> tuple[Recommendation, ...]:
    """The suggestions at the levels and with the values that the buyer gave them."""
    edits = consultation.basket.edits
    return tuple(
        _apply(found, edits[found.bundle.id]) if found.bundle.id in edits else found for found in recommendations
    )


def _apply(found: Recommendation, edit: Edit) -> Recommendation:
    return rewrite(found, level=edit.level, typed=edit.values)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
