"""What an indicator is counted in, and the values of the cells of a table of indicators."""

import re
from dataclasses import dataclass

from recommender.domain.spaser import TargetUnit
from recommender.extraction.spaser_numbers import FIGURES, to_value
from recommender.extraction.spaser_text import fold_evenly

# In this order: "nombre d'heures" is hours, "taux de marchés" a share, "nombre de marchés" contracts.
_UNITS = (
    (TargetUnit.PERCENT, re.compile(r"^(?:la |le )?(?:parts?|taux|pourcentage|proportion|%|ratio)\b|\(?% (?:d|"
                                    r"en)|\ben %|pourcentage")),
    (TargetUnit.HOURS, re.compile(r"^(?:nombre |volume |total )?(?:d')?heures?\b|\ben heures\b|"
                                  r"^duree (?:hebdo\w+|quotid\w+)")),
    (TargetUnit.TONNES, re.compile(r"\btonnes?\b|\btonnage|\bteq|\btco2|\bequivalent co2|empreinte carbone|"
                                   r"\bemissions?\b")),
    (TargetUnit.EUROS, re.compile(r"^(?:le )?(?:montant|cout|depenses?|budget|valeur|chiffre d'affaires|"
                                  r"volume (?:financier|d'achats?)|economies)\b|\ben (?:k|m)?€|\beuros\b")),
    (TargetUnit.OTHER, re.compile(r"^(?:age|duree|delai|consommation|quantite|litres|grammes|kilogrammes|"
                                  r"kilometres|indice|note|surface|poids)\b|\bkwh\b|\bmoyen(?:ne)? d")),
    (TargetUnit.CONTRACTS, re.compile(
        r"\bnombre (?:et (?:part|montant) )?(?:total |annuel |moyen )?(?:de |d'|des )(?:nouveaux )?(?:marches|"
        r"contrats|consultations|lots|accords-cadres|procedures)\b"
        r"(?! (?:en alternance|d'apprenti|de travail))"
    )),
    (TargetUnit.COUNT, re.compile(r"\bnombre\b|\bnb\b")),
)  # fmt: skip
_NO_VALUE = re.compile(
    r"^(?:suivi|n ?\. ?[dcra] ?\.?|s ?\. ?o ?\.?|nd|na|ns|cf|voir|[–—−-]$|a (?:definir|etablir|determiner|"
    r"preciser|venir|fixer)|"
    r"en cours|non|oui|sans objet|x$|$|\?)"
)
_KEPT = re.compile(r"\b(?:maintien|maintenir|maintenu|stabil\w+|stable)\b")
_VALUE = re.compile(
    rf"(?P<sign>(?:^|(?<=\s))[–−-] ?)?(?:entre )?(?P<number>{FIGURES})(?:(?: ?(?:%|€|h|t|m€|k€))? (?:a|"
    rf"et) (?:{FIGURES})| sur (?:{FIGURES}))?"
    r" ?(?P<unit>%|pour cent|m€|k€|md€|€|euros|millions? d'euros|heures?\b|h(?!\w)|tonnes?\b|t(?!\w)|teq\w*|"
    r"(?:g|kg|l|m3|m2|kwh|gwh|mwh|ans|jours|mois|km)(?!\w))?"
)
_MULTIPLE = re.compile(r"^[x×] ?(?P<times>\d+(?:,\d+)?)$")
_SCALES = {"k€": 1e3, "m€": 1e6, "md€": 1e9, "million d'euros": 1e6, "millions d'euros": 1e6}


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value of a cell; ``None`` where the cell asks to keep the level."""

    value: float | None
    unit: TargetUnit


def read_indicator_unit(text: str) -> TargetUnit | None:
    """What an indicator is counted in by its own words, ``None`` where they do not say."""
    folded = fold_evenly(text).strip()
    return next((unit for unit, pattern in _UNITS if pattern.search(folded)), None)


def read_cell(text: str, unit: TargetUnit | None) -> list[CellValue]:
    """The values of a cell, the lower bound of a range; ``unit`` is that of the indicator, for bare numbers.

    "75 dont 25" has two; "suivi", "n.d." or "cf. action 3" none.
    """
    # "280 000 h1", "41 %2": the number of a footnote is glued to the unit.
    folded = fold_evenly(re.sub(r"(?<=[%€A-Za-ln-z])\d$", "", text.strip())).lstrip("≥≤<>~=+ ")
    if _NO_VALUE.match(folded):
        return []
    if _KEPT.search(folded):
        return [CellValue(None, unit or TargetUnit.OTHER)]
    if match := _MULTIPLE.match(folded):
        return [CellValue(to_value(match["times"]), TargetUnit.OTHER)]
    values: list[CellValue] = []
    for match in _VALUE.finditer(folded):
        number = to_value(match["number"])
        if number is not None and not re.fullmatch(r"20[1-6]\d", match["number"]):
            values.append(_to_value(match, number, unit))
    return values


def _to_value(match: re.Match[str], number: float, unit: TargetUnit | None) -> CellValue:
    written = match["unit"] or ""
    number = -number if match["sign"] else number * _SCALES.get(written, 1.0)
    if written in ("%", "pour cent"):
        return CellValue(number, TargetUnit.PERCENT)
    if "€" in written or "euro" in written:
        return CellValue(number, TargetUnit.EUROS)
    if written in ("h", "heure", "heures"):
        return CellValue(number, TargetUnit.HOURS)
    if written.startswith("t"):
        return CellValue(number, TargetUnit.TONNES)
    if written:
        return CellValue(number, TargetUnit.OTHER)
    return CellValue(number, unit or TargetUnit.COUNT)
