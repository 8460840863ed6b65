"""What the library covers and what needs find in it."""

import pytest

from recommender.domain.library import Bundle
from recommender.errors import FileNotReadable, InvalidNeed
from recommender.library.coverage import (
    ExpectedNeed,
    count_by_dimension,
    cover_need,
    families_of,
    measure_coverage,
    read_expected_needs,
)
from tests.builders.library import make_bundle, make_family, make_provision, make_taxonomy

TAXONOMY = make_taxonomy(
    families={
        "cleaning": make_family(group="upkeep"),
        "laundry": make_family("laundry", group="upkeep", stakes={"pollution": 3}),
    }
)
NEED = ExpectedNeed("dev-1", "Nettoyage", "upkeep", ("insertion", "pollution"))


def bundles() -> list[Bundle]:
    levels = (make_provision(), make_provision(level=3))
    return [make_bundle(provisions=levels), make_bundle("retiree", themes=("pollution",), status="withdrawn")]


def test_cell_tells_bundles_and_levels_of_those_published() -> None:
    coverage = measure_coverage(bundles(), TAXONOMY)
    assert coverage.cells["cleaning", "insertion"].bundles == ("nettoyage-insertion",)
    assert coverage.cells["cleaning", "insertion"].levels == (1, 3)
    assert coverage.cells["cleaning", "pollution"].bundles == ()


def test_holes_are_the_stakes_without_a_bundle() -> None:
    coverage = measure_coverage(bundles(), TAXONOMY)
    assert coverage.holes(3) == [("laundry", "pollution")]
    assert coverage.holes(2) == [("cleaning", "pollution")]


def test_bundles_are_counted_by_the_dimension_of_their_first_theme() -> None:
    found = [*bundles(), make_bundle("eau", themes=("pollution", "insertion"))]
    assert count_by_dimension(found, TAXONOMY.families["cleaning"], TAXONOMY) == (1, 1)


def test_need_of_a_group_is_given_its_likeliest_family() -> None:
    coverage = measure_coverage(bundles(), TAXONOMY)
    cleaning = cover_need(NEED, ["furniture", "cleaning", "laundry"], coverage, TAXONOMY)
    assert (cleaning.family, cleaning.missing) == ("cleaning", ["pollution"])
    assert cover_need(NEED, ["laundry", "cleaning"], coverage, TAXONOMY).missing == ["insertion", "pollution"]
    assert cover_need(NEED, ["furniture"], coverage, TAXONOMY).family == "cleaning"


def test_need_of_an_unknown_family_is_refused() -> None:
    unknown = ExpectedNeed("dev-2", "Fusées", "rockets", ())
    with pytest.raises(InvalidNeed, match="rockets"):
        cover_need(unknown, [], measure_coverage([], TAXONOMY), TAXONOMY)


def test_families_of_a_code_are_itself_or_its_group() -> None:
    assert families_of("laundry", TAXONOMY) == ["laundry"]
    assert families_of("upkeep", TAXONOMY) == ["cleaning", "laundry"]
    assert families_of("rockets", TAXONOMY) == []


def test_expected_needs_keep_the_essential_themes() -> None:
    row = {"id": 1, "text": "Nettoyage", "family": "cleaning", "expected": {"insertion": 3, "pollution": 2}}
    (need,) = read_expected_needs([row], name="needs.jsonl")
    assert need == ExpectedNeed("1", "Nettoyage", "cleaning", ("insertion",))


@pytest.mark.parametrize("row", [{"id": 1}, {"id": 1, "text": "a", "family": "b", "expected": []}])
def test_label_rows_of_another_shape_are_refused(row: dict[str, object]) -> None:
    with pytest.raises(FileNotReadable, match=r"needs\.jsonl"):
        read_expected_needs([row], name="needs.jsonl")
