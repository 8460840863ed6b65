"""Criteria that say nothing, that score what everyone owes, or that leave the buyer free."""

import re
from collections.abc import Iterator

from recommender.domain.documents import Span
from recommender.domain.text import fold_accents
from recommender.domain.warnings import Finding, StatedCriterion, WarningCode
from recommender.lawfulness.passages import ReadPassage, Sentence

# Names that say neither what is judged nor on what, when nothing is added to them.
_EMPTY_NAME = re.compile(
    r"^(?:le |la |les |l')?(?:critere )?(?:developpement durable|rse|responsabilite (?:societale|sociale)(?: et environnementale)?|"
    r"(?:demarche|engagements?|sensibilite|politique|qualite|aspects?|volet|approche|dimension|considerations?|fibre|prise en compte|"
    r"conscience|preoccupations?|valeurs?|maturite|responsabilite|implication|volonte) (?:\w+ ){0,2}"
    r"(?:developpement durable|environnementa\w+|environnement|ecologi\w+|sociaux|sociale?s?|durable|societa\w+|responsables?|ethiques?|citoyen\w*|rse|humain\w*)"
    r"(?: et (?:\w+ )?\w+)?|environnement|social|ecologie|ethique|divers|autres?(?: elements| criteres)?|interet (?:general )?(?:de l'offre)?|"
    r"qualite|image|serieux|motivation|confiance|originalite|innovation|engagement|transition ecologique|eco-?responsabilite|"
    r"impact (?:positif|societal|sur la planete)|exemplarite|respect de (?:la nature|l'environnement|la planete)|citoyennete|"
    r"bonne volonte|etat d'esprit|dynamisme|reputation|notoriete|esprit d'equipe|savoir-etre|coup de coeur|attractivite|prestige)"
    r"(?: (?:du|de la|des|de l'|de son) ?(?:candidat|entreprise|offre|soumissionnaire|societe|projet|equipe|prestataire|proposition)s?)?$"
)
_SUBJECTIVE = re.compile(
    r"impression (?:generale|d'ensemble|laissee|globale|que)|\bressenti|\bsincerite|\bconviction\b|\bmotivation (?:de|du|des|exprimee|manifest|percue)|"
    r"\bengouement|\bconscience (?:ecologique|environnementale|citoyenne|professionnelle|du)|\bfibre (?:humaine|sociale|ecologique|environnementale|citoyenne|territoriale|verte|publique)|\bpassion\b|\bardeur|\bdevouement|\bmoralite|"
    r"\bprestance|\bbonhomie|\benthousias|bonne volonte|etat d'esprit|\bfeeling\b|\bcoup de coeur|\bintuition|\bserieux (?:du|de|des|percu|general)|\bseduction|"
    r"\bsympathie|\bdynamisme (?:du|de|des|percu|general)|sensibilite (?:ecologique|environnementale|personnelle|du|de|au|a)\b|"
    r"\bimage (?:de marque|que|renvoyee|generale|du|de l'entreprise)|attachement (?:a|aux|au)|\bphilosophie\b|"
    r"\besprit (?:d'ouverture|citoyen|de)|\bouverture d'esprit|\bvaleurs (?:humaines|partagees|morales|portees)\b|\bkarma|\bprestige|\bnotoriete|"
    r"\breputation|\bcharisme|\bbienveillance|\bl'envie\b|\bengagement (?:moral|sincere|citoyen|personnel|percu)|\bgout (?:du|de la) (?:travail|commission)|"
    r"\bapprecie\w* (?:subjectivement|librement)|\bambiance|\bempathie|\bbonne foi|\bcredibilite percue|"
    r"\bhumanis|\bamour d|\bpassion|\bprise de conscience|\bsens de l'(?:ecologie|interet general)|\bbon sens|\bharmonie|\bexemplarite\b"
)
_NO_PROOF = re.compile(
    r"\b(?:aucun|aucune|pas de|ni) (?:autre )?(?:justificati\w*|pieces?|preuves?|documents?|verifications?|controles?|methode|elements?|mesures?|indicateurs?|"
    r"attestations?|moyens? de preuve|engagements?)[^.;\n]{0,50}\b(?:demand|exig|requis|attendu|prevu|fourni|joind|joint|verifi|procede|realis|produi|necessaire|n'est|ne (?:sera|seront|sont))\w*|"
    r"\b(?:ne|n')\s?(?:sera|seront|est|sont|fera|feront|peut|pourra|pourront)\s(?:pas|ni|point|jamais|l'objet d'aucun\w*|d'aucun\w*) (?:\w+ ){0,2}(?:verifi|controle|contractuel|"
    r"engage|oppos)\w*|\b(?:simple|seule?s?) (?:declaration|affirmation)s?\b(?! (?:environnementale|sur l'honneur prevue))|\bsur (?:la base de )?(?:ses |leurs |les |la )?seules? "
    r"declarations?|\bau vu (?:des|de la|de leurs|de ses) seules? (?:declarations?|affirmations?|promesses?)|\bsur (?:declaration|parole)\b|"
    r"\bsans (?:avoir a |qu'il soit besoin de |qu'il y ait lieu de |qu[e'] ?[^.;\n]{0,30})(?:justifi|verifi|fourni|produi|en apport|demand)\w*|\ba titre declaratif|\bpurement declarati|\bn'engage\w* pas"
)
_LEFT_OUT = re.compile(
    r"\b(?:n'est|ne sont|ne sera|ne seront) (?:pas|ni) (?:not|pris|juge|appreci|compt|consider|examin|demand)|\bnon plus\b|\bn'apporte\w* aucun|\bne le sont pas|\bne l'est pas"
)
_PROOF_IS_ASKED = re.compile(r"autre (?:justificat|piece|document)|\bautre que|supplementaire|hors de la|prealable")
_ELSEWHERE = re.compile(
    r"apprecie|evalue|juge|note (?:sur|au|selon|d'apres|a partir)|au (?:vu|regard)|d'apres|selon|sous-criter|dont|mesure|calcul|"
    r"indicateur|memoire|annexe|cadre de reponse"
)
_BEYOND = re.compile(
    r"au[- ]dela|superieure?s? (?:a|au|aux)|exced|supplementaire|ajout|allant plus loin|en sus|en plus d|depass|par rapport (?:au|a) (?:minimum|seuil|plancher)|"
    r"amelior|mieux[- ]disant|plus (?:\w+ que\b|exigeant|ambitieux|favorable|performant)|sous (?:le|les|la)\b|n'apport|n'est pas not|surplus|complementaire|a partir de|non exige|"
    r"pour chaque (?:point|tranche|heure|%)|par (?:point|tranche|heure|palier)|inferieure?s? (?:a|au)|moins que|reduit|reduction|"
    r"n'est pas not|ne (?:sont|sera|seront) (?:pas|plus) not|ecart|gain|moyens (?:mis|propos|prevus)|modalites|qualite (?:de|du)|organisation|methodologie|comment\b"
)
_DUE = (
    r"\b(?:articles? (?:\d|l\.|r\.|du c)|clauses?|cctp|ccap|ccp|c\.c\.t\.p|cahiers? des (?:charges|clauses)|exigences?|prescriptions?|obligat\w+|minimum|minimal\w*|minima|plancher|exige\w*|"
    r"impose\w*|requis\w*|specifications?|reglementa\w+|dues|demandees?|legal\w*)\b"
)
_ALREADY_DUE = re.compile(
    r"\b(?:respect|respecter|conformite|application|appliquer|satisfaction|reprise|remise(?! en etat)|production(?! additionnelle)|presence|detention|acceptation|"
    r"capacite (?:\w+ ){0,3}a (?:respecter|realiser|atteindre|appliquer|tenir|satisfaire)|engag\w+ (?:\w+ )?(?:a|de) (?:respecter|realiser|appliquer|fournir|tenir|utiliser|atteindre)|"
    rf"realisation|mise en oeuvre|atteinte|obtention|tenue|execution)\b[^.;\n]{{0,90}}{_DUE}|"
    r"(?:points?|pts|note(?: maximale)?|totalite)\b[^.;\n]{0,70}\b(?:si|qui|dont|(?:a|au) tout candidat|lorsque|des lors que|pour (?:tout|chaque|l'offre|le candidat))\b[^.;\n]{0,90}"
    rf"\b(?:conformes?|respect\w*|satisf\w*|atteint|atteignent|utilis\w*|propos\w*|prevoi\w*|fourni\w*|s'engage\w*|accepte\w*|signe\w*|joint|remet\w*|dispos\w*|presente\w*)[^.;\n]{{0,70}}{_DUE}|"
    rf"\b(?:respect\w*|atteint)[^.;\n]{{0,70}}{_DUE}[^.;\n]{{0,60}}(?:\d+ ?(?:points?|pts)|note maximale|totalite des points)"
)
_SCORED = re.compile(r"\boui ?[=:]|\d+ ?(?:points?|pts|%)|\bnot(?:e|ee|es|ation)\b|\bcriter|/ ?\d{2}|note maximale|points\b")
_MARKED = re.compile(r"\bpoints?\b|\bpts\b|\bnot(?:e|ee|es|ation)\b|\bcriter")
_REQUIREMENT = re.compile(
    r"\bdoi(?:t|vent)\b|\bimpos|\bexig|\bobligat|\bminimum|\bau moins\b|\bsont (?:exempts|livres|tous|certifies|realise)|"
    r"\brealise \d|\best (?:tenu|impose|exige)|\breserve\b|\btitulaire\b|\btou(?:s|tes) les\b|\bl'ensemble des\b|\bfixe\b|\bprevoit\b|\blimite\b|\bplafonn|\brequier|\bdemande\b|\bau plus\b|\bmaxim"
)
_FIGURE = re.compile(
    r"(?<![\d,.])(\d[\d  ]*(?:,\d+)?)\s*(%|heures?\b|h\b|jours?\b|ans?\b|km\b|tonnes?\b|g ?(?:de )?(?:co2)?(?:eq)?/|g/|db|kg\b|mois\b|arbres?\b|personnes?\b|litres?\b|l/|kwh|w\b|m2|euros?\b|€)"
)
_ALL_OR_NOTHING = re.compile(
    r"\boui ?[=:]|\bnon ?[=:] ?0|\bsinon\b|\ba defaut ?[:=]? ?(?:0|zero)|\b0 (?:point|pt)s? (?:si|dans le cas|a defaut|autrement|sinon)|= ?\d{1,2} (?:points?|pts)\b|"
    r"\bgaranti\w* ?= ?\d|\b(?:points?|pts) (?:si|au candidat qui|aux candidats qui|a l'offre qui|a tout)\b|\bnote maximale (?:si|a|au|aux)|\bobtien\w+ (?:la note maximale|tous les points|\d+ (?:points|pts))|"
    r"\bzero (?:sinon|a defaut|autrement|dans le cas)"
)
_IMPOSED = re.compile(
    r"\btous\b|\btoutes\b|\boblige\w*|\bimpos\w*|\bexig\w*|\bdoi(?:t|vent)\b|\bcctp\b|\bccap\b|\btitulaires?\b|\bsont\b|\best\b|\bintegralement\b|\bau plus\b|\bau moins\b|\bobligatoire"
)
# A scored line with the two that follow it.
MAX_FOLLOWING = 3
_NEW_ITEM = re.compile(r"\s*(?:article|art\.?|critere|sous-critere|[a-z]\d?[.)]|\d{1,2}[.)]|[-•–])\s")
SHARED_STEMS = 3
_COMMON_STEMS = {
    "crite", "point", "titul", "candi", "march", "prest", "offre", "envir", "artic", "dans", "pour", "sont", "tous", "avec", "leur", "leurs", "cette", "toute", "plus", "moins", "note", "sera",
    "sous", "deux", "cent", "execu", "sinon", "defau", "les", "des", "une", "est", "par", "sur", "aux", "qui", "que", "non", "oui", "pts", "cctp", "ccap", "tout", "ces", "son", "ses", "dont",
    "seule", "choix", "quali", "prix", "total", "ainsi", "lors", "chaqu", "entre", "peut", "doit", "doive",
}
_DISCRETION = re.compile(
    r"sans (?:avoir (?:a |besoin de )|etre tenue? de |devoir |qu'elle ait a |qu'il ait a |que [^.;\n]{0,40}(?:ait|ne) )"
    r"(?:se |s'|en )?(?:justifi|motiv|expliqu|explication|rendre compte)[^.;\n]{0,40}|"
    r"\b(?:commission|acheteur|jury|maire|collectivite|adjudicateur|commune|president\w*|assemblee|elus?)\b[^.;\n]{0,90}\bsans (?:justification|motivation|explication|motif)|"
    r"motifs? (?:etrangers?|autres?)|(?:criteres?|elements?|considerations?|motifs?|facteurs?) (?:autres? que (?:ceux|les)|non (?:annonces?|prevus?|publies?|enonces?)|etrang\w+|"
    r"qu'(?:elle|il)s? (?:juge|estime)|que (?:la commission|l'acheteur|le maire|la collectivite|le pouvoir adjudicateur)\b[^.;\n]{0,30}(?:juge|estime))|"
    r"(?:tout|toute|tous|toutes) (?:autre|autres) (?:critere|element|consideration|motif|facteur|circonstance|raison)s?|"
    r"\bdiscretionnaire|\bsouverain(?:e|ement)?\b|\blibrement\b|\bentiere (?:liberte|latitude|discretion)|\btoute (?:liberte|latitude)|"
    r"\bselon (?:son|sa|leur|la seule) (?:libre |seule |propre )?(?:appreciation|convenance|jugement|sensibilite|volonte|intime conviction|bon vouloir|preference|choix)|"
    r"\ba sa (?:seule )?(?:discretion|convenance|guise)|intime conviction|qui lui (?:parait|paraitra|semble|semblera|convien|plai)|"
    r"qu'(?:elle|il) (?:prefere|preferera|jugera|estimera|souhaite|souhaitera|voudra)|"
    r"(?:modifier|ajuster|adapter|revoir|ecarter|moduler|ne pas (?:appliquer|tenir compte|suivre)|deroger|s'affranchir|s'ecarter)[^.;\n]{0,50}"
    r"(?:criteres?|ponderations?|poids|notes?|classement|bareme|coefficients?)|"
    r"(?:notes?|points?|bonus|majoration)[^.;\n]{0,40}(?:librement|a l'appreciation|laisse)|laisse(?:e|s)? a (?:l'appreciation|la discretion|sa)|"
    r"(?:donnes?|fournis?|enumeres?|enonces?|indiques?|cites?) (?:\w+ )?(?:qu')?a titre (?:d'exemple|indicatif|non exhaustif)|(?:en )?faire intervenir d'autres|en (?:ajouter|retenir|appliquer) d'autres|"
    r"n'en (?:appliquer|retenir|garder) qu'une partie|(?:criteres?|ponderations?|notes?|bareme|elements?)[^.;\n]{0,60}\b(?:pourront?|peuvent|peut|sont susceptibles d)[^.;\n]{0,40}"
    r"(?:complet|modifi|adapt|ajust|revu|ecart|amend|module|neutralis|pondere)|liste des criteres[^.;\n]{0,30}(?:n'est pas|non) (?:limitative|exhaustive)|"
    r"en opportunite|n'est (?:pas|nullement) (?:tenue?|liee?) (?:par|au)[^.;\n]{0,40}(?:criter|classement|ponder|note|ordre)|"
    r"quel que soit (?:le |leur )?(?:classement|rang|resultat|note)|reste libre|demeure libre|est libre de|retenir (?:l'offre|le candidat|celui) de son choix|"
    r"de son choix|autre que (?:celle|celui|la|l'offre) (?:classee|classe|arrivee|la mieux)|preferer[^.;\n]{0,60}(?:moins bien|autre|mieux)"
)
_LAWFUL_FREEDOM = re.compile(
    r"sans suite|infructueu|negoci|variantes?|sous-trait|le (?:candidat|titulaire|soumissionnaire|prestataire|fournisseur) (?:est|reste|demeure|choisit)|"
    r"\bcandidats? (?:restent?|sont|choisi)|titulaire (?:reste|demeure|choisi|organise|determine)|libre(?:s|ment)? (?:de son|de ses|de leur|organis|choisi|consult|access|telecharg)|"
    r"ne (?:peut|pourra|saurait|peuvent)[^.;\n]{0,40}(?:modifi|ecart|derog|tenir)|reconduc|tranche|option|materiel de son choix|format de son choix|"
    r"\b(?:l'agent|les agents|l'usager|les usagers|le patient|les familles?|l'eleve|les habitants|le beneficiaire) (?:\w+ )?(?:choisi|garde|reste|peut|demeure)|groupement|moyens? de son choix|echantillon|forme de son choix|levee|bons? de commande|reutilis|logo|communication|motivee?s?\b(?! a)|publication|"
    r"circulation|commercialis"
)


