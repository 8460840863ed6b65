"""An advice → the report a buyer works from: clauses by document, criteria, annex, values, declarations."""

from collections.abc import Iterator, Sequence

from recommender.domain.recommendations import Advice, Duty, FilledProvision, Recommendation
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.text import format_value
from recommender.domain.vocabulary import Place, ProvisionKind
from recommender.exporting.declarations import declare
from recommender.exporting.elements import Bullet, Element, Heading, Paragraph, Report, Table
from recommender.labels_fr import (
    CERTAINTY_LABELS,
    DUTY_STATUS_LABELS,
    KIND_LABELS,
    NATURE_LABELS,
    PLACE_LABELS,
    format_reason,
)

TITLE = "Clauses et critères proposés"
# The documents of a consultation, in the order in which a tenderer reads them.
PLACES = (Place.AVIS, Place.RC, Place.CCTP, Place.CCAP, Place.AE)
_EXTRAS = (
    ("proof", "Justificatifs"),
    ("control", "Contrôle"),
    ("penalty", "Pénalité"),
    ("scoring", "Méthode de notation"),
    ("tenderer_supplies", "À fournir par le candidat"),
)


def compose_report(advice: Advice, taxonomy: Taxonomy) -> Report:
    """The need as understood, the duties, then the texts of every suggestion of ``advice``, and what follows them."""
    taken = advice.recommendations
    elements = [
        *_need(advice),
        *_duties(advice.duties),
        *_choices(taken, taxonomy),
        *_texts(taken),
        *_criteria(taken),
        *_annex(taken),
        *_indicators(taken),
        *_values(taken),
        *_cautions(taken),
        *_declarations(taken, taxonomy),
        *(Paragraph(note, is_note=True) for note in advice.notes),
        Paragraph(
            f"Bibliothèque {advice.corpus_version}, modèles {advice.model_version}. "
            "Textes à relire et à adapter au marché avant publication.",
            is_note=True,
        ),
    ]
    return Report(TITLE, tuple(elements))


def place_texts(taken: Sequence[Recommendation]) -> list[tuple[Place, list[tuple[Recommendation, FilledProvision]]]]:
    """The texts by the document they go in, documents without any left out."""
    pairs = [(found, filled) for found in taken for filled in found.provisions]
    groups = [(place, [pair for pair in pairs if pair[1].provision.place is place]) for place in PLACES]
    return [(place, texts) for place, texts in groups if texts]


def list_criteria(taken: Sequence[Recommendation]) -> list[tuple[Recommendation, FilledProvision]]:
    """The award criteria among the texts."""
    pairs = [(found, filled) for found in taken for filled in found.provisions]
    return [pair for pair in pairs if pair[1].provision.kind is ProvisionKind.AWARD_CRITERION]


def format_weight(filled: FilledProvision) -> str:
    """The weight that the library advises for a criterion: "5 à 10 %"; empty where it advises none."""
    low, high = filled.provision.weight_percent_min, filled.provision.weight_percent_max
    if low is None or high is None:
        return ""
    return f"{format_value(low)} %" if low == high else f"{format_value(low)} à {format_value(high)} %"


def _need(advice: Advice) -> Iterator[Element]:
    need = advice.need
    yield Heading(1, "Besoin compris")
    yield Paragraph(need.text)
    yield Bullet(f"Nature : {NATURE_LABELS[need.nature]}")
    yield Bullet(f"Lancement : {need.launch_date:%d/%m/%Y}")
    if need.families:
        yield Bullet(f"Famille d'achat : {need.families[0].label}")
    if need.cpv:
        yield Bullet(f"CPV : {need.cpv[0].code} {need.cpv[0].label}")
    if need.amount_eur is not None:
        yield Bullet(f"Montant estimé : {need.amount_eur:,.0f} € HT".replace(",", "\u202f"))
    if need.duration_months is not None:
        yield Bullet(f"Durée : {need.duration_months} mois")


def _duties(duties: Sequence[Duty]) -> Iterator[Element]:
    yield Heading(1, "Obligations à la date de lancement")
    for duty in duties:
        if duty.status == "not_applicable":
            continue
        lead = f"{DUTY_STATUS_LABELS[duty.status]} : {duty.label}"
        basis = f"({', '.join(duty.legal_basis)}). " if duty.legal_basis else ""
        told = f"{basis}{duty.reason} {duty.how_to_meet} [{CERTAINTY_LABELS[duty.certainty]}] {duty.coverage_note}"
        yield Bullet(told.rstrip(), lead=lead if basis else f"{lead}.")


