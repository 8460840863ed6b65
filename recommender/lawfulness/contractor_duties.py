"""Duties of the contractor that nobody can check or enforce, and wishes that are no duties."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import RC, ReadPassage, Sentence

_PARTY = (
    r"(?:titulaires?|entreprises?|entrepreneurs?|prestataires?|fournisseurs?|exploitants?|concessionnaires?|"
    r"delegataires?|attributaires?|"
    r"cocontractants?|maitre d'oeuvre|equipes?|bureau d'etudes|architectes?|il|ils|elle|elles|personnels?|"
    r"intervenants?|agents du titulaire)"
)
_HEDGE = (
    r"dans (?:toute )?la mesure du (?:possible|faisable)|\bautant que (?:possible|faire se peut)|\bsi possible\b|"
    r"\bil est souhait\w+|\best souhaitee?s?\b|\bsouhaitable|\bidealement|\bde preference\b|\bau mieux\b|"
    r"\b(?:est|sont|sera|seront) (?:encouragee?s?|incitee?s?|privilegiee?s?|favorisee?s?|recommandee?s?)\b|"
    rf"\b(?:{_PARTY}|compagnons|ouvriers|salaries|conducteurs|chauffeurs|livreurs|cuisiniers) [^.;\n]{{0,30}}"
    r"(?:est|sont|sera|seront) (?:invitee?s?|sensibilisee?s?)\b|"
    r"\bdans les meilleurs delais|\bdelai raisonnable|\bmeilleurs efforts|\b(?:porte|portera|portent|accorde\w*|"
    r"attach\w+|prete\w*) [^.;\n]{0,20}"
    r"(?:attention|importance) (?:toute )?(?:particuliere|soutenue)|"
    r"\btend(?:re|ra|ent)? vers\b|\befforts raisonnables|\b(?:lorsque|si|quand) (?:cela|il) (?:lui )?(?:semble|"
    r"parait)|\bs.il lui (?:semble|parait)|\bs'il (?:l'estime|le juge) \w+|\b(?:si|lorsque|quand) (?:le marche|"
    r"les circonstances|"
    r"les conditions|l'occasion) (?:le |s'y )?(?:permet|pret|present)\w*|"
    r"\blorsque (?:cela est|c'est) (?:possible|envisageable)|\bquand (?:cela est|c'est) (?:possible|envisageable)|"
    r"\bchaque fois que (?:possible|les circonstances)|\bon s'attachera\b|\bquand il le peut|\bs'il le peut|"
    r"\ble plus (?:souvent |largement |rapidement )?possible|\bdemarche (?:vertueuse|eco-?responsable|volontariste)|"
    r"\bde son mieux\b|\ba l'esprit\b|\bdans un (?:esprit|souci) de\b|\bsoucieu\w+ (?:de|du)\b|\ben bon citoyen|"
    r"\bbonnes pratiques environnementales|"
    r"\blimit\w+ (?:autant|au maximum|au mieux)|\breduit? au maximum|\bpourra utilement|\bfera preuve d|"
    r"\bconscien(?:t|te|ce) d"
)
_SOFT_VERB = (
    r"(?:s'efforce\w*|s'attache\w*|s'emploie\w*|cherche(?:ra|ront|nt)? a|tente(?:ra|ront|nt)? de|tend(?:ra|ront|"
    r"ent)? a|veille(?:ra|ront|nt)? (?:a|au|aux)|"
    r"privilegie(?:ra|ront|nt)?|favorise(?:ra|ront|nt)?|sensibilise(?:ra|ront|nt)?|encourage(?:ra|ront|nt)?|"
    r"est attenti\w+|sera attenti\w+|oeuvre(?:ra|ront|nt)? (?:a|pour)|"
    r"contribue(?:ra|ront|nt)? a|(?:doit|devra|devront|doivent|s'engage(?:nt)? a) (?:veiller|favoriser|privilegier|"
    r"sensibiliser|encourager|tendre|chercher|contribuer|s'efforcer)|"
    r"tien(?:t|dra) compte|essaie(?:ra|ront|nt)? d|pren(?:d|dra) en (?:compte|consideration)|s'inscri(?:t|"
    r"ra) dans une demarche|adopte(?:ra|nt)? (?:un comportement|une attitude|une demarche))\b"
)
_WISH = re.compile(rf"{_HEDGE}|\b{_PARTY} (?:(?!ne |n')[\w']+ ){{0,4}}?{_SOFT_VERB}|\bs'effor\w+")
_BUYER_ACTS = re.compile(
    r"\b(?:services? (?:de la|du|de l'|des|techniques?|municipa\w+)|la (?:municipalite|ville|commune|collectivite|"
    r"region|"
    r"metropole|communaute|regie)|le (?:departement|syndicat|maitre d'ouvrage|"
    r"pouvoir adjudicateur|ccas|lycee|college)|l'(?:acheteur|administration|etablissement|hopital|office)|"
    r"les (?:agents|usagers|enseignants|habitants|parents|convives|visiteurs|eleves|services))"
    r"[^.;\n]{0,70}$"
)
_BUYER_SUBJECT = re.compile(
    r"^\W*(?:les?|la|l') ?\w+ (?:et \w+ )?(?:de la |du |de l'|des )(?:mairie|ville|commune|collectivite|departement|"
    r"region|hopital|ccas|metropole|acheteur|college|lycee|etablissement)|^\W*(?:[\d.]+ ?[-–]? ?)?(?:les? |la |"
    r"l')(?:services? (?:de|du|techniques?|municipa)|ville|commune|collectivite|region|metropole|"
    r"departement|syndicat|maitre d'ouvrage|maitrise d'ouvrage|moa\b|pouvoir adjudicateur|acheteur|administration|"
    r"etablissement|hopital|agents|"
    r"usagers|enseignants|habitants|parents|convives|visiteurs|eleves|personnel de|regie|ccas)"
)
_CONTRACTOR = re.compile(
    r"\b(?:titulaire|entreprise|entrepreneur|prestataire|fournisseur|exploitant|concessionnaire|delegataire|"
    r"attributaire|mandataire|cocontractant|maitre d'oeuvre|"
    r"equipes?|bureau d'etudes?|architecte)s?\b"
)
_SUSTAINABLE = re.compile(
    r"insertion|demandeurs? d'emploi|eloigne\w* de l'emploi|\brsa\b|handicap|apprenti|egalite|discrimin|"
    r"clauses? sociale|"
    r"dechet|\btri(?:e|es|er|ent)?\b|valoris|recycl|reemploi|reemploy|reutilis|reconditionn|compost|emballage|"
    r"emission|carbone|\bco2|"
    r"electriq|thermiqu|euro 6|biodivers|faune|flore|haies|plantation|arbres|phytosanitaire|biolog|\bbio\b|ecolabel|"
    r"biosourc|certifi|"
    r"consommation|energie|\beau\b|pollu|nuisance|bruit|sonore|poussiere|produits? (?:d'entretien|lessiviel)|"
    r"eco-?conduite|covoiturage|"
    r"vehicules?|papier|plastique|gaspillage|durable|environnement|bois\b|\bcov\b|substances|reparab|saison|denrees|"
    r"rejet|\brejette|fioul|poussiere|contenant|consigne|rotation|\bfuts?\b|linge|textile|difficulte|precari|chomage|"
    r"chomeur|\bemploi\b|\bsocia|"
    r"solidai|\bjeunes\b|\bseniors\b|inclusi|climat|planete|"
    r"ecolog|\bnature\b|sobriete|toxi|palettes|caisses|"
    r"commerce equitable|travail (?:des enfants|force)|conditions de travail|formation|accessib|"
    r"emissif|qualite de l'air|recuperation|invendus|dons?\b|empreinte|logistique"
)
_PASSIVE_HOURS = re.compile(
    r"\bheures?\b[^.;\n]{0,60}\b(?:seront|sont|est|sera) (?:realise|effectue|reserve|confie|accompli)"
)
_MEASURED = re.compile(
    r"\d|l'ensemble|la totalite|tous les|toutes les|\btout(?:e)? \w+ est|integralement|exclusivement|\baucun|"
    r"interdit|uniquement|systematiquement|"
    r"deux|trois|quatre|cinq|dix|moitie|tiers|quart"
)
_CONTROL = re.compile(
    r"justifi|attest|preuve|prouv|certificat|bordereau|\bbons? de |releve|registre|\betat (?:mensuel|trimestriel|"
    r"annuel|semestriel|des|recap|de)|"
    r"bilan|rapport|tableau|\bcontrol|verifi|constat|audit|penali|retenue|refact|resili|\brefus|\brejet|\bsuivi|"
    r"facilitat|transme|\bremet|\bremis|"
    r"communiqu|\bproduit (?:a|au|chaque|un|une|le|la)|\bproduire|\bfiches?\b|ticket|facture|photograph|pesee|pese\b|"
    r"comptage|compte rendu|"
    r"mise en demeure|aux? frais (?:du|de)|\breprise?s? (?:a|aux|sans)|deduit|deduction|sous peine|a defaut|indemnit|"
    r"journal|planning signe|"
    r"visite|reception|releves|analyse|mesures? (?:acoustique|de bruit|in situ|periodique)|enregistr|tracab|joint|"
    r"jointe|annexe|demontr|cartes? grises?|"
    r"immatricul|declar|presente |presentation|tenue? a (?:la )?disposition|consult|signal|informe|"
    r"liste (?:nominative|des)|convention|contrats? de travail|reunion|"
    r"sanction|amende|astreinte|refaction|exclu|non[- ]conform|indicateur|echantillon|avenant|"
    r"contradictoire|\bgeometre|\b(?:a|aux) (?:ses|leurs) frais|\bremplacee?s? (?:par|sans|sous)|"
    r"\bbons? signes?\b|\d ?€ par\b"
)
_PROOF_WORDS = (
    r"(?:justificati\w*|pieces? justificatives?|controles?|verifications?|suivi|comptes? rendus?|bilans?|preuves?|"
    r"attestations?|"
    r"releves?|pesees?|bordereaux?|rapports?|reporting|tracabilite|registres?|documents?)"
)
_UNCONTROLLED = re.compile(
    r"n'(?:a|ont|aura|auront) pas a (?:en |les? |s'en |se )?(?:rendre|justifi|produi|fourni|prouv|transme|attest|"
    r"communiqu|remettre|tenir|etabli)|"
    r"n'(?:est|a|ont) (?:aucun|pas de) compte a rendre|\bn'en (?:rend|rendra|justifie|apporte)\w* (?:pas|aucun)|"
    r"\bseule? juge (?:de|du|des)\b|"
    rf"\b(?:aucune?|nul|nulle) {_PROOF_WORDS}\b[^.;\n]{{0,50}}\b(?:n'(?:est|a|y|en)|ne (?:sera|seront|sont|fait|"
    rf"pourra|saurait|vient))|"
    rf"\b(?:ne|n')\s?(?:fait|fera|feront|font|donne|donnera|donneront|prevoit|prevoient|est assorti\w*|comporte\w*|"
    rf"sera soumis\w*|est soumis\w*|"
    rf"s'accompagne\w*)[^.;\n]{{0,40}}\b(?:pas|aucune?|ni)\b[^.;\n]{{0,40}}\b{_PROOF_WORDS}|"
    r"\b(?:dispense|exonere)\w* (?:de|d')\s?(?:\w+ ){0,2}(?:justifi|preuve|rapport|suivi|compte|bilan|tout|controle)|"
    r"(?:s'en remet|fait|faisant|font) (?:\w+ )?(?:confiance|a la bonne foi)|\bsur (?:sa |simple )?parole|"
    r"sur l'honneur (?:suffi|tient lieu)|\bde bonne foi\b|"
    r"(?:hors|exclu\w*) (?:du )?champ des penalites|sans qu'il (?:ait|soit|y ait)[^.;\n]{0,40}(?:justifi|rendre|"
    r"compte|control|verifi|sanction)|"
    r"sans avoir a (?:en |le |se )?(?:justifi|rendre|prouv|fourni|produi)|"
    r"\bn'est pas (?:effectue|procede|fait|realise|prevu)[^.;\n]{0,25}\b(?:verification|controle|suivi)|"
    r"\b(?:cette obligation|cet engagement|cette clause|cette disposition|ces dispositions|non-respect|manquement|"
    r"inexecution|execution de cette)\b[^.;\n]{0,40}\b(?:n'|ne )\w+ [^.;\n]{0,20}\b(?:aucune?|"
    r"pas)\b[^.;\n]{0,30}\b(?:sanction|penalit|consequence|control|verifi)\w*|\bmodalites de (?:suivi|"
    r"controle) ne sont pas prevues|"
    r"\bn'encourt (?:rien|aucun\w*)|"
    r"\bn'a pas de (?:document|piece|justificatif|preuve)\w* a (?:produire|fournir|remettre)|\bn'appelle\w* ni\b|"
    r"\bn'a pas (?:acces a ces|d'incidence)|\bpour ses propres besoins\b|"
    r"\ble respect de [^.;\n]{0,40}\bn'est pas (?:verifi|controle)|"
    r"\bn'est pas controlee?s?\b|\bne fournit aucun\w* (?:document|justificat|preuve)|\bn'institue\w* (?:ni|aucun)|"
    r"\breleve\w* de la confiance"
)
# Said of one case, these exempt it; alone in a passage, they are all that is said of control.
_UNCONTROLLED_ALONE = re.compile(
    r"\bsans (?:\w+ )?(?:justificatif|controle|penalite|sanction|verification|suivi|compte rendu|preuve)\b|"
    r"(?:ne (?:sera|seront|sont)|n'est|n'etant) (?:pas|ni|jamais) (?:\w+ )?(?:control|verifi|sanction|penali|suivi)|"
    r"(?:\b(?:aucune?|ni|pas de) (?:penalite|sanction|consequence|contrepartie|retenue)|\b(?:penalites?|sanctions?|"
    r"retenues?) n'(?:est|sont|y))"
)
_NOT_ABSENCE = re.compile(
    r"\bsi (?:le|la|les|l')\b|\blorsque|\ben cas de|force majeure|imputable|premier(?:e|s)? (?:mois|annee|manquement|"
    r"livraison)|\btant que|\bavant\b|"
    r"sans (?:mise en demeure|prejudice)|aucune? (?:facture|paiement|reglement|mandatement)|a defaut|supplementaire|"
    r"autre que|au-dela|\bpendant\b|du fait"
)
_PENALTY = re.compile(r"\bpenalit|\bretenue|\bsanction|\brefaction")
# A list of penalties that says it is whole sanctions nothing else.
_LIMITED = re.compile(r"\blimitativ|\bseule?s? [^.;\n]{0,60}\b(?:font l'objet|sont sanctionn|donnent lieu)")
_NEW_ARTICLE = re.compile(r"\s*(?:article|art\.) ?\d|\s*\d{1,2} ?[-–—.)] ?[a-z]")


def has_control(folded: str) -> bool:
    """Whether a text, folded, speaks of proof, control or consequence."""
    return _CONTROL.search(folded) is not None


def find_vague_duty(passage: ReadPassage) -> Iterator[Finding]:
    """A wish where a duty of the contractor is meant (good practice)."""
    if passage.source.document == RC:
        return
    is_sustainable = _SUSTAINABLE.search(passage.folded) is not None
    for sentence in passage.sentences:
        match = _WISH.search(sentence.text)
        if match is None or not is_sustainable or passage.scores(sentence):
            continue
        if not _is_of_buyer(sentence, match.start()) and not _is_measured(sentence, match):
            yield passage.finding(WarningCode.VAGUE_DUTY, sentence, match)
            return


def _is_of_buyer(sentence: Sentence, place: int) -> bool:
    before = sentence.text[:place]
    return bool(_BUYER_SUBJECT.match(before) or (_BUYER_ACTS.search(before) and not _CONTRACTOR.search(before)))


def _is_measured(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the same sentence also fixes a figure or a proof: "privilégie …, au moins 50 % des …"."""
    rest = sentence.text[: match.start()] + sentence.text[match.end() :]
    return (
        re.search(r"\d+ ?(?:%|heures|jours|km|kg|g/|db|tonnes)|au moins \d|\bpenalit|justifi|attest", rest) is not None
    )


