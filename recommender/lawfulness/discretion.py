"""Words that leave the buyer an unlimited freedom of choice."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import ReadPassage

_DISCRETION = re.compile(
    r"sans (?:avoir (?:a |besoin de )|etre tenue? de |devoir |qu'elle ait a |qu'il ait a |que [^.;\n]{0,40}(?:ait|ne) )"
    r"(?:se |s'|en )?(?:justifi|motiv|expliqu|explication|rendre compte)[^.;\n]{0,40}|"
    r"\b(?:commission|acheteur|jury|maire|collectivite|adjudicateur|commune|president\w*|assemblee|"
    r"elus?)\b[^.;\n]{0,90}\bsans (?:justification|motivation|explication|motif)|"
    r"motifs? (?:etrangers?|autres?)|(?:criteres?|elements?|considerations?|motifs?|"
    r"facteurs?) (?:autres? que (?:ceux|les)|non (?:annonces?|prevus?|publies?|enonces?)|etrang\w+|"
    r"qu'(?:elle|il)s? (?:juge|estime)|que (?:la commission|l'acheteur|le maire|la collectivite|"
    r"le pouvoir adjudicateur)\b[^.;\n]{0,30}(?:juge|estime))|"
    r"(?:tout|toute|tous|toutes) (?:autre|autres) (?:critere|element|consideration|motif|facteur|circonstance|"
    r"raison)s?|"
    r"\bdiscretionnaire|\bsouverain(?:e|ement)?\b|\blibrement\b|\bentiere (?:liberte|latitude|discretion)|"
    r"\btoute (?:liberte|latitude)|"
    r"\bselon (?:son|sa|leur|la seule) (?:libre |seule |propre )?(?:appreciation|convenance|jugement|sensibilite|"
    r"volonte|intime conviction|bon vouloir|preference|choix)|"
    r"\ba sa (?:seule )?(?:discretion|convenance|guise)|intime conviction|qui lui (?:parait|paraitra|semble|semblera|"
    r"convien|plai)|"
    r"qu'(?:elle|il) (?:prefere|preferera|jugera|estimera|souhaite|souhaitera|voudra)|"
    r"(?:modifier|ajuster|adapter|revoir|ecarter|moduler|ne pas (?:appliquer|tenir compte|suivre)|deroger|"
    r"s'affranchir|s'ecarter)[^.;\n]{0,50}"
    r"(?:criteres?|ponderations?|poids|notes?|classement|bareme|coefficients?)|"
    r"(?:notes?|points?|bonus|majoration)[^.;\n]{0,40}(?:librement|a l'appreciation|laisse)|laisse(?:e|"
    r"s)? a (?:l'appreciation|la discretion|sa)|"
    r"(?:donnes?|fournis?|enumeres?|enonces?|indiques?|cites?) (?:\w+ )?(?:qu')?a titre (?:d'exemple|indicatif|"
    r"non exhaustif)|(?:en )?faire intervenir d'autres|en (?:ajouter|retenir|appliquer) d'autres|"
    r"n'en (?:appliquer|retenir|garder) qu'une partie|(?:criteres?|ponderations?|notes?|bareme|"
    r"elements?)[^.;\n]{0,60}\b(?:pourront?|peuvent|peut|sont susceptibles d)[^.;\n]{0,40}"
    r"(?:complet|modifi|adapt|ajust|revu|ecart|amend|module|neutralis|pondere)|"
    r"liste des criteres[^.;\n]{0,30}(?:n'est pas|non) (?:limitative|exhaustive)|"
    r"en opportunite|n'est (?:pas|nullement) (?:tenue?|liee?) (?:par|au)[^.;\n]{0,40}(?:criter|classement|ponder|"
    r"note|ordre)|"
    r"quel que soit (?:le |leur )?(?:classement|rang|resultat|note)|reste libre|demeure libre|est libre de|"
    r"retenir (?:l'offre|le candidat|celui) de son choix|"
    r"de son choix|autre que (?:celle|celui|la|l'offre) (?:classee|classe|arrivee|la mieux)|"
    r"preferer[^.;\n]{0,60}(?:moins bien|autre|mieux)|"
    r"sans qu'il y ait lieu de (?:s'en |se |l')?(?:expli|justifi|motiv)\w*|\b(?:decide|fixe|arrete|"
    r"choisi)e?s? par les elus|"
    r"\bvaleur indicative\b|\bs'en affranchir\b|\bemport\w+ (?:leur|son) adhesion|\bqui (?:leur|lui) (?:plai|convien|"
    r"paraitr|semble)\w*|"
    r"\bqu'il leur sembl\w*|\bune fois les (?:plis|offres|propositions) (?:connu|ouvert)\w*|"
    r"\bvaleur (?:purement )?consultative\b|\bselon sa convenance|"
    r"\bsans etre (?:tenue?|liee?) (?:par|au)[^.;\n]{0,30}(?:not|class|rang)|"
    r"\bsensibilite de (?:la|l'|le) ?(?:municipalite|commune|ville|equipe|elu\w*|majorite)|"
    r"\brang inferieur\b|\bmoins bien (?:class|not|plac)\w+|\bsans (?:\w+ )?ni explication|\bsentiment de confiance"
)
_LAWFUL_FREEDOM = re.compile(
    r"sans suite|infructueu|negoci|variantes?|sous-trait|le (?:candidat|titulaire|soumissionnaire|prestataire|"
    r"fournisseur) (?:est|reste|demeure|choisit)|"
    r"\bcandidats? (?:restent?|sont|choisi)|titulaire (?:reste|demeure|choisi|organise|determine)|libre(?:s|"
    r"ment)? (?:de son|de ses|de leur|organis|choisi|consult|access|telecharg)|"
    r"ne (?:peut|pourra|saurait|peuvent)[^.;\n]{0,40}(?:modifi|ecart|derog|tenir)|reconduc|tranche|option|"
    r"materiel de son choix|format de son choix|"
    r"\b(?:l'agent|les agents|l'usager|les usagers|le patient|les familles?|l'eleve|les habitants|"
    r"le beneficiaire) (?:\w+ )?(?:choisi|garde|reste|peut|demeure)|groupement|moyens? de son choix|echantillon|"
    r"forme de son choix|levee|bons? de commande|reutilis|logo|communication|motivee?s?\b(?! a)|publication|"
    r"circulation|commercialis|"
    r"au choix du candidat|etablissant|attestations?|aptitude|\bcapacites?\b|"
    r"sans pouvoir|\bne (?:peut|peuvent) s'ecarter|prestation supplementaire|\bpse\b|a l'exclusion de toute?|"
    r"\baucune notation technique"
)


def find_discretion(passage: ReadPassage) -> Iterator[Finding]:
    """Words that leave the buyer an unlimited freedom of choice (L2152-8)."""
    for sentence in passage.sentences:
        match = _DISCRETION.search(sentence.text)
        if match is None or (passage.source.document != "RC" and not passage.is_scoring):
            continue
        if not _LAWFUL_FREEDOM.search(sentence.text) and not sentence.is_denied_before(match.start()):
            yield passage.finding(WarningCode.UNLIMITED_DISCRETION, sentence, match)
            return
