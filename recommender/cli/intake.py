"""`clausier intake`: documents given to the library's curators."""

import csv
import dataclasses
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from recommender.cli.console import current_settings, open_services, print_json, tell
from recommender.domain.intake import Extract, IntakeDocument, IntakeProblem, IntakeState, ReceivedDocument
from recommender.errors import FileNotReadable
from recommender.intake.provenance import make_provenance, read_provenance_table
from recommender.intake.reading import ask_pause, is_pause_asked
from recommender.intake.reception import Reception

_STATE_LABELS = {
    IntakeState.WAITING: "en attente",
    IntakeState.READING: "en lecture",
    IntakeState.DONE: "lu",
    IntakeState.FAILED: "échec",
}
# Lines of refusals shown; the others are counted.
_SHOWN = 20


@click.group(help="Documents confiés à la bibliothèque : réception, lecture, extraits à relire.")
def intake() -> None:
    """Groups the commands."""


@intake.command(
    help="Reçoit des documents : fichiers, dossiers, archives zip. Les mêmes peuvent être redonnés sans risque."
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="CHEMIN…")
@click.option("--buyer", help="Acheteur.")
@click.option("--year", help="Année de la procédure.")
@click.option("--procedure", help="Numéro ou objet de la procédure.")
@click.option("--source", help="Où les documents ont été trouvés.")
@click.option("--licence", help="Ce qui permet de les réutiliser.")
@click.option(
    "--table",
    "table_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Table CSV : fichier, acheteur, annee, procedure, source, licence.",
)
def add(paths: tuple[Path, ...], table_path: Path | None, **stated: str | None) -> None:
    """Receive documents with their provenance."""
    from recommender.bootstrap import open_intake
    from recommender.intake.listing import list_given

    settings = current_settings()
    # Without a table, every file needs the provenance stated here: what is missing is told before anything is read.
    default = make_provenance(stated) if any(stated.values()) or table_path is None else None
    table = read_provenance_table(table_path.read_bytes(), name=table_path.name) if table_path else {}
    given = list_given(paths, max_bytes=settings.max_upload_bytes)
    try:
        reception = open_intake(settings).reception().receive(given, default=default, table=table)
    except OSError as error:
        raise FileNotReadable(
            f"Les documents ne peuvent pas être gardés dans « {settings.data_dir} » ({error.strerror}).",
            "Libérez de la place ou choisissez un autre dossier (CLAUSIER_DATA_DIR), puis relancez la même commande.",
        ) from error
    _show_reception(reception)


@intake.command(help="Lit les documents reçus ; reprend là où une interruption a laissé le travail.")
@click.option("--retry", is_flag=True, help="Relit aussi ceux qui ont échoué.")
def run(retry: bool) -> None:
    """Read what waits."""
    from recommender.bootstrap import open_intake

    opened = open_intake(current_settings())
    if retry:
        opened.store.requeue_failed()
    with closing(open_services()) as services:
        opened.reading(services).run(_tell_document)
    counts = opened.store.count_states()
    click.echo(f"{counts[IntakeState.DONE]} documents lus, {counts[IntakeState.FAILED]} en échec.")
    if is_pause_asked(opened.folder):
        click.echo(f"En pause : {counts[IntakeState.WAITING]} en attente. `clausier intake run` reprend.")


@intake.command(help="Arrête la lecture en cours après les documents commencés ; `intake run` reprend.")
def pause() -> None:
    """Ask the reader to stop."""
    from recommender.bootstrap import open_intake

    ask_pause(open_intake(current_settings()).folder)
    click.echo("Pause demandée.")


@intake.command(help="Dit où en est chaque document, et pourquoi certains ont échoué.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Forme.")
def status(format_: str) -> None:
    """Show the states."""
    from recommender.bootstrap import open_intake

    opened = open_intake(current_settings())
    documents = opened.store.list_documents()
    if format_ == "json":
        print_json([_document_to_json(document) for document in documents])
        return
    for state, count in opened.store.count_states().items():
        click.echo(f"{_STATE_LABELS[state]} : {count}")
    for document in documents:
        if document.problem:
            click.echo(f"  {document.received.name} : {document.problem.problem} {document.problem.next_step}")


