"""`clausier sizing`: hours of insertion for amounts and trades."""

from dataclasses import asdict

import click

from recommender.cli.console import current_settings, print_json
from recommender.domain.sizing import Sizing, SizingRequest, Work
from recommender.domain.text import format_value
from recommender.errors import InvalidSizing
from recommender.language.quantities import parse_amount


@click.command(
    help="Calcule les heures d'insertion d'un marché : intervalle, sensibilité, faisabilité, façons de les réaliser."
)
@click.option(
    "--work",
    "works",
    multiple=True,
    metavar="MÉTIER=MONTANT",
    help="Métier (voir `clausier corpus trades`) et montant hors taxes, comme painting=250000 ; peut être répété.",
)
@click.option("--months", type=click.IntRange(1, 600), help="Durée en mois.")
@click.option("--effort", type=float, help="Effort d'insertion, en % des heures travaillées.")
@click.option("--hourly-cost", type=float, help="Coût horaire chargé, en € HT.")
@click.option("--labour-share", type=float, help="Part de main-d'œuvre, en % du montant.")
@click.option(
    "--new-staff",
    type=float,
    default=100.0,
    show_default=True,
    help="Part de personnel nouvellement affecté, en %, lorsque le personnel en place est repris.",
)
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Format."
)
def sizing(
    works: tuple[str, ...],
    months: int | None,
    effort: float | None,
    hourly_cost: float | None,
    labour_share: float | None,
    new_staff: float,
    output_format: str,
) -> None:
    """Print the sizing."""
    from recommender.library.sizing import read_sizing_tables
    from recommender.recommendation.sizing import size_insertion

    tables = read_sizing_tables(current_settings().corpus_dir)
    request = SizingRequest(
        works=tuple(_read_work(work) for work in works),
        months=months,
        effort_percent=effort,
        hourly_cost_eur=hourly_cost,
        labour_share_percent=labour_share,
        new_staff_percent=new_staff,
    )
    result = size_insertion(request, tables)
    if output_format == "json":
        print_json(asdict(result))
    else:
        _show(result)


def _read_work(text: str) -> Work:
    trade, separator, amount = text.partition("=")
    if not separator:
        raise InvalidSizing(f"« {text[:60]} » n'est pas lu.", "Écrivez MÉTIER=MONTANT, par exemple painting=250000.")
    return Work(trade.strip(), parse_amount(amount))


def _show(result: Sizing) -> None:
    effort = format_value(result.effort_percent)
    hours, least, most = (format_value(value) for value in (result.hours, result.low_hours, result.high_hours))
    interval = f"entre {least} et {most}" if least != most else "valeurs fixées"
    click.secho(f"{hours} heures d'insertion pour un effort de {effort} % ({interval})", bold=True)
    for line in result.formula:
        click.echo(f"  {line}")
    click.echo(f"Soit environ {result.participants:.1f} parcours".replace(".", ",") + _full_time(result) + ".")
    click.secho("Ce qui fait bouger le résultat", bold=True)
    for row in result.sensitivities:
        bounds = " ; ".join(f"{format_value(v)} {row.unit} → {format_value(h)} h" for v, h in (row.low, row.high))
        click.echo(f"  {row.label} : {bounds}")
    if result.modalities:
        click.secho("Façons de les réaliser", bold=True)
    for modality in result.modalities:
        click.echo(f"  {modality.label}. {modality.advice}")
    for note in result.notes:
        click.echo(f"À noter : {note}")
    for source in result.sources:
        click.echo(f"Source : {source}")


def _full_time(result: Sizing) -> str:
    if result.full_time is None:
        return ""
    return f" et {result.full_time:.1f} équivalents temps plein sur la durée".replace(".", ",")
