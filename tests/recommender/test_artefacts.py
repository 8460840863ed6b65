"""Trained artefacts are used only when they are those their manifest describes."""

from pathlib import Path

import pytest

from recommender.artefacts import read_manifest, verify_manifest, write_manifest
from recommender.errors import ArtefactMissing
from recommender.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bin").write_bytes(b"weights")
    write_manifest(tmp_path, name="model", files=["a.bin"], recipe={"seed": 0})
    return tmp_path


def test_written_manifest_is_verified(folder: Path) -> None:
    manifest = verify_manifest(folder)
    assert (manifest["name"], list(manifest["files"]), manifest["recipe"]) == ("model", ["a.bin"], {"seed": 0})


def test_version_is_drawn_from_the_content(folder: Path) -> None:
    version = read_manifest(folder)["version"]
    write_manifest(folder, name="model", files=["a.bin"], recipe={})
    assert read_manifest(folder)["version"] == version
    (folder / "a.bin").write_bytes(b"other")
    write_manifest(folder, name="model", files=["a.bin"], recipe={})
    assert read_manifest(folder)["version"] != version


def test_altered_or_absent_file_is_refused_by_name(folder: Path) -> None:
    (folder / "a.bin").write_bytes(b"altered")
    with pytest.raises(ArtefactMissing, match="a.bin est absent ou altéré"):
        verify_manifest(folder)
    (folder / "a.bin").unlink()
    with pytest.raises(ArtefactMissing, match="a.bin est absent ou altéré"):
        verify_manifest(folder)


@pytest.mark.parametrize("content", [None, b"not json", b"\xff"])
def test_manifest_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(ArtefactMissing, match="manifest.json est absent ou illisible"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", ["encoder", "needs", "extraction"])
def test_delivered_models_are_those_of_their_manifest(settings: Settings, name: str) -> None:
    assert verify_manifest(settings.models_dir / name)["files"]
