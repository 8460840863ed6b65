"""Lists of award criteria: price alone, no environmental criterion, sums, weights left unsaid."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from recommender.domain.text import fold_accents
from recommender.domain.warnings import Finding, StatedCriterion, WarningCode
from recommender.lawfulness.passages import SELECTION_OF_CANDIDATES, ReadPassage
from recommender.lawfulness.stated_criteria import read_own_scales
from recommender.lawfulness.weighted_lines import PERCENT, WHOLE, total_stated

# R2152-7, then L2152-7, bind consultations launched from these days.
PRICE_ALONE_UNTIL = date(2026, 8, 21)
ENVIRONMENTAL_CRITERION_FROM = date(2026, 8, 22)
TOLERANCE = 0.15
# Points that nearly make 100 were meant to.
NEAR = 15.0
# Defence and security contracts are exempt (L2312-1-1).
_DEFENCE = re.compile(r"marches? de defense|defense (?:ou|et) (?:de )?securite|l\.? ?2312-1-1|materiel de guerre")
_COST = re.compile(r"cout global|cycle de vie|cout complet")
_TIE = re.compile(
    r"\begalite\b|\bformule|\bmultipli|\bdivis|[÷×]|\bx ?\(|/ ?(?:montant|prix)|ex[- ]aequo|a egalite|"
    r"notes? identiques?|meme note|lettre de commande|a titre d'information"
)
_PRICE_ALONE = re.compile(
    r"(?:seul|unique)s? criteres?[^.;\n]{0,60}\b(?:prix|cout|montant|rabais|remise|tarif|moins[- ]disant)|"
    r"criteres? (?:\w+ ){0,3}?(?:unique|seul)s?\b[^.\n]{0,40}(?:prix|montant|rabais|tarif|moins[- ]disant)|"
    r"(?:prix|montant|tarif|rabais|devis|forfait)[^.;\n]{0,50}\b(?:seul|unique) (?:critere|element|facteur)|"
    r"sur (?:la base du|le|la base de leur) seul (?:critere (?:du )?)?(?:prix|montant|rabais)|"
    r"au (?:vu|regard) du seul (?:prix|montant|critere)|\bseul le (?:prix|montant)[^.;\n]{0,40}|"
    r"\bseuls? (?:les )?prix\b|exclusivement (?:sur|en fonction|au regard|d'apres)[^.;\n]{0,20} (?:prix|montant)|"
    r"uniquement (?:par|sur|en fonction|au regard|d'apres)[^.;\n]{0,25}(?:prix|montant)|"
    r"ordre croissant (?:du|de leurs?|des|de) (?:\w+ ){0,2}?(?:cout|prix|montant|tarif|loyer)|"
    r"moins[- ]disante?s?\b|prix le plus bas|(?:offre|devis|proposition) la moins (?:chere|elevee|onereuse)|"
    r"(?:offre|devis|candidat|proposition|retenu|attribu)\w*[^.;\n]{0,60}(?:la |le )?moins (?:cher|chere|onereu\w+|"
    r"elevee?)\b|montant (?:total )?(?:le|du bordereau le) plus (?:bas|faible)|"
    r"\bprix\b[^.;\n]{0,40}\b(?:totalite|integralite) (?:de la note|des points|du jugement)|"
    r"\bprix\b[ .:–(,-]{0,6}(?:ponder\w+ a |note\w* sur )?100 ?(?:%|points)|100 ?% (?:pour le |de la note )?(?:au |"
    r"sur le )?prix|plus (?:fort|gros|important|grand)e? (?:rabais|remise)|"
    r"(?:rabais|remise|reduction) (?:\w+ ){0,3}(?:le|la) plus (?:eleve|fort|important|grand)e?|"
    r"(?:montants?|prix|couts?|tarifs?|loyers?|devis) croissants?|\bdu moins cher au plus cher\b|"
    r"(?:rabais|prix|montant|cout|marge)[^.\n]{0,160}\baucun autre (?:element|critere|"
    r"facteur)[^.;\n]{0,40}\b(?:n'entre|n'est (?:pris|appliqu|retenu)|ne (?:sera|compte|joue))|(?:montant|total|prix|"
    r"cout|devis|offre|marge)[^.;\n]{0,60}\b(?:le plus (?:faible|bas)|la plus (?:faible|basse))|"
    r"\b(?:repose|fondee?|basee?) (?:exclusivement |uniquement )?sur un (?:seul )?(?:element|critere)\b|"
    r"\b(?:honoraires|devis|tarifs|prix)\b[^.;\n]{0,20}\bles plus (?:faibles|bas)\b[^.;\n]{0,30}\b(?:retenu|attribu|"
    r"choisi)|\bretenu\w*[^.;\n]{0,60}\bles plus (?:faibles|bas)\b|"
    r"\b(?:c'est )?le moins cher (?:qui )?(?:sera|est|emporte|gagne|l'emporte)"
)
_NOT_AWARD = re.compile(
    r"sous-trait|anormalement bas|n'est pas|ne (?:sera|seront|saurait)[^.;\n]{0,30}(?:pas|seul)|ne constitue pas"
)
_ENVIRONMENTAL = re.compile(
    r"environnement|ecolog|carbone|\bco2|co2e|gaz a effet|\bges\b|emissions?\b|dechet|recycl|reemploi|reutilis|"
    r"reconditionn|energie|"
    r"energetiq|consommation|kwh|biodivers|durable|durabilite|durees? de vie|reparab|eau\b|polluan|\bcov\b|ecolabel|"
    r"biolog|biosourc|bas[- ]carbone|cycle de vie|"
    r"cout global|vehicules? (?:electriq|propre|faible)|motorisation|circuits? courts?|saisonn|emballage|toxi|nuisance|"
    r"climat(?!is)|sobriete|eco-?concep|ecoconc|valorisation des|tri\b|phytosanitaire|compost|vegetal|papier recycle|"
    r"bruit|"
    r"acoustique des engins|societal|\brse\b|indice de reparabilite|solvants?|effluents?|"
    r"biomethane|renouvel|garanties d'origine|sante-environnement|"
    r"remanufactur|rechap|regener|"
    r"vegetaux|plantation|essences|secheresse|ombrage|ilot de fraicheur|\bfdes\b|crit'air"
)
_NOT_JUDGED = re.compile(
    r"\b(?:ne (?:recoi|donne|sont|sera|seront|compt|rapport)\w*|n'(?:est|influ|entre|ont)\w*) [^.;\n]{0,30}\b(?:pas|"
    r"aucun|ni)\b|\bsans effet sur|pour information|titre (?:documentaire|indicatif|d'information)|pour memoire|"
    r"\bnon notee?s?\b"
)
# The word in another sense: surroundings of an institution, of work, of software.
_OTHER_ENVIRONMENT = re.compile(
    r"environnement (?:institutionnel|de travail|informatique|technique|numerique|professionnel|logiciel|juridique|"
    r"urbain|de test|de developpement|client|social|collaboratif|metier)\w*|"
    r"developpement durable|eau[- ]forte|durable(?:ment)? (?:dans le temps)"
)
_PRICE = re.compile(
    r"\bprix\b|\bdetail (?:quantitatif )?estimatif|\bmarge\b|\bremise|\bloyer|\bforfait|\bcout|montant|tarif|"
    r"financier|economique|rabais|honoraire|remuneration|"
    r"\bdqe\b|\bbpu\b"
)
_NOT_PRICE = re.compile(
    r"technique|qualit|delai|environnement|cycle de vie|cout global|social|valeur|methode|memoire|equipe"
)
_FORMAL = re.compile(
    r"appels? d'offres|procedure formalisee|dialogue competitif|procedure avec negociation|\baoo\b|\baor\b"
)
_ADAPTED = re.compile(r"procedure adaptee|\bmapa\b|l\.? ?2123-1|r\.? ?2123")
_NO_WEIGHT = re.compile(
    r"sans (?:ponderation|hierarchie|ordre|poids)|non (?:ponderes?|hierarchises?)|"
    r"(?:ponderation|poids|coefficients?|importance|bareme|valeur respective)[^.;\n]{0,100}"
    r"(?:n'est|ne sont|ne sera|ne seront|n'a|non)\b[^.;\n]{0,40}(?:communiqu|publi|fix|precis|defini|indiqu|port|"
    r"divulgu|arret|annonc|connu)|"
    r"(?:ponderation|poids|coefficients?|bareme|importance|repartition)[^.;\n]{0,80}(?:sera|"
    r"seront)[^.;\n]{0,40}(?:fixe|arrete|precise|defini|etabli|determine|decide|"
    r"communique)\w*[^.;\n]{0,60}(?:apres|lors|au moment|ulterieur|commission|ouverture|a l'issue|par (?:le|la|les|"
    r"l')|au vu|selon)|"
    r"(?:sous-criteres?|ponderations?)[^.;\n]{0,60}(?:confidentiel|internes?|reserves? a|non publi|ne seront pas|"
    r"connus? de la seule|tenus? secret)|"
    r"sans (?:que|qu')[^.;\n]{0,60}(?:ponder|poids|importance)|aucune? (?:ponderation|poids|ordre|hierarchie)|"
    r"\bappreci\w+ ensemble\b|\bsolde se repartit\b|\brepartition entre ces|"
    r"\b(?:enumeration|ordre|liste)\b[^.;\n]{0,50}\b(?:ne traduit|n'emporte|n'implique|"
    r"ne vaut)[^.;\n]{0,20}\b(?:aucun|pas)|"
    r"\bne recoivent (?:pas de|aucun) (?:coefficient|poids|ponderation)|\bsans que cet ordre\b|"
    r"\b(?:importance|poids|ponderation|valeur)\b[^.;\n]{0,60}\bne (?:sera|seront|sont)[^.;\n]{0,15}\b(?:devoil|"
    r"revel|livr|diffus)|"
    r"\bordre (?:indifferent|quelconque|alphabetique|aleatoire)|\bappreciation d'ensemble\b|"
    r"\bpoints (?:restants? )?(?:sont |seront |se )?(?:reparti\w*|partag\w+) entre (?!\w* ?\d)[^\d\n]{10,}$|"
    r"\bbareme que (?:la commission|le jury|l'acheteur|le service)[^.;\n]{0,30}\b(?:arret|fixe|etabli|defini)"
)
_NO_WEIGHT_REASON = re.compile(
    r"(?:ponderation|poids)[^.;\n]{0,80}(?:impossible|n'est pas possible|ne peut)|impossibilite de ponder|"
    r"r\.? ?2152-12|"
    r"(?:ponderation|poids)[^.;\n]{0,60}(?:figure|sont indique|est indique|precise a|annexe|ci-(?:apres|dessous))"
)
_ORDER = re.compile(r"ordre (?:decroissant|de priorite|d'importance|hierarch)|par ordre|hierarchises? comme")
# "Un écart maximum approprié" (R2152-12); no text gives its width.
_RANGE = re.compile(r"\b(\d{1,2}) ?%? (?:a|et) (\d{1,2}) ?%")
MOST_RANGE = 20
_CRITERIA_NAMED = re.compile(
    r"\bcriteres\b[^.;\n]{0,80}[:(]|\b(?:departag|examin|juge|jugement|classe|apprecie|compare|evalue|choisi|"
    r"retenu)\w*[^.;\n]{0,60}\b(?:en fonction d|au regard d|selon|d'apres|au vu d|sur la base d|en consideration d)"
)
_PARTS_TITLE = re.compile(
    r"\bsous-criteres (?:du|de la|de l'|des?)\b[^\n]{0,80}?\((?P<whole>\d{1,3}) ?(?:points|pts|%)\)"
)
_FRACTIONS = {
    "la moitie": 1 / 2, "un tiers": 1 / 3, "deux tiers": 2 / 3, "un quart": 1 / 4, "trois quarts": 3 / 4,
    "un cinquieme": 1 / 5, "deux cinquiemes": 2 / 5, "un sixieme": 1 / 6, "un dixieme": 1 / 10,
}  # fmt: skip
_FRACTION = re.compile(r"\b(?:" + "|".join(_FRACTIONS) + r")\b")
_LIST_END = re.compile(
    r"\btotal\b|\b100 ?(?:%|points)|criteres? (?:ponderes? )?suivants?|criteres? d'attribution|criteres\b"
)


def find_price_only(passage: ReadPassage) -> Iterator[Finding]:
    """Price as the single criterion, in a consultation launched from 21 August 2026 (R2152-7)."""
    if (
        not passage.is_scoring
        or passage.launch < PRICE_ALONE_UNTIL
        or _DEFENCE.search(passage.folded)
        or _COST.search(passage.folded)
    ):
        return
    if SELECTION_OF_CANDIDATES.search(passage.folded):
        return
    mains = _mains(passage.criteria)
    if _are_all_prices(mains) and _is_complete(passage, mains):
        yield passage.finding_of_all(WarningCode.PRICE_ONLY)
        return
    if len(mains) > 1:
        return
    for sentence in passage.sentences:
        match = _PRICE_ALONE.search(sentence.text)
        if match and not _TIE.search(sentence.text) and not _NOT_AWARD.search(sentence.text):
            yield passage.finding(WarningCode.PRICE_ONLY, sentence, match)
            return


def find_no_environmental_criterion(passage: ReadPassage) -> Iterator[Finding]:
    """A complete list of criteria without an environmental one, from 22 August 2026 (L2152-7)."""
    if not passage.is_scoring or passage.launch < ENVIRONMENTAL_CRITERION_FROM or _DEFENCE.search(passage.folded):
        return
    mains = _mains(passage.criteria)
    if _are_all_prices(mains):
        # Nothing but prices: said as such.
        return
    if len(mains) < 2 or not _is_complete(passage, mains):
        return
    if not _ENVIRONMENTAL.search(_judged_words(passage)):
        yield passage.finding_of_all(WarningCode.NO_ENVIRONMENTAL_CRITERION)


def find_wrong_sums(passage: ReadPassage) -> Iterator[Finding]:
    """Weights of criteria, or of the parts of one, that do not add up (R2152-11, R2152-12)."""
    if not passage.is_scoring:
        return
    mains = _mains(passage.criteria)
    is_wrong = _is_wrong_total(passage, mains) or any(_is_wrong_split(main, passage.criteria) for main in mains)
    wholes = (*read_own_scales(passage.source.text), *_read_titled_parts(passage), *_read_fractions(passage))
    if is_wrong or any(abs(whole - total) > TOLERANCE for whole, total in wholes):
        yield passage.finding_of_all(WarningCode.WEIGHTS)


def _read_titled_parts(passage: ReadPassage) -> Iterator[tuple[float, float]]:
    """ "Sous-critères du critère X (20 points)", then nothing but its parts: what it is worth, and what they make."""
    title = _PARTS_TITLE.search(passage.folded)
    parts = [criterion.weight for criterion in passage.criteria if criterion.weight is not None]
    if title is None:
        return
    whole = float(title["whole"])
    parts = parts[1:] if parts and parts[0] == whole else parts
    if len(parts) > 1:
        yield whole, sum(parts)


def _read_fractions(passage: ReadPassage) -> Iterator[tuple[float, float]]:
    """ "Le prix pour la moitié, la méthode pour un tiers, …": shares of one in words, in percent."""
    for sentence in passage.sentences:
        shares = [_FRACTIONS[match.group()] for match in _FRACTION.finditer(sentence.text)]
        if len(shares) > 1 and _PRICE.search(sentence.text) and not re.search(r"\d ?(?:%|points)", sentence.text):
            total = WHOLE * sum(shares)
            yield WHOLE, WHOLE if abs(total - WHOLE) < 1.0 or len(shares) == 2 and total < WHOLE else total


def find_unweighted(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion or sub-criterion without weight or order where one is due (R2152-12)."""
    if not passage.is_scoring:
        return
    for sentence in passage.sentences:
        match = _NO_WEIGHT.search(sentence.text)
        is_ordered = _ADAPTED.search(passage.folded) and _ORDER.search(passage.folded)
        if match and not is_ordered and not _NO_WEIGHT_REASON.search(passage.folded):
            yield passage.finding(WarningCode.UNWEIGHTED, sentence, match)
            return
    if _has_unweighted(passage):
        yield passage.finding_of_all(WarningCode.UNWEIGHTED)


