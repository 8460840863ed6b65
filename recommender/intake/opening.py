"""The parts of the intake, put together by ``bootstrap``."""

from dataclasses import dataclass
from pathlib import Path

from recommender.domain.intake import IntakeStore
from recommender.intake.files import IntakeFiles
from recommender.intake.reading import IntakeReading
from recommender.intake.reception import ReceptionDesk
from recommender.services import Services


@dataclass(frozen=True, slots=True)
class Intake:
    """One data folder's documents: what is known of them, their contents, and the folder of the reader's lock."""

    store: IntakeStore
    files: IntakeFiles
    folder: Path

    def reception(self) -> ReceptionDesk:
        """What takes documents in."""
        return ReceptionDesk(self.store, self.files)

    def reading(self, services: Services) -> IntakeReading:
        """What reads them."""
        return IntakeReading(services, self.store, self.files, self.folder)
