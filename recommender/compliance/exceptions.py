"""The four cases where a social condition may be left out (L2112-2-1 II), and the note to the file (III)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from recommender.domain.audit import ExceptionCase
from recommender.domain.needs import Need
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare
from recommender.errors import InvalidCorpus, InvalidExceptionCase

# "Une durée inférieure à six mois" (L2112-2-1 II 4°).
SHORT_WORKS_MONTHS = 6
_AVAILABLE, _NO_LINK, _SHORT_WORKS = 1, 2, 4


@dataclass(frozen=True, slots=True)
class ExceptionRules:
    """The cases, the sentence of the note for each, and the frame of the note."""

    cases: tuple[ExceptionCase, ...]
    notes: Mapping[int, str]
    memo: Mapping[str, str]

    def walk(self, need: Need) -> tuple[ExceptionCase, ...]:
        """The four cases, those that what is known of the need shuts out marked as such."""
        return tuple(self._judge(case, need) for case in self.cases)

    def write_note(self, need: Need, case: int, reason: str) -> str:
        """The note to the file, in lines; brackets mark what remains to be filled in where no reason is given.

        Raises:
            InvalidExceptionCase: there is no such case, or the need shuts it out.
        """
        chosen = next((one for one in self.walk(need) if one.number == case), None)
        if chosen is None or chosen.is_excluded:
            raise InvalidExceptionCase(
                chosen.caution if chosen else f"Il n'y a pas de cas n° {case} à l'article L2112-2-1, II.",
                "Choisissez un cas de 1 à 4 que votre marché remplit, ou prévoyez une clause sociale.",
            )
        keep = self.memo["keep_entity" if need.buyer is BuyerCategory.UTILITY else "keep"]
        amount = "à préciser" if need.amount_eur is None else f"{need.amount_eur:,.0f} € HT".replace(",", "\u202f")
        return "\n\n".join(
            (
                self.memo["title"],
                self.memo["head"],
                f"Marché : {need.text}\nValeur estimée : {amount}\nDate de lancement : {need.launch_date:%d/%m/%Y}",
                f"Cas retenu (II, {case}°) : {chosen.title}.",
                f"Motifs : {reason.strip() or self._sentence(case, need)}",
                f"Ce que le dossier doit établir : {chosen.to_show}",
                keep,
                "Date, nom et signature :",
            )
        )

    def _sentence(self, case: int, need: Need) -> str:
        months = "… mois" if need.duration_months is None else f"{need.duration_months} mois"
        return self.notes[case].replace("[… mois]", months if need.duration_months is not None else f"[{months}]")

    def _judge(self, case: ExceptionCase, need: Need) -> ExceptionCase:
        excluded = _excluded_by(case.number, need)
        return replace(case, is_excluded=bool(excluded), caution=excluded or _caution(case.number, need))


def _excluded_by(number: int, need: Need) -> str:
    """Why the text shuts a case out for this need, in French; empty where it does not, or where one cannot say."""
    if number != _SHORT_WORKS:
        return ""
    if need.nature is not ContractNature.WORKS:
        return "Ce cas ne concerne que les marchés de travaux."
    if need.duration_months is not None and need.duration_months >= SHORT_WORKS_MONTHS:
        return f"La durée du marché ({need.duration_months} mois) n'est pas inférieure à six mois."
    return ""


def _caution(number: int, need: Need) -> str:
    """What makes a case hard to defend for this need; our reading, which no text imposes."""
    if number == _AVAILABLE and need.nature is ContractNature.WORKS:
        return "Difficile à soutenir : des travaux s'exécutent pour vous, ils ne sont pas déjà disponibles."
    if number == _NO_LINK and need.labour is LabourShare.HIGH:
        return "Difficile à soutenir : ce marché emploie beaucoup de main-d'œuvre."
    return ""


def read_exception_rules(corpus_dir: Path) -> ExceptionRules:
    """The cases of ``corpus_dir``/obligations/exceptions.toml.

    Raises:
        InvalidCorpus: the file is missing or malformed.
    """
    try:
        rows = tomllib.loads((corpus_dir / "obligations" / "exceptions.toml").read_text(encoding="utf-8"))
        numbers = sorted(int(key) for key in rows if key != "memo")
        return ExceptionRules(
            cases=tuple(
                ExceptionCase(number, row["title"], row["question"], row["to_show"])
                for number in numbers
                for row in (rows[str(number)],)
            ),
            notes={number: rows[str(number)]["note"] for number in numbers},
            memo={key: rows["memo"][key] for key in ("title", "head", "keep", "keep_entity")},
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les exceptions de la bibliothèque ne peuvent pas être lues ({error}).",
            "Corrigez corpus/obligations/exceptions.toml, puis relancez `clausier corpus check`.",
        ) from error
