"""An advice for a person at a terminal."""

import click

from recommender.domain.needs import Need
from recommender.domain.recommendations import Advice, Duty, Recommendation
from recommender.domain.text import format_value
from recommender.labels_fr import CERTAINTY_LABELS, DUTY_STATUS_LABELS, KIND_LABELS, NATURE_LABELS, format_reason
from recommender.services import Services

COVERAGE_LABELS = {"met": "couvert par le projet", "missing": "ABSENT du projet", None: ""}


def show_advice(advice: Advice, services: Services) -> None:
    """The need as understood, the duties, the suggestions, the notes."""
    need = advice.need
    _show_need(need)
    click.secho(f"\nObligations pour un lancement le {need.launch_date:%d/%m/%Y}", bold=True)
    for duty in advice.duties:
        if duty.status != "not_applicable":
            _show_duty(duty)
    click.secho(f"\nSuggestions ({len(advice.recommendations)})", bold=True)
    for rank, recommendation in enumerate(advice.recommendations, start=1):
        _show_recommendation(recommendation, rank, services)
    for note in advice.notes:
        click.echo(f"\n{note}")
    for reading in advice.readings:
        click.echo(f"\nÀ lire avant : {reading.title} (clausier corpus note {reading.id})")


def _show_need(need: Need) -> None:
    click.secho("\nBesoin compris", bold=True)
    for written, meant in need.typos.items():
        click.echo(f"  « {written} » lu comme « {meant} »")
    families = ", ".join(f"{family.label} ({family.score:.0%})" for family in need.families[:3])
    click.echo(f"  {NATURE_LABELS[need.nature]} ; {families}")
    for candidate in need.cpv:
        click.echo(f"  CPV {candidate.code} {candidate.label} ({candidate.score:.0%})")
    if need.amount_eur is not None:
        click.echo(f"  Montant : {need.amount_eur:,.0f} € HT".replace(",", " "))


def _show_duty(duty: Duty) -> None:
    basis = f" ({', '.join(duty.legal_basis)})" if duty.legal_basis else ""
    coverage = COVERAGE_LABELS[duty.coverage]
    click.echo(f"  • {DUTY_STATUS_LABELS[duty.status]} : {duty.label}{basis}{' — ' + coverage if coverage else ''}")
    click.echo(f"    {duty.reason} [{CERTAINTY_LABELS[duty.certainty]}]")
    if duty.coverage_note:
        click.echo(f"    {duty.coverage_note}")


def _show_recommendation(recommendation: Recommendation, rank: int, services: Services) -> None:
    bundle = recommendation.bundle
    covered = " (thème déjà présent dans le projet)" if recommendation.already_covered else ""
    click.secho(f"  {rank}. {bundle.title}{covered}", bold=True)
    themes = ", ".join(services.taxonomy.themes[theme].label for theme in bundle.themes)
    click.echo(f"     {themes} — pertinence {recommendation.score:.0%}, fiche {bundle.id}")
    for reason in recommendation.reasons:
        click.echo(f"     → {format_reason(reason)}")
    for variable in recommendation.variables:
        if variable.note:
            value = f"{format_value(variable.value)} {variable.variable.unit}".strip()
            click.echo(f"     # {variable.variable.label} : {value}, à confirmer. {variable.note}")
    for filled in recommendation.provisions:
        provision = filled.provision
        kind = KIND_LABELS[provision.kind]
        click.echo(f"     · niveau {provision.level}, {provision.place.value}, {kind} : {filled.heading}")
