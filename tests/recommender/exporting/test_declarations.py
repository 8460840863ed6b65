"""What is declared of the texts taken is valid by the official schemas and code lists."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from recommender.domain.library import Bundle
from recommender.domain.recommendations import FilledProvision, Recommendation
from recommender.domain.vocabulary import ProvisionKind
from recommender.exporting.declarations import (
    ENVIRONMENTAL_IMPACTS,
    NO_ENVIRONMENTAL,
    NO_SOCIAL,
    SOCIAL_OBJECTIVES,
    declare,
    format_declarations,
)
from recommender.library.files import read_library_files
from recommender.recommendation.filling import fill_provision
from recommender.services import Services


def take(bundle: Bundle, *, level: int = 3) -> Recommendation:
    provisions = tuple(fill_provision(one, bundle, {}) for one in bundle.provisions if one.level <= level)
    return Recommendation(bundle, 1.0, 1.0, level, provisions or _first(bundle), (), ())


def _first(bundle: Bundle) -> tuple[FilledProvision, ...]:
    return (fill_provision(bundle.lead, bundle, {}),)


@pytest.fixture(scope="module")
def bundles(services: Services) -> list[Bundle]:
    """The whole library."""
    return list(read_library_files(services.settings.corpus_dir).bundles)


def test_nothing_taken_declares_that_nothing_is_pursued() -> None:
    declared = format_declarations(declare((), {}))
    assert declared["decp"]["considerationsSociales"] == {"considerationSociale": [NO_SOCIAL]}
    assert declared["decp"]["considerationsEnvironnementales"] == {"considerationEnvironnementale": [NO_ENVIRONMENTAL]}
    assert declared["eforms"] == {"BT-06": ["none"]}
    assert declared["ocds"] == {"hasSustainability": False}


def test_a_criterion_of_a_level_not_taken_is_not_declared(services: Services, bundles: list[Bundle]) -> None:
    bundle = next(
        one
        for one in bundles
        if any(p.kind is ProvisionKind.AWARD_CRITERION for p in one.provisions)
        and all(p.level > 1 for p in one.provisions if p.kind is ProvisionKind.AWARD_CRITERION)
        and "Critère environnemental" in one.decp
        and any(p.level == 1 for p in one.provisions)
    )
    themes = services.taxonomy.themes
    assert "Critère environnemental" in declare([take(bundle)], themes).decp_environmental
    assert "Critère environnemental" not in declare([take(bundle, level=1)], themes).decp_environmental


def test_decp_values_of_the_whole_library_follow_the_official_schema(
    services: Services, bundles: list[Bundle], shared_documents: Path
) -> None:
    folder = shared_documents / "standards" / "decp"
    schema = json.loads((folder / "schema_decp_v2.0.3.json").read_text(encoding="utf-8"))
    example = json.loads((folder / "exemple-marches.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema)
    known = {str(error.message) for error in validator.iter_errors(example)}
    contract = example["marches"]["marche"][0]
    for bundle in bundles:
        contract.update(format_declarations(declare([take(bundle)], services.taxonomy.themes))["decp"])
        assert {str(error.message) for error in validator.iter_errors(example)} <= known, bundle.id


def test_a_wrong_decp_value_would_be_seen(shared_documents: Path) -> None:
    folder = shared_documents / "standards" / "decp"
    schema = json.loads((folder / "schema_decp_v2.0.3.json").read_text(encoding="utf-8"))
    example = json.loads((folder / "exemple-marches.json").read_text(encoding="utf-8"))
    before = len(list(jsonschema.Draft7Validator(schema).iter_errors(example)))
    example["marches"]["marche"][0]["considerationsSociales"] = {"considerationSociale": ["Clause verte"]}
    assert len(list(jsonschema.Draft7Validator(schema).iter_errors(example))) > before


def test_eforms_codes_are_those_of_the_official_lists(shared_documents: Path) -> None:
    folder = shared_documents / "standards" / "eforms"
    assert set(ENVIRONMENTAL_IMPACTS) == _codes(folder / "environmental-impact.gc")
    assert set(SOCIAL_OBJECTIVES) == _codes(folder / "social-objective.gc")
    assert {"env-imp", "soc-obj", "none"} <= _codes(folder / "strategic-procurement.gc")


def test_eforms_fields_of_the_whole_library_are_complete(services: Services, bundles: list[Bundle]) -> None:
    for bundle in bundles:
        fields = format_declarations(declare([take(bundle)], services.taxonomy.themes))["eforms"]
        # A purpose must be described as soon as one is told.
        assert ("BT-777" in fields) is (fields["BT-06"] != ["none"])
        assert set(fields.get("BT-774", [])) <= set(ENVIRONMENTAL_IMPACTS)
        assert set(fields.get("BT-775", [])) <= set(SOCIAL_OBJECTIVES)
        assert fields["BT-06"] != ["none"], bundle.id


def test_ocds_fields_follow_the_extension(services: Services, bundles: list[Bundle], shared_documents: Path) -> None:
    folder = shared_documents / "standards" / "ocds"
    definitions = json.loads((folder / "release-schema.json").read_text(encoding="utf-8"))["definitions"]
    schema = {"definitions": definitions, "$ref": "#/definitions/Tender"}
    goals, strategies = _column(folder / "sustainabilityGoal.csv"), _column(folder / "sustainabilityStrategy.csv")
    for start in range(0, len(bundles), 40):
        taken = [take(bundle) for bundle in bundles[start : start + 40]]
        fields = format_declarations(declare(taken, services.taxonomy.themes))["ocds"]
        jsonschema.validate(fields, schema)
        assert {one["goal"] for one in fields["sustainability"]} <= goals
        assert {name for one in fields["sustainability"] for name in one["strategies"]} <= strategies


def test_values_come_once_and_in_the_order_of_their_lists(services: Services, bundles: list[Bundle]) -> None:
    declared = declare([take(bundle) for bundle in [*bundles[:60], *bundles[:60]]], services.taxonomy.themes)
    assert list(declared.eforms_environmental) == [
        c for c in ENVIRONMENTAL_IMPACTS if c in declared.eforms_environmental
    ]
    assert len(set(declared.decp_social)) == len(declared.decp_social)
    assert NO_SOCIAL not in declared.decp_social


def _codes(path: Path) -> set[str]:
    root = ElementTree.parse(path).getroot()
    return {
        value.findtext("SimpleValue", "")
        for row in root.iter("Row")
        for value in row.iter("Value")
        if value.get("ColumnRef") == "code"
    }


def _column(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["Code"] for row in csv.DictReader(file)}
