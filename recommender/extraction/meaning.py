"""The trained reader of segments: relevance, kind and themes, by linear models on French stems."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.artefacts import load_skops, verify_manifest
from recommender.domain.classifiers import Meaning
from recommender.domain.vocabulary import ProvisionKind
from recommender.language.stemming import stem_text

MODEL_FILE = "meaning.skops"
TRUSTED = ["sklearn.multiclass._ConstantPredictor"]


@dataclass(frozen=True)
class SklearnMeaningClassifier:
    """Three scikit-learn pipelines on the same features: is it a provision, which kind, which themes."""

    relevance: Any
    kind: Any
    themes: Any
    theme_codes: tuple[str, ...]

    @classmethod
    def load(cls, folder: Path) -> "SklearnMeaningClassifier":
        """The artefact of a folder.

        Raises:
            ArtefactMissing: a file is absent or altered.
        """
        verify_manifest(folder)
        parts = load_skops(folder / MODEL_FILE, trusted=TRUSTED)
        return cls(parts["relevance"], parts["kind"], parts["themes"], tuple(parts["theme_codes"]))

    def classify(self, texts: Sequence[str], contexts: Sequence[str]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        features = [make_features(text, context) for text, context in zip(texts, contexts, strict=True)]
        relevance = self.relevance.predict_proba(features)[:, 1]
        kinds = self.kind.predict_proba(features)
        themes = self.themes.predict_proba(features)
        return [self._to_meaning(*row) for row in zip(relevance, kinds, themes, strict=True)]

    def _to_meaning(self, relevance: float, kinds: Any, themes: Any) -> Meaning:
        best = int(kinds.argmax())
        scored = zip(self.theme_codes, (float(score) for score in themes), strict=True)
        return Meaning(
            relevance=float(relevance),
            kind=ProvisionKind(str(self.kind.classes_[best])),
            kind_confidence=float(kinds[best]),
            themes=tuple(sorted(scored, key=_by_score)),
        )


def _by_score(scored: tuple[str, float]) -> tuple[float, str]:
    return (-scored[1], scored[0])


def make_features(text: str, context: str) -> str:
    """The stems of a segment, then those of its article's title, marked apart, as one string."""
    title = [f"titre_{stem}" for stem in stem_text(context)]
    return " ".join([*stem_text(text), *title]) or "vide"
