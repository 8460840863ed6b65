"""NeedRequest → Need: what the buyer states is kept, the rest is inferred and marked as inferred."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log

from recommender.domain.classifiers import Purchase, PurchaseClassifier, ThemeOutlook
from recommender.domain.extraction import CpvCandidate
from recommender.domain.library import PurchaseFamily
from recommender.domain.needs import FamilyCandidate, Need, NeedRequest
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import ContractNature
from recommender.errors import UnknownCpv, UnknownFamily
from recommender.language.stemming import stem_text
from recommender.recommendation.details import Details, describe_request, read_details, weigh_labour

CPV_CANDIDATES = 3
FAMILY_CANDIDATES = 5
MIN_FAMILY_SCORE = 0.03
# From this probability on, works are works whatever the first word of the object.
CERTAIN_NATURE = 0.6
# How often these signs tell the nature right, on labelled needs.
WORDS_CONFIDENCE, DIVISION_CONFIDENCE = 0.95, 0.7
# From this much of the families not being those the words say, the buyer knows something the words do not tell.
MIN_SURPRISE = 0.3
# A stated CPV code decides the family, but buyers pick wrong codes: the words keep a say.
STATED_CPV_WEIGHT = 0.75
_CPV = re.compile(r"^(\d{8})(?:-\d)?$")
_WORKS = re.compile(
    r"^(?:marche de |lot \S+ )?(?:travaux|construction|demolition|rehabilitation|renovation|refection|amenagement)\b"
    r"|^ravalement\b|\btravaux (?:de|d')"
)
_SUPPLIES = re.compile(
    r"^(?:la |l')?(?:fourniture|acquisition|achat|livraison)s?\b|\bfournitures? (?:et|de|d')|\bacquisition (?:de|d')"
    r"|\bnous (?:commandons|cherchons|achetons)"
)
# "Accord-cadre à bons de commande pour l'entretien…": what is bought comes after.
_PROCEDURE = re.compile(
    r"^(?:acbc|(?:les? |la )?(?:accords?-cadres?|marches?)"
    r"(?: publics?| specifiques?| subsequents?| a bons? de commandes?| (?:mono|multi)-?attributaires?)*)\s+"
    r"(?:relatifs? (?:a|aux)|pour|portant sur|d[eu]s?|concernant)\s+(?:l'|la |les? |des? )?"
)
_FITTING = re.compile(r"\b(?:pose|travaux|mise en oeuvre|construction)\b")
_SERVICES = re.compile(
    r"^(?:entretien|maintenance|nettoyage|collecte|location|formation|gestion|services?|prestations?)\b"
)
_STUDY = re.compile(r"maitrise d'(?:oeuvre|ouvrage)|\betudes?\b|assistance|diagnostic|\bamo\b|controle technique")
SUPPLY_DIVISIONS = frozenset(
    str(code).zfill(2)
    for code in (3, 9, 14, 15, 16, 18, 19, 22, 24, 30, 31, 32, 33, 34, 35, 37, 38, 39, 41, 42, 43, 44, 48)
)
WORKS_DIVISION = "45"


@dataclass(frozen=True, slots=True)
class NeedReader:
    """Understands needs with a trained classifier and the taxonomies."""

    classifier: PurchaseClassifier
    families: Mapping[str, PurchaseFamily]
    cpv_labels: Mapping[str, str]
    family_by_prefix: Mapping[str, str]
    # The stems of the labels of a division, kept once read: every need meets hundreds of the same labels.
    _label_stems: dict[str, list[tuple[str, dict[str, float]]]] = field(default_factory=dict)

    def read(self, request: NeedRequest, *, today: date) -> Need:
        """The need of one request.

        Raises:
            UnknownCpv: a stated code is not in the CPV nomenclature.
            UnknownFamily: a stated family does not exist.
        """
        return self.read_batch([request], today=today)[0]

    def read_batch(self, requests: Sequence[NeedRequest], *, today: date) -> list[Need]:
        """The needs of many requests, classified together."""
        purchases = self.classifier.classify([describe_request(request) for request in requests])
        return [self._read(request, purchase, today) for request, purchase in zip(requests, purchases, strict=True)]

    def _read(self, request: NeedRequest, purchase: Purchase, today: date) -> Need:
        stated = tuple(self._check_cpv(code) for code in request.cpv)
        cpv = self._cpv_candidates(purchase.plain_text or request.text, purchase, stated)
        families = self._families(purchase, stated, request.family)
        found = read_details(request, purchase)
        nature, nature_confidence = (
            (request.nature, 1.0) if request.nature else infer_nature(request.text, cpv, purchase)
        )
        confidence = {
            **found.confidence,
            "cpv": cpv[0].score if cpv else 0.0,
            "family": families[0].score if families else 0.0,
            "nature": nature_confidence,
        }
        inferred = list_inferred(request, found)
        return Need(
            text=request.text,
            cpv=cpv,
            families=families,
            nature=nature,
            launch_date=request.launch_date or today,
            buyer=request.buyer,
            inferred=inferred,
            themes=weigh_labour(self._themes(purchase, families), request.labour),
            restraint=purchase.restraint,
            confidence={field: round(confidence[field], 3) for field in inferred if field in confidence},
            typos=purchase.typos,
            plain_text=purchase.plain_text or request.text,
            id=request.id,
            **found.values,
        )

    def _check_cpv(self, code: str) -> str:
        match = _CPV.match(code.strip())
        if match and match.group(1) in self.cpv_labels:
            return match.group(1)
        digits = re.sub(r"\D", "", code)
        near = [known for known in self.cpv_labels if digits[:4] and known.startswith(digits[:4])][:3]
        shown = " ; ".join(f"{known} ({self.cpv_labels[known]})" for known in near)
        raise UnknownCpv(
            f"Le code CPV « {code.strip()[:20]} » n'existe pas dans la nomenclature.",
            f"Codes voisins : {shown}."
            if near
            else "Donnez un code à huit chiffres, par exemple 90910000 (nettoyage).",
        )

    def _cpv_candidates(self, text: str, purchase: Purchase, stated: Sequence[str]) -> tuple[CpvCandidate, ...]:
        if stated:
            return tuple(CpvCandidate(code, self.cpv_labels[code], 1.0) for code in stated)
        stems = set(stem_text(text))
        found = []
        for division, score in purchase.divisions[:CPV_CANDIDATES]:
            code = self._closest_code(division, stems)
            found.append(CpvCandidate(code, self.cpv_labels.get(code, ""), round(score, 3)))
        return tuple(found)

    def _closest_code(self, division: str, stems: set[str]) -> str:
        """The code of the division whose label shares most words with the need; the division where none does."""
        best, best_overlap = division.ljust(8, "0"), 0.0
        for code, words in self._stems_of(division):
            overlap = sum(words[stem] for stem in words.keys() & stems) ** 2 / (sum(words.values()) or 1.0)
            if overlap > best_overlap:
                best, best_overlap = code, overlap
        return best

    def _stems_of(self, division: str) -> list[tuple[str, dict[str, float]]]:
        """The codes of a division with the stems of their labels, those that many labels share counting less."""
        if division not in self._label_stems:
            labels = [
                (code, set(stem_text(label))) for code, label in self.cpv_labels.items() if code.startswith(division)
            ]
            counts = Counter(stem for _, stems in labels for stem in stems)
            self._label_stems[division] = [
                (code, {stem: log(1.0 + len(labels) / counts[stem]) for stem in stems}) for code, stems in labels
            ]
        return self._label_stems[division]

    def _families(self, purchase: Purchase, stated: Sequence[str], family: str | None) -> tuple[FamilyCandidate, ...]:
        scores = dict(purchase.families)
        of_stated = {found for code in stated if (found := self._family_of(code))}
        if family is not None:
            scores = {self._check_family(family): 1.0}
        elif of_stated:
            scores = {code: (1 - STATED_CPV_WEIGHT) * score for code, score in scores.items()}
            for code in of_stated:
                scores[code] = scores.get(code, 0.0) + STATED_CPV_WEIGHT / len(of_stated)
        ordered = sorted(scores.items(), key=_best_first)[:FAMILY_CANDIDATES]
        return tuple(
            FamilyCandidate(code, self.families[code].label, round(score, 3))
            for code, score in ordered
            if score >= MIN_FAMILY_SCORE
        )

    def _themes(self, purchase: Purchase, families: Sequence[FamilyCandidate]) -> tuple[ThemeOutlook, ...]:
        """What the words say of each theme; where the buyer's family is not the one they say, its stakes count too."""
        read = dict(purchase.families)
        surprise = sum(max(0.0, found.score - read.get(found.code, 0.0)) for found in families)
        if surprise < MIN_SURPRISE:
            return purchase.themes
        share = min(1.0, surprise)
        return tuple(self._blend(outlook, families, share) for outlook in purchase.themes)

    def _blend(self, outlook: ThemeOutlook, families: Sequence[FamilyCandidate], share: float) -> ThemeOutlook:
        total = sum(found.score for found in families)
        grades = [(self.families[found.code].stakes.get(outlook.code, 0), found.score / total) for found in families]
        relevance = sum(weight for grade, weight in grades if grade)
        grade = sum(grade * weight for grade, weight in grades)
        worth = sum((2.0**grade - 1.0) * weight for grade, weight in grades)
        return ThemeOutlook(
            outlook.code,
            round((1 - share) * outlook.relevance + share * relevance, 3),
            round((1 - share) * outlook.grade + share * grade, 3),
            round((1 - share) * outlook.worth + share * worth, 3),
        )

    def _check_family(self, code: str) -> str:
        if code in self.families:
            return code
        near = [family.code for family in self.families.values() if code[:4] and family.code.startswith(code[:4])]
        raise UnknownFamily(
            f"La famille d'achat « {code[:40]} » n'existe pas.",
            f"Familles voisines : {', '.join(near)}." if near else "Lancez `clausier corpus stats` pour leur liste.",
        )

    def _family_of(self, code: str) -> str | None:
        prefixes = (code[:length] for length in range(8, 1, -1))
        return next((self.family_by_prefix[prefix] for prefix in prefixes if prefix in self.family_by_prefix), None)


