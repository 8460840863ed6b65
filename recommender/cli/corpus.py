"""`clausier corpus`: the library."""

import sys
from collections import Counter

import click

from recommender.cli.console import current_settings


@click.group(help="La bibliothèque de clauses.")
def corpus() -> None:
    """Groups the commands on the library."""


@corpus.command(
    help="Vérifie les fichiers de la bibliothèque : schéma, droit, variables, doublons, formules sans portée."
)
def check() -> None:
    """Print each finding; exit code 2 where there is one."""
    from recommender.bootstrap import check_corpus

    files, findings = check_corpus(current_settings())
    for finding in findings:
        click.echo(f"✗ {finding}")
    if findings:
        click.echo(f"{len(findings)} point(s) à corriger.", err=True)
        sys.exit(2)
    provisions = sum(len(bundle.provisions) for bundle in files.bundles)
    click.echo(
        f"Bibliothèque en ordre : {len(files.bundles)} fiches, {provisions} dispositions, version {files.version}."
    )


@corpus.command(help="Compte les fiches par famille d'achat et par thème, et montre les manques.")
def stats() -> None:
    """Print the coverage of the library."""
    from recommender.library.files import read_library_files
    from recommender.library.taxonomy import read_taxonomy

    settings = current_settings()
    taxonomy = read_taxonomy(settings.corpus_dir)
    bundles = read_library_files(settings.corpus_dir).bundles
    by_family = Counter(family for bundle in bundles for family in bundle.families)
    by_theme = Counter(theme for bundle in bundles for theme in bundle.themes)
    click.secho("Fiches par famille d'achat", bold=True)
    for family in taxonomy.families.values():
        click.echo(f"  {by_family[family.code]:3d}  {family.label}")
    click.secho("Fiches par thème", bold=True)
    for theme in taxonomy.themes.values():
        click.echo(f"  {by_theme[theme.code]:3d}  {theme.label}")
