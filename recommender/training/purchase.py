"""Labelled needs, family words and published contracts → the reader of needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.domain.classifiers import Purchase
from recommender.domain.library import Bundle
from recommender.domain.ports import Encoder
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ContractNature
from recommender.language.spelling import Speller
from recommender.recommendation.purchase import (
    GAMMA,
    LEVELS,
    LEXICAL_SHARE,
    QUERY_CHARS,
    Comparison,
    PurchaseModel,
)
from recommender.recommendation.understanding import SUPPLY_DIVISIONS, WORKS_DIVISION
from recommender.training.contract_objects import ContractObject
from recommender.training.need_labels import NeedExample
from recommender.training.purchase_words import count_divisions, count_words, fit_linear, fit_vocabulary, join_stems

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings

    Targets = Mapping[str, Embeddings]

# The stakes of a family say of its words what a reader would, but more coarsely.
WORD_WEIGHT = 0.12
WORD_WEIGHT_FOR_FAMILY = 0.2
RIDGE = 0.3
FOLDS = 10
SEED = 0


@dataclass(frozen=True)
class NeedMaterial:
    """What a reader of needs is trained on. ``words``: (family, term) pairs that name purchases."""

    objects: Sequence[ContractObject]
    examples: Sequence[NeedExample]
    words: Sequence[tuple[str, str]]
    taxonomy: Taxonomy


def list_family_words(bundles: Sequence[Bundle], taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """(family, words) pairs: those of the taxonomy, then those of the library's bundles."""
    pairs = [(family.code, term) for family in taxonomy.families.values() for term in (*family.terms, family.label)]
    pairs += [(bundle.families[0], term) for bundle in bundles for term in bundle.search_terms]
    return list(dict.fromkeys(pairs))


