"""Sentences for buyers on what the extraction found wrong."""

import pytest

from recommender.domain.extraction import WeightIssue
from recommender.domain.recommendations import Reason, ReasonCode
from recommender.labels_fr import format_reason, format_weight_issue


@pytest.mark.parametrize(
    ("issue", "sentence"),
    [
        (
            WeightIssue("2", None, 95.0, "percent", 100.0),
            "Les poids des critères du lot 2 font 95 %, et non 100 %.",
        ),
        (
            WeightIssue("all", None, 102.5, "percent", 100.0),
            "Les poids des critères font 102,5 %, et non 100 %.",
        ),
        (
            WeightIssue("1, 2", "Valeur technique", 55.0, "points", 60.0),
            "Les poids des sous-critères de « Valeur technique » des lots 1, 2 font 55 points, et non 60 points.",
        ),
        (
            WeightIssue("all", None, 60.0, "percent", 100.0, ("Délai", "Prix")),
            "Sans poids, alors que d'autres en ont un : « Délai », « Prix ».",
        ),
        (
            WeightIssue("3", "Valeur technique", 40.0, "percent", 60.0, ("Méthode",)),
            "Sans poids du lot 3 dans le critère « Valeur technique », alors que d'autres en ont un : « Méthode ».",
        ),
    ],
)
def test_issue_of_weights_is_a_sentence(issue: WeightIssue, sentence: str) -> None:
    assert format_weight_issue(issue).replace("\u00a0", " ") == sentence


def test_habit_of_the_organisation_is_a_sentence() -> None:
    kept = Reason(ReasonCode.KEPT_HERE, ("4", "5"))
    dismissed = Reason(ReasonCode.DISMISSED_HERE, ("4", "5", "too_demanding"))
    assert format_reason(kept) == "Retenue 4 fois sur 5 par votre organisation pour cet achat."
    assert format_reason(dismissed) == (
        "Écartée 4 fois sur 5 par votre organisation pour cet achat, surtout : trop exigeante pour ce marché."
    )