def _has_unweighted(passage: ReadPassage) -> bool:
    """Whether a formal procedure lists criteria without weight nor order."""
    if not _FORMAL.search(passage.folded) or _NO_WEIGHT_REASON.search(passage.folded):
        return False
    if any(int(match[2]) - int(match[1]) > MOST_RANGE for match in _RANGE.finditer(passage.folded)):
        return True
    mains = _mains(passage.criteria)
    if len(mains) > 1 and all(main.weight is None for main in mains):
        return not _ORDER.search(passage.folded)
    is_listed = any(
        _CRITERIA_NAMED.search(sentence.text)
        and _PRICE.search(sentence.text)
        and sentence.text.count(",") + sentence.text.count(" et ") > 1
        for sentence in passage.sentences
    )
    return (
        not mains
        and is_listed
        and not _ORDER.search(passage.folded)
        and not re.search(r"\d ?(?:%|points)", passage.folded)
    )


def _mains(criteria: Sequence[StatedCriterion]) -> list[StatedCriterion]:
    return [criterion for criterion in criteria if criterion.parent is None]


def _are_all_prices(mains: Sequence[StatedCriterion]) -> bool:
    return len(mains) > 1 and all(
        _PRICE.search(fold_accents(main.name)) and not _NOT_PRICE.search(fold_accents(main.name)) for main in mains
    )