def _choices(taken: Sequence[Recommendation], taxonomy: Taxonomy) -> Iterator[Element]:
    if not taken:
        return
    yield Heading(1, "Fiches retenues")
    for rank, found in enumerate(taken, start=1):
        bundle = found.bundle
        themes = ", ".join(taxonomy.themes[theme].label for theme in bundle.themes)
        yield Paragraph(f"{bundle.purpose} ({themes})", lead=f"{rank}. {bundle.title}")
        yield from (Bullet(format_reason(reason)) for reason in found.reasons)


def _texts(taken: Sequence[Recommendation]) -> Iterator[Element]:
    for place, texts in place_texts(taken):
        yield Heading(1, f"À insérer dans : {PLACE_LABELS[place]}")
        for found, filled in texts:
            yield from _text(found, filled)


def _text(found: Recommendation, filled: FilledProvision) -> Iterator[Element]:
    provision = filled.provision
    yield Heading(2, filled.heading)
    told = f"{KIND_LABELS[provision.kind]}, niveau {provision.level}. Fiche : {found.bundle.title}."
    yield Paragraph(told, is_note=True)
    for paragraph in filled.text.split("\n"):
        if paragraph.strip():
            item = paragraph.strip().removeprefix("- ").removeprefix("– ")
            yield Bullet(item) if item != paragraph.strip() else Paragraph(item)
    for name, label in _EXTRAS:
        if getattr(filled, name):
            yield Paragraph(getattr(filled, name), lead=f"{label} :")
    yield Paragraph(f"Fondement : {', '.join(provision.legal_basis)}.", is_note=True)


def _criteria(taken: Sequence[Recommendation]) -> Iterator[Element]:
    criteria = list_criteria(taken)
    if not criteria:
        return
    yield Heading(1, "Critères d'attribution")
    yield Paragraph(
        "À compléter du prix et de la valeur technique : l'ensemble des poids doit faire 100 %.", is_note=True
    )
    yield Table(
        ("Critère", "Poids conseillé", "Notation", "À fournir par le candidat"),
        tuple(
            (filled.heading, format_weight(filled), filled.scoring, filled.tenderer_supplies) for _, filled in criteria
        ),
        (0.25, 0.13, 0.36, 0.26),
    )


def _annex(taken: Sequence[Recommendation]) -> Iterator[Element]:
    rows = tuple(
        (f"{filled.heading} ({place.value})", filled.proof, filled.control, filled.penalty)
        for place, texts in place_texts(taken)
        for _, filled in texts
        if filled.proof or filled.control or filled.penalty
    )
    if rows:
        yield Heading(1, "Annexe : justificatifs, contrôles et pénalités")
        yield Table(("Clause", "Justificatifs", "Contrôle", "Pénalité"), rows, (0.25, 0.25, 0.25, 0.25))


def _indicators(taken: Sequence[Recommendation]) -> Iterator[Element]:
    rows = tuple(
        (indicator.name, indicator.unit, indicator.frequency, found.bundle.title)
        for found in taken
        for indicator in found.bundle.indicators
    )
    if rows:
        yield Heading(1, "Indicateurs de suivi")
        yield Table(("Indicateur", "Unité", "Relevé", "Fiche"), rows, (0.4, 0.12, 0.18, 0.3))


def _values(taken: Sequence[Recommendation]) -> Iterator[Element]:
    rows = tuple(
        (
            filled.variable.label,
            f"{format_value(filled.value)} {filled.variable.unit}".strip(),
            " ".join(part for part in (filled.note, filled.variable.advice) if part),
        )
        for found in taken
        for filled in found.variables
    )
    if rows:
        yield Heading(1, "Valeurs à confirmer")
        yield Table(("Valeur", "Proposée", "Comment la fixer"), rows, (0.35, 0.2, 0.45))


def _cautions(taken: Sequence[Recommendation]) -> Iterator[Element]:
    cautious = [found for found in taken if found.bundle.cautions]
    if not cautious:
        return
    yield Heading(1, "Points d'attention")
    for found in cautious:
        yield Paragraph("", lead=found.bundle.title)
        yield from (Bullet(caution) for caution in found.bundle.cautions)


def _declarations(taken: Sequence[Recommendation], taxonomy: Taxonomy) -> Iterator[Element]:
    if not taken:
        return
    declared = declare(taken, taxonomy.themes)
    yield Heading(1, "À déclarer")
    yield Bullet(", ".join(declared.decp_social), lead="Données essentielles, considérations sociales :")
    yield Bullet(
        ", ".join(declared.decp_environmental), lead="Données essentielles, considérations environnementales :"
    )
    for name, codes in declared.eforms_fields().items():
        yield Bullet(", ".join(codes), lead=f"Avis européen (eForms), {name} :")
    versions = ", ".join(f"{found.bundle.id} (version {found.bundle.version})" for found in taken)
    yield Paragraph(f"Fiches : {versions}.", is_note=True)