def find_no_control(passage: ReadPassage) -> Iterator[Finding]:
    """A duty of the contractor without proof, control or consequence (good practice)."""
    if (passage.source.document == RC and passage.is_scoring) or not _SUSTAINABLE.search(passage.folded):
        return
    place = _denied_control(passage) or _bare_duty(passage)
    if place is not None:
        yield Finding(WarningCode.NO_CONTROL, passage.span(*place))


def _denied_control(passage: ReadPassage) -> tuple[int, int] | None:
    """Where the passage says that nothing will be checked."""
    for sentence in passage.sentences:
        match = _UNCONTROLLED.search(sentence.text) or _uncontrolled_alone(passage, sentence)
        if match and not _NOT_ABSENCE.search(sentence.text) and not passage.scores(sentence):
            return sentence.start + match.start(), sentence.start + match.end()
    return None


def _bare_duty(passage: ReadPassage) -> tuple[int, int] | None:
    """Where an article lays down a duty and says nothing of its control."""
    has_penalty = _PENALTY.search(passage.folded) and not _LIMITED.search(passage.folded)
    if passage.source.document == RC or has_penalty:
        return None
    for article in _articles(passage):
        if any(_CONTROL.search(sentence.text) for sentence in article):
            continue
        for sentence in article:
            if _is_bare_duty(sentence):
                return sentence.start, sentence.start + len(sentence.text)
    return None


def _articles(passage: ReadPassage) -> list[list[Sentence]]:
    """The sentences by article, where the passage numbers its articles."""
    articles: list[list[Sentence]] = [[]]
    for sentence in passage.sentences:
        if _NEW_ARTICLE.match(sentence.text):
            articles.append([])
        articles[-1].append(sentence)
    return articles


def _uncontrolled_alone(passage: ReadPassage, sentence: Sentence) -> re.Match[str] | None:
    match = _UNCONTROLLED_ALONE.search(sentence.text)
    others = [_UNCONTROLLED_ALONE.sub(" ", other.text) for other in passage.sentences]
    return None if match is None or any(_CONTROL.search(text) for text in others) else match


def _is_bare_duty(sentence: Sentence) -> bool:
    is_duty = (
        (_CONTRACTOR.search(sentence.text) or _PASSIVE_HOURS.search(sentence.text))
        and _SUSTAINABLE.search(sentence.text)
        and _MEASURED.search(sentence.text)
    )
    return bool(is_duty) and not _WISH.search(sentence.text) and not _BUYER_SUBJECT.match(sentence.text)
