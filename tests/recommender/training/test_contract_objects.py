"""Contract objects of open data, without those too close to the needs kept for evaluation."""

import csv
import json
from pathlib import Path

import pytest

from recommender.training.contract_objects import ContractObject, read_contract_objects

ROWS = (
    ("Nettoyage des locaux de trois écoles de la ville", "90919300-5"),
    ("NETTOYAGE  des locaux de trois écoles de la ville", "90911200-8"),
    ("Fourniture de papier pour les copieurs des services", "30197630"),
    ("Travaux", "45000000"),
    ("Maintenance des ascenseurs du centre hospitalier", "5075"),
    ("Élagage des arbres d'alignement du boulevard", ""),
)


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    path = tmp_path / "contrats.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("objet", "codeCPV"), *ROWS])
    return path


def test_objects_are_distinct_with_an_eight_digit_code(contracts: Path) -> None:
    assert read_contract_objects(contracts) == [
        ContractObject("Nettoyage des locaux de trois écoles de la ville", "90919300"),
        ContractObject("Fourniture de papier pour les copieurs des services", "30197630"),
    ]


@pytest.mark.parametrize(
    ("need", "kept"),
    [
        ("Nettoyage des locaux de trois écoles de la ville", 1),
        ("nettoyage des locaux des écoles de la VILLE", 1),
        ("Fourniture de papier recyclé pour copieurs", 1),
        ("Nettoyage de la voirie", 2),
        ("", 2),
    ],
)
def test_objects_close_to_a_held_out_need_are_left_out(contracts: Path, tmp_path: Path, need: str, kept: int) -> None:
    held_out = tmp_path / "besoins.jsonl"
    held_out.write_text(json.dumps({"id": "1", "text": need}) + "\n\n", encoding="utf-8")
    assert len(read_contract_objects(contracts, held_out=held_out)) == kept
