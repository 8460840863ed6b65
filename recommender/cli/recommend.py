"""`clausier recommend`: duties and suggestions for a need, a draft, or a file of needs."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from recommender.cli.advice_text import show_advice
from recommender.cli.batch import parse_line, read_lines
from recommender.cli.console import error_to_json, open_services, print_json, tell, write_whole
from recommender.cli.extract import show_extraction
from recommender.cli.options import purchase_options, read_purchase
from recommender.cli.plans import read_objectives
from recommender.domain.needs import NeedRequest
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare, SensitiveAspect, Users
from recommender.errors import ClausierError, InvalidBatchLine, InvalidNeed
from recommender.exporting.json_format import format_advice
from recommender.language.need_facts import MAX_LOTS
from recommender.language.quantities import MAX_MONTHS, parse_amount
from recommender.services import Services

_EXAMPLE = '{"id": "1", "text": "Nettoyage de trois écoles", "amount_eur": 90000}'
_CHECKED_FIELDS = ("cpv", "nature", "launch_date", "duration_months", "buyer", "lots", "labour", "users", "sensitive")


@click.command(
    help="Propose des clauses et critères pour un besoin décrit, un projet de document, ou un fichier de besoins."
)
@click.option("--text", help="Description du besoin, en une phrase.")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Projet de RC, CCAP, CCTP ou CCP (PDF, DOCX, DOC, ODT, RTF, HTML, texte).",
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path),
    help="Fichier JSON Lines : un besoin par ligne (id, text, amount_eur…).",
)
@click.option("--cpv", multiple=True, help="Code CPV à huit chiffres ; peut être répété.")
@click.option("--family", help="Code de la famille d'achat (`clausier corpus stats` les donne), par exemple cleaning.")
@purchase_options
@click.option("--lots", type=click.IntRange(1, MAX_LOTS), help="Nombre de lots.")
@click.option("--place", help="Lieu d'exécution.")
@click.option(
    "--labour",
    type=click.Choice([labour.value for labour in LabourShare]),
    help="Part de travail peu qualifié : low, medium ou high.",
)
@click.option(
    "--users",
    type=click.Choice([users.value for users in Users]),
    help="Qui utilise ce qui est acheté : none, agents, public, children ou vulnerable.",
)
@click.option(
    "--sensitive",
    type=click.Choice([aspect.value for aspect in SensitiveAspect]),
    multiple=True,
    help="Ce qui demande de la prudence ; peut être répété.",
)
@click.option(
    "--spaser",
    type=click.Path(path_type=Path),
    help="Votre SPASER : les objectifs que sert une suggestion sont dits dans ses raisons.",
)
@click.option("--top-k", type=click.IntRange(1, 50), help="Nombre de suggestions.")
@click.option(
    "--level",
    type=click.IntRange(1, 3),
    default=3,
    show_default=True,
    help="Niveau d'ambition le plus élevé à proposer.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Forme de la réponse.",
)
@click.option("--word", type=click.Path(path_type=Path), help="Écrit aussi les suggestions dans ce fichier Word.")
def recommend(
    text: str | None, path: Path | None, batch: Path | None, output: str, word: Path | None, **details: Any
) -> None:  # noqa: E501
    """Answer one need, one draft, or each line of a batch."""
    if (text, path, batch) == (None, None, None) or (batch and (text or path or word)):
        raise InvalidNeed(
            "Donnez --text (un besoin), --file (un projet) ou --batch (un fichier de besoins, seul et sans --word).",
            'Lancez par exemple `clausier recommend --text "Nettoyage de trois écoles"`.',
        )
    request = _to_request(text or "", details)
    services = open_services()
    options = {
        "top_k": details["top_k"],
        "level": details["level"],
        "objectives": read_objectives(services, details["spaser"]) if details["spaser"] else (),
    }
    if batch is not None:
        _answer_batch(services, batch, request, options)
    else:
        _answer_one(services, request, path, output=output, word=word, options=options)
    services.close()


def _to_request(text: str, details: dict[str, Any]) -> NeedRequest:
    return NeedRequest(
        text=text,
        cpv=tuple(details["cpv"]),
        family=details["family"],
        lots=details["lots"],
        place=details["place"],
        labour=LabourShare(details["labour"]) if details["labour"] else None,
        users=Users(details["users"]) if details["users"] else None,
        sensitive=tuple(map(SensitiveAspect, details["sensitive"])) or None,
        **read_purchase(details),
    )


def _answer_one(
    services: Services,
    request: NeedRequest,
    path: Path | None,
    *,
    output: str,
    word: Path | None,
    options: dict[str, Any],
) -> None:
    extraction = services.extract(services.read_path(path)) if path is not None else None
    if extraction is None:
        advice = services.advise(request, **options)
    else:
        advice = services.advise_on_extraction(extraction, request, **options)
    if output == "text":
        if extraction is not None:
            show_extraction(extraction, services)
        show_advice(advice, services)
    else:
        print_json(format_advice(advice), indent=1 if output == "json" else None)
    if word is not None:
        from recommender.exporting.report import compose_report
        from recommender.exporting.word import write_word

        write_whole(word, write_word(compose_report(advice, services.taxonomy)))
        tell(f"Document Word écrit : {word}")


def _answer_batch(services: Services, path: Path, defaults: NeedRequest, options: dict[str, Any]) -> None:
    """One JSON object a line; a line that cannot be answered gives its error and costs only itself."""
    failures = 0
    for number, line in read_lines(path, of="besoin"):
        row: dict[str, Any] = {}
        try:
            row = parse_line(line, number, example=_EXAMPLE)
            advice = services.advise(_line_request(row, defaults), **options)
            print_json(format_advice(advice), indent=None)
        except ClausierError as error:
            failures += 1
            print_json({"id": row.get("id"), "line": number, "error": error_to_json(error)}, indent=None)
    if failures:
        tell(f"{failures} ligne(s) sans réponse : voir le champ « error ».")
        sys.exit(2)


def _line_request(row: dict[str, Any], defaults: NeedRequest) -> NeedRequest:
    launch = row.get("launch_date")
    cpv = row.get("cpv") or defaults.cpv
    try:
        return NeedRequest(
            id=str(row["id"]) if row.get("id") is not None else None,
            text=row["text"],
            cpv=(cpv,) if isinstance(cpv, str) else tuple(str(code) for code in cpv),
            family=str(row["family"]) if row.get("family") else defaults.family,
            nature=ContractNature(row["nature"]) if row.get("nature") else defaults.nature,
            amount_eur=_line_amount(row) or defaults.amount_eur,
            duration_months=_line_whole(row, "duration_months", MAX_MONTHS) or defaults.duration_months,
            lots=_line_whole(row, "lots", MAX_LOTS) or defaults.lots,
            place=str(row["place"]) if row.get("place") else defaults.place,
            labour=LabourShare(row["labour"]) if row.get("labour") else defaults.labour,
            users=Users(row["users"]) if row.get("users") else defaults.users,
            sensitive=tuple(map(SensitiveAspect, row["sensitive"])) if row.get("sensitive") else defaults.sensitive,
            launch_date=date.fromisoformat(launch) if launch else defaults.launch_date,
            buyer=BuyerCategory(row["buyer"]) if row.get("buyer") else defaults.buyer,
        )
    except (ValueError, TypeError) as error:
        stated = ", ".join(f"{field} « {row[field]} »"[:60] for field in _CHECKED_FIELDS if row.get(field) is not None)
        raise InvalidBatchLine(
            f"Le besoin « {row.get('id')} » a un champ illisible parmi {stated}.",
            "nature : works, supplies ou services ; launch_date : AAAA-MM-JJ ; duration_months : de 1 à 600.",
        ) from error


def _line_amount(row: dict[str, Any]) -> float | None:
    amount = row.get("amount_eur")
    if amount is None:
        return None
    # Two decimals: a number of three, such as 125.125, would read as thousands.
    return parse_amount(f"{amount:.2f}" if isinstance(amount, float) else str(amount))


def _line_whole(row: dict[str, Any], field: str, most: int) -> int | None:
    number = row.get(field)
    if number is not None and not 1 <= int(number) <= most:
        raise ValueError(f"{field} : {number}")
    return None if number is None else int(number)