class PurchaseTrainer:
    """Trains on all the examples, or on all but those of a fold: what does not depend on them is done once."""

    def __init__(self, material: NeedMaterial, encoder: Encoder) -> None:
        self.material = material
        self._vocabulary, vectoriser = fit_vocabulary(material)
        self._linear, self._classes = fit_linear(material, vectoriser)
        self._classes |= _compared_classes(material.taxonomy, self._classes["family"])
        self._speller = Speller(count_words(material))
        self._targets = _targets(material, self._classes)
        texts = [example.text for example in material.examples] + [term for _, term in material.words]
        self._typos = [self._speller.find_typos(text[:QUERY_CHARS]) for text in texts]
        self._texts = [
            self._speller.write_plainly(text[:QUERY_CHARS], found)
            for text, found in zip(texts, self._typos, strict=True)
        ]
        self._vectors = encoder.encode_queries(self._texts)
        self._stems = vectoriser.transform(join_stems(self._texts))
        closeness = np.exp(GAMMA * (self._vectors @ self._vectors.T - 1.0))
        self._kernel = closeness + LEXICAL_SHARE * (self._stems @ self._stems.T).toarray()

    def train(self) -> PurchaseModel:
        """The model of all the examples, its probabilities calibrated on examples left out."""
        everything = np.arange(len(self._vectors))
        return replace(self._assemble(everything), calibration=self._calibrate())

    def predict_left_out(self) -> list[Purchase]:
        """Each example as read by a model that was not trained on it."""
        calibration = self._calibrate()
        found: dict[int, Purchase] = {}
        for fold in self.folds():
            kept = np.setdiff1d(np.arange(len(self._vectors)), fold)
            model = replace(self._assemble(kept), calibration=calibration)
            for place in fold:
                purchase = model.predict(self._texts[place], self._vectors[place])
                found[int(place)] = replace(purchase, typos=self._typos[place], plain_text=self._texts[place])
        return [found[place] for place in range(len(self.material.examples))]

    def folds(self) -> "Iterator[Any]":
        """The places of the examples, in ``FOLDS`` random parts."""
        order = np.random.default_rng(SEED).permutation(len(self.material.examples))
        return iter(np.array_split(order, FOLDS))

    def _assemble(self, kept: Any) -> PurchaseModel:
        return PurchaseModel(
            vocabulary=self._vocabulary,
            comparison=self._solve(kept),
            linear=self._linear,
            classes=self._classes,
            calibration=dict.fromkeys(LEVELS, (1.0, 0.0)),
            speller=self._speller,
            division_by_family=count_divisions(self.material, self._classes),
            nature_of_division={division: nature_of(division) for division in self._classes["division"]},
        )

    def _solve(self, kept: Any) -> Comparison:
        """Weighted kernel ridge regression: (K + ridge / weight) × duals = targets, for each way to weigh anchors."""
        duals, means = [], []
        kernel = self._kernel[np.ix_(kept, kept)]
        for weights, names in self._weighted_heads():
            target = np.hstack([self._targets[name] for name in names])[kept]
            mean = np.average(target, axis=0, weights=weights[kept])
            duals.append(np.linalg.solve(kernel + np.diag(RIDGE / weights[kept]), target - mean))
            means.append(mean)
        dual = np.hstack(duals)
        stems = LEXICAL_SHARE * (self._stems[kept].T @ dual)
        halves = (np.asarray(values, dtype=np.float32) for values in (self._vectors[kept], dual, stems))
        anchors, dual, stems = halves
        return Comparison(anchors, dual, stems, np.asarray(np.hstack(means), dtype=np.float32))

    def _weighted_heads(self) -> "list[tuple[Embeddings, tuple[str, ...]]]":
        """Weights of the anchors, and the heads they serve, in the order of ``COMPARED``."""
        count, words = len(self.material.examples), len(self.material.words)
        coarse = np.r_[np.ones(count), np.full(words, WORD_WEIGHT)]
        fine = np.r_[np.ones(count), np.full(words, WORD_WEIGHT_FOR_FAMILY)]
        return [(coarse, LEVELS), (fine, ("family",)), (coarse, ("nature", "restraint"))]

    def _calibrate(self) -> dict[str, tuple[float, float]]:
        """Slope and intercept by level: logistic regression of the labels on what left-out models say (Platt 1999)."""
        from sklearn.linear_model import LogisticRegression

        said = {level: np.zeros_like(self._targets[level][: len(self.material.examples)]) for level in LEVELS}
        for fold in self.folds():
            comparison = self._solve(np.setdiff1d(np.arange(len(self._vectors)), fold))
            closeness = np.exp(GAMMA * (self._vectors[fold] @ comparison.anchors.T - 1.0))
            values = closeness @ comparison.duals + self._stems[fold] @ comparison.stems + comparison.mean
            size = values.shape[1] and len(self._classes["relevant"])
            for rank, level in enumerate(LEVELS):
                said[level][fold] = values[:, rank * size : (rank + 1) * size]
        pairs = {}
        for level in LEVELS:
            truth = self._targets[level][: len(self.material.examples)]
            model = LogisticRegression(C=1e6).fit(np.maximum(said[level], 0.0).reshape(-1, 1), truth.ravel() > 0.5)
            pairs[level] = (float(model.coef_[0, 0]), float(model.intercept_[0]))
        return pairs


def nature_of(division: str) -> str:
    """The nature that a CPV division belongs to."""
    if division == WORKS_DIVISION:
        return ContractNature.WORKS.value
    return (ContractNature.SUPPLIES if division in SUPPLY_DIVISIONS else ContractNature.SERVICES).value


def _compared_classes(taxonomy: Taxonomy, families: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    themes = tuple(taxonomy.themes)
    natures = tuple(nature.value for nature in ContractNature)
    return {**dict.fromkeys(LEVELS, themes), "family": families, "nature": natures, "restraint": ("restraint",)}


def _targets(material: NeedMaterial, classes: Mapping[str, tuple[str, ...]]) -> "Targets":
    """One row an anchor, examples first, and one column an output, by head."""
    families = material.taxonomy.families
    graded = [example.grades for example in material.examples] + [families[code].stakes for code, _ in material.words]
    of_family = [example.families for example in material.examples] + [(code,) for code, _ in material.words]
    natures = [example.nature for example in material.examples] + [families[code].nature for code, _ in material.words]
    restrained = [example.is_restrained for example in material.examples]
    restrained += [families[code].restraint for code, _ in material.words]
    themes = classes["relevant"]
    grades = np.array([[row.get(theme, 0) for theme in themes] for row in graded], dtype=np.float32)
    return {
        **{level: (grades >= rank).astype(np.float32) for rank, level in enumerate(LEVELS, start=1)},
        "family": np.array(
            [[float(code in found) / len(found) for code in classes["family"]] for found in of_family], dtype=np.float32
        ),
        "nature": np.array([[float(code == nature) for code in classes["nature"]] for nature in natures]),
        "restraint": np.array(restrained, dtype=np.float32)[:, None],
    }
