"""Trained artefacts on disk: a folder, its files, and a manifest with their SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recommender.errors import ArtefactMissing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MANIFEST = "manifest.json"
# Name of the scales that go with a matrix on 8 bits, and the smallest of them.
SCALE, TINY = ".scale", 1e-12
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


def to_int8(tensors: "Mapping[str, Floats]") -> "dict[str, NDArray[Any]]":
    """Matrices on 8 bits, one float32 scale a row (symmetric: largest value / 127); vectors as they are."""
    import numpy as np

    stored: dict[str, NDArray[Any]] = {}
    for name, values in tensors.items():
        if values.ndim != 2:
            stored[name] = values.astype(np.float32)
            continue
        scale = np.maximum(np.abs(values).max(axis=1) / 127.0, TINY).astype(np.float32)
        stored[name] = np.rint(values / scale[:, None]).astype(np.int8)
        stored[f"{name}{SCALE}"] = scale
    return stored


def from_int8(stored: "Mapping[str, NDArray[Any]]") -> "dict[str, Floats]":
    """The inverse of ``to_int8``, within the error of the quantisation."""
    import numpy as np

    return {
        name: values.astype(np.float32) * stored[f"{name}{SCALE}"][:, None] if f"{name}{SCALE}" in stored else values
        for name, values in stored.items()
        if not name.endswith(SCALE)
    }
