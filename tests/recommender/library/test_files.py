"""From bundle files to values, and what is said of files that are not in order."""

import hashlib
from pathlib import Path

import pytest

from recommender.domain.vocabulary import ContractNature, Place, ProvisionKind
from recommender.errors import InvalidCorpus
from recommender.library.files import read_bundle_file, read_library_files
from recommender.library.taxonomy import read_taxonomy
from tests.builders.corpus import BUNDLE, bundle_toml, write_corpus


def test_bundle_file_gives_a_whole_bundle(tmp_path: Path) -> None:
    path = tmp_path / "nettoyage-insertion.toml"
    path.write_text(BUNDLE, encoding="utf-8")
    bundle = read_bundle_file(path)
    assert bundle.natures == (ContractNature.SERVICES,)
    assert (bundle.lead.kind, bundle.lead.place) == (ProvisionKind.EXECUTION_CONDITION, Place.CCAP)
    assert (bundle.variables[0].minimum, bundle.variables[0].maximum) == (100, 5000)
    assert bundle.content_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_bundles_are_ordered_by_id_whatever_their_folder(tmp_path: Path) -> None:
    write_corpus(tmp_path, a_premier=bundle_toml("a-premier"), z_dernier=bundle_toml("z-dernier"))
    files = read_library_files(tmp_path)
    assert [bundle.id for bundle in files.bundles] == ["a-premier", "nettoyage-insertion", "z-dernier"]
    assert files.findings == ()


def test_version_changes_with_any_text_and_only_then(tmp_path: Path) -> None:
    version = read_library_files(write_corpus(tmp_path)).version
    assert read_library_files(tmp_path).version == version
    path = tmp_path / "clauses/cleaning/nettoyage-insertion.toml"
    path.write_text(BUNDLE.replace("50 €", "60 €"), encoding="utf-8")
    assert read_library_files(tmp_path).version != version


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "nettoyage-insertion"', 'id = "autre-nom"', "porte l'identifiant « autre-nom »"),
        ('title = "Heures', "title = Heures", "n'est pas du TOML lisible"),
        ("version = 1", "version = 0", "ne suit pas le schéma, version"),
        ("version = 1", "version = 1\nunknown = 2", "ne suit pas le schéma, unknown"),
        ("level = 1", "level = 4", "ne suit pas le schéma, provisions.1.level"),
        ('kind = "execution_condition"', 'kind = "penalty"', "provisions.1.kind"),
        ('place = "CCAP"', 'place = "CCP"', "provisions.1.place"),
        ('legal_basis = ["L2112-2"]', "legal_basis = []", "provisions.1.legal_basis"),
        ('decp = ["Clause sociale"]', 'decp = ["clause sociale"]', "decp.1"),
        ('cpv = ["9091"]', 'cpv = ["909-1"]', "cpv.1"),
        ('"vitrerie"]', "]", "search_terms"),
    ],
)
def test_bad_file_is_a_finding_and_leaves_the_others(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in BUNDLE
    write_corpus(tmp_path, autre_fiche=bundle_toml("autre-fiche"))
    (tmp_path / "clauses/cleaning/nettoyage-insertion.toml").write_text(BUNDLE.replace(old, new), encoding="utf-8")
    files = read_library_files(tmp_path)
    assert [bundle.id for bundle in files.bundles] == ["autre-fiche"]
    (finding,) = files.findings
    assert finding.file == "clauses/cleaning/nettoyage-insertion.toml"
    assert problem in finding.problem


def test_file_that_is_not_utf8_is_a_finding(tmp_path: Path) -> None:
    (write_corpus(tmp_path) / "clauses/latin.toml").write_bytes("é".encode("latin-1"))
    assert [finding.file for finding in read_library_files(tmp_path).findings] == ["clauses/latin.toml"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("taxonomy/themes.toml", None),
        ("taxonomy/themes.toml", "not toml"),
        ("taxonomy/themes.toml", "[insertion]\nlabel = 'sans famille'"),
        ("taxonomy/families.toml", "[cleaning]\nlabel = 'x'\nnature = 'unknown'"),
        ("law/articles.toml", "[L1]\nunknown = 1"),
        ("cpv/cpv-fr.csv", None),
        ("cpv/cpv-fr.csv", "colonne\n1\n"),
    ],
)
def test_taxonomy_that_cannot_be_read_is_refused(tmp_path: Path, file: str, content: str | None) -> None:
    path = write_corpus(tmp_path) / file
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidCorpus):
        read_taxonomy(tmp_path)


def test_longest_cpv_prefix_decides_the_family(tmp_path: Path) -> None:
    path = write_corpus(tmp_path) / "taxonomy/families.toml"
    narrower = path.read_text(encoding="utf-8").replace("[cleaning]", "[windows]").replace('"9091"', '"909113"')
    path.write_text(path.read_text(encoding="utf-8") + narrower, encoding="utf-8")
    taxonomy = read_taxonomy(tmp_path)
    assert taxonomy.family_of_cpv("90911300") == "windows"
    assert taxonomy.family_of_cpv("90911200") == "cleaning"
    assert taxonomy.family_of_cpv("45000000") is None
