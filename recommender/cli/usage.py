"""click's complaints about a command line, in French, in the shape of every other error."""

from typing import Any

import click
from click.exceptions import NoSuchCommand

from recommender.errors import ClausierError


def translate_usage_error(error: click.ClickException) -> ClausierError:
    """The same complaint in French, with the command whose help to read."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "clausier"
    return ClausierError(_problem(error), f"Lancez `{command} --help` pour voir ce que la commande attend.")


def _problem(error: click.ClickException) -> str:
    if isinstance(error, NoSuchCommand):
        return f"La commande « {error.command_name} » n'existe pas{_suggestions(error)}"
    if isinstance(error, click.NoSuchOption):
        return f"L'option « {error.option_name} » n'existe pas{_suggestions(error)}"
    if isinstance(error, click.MissingParameter):
        return f"Il manque {_name(error)}."
    if isinstance(error, click.BadParameter):
        expected = _expected(error.param.type) if error.param else "une autre valeur"
        return f"La valeur donnée à {_name(error)} ne convient pas : il faut {expected}."
    if isinstance(error, click.BadOptionUsage):
        return f"L'option « {error.option_name} » est mal employée : il lui faut une valeur."
    return f"La ligne de commande n'est pas comprise ({error.format_message()})."


def _suggestions(error: NoSuchCommand | click.NoSuchOption) -> str:
    near = ", ".join(f"« {name} »" for name in sorted(error.possibilities or ()))
    return f" : voulez-vous dire {near} ?" if near else "."


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"l'option « {error.param.opts[0]} »"
    return f"l'argument « {error.param.make_metavar(error.ctx)} »" if error.param and error.ctx else "une valeur"


def _expected(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return "l'une de celles-ci : " + ", ".join(str(choice) for choice in kind.choices)
    if isinstance(kind, click.IntRange):
        return f"un entier de {kind.min} à {kind.max}"
    if isinstance(kind, click.DateTime):
        return "une date AAAA-MM-JJ"
    if isinstance(kind, click.Path):
        return "un fichier qui existe" if kind.file_okay else "un dossier qui existe"
    return "un nombre entier" if isinstance(kind, click.types.IntParamType) else "une autre valeur"
