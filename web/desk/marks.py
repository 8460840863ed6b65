"""What was found in a document, as places to show in it: clauses, doubtful words, proofs of duties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from recommender.domain.audit import Audit, Proof
from recommender.domain.documents import OUTSIDE_BODY, BoundingBox, SourceDocument, Span
from recommender.domain.extraction import Extraction
from recommender.domain.library import Theme
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import ProvisionKind
from recommender.labels_fr import KIND_LABELS, OBLIGATION_LABELS
from web.languages.saying import say_plain

CLAUSE, WARNING, PROOF = "clause", "alerte", "preuve"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to show. ``kind`` is one of the three above; ``boxes`` are where it is printed, by page.

    ``proves`` are the duties that it proves, ``aliases`` the other ids by which one comes to it.
    """

    id: str
    kind: str
    title: str
    excerpt: str
    page: int
    article: str | None
    span: Span | None
    boxes: tuple[tuple[int, BoundingBox], ...]
    proves: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def list_marks(extraction: Extraction, audit: Audit | None, themes: Mapping[str, Theme]) -> tuple[Mark, ...]:
    """Everything to show in one document, in its order; the least certain words first where two begin together."""
    clauses = list(_clauses(extraction, themes))
    if audit is None:
        return tuple(clauses)
    marks = [*clauses, *_warnings(extraction, audit)]
    for proof in _proofs(extraction, audit):
        index = next((i for i, mark in enumerate(marks) if mark.kind != WARNING and mark.span == proof.span), None)
        if index is None or proof.span is None:
            marks.append(proof)
        else:
            # A clause is shown once, with the duties that it proves.
            known = marks[index]
            marks[index] = replace(
                known, kind=PROOF, proves=(*known.proves, *proof.proves), aliases=(*known.aliases, proof.id)
            )
    return tuple(sorted(marks, key=_place))


def name_clause(index: int) -> str:
    """The id of a clause in its document."""
    return f"{CLAUSE}-{index}"


def name_proof(duty_code: str, index: int) -> str:
    """The id of a proof of a duty in its document."""
    return f"{PROOF}-{duty_code}-{index}"


def name_warning(index: int) -> str:
    """The id of a warning of the audit in its document."""
    return f"{WARNING}-{index}"


def boxes_of(document: SourceDocument, span: Span) -> tuple[tuple[int, BoundingBox], ...]:
    """Where a passage is printed: the boxes of its blocks, one a page, each with its page."""
    boxes: dict[int, BoundingBox] = {}
    for block, place in zip(document.blocks, document.block_spans, strict=True):
        if block.bbox is None or block.role in OUTSIDE_BODY:
            continue
        if place.start < span.end and span.start < place.end:
            boxes[block.page] = boxes[block.page].union(block.bbox) if block.page in boxes else block.bbox
    return tuple(boxes.items())


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.page, mark.span.start if mark.span else 0, mark.kind


def _clauses(extraction: Extraction, themes: Mapping[str, Theme]) -> Iterator[Mark]:
    for index, clause in enumerate(extraction.clauses):
        if clause.kind is ProvisionKind.INFORMATION:
            continue
        segment = clause.segment
        told = ", ".join(say_plain(themes[theme].label) for theme in clause.themes)
        kind = f"{say_plain(KIND_LABELS[clause.kind])} ({say_plain(OBLIGATION_LABELS[clause.obligation]).lower()})"
        yield Mark(
            id=name_clause(index),
            kind=CLAUSE,
            title=f"{kind} : {told}" if told else kind,
            excerpt=segment.text,
            page=segment.page,
            article=segment.article,
            span=segment.span,
            boxes=boxes_of(extraction.document, segment.span),
        )


def _warnings(extraction: Extraction, audit: Audit) -> Iterator[Mark]:
    document = extraction.document
    for index, warning in enumerate(audit.warnings):
        if warning.document == document.name:
            yield Mark(
                id=name_warning(index),
                kind=WARNING,
                title=warning.rule.title,
                excerpt=warning.excerpt,
                page=warning.page,
                article=warning.article,
                span=warning.span,
                boxes=boxes_of(document, warning.span),
            )


def _proofs(extraction: Extraction, audit: Audit) -> Iterator[Mark]:
    document = extraction.document
    for judged in audit.duties:
        for index, proof in enumerate(judged.proofs):
            if proof.document == document.name:
                span = proof.span or _find_line(document, proof)
                yield Mark(
                    id=name_proof(judged.duty.code, index),
                    kind=PROOF,
                    title=proof.excerpt,
                    excerpt=proof.excerpt,
                    page=proof.page,
                    article=proof.article,
                    span=span,
                    boxes=boxes_of(document, span) if span else (),
                    proves=(judged.duty.label,),
                )


def _find_line(document: SourceDocument, proof: Proof) -> Span | None:
    """The block that a line of a table of criteria was read in: the first of its page that holds its name."""
    name = fold_accents(proof.excerpt.rsplit(" : ", 1)[0])
    for block, place in zip(document.blocks, document.block_spans, strict=True):
        if block.page == proof.page and name in fold_accents(block.text):
            return place
    return None
