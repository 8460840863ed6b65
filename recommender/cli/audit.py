"""`clausier audit`: duties met or missing over the documents of a consultation, and warnings on their words."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from recommender.auditing import audit as audit_documents
from recommender.auditing import judge_passage
from recommender.bootstrap import open_meaning_classifier
from recommender.cli.audit_text import show_audit, show_passage_warnings
from recommender.cli.batch import parse_line, read_lines
from recommender.cli.console import current_settings, error_to_json, open_services, print_json, tell
from recommender.cli.options import purchase_options, read_purchase
from recommender.cli.plans import read_objectives
from recommender.domain.needs import NeedRequest
from recommender.domain.warnings import DraftPassage, LawfulnessWarning
from recommender.errors import ClausierError, InvalidBatchLine, InvalidNeed
from recommender.exporting.audit_format import format_audit, format_warning
from recommender.lawfulness.rules import Lawfulness, read_lawfulness

PASSAGE_DOCUMENTS = ("RC", "CCAP", "CCTP", "CCP")


@click.command(
    help="Juge les documents d'une consultation : obligations remplies ou manquantes à la date de lancement, et "
    "formules qui exposent à un risque. Informe, ne remplace pas un conseil juridique."
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option(
    "--batch",
    type=click.Path(path_type=Path),
    help="Fichier JSON Lines : un passage par ligne (id, text, document, launch_date).",
)
@click.option("--text", default="", help="Description du besoin, ajoutée à ce que disent les documents.")
@purchase_options
@click.option(
    "--spaser",
    type=click.Path(path_type=Path),
    help="Votre SPASER : dit quels objectifs la consultation sert ou pourrait servir.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)
def audit(files: tuple[Path, ...], batch: Path | None, output: str, **details: Any) -> None:
    """Audit the documents of one consultation together, or each passage of a batch."""
    if bool(files) == (batch is not None):
        raise InvalidNeed(
            "Donnez les documents d'une consultation, ou --batch (un fichier de passages), l'un ou l'autre.",
            "Lancez par exemple `clausier audit rc.docx ccap.pdf cctp.pdf --launch-date 2026-12-01`.",
        )
    if batch is not None:
        _answer_batch(batch, _launch_of(details), output=output)
        return
    services = open_services()
    try:
        extractions = [services.extract(services.read_path(path)) for path in files]
        objectives = read_objectives(services, details["spaser"]) if details["spaser"] else ()
        answer = audit_documents(services, extractions, _to_request(details), objectives=objectives)
        if output == "text":
            show_audit(answer, services.audit_rules().lawfulness)
        else:
            print_json(
                format_audit(answer, services.audit_rules().lawfulness.name_sources),
                indent=1 if output == "json" else None,
            )
    finally:
        services.close()


def _launch_of(details: Mapping[str, Any]) -> date | None:
    launch: datetime | None = details["launch_date"]
    return launch.date() if launch else None


def _to_request(details: Mapping[str, Any]) -> NeedRequest:
    return NeedRequest(text=details["text"], **read_purchase(details))


def _answer_batch(path: Path, launch: date | None, *, output: str) -> None:
    """One JSON object a line; a line that cannot be judged gives its error and costs only itself."""
    settings = current_settings()
    lawfulness, classifier = read_lawfulness(settings.corpus_dir), open_meaning_classifier(settings)
    failures = 0
    for number, line in read_lines(path, of="passage"):
        row: dict[str, Any] = {}
        try:
            row = parse_line(line, number, example='{"id": "1", "text": "Critère n° 3 : …", "document": "RC"}')
            passage = _to_passage(row, launch or date.today())
            _show_line(row, judge_passage(lawfulness, passage, classifier), lawfulness, output=output)
        except ClausierError as error:
            failures += 1
            print_json({"id": row.get("id"), "line": number, "error": error_to_json(error)}, indent=None)
    if failures:
        tell(f"{failures} ligne(s) sans réponse : voir le champ « error ».")
        sys.exit(2)


def _show_line(
    row: Mapping[str, Any], warnings: Sequence[LawfulnessWarning], lawfulness: Lawfulness, *, output: str
) -> None:
    if output == "text":
        show_passage_warnings(str(row.get("id", "")), warnings, lawfulness)
    else:
        found = [format_warning(warning, lawfulness.name_sources) for warning in warnings]
        print_json({"id": row.get("id"), "warnings": found}, indent=1 if output == "json" else None)


def _to_passage(row: Mapping[str, Any], launch: date) -> DraftPassage:
    document = row.get("document", "CCP")
    amount = row.get("amount_eur")
    if document not in PASSAGE_DOCUMENTS:
        raise InvalidBatchLine(
            f"Le passage « {row.get('id')} » a un type de document inconnu : « {str(document)[:40]} ».",
            f"Donnez dans « document » l'un de : {', '.join(PASSAGE_DOCUMENTS)}.",
        )
    try:
        stated = row.get("launch_date")
        return DraftPassage(
            text=row["text"],
            document=document,
            launch_date=date.fromisoformat(stated) if stated else launch,
            amount_eur=float(amount) if amount is not None else None,
        )
    except (ValueError, TypeError) as error:
        raise InvalidBatchLine(
            f"Le passage « {row.get('id')} » a une date ou un montant illisible.",
            "launch_date : AAAA-MM-JJ ; amount_eur : un nombre d'euros hors taxes.",
        ) from error
