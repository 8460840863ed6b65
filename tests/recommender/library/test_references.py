"""Cross-walks and notes: read, checked, and those delivered answer to the official code lists."""

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from recommender.domain.vocabulary import ThemeFamily
from recommender.errors import InvalidCorpus
from recommender.library.files import read_library_files
from recommender.library.references import References, find_reference_faults, read_references
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from tests.builders.corpus import write_corpus

FRAMES = {"decp", "eforms", "functional_economy", "ocds", "sdg", "social_value", "spaser"}


@pytest.fixture(scope="module")
def references(settings: Settings) -> References:
    return read_references(settings.corpus_dir)


def faults(corpus_dir: Path) -> list[str]:
    bundles = read_library_files(corpus_dir).bundles
    return [
        found.problem
        for found in find_reference_faults(read_references(corpus_dir), bundles, read_taxonomy(corpus_dir))
    ]


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("crosswalks/ocds.toml", '["insertion"]', '["unknown"]', "thème inconnu unknown"),
        ("crosswalks/ocds.toml", "nettoyage-insertion", "fiche-absente", "fiche absente ou non publiée fiche-absente"),
        ("crosswalks/eforms.toml", 'code = "opp"', 'code = "pollu-prev"', "code répété : pollu-prev"),
        ("notes/avant-le-marche.toml", '["cleaning"]', '["rockets"]', "famille d'achat inconnue : rockets"),
        ("notes/avant-le-marche.toml", "L2112-2", "L9999-9", "article inconnu : L9999-9"),
        ("notes/avant-le-marche.toml", "verified", "to_verify", "ne se montre pas comme du droit"),
    ],
)
def test_reference_made_bad_is_found(tmp_path: Path, name: str, old: str, new: str, problem: str) -> None:
    folder = write_corpus(tmp_path)
    assert faults(folder) == []
    change(folder, name, old, new)
    assert any(problem in fault for fault in faults(folder))


def test_code_of_a_theme_that_its_frame_does_not_know_is_found(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    change(folder, "taxonomy/themes.toml", "environmental.pollutionPrevention", "environmental.recycling")
    assert "pollution : ocds ne connaît pas environmental.recycling" in faults(folder)


def test_absent_frame_is_found(tmp_path: Path) -> None:
    folder = write_corpus(tmp_path)
    (folder / "crosswalks" / "sdg.toml").unlink()
    assert faults(folder) == ["correspondance absente"]


@pytest.mark.parametrize("content", ["title = ", 'title = "x"', 'title = "x"\nquestion = "y"\nfamilies = 3'])
def test_unreadable_reference_is_an_error_that_names_it(tmp_path: Path, content: str) -> None:
    folder = write_corpus(tmp_path)
    (folder / "notes" / "mauvaise.toml").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidCorpus, match=r"notes/mauvaise\.toml"):
        read_references(folder)


def test_notes_are_found_by_family(references: References) -> None:
    assert [note.id for note in references.notes_for(["social_services"])] == ["marche-subvention-sieg"]
    assert references.notes_for(["furniture"]) == []


def test_delivered_frames_are_all_there(references: References) -> None:
    assert references.crosswalks.keys() >= FRAMES


def test_six_keys_and_six_domains_each_lead_to_bundles(references: References) -> None:
    for frame in ("functional_economy", "social_value"):
        entries = references.crosswalks[frame].entries
        assert len(entries) == 6
        assert all(entry.bundles and entry.indicators for entry in entries), frame


def test_every_objective_of_a_spaser_leads_to_bundles_and_is_counted(references: References) -> None:
    entries = references.crosswalks["spaser"].entries
    assert all(entry.bundles and entry.indicators for entry in entries)
    assert {indicator.frequency for entry in entries for indicator in entry.indicators} == {"tous les deux ans"}


def test_decp_values_are_those_of_bundles(references: References, settings: Settings) -> None:
    values = {value for bundle in read_library_files(settings.corpus_dir).bundles for value in bundle.decp}
    assert values == {entry.code for entry in references.crosswalks["decp"].entries}


def test_social_themes_are_social_objectives_and_the_others_environmental(settings: Settings) -> None:
    for theme in read_taxonomy(settings.corpus_dir).themes.values():
        prefix = "social" if theme.family is ThemeFamily.SOCIAL else ("environmental", "economic")
        assert theme.ocds
        assert all(goal.startswith(prefix) or goal.startswith("economic") for goal in theme.ocds), theme.code


def test_delivered_references_pass_their_checks(settings: Settings) -> None:
    assert faults(settings.corpus_dir) == []


def test_ocds_goals_are_in_the_official_list(references: References, shared_documents: Path) -> None:
    with (shared_documents / "standards" / "ocds" / "sustainabilityGoal.csv").open(encoding="utf-8") as stream:
        official = {row["Code"] for row in csv.DictReader(stream)}
    assert {entry.code for entry in references.crosswalks["ocds"].entries} <= official


def test_ocds_strategies_are_in_the_official_list(settings: Settings, shared_documents: Path) -> None:
    with (shared_documents / "standards" / "ocds" / "sustainabilityStrategy.csv").open(encoding="utf-8") as stream:
        official = {row["Code"] for row in csv.DictReader(stream)}
    bundles = read_library_files(settings.corpus_dir).bundles
    assert {strategy for bundle in bundles for strategy in bundle.ocds_strategies} <= official


def test_eforms_codes_are_in_the_official_lists(references: References, shared_documents: Path) -> None:
    official: set[str] = set()
    for name in ("environmental-impact", "social-objective"):
        root = ElementTree.parse(shared_documents / "standards" / "eforms" / f"{name}.gc").getroot()
        official |= {value.text or "" for value in root.iter("SimpleValue")}
    assert {entry.code for entry in references.crosswalks["eforms"].entries} <= official


def test_decp_values_are_in_the_official_schema(references: References, shared_documents: Path) -> None:
    schema = json.loads((shared_documents / "standards" / "decp" / "schema_decp_v2.0.3.json").read_text("utf-8"))
    written = json.dumps(schema, ensure_ascii=False)
    assert all(f'"{entry.code}"' in written for entry in references.crosswalks["decp"].entries)
