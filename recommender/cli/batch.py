"""Files of JSON Lines that commands answer line by line."""

import json
from pathlib import Path
from typing import Any

from recommender.errors import EmptyDocument, FileNotReadable, InvalidBatchLine


def read_lines(path: Path, *, of: str) -> list[tuple[int, str]]:
    """The lines that hold something, with their number in the file; ``of`` names in French what a line is.

    Raises:
        FileNotReadable: the file is not there, or is no UTF-8 text.
        EmptyDocument: it holds nothing.
    """
    try:
        # JSON text may hold U+2028 and the like, which ``splitlines`` would cut at; Windows writes a BOM.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise FileNotReadable(
            f"Le fichier « {path} » ne peut pas être lu.",
            "Vérifiez le chemin ; le fichier doit être du texte UTF-8.",
        ) from error
    kept = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not kept:
        raise EmptyDocument(f"« {path.name} » est vide.", f"Écrivez un {of} par ligne, en JSON, avec un champ text.")
    return kept


def parse_line(line: str, number: int, *, example: str) -> dict[str, Any]:
    """The object of a line.

    Raises:
        InvalidBatchLine: it is no JSON object with a text.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InvalidBatchLine(
            f"La ligne {number} n'est pas un objet JSON avec un champ « text ».", f"Écrivez par exemple {example}."
        )
    return row
