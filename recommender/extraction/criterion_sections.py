"""What a title or a sentence says of the criteria around it: that they begin, end, or belong to a lot."""

import re
from enum import Enum

from recommender.domain.text import fold_accents

ALL_LOTS = "all"
MAX_LOT_LINE_CHARS = 170

_OFFERS = r"(?:offres?|propositions?|projets?|plis|prestations|devis)"
_AWARD = re.compile(
    r"criteres? (?:d[e' ]*)?(?:attribution|jugement|choix|evaluation|notation|analyse|classement)|"
    rf"criteres? (?:de |pour )?(?:la )?selection des {_OFFERS}|"
    r"criteres? (?:ponderes|et (?:de )?(?:leur )?ponderation)|"
    r"(?:offre|marche|attribu|jugement|consultation|soumissionnaire|titulaire)\w*\b[^.]*\bcriteres? "
    r"(?:suivants?|ci[- ]dessous|ci[- ]apres|enonces|retenus)|"
    r"criteres? (?:suivants?|ci[- ]dessous|ci[- ]apres|enonces|retenus)[^.]*\b(?:offre|marche|attribu|jug|not)\w*|"
    rf"(?:jugement|analyse|evaluation|classement|notation|selection|choix|examen|appreciation|"
    rf"comparaison) (?:et [a-z]+ )?"
    rf"(?:de l'|des |de la meilleure |d')?{_OFFERS}|"
    r"criteres? et (?:sous[- ]criteres?|ponderation)|ponderation|economiquement la plus avantageuse|"
    rf"{_OFFERS} (?:sont|seront|est|sera) (?:\w+ )?(?:jugee?s?|apprecie|classee?s?|notee?s?|evaluee?s?|"
    rf"analysee?s?|examinee?s?)|"
    r"attribution (?:du|des|de l'|de la) (?:present )?(?:marche|accord|lot|contrat|consultation)"
)
_APPLICATIONS = re.compile(
    r"(?:selection|examen|jugement|analyse|criteres?|recevabilite|agrement|conditions|evaluation|appreciation|choix|notation)"
    r"(?: \w+){0,4} (?:des |de la |d[eu] |relatif[s]? (?:a la|aux) )?(?:candidatures?|candidats|"
    r"participation|capacites)|"
    r"(?:niveaux?|capacites?) (?:minimum|minimaux|professionnelles|techniques et financieres)|"
    r"admis a (?:presenter une offre|negocier|concourir|participer)"
)
# Topics of an article that state no criteria, though they may speak of offers and percentages.
_OTHER = re.compile(
    r"negociation|anormalement bas|suite a donner|infructu|classement sans suite|delai de validite|remise des|"
    r"presentation des|contenu d|conditions d'envoi|transmission|variante|visite|renseignement|recours|groupement|"
    r"mise au point|piece.? a (?:produire|remettre)|attributaire|notification|signature|penalite|avance|paiement|"
    r"duree|delai d'execution|confidentialite|indemnite|prime|audition|langue|sous[- ]trait|rectification|erreurs?"
)
_ON_OFFERS = re.compile(rf"\b{_OFFERS}|attribution|\bmarche")
_SERVICE = re.compile(r"penalite|bonus|malus|indicateur|satisfaction|(?:qualite|niveaux?) de service|controle")
_SUB_LIST = re.compile(r"sous[- ]?criteres?")
_LIST = re.compile(
    r"criteres?\b.{0,120}:\s*$|criteres? (?:suivants?|ci[- ]dessous|ci[- ]apres)[^.]{0,80}[:.]?\s*$", re.DOTALL
)
_ORDERED = re.compile(
    r"ordre (?:decroissant|de priorite|d'importance|hierarchique|preferentiel)|hierarchis|classes par ordre"
)
# "60 x (Pmin / P)", but neither "prix (60 %)" nor "(valeur technique) / 40".
_FORMULA = re.compile(
    r"\bformule\b|=\s*[^\W\d]|(?:\bx|[×*])\s*[(\[]|[)\]]\s*(?:x\b|[×*]|/(?!\s?\d))|\bp ?min\b|\bn ?max\b|"
    r"offre (?:la )?(?:moins|mieux)[- ]disante|"
    r"prix (?:le plus bas|de l'offre)\s*/",
    re.IGNORECASE,
)
_ID = r"(?:\d{1,3}(?!\d)|[A-Z](?![\w'’]))"
_LOT = re.compile(
    rf"^(?P<lead>.{{0,40}}?)\b(?i:lots?)\s*(?:\([sS]\)\s*)?(?:[nN]\s?[°ºo]?s?\s*)?"
    rf"(?P<ids>{_ID}(?:\s*(?:,|;|/|et|&|à|au|-)\s*(?:le |les )?(?:(?i:lots?)\s*)?(?:[nN]\s?[°º]\s*)?{_ID})*)"
)
_ANY_LOT = re.compile(rf"\b(?i:lots?)\s*(?:[nN]\s?[°ºo]?s?\s*)?(?P<ids>{_ID})")
_EVERY_LOT = re.compile(
    r"\b(?:tous les lots|(?:ensemble|totalite) des lots|chaque lot|chacun des lots|tous lots|quel que soit le lot|"
    r"commun[se]* (?:a|aux) (?:tous les |l'ensemble des )?lots)\b"
)
_LOT_LEAD = re.compile(
    r"^\W*(?:[\d.]+\W*)?(?:[a-z]\W)?(?:criteres?(?: d'attribution| de jugement|"
    r" de selection)?(?: des offres)?|pour|concernant|"
    r"s'agissant|applicables?|attribution|jugement|ponderation|relatif|en ce qui concerne|des offres)?"
    r"(?:\W|du|des|le|les|au|aux|pour|a|de|l'|offres|criteres)*$"
)


