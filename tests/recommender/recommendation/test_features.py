"""What the ranker looks at, one readable number at a time."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from recommender.domain.needs import FamilyCandidate
from recommender.domain.uptake import FamilyUptake, Uptake
from recommender.domain.vocabulary import ContractNature
from recommender.errors import ArtefactMissing
from recommender.recommendation.features import FEATURES, FeatureReader, cpv_fit, family_fit
from recommender.recommendation.ranking import FILE, Ranker
from tests.builders.library import LAUNCH, make_bundle, make_candidate, make_need, make_taxonomy

UPTAKE = Uptake("Ville", LAUNCH, {"cleaning": FamilyUptake(20, {"Clause sociale": 5})})
TWO = (FamilyCandidate("furniture", "", 0.6), FamilyCandidate("cleaning", "", 0.3))


def measure(**changes: Any) -> dict[str, float]:
    bundle, need = changes.pop("bundle", make_bundle()), make_need(**changes)
    row = FeatureReader(make_taxonomy().families, UPTAKE).measure(need, make_candidate(bundle))
    return dict(zip(FEATURES, map(float, row), strict=True))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"family_fit": 0.9, "best_family": 1, "cpv_fit": 0.9, "nature_fit": 1, "uptake": 0.25}),
        ({"families": TWO}, {"family_fit": 0.3, "best_family": 0, "uptake": 0}),
        ({"families": ()}, {"family_fit": 0, "best_family": 0, "family_stake": 0, "uptake": 0}),
        ({"nature": ContractNature.WORKS}, {"nature_fit": 0}),
        ({"themes": ()}, {"theme_relevance": 0, "theme_grade": 0}),
        ({}, {"theme_relevance": 1, "theme_grade": 1, "family_stake": 1, "dense": 0.8, "lexical": 0.5}),
        ({"restraint": 0.3}, {"restraint": 0.3}),
        ({"bundle": make_bundle(min_months=99)}, {"out_of_size": 1}),
    ],
)
def test_each_feature_measures_what_its_name_says(changes: dict[str, Any], expected: dict[str, float]) -> None:
    measured = measure(**changes)
    assert {name: measured[name] for name in expected} == pytest.approx(expected)


def test_stake_is_weighed_by_how_likely_each_family_is() -> None:
    # Insertion is graded 3 in cleaning and 0 in furniture: 3 × 0.3 / 0.9, brought to 0-1.
    assert measure(families=TWO)["family_stake"] == pytest.approx(1 / 3)


def test_family_fit_adds_the_families_of_the_bundle() -> None:
    need = make_need(families=TWO)
    assert family_fit(need, make_bundle(families=("cleaning", "furniture"))) == pytest.approx(0.9)


def test_division_alone_is_no_fit_of_the_code() -> None:
    assert cpv_fit(make_need(), make_bundle(cpv=("90",))) == 0
    assert cpv_fit(make_need(cpv=()), make_bundle()) == 0


def test_ranker_is_the_same_once_read_again(tmp_path: Path) -> None:
    ranker = Ranker(np.arange(len(FEATURES), dtype=np.float32) / 10, -1.5)
    ranker.save(tmp_path)
    rows = [np.full(len(FEATURES), value, dtype=np.float32) for value in (0.0, 0.5, 1.0)]
    assert Ranker.load(tmp_path).score(rows) == pytest.approx(ranker.score(rows), abs=1e-4)
    assert list(ranker.score(rows)) == sorted(ranker.score(rows))


def test_untrained_ranker_tells_nothing() -> None:
    assert Ranker.untrained(2).score([np.ones(2, dtype=np.float32)]) == pytest.approx(0.5)


def test_ranker_of_other_features_is_refused(tmp_path: Path) -> None:
    Ranker.untrained(len(FEATURES)).save(tmp_path)
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("lexical", "lexicale"), encoding="utf-8")
    with pytest.raises(ArtefactMissing, match="autres mesures"):
        Ranker.load(tmp_path)
