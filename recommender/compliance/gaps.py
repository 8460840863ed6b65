"""Duties + the documents of one consultation → each duty met, weak, missing or unknown, with the proof."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recommender.compliance.coverage import (
    CRITERION_DUTIES,
    EMPLOYMENT_THEMES,
    ENVIRONMENTAL_DUTIES,
    SOCIAL_DUTIES,
    THEMES_OF_DUTY,
    environmental_themes,
)
from recommender.domain.audit import DraftDocument, DutyState, JudgedDuty, Proof, Weakness
from recommender.domain.extraction import AwardCriterion, Clause
from recommender.domain.library import Theme
from recommender.domain.recommendations import Duty
from recommender.domain.text import cut_to, fold_accents, squeeze_spaces
from recommender.domain.vocabulary import CLAUSE_KINDS, Obligation, ProvisionKind

MAX_PROOFS = 3
EXCERPT_CHARS = 240
# Where duties are written: the rules of the consultation, the contract, its technical part.
# A CCP may hold criteria; one that holds none says nothing of those of the rules.
_RULES, _CONTRACT, _TECHNICAL = ("RC",), ("CCAP", "CCP", "AE"), ("CCTP", "CCP", "CCAP")
_NO_RULES = frozenset({"CCAP", "CCTP", "AE"})
# Documents whose type is not recognised may be anything: what they lack proves nothing.
_ANY = "other"
_ORDER = "order"
_CONTROL = re.compile(
    r"\b(?:control|verifi|attest|justificat|bilan|releve|rapport|certificat|registre|bordereau|suivi|preuve|audit|"
    r"penalit|retenue|constat|transmet|remet|fournit|produit (?:a|au|chaque)|tracabilite|facture|"
    r"a la charge du titulaire)"
)
_SAY_WHICH = {
    _RULES: "Ajoutez le règlement de la consultation (RC) aux documents : c'est là que sont les critères.",
    _CONTRACT: "Ajoutez le CCAP ou le CCP aux documents : c'est là que sont les conditions d'exécution.",
    _TECHNICAL: "Ajoutez le CCTP, le CCAP ou le CCP aux documents.",
}


class _Found(NamedTuple):
    document: DraftDocument
    clause: Clause


@dataclass(frozen=True)
class GapAudit:
    """Judges duties against what the documents hold. ``themes`` are those of the taxonomy."""

    documents: Sequence[DraftDocument]
    themes: Mapping[str, Theme]

    def judge(self, duty: Duty) -> JudgedDuty:
        """How the documents stand to one duty."""
        if duty.status == "not_applicable":
            return JudgedDuty(duty, DutyState.NOT_APPLICABLE)
        if duty.code in CRITERION_DUTIES:
            judged = self._judge_by_criterion(duty)
        elif duty.code in SOCIAL_DUTIES:
            judged = self._judge_by_clause(duty, EMPLOYMENT_THEMES, {ProvisionKind.EXECUTION_CONDITION}, _CONTRACT)
        elif duty.code in ENVIRONMENTAL_DUTIES:
            judged = self._judge_by_clause(duty, environmental_themes(self.themes), CLAUSE_KINDS, _CONTRACT)
        else:
            judged = self._judge_by_clause(duty, THEMES_OF_DUTY[duty.code], CLAUSE_KINDS, _TECHNICAL)
        if duty.status == "to_check" and judged.state is not DutyState.MET:
            return JudgedDuty(duty, DutyState.UNKNOWN, judged.proofs, judged.weaknesses, judged.fix_in, duty.reason)
        return judged

    def _judge_by_criterion(self, duty: Duty) -> JudgedDuty:
        # The criteria of a CCAP are those of the orders of a framework agreement: the award is ruled elsewhere.
        rules = [document for document in self.documents if document.doc_type not in _NO_RULES]
        found = [
            (document, criterion)
            for document in rules
            for criterion in document.criteria
            if criterion.responsible in ("environmental", "both")
        ]
        fix_in = self._place(_RULES)
        if not found:
            return self._nothing(duty, _RULES, has_seen=any(document.criteria for document in rules))
        proofs = tuple(
            Proof(document.name, criterion.page, None, squeeze_spaces(_word_criterion(criterion)))
            for document, criterion in found[:MAX_PROOFS]
        )
        weaknesses = tuple(self._criterion_weaknesses([criterion for _, criterion in found]))
        state = DutyState.WEAK if weaknesses else DutyState.MET
        return JudgedDuty(duty, state, proofs, weaknesses, fix_in if weaknesses else "")

    def _criterion_weaknesses(self, criteria: Sequence[AwardCriterion]) -> Iterator[Weakness]:
        known = [c for document in self.documents for c in document.criteria]
        is_weighted = any(criterion.weight is not None for criterion in known)
        has_none = all(c.weight is None and not c.has_open_weight and c.unit != _ORDER for c in criteria)
        if is_weighted and has_none:
            yield Weakness.UNWEIGHTED
        if self._has(_TECHNICAL) and not self._binding(environmental_themes(self.themes), CLAUSE_KINDS):
            yield Weakness.NO_COUNTERPART

    def _judge_by_clause(
        self, duty: Duty, themes: frozenset[str], kinds: frozenset[ProvisionKind] | set[ProvisionKind],
        place: tuple[str, ...],
    ) -> JudgedDuty:  # fmt: skip
        binding = self._binding(themes, kinds)
        if binding:
            ranked = sorted(binding, key=self._strength)
            weaknesses = tuple(self._clause_weaknesses(duty, ranked))
            state = DutyState.WEAK if weaknesses else DutyState.MET
            return JudgedDuty(duty, state, _prove(ranked), weaknesses, _where(ranked[0].document) if weaknesses else "")
        spoken = self._spoken(themes, kinds)
        if spoken:
            is_wish = any(found.clause.obligation is Obligation.MAY for found in spoken)
            weakness = Weakness.WISH_ONLY if is_wish else Weakness.RECITAL_ONLY
            return JudgedDuty(duty, DutyState.WEAK, _prove(spoken), (weakness,), self._place(place))
        return self._nothing(duty, place, has_seen=False)

    def _strength(self, found: _Found) -> tuple[bool, bool, float]:
        """The key that puts first what meets a duty best: a condition of execution, controlled, surely read."""
        is_condition = found.clause.kind is ProvisionKind.EXECUTION_CONDITION
        return not is_condition, not self._is_controlled(found), -found.clause.confidence

    def _clause_weaknesses(self, duty: Duty, binding: Sequence[_Found]) -> Iterator[Weakness]:
        conditions = [one for one in binding if one.clause.kind is ProvisionKind.EXECUTION_CONDITION]
        # L2112-2 speaks of conditions of execution; the other duties are met by what is bought as well.
        if duty.code in ENVIRONMENTAL_DUTIES and not conditions:
            yield Weakness.SPECIFICATION_ONLY
        if not any(self._is_controlled(one) for one in (conditions or binding)):
            yield Weakness.NO_CONTROL

    def _nothing(self, duty: Duty, place: tuple[str, ...], *, has_seen: bool) -> JudgedDuty:
        """Missing where the document that should hold it was read, unknown otherwise."""
        if has_seen or self._has(place):
            return JudgedDuty(duty, DutyState.MISSING, fix_in=self._place(place))
        return JudgedDuty(duty, DutyState.UNKNOWN, fix_in=self._place(place), to_tell=_SAY_WHICH[place])

    def _binding(self, themes: frozenset[str], kinds: frozenset[ProvisionKind] | set[ProvisionKind]) -> list[_Found]:
        return [
            found
            for found in self._clauses(themes)
            if found.clause.kind in kinds and found.clause.obligation is Obligation.MUST
        ]

    def _spoken(self, themes: frozenset[str], kinds: frozenset[ProvisionKind] | set[ProvisionKind]) -> list[_Found]:
        """What speaks of the theme and binds nobody: wishes and recitals, the surest first."""
        spoken = [
            found
            for found in self._clauses(themes)
            if found.clause.obligation is Obligation.INFO
            or (found.clause.obligation is Obligation.MAY and found.clause.kind in kinds)
        ]
        return sorted(spoken, key=lambda found: -found.clause.confidence)

    def _clauses(self, themes: frozenset[str]) -> Iterator[_Found]:
        for document in self.documents:
            for clause in document.clauses:
                if themes & set(clause.themes):
                    yield _Found(document, clause)

    def _is_controlled(self, found: _Found) -> bool:
        """Whether a proof or a consequence stands in the clause, its article, or in a penalty on the same theme."""
        if _CONTROL.search(fold_accents(found.clause.segment.text)):
            return True
        article = found.clause.segment.article
        for document in self.documents:
            for other in document.clauses:
                is_near = document is found.document and article is not None and other.segment.article == article
                if is_near and _CONTROL.search(fold_accents(other.segment.text)):
                    return True
                if other.kind is ProvisionKind.PENALTY and set(other.themes) & set(found.clause.themes):
                    return True
        return False

    def _has(self, place: tuple[str, ...]) -> bool:
        return any(document.doc_type in place or document.doc_type == _ANY for document in self.documents)

    def _place(self, place: tuple[str, ...]) -> str:
        """The document to correct: one of the types of ``place``, or the one that holds the criteria in its stead."""
        document = next((document for document in self.documents if document.doc_type in place), None)
        if document is None and place == _RULES:
            document = next((one for one in self.documents if one.criteria and one.doc_type not in _NO_RULES), None)
        return _where(document) if document else place[0]


def _where(document: DraftDocument) -> str:
    return document.name if document.doc_type == _ANY else f"{document.doc_type} ({document.name})"


def _prove(found: Sequence[_Found]) -> tuple[Proof, ...]:
    return tuple(to_proof(one.document, one.clause) for one in found[:MAX_PROOFS])


def to_proof(document: DraftDocument, clause: Clause) -> Proof:
    """A clause as the proof of something: its place, and its words cut to what shows it."""
    segment = clause.segment
    excerpt = cut_to(squeeze_spaces(segment.text), EXCERPT_CHARS)
    return Proof(document.name, segment.page, segment.article, excerpt, segment.bbox, segment.span)


def _word_criterion(criterion: AwardCriterion) -> str:
    if criterion.weight is None:
        return criterion.criterion
    unit = " %" if criterion.unit == "percent" else " points"
    return f"{criterion.criterion} : {criterion.weight:g}{unit}"
