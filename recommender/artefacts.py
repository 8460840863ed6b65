"""Trained artefacts on disk: a folder, its files, and a manifest with their SHA-256."""

import hashlib
import json
from pathlib import Path
from typing import Any

from recommender.errors import ArtefactMissing

MANIFEST = "manifest.json"
_REMEDY = "Rétablissez le dossier models/ depuis une version saine du dépôt ou réinstallez le paquet."


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder: ``name``, ``version``, ``files`` and whatever the recipe noted.

    Raises:
        ArtefactMissing: it is absent, or not a manifest.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArtefactMissing(f"Le manifeste {folder.name}/{MANIFEST} est absent ou illisible.", _REMEDY) from error
    if not (isinstance(manifest, dict) and {"name", "version", "files"} <= manifest.keys()):
        raise ArtefactMissing(f"Le fichier {folder.name}/{MANIFEST} n'est pas un manifeste.", _REMEDY)
    return manifest


def verify_manifest(folder: Path) -> dict[str, Any]:
    """The manifest, once every file it lists is present with its SHA-256.

    Raises:
        ArtefactMissing: a file is absent or is not the one described.
    """
    manifest = read_manifest(folder)
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file() or file_sha256(path) != expected:
            raise ArtefactMissing(f"Le fichier {folder.name}/{name} est absent ou altéré.", _REMEDY)
    return manifest


def write_manifest(folder: Path, *, name: str, files: list[str], recipe: dict[str, Any]) -> None:
    """Describe ``files`` of a folder; the version is drawn from their content."""
    hashes = {file: file_sha256(folder / file) for file in sorted(files)}
    version = hashlib.sha256("".join(hashes.values()).encode()).hexdigest()[:8]
    manifest = {"name": name, "version": version, "files": hashes, "recipe": recipe}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_skops(path: Path, *, trusted: list[str]) -> Any:
    """An object saved with skops; only types of ``trusted`` and skops' own are ever built."""
    from skops.io import load

    return load(path, trusted=trusted)
