"""The use case of the audit: the documents of one consultation, or passages alone → duties judged and warnings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recommender.compliance.alignment import align, count_in_indicators
from recommender.compliance.coverage import bundle_meets
from recommender.compliance.duties import MIN_FAMILY_SCORE
from recommender.compliance.gaps import GapAudit
from recommender.compliance.instruments import choose_instruments
from recommender.compliance.neutrality import measure_neutrality, read_weighting
from recommender.domain.audit import Audit, AuditedDocument, DraftDocument, DutyState, Fix, JudgedDuty
from recommender.domain.classifiers import MeaningClassifier
from recommender.domain.documents import OUTSIDE_BODY, SourceDocument, Span
from recommender.domain.extraction import AwardCriterion, Extraction
from recommender.domain.needs import FamilyCandidate, NeedRequest
from recommender.domain.neutrality import Neutrality
from recommender.domain.recommendations import Advice
from recommender.domain.spaser import SpaserObjective
from recommender.domain.text import cut_to, fold_accents, squeeze_spaces
from recommender.domain.warnings import DraftPassage, Finding, LawfulnessWarning, StatedCriterion, WarningCode
from recommender.lawfulness.rules import Lawfulness
from recommender.services import MAX_LEVEL, Services

MAX_FIXES = 3
# Enough for each duty to find bundles among them.
MAX_SUGGESTIONS = 30
EXCERPT_CHARS = 240
# An article without end is cut: a finding must show its place.
MAX_BLOCKS = 40
# How the types of documents are judged: an act of engagement is a contract, what is not recognised may be all in one.
_JUDGED_AS = {"RC": "RC", "CCAP": "CCAP", "AE": "CCAP", "CCTP": "CCTP", "CCP": "CCP", "other": "CCP"}
# Said of clauses on social or environmental themes only: a contract holds many others.
_OF_CLAUSES = {WarningCode.NO_CONTROL, WarningCode.VAGUE_DUTY}


@dataclass(frozen=True, slots=True)
class _Article:
    """A part of a document under one heading: its blocks, its place in the text of the document, and its number."""

    blocks: range
    span: Span
    number: str | None


def judge_passage(
    lawfulness: Lawfulness, passage: DraftPassage, classifier: MeaningClassifier
) -> tuple[LawfulnessWarning, ...]:
    """The warnings on one passage given alone: what detectors found, then what it is merely like or seems to mean."""
    found = [
        LawfulnessWarning(lawfulness.rules[one.code], _excerpt(passage.text, one.span), one.span)
        for one in lawfulness.find(passage)
    ]
    whole = Span(0, len(passage.text))
    alike = [
        LawfulnessWarning(lawfulness.rules[code], _excerpt(passage.text, whole), whole, likeness=round(value, 3))
        for code, value in lawfulness.propose(passage, {one.rule.code for one in found}, classifier)
    ]
    return (*found, *alike)


def audit(
    services: Services,
    extractions: Sequence[Extraction],
    request: NeedRequest,
    *,
    objectives: Sequence[SpaserObjective] = (),
) -> Audit:
    """Duties judged over all the documents of one consultation, and the warnings on each.

    Args:
        services: the program.
        extractions: what each document holds; at least one.
        request: what the buyer states besides; words may be empty.
        objectives: those of the buyer's plan, to say which the consultation serves.

    Raises:
        InvalidNeed: neither the words nor the documents say what is bought.
    """
    return judge_drafts(services, extractions, advise_on_drafts(services, extractions, request), objectives=objectives)


def judge_drafts(
    services: Services, extractions: Sequence[Extraction], advice: Advice, *, objectives: Sequence[SpaserObjective] = ()
) -> Audit:
    """The audit of documents on which ``advice`` was given: see ``audit``."""
    documents = [
        DraftDocument(found.document.name, found.profile.doc_type, found.clauses, found.award_criteria)
        for found in extractions
    ]
    gaps = GapAudit(documents, services.taxonomy.themes)
    judged = [_with_fixes(gaps.judge(duty), advice, services) for duty in advice.duties]
    return Audit(
        documents=tuple(
            AuditedDocument(found.document.name, found.profile.doc_type, found.document.page_count)
            for found in extractions
        ),
        need=advice.need,
        duties=tuple(judged),
        warnings=tuple(warning for found in extractions for warning in _find_warnings(services, found, advice)),
        corpus_version=advice.corpus_version,
        model_version=advice.model_version,
        notes=tuple(f"{found.document.name} : {note}" for found in extractions for note in found.document.warnings),
        exceptions=services.audit_rules().exceptions.walk(advice.need) if _lacks_social(judged) else (),
        instruments=choose_instruments(services.audit_rules().instruments, advice.need),
        alignment=align(objectives, documents, [found.bundle for found in advice.recommendations]),
        counted_in=count_in_indicators(documents, services.taxonomy.themes),
        neutrality=_measure_weights(extractions),
    )


def _lacks_social(judged: Sequence[JudgedDuty]) -> bool:
    """Whether a social condition is due and nothing meets it."""
    return any(one.duty.code == "social_execution_condition" and one.state is DutyState.MISSING for one in judged)


def _measure_weights(extractions: Sequence[Extraction]) -> Neutrality | None:
    for found in extractions:
        weighting = read_weighting(found.award_criteria, found.document.text) if found.award_criteria else None
        if weighting is not None:
            return measure_neutrality(weighting)
    return None


def advise_on_drafts(
    services: Services,
    extractions: Sequence[Extraction],
    request: NeedRequest,
    *,
    level: int = MAX_LEVEL,
    objectives: Sequence[SpaserObjective] = (),
) -> Advice:
    """The advice on the document that says best what is bought, with the figures that the others state.

    Args:
        services: the program.
        extractions: what each document holds; at least one.
        request: what the buyer states besides; words may be empty.
        level: the highest level of provisions to include.
        objectives: those of the buyer's plan.

    Raises:
        InvalidNeed: neither the words nor the documents say what is bought.
    """
    main = max(extractions, key=lambda found: (found.profile.object is not None, len(found.clauses)))
    amounts = [found.profile.amount_eur for found in extractions if found.profile.amount_eur is not None]
    months = [found.profile.duration_months for found in extractions if found.profile.duration_months is not None]
    stated = replace(
        request,
        amount_eur=request.amount_eur if request.amount_eur is not None else max(amounts, default=None),
        duration_months=request.duration_months or max(months, default=None),
    )
    advice = services.advise_on_extraction(main, stated, top_k=MAX_SUGGESTIONS, level=level, objectives=objectives)

    def is_of_another_nature(family: FamilyCandidate) -> bool:
        return services.taxonomy.families[family.code].nature is not advice.need.nature

    # "Salle informatique" in a document full of building sites is a building before it is hardware.
    families = tuple(sorted(advice.need.families, key=is_of_another_nature))
    return replace(advice, need=replace(advice.need, families=families))


def _with_fixes(judged: JudgedDuty, advice: Advice, services: Services) -> JudgedDuty:
    if judged.state in (DutyState.MET, DutyState.NOT_APPLICABLE):
        return judged
    fitting = [
        found.bundle
        for found in advice.recommendations
        if bundle_meets(judged.duty.code, found.bundle, services.taxonomy.themes)
    ]
    # Only those written for such a purchase: one of another family would be a model to adapt.
    families = {family.code for family in advice.need.families if family.score >= MIN_FAMILY_SCORE}
    own = [one for one in fitting if families & set(one.families) and advice.need.nature in one.natures]
    return replace(judged, fixes=tuple(Fix(bundle.id, bundle.title) for bundle in own[:MAX_FIXES]))


def _find_warnings(services: Services, extraction: Extraction, advice: Advice) -> Iterator[LawfulnessWarning]:
    kind = _JUDGED_AS.get(extraction.profile.doc_type)
    if kind is None:
        return
    lawfulness, document = services.audit_rules().lawfulness, extraction.document
    articles = list(_split_articles(extraction))
    holder = _article_of_criteria(document, articles, extraction.award_criteria)
    for index, article in enumerate(articles):
        criteria = _state(extraction.award_criteria) if index == holder else ()
        text = _body_text(document, article)
        passage = DraftPassage(text, kind, advice.need.launch_date, criteria, advice.need.amount_eur)
        for found in lawfulness.find(passage):
            if found.code in _OF_CLAUSES and not _is_on_clause(extraction, article, found):
                continue
            yield _locate(document, article, LawfulnessWarning(lawfulness.rules[found.code], "", found.span))


def _split_articles(extraction: Extraction) -> Iterator[_Article]:
    """The parts of a document, each under its heading; long ones are cut."""
    document = extraction.document
    starts = {heading.block: heading.number for heading in extraction.headings}
    number: str | None = None
    first = 0
    for index in range(len(document.blocks) + 1):
        is_end = index == len(document.blocks)
        if index > first and (is_end or index in starts or index - first >= MAX_BLOCKS):
            span = Span(document.block_spans[first].start, document.block_spans[index - 1].end)
            yield _Article(range(first, index), span, number)
            first = index
        if index in starts:
            number = starts[index]


def _body_text(document: SourceDocument, article: _Article) -> str:
    """The text of a part, what is printed beside the text (running heads) replaced by as many spaces."""
    blocks = [document.blocks[index] for index in article.blocks]
    return "\n".join(" " * len(block.text) if block.role in OUTSIDE_BODY else block.text for block in blocks)


def _article_of_criteria(
    document: SourceDocument, articles: Sequence[_Article], criteria: Sequence[AwardCriterion]
) -> int | None:
    """The index of the part that lists most of the award criteria."""
    if not criteria:
        return None
    names = [fold_accents(criterion.criterion) for criterion in criteria]
    best, most = None, 0
    for index, article in enumerate(articles):
        text = fold_accents(document.text[article.span.start : article.span.end])
        count = sum(name in text for name in names)
        best, most = (index, count) if count > most else (best, most)
    return best


def _state(criteria: Sequence[AwardCriterion]) -> tuple[StatedCriterion, ...]:
    """The criteria of the first lot: the lists of other lots would be added to it."""
    return tuple(
        StatedCriterion(found.criterion, found.weight, found.unit, found.parent, described=True)
        for found in criteria
        if found.lot == criteria[0].lot
    )


def _is_on_clause(extraction: Extraction, article: _Article, found: Finding) -> bool:
    start, end = article.span.start + found.span.start, article.span.start + found.span.end
    return any(clause.segment.span.start < end and start < clause.segment.span.end for clause in extraction.clauses)


def _locate(document: SourceDocument, article: _Article, warning: LawfulnessWarning) -> LawfulnessWarning:
    start, end = article.span.start + warning.span.start, article.span.start + warning.span.end
    block = next(i for i, place in enumerate(document.block_spans) if place.end > start or place.end >= end)
    return replace(
        warning,
        excerpt=_excerpt(document.text, Span(start, end)),
        span=Span(start, end),
        document=document.name,
        page=document.blocks[block].page,
        article=article.number,
        bbox=document.blocks[block].bbox,
    )


def _excerpt(text: str, span: Span) -> str:
    """The line or sentence around a finding, cut to what shows it."""
    start = max(text.rfind("\n", 0, span.start), text.rfind(". ", 0, span.start)) + 1
    end = text.find("\n", span.end)
    return cut_to(squeeze_spaces(text[start : len(text) if end < 0 else end]), EXCERPT_CHARS)
