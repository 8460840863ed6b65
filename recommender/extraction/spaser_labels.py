"""What the label in front of a line announces: a target, an indicator, or matter that promises nothing.

Action sheets of plans ("fiches-actions") put a word before each of their lines: "Cible", "Indicateur", "Moyens".
"""

import re
from dataclasses import dataclass
from enum import Enum

from recommender.extraction.spaser_text import fold_evenly


class Label(Enum):
    """What a line is announced as. ``NEUTRAL`` lines are judged by their own words."""

    NEUTRAL = "neutral"
    TARGET = "target"
    INDICATOR = "indicator"
    SILENT = "silent"


_TARGET = (
    r"(?:valeurs? |notre |nos |les |le )?(?:cibles?|jalons?|etapes?|points? d'etape|echeances?|resultats? attendus?|"
    r"objectifs? (?:chiffres?|cibles?|quantitatifs?|quantifies?|a atteindre|vises?)|criteres? de reussite|"
    r"(?:benefices?|gains?|effets?) attendus?|trajectoires?|caps?|(?:ambitions?|"
    r"engagements?) chiffre(?:e?s?)|niveaux? attendus?)"
    r"(?: (?:intermediaires?|finales?|annuelles?|20\d\d|a \w+ 20\d\d|(?:pour|a|en|a fin) 20\d\d))?"
)
_INDICATOR = (
    r"(?:les |nos )?indicateurs?(?: (?:de|d'|du|des)? ?(?:suivi|resultats?|realisation|performance|mesure|"
    r"impact|moyens?|"
    r"evaluation|reussite))?(?: (?:et|ou) (?:de |d')?(?:suivi|resultats?|realisation|evaluation|impact))?"
    r"(?: associes?| retenus?| cles?| proposes?)?(?: (?:de|pour) (?:l'|cet |cette |l')(?:objectif|axe|"
    r"action|engagement)(?: [\d.]+)?)?"
)
_SILENT = (
    r"constats?|contexte|pourquoi\b[^?]{0,40}\?|(?:les )?enjeux?|moyens?(?: mobilises| humains|"
    r" financiers)?|budgets?|financements?|"
    r"couts?|ressources|pilotes?(?: ?/ ?partenaires?)?|copilotes?|porteurs?|responsables?|partenaires?|services? \w+|"
    r"directions?(?: \w+)?|calendriers?|points? de vigilance|vigilance|publics?(?: cibles?| vises?)?|"
    r"familles d'achats|leviers juridiques|"
    r"signataires?|sources?|(?:bases?|references?|cadre) (?:legales?|juridiques?|reglementaires?|legal|"
    r"juridique|reglementaire)|"
    r"rappels?|etat des lieux|diagnostic|bilan|(?:le )?zoom|paroles?|temoignages?|retours? d'experience|"
    r"reperes?|le saviez-vous|"
    r"chiffres? cles?|protection des(?: donnees)?|frequence|mode de calcul|perimetre|beneficiaires?|"
    r"lecture|situation(?: actuelle)?"
)
_NEUTRAL = (
    r"objectifs?|descriptions?|descriptif|(?:plan d')?actions?|modalites?|mise en .uvre|comment \?|mesures?|contenu"
)
_KINDS = {
    Label.TARGET: _TARGET,
    Label.INDICATOR: _INDICATOR,
    Label.SILENT: _SILENT,
    Label.NEUTRAL: _NEUTRAL,
}
_PATTERNS = {
    label: re.compile(rf"(?:{words})(?P<sign>\s*[:|]\s*|\s+[–—-]\s+(?!\d)|\s+(?=[–≥<>≤])|\s+|$)")
    for label, words in _KINDS.items()
}
# Words that open a new line of a sheet where the layout has run two lines together.
_INNER = re.compile(
    r"(?<=[\w.)»;] )(?=(?:Constat|Description|Pilotes?(?: / partenaires)?|Partenaires|Calendrier|"
    r"Échéances?|Étapes?|Jalons?|"
    r"Cibles?|Indicateurs?|Moyens|Budget|Financement|Résultats? attendus?)(?: : | :|"
    r"\s+(?=[A-ZÉÈÀÂÎÔ0-9–≥«])))|(?<= )(?=\| )"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of a line, ``[start, end)``, after its label. ``is_opening`` tells that a label stood before it."""

    label: Label
    start: int
    end: int
    is_opening: bool


def read_label_of(text: str) -> tuple[Label, int] | None:
    """The label a text begins with and where its content starts, ``None`` where it begins with none."""
    folded = fold_evenly(text)
    for label, pattern in _PATTERNS.items():
        match = pattern.match(folded)
        if match is None or not text[:1].isupper():
            continue
        following = text[match.end() : match.end() + 1]
        # "Cible 60 acheteurs", "Constat Trois bilans", but not "Cibles des contrôles".
        if match["sign"].strip() or not following or not following.islower():
            # "Jalons 2026 : …", "Cible 2028 : 30 %": the year belongs to what is announced.
            dated = re.search(r"20\d\d\s*:?\s*$", match.group())
            return label, match.start() + dated.start() if dated and following else match.end()
    return None


def split_labels(text: str) -> list[Labelled]:
    """A line cut at the labels inside it; what stands before the first label is neutral and not opening."""
    bounds = [0, *(match.start() for match in _INNER.finditer(text) if match.start()), len(text)]
    stretches: list[Labelled] = []
    for start, end in zip(bounds, bounds[1:], strict=False):
        offset = start + (2 if text.startswith("| ", start) else 0)
        found = read_label_of(text[offset:end])
        if found is None:
            stretches.append(Labelled(Label.NEUTRAL, offset, end, is_opening=False))
        else:
            stretches.append(Labelled(found[0], offset + found[1], end, is_opening=True))
    return stretches
