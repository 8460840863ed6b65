"""The shape of the code: one direction of imports, small parts, nothing done at import."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 50
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
HEAVY = ("torch", "spacy", "sklearn", "sentence_transformers", "transformers", "pdfplumber", "docx2python", "skops")
# Alembic runs these as scripts, on a connection that it hands over.
SCRIPTS = {"recommender.storage.migrations.env"}
MODULES = sorted(path for package in ("recommender", "web") for path in (REPOSITORY / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, docstring off."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def run_python(script: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", script]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.fixture
def bare_environment(tmp_path: Path) -> dict[str, str]:
    """No settings, and a home where anything written would be seen."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": str(REPOSITORY), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}


def test_imports_point_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert "1 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_small(path: Path) -> None:
    long = {function.name: body_lines(function) for function in functions_of(path)}
    assert {name: lines for name, lines in long.items() if lines > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_are_absolute(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level] == []


def test_files_are_named_by_what_they_hold() -> None:
    folders = [path for package in ("recommender", "web", "tests") for path in (REPOSITORY / package).rglob("*")]
    assert [str(path) for path in folders if path.stem in BANNED_NAMES] == []


@pytest.mark.parametrize("folder", ["corpus", "models"])
def test_data_folders_hold_no_code(folder: str) -> None:
    assert list((REPOSITORY / folder).rglob("*.py")) == []


@pytest.mark.parametrize("module", ["recommender.cli", "recommender.services", "recommender.bootstrap", "web"])
def test_import_loads_no_heavy_library(module: str, bare_environment: dict[str, str], tmp_path: Path) -> None:
    script = f"import sys, {module}; print(*[name for name in {HEAVY} if name in sys.modules])"
    done = run_python(script, tmp_path, bare_environment)
    assert (done.stdout.strip(), done.stderr) == ("", "")


def test_importing_every_module_does_nothing(bare_environment: dict[str, str], tmp_path: Path) -> None:
    names = sorted({name_of(path) for path in MODULES} - SCRIPTS)
    data_dir = REPOSITORY / ".clausier"
    was_there = data_dir.exists()
    script = f"import importlib\nfor name in {names}: importlib.import_module(name)"
    done = run_python(script, tmp_path, bare_environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
    assert data_dir.exists() == was_there
