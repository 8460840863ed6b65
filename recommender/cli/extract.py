"""`clausier extract`: what documents hold."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from recommender.cli.console import error_to_json, open_services, print_json, show_error
from recommender.cli.spaser_text import show_plan
from recommender.domain.extraction import Clause, Extraction, Fact
from recommender.errors import ClausierError
from recommender.exporting.json_format import format_extraction
from recommender.labels_fr import KIND_LABELS, OBLIGATION_LABELS, format_fact, format_weight_issue
from recommender.services import Services

EXCERPT_CHARS = 160


@click.command(help="Montre ce que contiennent des documents : articles, clauses, critères d'attribution.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Forme de la réponse ; plusieurs fichiers en json donnent une ligne chacun.",
)
def extract(files: tuple[Path, ...], output: str) -> None:
    """Read and extract each file; a file that fails costs only itself."""
    services = open_services()
    failures = 0
    for path in files:
        try:
            extraction = services.extract(services.read_path(path))
        except ClausierError as error:
            if len(files) == 1:
                raise
            failures += 1
            show_error(error)
            if output == "json":
                print_json({"document": {"name": path.name}, "error": error_to_json(error)}, indent=None)
            continue
        _show(extraction, services, output=output, alone=len(files) == 1)
    services.close()
    if failures:
        sys.exit(2)


def _show(extraction: Extraction, services: Services, *, output: str, alone: bool) -> None:
    if output == "json":
        answer = format_extraction(
            extraction, corpus_version=services.corpus_version, model_version=services.model_version
        )
        print_json(answer, indent=1 if alone else None)
        return
    show_extraction(extraction, services)


def show_extraction(extraction: Extraction, services: Services) -> None:
    """What one document holds, for a person."""
    profile, document = extraction.profile, extraction.document
    click.secho(f"{document.name} : {profile.doc_type}, {document.page_count or '?'} page(s)", bold=True)
    if profile.object:
        click.echo(f"  Objet : {_excerpt(profile.object)}")
    if profile.lots:
        click.echo(f"  {'Lot unique' if profile.lots == 1 else f'{profile.lots} lots'}")
    counts = (len(extraction.headings), len(extraction.clauses), len(extraction.award_criteria))
    click.echo("  {} titres, {} clauses, {} critères".format(*counts))
    if extraction.spaser is not None:
        show_plan(extraction.spaser)
    for warning in document.warnings:
        click.secho(f"  ! {warning}", fg="yellow")
    for clause in extraction.clauses:
        _show_clause(clause, _facts_of(clause, extraction.facts), services)
    for criterion in extraction.award_criteria:
        weight = (
            ""
            if criterion.weight is None
            else f" : {criterion.weight:g} {'%' if criterion.unit == 'percent' else criterion.unit}"
        )
        click.echo(f"  • Critère{' (sous-critère)' if criterion.parent else ''} {criterion.criterion}{weight}")
    for issue in extraction.weight_issues:
        click.secho(f"  ! {format_weight_issue(issue)}", fg="yellow")


def _show_clause(clause: Clause, facts: Sequence[Fact], services: Services) -> None:
    themes = ", ".join(services.taxonomy.themes[theme].label for theme in clause.themes)
    place = f"p. {clause.segment.page}" if clause.segment.page else "sans page"
    article = f", art. {clause.segment.article}" if clause.segment.article else ""
    click.echo(f"  • [{place}{article}] {KIND_LABELS[clause.kind]}, {OBLIGATION_LABELS[clause.obligation]} : {themes}")
    click.echo(f"    {_excerpt(clause.segment.text)}")
    if facts:
        click.secho(f"    {' ; '.join(map(format_fact, facts))}", dim=True)


def _facts_of(clause: Clause, facts: Sequence[Fact]) -> list[Fact]:
    span = clause.segment.span
    return [fact for fact in facts if span.start <= fact.span.start and fact.span.end <= span.end]


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT_CHARS else flat[: EXCERPT_CHARS - 1] + "…"
