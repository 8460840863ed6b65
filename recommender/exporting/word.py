"""Recommendations → a Word file a buyer can paste from."""

import io
from typing import TYPE_CHECKING

from recommender.domain.recommendations import Advice, Duty, FilledProvision, FilledVariable, Recommendation
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.text import format_value
from recommender.labels_fr import (
    CERTAINTY_LABELS,
    DUTY_STATUS_LABELS,
    KIND_LABELS,
    NATURE_LABELS,
    PLACE_LABELS,
    format_reason,
)

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Calibri"
BODY_POINTS = 11
_EXTRAS = (
    ("proof", "Justificatifs"),
    ("control", "Contrôle"),
    ("penalty", "Pénalité"),
    ("scoring", "Méthode de notation"),
    ("tenderer_supplies", "À fournir par le candidat"),
)


def write_word(advice: Advice, taxonomy: Taxonomy) -> bytes:
    """A .docx file: the need as understood, the duties, then each suggestion ready to paste."""
    import docx
    from docx.shared import Pt

    word = docx.Document()
    word.styles["Normal"].font.name = FONT
    word.styles["Normal"].font.size = Pt(BODY_POINTS)
    word.core_properties.title = "Clauses et critères proposés"
    word.core_properties.author = "Clausier"
    word.add_heading("Clauses et critères proposés", level=0)
    _write_need(word, advice)
    _write_duties(word, advice.duties, taxonomy)
    word.add_heading("Clauses et critères à reprendre", level=1)
    for rank, recommendation in enumerate(advice.recommendations, start=1):
        _write_recommendation(word, recommendation, rank, taxonomy)
    for note in advice.notes:
        word.add_paragraph(note)
    word.add_paragraph(
        f"Bibliothèque {advice.corpus_version}, modèles {advice.model_version}. "
        "Textes à relire et à adapter au marché avant publication."
    )
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _write_need(word: "Document", advice: Advice) -> None:
    need = advice.need
    word.add_heading("Besoin compris", level=1)
    word.add_paragraph(need.text)
    facts = [f"Nature : {NATURE_LABELS[need.nature]}", f"Lancement : {need.launch_date:%d/%m/%Y}"]
    if need.families:
        facts.append(f"Famille d'achat : {need.families[0].label}")
    if need.cpv:
        facts.append(f"CPV : {need.cpv[0].code} {need.cpv[0].label}")
    if need.amount_eur is not None:
        facts.append(f"Montant estimé : {need.amount_eur:,.0f} € HT".replace(",", "\u202f"))
    for fact in facts:
        word.add_paragraph(fact, style="List Bullet")


def _write_duties(word: "Document", duties: tuple[Duty, ...], taxonomy: Taxonomy) -> None:
    word.add_heading("Obligations à la date de lancement", level=1)
    for duty in duties:
        if duty.status == "not_applicable":
            continue
        paragraph = word.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{DUTY_STATUS_LABELS[duty.status]} : {duty.label}").bold = True
        basis = f" ({', '.join(duty.legal_basis)})" if duty.legal_basis else ""
        paragraph.add_run(f"{basis}. {duty.reason} {duty.how_to_meet} [{CERTAINTY_LABELS[duty.certainty]}]")
        if duty.coverage_note:
            paragraph.add_run(f" {duty.coverage_note}").italic = True


def _write_recommendation(word: "Document", recommendation: Recommendation, rank: int, taxonomy: Taxonomy) -> None:
    bundle = recommendation.bundle
    word.add_heading(f"{rank}. {bundle.title}", level=2)
    word.add_paragraph(bundle.purpose)
    for reason in recommendation.reasons:
        word.add_paragraph(format_reason(reason), style="List Bullet")
    for filled in recommendation.provisions:
        _write_provision(word, filled)
    _write_values(word, recommendation.variables)
    if bundle.cautions:
        word.add_paragraph().add_run("Points d'attention").bold = True
        for caution in bundle.cautions:
            word.add_paragraph(caution, style="List Bullet")
    themes = ", ".join(taxonomy.themes[theme].label for theme in bundle.themes)
    word.add_paragraph(
        f"Thèmes : {themes}. DECP : {', '.join(bundle.decp)}. Fiche {bundle.id}, version {bundle.version}."
    )


def _write_values(word: "Document", variables: tuple[FilledVariable, ...]) -> None:
    """The values put in the texts, for the buyer to confirm, with how those that were computed were reached."""
    if variables:
        word.add_paragraph().add_run("Valeurs à confirmer").bold = True
    for filled in variables:
        unit = f" {filled.variable.unit}" if filled.variable.unit else ""
        note = f" {filled.note}" if filled.note else ""
        word.add_paragraph(f"{filled.variable.label} : {format_value(filled.value)}{unit}.{note}", style="List Bullet")


def _write_provision(word: "Document", filled: FilledProvision) -> None:
    provision = filled.provision
    word.add_heading(filled.heading, level=3)
    place, kind = PLACE_LABELS[provision.place], KIND_LABELS[provision.kind]
    word.add_paragraph().add_run(f"{kind}, à insérer dans : {place} (niveau {provision.level})").italic = True
    for paragraph in filled.text.split("\n\n"):
        word.add_paragraph(paragraph.strip())
    for name, label in _EXTRAS:
        text = getattr(filled, name)
        if text:
            paragraph_ = word.add_paragraph()
            paragraph_.add_run(f"{label} : ").bold = True
            paragraph_.add_run(text)
    word.add_paragraph(f"Fondement : {', '.join(provision.legal_basis)}.")
