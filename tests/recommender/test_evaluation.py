"""Answers to score: each document is read by a model that has never seen it."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from recommender.cli.evaluate import evaluate
from recommender.evaluation import extract_left_out
from recommender.services import Services

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi des déchets."
DOCUMENTS = {
    "lots/ccap.txt": f"1. DÉCHETS\n\n{WASTE}\n\n2. PRIX\n\nLes prix sont fermes et révisables une fois par an.",
    "cctp.txt": f"1. CHANTIER\n\n{WASTE}\n\nLes plans sont remis en trois exemplaires au maître d'œuvre.",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    for name, text in DOCUMENTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    folder = tmp_path / "labels"
    folder.mkdir()
    names = [*DOCUMENTS, "absent.pdf"]
    (folder / "documents.jsonl").write_text("".join(json.dumps({"doc": name}) + "\n" for name in names))
    rows = [
        {"doc": name, "page": 0, "text": WASTE, "kind": "execution_condition", "themes": ["waste"]}
        for name in DOCUMENTS
    ]
    (folder / "provisions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_each_document_that_can_be_read_is_answered(services: Services, labels: Path, documents: Path) -> None:
    told: list[str] = []
    answers = dict(extract_left_out(services, labels=labels, documents=documents, report=told.append))
    assert list(answers) == list(DOCUMENTS)
    assert any(line.startswith("absent.pdf : ") for line in told)
    for answer in answers.values():
        assert answer["model_version"] == "leave-one-document-out"
        assert "waste" in [clause["themes"][0] for clause in answer["clauses"]]


def test_command_writes_an_answer_a_document(
    services: Services, labels: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["recommender.cli.evaluate"], "open_services", lambda: services)
    outputs = documents / "answers"
    options = ["--labels", str(labels), "--docs", str(documents), "--outputs", str(outputs)]
    assert CliRunner().invoke(evaluate, ["extraction", *options]).exit_code == 0
    assert sorted(path.name for path in outputs.iterdir()) == ["cctp.txt.json", "lots__ccap.txt.json"]
