"""The library's coverage, references and duties as text for a terminal."""

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TextIO

import click

from recommender.compliance.duties import DutyRule
from recommender.domain.feedback import DismissalReason, FeedbackAction, FeedbackCount
from recommender.domain.library import Bundle
from recommender.domain.references import AdviceNote, Crosswalk
from recommender.domain.taxonomy import Taxonomy
from recommender.labels_fr import CERTAINTY_LABELS, DISMISSAL_LABELS
from recommender.library.coverage import (
    MAJOR_STAKE,
    MIN_BUNDLES_BY_DIMENSION,
    USEFUL_STAKE,
    Coverage,
    CoverageCell,
    NeedCoverage,
    count_by_dimension,
)

LABEL_WIDTH = 32
NO_STAKE, MISSING_USEFUL, MISSING_MAJOR = "·", "o", "X"


def show_coverage(coverage: Coverage, bundles: Sequence[Bundle], taxonomy: Taxonomy) -> None:
    """The matrix, then what is missing, then the totals."""
    numbers = {theme: rank for rank, theme in enumerate(taxonomy.themes, start=1)}
    click.secho("Couverture : niveau le plus haut atteint par les fiches écrites pour la famille", bold=True)
    click.echo(f"{MISSING_MAJOR} : enjeu majeur sans fiche ; {MISSING_USEFUL} : enjeu utile sans fiche")
    click.echo(" " * LABEL_WIDTH + "".join(f"{number:>3}" for number in numbers.values()) + "  fiches soc. env.")
    for family in taxonomy.families.values():
        marks = "".join(f"{_mark(coverage.cells[family.code, theme]):>3}" for theme in numbers)
        social, environmental = count_by_dimension(bundles, family, taxonomy)
        counts = f"{social + environmental:>8}{social:>5}{environmental:>5}"
        click.echo(f"{family.label[: LABEL_WIDTH - 1]:<{LABEL_WIDTH}}{marks}{counts}")
    for theme, number in numbers.items():
        count = sum(theme in bundle.themes for bundle in bundles)
        click.echo(f"{number:>3} {taxonomy.themes[theme].label} : {count} fiches")
    _show_holes(coverage, bundles, taxonomy)
    provisions = sum(len(bundle.provisions) for bundle in bundles)
    click.secho(f"{len(taxonomy.families)} familles, {len(bundles)} fiches, {provisions} dispositions.", bold=True)


def _mark(cell: CoverageCell) -> str:
    if cell.levels:
        return str(cell.levels[-1])
    if not cell.is_hole:
        return NO_STAKE
    return MISSING_MAJOR if cell.stake == MAJOR_STAKE else MISSING_USEFUL


def _show_holes(coverage: Coverage, bundles: Sequence[Bundle], taxonomy: Taxonomy) -> None:
    for stake, name in ((MAJOR_STAKE, "majeurs"), (USEFUL_STAKE, "utiles")):
        holes = coverage.holes(stake)
        click.secho(f"Enjeux {name} sans fiche : {len(holes)}", bold=True)
        for family in taxonomy.families.values():
            themes = [taxonomy.themes[theme].label for code, theme in holes if code == family.code]
            if themes:
                click.echo(f"  {family.label} : {' ; '.join(themes)}")
    short = [
        family.label
        for family in taxonomy.families.values()
        if not family.restraint and min(count_by_dimension(bundles, family, taxonomy)) < MIN_BUNDLES_BY_DIMENSION
    ]
    click.secho(f"Familles sans deux fiches sociales et deux environnementales : {len(short)}", bold=True)
    for label in short:
        click.echo(f"  {label}")


def write_coverage_csv(coverage: Coverage, stream: TextIO) -> None:
    """One row a family and theme: stake, levels reached, bundles."""
    writer = csv.writer(stream)
    writer.writerow(["famille", "theme", "enjeu", "niveaux", "fiches"])
    for (family, theme), cell in coverage.cells.items():
        writer.writerow([family, theme, cell.stake, " ".join(map(str, cell.levels)), " ".join(cell.bundles)])


