"""Answers to score: each document is read by a model that has never seen it."""

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from recommender.cli.evaluate import evaluate
from recommender.evaluation import METHODS, extract_left_out, read_collection, score_answers
from recommender.services import Services
from recommender.settings import Settings

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
        {
            "doc": name,
            "page": 0,
            "text": WASTE,
            "anchor": WASTE,
            "kind": "execution_condition",
            "themes": ["waste"],
            "obligation": "must",
        }
        for name in DOCUMENTS
    ]
    (folder / "provisions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def few(services: Services, settings: Settings, tmp_path: Path) -> Services:
    """The services over a corpus of a few excerpts, so that training takes no time."""
    corpus = tmp_path / "corpus"
    shutil.copytree(settings.corpus_dir / "taxonomy", corpus / "taxonomy")
    shutil.copytree(settings.corpus_dir / "law", corpus / "law")
    (corpus / "clauses").mkdir()
    (corpus / "training").mkdir()
    for path in sorted((settings.corpus_dir / "training").glob("a-0[1-6]*.md")):
        shutil.copy(path, corpus / "training")
    return replace(services, settings=replace(services.settings, corpus_dir=corpus))


@pytest.mark.parametrize("method", METHODS)
def test_each_document_is_answered_by_a_reader_that_has_not_seen_it(
    few: Services, labels: Path, documents: Path, method: str
) -> None:
    told: list[str] = []
    collection = read_collection(few, labels=labels, documents=documents, report=told.append)
    answers = dict(extract_left_out(few, collection, METHODS[method], report=told.append))
    assert list(answers) == list(DOCUMENTS)
    assert any(line.startswith("absent.pdf : ") for line in told)
    for answer in answers.values():
        assert answer["model_version"] == "leave-one-document-out"
        assert "waste" in [clause["themes"][0] for clause in answer["clauses"]]


def test_document_without_an_answer_counts_as_an_empty_one(labels: Path) -> None:
    scores = {score.name: score.counts for score in score_answers(labels, {})}
    assert scores["cctp.txt"].wanted == 1
    assert scores["cctp.txt"].found == 0


def test_command_shows_figures_and_writes_answers_and_errors(
    few: Services, labels: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["recommender.cli.evaluate"], "open_services", lambda: few)
    outputs, errors = documents / "answers", documents / "errors.md"
    options = ["--labels", str(labels), "--docs", str(documents), "--outputs", str(outputs), "--errors", str(errors)]
    shown = CliRunner().invoke(evaluate, ["extraction", *options])
    assert shown.exit_code == 0
    assert sorted(path.name for path in outputs.iterdir()) == ["cctp.txt.json", "lots__ccap.txt.json"]
    assert [line.split()[0] for line in shown.stdout.splitlines() if line.startswith("provision_f1")]
    assert errors.read_text(encoding="utf-8").startswith("## ")
