"""A small real Word 97 file, and the programs that tests put in the place of LibreOffice and antiword."""

from pathlib import Path

# Saved as .doc by LibreOffice 7.4: two titles, paragraphs, two items, a table, a note.
DOC = (Path(__file__).parent / "files" / "marche.doc").read_bytes()


def install(folder: Path, name: str, script: str) -> None:
    """Put a program of the shell in the folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
