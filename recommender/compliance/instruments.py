"""A need → the ways that fit it: reserve, reserve a lot, clause, criterion, sourcing, dynamic system, no contract."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.domain.audit import Instrument, InstrumentAdvice
from recommender.domain.needs import Need
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import ContractNature, LabourShare
from recommender.errors import InvalidCorpus

MIN_FAMILY_SCORE = 0.2


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """One way as data; see the head of ``instruments.toml`` for the meaning of each field."""

    advice: InstrumentAdvice
    labour: frozenset[LabourShare]
    families: frozenset[str]
    at_least_eur: float
    below_eur: float | None
    at_least_months: int
    natures: frozenset[ContractNature] = frozenset()

    def fits(self, need: Need) -> bool:
        """Whether the way fits the need; what is not known of the need shuts nothing out."""
        if self.labour and need.labour is not None and need.labour not in self.labour:
            return False
        if self.natures and need.nature not in self.natures:
            return False
        if self.families and not self.families & {f.code for f in need.families if f.score >= MIN_FAMILY_SCORE}:
            return False
        if need.duration_months is not None and need.duration_months < self.at_least_months:
            return False
        amount = need.amount_eur
        if amount is None:
            return True
        return amount >= self.at_least_eur and (self.below_eur is None or amount < self.below_eur)


def choose_instruments(rules: Sequence[InstrumentRule], need: Need) -> tuple[InstrumentAdvice, ...]:
    """The ways that fit a need, from the strongest to the lightest."""
    return tuple(rule.advice for rule in rules if rule.fits(need))


def find_instrument_faults(rules: Sequence[InstrumentRule], taxonomy: Taxonomy) -> Iterator[str]:
    """Families and articles that a way names and that do not exist."""
    for rule in rules:
        unknown = [code for code in sorted(rule.families) if code not in taxonomy.families]
        unknown += [code for code in rule.advice.legal_basis if code not in taxonomy.articles]
        for code in unknown:
            yield f"obligations/instruments : {rule.advice.instrument} : famille ou article inconnus : {code}"


def read_instrument_rules(corpus_dir: Path) -> tuple[InstrumentRule, ...]:
    """The ways of ``corpus_dir``/obligations/instruments.toml, in its order.

    Raises:
        InvalidCorpus: the file is missing or malformed.
    """
    try:
        rows = tomllib.loads((corpus_dir / "obligations" / "instruments.toml").read_text(encoding="utf-8"))
        return tuple(_to_rule(code, row) for code, row in rows.items())
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les instruments de la bibliothèque ne peuvent pas être lus ({error}).",
            "Corrigez corpus/obligations/instruments.toml, puis relancez `clausier corpus check`.",
        ) from error


def _to_rule(code: str, row: dict[str, Any]) -> InstrumentRule:
    return InstrumentRule(
        advice=InstrumentAdvice(
            Instrument(code), row["label"], row["reason"], tuple(row["legal_basis"]), row["certainty"]
        ),
        labour=frozenset(map(LabourShare, row.get("labour", ()))),
        families=frozenset(row.get("families", ())),
        at_least_eur=float(row.get("at_least_eur", 0)),
        below_eur=float(row["below_eur"]) if "below_eur" in row else None,
        at_least_months=int(row.get("at_least_months", 0)),
        natures=frozenset(map(ContractNature, row.get("natures", ()))),
    )
