"""What the commands share: messages on standard error, files written whole, services built once."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from recommender.errors import ClausierError, FileNotReadable
from recommender.services import Services
from recommender.settings import Settings, load_settings


def current_settings() -> Settings:
    """The settings of this process's environment."""
    return load_settings(os.environ)


def open_services() -> Services:
    """Services wired on the current settings; long first steps are told on standard error."""
    from recommender.bootstrap import build_services

    return build_services(current_settings(), report=tell)


def tell(message: str) -> None:
    """A line of progress, on standard error so that standard output stays machine-readable."""
    click.echo(message, err=True)


def show_error(error: ClausierError) -> None:
    """What is wrong and what to do, on standard error."""
    click.secho(f"Erreur : {error.title}.", fg="red", bold=True, err=True)
    click.echo(f"  {error.problem}", err=True)
    click.echo(f"  À faire : {error.next_step}", err=True)


def error_to_json(error: ClausierError) -> dict[str, str]:
    """An error as one line of a batch answer."""
    return {"code": error.code, "title": error.title, "detail": error.problem, "next_step": error.next_step}


def print_json(value: Any, *, indent: int | None = 1) -> None:
    """JSON on standard output, French left readable."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # A surrogate alone, which JSON can name, is no character that an output can carry.
    click.echo(text.encode(errors="replace").decode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one go: an interruption leaves the old file or none, never half of one.

    Raises:
        FileNotReadable: the place cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise FileNotReadable(
            f"Le fichier « {path} » ne peut pas être écrit ({error.strerror}).",
            "Choisissez un autre emplacement ou vérifiez vos droits.",
        ) from error
