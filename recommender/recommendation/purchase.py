"""What a need buys and what is at stake in it, learnt from needs labelled by reading.

Two readings are weighed together. The first compares the need with labelled ones (kernel ridge regression: a Gaussian
of the cosine between vectors, and a share of common stems): it knows paraphrases. The second is a linear model on the
stems of published contracts: it knows their vocabulary. Both are served from arrays, as importing scikit-learn would
double the time of a command. Figures in ``models/README.md``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from recommender.artefacts import from_int8, to_int8, verify_manifest
from recommender.domain.classifiers import Purchase, Ranked, ThemeOutlook
from recommender.domain.ports import Encoder
from recommender.language.spelling import Speller
from recommender.language.stemming import stem_text

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

MODEL_FILE = "purchase.safetensors"
QUERY_CHARS = 1_200
# Width of the Gaussian and weight of common stems, in the kernel.
GAMMA, LEXICAL_SHARE = 3.0, 0.5
# Shares of the linear model in families and of the families in divisions; sharpening of the compared families.
LINEAR_SHARE_OF_FAMILY = 0.3
FAMILY_SHARE_OF_DIVISION = 0.5
FAMILY_SHARPNESS = 1.5
# Probability of a division where the nature is none of its own: wrong codes are published too.
FOREIGN_NATURE = 0.25
LEVELS = ("relevant", "useful", "essential")
COMPARED = (*LEVELS, "family", "nature", "restraint")
LINEAR = ("division", "family")
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Stem → column, with the inverse document frequency of each column."""

    columns: Mapping[str, int]
    idf: "Embeddings"

    def weigh(self, text: str) -> "tuple[list[int], Embeddings]":
        """Columns and weights (sublinear TF-IDF of unit length) of the known stems of a text."""
        counts: dict[int, int] = {}
        for stem in stem_text(text):
            column = self.columns.get(stem)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        columns = list(counts)
        if not columns:
            return [], np.zeros(0, dtype=np.float32)
        weights = (1.0 + np.log(np.array(list(counts.values()), dtype=np.float32))) * self.idf[columns]
        return columns, weights / np.linalg.norm(weights)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Kernel ridge regression, solved.

    ``anchors``: unit vectors, one row a labelled text; ``duals``: one column an output; ``stems``: the lexical kernel,
    which is linear, brought to one row a stem of the vocabulary; ``mean``: what is predicted far from any anchor.
    """

    anchors: "Embeddings"
    duals: "Embeddings"
    stems: "Embeddings"
    mean: "Embeddings"

    def predict(self, vector: "Embeddings", columns: Sequence[int], weights: "Embeddings") -> "Embeddings":
        """One value an output."""
        closeness = np.exp(GAMMA * (self.anchors @ vector - 1.0))
        return np.asarray(closeness @ self.duals + weights @ self.stems[list(columns)] + self.mean)


@dataclass(frozen=True, slots=True)
class Linear:
    """Softmax regression on stems: one row a class, one column a stem."""

    weights: "Embeddings"
    bias: "Embeddings"

    def predict(self, columns: Sequence[int], weights: "Embeddings") -> "Embeddings":
        """One probability a class."""
        scores = self.weights[:, list(columns)] @ weights + self.bias
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum())


@dataclass(frozen=True, slots=True)
class PurchaseModel:
    """Everything trained. ``classes`` names the outputs of each head, in order.

    ``calibration``: slope and intercept by level, that make of a compared value a probability; ``speller`` knows the
    words of the training texts;
    ``division_by_family`` and ``nature_of_division``: P(division | family), and the nature each division belongs to.
    """

    vocabulary: Vocabulary
    comparison: Comparison
    linear: Mapping[str, Linear]
    classes: Mapping[str, tuple[str, ...]]
    calibration: Mapping[str, tuple[float, float]]
    speller: Speller
    division_by_family: "Embeddings"
    nature_of_division: Mapping[str, str]

    def predict(self, text: str, vector: "Embeddings") -> Purchase:
        """What one text, with its vector, buys."""
        columns, weights = self.vocabulary.weigh(text)
        return self.read(self.comparison.predict(vector, columns, weights), columns, weights)

    def read(self, values: "Embeddings", columns: Sequence[int], weights: "Embeddings") -> Purchase:
        """The same, given what the comparison predicts of the text and its weighed stems."""
        compared = self._split(values)
        linear = {name: model.predict(columns, weights) for name, model in self.linear.items()}
        families = _to_shares(compared["family"].astype(np.float32) ** np.float32(FAMILY_SHARPNESS))
        families = (1 - LINEAR_SHARE_OF_FAMILY) * families + LINEAR_SHARE_OF_FAMILY * linear["family"]
        natures = _to_shares(compared["nature"])
        return Purchase(
            divisions=self._rank("division", self._divisions(linear["division"], families, natures)),
            families=self._rank("family", families),
            natures=self._rank("nature", natures),
            themes=self._outlooks(compared),
            restraint=float(min(1.0, compared["restraint"][0])),
        )

    def _split(self, values: "Embeddings") -> "dict[str, Embeddings]":
        """The outputs of the comparison by head, none below zero."""
        bounds = np.cumsum([len(self.classes[name]) for name in COMPARED])[:-1]
        return dict(zip(COMPARED, np.split(np.maximum(values, TINY), bounds), strict=True))

    def _divisions(self, words: "Embeddings", families: "Embeddings", natures: "Embeddings") -> "Embeddings":
        mixed = (1 - FAMILY_SHARE_OF_DIVISION) * words
        mixed = mixed + FAMILY_SHARE_OF_DIVISION * (families @ self.division_by_family)
        by_nature = dict(zip(self.classes["nature"], natures, strict=True))
        own = np.array([by_nature[self.nature_of_division[division]] for division in self.classes["division"]])
        return _to_shares(np.asarray(mixed * (FOREIGN_NATURE + (1 - FOREIGN_NATURE) * own), dtype=np.float32))

    def _outlooks(self, compared: "Mapping[str, Embeddings]") -> tuple[ThemeOutlook, ...]:
        reached = [_sigmoid(self.calibration[level], compared[level]) for level in LEVELS]
        # Reaching a grade implies reaching those below it.
        relevant, useful, essential = np.minimum.accumulate(np.stack(reached), axis=0)
        return tuple(
            ThemeOutlook(
                code, round(float(p1), 3), round(float(p1 + p2 + p3), 3), round(float(p1 + 2 * p2 + 4 * p3), 3)
            )
            for code, p1, p2, p3 in zip(self.classes["relevant"], relevant, useful, essential, strict=True)
        )

    def _rank(self, head: str, scores: "Embeddings") -> Ranked:
        pairs = [(name, float(score)) for name, score in zip(self.classes[head], scores, strict=True)]
        return tuple(sorted(pairs, key=_best_first))


@dataclass(frozen=True, slots=True)
class LearntPurchaseClassifier:
    """See ``PurchaseClassifier``: the model, for vectors of its encoder."""

    encoder: Encoder
    model: PurchaseModel

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        """See ``PurchaseClassifier``."""
        shortened = [text[:QUERY_CHARS] for text in texts]
        typos = [self.model.speller.find_typos(text) for text in shortened]
        read = [self.model.speller.write_plainly(text, found) for text, found in zip(shortened, typos, strict=True)]
        vectors = self.encoder.encode_queries(read)
        purchases = (self.model.predict(text, vector) for text, vector in zip(read, vectors, strict=True))
        return [
            replace(purchase, typos=found, plain_text=text)
            for purchase, found, text in zip(purchases, typos, read, strict=True)
        ]


def load_purchase_model(folder: Path) -> PurchaseModel:
    """The model of a folder.

    Raises:
        ArtefactMissing: a file is absent or altered.
    """
    from safetensors import safe_open

    verify_manifest(folder)
    with safe_open(folder / MODEL_FILE, framework="np") as stream:
        told = json.loads(stream.metadata()["model"])
        arrays = from_int8({name: stream.get_tensor(name) for name in stream.keys()})  # noqa: SIM118
    return PurchaseModel(
        vocabulary=Vocabulary({stem: column for column, stem in enumerate(told["stems"])}, arrays["idf"]),
        comparison=Comparison(arrays["anchors"], arrays["duals"], arrays["stems"], arrays["mean"]),
        linear={name: Linear(arrays[f"{name}.weights"], arrays[f"{name}.bias"]) for name in LINEAR},
        classes={name: tuple(codes) for name, codes in told["classes"].items()},
        calibration={level: tuple(pair) for level, pair in told["calibration"].items()},
        speller=Speller(told["words"]),
        division_by_family=arrays["division_by_family"],
        nature_of_division=told["nature_of_division"],
    )


def save_purchase_model(model: PurchaseModel, folder: Path) -> None:
    """Write the model, its matrices on 8 bits."""
    from safetensors.numpy import save_file

    arrays = {
        "anchors": model.comparison.anchors,
        "duals": model.comparison.duals,
        "stems": model.comparison.stems,
        "mean": model.comparison.mean,
        "idf": model.vocabulary.idf,
        "division_by_family": model.division_by_family,
        **{f"{name}.weights": linear.weights for name, linear in model.linear.items()},
        **{f"{name}.bias": linear.bias for name, linear in model.linear.items()},
    }
    told = {
        "stems": list(model.vocabulary.columns),
        "words": list(model.speller.words),
        "classes": model.classes,
        "calibration": model.calibration,
        "nature_of_division": model.nature_of_division,
    }
    save_file(to_int8(arrays), folder / MODEL_FILE, metadata={"model": json.dumps(told, ensure_ascii=False)})
    # The library writes for its owner alone.
    (folder / MODEL_FILE).chmod(0o644)


def _to_shares(values: "Embeddings") -> "Embeddings":
    return np.asarray(values / values.sum(), dtype=np.float32)


def _sigmoid(pair: tuple[float, float], values: "Embeddings") -> "Embeddings":
    slope, intercept = pair
    return np.asarray(1.0 / (1.0 + np.exp(-(slope * values + intercept))))


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return (-pair[1], pair[0])
