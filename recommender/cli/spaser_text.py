"""What a SPASER plan states, in a few lines for a person."""

import click

from recommender.domain.spaser import SpaserPlan, SpaserTarget, TargetUnit

EXCERPT_CHARS = 110
_UNITS = {
    TargetUnit.PERCENT: " %",
    TargetUnit.HOURS: " heures",
    TargetUnit.EUROS: " €",
    TargetUnit.CONTRACTS: " contrats",
    TargetUnit.TONNES: " tonnes",
}


def show_plan(plan: SpaserPlan) -> None:
    """The axes with their objectives, then the target figures, and how many indicators and steps of follow-up."""
    period = f" {plan.period[0]}-{plan.period[1]}" if plan.period else ""
    click.echo(f"  Schéma{' conjoint' if plan.is_joint else ''}{period} : ", nl=False)
    counts = (len(plan.axes), sum(len(axis.objectives) for axis in plan.axes), len(plan.targets), len(plan.indicators))
    click.echo("{} axes, {} objectifs, {} cibles chiffrées, {} indicateurs".format(*counts))
    for axis in plan.axes:
        click.echo(f"  • Axe {axis.number} : {axis.title}{_place(axis.page)}")
        for objective in axis.objectives:
            click.echo(f"    ◦ {objective.number} {objective.title}{_place(objective.page)}")
    for target in plan.targets:
        year = f" en {target.year}" if target.year else ""
        click.echo(f"  → {_value(target)}{year}{_place(target.page)} : {_excerpt(target.text)}")


def _value(target: SpaserTarget) -> str:
    if target.value is None:
        return "échéance" if target.unit is TargetUnit.DATE else "maintien"
    written = f"{target.value:,.1f}".removesuffix(".0").replace(",", "\u202f").replace(".", ",")
    return f"{written}{_UNITS.get(target.unit, '')}"


def _place(page: int) -> str:
    return f" (p. {page})" if page else ""


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT_CHARS else flat[: EXCERPT_CHARS - 1] + "…"
