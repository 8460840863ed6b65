"""The library that is delivered."""

import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from recommender.corpus_checks import check_corpus
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ThemeFamily
from recommender.library.coverage import (
    MAJOR_STAKE,
    MIN_BUNDLES_BY_DIMENSION,
    count_by_dimension,
    measure_coverage,
)
from recommender.library.files import LibraryFiles, read_library_files
from recommender.library.schema import bundle_json_schema
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings

# Code lists of eForms SDK: BT-775 (social objective) and BT-774 (environmental impact).
SOCIAL_CODES = {"acc-all", "et-eq", "gen-eq", "hum-right", "opp", "other", "work-cond"}
ENVIRONMENTAL_CODES = {
    "biodiv-eco",
    "circ-econ",
    "clim-adapt",
    "clim-mitig",
    "other",
    "pollu-prev",
    "water-mar",
}
# Purchases where labour is far from the contract: electricity, reagents.
FEW_SOCIAL = {"energy_supply": 1, "laboratory": 2}
THEME_CODES = {
    *("insertion", "disability", "training", "equality", "working_conditions", "human_rights", "accessibility"),
    *("social_economy", "social_utility", "climate", "adaptation", "energy", "mobility", "circular_economy", "waste"),
    *("packaging", "materials", "water", "biodiversity", "pollution", "food", "animal_welfare", "digital"),
    *("environmental_management", "life_cycle_cost", "functional_economy"),
}


@pytest.fixture(scope="module")
def files(settings: Settings) -> LibraryFiles:
    return read_library_files(settings.corpus_dir)


@pytest.fixture(scope="module")
def taxonomy(settings: Settings) -> Taxonomy:
    return read_taxonomy(settings.corpus_dir)


def test_checks_find_nothing(settings: Settings) -> None:
    files, findings = check_corpus(settings)
    assert findings == []
    assert len(files.bundles) >= 180
    assert sum(len(bundle.provisions) for bundle in files.bundles) >= 500


def test_no_major_stake_of_a_family_is_without_a_bundle(files: LibraryFiles, taxonomy: Taxonomy) -> None:
    assert len(taxonomy.families) >= 45
    assert measure_coverage(files.bundles, taxonomy).holes(MAJOR_STAKE) == []


def test_every_theme_is_the_goal_of_several_bundles(files: LibraryFiles, taxonomy: Taxonomy) -> None:
    goals = Counter(bundle.themes[0] for bundle in files.bundles)
    assert {theme: goals[theme] for theme in taxonomy.themes if goals[theme] < 3} == {}


def test_families_have_two_social_and_two_environmental_bundles_where_the_purchase_allows(
    files: LibraryFiles, taxonomy: Taxonomy
) -> None:
    for family in taxonomy.families.values():
        social, environmental = count_by_dimension(files.bundles, family, taxonomy)
        least_social = 0 if family.restraint else FEW_SOCIAL.get(family.code, MIN_BUNDLES_BY_DIMENSION)
        assert social >= least_social, family.code
        assert environmental >= (1 if family.restraint else MIN_BUNDLES_BY_DIMENSION), family.code


def test_every_cpv_code_belongs_to_a_family(taxonomy: Taxonomy) -> None:
    assert len(taxonomy.cpv_labels) == 9454
    assert [code for code in taxonomy.cpv_labels if taxonomy.family_of_cpv(code) is None] == []


def test_schema_file_is_the_one_files_are_checked_with(settings: Settings) -> None:
    written = json.loads((settings.corpus_dir / "fiche.schema.json").read_text(encoding="utf-8"))
    assert written == bundle_json_schema()


def test_every_legal_basis_is_a_known_article(files: LibraryFiles, taxonomy: Taxonomy) -> None:
    cited = {article for bundle in files.bundles for p in bundle.provisions for article in p.legal_basis}
    assert cited <= taxonomy.articles.keys()


def test_articles_lead_to_official_sites(taxonomy: Taxonomy) -> None:
    for article in taxonomy.articles.values():
        assert article.subject
        assert article.url.startswith("https://")
        assert article.certainty in ("verified", "secondary")


def test_cpv_prefix_belongs_to_one_family_and_exists(taxonomy: Taxonomy) -> None:
    prefixes = Counter(prefix for family in taxonomy.families.values() for prefix in family.cpv)
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []
    assert [p for p in prefixes if not any(code.startswith(p) for code in taxonomy.cpv_labels)] == []


def test_families_grade_known_themes_from_one_to_three(taxonomy: Taxonomy) -> None:
    for family in taxonomy.families.values():
        assert family.stakes.keys() <= taxonomy.themes.keys()
        assert set(family.stakes.values()) <= {1, 2, 3}
        assert family.terms


def test_every_bundle_matters_to_a_purchase_it_is_for(files: LibraryFiles, taxonomy: Taxonomy) -> None:
    """A bundle whose themes are off topic for all its families could never be suggested."""
    for bundle in files.bundles:
        stakes = {theme for family in bundle.families for theme in taxonomy.families[family].stakes}
        assert stakes & set(bundle.themes), bundle.id


def test_themes_are_those_of_the_shared_vocabulary(taxonomy: Taxonomy) -> None:
    assert taxonomy.themes.keys() == THEME_CODES


def test_every_theme_maps_to_eforms_codes_of_its_family(taxonomy: Taxonomy) -> None:
    allowed = {
        ThemeFamily.SOCIAL: SOCIAL_CODES,
        ThemeFamily.ENVIRONMENTAL: ENVIRONMENTAL_CODES,
        ThemeFamily.CROSS_CUTTING: SOCIAL_CODES | ENVIRONMENTAL_CODES,
    }
    for theme in taxonomy.themes.values():
        assert theme.eforms, theme.code
        assert set(theme.eforms) <= allowed[theme.family], theme.code


def test_real_files_follow_the_published_schema(settings: Settings) -> None:
    schema = bundle_json_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = sorted((settings.corpus_dir / "clauses").rglob("*.toml"))
    assert paths
    assert {path.name: [error.message for error in validator.iter_errors(_as_json(path))] for path in paths} == {
        path.name: [] for path in paths
    }


def test_published_schema_refuses_an_unknown_field(settings: Settings) -> None:
    path = next((settings.corpus_dir / "clauses").rglob("*.toml"))
    assert not Draft202012Validator(bundle_json_schema()).is_valid({**_as_json(path), "unknown": 1})


def _as_json(path: Path) -> dict[str, object]:
    """The file as JSON has it: dates are strings."""
    content: dict[str, object] = json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))
    return content
