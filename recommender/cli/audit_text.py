"""An audit for a person at a terminal."""

from collections.abc import Sequence

import click

from recommender.domain.audit import Audit, DutyState, JudgedDuty, Proof
from recommender.domain.warnings import LawfulnessWarning
from recommender.labels_fr import (
    CERTAINTY_LABELS,
    COUNTED_IN_LABELS,
    DUTY_STATE_LABELS,
    LEGAL_NOTICE,
    NATURE_LABELS,
    WARNING_CERTAINTY_LABELS,
    WEAKNESS_LABELS,
    format_neutrality,
)
from recommender.lawfulness.rules import Lawfulness

_COLOURS = {DutyState.MET: "green", DutyState.WEAK: "yellow", DutyState.MISSING: "red", DutyState.UNKNOWN: "cyan"}


def show_audit(audit: Audit, lawfulness: Lawfulness) -> None:
    """The documents read, the duties with their proofs, the warnings with their rewording."""
    click.secho("Documents lus ensemble", bold=True)
    for document in audit.documents:
        click.echo(f"  {document.name} : {document.doc_type}, {document.pages or '?'} page(s)")
    need = audit.need
    amount = "montant inconnu" if need.amount_eur is None else f"{need.amount_eur:,.0f} € HT".replace(",", " ")
    family = f", {need.families[0].label}" if need.families else ""
    click.echo(f"  Achat compris : {NATURE_LABELS[need.nature]}{family}, {amount}")
    click.secho(f"\nObligations pour un lancement le {need.launch_date:%d/%m/%Y}", bold=True)
    for judged in audit.duties:
        if judged.state is not DutyState.NOT_APPLICABLE:
            _show_duty(judged)
    _show_exceptions(audit)
    _show_instruments(audit)
    if audit.neutrality is not None:
        click.secho("\nPoids du critère environnemental", bold=True)
        click.echo(f"  {format_neutrality(audit.neutrality)}")
    _show_plan(audit)
    click.secho(f"\nFormules à revoir ({len(audit.warnings)})", bold=True)
    for warning in audit.warnings:
        _show_warning(warning, lawfulness)
    for note in audit.notes:
        click.secho(f"  ! {note}", fg="yellow")
    click.echo(f"\n{LEGAL_NOTICE}")


def _show_exceptions(audit: Audit) -> None:
    if not audit.exceptions:
        return
    click.secho(
        "\nSans clause sociale, seulement dans un de ces cas (L2112-2-1, II), motivé au dossier (III)", bold=True
    )
    for case in audit.exceptions:
        click.echo(f"  {case.number}. {case.title}{' : exclu' if case.is_excluded else ''}")
        click.echo(f"     {case.caution or case.question}")
    click.echo("  La note au dossier : `clausier exception --case … --reason …`")


def _show_instruments(audit: Audit) -> None:
    click.secho("\nDu plus fort au plus léger, ce qui convient à cet achat", bold=True)
    for advice in audit.instruments:
        basis = f" ({', '.join(advice.legal_basis)})" if advice.legal_basis else ""
        click.echo(f"  • {advice.label}{basis}")
        click.echo(f"    {advice.reason}")


def _show_plan(audit: Audit) -> None:
    if audit.alignment:
        click.secho("\nVotre SPASER", bold=True)
    for aligned in audit.alignment:
        number = f"{aligned.objective.number} " if aligned.objective.number else ""
        state = "servi" if aligned.proofs else "pourrait être servi" if aligned.could_serve else "non concerné"
        click.echo(f"  • {number}{aligned.objective.title} : {state}")
        for proof in aligned.proofs:
            click.echo(f"    {_place(proof)} : « {proof.excerpt} »")
        for fix in aligned.could_serve:
            click.echo(f"    Fiche : {fix.title} ({fix.bundle_id})")
    if audit.counted_in:
        counted = ", ".join(COUNTED_IN_LABELS[category] for category in audit.counted_in)
        click.echo(f"\nComptera dans les indicateurs publiés tous les deux ans (L2111-3) : {counted}.")


def show_passage_warnings(name: str, warnings: Sequence[LawfulnessWarning], lawfulness: Lawfulness) -> None:
    """The warnings on one passage, or that there are none."""
    click.secho(f"Passage {name} : {len(warnings) or 'aucune'} alerte(s)", bold=True)
    for warning in warnings:
        _show_warning(warning, lawfulness)


def _show_duty(judged: JudgedDuty) -> None:
    duty = judged.duty
    basis = f" ({', '.join(duty.legal_basis)})" if duty.legal_basis else ""
    click.secho(f"  • {DUTY_STATE_LABELS[judged.state]}", fg=_COLOURS[judged.state], bold=True, nl=False)
    click.echo(f" : {duty.label}{basis}")
    click.echo(f"    {duty.reason} [{CERTAINTY_LABELS[duty.certainty]}]")
    for proof in judged.proofs:
        click.echo(f"    {_place(proof)} : « {proof.excerpt} »")
    for weakness in judged.weaknesses:
        click.echo(f"    Fragile : {WEAKNESS_LABELS[weakness]}.")
    if judged.to_tell and judged.to_tell != duty.reason:
        click.echo(f"    À dire : {judged.to_tell}")
    if judged.fix_in and judged.state is not DutyState.UNKNOWN:
        click.echo(f"    À corriger dans : {judged.fix_in}")
    for fix in judged.fixes:
        click.echo(f"    Fiche : {fix.title} ({fix.bundle_id})")


def _place(place: Proof | LawfulnessWarning) -> str:
    page = f", page {place.page}" if place.page else ""
    article = f", article {place.article}" if place.article else ""
    return f"{place.document}{page}{article}"


def _show_warning(warning: LawfulnessWarning, lawfulness: Lawfulness) -> None:
    rule = warning.rule
    where = f"{_place(warning)} : " if warning.document else ""
    alike = "" if warning.likeness is None else f" (par ressemblance, {warning.likeness:.0%} : à vérifier)"
    click.secho(f"  • {rule.title}{alike}", bold=True)
    click.echo(f"    {where}« {warning.excerpt} »")
    click.echo(f"    {rule.why}")
    click.echo(f"    À écrire plutôt : {rule.rewording}")
    sources = " ; ".join(lawfulness.name_sources(rule))
    click.echo(f"    [{WARNING_CERTAINTY_LABELS[rule.certainty]}{' : ' + sources if sources else ''}]")
