"""`clausier exception`: the note to the file of a contract without social condition."""

from pathlib import Path
from typing import Any

import click

from recommender.cli.console import current_settings, open_services, tell, write_whole
from recommender.cli.options import purchase_options, read_purchase
from recommender.compliance.exceptions import read_exception_rules
from recommender.domain.needs import NeedRequest
from recommender.labels_fr import LEGAL_NOTICE


@click.command(
    help="Rédige la note au dossier d'un marché sans clause sociale (L2112-2-1, II et III) ; sans --case, rappelle les "
    "quatre cas et ce que chacun demande d'établir."
)
@click.option("--text", help="Description du marché, en une phrase.")
@click.option("--case", type=click.IntRange(1, 4), help="Cas retenu, de 1 à 4.")
@click.option("--reason", default="", help="Motifs propres au marché ; sans eux, une phrase à compléter.")
@purchase_options
@click.option("--output", type=click.Path(path_type=Path), help="Écrit la note dans ce fichier texte.")
def exception(text: str | None, case: int | None, output: Path | None, **details: Any) -> None:
    """The four cases, or the note for one of them."""
    if text is None or case is None:
        _show_cases()
        return
    services = open_services()
    try:
        request = NeedRequest(text=text, **read_purchase(details))
        need = services.need_reader().read(request, today=services.today())
        note = services.audit_rules().exceptions.write_note(need, case, details["reason"])
    finally:
        services.close()
    if output is None:
        click.echo(f"{note}\n\n{LEGAL_NOTICE}")
    else:
        write_whole(output, f"{note}\n".encode())
        tell(f"Note écrite : {output}. {LEGAL_NOTICE}")


def _show_cases() -> None:
    rules = read_exception_rules(current_settings().corpus_dir)
    click.secho("Un marché d'au moins le seuil européen peut se passer de clause sociale dans quatre cas", bold=True)
    for case in rules.cases:
        click.secho(f"  {case.number}. {case.title}", bold=True)
        click.echo(f"     {case.question}")
        click.echo(f"     À établir : {case.to_show}")
    click.echo('Puis : `clausier exception --text "…" --case 2 --reason "…"`')
    click.echo(LEGAL_NOTICE)
