"""Cross-validation of the recommendations, on a handful of needs."""

from dataclasses import replace

import pytest

from recommender.need_evaluation import CLAUSIER, NeedEvaluation, evaluate_needs
from recommender.recommendation.features import FEATURES
from recommender.recommendation.ranking import Ranker
from recommender.training.contract_objects import ContractObject
from recommender.training.purchase import NeedMaterial
from tests.builders.library import LAUNCH, make_bundle, make_selector, make_taxonomy
from tests.builders.needs import GRADES, make_labelled_need, make_need_example, make_ranking_parts

SITES = ["de la mairie", "du gymnase", "de l'école", "du musée", "de la crèche", "du stade"]


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> NeedEvaluation:
    taxonomy = make_taxonomy()
    objects = [ContractObject(f"Nettoyage des locaux {site}", "90910000") for site in SITES]
    objects += [ContractObject(f"Fourniture de chaises et tables {site}", "39130000") for site in SITES]
    known = [make_need_example(item.text, "cleaning" if item.cpv[0] == "9" else "furniture") for item in objects]
    cleaning = [
        make_labelled_need(id=f"n{i}", text=f"Entretien et nettoyage des bureaux {site}", form="paraphrase")
        for i, site in enumerate(SITES)
    ]
    furniture = [
        make_labelled_need(
            id=f"m{i}", text=f"Chaises et tables neuves {site}", family="furniture", nature="supplies",
            divisions=("39",), expected=GRADES["furniture"], unexpected=frozenset({"insertion"}),
        )
        for i, site in enumerate(SITES)
    ]  # fmt: skip
    needs = [*cleaning, *furniture]
    bundles = [
        make_bundle(),
        make_bundle("mobilier", title="Mobilier", families=("furniture",), themes=("pollution",), cpv=("391",)),
    ]
    parts = make_ranking_parts(bundles, taxonomy, tmp_path_factory.mktemp("library"))
    material = NeedMaterial(objects, known, [("cleaning", "vitrerie"), ("furniture", "chaises")], taxonomy)
    selector = replace(make_selector(taxonomy), ranker=Ranker.untrained(len(FEATURES)))
    return evaluate_needs(needs, [(need.family,) for need in needs], material, parts, selector, LAUNCH)


def test_needs_are_read_well_by_models_that_never_saw_them(evaluation: NeedEvaluation) -> None:
    figures = evaluation.figures(CLAUSIER)
    for name in ("ndcg", "on_topic", "nature", "division_1"):
        interval = figures[name]
        assert interval is not None
        assert interval.mean > 0.8, name
    off_topic = figures["off_topic"]
    assert off_topic is not None
    assert off_topic.mean < 0.1


def test_plainer_methods_are_measured_beside_it(evaluation: NeedEvaluation) -> None:
    assert list(evaluation.scores) == [
        "liste fixe", "par division CPV", "BM25 seul", "encodeur seul", "fusion", CLAUSIER
    ]  # fmt: skip
    fixed, own = (evaluation.figures(method)["ndcg"] for method in ("liste fixe", CLAUSIER))
    assert fixed is not None
    assert own is not None
    assert fixed.mean < own.mean


def test_needs_are_grouped_by_family_and_form(evaluation: NeedEvaluation) -> None:
    assert {form: len(places) for form, places in evaluation.groups("form").items()} == {
        "paraphrase": 6,
        "published": 6,
    }
    assert list(evaluation.groups("family")) == ["cleaning", "furniture"]


def test_scores_are_confronted_with_the_truth(evaluation: NeedEvaluation) -> None:
    themes = len(make_taxonomy().themes)
    assert sum(count for _, _, count in evaluation.calibration) == themes * len(evaluation.needs)
    said = [score for score, _, _ in evaluation.calibration]
    assert said == sorted(said)