def show_need_coverage(rows: Sequence[NeedCoverage]) -> None:
    """One line a need and essential theme, then the count."""
    click.echo("besoin ; famille ; thème essentiel ; fiches écrites pour la famille")
    for row in rows:
        for theme, ids in row.bundles.items():
            click.echo(f"{row.need.id} ; {row.family} ; {theme} ; {', '.join(ids) if ids else 'AUCUNE'}")
    expected = sum(len(row.bundles) for row in rows)
    missing = sum(len(row.missing) for row in rows)
    click.secho(
        f"{len(rows)} besoins, {expected} thèmes essentiels, {expected - missing} couverts, {missing} sans fiche.",
        bold=True,
    )


def show_obligations(rules: Sequence[DutyRule]) -> None:
    """Each duty: who, what, since when, exceptions, articles, how it is met, degree of certainty."""
    for rule in rules:
        click.secho(f"{rule.label} [{rule.code}]", bold=True)
        since = f"à partir du {rule.launch_from:%d/%m/%Y}" if rule.launch_from else "en vigueur"
        until = f", jusqu'au {rule.launch_until:%d/%m/%Y} exclu" if rule.launch_until else ""
        click.echo(f"  {rule.who} ({since}{until})")
        click.echo(f"  {rule.what}")
        if rule.exceptions:
            click.echo(f"  Exceptions : {rule.exceptions}")
        click.echo(f"  Pour la remplir : {rule.how_to_meet}")
        basis = ", ".join(rule.legal_basis) or "aucun article cité"
        click.echo(f"  {basis} [{CERTAINTY_LABELS[rule.certainty]}]")
        for source in rule.sources:
            click.echo(f"  Source : {source}")


def show_crosswalk(crosswalk: Crosswalk, taxonomy: Taxonomy) -> None:
    """Each term of the frame with its themes, indicators and bundles."""
    click.secho(crosswalk.title, bold=True)
    click.echo(crosswalk.purpose)
    for entry in crosswalk.entries:
        click.secho(f"\n{entry.label} [{entry.code}]", bold=True)
        if entry.description:
            click.echo(f"  {entry.description}")
        click.echo(f"  Thèmes : {' ; '.join(taxonomy.themes[theme].label for theme in entry.themes)}")
        for indicator in entry.indicators:
            click.echo(f"  Indicateur : {indicator.name} ({indicator.unit}, {indicator.frequency})")
        if entry.bundles:
            click.echo(f"  Fiches : {', '.join(entry.bundles)}")
    for source in crosswalk.sources:
        click.echo(f"\nSource : {source.title} ({source.used_for})")


def show_note(note: AdviceNote) -> None:
    """A note, section by section, with its sources."""
    click.secho(note.title, bold=True)
    click.echo(note.question)
    for section in note.sections:
        click.secho(f"\n{section.heading}", bold=True)
        click.echo(section.text)
        basis = f"{', '.join(section.legal_basis)} " if section.legal_basis else ""
        click.echo(f"{basis}[{CERTAINTY_LABELS[section.certainty]}]")
    for source in note.sources:
        click.echo(f"\nSource : {source.title} ({source.used_for})")


def show_feedback(counts: Sequence[FeedbackCount], organisation: str) -> None:
    """One line a bundle, the most often dismissed first, with the reasons given, commonest first."""
    if not counts:
        click.echo(f"Aucun retour gardé pour {organisation}.")
        return
    actions: dict[str, Counter[FeedbackAction]] = defaultdict(Counter)
    reasons: dict[str, Counter[DismissalReason]] = defaultdict(Counter)
    for count in counts:
        actions[count.bundle_id][count.action] += count.answers
        if count.reason:
            reasons[count.bundle_id][count.reason] += count.answers
    click.secho(f"Retours gardés pour {organisation} : retenues, à modifier, écartées", bold=True)
    for bundle_id in sorted(actions, key=lambda id_: (-actions[id_][FeedbackAction.DISMISSED], id_)):
        told = "".join(f"{actions[bundle_id][action]:>6}" for action in FeedbackAction)
        why = " ; ".join(f"{DISMISSAL_LABELS[reason]} ({n})" for reason, n in reasons[bundle_id].most_common())
        click.echo(f"{told}  {bundle_id}{f' : {why}' if why else ''}")


def write_feedback_csv(counts: Sequence[FeedbackCount], stream: TextIO) -> None:
    """One row a bundle, version, family, action and reason: how many answers ended so."""
    writer = csv.writer(stream)
    writer.writerow(["fiche", "version", "famille", "action", "raison", "reponses"])
    for one in counts:
        writer.writerow([one.bundle_id, one.bundle_version, one.family, one.action, one.reason, one.answers])