def _is_complete(passage: ReadPassage, mains: Sequence[StatedCriterion]) -> bool:
    """Whether the list is seen whole: a price, and a total of 100 or a sentence that announces the list."""
    has_price = any(_PRICE.search(fold_accents(main.name)) for main in mains)
    weights = [main.weight for main in mains if main.weight is not None]
    if weights and abs(sum(weights) - WHOLE) <= TOLERANCE:
        return has_price or "criter" in passage.folded or "jugement" in passage.folded
    return has_price and _LIST_END.search(passage.folded) is not None


def _judged_words(passage: ReadPassage) -> str:
    """The words of the passage that say what is judged: all of them, where a criterion is described beside its name."""
    judged = " ".join(sentence.text for sentence in passage.sentences if not _NOT_JUDGED.search(sentence.text))
    return _OTHER_ENVIRONMENT.sub(" ", judged)


def _is_wrong_total(passage: ReadPassage, mains: Sequence[StatedCriterion]) -> bool:
    weights = [main.weight for main in mains if main.weight is not None]
    units = {main.unit for main in mains if main.weight is not None}
    if len(weights) < 2 or len(units) != 1:
        return False
    total = sum(weights)
    stated = total_stated(passage.source.text)
    has_price = any(_PRICE.search(fold_accents(main.name)) for main in mains)
    if stated is not None and abs(stated - total) > TOLERANCE:
        return has_price or len(weights) > 2
    if units == {PERCENT}:
        return abs(total - WHOLE) > TOLERANCE and (total > WHOLE or has_price)
    is_out_of_100 = re.search(r"(?:sur|/) ?100\b|100 points", passage.folded) is not None
    is_near = abs(total - WHOLE) <= NEAR
    return (is_out_of_100 or is_near) and has_price and abs(total - WHOLE) > TOLERANCE


def _is_wrong_split(main: StatedCriterion, criteria: Sequence[StatedCriterion]) -> bool:
    parts = [criterion for criterion in criteria if criterion.parent == main.name and criterion.weight is not None]
    if len(parts) < 2 or main.weight is None or len({part.unit for part in parts}) != 1:
        return False
    total = sum(part.weight or 0.0 for part in parts)
    if parts[0].unit != main.unit:
        # Marks within a criterion may be on any scale.
        return False
    return not any(abs(total - whole) <= TOLERANCE for whole in (main.weight, WHOLE))
