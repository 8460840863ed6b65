"""The entry point in a process of its own: exit codes, pure outputs, nothing left running."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from recommender import __version__
from recommender.services import Services
from recommender.settings import Settings
from tests.builders.commands import Answer
from tests.builders.pdfs import lines, make_pdf

Run = Callable[..., Answer]


def test_version_is_printed(run_process: Run) -> None:
    answer = run_process("--version")
    assert (answer.code, answer.err) == (0, "")
    assert __version__ in answer.out


def test_answer_is_pure_json_and_silent(run_process: Run) -> None:
    answer = run_process("recommend", "--text", "Nettoyage des locaux de trois écoles", "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["recommendations"]


def test_bad_file_among_several_gives_exit_code_2(run_process: Run, settings: Settings, tmp_path: Path) -> None:
    protected = tmp_path / "protege.pdf"
    protected.write_bytes(make_pdf(lines("Article 1 - Objet"), user_password="secret"))
    sample = settings.corpus_dir / "samples" / "ccp-renovation-residence.docx"
    answer = run_process("extract", protected, sample, "--format", "json")
    assert answer.code == 2
    assert ["error" in line for line in answer.lines] == [True, False]
    assert "mot de passe" in answer.err


def test_refused_file_ends_the_process_with_exit_code_2(run_process: Run, tmp_path: Path) -> None:
    damaged = tmp_path / "abime.pdf"
    damaged.write_bytes(make_pdf(lines("Article 1 - Objet"))[:300])
    run_process("extract", damaged).assert_refused("abime.pdf")


def test_commands_run_anywhere_and_write_nothing_there(run_process: Run, tmp_path: Path) -> None:
    assert run_process("corpus", "stats").code == 0
    assert list(tmp_path.iterdir()) == []


def test_suggestions_load_none_of_the_heavy_libraries(
    environment: dict[str, str], services: Services, tmp_path: Path
) -> None:
    """They would double or triple the time of a command."""
    program = (
        "import sys\n"
        "from recommender.cli import main\n"
        "sys.argv = ['clausier', 'recommend', '--text', 'Netoyage des écoles', '--format', 'json']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(*sorted({'torch', 'transformers', 'sentence_transformers', 'sklearn', 'spacy'} & sys.modules.keys()))\n"
    )
    repository = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONPATH": str(repository)},
        cwd=tmp_path,
        check=True,
    )
    assert '"recommendations"' in done.stdout
    assert done.stdout.splitlines()[-1] == ""
