"""The JSON shapes of `clausier extract` and `clausier recommend`, shared by the API."""

from dataclasses import asdict
from typing import Any

from recommender.domain.documents import BoundingBox
from recommender.domain.extraction import AwardCriterion, Clause, Extraction, Fact, WeightIssue
from recommender.domain.library import Source
from recommender.domain.needs import Need
from recommender.domain.recommendations import Advice, Duty, FilledProvision, FilledVariable, Reason, Recommendation
from recommender.exporting.spaser_format import format_spaser
from recommender.labels_fr import format_reason

Json = dict[str, Any]


def format_extraction(extraction: Extraction, *, corpus_version: str, model_version: str) -> Json:
    """What one document holds."""
    profile, document = extraction.profile, extraction.document
    return {
        "document": {
            "name": document.name,
            "media_type": document.media_type,
            "sha256": document.sha256,
            "pages": document.page_count,
            "doc_type": profile.doc_type,
            "object": profile.object,
            "nature": profile.nature.value if profile.nature else None,
            "cpv": [asdict(candidate) for candidate in profile.cpv],
            "decp_social": list(profile.decp_social),
            "decp_environmental": list(profile.decp_environmental),
            "amount_eur": profile.amount_eur,
            "duration_months": profile.duration_months,
            "lots": profile.lots,
        },
        "headings": [
            {"page": heading.page, "number": heading.number, "title": heading.title, "level": heading.level}
            for heading in extraction.headings
            if heading.number is not None
        ],
        "unnumbered_headings": [
            {"page": heading.page, "title": heading.title, "level": heading.level}
            for heading in extraction.headings
            if heading.number is None
        ],
        "clauses": [_format_clause(clause) for clause in extraction.clauses],
        "award_criteria": [_format_criterion(criterion) for criterion in extraction.award_criteria],
        "weight_issues": [_format_weight_issue(issue) for issue in extraction.weight_issues],
        "facts": [_format_fact(fact) for fact in extraction.facts],
        "spaser": format_spaser(extraction.spaser, document) if extraction.spaser is not None else None,
        "warnings": list(document.warnings),
        "corpus_version": corpus_version,
        "model_version": model_version,
    }


def _format_clause(clause: Clause) -> Json:
    segment = clause.segment
    return {
        "page": segment.page,
        "bbox": format_box(segment.bbox),
        "span": [segment.span.start, segment.span.end],
        "article": segment.article,
        "heading": segment.heading,
        "text": segment.text,
        "kind": clause.kind.value,
        "themes": list(clause.themes),
        "obligation": clause.obligation.value,
        "confidence": clause.confidence,
    }


def format_box(box: BoundingBox | None) -> list[float] | None:
    """The four sides in PDF points, left, top, right, bottom."""
    return None if box is None else [round(value, 1) for value in (box.x0, box.top, box.x1, box.bottom)]


def _format_fact(fact: Fact) -> Json:
    return {
        "kind": fact.kind.value,
        "value": fact.value,
        "normalised": fact.normalised,
        "unit": fact.unit,
        "page": fact.page,
        "span": [fact.span.start, fact.span.end],
        "article": fact.article,
        "accepts_equivalent": fact.accepts_equivalent,
    }


def _format_criterion(criterion: AwardCriterion) -> Json:
    return asdict(criterion)


def _format_weight_issue(issue: WeightIssue) -> Json:
    return {**asdict(issue), "missing": list(issue.missing)}


def format_advice(advice: Advice) -> Json:
    """The answer to one need."""
    return {
        "id": advice.need.id,
        "need": format_need(advice.need),
        "obligations": [_format_duty(duty) for duty in advice.duties],
        "recommendations": [
            format_recommendation(recommendation, rank=rank)
            for rank, recommendation in enumerate(advice.recommendations, start=1)
        ],
        "notes": list(advice.notes),
        "readings": [{"id": note.id, "title": note.title, "question": note.question} for note in advice.readings],
        "corpus_version": advice.corpus_version,
        "model_version": advice.model_version,
    }


