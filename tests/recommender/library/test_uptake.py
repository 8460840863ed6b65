"""How often published contracts declare considerations."""

import csv
from datetime import date
from pathlib import Path

import pytest

from recommender.domain.uptake import FamilyUptake, Uptake
from recommender.errors import FileNotReadable, InvalidCorpus
from recommender.library.taxonomy import read_taxonomy
from recommender.library.uptake import FILE, count_uptake, format_uptake, read_uptake
from recommender.settings import Settings
from tests.builders.library import make_taxonomy

COLUMNS = ("objet", "codeCPV", "considerationsSociales", "considerationsEnvironnementales")
NONE = "Pas de considération sociale"


def write(path: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return path


def test_declared_values_are_counted_by_family(tmp_path: Path) -> None:
    path = write(
        tmp_path / "decp.csv",
        ("Nettoyage A", "90911200-8", "Clause sociale|Critère social", "Critère environnemental"),
        ("Nettoyage B", "90910000", NONE, ""),
        ("Chaises", "39130000", "Clause sociale", ""),
        ("Inconnu", "", "Clause sociale", ""),
    )
    counted = count_uptake(path, make_taxonomy())
    assert counted["cleaning"] == FamilyUptake(
        2, {"Clause sociale": 1, "Critère social": 1, "Critère environnemental": 1}
    )
    assert counted["furniture"].share("Clause sociale") == 1
    assert counted["cleaning"].share("Marché réservé") == 0


def test_contract_published_once_a_holder_counts_once(tmp_path: Path) -> None:
    rows = [("Nettoyage A", "90910000", "Clause sociale", ""), ("nettoyage a ", "90910000", "Clause sociale", "")]
    assert count_uptake(write(tmp_path / "decp.csv", *rows), make_taxonomy())["cleaning"].contracts == 1


def test_table_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "autre.csv", ("Nettoyage", "90910000"), columns=("objet", "codeCPV"))
    with pytest.raises(FileNotReadable, match="autre.csv") as caught:
        count_uptake(path, make_taxonomy())
    assert "considerationsSociales" in caught.value.next_step


def test_counts_are_the_same_once_written_and_read_again(tmp_path: Path) -> None:
    declared = {"Clause sociale": 3, "Critère social": 0, "Marché réservé": 0}
    declared |= {"Clause environnementale": 2, "Critère environnemental": 0}
    uptake = Uptake("Ville, 2024", date(2026, 11, 26), {"cleaning": FamilyUptake(5, declared)})
    path = tmp_path.joinpath(*FILE)
    path.parent.mkdir()
    path.write_text(format_uptake(uptake), encoding="utf-8")
    assert read_uptake(tmp_path) == uptake


@pytest.mark.parametrize("text", ["", "consulted = 3", 'source = "x"\nconsulted = "hier"\n[families]'])
def test_file_that_cannot_be_read_names_the_command_that_makes_it(tmp_path: Path, text: str) -> None:
    path = tmp_path.joinpath(*FILE)
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidCorpus) as caught:
        read_uptake(tmp_path)
    assert "clausier corpus uptake" in caught.value.next_step


def test_delivered_counts_are_of_known_families(settings: Settings) -> None:
    uptake = read_uptake(settings.corpus_dir)
    assert uptake.families.keys() <= read_taxonomy(settings.corpus_dir).families.keys()
    for counted in uptake.families.values():
        assert all(0 <= number <= counted.contracts for number in counted.declared.values())


def test_share_of_no_contract_is_none() -> None:
    assert FamilyUptake(0, {}).share("Clause sociale") == 0