def find_unverifiable(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion that cannot be checked, or says nothing of what is judged (L2152-8; CJEU C-448/01)."""
    if not passage.is_scoring:
        return
    for criterion in passage.criteria:
        if criterion.weight is not None and _says_nothing(criterion, passage):
            yield Finding(WarningCode.UNVERIFIABLE, _place_of(passage, criterion.name))
            return
    for sentence in passage.sentences:
        match = _SUBJECTIVE.search(sentence.text) or _unproven(sentence)
        if match and passage.scores(sentence) and not _LEFT_OUT.search(sentence.text):
            start = sentence.start + match.start()
            yield Finding(WarningCode.UNVERIFIABLE, passage.span(start, sentence.start + match.end()))
            return


def _unproven(sentence: Sentence) -> re.Match[str] | None:
    match = _NO_PROOF.search(sentence.text)
    return match if match and not _PROOF_IS_ASKED.search(match.group()) else None


def _says_nothing(criterion: StatedCriterion, passage: ReadPassage) -> bool:
    name = fold_accents(re.sub(r"^[Cc]rit[eè]re\s*(?:n\s?°\s*)?[\w.]{0,3}\s*[:–-]?\s*", "", criterion.name)).strip(" :-–«»\"().")
    return not criterion.described and _EMPTY_NAME.match(name) is not None


def _place_of(passage: ReadPassage, name: str) -> Span:
    start = passage.folded.find(fold_accents(name))
    return passage.span(start, start + len(fold_accents(name))) if start >= 0 else passage.span(0, len(passage.folded))


def find_duplicates(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion that scores what a clause already imposes on every tenderer (L2152-7, L2152-8)."""
    if not passage.is_scoring:
        return
    for sentence in _scored_blocks(passage):
        if not _SCORED.search(sentence.text) or _BEYOND.search(sentence.text) or sentence.is_denied:
            continue
        match = _ALREADY_DUE.search(sentence.text) or _same_figure(passage, sentence) or _same_words(passage, sentence)
        if match is not None:
            start = sentence.start + match.start()
            yield Finding(WarningCode.DUPLICATES_REQUIREMENT, passage.span(start, sentence.start + match.end()))
            return


def _scored_blocks(passage: ReadPassage) -> Iterator[Sentence]:
    """The sentences that score, each with the two that follow it in its article: the mark may come after the name."""
    sentences = passage.sentences
    for index, sentence in enumerate(sentences):
        if not passage.scores(sentence):
            continue
        following = [sentence]
        for other in sentences[index + 1 : index + MAX_FOLLOWING]:
            if _NEW_ITEM.match(other.text):
                break
            following.append(other)
        end = following[-1].start + len(following[-1].text)
        yield Sentence(passage.folded[sentence.start : end], sentence.start)


def _same_figure(passage: ReadPassage, scored: Sentence) -> re.Match[str] | None:
    """A figure of the criterion that another sentence imposes: 300 hours due, 10 points for 300 hours."""
    imposed = {
        (_digits(match[1]), match[2])
        for sentence in passage.sentences
        if not scored.holds(sentence) and _REQUIREMENT.search(sentence.text) and not _MARKED.search(sentence.text)
        for match in _FIGURE.finditer(sentence.text)
    }
    weights = {f"{criterion.weight:g}" for criterion in passage.criteria if criterion.weight is not None}
    return next(
        (m for m in _FIGURE.finditer(scored.text) if (_digits(m[1]), m[2]) in imposed and m[1].strip() not in weights),
        None,
    )


def _same_words(passage: ReadPassage, scored: Sentence) -> re.Match[str] | None:
    """A yes-or-no mark for what another sentence imposes in the same words."""
    match = _ALL_OR_NOTHING.search(scored.text)
    if match is None:
        return None
    words = _content_stems(scored.text)
    for sentence in passage.sentences:
        is_requirement = not scored.holds(sentence) and not _MARKED.search(sentence.text)
        if is_requirement and _IMPOSED.search(sentence.text) and len(words & _content_stems(sentence.text)) >= SHARED_STEMS:
            return match
    return None


def _content_stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text)} - _COMMON_STEMS


def _digits(text: str) -> str:
    return re.sub(r"[^\d,]", "", text)


def find_discretion(passage: ReadPassage) -> Iterator[Finding]:
    """Words that leave the buyer an unlimited freedom of choice (L2152-8; CJEU C-513/99)."""
    for sentence in passage.sentences:
        match = _DISCRETION.search(sentence.text)
        if match is None or (passage.source.document != "RC" and not passage.is_scoring):
            continue
        if not _LAWFUL_FREEDOM.search(sentence.text) and not sentence.is_denied_before(match.start()):
            start = sentence.start + match.start()
            yield Finding(WarningCode.UNLIMITED_DISCRETION, passage.span(start, sentence.start + match.end()))
            return