def infer_nature(text: str, cpv: Sequence[CpvCandidate], purchase: Purchase) -> tuple[ContractNature, float]:
    """Works, supplies or services, with a confidence: the words of the object first, then what the classifier read.

    Args:
        text: the need.
        cpv: CPV candidates, best first.
        purchase: what the classifier read of the text.
    """
    folded = _PROCEDURE.sub("", fold_accents(text))
    division = cpv[0].code[:2] if cpv else ""
    learnt = {ContractNature(code): score for code, score in purchase.natures}
    if _STUDY.search(folded) and division != WORKS_DIVISION:
        return ContractNature.SERVICES, WORDS_CONFIDENCE
    if _SUPPLIES.search(folded) and not (division == WORKS_DIVISION and _FITTING.search(folded)):
        return ContractNature.SUPPLIES, WORDS_CONFIDENCE
    if _WORKS.search(folded) and not division.startswith("7"):
        return ContractNature.WORKS, WORDS_CONFIDENCE
    if _SERVICES.search(folded) and learnt.get(ContractNature.WORKS, 0.0) < CERTAIN_NATURE:
        return ContractNature.SERVICES, WORDS_CONFIDENCE
    if learnt:
        best = max(learnt, key=lambda nature: (learnt[nature], nature))
        return best, learnt[best]
    if division == WORKS_DIVISION:
        return ContractNature.WORKS, DIVISION_CONFIDENCE
    return (ContractNature.SUPPLIES if division in SUPPLY_DIVISIONS else ContractNature.SERVICES), DIVISION_CONFIDENCE


def list_inferred(request: NeedRequest, found: Details) -> tuple[str, ...]:
    """The fields of a need that ``request`` does not state and that hold a value."""
    stated = {
        "cpv": bool(request.cpv),
        "family": request.family is not None or bool(request.cpv),
        "nature": request.nature is not None,
        "launch_date": request.launch_date is not None,
    }
    fields = [*stated, *found.values]
    is_known = {**{field: getattr(request, field, None) is not None for field in found.values}, **stated}
    is_empty = {field for field, value in found.values.items() if value in (None, ())}
    return tuple(field for field in fields if not is_known[field] and field not in is_empty)


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return (-pair[1], pair[0])
