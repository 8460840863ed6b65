"""`clausier corpus`: the library."""

import sys

import click

from recommender.cli.console import current_settings, print_json


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


@corpus.command(help="Montre la couverture famille d'achat × thème × niveau, et ses manques.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="csv : une ligne par famille et thème, avec les fiches.",
)
def stats(output_format: str) -> None:
    """Print the coverage of the library."""
    from recommender.cli.corpus_text import show_coverage, write_coverage_csv
    from recommender.library.coverage import measure_coverage
    from recommender.library.files import read_library_files
    from recommender.library.taxonomy import read_taxonomy

    settings = current_settings()
    taxonomy = read_taxonomy(settings.corpus_dir)
    bundles = read_library_files(settings.corpus_dir).bundles
    coverage = measure_coverage(bundles, taxonomy)
    if output_format == "csv":
        write_coverage_csv(coverage, sys.stdout)
    else:
        show_coverage(coverage, bundles, taxonomy)


@corpus.command(help="Affiche le schéma JSON des fiches.")
def schema() -> None:
    """Print the published schema."""
    from recommender.library.schema import bundle_json_schema

    print_json(bundle_json_schema())
