"""The use cases: read and extract a document, advise on a need, import and check the library."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from recommender.compliance.coverage import bundle_meets, mark_coverage
from recommender.compliance.duties import DutyRules
from recommender.compliance.exceptions import ExceptionRules
from recommender.compliance.instruments import InstrumentRule
from recommender.domain.classifiers import MeaningClassifier, PurchaseClassifier
from recommender.domain.documents import SourceDocument
from recommender.domain.extraction import DocumentProfile, Extraction
from recommender.domain.library import Bundle
from recommender.domain.needs import Need, NeedRequest
from recommender.domain.recommendations import Advice, Duty, Recommendation
from recommender.domain.spaser import SpaserObjective
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ContractNature, ProvisionKind
from recommender.extraction.clauses import find_clauses
from recommender.extraction.criteria import find_award_criteria
from recommender.extraction.criterion_sums import find_weight_issues
from recommender.extraction.document_type import CONTRACT_TYPES, OTHER, SPASER, read_doc_type, read_passage_type
from recommender.extraction.facts import find_facts
from recommender.extraction.headings import find_headings
from recommender.extraction.lots import read_lots
from recommender.extraction.profile import (
    decp_values,
    is_about_works,
    opening_text,
    read_amount,
    read_months,
    read_object,
)
from recommender.extraction.segments import split_segments
from recommender.extraction.spaser import read_spaser
from recommender.language.description import check_description
from recommender.language.lexicon import ThemeLexicon
from recommender.lawfulness.rules import Lawfulness
from recommender.library.references import References
from recommender.reading import DocumentReader, PageRenderer, Watch
from recommender.recommendation.feedback import FeedbackBook
from recommender.recommendation.selection import RESTRAINED, Selector
from recommender.recommendation.strengthening import DraftReading
from recommender.recommendation.understanding import NeedReader
from recommender.retrieval.hybrid import HybridRetriever
from recommender.settings import Settings

# The whole library today. Each candidate is measured by the ranker: more would cost more than they bring.
MAX_CANDIDATES = 2_000
MAX_LEVEL = 3
# Beyond these, the criteria of a contract outweigh one another.
MAX_CRITERIA = 3
OBJECT_CHARS = 1_200
# Considerations are declared of a contract: a guide or a plan declares none, a fragment of unknown type may.
DECLARED_TYPES = CONTRACT_TYPES | {OTHER}
_WARM_UP = "Article 1 - Déchets\nLe titulaire trie les déchets du chantier et remet les bordereaux chaque mois."


@dataclass(frozen=True, slots=True)
class AuditRules:
    """What the audit rests on besides the duties."""

    lawfulness: Lawfulness
    exceptions: ExceptionRules
    instruments: tuple[InstrumentRule, ...]


@dataclass(frozen=True)
class Services:
    """The program's use cases, wired by ``bootstrap``. Parts that load models are given as thunks."""

    settings: Settings
    taxonomy: Taxonomy
    duty_rules: DutyRules
    reader: DocumentReader
    renderer: PageRenderer
    meaning_classifier: Callable[[], MeaningClassifier]
    purchase_classifier: Callable[[], PurchaseClassifier]
    need_reader: Callable[[], NeedReader]
    retriever: Callable[[], HybridRetriever]
    selector: Callable[[], Selector]
    lexicon: Callable[[], ThemeLexicon]
    references: Callable[[], References]
    audit_rules: Callable[[], AuditRules]
    feedback: FeedbackBook
    bundle_titles: Mapping[str, str]
    corpus_version: str
    model_version: str
    today: Callable[[], date]

    def warm_up(self) -> None:
        """Load every model now, so that the first request does not wait for them."""
        # Reading one clause also loads the sentence pipeline, half of what the first document would wait for.
        self.extract(self.read(_WARM_UP.encode(), name="mise-en-route.txt"))
        self.purchase_classifier().classify(["mise en route"])
        self.retriever()
        self.selector()
        self.audit_rules().lawfulness.likeness()

    def read(self, content: bytes, *, name: str, watch: Watch | None = None) -> SourceDocument:
        """The text and positions of a file given as bytes; nothing of it is kept. ``watch`` follows its pages."""
        return self.reader.read(content, name=name, watch=watch)

    def close(self) -> None:
        """Stop the workers that read and draw documents; a later call starts new ones."""
        self.reader.close()
        self.renderer.close()

    def read_path(self, path: Path) -> SourceDocument:
        """The text and positions of a file on disk."""
        return self.reader.read_path(path)

    def extract(self, document: SourceDocument) -> Extraction:
        """Headings, clauses, award criteria and profile of a document; the plan too where it is a SPASER."""
        headings = find_headings(document)
        doc_type = read_doc_type(document)
        segments = split_segments(document, headings)
        passage_type = read_passage_type(document, doc_type)
        clauses = find_clauses(segments, self.meaning_classifier(), doc_type=passage_type)
        criteria = find_award_criteria(document, headings)
        social, environmental = decp_values(clauses, criteria) if doc_type in DECLARED_TYPES else decp_values((), ())
        stated_object = read_object(document, headings)
        text = stated_object or opening_text(document, max_chars=OBJECT_CHARS)
        works = ContractNature.WORKS if is_about_works(document) else None
        request = NeedRequest(text=f"{document.name} {text}", nature=works)
        need = self.need_reader().read(request, today=self.today()) if text else None
        profile = DocumentProfile(
            doc_type=doc_type,
            object=stated_object,
            nature=need.nature if need else None,
            cpv=need.cpv if need else (),
            decp_social=social,
            decp_environmental=environmental,
            amount_eur=read_amount(document),
            duration_months=read_months(document),
            lots=read_lots(document),
        )
        facts, issues = find_facts(document, segments), find_weight_issues(criteria)
        spaser = read_spaser(document, headings, clauses, self.lexicon()) if doc_type == SPASER else None
        return Extraction(document, profile, headings, clauses, criteria, facts, issues, spaser)

    def advise(
        self,
        request: NeedRequest,
        *,
        top_k: int | None = None,
        level: int = MAX_LEVEL,
        only: Collection[str] | None = None,
        objectives: Sequence[SpaserObjective] = (),
    ) -> Advice:
        """Duties and ranked suggestions for a described need.

        Args:
            request: the description and whatever else is known.
            top_k: suggestions at most; the setting where ``None``.
            level: the highest level of provisions to include.
            only: ids of the bundles to give, whatever the program would choose; its choice where ``None``.
            objectives: those of the buyer's plan, named among the reasons of the suggestions that serve them.

        Raises:
            InvalidNeed: the description cannot be used.
        """
        text = check_description(request.text, max_chars=self.settings.max_need_chars)
        return self._advise(replace(request, text=text), top_k=top_k, level=level, only=only, objectives=objectives)

    def advise_on_extraction(
        self,
        extraction: Extraction,
        request: NeedRequest,
        *,
        top_k: int | None = None,
        level: int = MAX_LEVEL,
        objectives: Sequence[SpaserObjective] = (),
    ) -> Advice:
        """The same for a draft: the need is what the draft buys, and what it already covers is marked.

        ``request.text`` may be empty; words in it are added to those of the draft.

        Raises:
            InvalidNeed: neither the words nor the draft say what is bought.
        """
        document, profile = extraction.document, extraction.profile
        bought = profile.object or opening_text(document, max_chars=OBJECT_CHARS)
        max_chars = self.settings.max_need_chars + OBJECT_CHARS
        text = check_description(f"{request.text} {bought}", max_chars=max_chars)
        completed = replace(
            request,
            text=text,
            amount_eur=request.amount_eur if request.amount_eur is not None else profile.amount_eur,
            nature=request.nature or profile.nature,
            duration_months=request.duration_months if request.duration_months is not None else profile.duration_months,
            lots=request.lots if request.lots is not None else profile.lots,
        )
        advice = self._advise(completed, top_k=top_k, level=level, extraction=extraction, objectives=objectives)
        # What the draft says was not said by the buyer: it stays marked as inferred, to be checked.
        of_draft = tuple(
            field
            for field in ("nature", "amount_eur", "duration_months", "lots")
            if getattr(request, field) is None and getattr(advice.need, field) is not None
        )
        inferred = tuple(dict.fromkeys([*advice.need.inferred, *of_draft]))
        return replace(advice, need=replace(advice.need, inferred=inferred))

    def _advise(
        self,
        request: NeedRequest,
        *,
        top_k: int | None,
        level: int,
        extraction: Extraction | None = None,
        only: Collection[str] | None = None,
        objectives: Sequence[SpaserObjective] = (),
    ) -> Advice:
        need = self.need_reader().read(request, today=self.today())
        candidates = self.retriever().retrieve(need.plain_text, top_k=MAX_CANDIDATES)
        if only is not None:
            candidates = [candidate for candidate in candidates if candidate.bundle.id in only]
        duties = self.duty_rules.judge(need)
        draft: DraftReading | None = None
        if extraction is not None:
            duties = mark_coverage(duties, extraction.clauses, extraction.award_criteria, self.taxonomy.themes)
            draft = DraftReading(extraction.clauses)
        due = [duty for duty in duties if duty.status == "due"]

        def met_duties(bundle: Bundle) -> list[str]:
            return [duty.label for duty in due if bundle_meets(duty.code, bundle, self.taxonomy.themes)]

        selector = self.selector().serving(objectives).knowing(self.feedback.habits())
        if only is not None:
            chosen = selector.keep(need, candidates, met_duties=met_duties, level=level)
        else:
            chosen = selector.select(
                need, candidates, met_duties=met_duties, top_k=top_k or self.settings.top_k, level=level, draft=draft
            )
        return Advice(
            need=need,
            duties=duties,
            recommendations=chosen,
            notes=_notes(need, chosen[: self.settings.top_k], duties),
            corpus_version=self.corpus_version,
            model_version=self.model_version,
            readings=tuple(self.references().notes_for([family.code for family in need.families[:1]])),
        )


