"""Labelled needs, family words and published contracts → the reader of needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

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
# Experts raise more themes than the project's own labels: probabilities are set on their judgement first.
REFERENCE_WEIGHT = 50.0


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
    """Trains on all the examples, and tells what models trained without each of them would say of it."""

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
        return PurchaseModel(
            vocabulary=self._vocabulary,
            comparison=self._solve(),
            linear=self._linear,
            classes=self._classes,
            calibration=self._calibrate(),
            speller=self._speller,
            division_by_family=count_divisions(self.material, self._classes),
            nature_of_division={division: nature_of(division) for division in self._classes["division"]},
        )

    def predict_left_out(self) -> list[Purchase]:
        """Each example as read by a model that was trained on all the others."""
        model = self.train()
        found = []
        for place, values in enumerate(self._left_out):
            columns, weights = self._vocabulary.weigh(self._texts[place])
            purchase = model.read(values, columns, weights)
            found.append(replace(purchase, typos=self._typos[place], plain_text=self._texts[place]))
        return found

    def _solve(self) -> Comparison:
        """Weighted kernel ridge regression: (K + ridge / weight) × duals = targets, for each way to weigh anchors."""
        duals, means = [], []
        for weights, target, mean in self._weighted_heads():
            duals.append(np.linalg.solve(self._kernel + np.diag(RIDGE / weights), target - mean))
            means.append(mean)
        dual = np.hstack(duals)
        parts = (self._vectors, dual, LEXICAL_SHARE * (self._stems.T @ dual), np.hstack(means))
        return Comparison(*(np.asarray(values, dtype=np.float32) for values in parts))

    @cached_property
    def _left_out(self) -> "Embeddings":
        """One row an example, one column an output: what the regression without that example predicts of it.

        Exact and without solving again: target - dual / diagonal of the inverse (Cawley & Talbot 2004, eq. 5).
        """
        count = len(self.material.examples)
        values = []
        for weights, target, mean in self._weighted_heads():
            inverse = np.linalg.inv(self._kernel + np.diag(RIDGE / weights))
            duals = inverse @ (target - mean)
            values.append((target - duals / np.diag(inverse)[:, None])[:count])
        return np.asarray(np.hstack(values), dtype=np.float32)

    def _weighted_heads(self) -> "Iterator[tuple[Embeddings, Embeddings, Embeddings]]":
        """Weights of the anchors, targets and their weighted means, for the outputs in the order of ``COMPARED``."""
        count, words = len(self.material.examples), len(self.material.words)
        coarse = np.r_[np.ones(count), np.full(words, WORD_WEIGHT)]
        fine = np.r_[np.ones(count), np.full(words, WORD_WEIGHT_FOR_FAMILY)]
        for weights, names in ((coarse, LEVELS), (fine, ("family",)), (coarse, ("nature", "restraint"))):
            target = np.hstack([self._targets[name] for name in names])
            yield weights, target, np.average(target, axis=0, weights=weights)

    def _calibrate(self) -> dict[str, tuple[float, float]]:
        """Slope and intercept by level: logistic regression of the labels on what left-out models say (Platt 1999)."""
        from sklearn.linear_model import LogisticRegression

        said = dict(
            zip(
                LEVELS,
                np.split(self._left_out, np.cumsum([len(self._classes["relevant"])] * len(LEVELS)), axis=1),
                strict=False,
            )
        )
        weights = np.repeat(
            [REFERENCE_WEIGHT if example.is_reference else 1.0 for example in self.material.examples],
            len(self._classes["relevant"]),
        )
        pairs = {}
        for level in LEVELS:
            truth = self._targets[level][: len(self.material.examples)]
            model = LogisticRegression(C=1e6)
            model.fit(np.maximum(said[level], 0.0).reshape(-1, 1), truth.ravel() > 0.5, sample_weight=weights)
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
