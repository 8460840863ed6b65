"""Criteria that say nothing of what is judged, or that nobody can check."""

import re
from collections.abc import Iterator

from recommender.domain.documents import Span
from recommender.domain.text import fold_accents
from recommender.domain.warnings import Finding, StatedCriterion, WarningCode
from recommender.lawfulness.passages import ReadPassage, Sentence

# Names that say neither what is judged nor on what, when nothing is added to them.
_EMPTY_NAME = re.compile(
    r"^(?:le |la |les |l')?(?:critere )?(?:developpement durable|rse|responsabilite (?:societale|"
    r"sociale)(?: et environnementale)?|"
    r"(?:demarche|engagements?|sensibilite|politique|qualite|aspects?|volet|approche|dimension|considerations?|fibre|"
    r"prise en compte|"
    r"conscience|preoccupations?|valeurs?|maturite|responsabilite|implication|volonte) (?:\w+ ){0,2}"
    r"(?:developpement durable|environnementa\w+|environnement|ecologi\w+|sociaux|sociale?s?|durable|societa\w+|"
    r"responsables?|ethiques?|citoyen\w*|rse|humain\w*)"
    r"(?: et (?:\w+ )?\w+)?|environnement|social|ecologie|ethique|divers|autres?(?: elements| criteres)?|"
    r"interet (?:general )?(?:de l'offre)?|"
    r"qualite|image|serieux|motivation|confiance|originalite|innovation|engagement|transition ecologique|"
    r"eco-?responsabilite|"
    r"impact (?:positif|societal|sur la planete)|exemplarite|respect de (?:la nature|l'environnement|la planete)|"
    r"citoyennete|"
    r"bonne volonte|etat d'esprit|dynamisme|reputation|notoriete|esprit d'equipe|savoir-etre|coup de coeur|"
    r"attractivite|prestige)"
    r"(?: (?:du|de la|des|de l'|de son) ?(?:candidat|entreprise|offre|soumissionnaire|societe|projet|equipe|"
    r"prestataire|proposition)s?)?$"
)
_SUBJECTIVE = re.compile(
    r"impression (?:generale|d'ensemble|laissee|globale|que)|\bressenti|\bsincerite|\bconviction\b|"
    r"\bmotivation (?:de|du|des|exprimee|manifest|percue)|"
    r"\bengouement|\bconscience (?:ecologique|environnementale|citoyenne|professionnelle|du)|\bfibre (?:humaine|"
    r"sociale|ecologique|environnementale|citoyenne|territoriale|verte|publique)|\bpassion\b|\bardeur|\bdevouement|"
    r"\bmoralite|"
    r"\bprestance|\bbonhomie|\benthousias|bonne volonte|etat d'esprit|\bfeeling\b|\bcoup de coeur|\bintuition|"
    r"\bserieux (?:du|de|des|percu|general)|\bseduction|"
    r"\bsympathie|\bdynamisme (?:du|de|des|percu|general)|sensibilite (?:ecologique|environnementale|personnelle|du|"
    r"de|au|a)\b|"
    r"\bimage (?:de marque|que|renvoyee|generale|du|de l'entreprise)|attachement (?:a|aux|au)|\bphilosophie\b|"
    r"\besprit (?:d'ouverture|citoyen|de)|\bouverture d'esprit|\bvaleurs (?:humaines|partagees|morales|portees)\b|"
    r"\bkarma|\bprestige|\bnotoriete|"
    r"\breputation|\bcharisme|\bbienveillance|\bl'envie\b|\bengagement (?:moral|sincere|citoyen|personnel|percu)|"
    r"\bgout (?:du|de la) (?:travail|commission)|"
    r"\bapprecie\w* (?:subjectivement|librement)|\bambiance|\bempathie|\bbonne foi|\bcredibilite percue|"
    r"\bhumanis|\bamour d|\bpassion|\bprise de conscience|\bsens de l'(?:ecologie|interet general)|\bbon sens|"
    r"\bharmonie|\bexemplarite\b|"
    r"\bsans (?:cadre|grille|element|bareme)[^.;\n]{0,50}\b(?:predefini|appreciation|notation)|"
    r"\bvaleurs de l'etablissement|"
    r"\bqualites? humaines?\b|\bechange informel|\bsans grille\b"
)
_NO_PROOF = re.compile(
    r"\b(?:aucun|aucune|pas de|ni) (?:justificati\w*|pieces?|preuves?|documents?|verifications?|"
    r"controles?|methode|elements?|mesures?|indicateurs?|"
    r"attestations?|moyens? de preuve|engagements?)[^.;\n]{0,50}\b(?:demand|exig|requis|attendu|prevu|fourni|joind|"
    r"joint|verifi|procede|realis|produi|necessaire|n'est|ne (?:sera|seront|sont))\w*|"
    r"\b(?:ne|n')\s?(?:sera|seront|est|sont|fera|feront|peut|pourra|pourront)\s(?:pas|ni|point|jamais|"
    r"l'objet d'aucun\w*|d'aucun\w*) (?:\w+ ){0,2}(?:verifi|controle|contractuel|"
    r"engage|oppos)\w*|\b(?:simple|seule?s?) (?:declaration|affirmation)s?\b(?! (?:environnementale|"
    r"sur l'honneur prevue))|\bsur (?:la base de )?(?:ses |leurs |les |la )?seules? "
    r"declarations?|\bau vu (?:des|de la|de leurs|de ses) seules? (?:declarations?|affirmations?|promesses?)|"
    r"\bsur (?:declaration|parole)\b|"
    r"\bsans (?:avoir a |qu'il soit besoin de |qu'il y ait lieu de |qu[e'] ?[^.;\n]{0,30})(?:justifi|verifi|fourni|"
    r"produi|en apport|demand)\w*|\ba titre declaratif|\bpurement declarati|\bn'engage\w* pas|"
    r"\bne (?:reclame|demande|exige|sollicite)\w* (?:pas|aucune?)[^.;\n]{0,25}\b(?:justificat|preuve|piece|"
    r"document)\w*|\baucun moyen de (?:controler|verifier)|\bpense pouvoir\b"
)
_LEFT_OUT = re.compile(
    r"\b(?:n'est|ne sont|ne sera|ne seront) (?:pas|ni) (?:not|pris|juge|appreci|compt|consider|examin|demand)|"
    r"\bnon plus\b|\bn'apporte\w* aucun|\bne le sont pas|\bne l'est pas"
)
_PROOF_IS_ASKED = re.compile(r"autre (?:justificat|piece|document)|\bautre que|supplementaire|hors de la|prealable")