class Topic(Enum):
    """What a title or sentence opens."""

    AWARD = "award"
    APPLICATIONS = "applications"
    OTHER = "other"
    UNKNOWN = "unknown"


def read_topic(text: str) -> Topic:
    """What the text is about. Titles on both applications and offers open neither."""
    folded = fold_accents(text)
    is_applications = _APPLICATIONS.search(folded) is not None
    if _AWARD.search(folded):
        if is_applications and not _ON_OFFERS.search(folded):
            return Topic.APPLICATIONS
        return Topic.UNKNOWN if is_applications and "critere" not in folded else Topic.AWARD
    if is_applications:
        return Topic.APPLICATIONS
    return Topic.OTHER if _OTHER.search(folded) else Topic.UNKNOWN


def is_on_service(title: str) -> bool:
    """Whether a title is on the service once bought: how it is measured, paid, punished."""
    return _SERVICE.search(fold_accents(title)) is not None


def introduces_sub_criteria(text: str) -> bool:
    """Whether the text speaks of sub-criteria."""
    return _SUB_LIST.search(fold_accents(text)) is not None


def introduces_list(text: str) -> bool:
    """Whether a list of criteria follows the text."""
    return _LIST.search(fold_accents(text).strip()) is not None


def is_by_importance(text: str) -> bool:
    """Whether the text says that the criteria stand in order of importance."""
    return _ORDERED.search(fold_accents(text)) is not None


def before_formula(text: str) -> str:
    """The text up to what computes a mark: "Prix noté sur 60 points selon la formule…" still weighs the price."""
    match = _FORMULA.search(text)
    return text[: match.start()] if match else text


def read_lot(text: str, *, is_title: bool) -> tuple[str, str] | None:
    """The lot a line opens, and what the line says after it; ``None`` where it opens none.

    A sentence that only speaks of a lot opens none; in a title, wherever it stands, the lot counts.
    """
    if len(text) > MAX_LOT_LINE_CHARS:
        opened = _LOT.match(text)
        is_open = opened and text[opened.end() :].lstrip()[:1] == ":" and _LOT_LEAD.match(fold_accents(opened["lead"]))
        return (normalise_lots(opened["ids"]), text[opened.end() :].lstrip(" :")) if opened and is_open else None
    folded = fold_accents(text)
    every = _EVERY_LOT.search(folded)
    if every and (is_title or text.rstrip().endswith(":") or _LOT_LEAD.match(folded[: every.start()])):
        return ALL_LOTS, ""
    match = _LOT.match(text)
    if match and _LOT_LEAD.match(fold_accents(match["lead"])):
        return normalise_lots(match["ids"]), text[match.end() :].lstrip(" :–—-.)»")
    if is_title or text.rstrip().endswith(":"):
        named = {normalise_lots(found["ids"]) for found in _ANY_LOT.finditer(text)}
        return (named.pop(), "") if len(named) == 1 else None
    return None


def normalise_lots(ids: str) -> str:
    """The lots as they are shown: "01" is "1", "1 et 2" is "1, 2", "1 à 3" stays."""
    parts = re.findall(rf"{_ID}", ids)
    shown = [str(int(part)) if part.isdigit() else part for part in parts]
    is_range = len(shown) == 2 and re.search(r"à|au|-", ids) is not None
    return " à ".join(shown) if is_range else ", ".join(dict.fromkeys(shown))
