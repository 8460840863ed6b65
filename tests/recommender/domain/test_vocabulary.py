"""Codes that are stored, published and evaluated: they do not change."""

from enum import StrEnum

import pytest

from recommender.domain import vocabulary
from recommender.labels_fr import FACT_LABELS, KIND_LABELS, NATURE_LABELS, OBLIGATION_LABELS, PLACE_LABELS

CODES = {
    "BuyerCategory": ["state", "local", "utility"],
    "ContractNature": ["works", "supplies", "services"],
    "FactKind": [
        "insertion_hours",
        "insertion_rate",
        "penalty",
        "recycled_share",
        "organic_share",
        "share",
        "weight",
        "label",
        "standard",
        "law_article",
        "deadline",
        "duration",
        "amount",
        "lot",
        "cpv",
        "measure",
    ],
    "LabourShare": ["low", "medium", "high"],
    "Obligation": ["must", "may", "negated", "info"],
    "Place": ["RC", "CCAP", "CCTP", "AE", "AVIS"],
    "ProvisionKind": [
        "technical_specification",
        "execution_condition",
        "award_criterion",
        "selection_criterion",
        "reserved_contract",
        "variant",
        "penalty",
        "spaser_objective",
        "indicator",
        "information",
    ],
    "SensitiveAspect": [
        "children",
        "vulnerable_people",
        "occupied_site",
        "heritage",
        "hazardous_substances",
        "natural_area",
        "personal_data",
        "public_space",
        "food_safety",
    ],
    "ThemeFamily": ["social", "environmental", "cross_cutting"],
    "Users": ["none", "agents", "public", "children", "vulnerable"],
}


@pytest.mark.parametrize("name", CODES)
def test_codes_are_frozen(name: str) -> None:
    assert [code.value for code in getattr(vocabulary, name)] == CODES[name]


def test_no_other_code_list_is_unfrozen() -> None:
    found = {name for name, value in vars(vocabulary).items() if isinstance(value, type) and issubclass(value, StrEnum)}
    assert found - {"StrEnum"} == CODES.keys()


def test_every_code_shown_to_people_has_a_french_label() -> None:
    assert KIND_LABELS.keys() == set(vocabulary.ProvisionKind)
    assert OBLIGATION_LABELS.keys() == set(vocabulary.Obligation)
    assert FACT_LABELS.keys() == set(vocabulary.FactKind)
    assert PLACE_LABELS.keys() == set(vocabulary.Place)
    assert NATURE_LABELS.keys() == set(vocabulary.ContractNature)
