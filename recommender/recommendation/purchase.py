"""What a need buys: a linear model on its words, blended with its closeness to words of each family.

The linear model knows the vocabulary of published contracts; the encoder knows paraphrases. Blended
they beat either alone on the development needs (figures in ``models/README.md``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.artefacts import load_skops, verify_manifest
from recommender.domain.classifiers import Purchase
from recommender.domain.ports import Encoder
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

MODEL_FILE = "purchase.skops"
ENCODER_SHARE = 0.7
SIMILARITY_SCALE = 20.0
CLOSEST_TERMS = 3
FAMILY_SHARE_OF_DIVISION = 0.5
QUERY_CHARS = 1_200


@dataclass(frozen=True)
class FamilyTerms:
    """Words that name each family's purchases, with their vectors: row ``i`` belongs to ``families[i]``."""

    families: tuple[str, ...]
    vectors: "Embeddings"


@dataclass(frozen=True)
class SklearnPurchaseClassifier:
    """See ``PurchaseClassifier``.

    ``division_by_family`` has one row a family and one column a division: P(division | family).
    """

    words: Any
    division: Any
    family: Any
    division_by_family: "Embeddings"
    encoder: Encoder
    terms: FamilyTerms

    @classmethod
    def load(cls, folder: Path, *, encoder: Encoder, terms: FamilyTerms) -> "SklearnPurchaseClassifier":
        """The artefact of a folder, with the encoder and the encoded words of the families.

        Raises:
            ArtefactMissing: a file is absent or altered.
        """
        verify_manifest(folder)
        parts = load_skops(folder / MODEL_FILE, trusted=[])
        return cls(parts["words"], parts["division"], parts["family"], parts["division_by_family"], encoder, terms)

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        """See ``PurchaseClassifier``."""
        features = self.words.transform([" ".join(stem_text(text)) for text in texts])
        similar = self._similar_families(texts)
        families = (1 - ENCODER_SHARE) * self.family.predict_proba(features) + ENCODER_SHARE * similar
        divisions = (1 - FAMILY_SHARE_OF_DIVISION) * self.division.predict_proba(features)
        divisions = divisions + FAMILY_SHARE_OF_DIVISION * (families @ self.division_by_family)
        return [
            Purchase(divisions=_ranked(self.division.classes_, row), families=_ranked(self.family.classes_, other))
            for row, other in zip(divisions, families, strict=True)
        ]

    def _similar_families(self, texts: Sequence[str]) -> Any:
        """Softmax over families of the closeness of a need to the terms that name their purchases."""
        queries = self.encoder.encode_queries([text[:QUERY_CHARS] for text in texts])
        similarities = queries @ self.terms.vectors.T
        scores = np.zeros((len(texts), len(self.family.classes_)))
        for column, family in enumerate(self.family.classes_):
            rows = [row for row, code in enumerate(self.terms.families) if code == family]
            closest = np.sort(similarities[:, rows], axis=1)[:, -CLOSEST_TERMS:]
            scores[:, column] = closest.max(axis=1) + closest.mean(axis=1)
        weights = np.exp(SIMILARITY_SCALE * (scores - scores.max(axis=1, keepdims=True)))
        return weights / weights.sum(axis=1, keepdims=True)


def _ranked(classes: Sequence[Any], scores: Any) -> tuple[tuple[str, float], ...]:
    pairs = [(str(name), float(score)) for name, score in zip(classes, scores, strict=True)]
    return tuple(sorted(pairs, key=_best_first))


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return (-pair[1], pair[0])


def list_family_terms(
    terms_by_family: Mapping[str, Sequence[str]], bundle_terms: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """(family, words) pairs: those of the taxonomy, then those of the library's bundles."""
    pairs = [(family, term) for family, terms in terms_by_family.items() for term in terms]
    return list(dict.fromkeys([*pairs, *bundle_terms]))