def _notes(need: Need, chosen: Sequence[Recommendation], duties: Sequence[Duty]) -> tuple[str, ...]:
    notes: list[str] = []
    due = " ; ".join(duty.label.lower() for duty in duties if duty.status == "due")
    if not chosen:
        notes.append(
            "Aucune fiche de la bibliothèque n'a un lien assez sûr avec cet achat. Précisez ce qui est acheté "
            "(produits, tâches, lieux) ou donnez un code CPV."
        )
    elif need.restraint >= RESTRAINED:
        notes.append(
            "Peu de clauses ont un lien avec l'objet de cet achat : mieux vaut une clause utile que plusieurs sans "
            "portée." + (f" Restent dus : {due}." if due else "")
        )
    criteria = sum(p.provision.kind is ProvisionKind.AWARD_CRITERION for found in chosen for p in found.provisions)
    if criteria > MAX_CRITERIA:
        notes.append(
            f"Ces suggestions comptent {criteria} critères d'attribution : retenez-en deux ou trois, dont un "
            "environnemental, et laissez au prix et à la valeur technique la part que vous voulez leur donner."
        )
    if need.amount_eur is None:
        notes.append("Montant inconnu : indiquez-le pour savoir si une clause sociale est obligatoire (L2112-2-1).")
    return tuple(notes)
