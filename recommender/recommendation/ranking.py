"""The learned ranker: a logistic model over readable features, its probabilities calibrated on unseen needs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.errors import ArtefactMissing
from recommender.recommendation.features import FEATURES

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

FILE = "ranker.json"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Probability that an expert would keep a bundle for a need: one weight a feature."""

    weights: "Embeddings"
    intercept: float

    @classmethod
    def untrained(cls, size: int) -> "Ranker":
        """A ranker of ``size`` features that knows nothing: every bundle is as likely to be kept as not."""
        return cls(np.zeros(size, dtype=np.float32), 0.0)

    @classmethod
    def load(cls, folder: Path) -> "Ranker":
        """The ranker of a folder whose manifest was verified.

        Raises:
            ArtefactMissing: its features are not those of this version of the program.
        """
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        if tuple(data["features"]) != FEATURES:
            raise ArtefactMissing(
                "Le modèle de classement attend d'autres mesures que cette version.",
                "Rétablissez le dossier models/ de la même version que le programme.",
            )
        return cls(np.array(data["weights"], dtype=np.float32), float(data["intercept"]))

    def save(self, folder: Path) -> None:
        """Write the ranker as readable JSON."""
        data = {
            "features": list(FEATURES),
            "weights": [round(float(weight), 5) for weight in self.weights],
            "intercept": round(self.intercept, 5),
        }
        (folder / FILE).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def score(self, rows: "Sequence[Embeddings]") -> "Embeddings":
        """Probabilities, shape ``(len(rows),)``, of feature rows."""
        logits = np.stack(rows) @ self.weights + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)
