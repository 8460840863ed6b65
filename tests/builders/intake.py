"""Received documents, and a child process that dies where it is told to."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recommender.domain.documents import BoundingBox
from recommender.domain.intake import Extract, IntakeProblem, Provenance, ReceivedDocument
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.intake.files import IntakeFiles
from recommender.intake.opening import Intake
from recommender.storage.database import open_database
from recommender.storage.intake_store import SqliteIntakeStore
from tests.builders.reading import LIMITS

PROVENANCE = Provenance("Ville de Lille", 2025, "25-014 nettoyage", "profil d'acheteur", "etalab-2.0")
PROBLEM = IntakeProblem("corrupt-document", "Le fichier est endommagé.", "Enregistrez-le à nouveau.")
# Where an intake can be interrupted, in the order of the work.
ADD_STAGES = ("content kept", "row written")
RUN_STAGES = ("claimed", "content read", "document read", "extracts made", "extracts written", "finished")


def make_received(sha256: str, **changes: Any) -> ReceivedDocument:
    """A received document named by this hash."""
    fields = {"name": f"{sha256}.txt", "size_bytes": 10, "provenance": PROVENANCE}
    return ReceivedDocument(sha256, **(fields | {"received_at": datetime(2026, 11, 27, tzinfo=UTC)} | changes))


def make_extract(sha256: str, position: int = 0, **changes: Any) -> Extract:
    """A provision of that document."""
    fields: dict[str, Any] = {
        "page": 2, "start": 10, "end": 60, "bbox": BoundingBox(1.0, 2.0, 3.0, 4.0), "article": "4.2",
        "heading": "Déchets", "text": "Le titulaire trie les déchets du chantier.",
        "kind": ProvisionKind.EXECUTION_CONDITION, "themes": ("waste",), "obligation": Obligation.MUST,
        "confidence": 0.8,
    }  # fmt: skip
    return Extract(document_sha256=sha256, position=position, **(fields | changes))


def open_intake_in(folder: Path) -> Intake:
    """An intake on a database of its own."""
    store = SqliteIntakeStore(open_database(f"sqlite:///{folder / 'intake.db'}"))
    return Intake(store, IntakeFiles(folder / "files"), folder)


def _die_at_call(function: Callable[..., Any], number: int) -> Callable[..., Any]:
    """The function, which kills this process after its call of this number, as a power cut would."""
    calls = [0]

    def dying(*arguments: Any, **named: Any) -> Any:
        answer = function(*arguments, **named)
        calls[0] += 1
        if calls[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return dying


def _set_trap(opened: Intake, services: Any, stage: str, number: int) -> None:
    """Make the process die the time of this number that it comes to this stage."""
    from sqlalchemy import event
    from sqlalchemy.orm import Session

    # Written, but not yet committed: what was begun must vanish. Only the extracts of a document are flushed.
    moments = {"row written": "before_commit", "extracts written": "after_flush"}
    if stage in moments:
        event.listen(Session, moments[stage], _die_at_call(lambda *_: None, number))
        return
    owner, name = {
        "content kept": lambda: (opened.files, "keep"),
        "claimed": lambda: (opened.store, "claim"),
        "content read": lambda: (opened.files, "read"),
        "document read": lambda: (services.reader, "read"),
        "extracts made": lambda: (type(services.meaning_classifier()), "classify"),
        "finished": lambda: (opened.store, "finish"),
    }[stage]()
    setattr(owner, name, _die_at_call(getattr(owner, name), number))


def main(folder: Path, work: str, given: Path, stage: str, number: int) -> None:
    """Receive or read; die at this stage, if any."""
    from recommender.bootstrap import build_services
    from recommender.intake.listing import list_given
    from recommender.settings import load_settings

    opened = open_intake_in(folder)
    if work == "add":
        if stage:
            _set_trap(opened, None, stage, number)
        opened.reception().receive(list_given([given], limits=LIMITS), default=PROVENANCE, table={})
        return
    services = build_services(load_settings(os.environ))
    if stage:
        _set_trap(opened, services, stage, number)
    opened.reading(services).run(lambda _document, _problem, _count: None)
    services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
