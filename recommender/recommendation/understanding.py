"""NeedRequest → Need: what the buyer states is kept, the rest is inferred and marked as inferred."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from recommender.domain.classifiers import Purchase, PurchaseClassifier
from recommender.domain.extraction import CpvCandidate
from recommender.domain.library import PurchaseFamily
from recommender.domain.needs import FamilyCandidate, Need, NeedRequest
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import ContractNature
from recommender.errors import UnknownCpv
from recommender.language.quantities import find_amount, find_months
from recommender.language.stemming import stem_text

CPV_CANDIDATES = 3
FAMILY_CANDIDATES = 5
MIN_FAMILY_SCORE = 0.03
# From this probability the purchase family tells the nature better than the CPV division does.
CERTAIN_FAMILY_SCORE = 0.4
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

    def read(self, request: NeedRequest, *, today: date) -> Need:
        """The need of one request.

        Raises:
            UnknownCpv: a stated code is not in the CPV nomenclature.
        """
        stated = tuple(self._check_cpv(code) for code in request.cpv)
        purchase = self.classifier.classify([request.text])[0]
        cpv = self._cpv_candidates(request.text, purchase, stated)
        families = self._families(purchase, stated)
        amount = request.amount_eur if request.amount_eur is not None else find_amount(request.text)
        months = request.duration_months if request.duration_months is not None else find_months(request.text)
        return Need(
            text=request.text,
            cpv=cpv,
            families=families,
            nature=request.nature or infer_nature(request.text, cpv, self._usual_nature(families)),
            amount_eur=amount,
            duration_months=months,
            launch_date=request.launch_date or today,
            buyer=request.buyer,
            inferred=list_inferred(request, amount, months),
            id=request.id,
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
        for code, label in self.cpv_labels.items():
            if not code.startswith(division):
                continue
            words = _label_stems(label)
            overlap = len(words & stems) ** 2 / (len(words) or 1)
            if overlap > best_overlap:
                best, best_overlap = code, overlap
        return best

    def _families(self, purchase: Purchase, stated: Sequence[str]) -> tuple[FamilyCandidate, ...]:
        scores = dict(purchase.families)
        of_stated = {family for code in stated if (family := self._family_of(code))}
        if of_stated:
            scores = {family: (1 - STATED_CPV_WEIGHT) * score for family, score in scores.items()}
            for family in of_stated:
                scores[family] = scores.get(family, 0.0) + STATED_CPV_WEIGHT / len(of_stated)
        ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:FAMILY_CANDIDATES]
        return tuple(
            FamilyCandidate(code, self.families[code].label, round(score, 3))
            for code, score in ordered
            if score >= MIN_FAMILY_SCORE
        )

    def _usual_nature(self, families: Sequence[FamilyCandidate]) -> ContractNature | None:
        if not families or families[0].score < CERTAIN_FAMILY_SCORE:
            return None
        return self.families[families[0].code].nature

    def _family_of(self, code: str) -> str | None:
        prefixes = (code[:length] for length in range(8, 1, -1))
        return next((self.family_by_prefix[prefix] for prefix in prefixes if prefix in self.family_by_prefix), None)


@lru_cache(maxsize=10_000)
def _label_stems(label: str) -> frozenset[str]:
    """Stems of a CPV label; kept, because every need meets hundreds of the same labels."""
    return frozenset(stem_text(label))


def infer_nature(text: str, cpv: Sequence[CpvCandidate], family_nature: ContractNature | None = None) -> ContractNature:
    """Works, supplies or services.

    The words of the object come first, then what the likeliest family usually is, then the division.

    Args:
        text: the need.
        cpv: CPV candidates, best first.
        family_nature: the usual nature of the purchase family, ``None`` where the family is uncertain.
    """
    folded = _PROCEDURE.sub("", fold_accents(text))
    division = cpv[0].code[:2] if cpv else ""
    if _STUDY.search(folded) and division != WORKS_DIVISION:
        return ContractNature.SERVICES
    if _SUPPLIES.search(folded) and not (division == WORKS_DIVISION and _FITTING.search(folded)):
        return ContractNature.SUPPLIES
    if _WORKS.search(folded) and not division.startswith("7"):
        return ContractNature.WORKS
    if _SERVICES.search(folded) and family_nature is not ContractNature.WORKS:
        return ContractNature.SERVICES
    if family_nature is not None:
        return family_nature
    if division == WORKS_DIVISION:
        return ContractNature.WORKS
    return ContractNature.SUPPLIES if division in SUPPLY_DIVISIONS else ContractNature.SERVICES


def list_inferred(request: NeedRequest, amount: float | None, months: int | None) -> tuple[str, ...]:
    """The fields of a need that ``request`` does not state, given the amount and duration that were found."""
    known = {
        "cpv": bool(request.cpv),
        "nature": request.nature is not None,
        "amount_eur": request.amount_eur is not None or amount is None,
        "duration_months": request.duration_months is not None or months is None,
        "launch_date": request.launch_date is not None,
    }
    return tuple(field for field, is_known in known.items() if not is_known)
