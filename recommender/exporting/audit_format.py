"""The JSON shape of `clausier audit`, shared by the API."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from recommender.domain.audit import Audit, InstrumentAdvice, JudgedDuty, ObjectiveAlignment, Proof
from recommender.domain.neutrality import Neutrality
from recommender.domain.warnings import LawfulnessWarning, WarningRule
from recommender.exporting.json_format import format_box, format_need
from recommender.labels_fr import LEGAL_NOTICE, WEAKNESS_LABELS, format_neutrality

Json = dict[str, Any]
NameSources = Callable[[WarningRule], tuple[str, ...]]


def format_audit(audit: Audit, name_sources: NameSources) -> Json:
    """The documents of a consultation judged: duties with their proofs, warnings with their rewording."""
    return {
        "documents": [asdict(document) for document in audit.documents],
        "need": format_need(audit.need),
        "duties": [_format_duty(judged) for judged in audit.duties],
        "warnings": [format_warning(warning, name_sources) for warning in audit.warnings],
        "exceptions": [asdict(case) for case in audit.exceptions],
        "instruments": [_format_instrument(advice) for advice in audit.instruments],
        "spaser": [_format_alignment(aligned) for aligned in audit.alignment],
        "counted_in": [category.value for category in audit.counted_in],
        "environmental_weight": format_neutrality_json(audit.neutrality) if audit.neutrality else None,
        "notes": list(audit.notes),
        "notice": LEGAL_NOTICE,
        "corpus_version": audit.corpus_version,
        "model_version": audit.model_version,
    }


def format_warning(warning: LawfulnessWarning, name_sources: NameSources) -> Json:
    """One warning; ``document`` is empty and ``page`` 0 for a passage given alone."""
    rule = warning.rule
    return {
        "code": rule.code.value,
        "title": rule.title,
        "why": rule.why,
        "rewording": rule.rewording,
        "certainty": rule.certainty.value,
        "sources": list(name_sources(rule)),
        "excerpt": warning.excerpt,
        "document": warning.document,
        "page": warning.page,
        "article": warning.article,
        "span": [warning.span.start, warning.span.end],
        "bbox": format_box(warning.bbox),
        "likeness": warning.likeness,
    }


def format_neutrality_json(found: Neutrality) -> Json:
    """Weights in percent, what they make up for, and what would count where they do not."""
    return {**asdict(found), "text": format_neutrality(found)}


def _format_instrument(advice: InstrumentAdvice) -> Json:
    return {**asdict(advice), "instrument": advice.instrument.value, "legal_basis": list(advice.legal_basis)}


def _format_alignment(aligned: ObjectiveAlignment) -> Json:
    return {
        "number": aligned.objective.number,
        "title": aligned.objective.title,
        "page": aligned.objective.page,
        "themes": list(aligned.objective.themes),
        "proofs": [_format_proof(proof) for proof in aligned.proofs],
        "could_serve": [asdict(fix) for fix in aligned.could_serve],
    }


def _format_duty(judged: JudgedDuty) -> Json:
    duty = judged.duty
    return {
        "code": duty.code,
        "label": duty.label,
        "state": judged.state.value,
        "reason": duty.reason,
        "legal_basis": list(duty.legal_basis),
        "certainty": duty.certainty,
        "how_to_meet": duty.how_to_meet,
        "proofs": [_format_proof(proof) for proof in judged.proofs],
        "weaknesses": [{"code": weakness.value, "text": WEAKNESS_LABELS[weakness]} for weakness in judged.weaknesses],
        "fix_in": judged.fix_in,
        "to_tell": judged.to_tell,
        "fixes": [asdict(fix) for fix in judged.fixes],
    }


def _format_proof(proof: Proof) -> Json:
    return {
        "document": proof.document,
        "page": proof.page,
        "article": proof.article,
        "excerpt": proof.excerpt,
        "bbox": format_box(proof.bbox),
    }
