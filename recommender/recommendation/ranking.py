"""The learned ranker: a logistic model over readable features, its probabilities calibrated on unseen needs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.domain.library import Bundle
from recommender.domain.needs import Need
from recommender.errors import ArtefactMissing
from recommender.recommendation.features import FEATURES

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

FILE = "ranker.json"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Probability that an expert would keep a bundle for a need: one weight a feature.

    ``kinship``: how close two different purchase families are, 0 to 1, by the words that name them; absent is 0.
    """

    weights: "Embeddings"
    intercept: float
    kinship: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

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
        return cls(np.array(data["weights"], dtype=np.float32), float(data["intercept"]), data["kinship"])

    def save(self, folder: Path) -> None:
        """Write the ranker as readable JSON."""
        data = {
            "features": list(FEATURES),
            "weights": [round(float(weight), 5) for weight in self.weights],
            "intercept": round(self.intercept, 5),
            "kinship": self.kinship,
        }
        (folder / FILE).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def kinship_of(self, need: Need, bundle: Bundle) -> float:
        """How close the bundle's families are to those of the need, each weighed by its probability."""
        total = sum(found.score for found in need.families) or 1.0
        return sum(
            found.score / total * max(self._kinship(found.code, family) for family in bundle.families)
            for found in need.families
        )

    def _kinship(self, one: str, other: str) -> float:
        return 1.0 if one == other else self.kinship.get(one, {}).get(other, 0.0)

    def score(self, rows: "Sequence[Embeddings]") -> "Embeddings":
        """Probabilities, shape ``(len(rows),)``, of feature rows."""
        logits = np.stack(rows) @ self.weights + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)
