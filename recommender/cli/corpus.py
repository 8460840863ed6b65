"""`clausier corpus`: the library."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from recommender.cli.console import current_settings, print_json, write_whole
from recommender.errors import UnknownReference

Found = TypeVar("Found")


@click.group(help="La bibliothèque de clauses.")
def corpus() -> None:
    """Groups the commands on the library."""


@corpus.command(
    help="Vérifie les fichiers de la bibliothèque : schéma, droit, variables, doublons, formules sans portée."
)
def check() -> None:
    """Print each finding; exit code 2 where there is one."""
    from recommender.corpus_checks import check_corpus

    files, findings = check_corpus(current_settings())
    for finding in findings:
        click.echo(f"✗ {finding}")
    if findings:
        click.echo(f"{len(findings)} point(s) à corriger.", err=True)
        click.echo(
            "À faire : corrigez les fichiers nommés, puis relancez ; un mot de métier s'ajoute à "
            "corpus/spelling/accepted.txt, et la forme des fiches se lit dans corpus/README.md.",
            err=True,
        )
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


@corpus.command(help="Affiche les obligations des acheteurs, telles que la bibliothèque les décrit.")
@click.option(
    "--launch-date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ne garde que les obligations d'une consultation lancée ce jour-là (AAAA-MM-JJ).",
)
def obligations(launch_date: datetime | None) -> None:
    """Print the duties as data."""
    from recommender.cli.corpus_text import show_obligations
    from recommender.compliance.duties import read_duty_rules

    rules = read_duty_rules(current_settings().corpus_dir).rules
    show_obligations([rule for rule in rules if launch_date is None or rule.covers(launch_date.date())])


@corpus.command(help="Affiche une correspondance avec un autre cadre (SPASER, eForms, OCDS…), ou leur liste.")
@click.argument("code", required=False)
def crosswalk(code: str | None) -> None:
    """Print one cross-walk, or the list of them."""
    from recommender.cli.corpus_text import show_crosswalk
    from recommender.library.references import read_references
    from recommender.library.taxonomy import read_taxonomy

    settings = current_settings()
    crosswalks = read_references(settings.corpus_dir).crosswalks
    if code is None:
        for name, found in crosswalks.items():
            click.echo(f"{name:20} {found.title}")
        return
    show_crosswalk(_pick(crosswalks, code, "correspondance"), read_taxonomy(settings.corpus_dir))


@corpus.command(help="Affiche les métiers du calcul d'insertion, leurs parts de main-d'œuvre et leurs sources.")
def trades() -> None:
    """Print the trades of `clausier sizing`."""
    from recommender.library.sizing import read_sizing_tables

    for trade in read_sizing_tables(current_settings().corpus_dir).trades.values():
        share = trade.labour_share
        click.echo(f"{trade.code:20} {share.low:3.0f} à {share.high:3.0f} %  {trade.label}. {share.source}")


@corpus.command(help="Affiche une note de conseil, ou leur liste.")
@click.argument("note_id", required=False)
def note(note_id: str | None) -> None:
    """Print one note, or the list of them."""
    from recommender.cli.corpus_text import show_note
    from recommender.library.references import read_references

    notes = read_references(current_settings().corpus_dir).notes
    if note_id is None:
        for name, found in notes.items():
            click.echo(f"{name:28} {found.title}")
        return
    show_note(_pick(notes, note_id, "note"))


@corpus.command(
    help="Compte, par famille d'achat, les considérations que déclarent des marchés publiés, et écrit la table."
)
@click.option(
    "--contracts",
    required=True,
    type=click.Path(path_type=Path),
    help="CSV de données essentielles : objet, codeCPV, considerationsSociales, considerationsEnvironnementales.",
)
@click.option("--source", required=True, help="D'où viennent ces données, comme « Ville de Paris, marchés de 2024 ».")
def uptake(contracts: Path, source: str) -> None:
    """Write the table of observed practice."""
    from recommender.domain.uptake import Uptake
    from recommender.library.taxonomy import read_taxonomy
    from recommender.library.uptake import FILE, count_uptake, format_uptake

    corpus_dir = current_settings().corpus_dir
    counted = count_uptake(contracts, read_taxonomy(corpus_dir))
    path = corpus_dir.joinpath(*FILE)
    write_whole(path, format_uptake(Uptake(source, date.today(), counted)).encode())
    total = sum(family.contracts for family in counted.values())
    click.echo(f"{total} marchés comptés dans {len(counted)} familles : {path}")


@corpus.command(help="Montre ce que les acheteurs de l'organisation font des fiches, et pourquoi ils en écartent.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "csv"]),
    default="text",
    show_default=True,
    help="csv : une ligne par fiche, version, famille, action et raison.",
)
@click.option("--forget", is_flag=True, help="Efface tous les retours gardés pour cette organisation.")
def feedback(output_format: str, forget: bool) -> None:
    """Print the feedback kept, counted, or erase it."""
    from recommender.bootstrap import open_feedback
    from recommender.cli.corpus_text import show_feedback, write_feedback_csv

    book = open_feedback(current_settings())
    if forget:
        click.echo(f"{book.forget()} retour(s) effacé(s) pour {book.organisation}.")
    elif output_format == "csv":
        write_feedback_csv(book.count(), sys.stdout)
    else:
        show_feedback(book.count(), book.organisation)


def _pick(found: Mapping[str, Found], code: str, name: str) -> Found:
    """The reference of this code.

    Raises:
        UnknownReference: there is none.
    """
    if code not in found:
        raise UnknownReference(
            f"Aucune {name} ne s'appelle « {code[:40]} ».", f"Noms connus : {', '.join(sorted(found))}."
        )
    return found[code]


@corpus.command(help="Affiche le schéma JSON des fiches.")
def schema() -> None:
    """Print the published schema."""
    from recommender.library.schema import bundle_json_schema

    print_json(bundle_json_schema())
