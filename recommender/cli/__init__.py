"""The `clausier` command."""

import sys

import click

from recommender import __version__
from recommender.cli.audit import audit
from recommender.cli.console import show_error
from recommender.cli.corpus import corpus
from recommender.cli.evaluate import evaluate
from recommender.cli.exception import exception
from recommender.cli.extract import extract
from recommender.cli.intake import intake
from recommender.cli.models import models
from recommender.cli.recommend import recommend
from recommender.cli.serve import serve
from recommender.cli.sizing import sizing
from recommender.cli.usage import translate_usage_error
from recommender.cli.weights import weights
from recommender.errors import ClausierError

EXIT_BAD_INPUT = 2


@click.group(help="Clauses et critères d'achat responsable, proposés à partir de votre projet de marché.")
@click.version_option(__version__, prog_name="clausier")
def commands() -> None:
    """Groups the commands; each does its own work."""


for _command in (extract, recommend, audit, exception, weights, sizing, serve, corpus, intake, models, evaluate):
    commands.add_command(_command)


def main() -> None:
    """Run a command; an error of the user's making gives a French message and exit code 2."""
    try:
        commands(standalone_mode=False)
    except ClausierError as error:
        show_error(error)
        sys.exit(EXIT_BAD_INPUT)
    except click.exceptions.NoArgsIsHelpError as help_page:
        help_page.show()
        sys.exit(EXIT_BAD_INPUT)
    except click.ClickException as error:
        show_error(translate_usage_error(error))
        sys.exit(EXIT_BAD_INPUT)
    except click.Abort:
        sys.exit(130)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
