"""Reads the bundle files of ``corpus/clauses``."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from recommender.domain.library import Bundle
from recommender.errors import InvalidCorpus
from recommender.library.schema import BundleFile, to_bundle

_SCHEMA_FAULTS = {
    "missing": "champ absent",
    "extra_forbidden": "champ inconnu",
    "string_pattern_mismatch": "forme inattendue",
    "string_too_short": "texte trop court",
    "literal_error": "valeur qui n'est pas dans la liste admise",
    "too_short": "liste trop courte",
    "too_long": "liste trop longue",
    "less_than_equal": "nombre trop grand",
    "greater_than_equal": "nombre trop petit",
    "greater_than": "nombre trop petit",
    "date_from_datetime_parsing": "date attendue",
    "date_type": "date attendue",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in the library, in words a curator can act on."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class LibraryFiles:
    """What the folder holds: bundles that could be read, and what could not."""

    bundles: tuple[Bundle, ...]
    findings: tuple[Finding, ...]

    @property
    def version(self) -> str:
        """Names this exact state of the texts: a hash of all content hashes."""
        return _name_state(bundle.content_sha256 for bundle in self.bundles)


def read_library_files(corpus_dir: Path) -> LibraryFiles:
    """Every bundle under ``corpus_dir``/clauses, ordered by id, with the findings of the files left out."""
    bundles: list[Bundle] = []
    findings: list[Finding] = []
    for path in sorted((corpus_dir / "clauses").rglob("*.toml")):
        name = path.relative_to(corpus_dir).as_posix()
        try:
            bundles.append(read_bundle_file(path))
        except InvalidCorpus as error:
            findings.append(Finding(name, error.problem))
    bundles.sort(key=_by_id)
    return LibraryFiles(tuple(bundles), tuple(findings))


def read_library_version(corpus_dir: Path) -> str:
    """``LibraryFiles.version`` of a library without fault, without parsing it: a hash of its files by name."""
    paths = sorted((corpus_dir / "clauses").rglob("*.toml"), key=_by_stem)
    return _name_state(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)


def read_bundle_file(path: Path) -> Bundle:
    """One bundle file.

    Raises:
        InvalidCorpus: the file is not TOML, breaks the schema, or its name is not its id.
    """
    content = path.read_bytes()
    try:
        row = BundleFile.model_validate(tomllib.loads(content.decode("utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _invalid(path, f"n'est pas du TOML lisible : {error}") from error
    except ValidationError as error:
        faults = " ; ".join(_describe(fault) for fault in error.errors())
        raise _invalid(path, f"ne suit pas le schéma, {faults}") from error
    if row.id != path.stem:
        raise _invalid(path, f"porte l'identifiant « {row.id} », qui n'est pas le nom du fichier")
    return to_bundle(row, content_sha256=hashlib.sha256(content).hexdigest())


def _describe(fault: Mapping[str, Any]) -> str:
    """One fault of the schema in French: where it is, rows counted from one, and what is wrong."""
    where = ".".join(str(part + 1 if isinstance(part, int) else part) for part in fault["loc"])
    return f"{where} : {_SCHEMA_FAULTS.get(fault['type'], fault['msg'])}"


def _by_id(bundle: Bundle) -> str:
    return bundle.id


def _by_stem(path: Path) -> str:
    """A bundle file is named after the id of its bundle."""
    return path.stem


def _name_state(content_hashes: Iterable[str]) -> str:
    return hashlib.sha256("".join(content_hashes).encode()).hexdigest()[:12]


def _invalid(path: Path, problem: str) -> InvalidCorpus:
    return InvalidCorpus(f"{path.name} {problem}.", "Corrigez le fichier, puis relancez `clausier corpus check`.")
