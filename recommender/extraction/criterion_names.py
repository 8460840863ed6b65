"""The names of award criteria: which ones are known, what they are cut down to, what they are about."""

import re

from recommender.domain.text import fold_accents, squeeze_spaces

MAX_NAME_CHARS = 160
MAX_NAME_WORDS = 24

# Stems met in the criteria of published notices; a weighted line that holds one names a criterion.
_KNOWN = re.compile(
    r"\b(?:prix|cout|montant|tarif|remuneration|honoraire|forfait|valeur|note technique|offre (?:technique|financiere)|"
    r"financier|economique|technique|techniques|technicite|fonctionnel|qualite|qualitatif|delai|duree|planning|calendrier|phasage|"
    r"performance|environnement|developpement durable|durabilite|carbone|dechet|ecologi|energetique|social|insertion|"
    r"handicap|rse|methodologi|methode|mode operatoire|moyens|memoire|reference|pertinence|organisation|equipe|"
    r"competence|experience|qualification|comprehension|adequation|coherence|securite|hygiene|garantie|maintenance|"
    r"apres[- ]vente|sav|assistance|formation|livraison|intervention|reactivite|disponibilite|suivi|reporting|gestion|"
    r"controle|echantillon|essai|test|esthetique|ergonomi|innovation|confort|gustati|organoleptique|saveur|diversite|"
    r"approvisionnement|circuits? courts?|provenance|origine|tracabilite|materiel|materiaux|produit|fourniture|"
    r"prestation|service|solution|conception|architectur|paysager|insertion urbaine|projet|proposition|demarche|"
    r"engagement|planification|encadrement|personnel|effectif|profil|cv\b|pedagogi|animation|accompagnement|"
    r"conseil|ecoute|relation|interlocuteur|continuite|deploiement|migration|interoperabilite|accessibilite|"
    r"caracteristique|nature|etendue|capacite|fiabilite|robustesse|gamme|catalogue|remise|rabais|taux|commission|"
    r"couverture|garde|visite|accueil|transport|logistique|nuisance|chantier|execution|realisation|mise en oeuvre|"
    r"presentation|clarte|completude|conditions|modalites|dispositions|plan|note methodologique|scenari|creativite|"
    r"respect|politique|responsab|recycl|reemploi|cycle de vie|biodiversite|sobriete|emission|avis|facilite|programme|"
    r"composition|credibilite|dispositif|proximite|aspect|temps|processus|confidentialite|cohesion|mesures|impact|"
    r"acces|urgence|note|bilan|coordination|outil|nettoyage|entretien)\w*",
)
# What a table of notation grades, what a formula computes, sums: never criteria.
_NOT_A_NAME = re.compile(
    r"^(?:soit |dont |et |ou )?(?:sous[- ]?)?(?:total|totaux|somme|bareme|notation|formule|tres |peu |non |pas |aucun|"
    r"note(?!s? (?:technique|methodologique|organisation|urbaine|architectur|d'|de [a-z]))|absen|excellen|"
    r"bon(?:ne)?s?(?:$| (?:offre|reponse|niveau|note))|"
    r"moyen(?:ne)?\b|passable|mediocre|faible|insuffisan|satisfaisan|suffisan|correct|adapte|conforme|inadapte|"
    r"offre (?:la|non|inacceptable|moyenne|satisf|insuf|tres|bonne)|"
    r"reponse (?:absen|insuf|satisf|partiel|incompl|tres|non|hors|inadap|complete|conforme)|information|un |une |\d|"
    r"avance|retenue|penalite|tva|acompte|caution|bonus|malus|minimum|maximum|ecart|criteres?$|ponder|pourcentage|"
    r"points?$|coefficient|poids|lots? |article)"
)
# A sentence of procedure or of contract, not a name.
_SENTENCE = re.compile(
    r"\b(?:elimin|rejet|inferieur|superieur|au[- ]dela|en deca|penalit|retenue de garantie|avance |acompte|par jour|"
    r"negoci|tva\b|anormalement|hors taxe de|du montant (?:du|initial|ht)|obtien|fait foi|entrain|"
    r"en cas d|se voit|recevr|seuil|ecart de|retard|"
    r"attribuee? (?:au candidat|a l'offre)|(?:est|sera) egale?)|"
    r"\b(?:doit|doivent|devra|devront|faut|veuillez|vous|ne pas|n'est)\b|[?!]"
)
_PREFIX = re.compile(
    r"^(?P<word>(?:sous[- ]?)?crit[eè]res?|SC(?=\s?\d)|C(?=\s?\d))\s*(?:principal|unique)?\s*(?:n\s?[°º]\s?)?"
    r"(?P<number>\d{1,2}(?:[.\-]\d{1,2})*|(?-i:[A-H]|[IV]{1,3})(?![\w'’]))?\s*(?P<sign>[.:)–—-]*)\s*",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:^|[\s,;:(/–—-]+)(?:affect[ée]e?s?|d['’]une?|[àa]|[àa] hauteur de|pour|sera|seront|est|sont|qui|et|sur|une?|"
    r"repr[ée]sente(?:nt)?|compte(?:nt)?|comptant|[ée]gale?|soit|maximum|total|de|du|not[ée]e?s?|pond[ée]r[ée]e?s?|"
    r"compris|entre|d['’]un coefficient|coefficient|pond[ée]ration)?$",
    re.IGNORECASE,
)
_MOST_TRAILING = 6
_EXPLAINED = re.compile(
    r"\s*(?:[:,;(–—-]|\.\s)?\s*\b(?:appr[ée]ci[ée]e?s?|jug[ée]e?s?|[ée]valu[ée]e?s?|analys[ée]e?s?|not[ée]e?s?|calcul[ée]e?s?|"
    r"v[ée]rifi[ée]e?s?|au (?:regard|vu)|sur la base|[àa] partir|en fonction|selon|compar[ée]e?s?|"
    r"tenant compte|d[ée]compos[ée]e?s?|d[ée]taill[ée]e?s?(?= \w)|"
    r"compos[ée]e?s?|constitu[ée]e?s?|se d[ée]compos|r[ée]parti[es]?s?|pond[ée]r[ée]e?s?|obtenue?s?|"
    r"comprenant|avec les sous)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_FILLER = re.compile(
    r"\b(?:le|la|les|l|de|du|des|d|a|au|aux|en|et|sur|pour|par|offres?|prestations?|proposees?|proposes?|candidats?|"
    r"soumissionnaires?|global|globale|criteres?|sous|n|no|principal|unique|notation|notee?|points?)\b|\d+"
)
_ENVIRONMENTAL = re.compile(
    r"environnement(?!s? (?:de travail|informatique|numerique|technique|professionnel|logiciel))|carbone|"
    r"durable|durabilite|"
    r"ecolog|ecolabel|eco[- ]?(?:concep|respons)|dechet|energetique|energies?\b|recycl|reemploi|reutilis|"
    r"biodivers|emission|"
    r"\bges\b|climat|pollu|\bsobriete|biologique|\bbio\b|biosourc|circuits? courts?|economie circulaire|nuisances?\b|"
    r"reconditionn|\brse\b|societal"
)
_SOCIAL = re.compile(
    r"\bsocia|\binsertion(?! (?:paysager|urbain|architectur|dans (?:le|son) (?:site|paysage|"
    r"environnement)))|handicap|egalite|"
    r"\bemplois?\b(?! du temps)|(?<!mode d')\bemplois?\b|\brse\b|societal|inclusion|inclusif|inclusive|"
    r"solidair|parite\b|"
    r"non[- ]discrimination|commerce equitable|conditions de travail"
)


def is_known_name(name: str) -> bool:
    """Whether the text holds a word of published criteria and reads as a name."""
    folded = fold_accents(name)
    return any(known.search(folded) for known in (_KNOWN, _ENVIRONMENTAL, _SOCIAL)) and may_be_name(name)


def may_be_name(name: str) -> bool:
    """Whether the text may name a criterion: short, no grade of a scale, no sum, no sentence of procedure."""
    folded = fold_accents(strip_prefix(name)).strip(' -–—:;,.()«»"')
    if not 2 < len(folded) <= MAX_NAME_CHARS or len(folded.split()) > MAX_NAME_WORDS:
        return False
    return _NOT_A_NAME.match(folded) is None and _SENTENCE.search(folded) is None and any(map(str.isalpha, folded))


def read_prefix(text: str) -> tuple[str, str] | None:
    """The word and number that announce a criterion: ("critère", "2") of "Critère n° 2 : prix"; ``None`` without."""
    match = _PREFIX.match(text)
    if match is None or (len(match["word"]) <= 2 and not match["word"].isupper()):
        return None
    rest = text[match.end() :].lstrip("«\"“' ")
    if not rest[:1].isalnum():
        return None
    if match["word"].lower().endswith("s") and not match["number"]:
        return None
    return match["word"].lower(), match["number"] or ""


def strip_prefix(text: str) -> str:
    """The text without "Critère n° 2 :"."""
    match = _PREFIX.match(text)
    return text[match.end() :] if match and read_prefix(text) else text


def clean_name(name: str) -> str:
    """The name without the signs and small words that led to its weight, nor what explains how it is judged."""
    text = squeeze_spaces(name).strip(" -–—•:;,.=|\t")
    explained = _EXPLAINED.sub("", text)
    if len(explained) >= 4 and may_be_name(explained):
        text = explained
    for _ in range(_MOST_TRAILING):
        text = _TRAILING.sub("", text.rstrip(" ._…")) or text
    return _balance(text.strip(" -–—•:;,.=|*"))


def _balance(text: str) -> str:
    """Without a bracket or a quotation mark that has lost its other half."""
    for opening, closing in ("()", "[]", "«»"):
        if text.count(opening) > text.count(closing):
            head, _, tail = text.rpartition(opening)
            text = head if len(tail) < 3 or not head.strip() else f"{text}{' ' if closing == '»' else ''}{closing}"
        elif text.count(closing) > text.count(opening):
            text = text.replace(closing, "", 1)
    return text.strip()


def core_of(name: str) -> frozenset[str]:
    """The words by which a criterion is recognised where it is named again: "prix" of "Critère 1 : prix de l'offre"."""
    folded = fold_accents(strip_prefix(name)).replace("'", " ")
    words = re.findall(r"[a-z0-9]+", _FILLER.sub(" ", folded)) or re.findall(r"[a-z0-9]+", folded)
    return frozenset(word[:6] for word in words)


def responsible_of(name: str) -> str:
    """``social``, ``environmental``, ``both`` or ``none``, by the name's own words."""
    folded = fold_accents(name)
    is_social, is_environmental = bool(_SOCIAL.search(folded)), bool(_ENVIRONMENTAL.search(folded))
    if is_social and is_environmental:
        return "both"
    return "social" if is_social else "environmental" if is_environmental else "none"