@intake.command(help="Donne les extraits trouvés, avec leur provenance, un par ligne.")
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv"]), default="jsonl", help="Forme.")
def extracts(format_: str) -> None:
    """Print what was found."""
    from recommender.bootstrap import open_intake

    store = open_intake(current_settings()).store
    documents = {document.received.content_sha256: document for document in store.list_documents()}
    rows = (_extract_to_json(extract, documents[extract.document_sha256]) for extract in store.iterate_extracts())
    if format_ == "jsonl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    writer = csv.writer(sys.stdout)
    for index, row in enumerate(rows):
        if index == 0:
            writer.writerow(row)
        writer.writerow(_to_cell(value) for value in row.values())


@intake.command(help="Regroupe les extraits presque identiques : un texte type par famille, ses valeurs, ses sources.")
@click.option("--least", type=click.IntRange(1, 1_000), default=2, show_default=True, help="Extraits d'une famille.")
def families(least: int) -> None:
    """Print the families, the largest first, one a line."""
    from recommender.bootstrap import open_intake
    from recommender.curation.anonymising import remove_names
    from recommender.curation.likeness import find_families
    from recommender.curation.variables import compare_members

    store = open_intake(current_settings()).store
    documents = {document.received.content_sha256: document.received for document in store.list_documents()}
    found = list(store.iterate_extracts())
    if not found:
        return
    buyers = sorted({received.provenance.buyer for received in documents.values()})
    texts = [remove_names(extract.text, known=buyers).text for extract in found]
    with closing(open_services()) as services:
        vectors = services.retriever().encoder.encode_documents(texts)
    for family in sorted(find_families(texts, vectors), key=lambda one: -len(one.members)):
        if len(family.members) >= least:
            comparison = compare_members([texts[member] for member in family.members])
            sources = [_source_to_json(found[member], documents) for member in family.members]
            row = {"members": len(sources), "wordings": len(family.wordings), "template": comparison.template}
            variables = [dataclasses.asdict(variable) for variable in comparison.variables]
            print_json(row | {"variables": variables, "sources": sources}, indent=None)


def _source_to_json(extract: Extract, documents: Mapping[str, ReceivedDocument]) -> dict[str, Any]:
    received = documents[extract.document_sha256]
    return {
        "document": received.name,
        "page": extract.page,
        "article": extract.article,
        "buyer": received.provenance.buyer,
    }


def _show_reception(reception: Reception) -> None:
    counts = len(reception.received), len(reception.known), len(reception.refused)
    click.echo("{} documents reçus, {} déjà connus, {} refusés.".format(*counts))
    for refusal in reception.refused[:_SHOWN]:
        click.echo(f"  {refusal.path} : {refusal.error.problem} {refusal.error.next_step}")
    if len(reception.refused) > _SHOWN:
        click.echo(f"  et {len(reception.refused) - _SHOWN} autres.")
    if reception.received:
        click.echo("Pour les lire : `clausier intake run`.")


def _tell_document(document: IntakeDocument, problem: IntakeProblem | None, count: int) -> None:
    tell(f"{document.received.name} : {problem.problem if problem else f'{count} extraits'}")


def _document_to_json(document: IntakeDocument) -> dict[str, Any]:
    received = document.received
    return {
        "sha256": received.content_sha256,
        "name": received.name,
        "size_bytes": received.size_bytes,
        **dataclasses.asdict(received.provenance),
        "received_at": received.received_at.isoformat(),
        "state": document.state.value,
        "attempts": document.attempts,
        "extracts": document.extracts,
        "problem": dataclasses.asdict(document.problem) if document.problem else None,
    }


def _extract_to_json(extract: Extract, document: IntakeDocument) -> dict[str, Any]:
    box = extract.bbox
    return {
        "document": document.received.name,
        **dataclasses.asdict(extract),
        "bbox": [box.x0, box.top, box.x1, box.bottom] if box else None,
        **dataclasses.asdict(document.received.provenance),
    }


def _to_cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    # A spreadsheet would run a text that begins so.
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
