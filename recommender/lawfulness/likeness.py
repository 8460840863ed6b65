"""A second look at a passage: how much its words are like those of passages that experts judged.

Detectors know forms; buyers invent others. A linear model on hashed n-grams, one a code, is fitted on the passages of
``corpus/lawfulness/judged.jsonl`` when it is first asked for (about two seconds), and proposes what detectors missed.
It is asked of passages given alone, never of whole contracts: most of what those hold is like nothing it was taught.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.domain.text import fold_accents
from recommender.domain.warnings import WarningCode

# Known by reading sums, lists and articles: likeness of words says nothing of them.
_NEVER = frozenset({WarningCode.WEIGHTS, WarningCode.NO_ENVIRONMENTAL_CRITERION, WarningCode.RESERVED_BASIS})
# Known by reading in part: proposed only where the likeness is strong.
_OF_STRUCTURE = frozenset({WarningCode.PRICE_ONLY, WarningCode.UNWEIGHTED, WarningCode.DISPROPORTIONATE})
# Chosen on passages of authors whose others were left out of the fit (see models/README.md).
LEAST_LIKENESS, LEAST_OF_STRUCTURE = 0.33, 0.6
FEATURES = 2**16
REGULARISATION = 10.0
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage with the codes that experts expect of it, and those that they would accept besides."""

    text: str
    document: str
    expected: frozenset[str]
    accepted: frozenset[str]


@dataclass(frozen=True)
class LikenessReader:
    """The fitted models, one a code; ``transformer`` weighs the features by how few passages hold them."""

    vectorizers: Sequence[Any]
    transformer: Any
    models: dict[WarningCode, Any]

    @classmethod
    def fit(cls, passages: Sequence[JudgedPassage]) -> "LikenessReader":
        """Fit on judged passages; the same passages give the same models."""
        import numpy as np
        from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
        from sklearn.linear_model import LogisticRegression

        shared = {"n_features": FEATURES, "alternate_sign": False, "norm": None, "binary": True}
        vectorizers = (
            HashingVectorizer(analyzer="char_wb", ngram_range=(3, 6), **shared),
            HashingVectorizer(analyzer="word", token_pattern=r"[a-z0-9%]+", ngram_range=(1, 3), **shared),
        )
        transformer = TfidfTransformer()
        matrix = transformer.fit_transform(_count(vectorizers, passages))
        models = {}
        for code in set(WarningCode) - _NEVER:
            expected = np.array([code in passage.expected for passage in passages])
            # What would also be accepted teaches neither yes nor no.
            is_clear = expected | np.array([code not in passage.accepted for passage in passages])
            if len(set(expected[is_clear])) < 2:
                continue
            model = LogisticRegression(
                C=REGULARISATION, class_weight="balanced", solver="liblinear", max_iter=1000, random_state=0
            )
            models[code] = model.fit(matrix[is_clear], expected[is_clear])
        return cls(vectorizers, transformer, {code: models[code] for code in WarningCode if code in models})

    def propose(self, text: str, document: str) -> list[tuple[WarningCode, float]]:
        """The codes that a passage is like enough to, with their probabilities, in the order of the codes."""
        matrix = self.transformer.transform(
            _count(self.vectorizers, [JudgedPassage(text, document, frozenset(), frozenset())])
        )
        likeness = {code: float(model.predict_proba(matrix)[0, 1]) for code, model in self.models.items()}
        return [(code, value) for code, value in likeness.items() if value >= _least(code)]


def _least(code: WarningCode) -> float:
    return LEAST_OF_STRUCTURE if code in _OF_STRUCTURE else LEAST_LIKENESS


def _count(vectorizers: Sequence[Any], passages: Sequence[JudgedPassage]) -> Any:
    """Passages → a sparse matrix (passages, features); figures are all alike, the kind of document is a word."""
    from scipy.sparse import hstack

    texts = [f"doc{passage.document.lower()} {_DIGITS.sub('0', fold_accents(passage.text))}" for passage in passages]
    return hstack([vectorizer.transform(texts) for vectorizer in vectorizers]).tocsr()


def read_judged_passages(path: Path) -> list[JudgedPassage]:
    """The passages of a JSON Lines file (text, document, expected, accepted).

    Raises:
        OSError, ValueError, KeyError: the file is missing or malformed.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [
        JudgedPassage(row["text"], row["document"], frozenset(row["expected"]), frozenset(row.get("accepted", ())))
        for row in rows
    ]
