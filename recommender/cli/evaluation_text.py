"""An evaluation of recommendations as Markdown tables, ready for ``models/README.md``."""

from collections.abc import Mapping, Sequence

import click

from recommender.need_evaluation import CLAUSIER, FIGURES, NeedEvaluation
from recommender.need_scoring import Interval

_TITLES = {
    "ndcg": "nDCG@10 des thèmes",
    "on_topic": "dans le sujet",
    "off_topic": "hors sujet",
    "essential": "thèmes de grade 3 retrouvés",
    "restraint": "retenue",
    "nature": "nature juste",
    "division_1": "division CPV au 1er rang",
    "division_3": "division CPV dans les 3 premiers",
}


def show_need_evaluation(evaluation: NeedEvaluation) -> None:
    """Methods side by side, then this one by form and family, then whether its scores are true."""
    methods = {name: evaluation.figures(name) for name in evaluation.scores}
    _show_table("méthode", methods, FIGURES[:5])
    click.echo()
    _show_table("compréhension", {CLAUSIER: methods[CLAUSIER]}, FIGURES[5:])
    for attribute, title in (("form", "forme"), ("family", "famille")):
        click.echo()
        groups = evaluation.groups(attribute)
        rows = {f"{name} ({len(places)})": evaluation.figures(CLAUSIER, places) for name, places in groups.items()}
        _show_table(title, rows, FIGURES[:4])
    click.echo("\n| pertinence annoncée | part retenue par les experts | thèmes |\n|---|---|---|")
    for said, share, count in evaluation.calibration:
        click.echo(f"| {_number(said)} | {_number(share)} | {count} |")


def _show_table(title: str, rows: Mapping[str, Mapping[str, Interval | None]], columns: Sequence[str]) -> None:
    click.echo(f"| {title} | " + " | ".join(_TITLES[column] for column in columns) + " |")
    click.echo("|---" * (len(columns) + 1) + "|")
    for name, figures in rows.items():
        click.echo(f"| {name} | " + " | ".join(_cell(figures.get(column)) for column in columns) + " |")


def _cell(interval: Interval | None) -> str:
    if interval is None:
        return ""
    return f"{_number(interval.mean)} [{_number(interval.low)} ; {_number(interval.high)}]"


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
