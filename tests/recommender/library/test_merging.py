"""Two states of a bundle changed from a third: what becomes of each change."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.library.merging import Conflict, Merge, merge_bundles
from recommender.library.schema import BundleFile
from tests.builders.corpus import bundle_toml

CLAUSES = Path(__file__).parents[3] / "corpus" / "clauses"
ROW = tomllib.loads(bundle_toml("nettoyage-insertion"))
PROVISION: dict[str, Any] = ROW["provisions"][0]
VARIABLE: dict[str, Any] = ROW["variables"][0]
TEXTS = [f"{word} {PROVISION['text']}" for word in ("Un", "Deux", "Trois")]


def make(**values: Any) -> BundleFile:
    return BundleFile.model_validate(ROW | values)


def provision(**values: Any) -> dict[str, Any]:
    return PROVISION | values


def variable(**values: Any) -> dict[str, Any]:
    return VARIABLE | values


def merged(result: Merge) -> BundleFile:
    assert result.conflicts == ()
    assert result.merged is not None
    return result.merged


def paths(result: Merge) -> list[str]:
    assert result.merged is None
    return [conflict.path for conflict in result.conflicts]


def test_a_field_changed_on_one_side_takes_that_side() -> None:
    result = merged(merge_bundles(make(), make(title="Titre"), make(purpose="But", max_months=12)))
    assert (result.title, result.purpose, result.max_months) == ("Titre", "But", 12)


def test_a_field_emptied_on_one_side_is_emptied() -> None:
    base = make(min_months=6)
    assert merged(merge_bundles(base, make(), make(min_months=6, title="Titre"))) == make(title="Titre")


def test_a_field_changed_alike_takes_the_change() -> None:
    assert merged(merge_bundles(make(), make(title="A", fits="B"), make(title="A"))) == make(title="A", fits="B")


def test_a_field_changed_differently_is_a_conflict_until_it_is_settled() -> None:
    sides = make(), make(title="Le nôtre"), make(title="Le leur")
    result = merge_bundles(*sides)
    assert result == Merge(None, (Conflict("title", ROW["title"], "Le nôtre", "Le leur"),))
    assert merged(merge_bundles(*sides, {"title": "ours"})).title == "Le nôtre"
    # A choice for what is no conflict changes nothing.
    assert merged(merge_bundles(*sides, {"title": "theirs", "fits": "ours"})) == make(title="Le leur")


@pytest.mark.parametrize(("ours", "theirs", "expected"), [(2, 1, 2), (2, 2, 2), (2, 3, 4), (5, 3, 6)])
def test_the_version_goes_past_both_when_they_differ(ours: int, theirs: int, expected: int) -> None:
    assert merged(merge_bundles(make(), make(version=ours), make(version=theirs))).version == expected


def test_the_review_is_the_latest() -> None:
    ours, theirs = make(reviewed=date(2026, 12, 3)), make(reviewed=date(2026, 12, 2))
    assert merged(merge_bundles(make(), ours, theirs)).reviewed == date(2026, 12, 3)


def test_words_added_and_removed_on_both_sides_are_added_and_removed() -> None:
    base = make(search_terms=["a", "b", "c", "d"])
    ours, theirs = make(search_terms=["b", "c", "x", "d"]), make(search_terms=["a", "b", "y", "c"])
    assert merged(merge_bundles(base, ours, theirs)).search_terms == ["b", "y", "c", "x"]


def test_words_added_at_one_place_come_ours_first() -> None:
    ours, theirs = make(eforms=["opp", "x", "y"]), make(eforms=["opp", "z", "y"])
    assert merged(merge_bundles(make(), ours, theirs)).eforms == ["opp", "x", "z", "y"]


def test_the_order_changed_on_one_side_holds_beside_a_word_added_on_the_other() -> None:
    base = make(search_terms=["a", "b", "c"])
    turned, longer = make(search_terms=["c", "a", "b"]), make(search_terms=["a", "b", "c", "x"])
    assert merged(merge_bundles(base, turned, longer)).search_terms == ["c", "x", "a", "b"]
    assert merged(merge_bundles(base, longer, turned)).search_terms == ["c", "x", "a", "b"]


def test_a_list_too_long_or_too_short_for_the_schema_is_a_conflict() -> None:
    ours, theirs = make(themes=["insertion", "a", "b"]), make(themes=["insertion", "c"])
    assert paths(merge_bundles(make(), ours, theirs)) == ["themes"]
    assert merged(merge_bundles(make(), ours, theirs, {"themes": "theirs"})).themes == ["insertion", "c"]
    base = make(families=["cleaning", "laundry"])
    assert paths(merge_bundles(base, make(families=["cleaning"]), make(families=["laundry"]))) == ["families"]


def test_rows_added_on_both_sides_are_all_kept() -> None:
    ours = make(variables=[VARIABLE, variable(name="poids")])
    theirs = make(variables=[VARIABLE, variable(name="delai")])
    names = [row.name for row in merged(merge_bundles(make(), ours, theirs)).variables]
    assert names == ["heures", "poids", "delai"]


def test_fields_of_one_row_changed_on_different_sides_are_both_taken() -> None:
    ours, theirs = (
        make(variables=[variable(default=1)]),
        make(variables=[variable(advice="Autre."), variable(name="b")]),
    )
    rows = merged(merge_bundles(make(), ours, theirs)).variables
    assert [(row.name, row.default, row.advice) for row in rows] == [
        ("heures", 1, "Autre."),
        ("b", 1500, VARIABLE["advice"]),
    ]


def test_a_conflict_in_a_row_is_named_by_its_number_in_the_base() -> None:
    base = make(provisions=[provision(), provision(heading="Deux")])
    ours = make(provisions=[provision(heading="Neuf"), provision(), provision(heading="Deux", text=TEXTS[0])])
    theirs = make(provisions=[provision(heading="Deux", text=TEXTS[1]), provision()])
    result = merge_bundles(base, ours, theirs)
    assert result.conflicts == (Conflict("provisions.2.text", PROVISION["text"], TEXTS[0], TEXTS[1]),)
    rows = merged(merge_bundles(base, ours, theirs, {"provisions.2.text": "theirs"})).provisions
    assert {(row.heading, row.text) for row in rows} == {
        ("Neuf", PROVISION["text"]),
        ("Deux", TEXTS[1]),
        (PROVISION["heading"], PROVISION["text"]),
    }


def test_a_row_removed_on_one_side_and_untouched_on_the_other_is_removed() -> None:
    assert merged(merge_bundles(make(), make(variables=[], title="A"), make())) == make(variables=[], title="A")
    other = make(variables=[VARIABLE, variable(name="poids")])
    assert [row.name for row in merged(merge_bundles(make(), make(variables=[]), other)).variables] == ["poids"]


def test_a_row_removed_on_one_side_and_changed_on_the_other_is_a_conflict() -> None:
    ours, theirs = make(variables=[]), make(variables=[variable(default=1)])
    (conflict,) = merge_bundles(make(), ours, theirs).conflicts
    assert (conflict.path, conflict.ours, conflict.theirs["default"]) == ("variables.1", None, 1)
    assert merged(merge_bundles(make(), ours, theirs, {"variables.1": "ours"})).variables == []
    assert merged(merge_bundles(make(), ours, theirs, {"variables.1": "theirs"})) == theirs


def test_the_last_rows_removed_one_by_each_side_are_a_conflict_of_the_list() -> None:
    first, second = ROW["sources"][0], {"title": "Guide", "used_for": "seuils"}
    sides = make(sources=[first, second]), make(sources=[first]), make(sources=[second])
    assert paths(merge_bundles(*sides)) == ["sources"]
    assert merged(merge_bundles(*sides, {"sources": "theirs"})) == make(sources=[second])


def test_a_provision_given_another_heading_takes_the_change_of_its_text() -> None:
    ours, theirs = make(provisions=[provision(heading="Autre")]), make(provisions=[provision(text=TEXTS[0])])
    assert merged(merge_bundles(make(), ours, theirs)) == make(provisions=[provision(heading="Autre", text=TEXTS[0])])


def test_a_provision_given_another_heading_and_text_is_found_by_its_place_in_the_list() -> None:
    ours = make(provisions=[provision(heading="Autre", text=TEXTS[0])])
    theirs = make(provisions=[provision(proof="Un relevé.")])
    both = make(provisions=[provision(heading="Autre", text=TEXTS[0], proof="Un relevé.")])
    assert merged(merge_bundles(make(), ours, theirs)) == both


def test_a_provision_given_another_heading_is_found_where_it_moved() -> None:
    base = make(provisions=[provision(), provision(heading="Deux", text=TEXTS[1])])
    ours = make(provisions=[provision(heading="Autre", text=TEXTS[1]), provision()])
    theirs = make(provisions=[provision(), provision(heading="Deux", text=TEXTS[1], proof="Un relevé.")])
    rows = merged(merge_bundles(base, ours, theirs)).provisions
    assert [(row.heading, row.proof) for row in rows] == [
        ("Autre", "Un relevé."),
        (PROVISION["heading"], PROVISION["proof"]),
    ]


def test_provisions_added_at_one_place_under_other_headings_are_two_provisions() -> None:
    ours = make(provisions=[PROVISION, provision(heading="Un", text=TEXTS[0])])
    theirs = make(provisions=[PROVISION, provision(heading="Deux", text=TEXTS[1])])
    headings = [row.heading for row in merged(merge_bundles(make(), ours, theirs)).provisions]
    assert headings == [PROVISION["heading"], "Un", "Deux"]


def test_the_parts_of_a_criterion_are_merged_as_a_whole() -> None:
    parts = [[{"name": name, "points": 100}] for name in ("Un", "Deux")]
    ours, theirs = (make(provisions=[provision(sub_criteria=part)]) for part in parts)
    assert paths(merge_bundles(make(), ours, theirs)) == ["provisions.1.sub_criteria"]


def test_links_to_one_bundle_are_told_apart_by_their_kind() -> None:
    link = {"kind": "requires", "target": "nettoyage-produits", "reason": "Complète."}
    ours, theirs = make(links=[link]), make(links=[link | {"kind": "conflicts"}])
    assert [row.kind for row in merged(merge_bundles(make(), ours, theirs)).links] == ["requires", "conflicts"]
    assert paths(merge_bundles(make(), ours, make(links=[link | {"reason": "Autre."}]))) == ["links.1.reason"]


def test_rows_of_one_name_are_kept_apart() -> None:
    first, second = ROW["indicators"][0], ROW["indicators"][0] | {"unit": "%"}
    yearly = {"frequency": "annuelle"}
    base = make(indicators=[first, second])
    ours, theirs = make(indicators=[first | yearly, second]), make(indicators=[first, second | yearly])
    assert merged(merge_bundles(base, ours, theirs)) == make(indicators=[first | yearly, second | yearly])


def test_without_a_base_what_one_side_has_is_added_and_what_both_have_otherwise_is_a_conflict() -> None:
    ours = make(title="A", cpv=["9091"], min_months=3, variables=[variable(unit="")])
    theirs = make(title="B", cpv=["9092"], variables=[VARIABLE, variable(name="poids")])
    assert paths(merge_bundles(None, ours, theirs)) == ["title"]
    result = merged(merge_bundles(None, ours, theirs, {"title": "ours"}))
    assert (result.title, result.cpv, result.min_months) == ("A", ["9091", "9092"], 3)
    assert [(row.name, row.unit) for row in result.variables] == [("heures", "heures"), ("poids", "heures")]


WORDS = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3)


def rows_of(
    make_row: Callable[..., dict[str, Any]], least: int, **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.lists(st.fixed_dictionaries(fields).map(lambda values: make_row(**values)), min_size=least, max_size=3)


BUNDLES = st.fixed_dictionaries(
    {
        "title": st.sampled_from("AB"),
        "version": st.integers(1, 4),
        "reviewed": st.dates(date(2026, 1, 1), date(2026, 1, 4)),
        "max_months": st.none() | st.integers(1, 2),
        "themes": WORDS,
        "search_terms": st.lists(st.sampled_from("abcde"), min_size=3, max_size=4),
        "variables": rows_of(
            variable, 0, name=st.sampled_from("ab"), default=st.integers(1, 2) | st.just("x"), choices=WORDS
        ),
        "provisions": rows_of(
            provision,
            1,
            level=st.integers(1, 2),
            heading=st.sampled_from("AB"),
            text=st.sampled_from(TEXTS),
            legal_basis=WORDS,
        ),
    }
).map(lambda values: make(**values))
BASES = st.none() | BUNDLES


@given(BASES, BUNDLES)
def test_a_side_that_changed_nothing_leaves_the_other_as_it_is(base: BundleFile | None, changed: BundleFile) -> None:
    if base is not None:
        assert merged(merge_bundles(base, changed, base)) == changed
        assert merged(merge_bundles(base, base, changed)) == changed
    assert merged(merge_bundles(base, changed, changed)) == changed


@settings(max_examples=300)
@given(BASES, BUNDLES, BUNDLES)
def test_conflicts_are_symmetric(base: BundleFile | None, ours: BundleFile, theirs: BundleFile) -> None:
    turned = merge_bundles(base, theirs, ours).conflicts
    assert merge_bundles(base, ours, theirs).conflicts == tuple(
        Conflict(conflict.path, conflict.base, conflict.theirs, conflict.ours) for conflict in turned
    )


@settings(max_examples=300)
@given(BASES, BUNDLES, BUNDLES, st.data())
def test_every_conflict_has_its_own_path_and_settling_them_gives_a_valid_bundle(
    base: BundleFile | None, ours: BundleFile, theirs: BundleFile, data: st.DataObject
) -> None:
    choices: dict[str, Any] = {}
    # Rows once settled may leave a list too short, which is then a conflict of its own.
    for _ in range(3):
        result = merge_bundles(base, ours, theirs, choices)
        found = [conflict.path for conflict in result.conflicts]
        assert len(set(found)) == len(found)
        assert not set(found) & set(choices)
        choices |= {path: data.draw(st.sampled_from(["ours", "theirs"])) for path in found}
    bundle = merged(merge_bundles(base, ours, theirs, choices))
    assert BundleFile.model_validate(bundle.model_dump()) == bundle


def test_real_bundles_changed_apart_take_both_changes() -> None:
    paths_of_files = sorted(CLAUSES.rglob("*.toml"))[::20]
    assert paths_of_files
    for path in paths_of_files:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        base, ours, theirs = (BundleFile.model_validate(values) for _ in range(3))
        ours.provisions[-1].heading = "Autre intitulé"
        theirs.provisions[-1].text = TEXTS[0]
        theirs.search_terms.append("terme ajouté")
        result = merged(merge_bundles(base, ours, theirs))
        assert (result.provisions[-1].heading, result.provisions[-1].text) == ("Autre intitulé", TEXTS[0])
        assert result.search_terms == theirs.search_terms
        assert result.provisions[:-1] == base.provisions[:-1]
