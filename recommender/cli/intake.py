"""`clausier intake`: documents given to the library's curators."""

import csv
import dataclasses
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recommender.cli.console import current_settings, open_services, print_json, tell
from recommender.domain.intake import Extract, IntakeDocument, IntakeProblem, IntakeState, IntakeStore
from recommender.domain.text import tame_formula
from recommender.errors import FileNotReadable
from recommender.intake.provenance import make_provenance, read_provenance_table
from recommender.intake.reading import ask_pause, is_pause_asked
from recommender.intake.reception import Reception
from recommender.settings import Settings

if TYPE_CHECKING:
    from recommender.curation.drafting import FamilyDraft
    from recommender.intake.opening import Intake

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
    from recommender.bootstrap import reading_limits
    from recommender.intake.listing import list_given

    settings = current_settings()
    # Without a table, every file needs the provenance stated here: what is missing is told before anything is read.
    default = make_provenance(stated) if any(stated.values()) or table_path is None else None
    table = read_provenance_table(table_path.read_bytes(), name=table_path.name) if table_path else {}
    given = list_given(paths, limits=reading_limits(settings))
    with _telling_what_cannot_be_kept(settings):
        reception = _open(settings).reception().receive(given, default=default, table=table)
    _show_reception(reception)


@intake.command(help="Lit les documents reçus ; reprend là où une interruption a laissé le travail.")
@click.option("--retry", is_flag=True, help="Relit aussi ceux qui ont échoué.")
def run(retry: bool) -> None:
    """Read what waits."""
    settings = current_settings()
    opened = _open(settings)
    if retry:
        opened.store.requeue_failed()
    with closing(open_services()) as services, _telling_what_cannot_be_kept(settings):
        opened.reading(services).run(_tell_document)
    counts = opened.store.count_states()
    click.echo(f"{counts[IntakeState.DONE]} documents lus, {counts[IntakeState.FAILED]} en échec.")
    if is_pause_asked(opened.folder):
        click.echo(f"En pause : {counts[IntakeState.WAITING]} en attente. `clausier intake run` reprend.")


@intake.command(help="Arrête la lecture en cours après les documents commencés ; `intake run` reprend.")
def pause() -> None:
    """Ask the reader to stop."""
    ask_pause(_open(current_settings()).folder)
    click.echo("Pause demandée.")


@intake.command(help="Dit où en est chaque document, et pourquoi certains ont échoué.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="Forme.")
def status(format_: str) -> None:
    """Show the states."""
    opened = _open(current_settings())
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
    store = _open(current_settings()).store
    documents = _index(store)
    rows = (_extract_to_json(extract, documents[extract.document_sha256]) for extract in store.iterate_extracts())
    if format_ == "jsonl":
        for row in rows:
            print_json(row, indent=None)
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
    from recommender.bootstrap import open_encoder
    from recommender.curation.drafting import draft_families

    settings = current_settings()
    store = _open(settings).store
    documents = _index(store)
    found = list(store.iterate_extracts())
    if not found:
        return
    buyers = sorted({document.received.provenance.buyer for document in documents.values()})
    encode = open_encoder(settings, report=tell).encode_documents
    for draft in draft_families(found, buyers=buyers, encode=encode, least=least):
        print_json(_draft_to_json(draft, documents), indent=None)


def _open(settings: Settings) -> "Intake":
    from recommender.bootstrap import open_intake

    return open_intake(settings)


def _index(store: IntakeStore) -> dict[str, IntakeDocument]:
    return {document.received.content_sha256: document for document in store.list_documents()}


@contextmanager
def _telling_what_cannot_be_kept(settings: Settings) -> Iterator[None]:
    """A full or closed disk is told as any other error; what was done is done, and the command can be given again."""
    # Imported here: most commands start without a database.
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (OSError, SQLAlchemyError) as error:
        reason = error.strerror if isinstance(error, OSError) else "la base refuse d'être écrite"
        raise FileNotReadable(
            f"Les documents ne peuvent pas être gardés dans « {settings.data_dir} » ({reason}).",
            "Libérez de la place ou choisissez un autre dossier (CLAUSIER_DATA_DIR), puis relancez la même commande.",
        ) from error


def _draft_to_json(draft: "FamilyDraft", documents: Mapping[str, IntakeDocument]) -> dict[str, Any]:
    return {
        "members": len(draft.members),
        "wordings": draft.wordings,
        "template": draft.comparison.template,
        "variables": [dataclasses.asdict(variable) for variable in draft.comparison.variables],
        "differences": [dataclasses.asdict(difference) for difference in draft.comparison.differences],
        "sources": [_source_to_json(extract, documents[extract.document_sha256]) for extract in draft.members],
    }


def _source_to_json(extract: Extract, document: IntakeDocument) -> dict[str, Any]:
    received = document.received
    place = {"document": received.name, "page": extract.page, "article": extract.article}
    return place | {"buyer": received.provenance.buyer}


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


def _to_cell(value: Any) -> object:
    return tame_formula(" ".join(map(str, value)) if isinstance(value, list | tuple) else value)
