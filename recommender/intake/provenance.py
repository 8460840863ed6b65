"""Where received documents come from: said once for all, or file by file in a table."""

import csv
import io
from collections.abc import Mapping
from pathlib import PurePosixPath

from recommender.domain.intake import Provenance
from recommender.errors import InvalidProvenance

# The columns of the table, in French as curators write it.
FILE_COLUMN = "fichier"
COLUMNS = {
    "acheteur": "buyer",
    "annee": "year",
    "procedure": "procedure",
    "source": "source",
    "licence": "licence",
}
_LABELS = {
    "buyer": "l'acheteur",
    "year": "l'année",
    "procedure": "la procédure",
    "source": "la source",
    "licence": "la licence",
}
# Digital tender documents are not older; the next year may already be prepared.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def make_provenance(fields: Mapping[str, str | None]) -> Provenance:
    """The provenance of these fields, named as the attributes of ``Provenance``.

    Raises:
        InvalidProvenance: one is missing, or the year is not one.
    """
    stated = {name: (fields.get(name) or "").strip() for name in _LABELS}
    missing = [label for name, label in _LABELS.items() if not stated[name]]
    if missing:
        raise InvalidProvenance(
            f"La provenance est incomplète : il manque {', '.join(missing)}.",
            "Un texte ne peut être publié que si l'on sait d'où il vient : donnez l'acheteur, l'année, la procédure, "
            "la source et la licence.",
        )
    year = stated["year"]
    if not (year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        raise InvalidProvenance(
            f"« {year[:20]} » n'est pas une année.",
            f"Écrivez l'année de la procédure, de {_FIRST_YEAR} à {_LAST_YEAR}.",
        )
    return Provenance(stated["buyer"], int(year), stated["procedure"], stated["source"], stated["licence"])


def read_provenance_table(content: bytes, *, name: str) -> dict[str, Provenance]:
    """The provenance of each file that a CSV table names, by its path with ``/`` in the folder or archive received.

    Columns ``fichier, acheteur, annee, procedure, source, licence``, separated by commas or semicolons, in UTF-8.

    Raises:
        InvalidProvenance: the table cannot be read, lacks a column, or a line is incomplete; the line is named.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidProvenance(
            f"« {name} » n'est pas en UTF-8.", "Enregistrez la table au format « CSV UTF-8 »."
        ) from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    absent = [column for column in (FILE_COLUMN, *COLUMNS) if column not in (rows.fieldnames or ())]
    if absent:
        raise InvalidProvenance(
            f"Il manque à « {name} » la colonne {', '.join(absent)}.",
            f"La première ligne doit être : {', '.join((FILE_COLUMN, *COLUMNS))}.",
        )
    table: dict[str, Provenance] = {}
    for row in rows:
        try:
            provenance = make_provenance({field: row[column] for column, field in COLUMNS.items()})
        except InvalidProvenance as error:
            raise InvalidProvenance(f"« {name} », ligne {rows.line_num} : {error.problem}", error.next_step) from None
        table[normalise_path(row[FILE_COLUMN] or "")] = provenance
    return table


def normalise_path(path: str) -> str:
    """A path as the table and the folder both write it: ``/`` between names, no root, and nothing that climbs."""
    parts = PurePosixPath(path.strip().replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "//", ".."))