def find_unverifiable(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion that cannot be checked, or says nothing of what is judged (L2152-7, L2152-8)."""
    if not passage.is_scoring:
        return
    for criterion in passage.criteria:
        if criterion.weight is not None and _says_nothing(criterion):
            yield Finding(WarningCode.UNVERIFIABLE, _place_of(passage, criterion.name))
            return
    for sentence in passage.sentences:
        match = _SUBJECTIVE.search(sentence.text) or _unproven(sentence)
        if match and passage.scores(sentence) and not _LEFT_OUT.search(sentence.text):
            yield passage.finding(WarningCode.UNVERIFIABLE, sentence, match)
            return


def _unproven(sentence: Sentence) -> re.Match[str] | None:
    match = _NO_PROOF.search(sentence.text)
    return match if match and not _PROOF_IS_ASKED.search(match.group()) else None


def _says_nothing(criterion: StatedCriterion) -> bool:
    name = fold_accents(re.sub(r"^[Cc]rit[eè]re\s*(?:n\s?°\s*)?[\w.]{0,3}\s*[:–-]?\s*", "", criterion.name)).strip(
        ' :-–«»"().'
    )
    return not criterion.described and _EMPTY_NAME.match(name) is not None


def _place_of(passage: ReadPassage, name: str) -> Span:
    start = passage.folded.find(fold_accents(name))
    return passage.span(start, start + len(fold_accents(name))) if start >= 0 else passage.span(0, len(passage.folded))
