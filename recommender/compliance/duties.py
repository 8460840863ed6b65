"""Judges each duty of ``corpus/obligations`` for one need on its launch date."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from recommender.domain.needs import Need
from recommender.domain.recommendations import Duty
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import ContractNature
from recommender.errors import InvalidCorpus

# A family counts for a duty when it is one of the likeliest, not a remote possibility.
MIN_FAMILY_SCORE = 0.2
# Duties of a contract are judged for each need; those of the buyer itself, or of concessions, are not.
CONTRACT, CONCESSION, BUYER = "contract", "concession", "buyer"
CERTAINTIES = {"verified", "secondary", "to_verify"}
SCOPES = {CONTRACT, CONCESSION, BUYER}


@dataclass(frozen=True, slots=True)
class DutyRule:
    """One duty as data; see the head of ``duties.toml`` for the meaning of each field."""

    code: str
    label: str
    launch_from: date | None
    legal_basis: tuple[str, ...]
    certainty: str
    how_to_meet: str
    threshold: str | None
    families: frozenset[str]
    always_families: frozenset[str]
    natures: frozenset[str]
    words: re.Pattern[str] | None
    not_words: re.Pattern[str] | None
    exceptions: str
    scope: str = CONTRACT
    who: str = ""
    what: str = ""
    launch_until: date | None = None
    sources: tuple[str, ...] = ()

    def covers(self, launch: date) -> bool:
        """Whether the duty binds consultations launched on this day."""
        return _launch_misfit(self, launch) is None


@dataclass(frozen=True, slots=True)
class ThresholdPeriod:
    """EU thresholds in euros for launches in ``[start, until)``."""

    start: date
    until: date
    works: float
    supplies_services: dict[str, float]


@dataclass(frozen=True, slots=True)
class DutyRules:
    """All duties and thresholds."""

    rules: tuple[DutyRule, ...]
    periods: tuple[ThresholdPeriod, ...]

    def judge(self, need: Need) -> tuple[Duty, ...]:
        """Every duty of a contract with its status for this need, in the order of the file.

        Those of concessions come only where the need speaks of one.
        """
        judged = [(rule, self._judge_one(rule, need)) for rule in self.rules if rule.scope != BUYER]
        return tuple(duty for rule, duty in judged if rule.scope == CONTRACT or duty.status != "not_applicable")

    def eu_threshold(self, need: Need) -> float | None:
        """The EU threshold in euros for this need, ``None`` where no period covers the launch date."""
        for period in self.periods:
            if period.start <= need.launch_date < period.until:
                if need.nature is ContractNature.WORKS:
                    return period.works
                return period.supplies_services[need.buyer.value]
        return None

    def _judge_one(self, rule: DutyRule, need: Need) -> Duty:
        status, reason = self._status(rule, need)
        return Duty(
            code=rule.code,
            label=rule.label,
            status=status,
            reason=reason,
            legal_basis=rule.legal_basis,
            certainty=rule.certainty,
            how_to_meet=rule.how_to_meet,
        )

    def _status(self, rule: DutyRule, need: Need) -> tuple[str, str]:
        misfit = _launch_misfit(rule, need.launch_date) or _purchase_misfit(rule, need)
        if misfit:
            return "not_applicable", misfit
        if rule.threshold is not None:
            status, reason = self._threshold_status(rule, need)
        else:
            status, reason = "due", f"S'applique à cet achat à la date de lancement. {_except_for(rule)}".strip()
        if status == "due" and rule.certainty == "to_verify":
            return "to_check", "À vérifier : point d'attention qui n'est pas présenté comme une règle de droit."
        return status, reason

    def _threshold_status(self, rule: DutyRule, need: Need) -> tuple[str, str]:
        if rule.threshold == CONCESSION:
            return (
                "to_check",
                f"Due à partir du seuil européen des concessions, à vérifier. {_except_for(rule)}".strip(),
            )
        threshold = self.eu_threshold(need)
        if threshold is None:
            return "to_check", "Seuil européen inconnu à cette date de lancement : à vérifier."
        shown = f"{threshold:,.0f}".replace(",", " ")
        if need.amount_eur is None:
            return "to_check", f"Due si la valeur estimée atteint {shown} € HT : indiquez le montant."
        if need.amount_eur < threshold:
            return "not_applicable", f"Valeur estimée sous le seuil européen de {shown} € HT."
        return (
            "due",
            f"Valeur estimée au moins égale au seuil européen de {shown} € HT. {_except_for(rule)}".strip(),
        )


def _launch_misfit(rule: DutyRule, launch: date) -> str | None:
    if rule.launch_from is not None and launch < rule.launch_from:
        return f"S'applique aux consultations lancées à partir du {rule.launch_from:%d/%m/%Y}."
    if rule.launch_until is not None and launch >= rule.launch_until:
        return f"S'appliquait aux consultations lancées avant le {rule.launch_until:%d/%m/%Y}."
    return None


def _except_for(rule: DutyRule) -> str:
    return f"Exceptions : {rule.exceptions}" if rule.exceptions else ""


def _purchase_misfit(rule: DutyRule, need: Need) -> str | None:
    if rule.natures and need.nature.value not in rule.natures:
        return "Ne concerne pas cette nature de marché."
    likely = {family.code for family in need.families if family.score >= MIN_FAMILY_SCORE}
    if likely & rule.always_families:
        return None
    if rule.families and not likely & rule.families:
        return "Ne concerne pas cette famille d'achat."
    text = fold_accents(need.text)
    if rule.words and not rule.words.search(text):
        return "Rien dans la description ne désigne les biens ou services visés."
    if rule.not_words and rule.not_words.search(text):
        return "La description désigne un achat qui n'est pas visé."
    return None


def find_duty_faults(rules: DutyRules, taxonomy: Taxonomy) -> list[str]:
    """Articles and families that a duty names and that do not exist, and degrees of certainty that are none."""
    faults = []
    for rule in rules.rules:
        unknown = [code for code in rule.legal_basis if code not in taxonomy.articles]
        unknown += [code for code in rule.families | rule.always_families if code not in taxonomy.families]
        unknown += [rule.certainty] if rule.certainty not in CERTAINTIES else []
        faults += [
            f"obligations/duties : {rule.code} : article, famille ou certitude inconnus : {code}" for code in unknown
        ]
    return faults


def read_duty_rules(corpus_dir: Path) -> DutyRules:
    """The duties and thresholds of ``corpus_dir``/obligations.

    Raises:
        InvalidCorpus: a file is missing or malformed.
    """
    folder = corpus_dir / "obligations"
    try:
        duties = tomllib.loads((folder / "duties.toml").read_text(encoding="utf-8"))
        thresholds = tomllib.loads((folder / "thresholds.toml").read_text(encoding="utf-8"))
        return DutyRules(
            rules=tuple(_to_rule(code, row) for code, row in duties.items()),
            periods=tuple(_to_period(row) for row in thresholds["period"]),
        )
    except (OSError, KeyError, ValueError, re.error) as error:
        raise InvalidCorpus(
            f"Les obligations de la bibliothèque ne peuvent pas être lues ({error}).",
            "Corrigez les fichiers de corpus/obligations, puis relancez `clausier corpus check`.",
        ) from error


def _to_rule(code: str, row: dict[str, Any]) -> DutyRule:
    return DutyRule(
        code=code,
        label=row["label"],
        launch_from=row.get("launch_from"),
        launch_until=row.get("launch_until"),
        scope=_to_scope(row),
        who=row["who"],
        what=row["what"],
        sources=tuple(row.get("sources", ())),
        legal_basis=tuple(row["legal_basis"]),
        certainty=row["certainty"],
        how_to_meet=row["how_to_meet"],
        threshold=row.get("threshold"),
        families=frozenset(row.get("families", ())),
        always_families=frozenset(row.get("always_families", ())),
        natures=frozenset(row.get("natures", ())),
        words=re.compile(row["words"]) if "words" in row else None,
        not_words=re.compile(row["not_words"]) if "not_words" in row else None,
        exceptions=row.get("exceptions", ""),
    )


def _to_scope(row: dict[str, Any]) -> str:
    scope: str = row["scope"]
    if scope not in SCOPES:
        raise ValueError(f"scope = {scope}")
    return scope


def _to_period(row: dict[str, Any]) -> ThresholdPeriod:
    return ThresholdPeriod(row["from"], row["until"], float(row["works"]), dict(row["supplies_services"]))