def format_need(need: Need) -> Json:
    """The need as understood: ``inferred`` names what the buyer did not state, ``confidence`` how sure it is."""
    return {
        "text": need.text,
        "nature": need.nature.value,
        "cpv": [asdict(candidate) for candidate in need.cpv],
        "families": [asdict(candidate) for candidate in need.families],
        "amount_eur": need.amount_eur,
        "duration_months": need.duration_months,
        "lots": need.lots,
        "place": need.place,
        "labour": need.labour.value if need.labour else None,
        "users": need.users.value if need.users else None,
        "sensitive": [aspect.value for aspect in need.sensitive],
        "restraint": round(need.restraint, 3),
        "themes": [asdict(outlook) for outlook in need.themes],
        "launch_date": need.launch_date.isoformat(),
        "buyer": need.buyer.value,
        "inferred": list(need.inferred),
        "confidence": dict(need.confidence),
        "typos": dict(need.typos),
    }


def _format_duty(duty: Duty) -> Json:
    return {**asdict(duty), "legal_basis": list(duty.legal_basis)}


def format_recommendation(recommendation: Recommendation, *, rank: int) -> Json:
    """One suggestion. The lead provision gives ``kind``, ``place`` and ``text``; all follow in ``provisions``."""
    bundle = recommendation.bundle
    lead = recommendation.provisions[0]
    articles = [article for filled in recommendation.provisions for article in filled.provision.legal_basis]
    return {
        "rank": rank,
        "clause_id": bundle.id,
        "title": bundle.title,
        "purpose": bundle.purpose,
        "kind": lead.provision.kind.value,
        "place": lead.provision.place.value,
        "themes": list(bundle.themes),
        "families": list(bundle.families),
        "score": recommendation.score,
        "level": recommendation.level,
        "fit": recommendation.fit,
        "reasons": [format_reason(reason) for reason in recommendation.reasons],
        "evidence": [_format_evidence(reason) for reason in recommendation.reasons],
        "already_covered": recommendation.already_covered,
        "legal_basis": list(dict.fromkeys(articles)),
        "text": lead.text,
        "provisions": [format_provision(filled) for filled in recommendation.provisions],
        "variables": [_format_variable(filled) for filled in recommendation.variables],
        "indicators": [asdict(indicator) for indicator in bundle.indicators],
        "cautions": list(bundle.cautions),
        "fits": bundle.fits,
        "avoid": bundle.avoid,
        "decp": list(bundle.decp),
        "eforms": list(bundle.eforms),
        "ocds": {"goals": list(bundle.ocds), "strategies": list(bundle.ocds_strategies)},
        "links": [asdict(link) for link in bundle.links],
        "sources": [_format_source(source) for source in bundle.sources],
        "author": bundle.author,
        "licence": bundle.licence,
        "version": bundle.version,
        "reviewed": bundle.reviewed.isoformat(),
    }


def _format_evidence(reason: Reason) -> Json:
    spans = [[span.start, span.end] for span in reason.spans]
    return {"code": reason.code.value, "values": list(reason.values), "spans": spans}


def _format_variable(filled: FilledVariable) -> Json:
    """What the library says of a variable, and the value put in the texts: to be confirmed by the buyer."""
    variable = filled.variable
    return {
        "name": variable.name,
        "label": variable.label,
        "unit": variable.unit,
        "default": variable.default,
        "value": filled.value,
        "origin": filled.origin,
        "note": filled.note,
        "advice": variable.advice,
        "minimum": variable.minimum,
        "maximum": variable.maximum,
        "choices": list(variable.choices),
    }


def _format_source(source: Source) -> Json:
    consulted = source.consulted.isoformat() if source.consulted else None
    return {"title": source.title, "used_for": source.used_for, "url": source.url or None, "consulted": consulted}


def format_provision(filled: FilledProvision) -> Json:
    """One provision with its variables filled."""
    provision = filled.provision
    return {
        "level": provision.level,
        "kind": provision.kind.value,
        "place": provision.place.value,
        "heading": filled.heading,
        "text": filled.text,
        "proof": filled.proof,
        "control": filled.control,
        "penalty": filled.penalty,
        "scoring": filled.scoring,
        "tenderer_supplies": filled.tenderer_supplies,
        "weight_percent": [provision.weight_percent_min, provision.weight_percent_max],
        "sub_criteria": [asdict(part) for part in provision.sub_criteria],
        "legal_basis": list(provision.legal_basis),
    }
