"""Requirements out of proportion with the amount or the subject."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.language.quantities import find_amount, find_months
from recommender.lawfulness.passages import ReadPassage, Sentence

# A minimum turnover may not exceed twice the estimated amount (our rule of thumb on L2142-1).
MOST_TURNOVERS = 2.0
# Above these shares of the amount, nobody who tenders seriously would accept the requirement (practice).
MOST_PENALTY = 0.05
MOST_INSERTION = 0.30
EUROS_PER_HOUR = 25.0
MOST_REFERENCES = 8
MOST_YEARS = 10
SMALL_EUR = 90_000.0
MOST_GUARANTEE = 25.0
# More than one employee for so many euros a year is asked of nobody.
EUROS_PER_EMPLOYEE = 2_000.0
# Below, an amount is a price or a penalty, not that of a contract.
LEAST_AMOUNT = 1_000.0

_CONTRACT_AMOUNT = re.compile(
    r"estime|estimation|montant (?:du marche|annuel|total|maximum|previsionnel|global|de l'accord|de la commande|"
    r"du lot|ht)|budget|montant prevu|valeur (?:du|estimee|annuelle)|enveloppe|montant :|"
    r"\b(?:marche|contrat|prestation|commande|achat|mission|lot|travaux|fourniture|accord-cadre|services?|etude|"
    r"location)\b[^.;\n]{0,60}$"
)
_NET = re.compile(r"\s*(?:ht|ttc|hors taxes?)\b")
_TURNOVER = re.compile(r"chiffres? d'affaires|\bca (?:annuel|moyen|minimum|global|ht)")
_PENALTY = re.compile(r"penalit|retenue|amende")
_GUARANTEE = re.compile(
    r"assurance|garantie[^.;\n]{0,30}(?:responsabilite|hauteur)|couverture|sinistre|capital social|capitaux propres|"
    r"fonds propres|caution"
)
_HOURS = re.compile(
    r"(\d{1,3}(?:[  .]\d{3})*|\d+) ?heures? (?:de travail |de travaux )?(?:d'insertion|reserve|de travail)|"
    r"insertion[^.;\n]{0,60}?(\d{1,3}(?:[  .]\d{3})*|\d+) ?heures"
)
_REFERENCES = re.compile(r"(\d{1,3}|\w+) (?:\(\d+\) )?references?\b")
_YEARS = re.compile(
    r"(\d{1,2}|\w+) (?:\(\d+\) )?(?:ans|annees) (?:d'existence|d'anciennete|d'activite|d'experience|minimum d'exp)|"
    r"(?:existence|anciennete|experience)[^.;\n]{0,40}?(\d{1,2}|\w+) ans"
)
_WORKFORCE = re.compile(
    r"effectif[^.;\n]{0,50}?\b(\d{2,4}) (?:salaries|personnes|agents)|(\d{2,4}) (?:salaries|personnes|agents|"
    r"collaborateurs)[^.;\n]{0,40}(?:permanent|au moins|minimum|temps plein)|au moins (\d{2,4}) salaries"
)
_HEAVY = re.compile(
    r"bilan (?:carbone|d'emissions|ges)[^.;\n]{0,60}(?:complet|verifie|certifie|audite|tierce|scopes?)|"
    r"analyse (?:complete )?(?:de|du) cycle de vie|\bacv\b|"
    r"iso (?:14001|9001|45001|50001|26000|27001|20121|20400)|\bmase\b|\bemas\b|rapport de durabilite|"
    r"comite de pilotage mensuel|audit (?:annuel )?(?:externe|tiers|independant|par un organisme)|"
    r"a temps (?:plein|complet)[^.;\n]{0,60}(?:referent|responsable|ingenieur|ecologue|coordonnateur)|"
    r"(?:referent|responsable|ingenieur|ecologue|coordonnateur|directeur)[^.;\n]{0,60}a temps (?:plein|complet)|"
    r"\bbim\b[^.;\n]{0,80}|\bmaquette numerique\b|\bscopes? 1 (?:a|et|,)|"
    r"plan de vigilance|bilan d'emissions|systeme integre|cahier de \d+ pages|"
    r"(?:expert|tiers|organisme) independant|certification de l'ensemble"
)
_DEMANDS = re.compile(
    r"\bexig|\bdoi(?:t|vent)\b|\bdevr|minimum|minimal|au moins|eliminat|\beliminee?s?\b|irrecevab|justifi|"
    r"\bobligatoire|rejete|\bremet|fournit|\bproduit|tout candidat|requis|ecarte|\bpossed"
)
_NUMBERS = {
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
    "cinquante": 50,
}
_CAPPED = re.compile(r"plafon|dans la limite|sans pouvoir exceder|au maximum de|cumul")
_MONEY = re.compile(r"\d[\d  .]*(?:,\d+)?\s*(?:k€|m€|€|euros?|millions?)")


def find_disproportion(passage: ReadPassage) -> Iterator[Finding]:
    """A requirement out of proportion with the amount or the subject (L2142-1, R2111-4)."""
    amount = _amount_of(passage)
    for sentence in passage.sentences:
        if amount is not None and (place := _excessive(sentence, amount, passage)):
            yield Finding(
                WarningCode.DISPROPORTIONATE, passage.span(sentence.start + place[0], sentence.start + place[1])
            )
            return
        if (found := _excessive_alone(sentence, passage)) is not None:
            yield passage.finding(WarningCode.DISPROPORTIONATE, sentence, found)
            return


def _amount_of(passage: ReadPassage) -> float | None:
    """The amount of the contract: stated with the passage, or the first one its words give as such."""
    if passage.source.amount_eur is not None:
        return passage.source.amount_eur
    for sentence in passage.sentences:
        for match in _MONEY.finditer(sentence.text):
            before = sentence.text[max(0, match.start() - 70) : match.start()]
            is_other = any(pattern.search(before) for pattern in (_TURNOVER, _PENALTY, _GUARANTEE))
            value = find_amount(match.group())
            if (
                value is not None
                and value >= LEAST_AMOUNT
                and not is_other
                and (_CONTRACT_AMOUNT.search(before) or _NET.match(sentence.text[match.end() :]))
            ):
                return value
    return None


def _excessive(sentence: Sentence, amount: float, passage: ReadPassage) -> tuple[int, int] | None:
    for pattern, most in ((_TURNOVER, MOST_TURNOVERS), (_GUARANTEE, MOST_GUARANTEE), (_PENALTY, MOST_PENALTY)):
        named = pattern.search(sentence.text)
        if named is None or (pattern is _PENALTY and _CAPPED.search(passage.folded)):
            continue
        value = find_amount(sentence.text[named.start() :]) or find_amount(sentence.text[: named.start()][-60:])
        if value is not None and value != amount and value > most * _yearly(amount, pattern, passage):
            return named.start(), len(sentence.text)
    workforce = _WORKFORCE.search(sentence.text)
    if workforce and _DEMANDS.search(sentence.text) and _count(workforce) * EUROS_PER_EMPLOYEE > amount:
        return workforce.start(), workforce.end()
    hours = _HOURS.search(sentence.text)
    if hours and _count(hours) * EUROS_PER_HOUR > MOST_INSERTION * amount:
        return hours.start(), hours.end()
    if amount < SMALL_EUR and _DEMANDS.search(sentence.text) and (heavy := _HEAVY.search(sentence.text)):
        return heavy.start(), heavy.end()
    return None


def _yearly(amount: float, pattern: re.Pattern[str], passage: ReadPassage) -> float:
    months = find_months(passage.folded)
    return (
        amount * 12 / months
        if pattern is _TURNOVER and months and months > 12 and "par an" not in passage.folded
        else amount
    )


def _excessive_alone(sentence: Sentence, passage: ReadPassage) -> re.Match[str] | None:
    if not _DEMANDS.search(sentence.text) or not passage.is_selecting:
        return None
    for pattern, most in ((_REFERENCES, MOST_REFERENCES), (_YEARS, MOST_YEARS)):
        match = pattern.search(sentence.text)
        if match and _count(match) >= most:
            return match
    return None


def _count(match: re.Match[str]) -> float:
    word = next((group for group in match.groups() if group), "")
    digits = "".join(char for char in word if char.isdigit())
    return float(digits) if digits else float(_NUMBERS.get(word, 0))
