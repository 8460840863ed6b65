"""Criteria on the firm at large, and conditions or criteria without link with what is bought."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import NOT_ASKED, RC, SELECTION_OF_CANDIDATES, ReadPassage, Sentence

_FIRM = (
    r"(?:entreprises?|societes?|groupes?|candidats?|soumissionnaires?|titulaires?|prestataires?|firmes?|structures?|"
    r"maisons?[- ]meres?|cotraitants?|membres? du groupement|fournisseurs?|siege|filiales?|cabinets?|agences?|bureaux?)"
)
# What describes a firm whatever it sells.
_POLICY = re.compile(
    rf"\b(?:politiques?|demarches?|strategies?|chartes?|feuilles? de route|valeurs|culture|bilans?|"
    rf"rapports? (?:annuels?|d'activite)|certifications?|"
    rf"notations?|index|responsabilite|image|situation|pratiques|maturite|reputation|initiatives|trajectoires?|"
    rf"gouvernance)"
    rf"(?: \w+){{0,4}} (?:de l'|du|de la|des|d'|de son|de leur|au sein de l'|par l'|par le|dans l'|"
    rf"de chaque )\s?{_FIRM}\b|"
    r"rapports? (?:de durabilite|rse|annuels?|extra-financier|esg)|\bcsrd\b|declaration de performance extra|"
    r"politique (?:generale|rse|sociale|d'entreprise|salariale|environnementale|de recrutement|rh|"
    r"de ressources humaines|de mecenat|sportive|d'achats? responsables?)|"
    r"demarche (?:rse|de responsabilite)|responsabilite societale|\brse\b|ecovadis|\bb[- ]corp\b|mecenat|parrainage|"
    r"sponsor|"
    r"charte ethique|code ethique|charte (?:de la )?diversite|entreprise a mission|raison d'etre|"
    r"index (?:de l')?(?:egalite|egapro)|comites? de direction|conseil d'administration|instances? dirigeantes|"
    r"accords? (?:d'entreprise|de branche|collectifs?|de groupe)\b|certification lucie|label (?:lucie|engage rse|"
    r"diversite|egalite)|"
    r"dons? (?:a|aux|au profit|verses?)|oeuvres caritatives|plantation d'arbres|teletravail|"
    r"siege social|ensemble de (?:ses|leurs|l')\s?(?:activites?|salaries?|effectifs?|sites?|personnel|agences|flotte|"
    r"clients)|"
    r"effectif (?:total|global)|\bmasse salariale|\bdoeth\b|obligation d'emploi|"
    r"flotte (?:globale|totale|de l'entreprise|de la societe|commerciale)|parc automobile|"
    r"bilan (?:carbone|d'emissions|ges)[^.;\n]{0,40}(?:entreprise|societe|siege|groupe|annuel|activite|global|publi)|"
    r"(?:taux|part|pourcentage|nombre|proportion) (?:global |moyen |annuel )?(?:de|d') ?(?:femmes|"
    r"travailleurs handicapes|apprentis|"
    r"seniors|cdi|alternants|personnes handicapees|turn-?over|absenteisme)[^.;\n]{0,50}(?:dans|au sein|de l'|de la|"
    r"du|employ)[^.;\n]{0,10}"
    r"(?:effectif|entreprise|societe|groupe|direction|encadrement|structure)|"
    r"\b(?:salaries|effectifs?|personnel|travailleurs|femmes|apprentis|direction|encadrement|dirigeants?|flotte|"
    r"sites|agences|locaux|"
    r"bureaux|achats|fournisseurs|clients|investissements|benefices|remunerations?|salaires|emplois|"
    r"accidents?)\b[^.;\n]{0,60}"
    r"\b(?:de l'entreprise|de la societe|du groupe|du candidat|du soumissionnaire|de la structure|du prestataire|"
    r"du cabinet)\b|"
    r"\btous (?:\w+ )?(?:sites|clients|marches|chantiers) (?:et \w+ \w+ )?confondus|\b(?:distinctions?|trophees?|"
    r"recompenses?|medailles?|prix)\b[^.;\n]{0,30}\b(?:obtenu|recu|decern|remporte|dirigeant)|"
    r"\bactions? (?:\w+ )?(?:qu'(?:il|elle)s? (?:mene|conduit|realise|soutien)|menees?|engagees?|"
    r"conduites?) (?:depuis|par|en faveur|au cours|ces|dans)|"
    r"anciennete de l'engagement|toutes? (?:ses|leurs) (?:agences|activites|filiales|implantations)|"
    r"quel que soit (?:le client|le marche|l'objet)|(?:trois|cinq|deux) derni(?:ers|eres) (?:exercices|annees)|"
    r"(?:egalite|mixite|parite|diversite|inclusion|qualite de vie au travail|dialogue social|remunerations?|"
    r"interessement)"
    r"[^.;\n]{0,60}\b(?:dans|au sein de|chez) (?:l'|la |le |son |sa |leur )?(?:entreprise|societe|groupe|firme)|"
    r"extra-financi\w+|\bscores? (?:d'entreprise|esg|rse)|\bnote esg\b|\badhesions? a (?:des|un|une|plusieurs)\b|"
    r"\bparc (?:total|global)\b|\btoutes (?:agences|activites)\b|"
    r"\bsocietes? a mission\b|\bstatut de (?:l'entreprise|la societe|societe)|\breversant une part|\bpart de (?:ses|"
    r"leurs) benefices"
)
# The same words, tied to this contract.
_TIED = re.compile(
    r"(?:affecte|mobilise|employe|embauche|recrute|dedie|mis a disposition|intervenant|charge)\w* (?:\w+ ){0,3}(?:a|"
    r"au|aux|pour|sur|"
    r"dans|de) (?:\w+ ){0,3}(?:marche|prestation|chantier|mission|contrat|execution|accord-cadre|site|lot|operation|"
    r"commande)|"
    r"(?:pour|dans le cadre de|lors de|pendant|a l'occasion de|au titre de|dans|durant) (?:l'execution |"
    r"la realisation |la duree )?"
    r"(?:du|de la|des|de l'|le|ce|cette|la|les|l')\s?(?:present\w* )?(?:marche|prestations?|chantier|mission|contrat|"
    r"execution|"
    r"accord-cadre|operation|lot)|l'equipe (?:affectee|dediee|proposee)|personnes? affectees?|equipes? affectees?|"
    r"propres? au (?:marche|chantier|contrat)|specifique\w* au (?:marche|chantier)|"
    r"execution du (?:present )?(?:marche|contrat|lot)|"
    r"\bpour (?:le|la|les|l') ?\w+ (?:du|de la|des|de l'|de ce) ?(?:dossier|marche|chantier|operation|lot|"
    r"detail estimatif|contrat|site)|"
    r"aux? (?:prestations?|personnes|equipes|agents|salaries|vehicules|produits|fournitures) (?:du marche|affecte|"
    r"livre|propose|"
    r"employe|objet)|produits? (?:proposes?|livres?|fournis)|livrees? au titre"
)
# The firm itself, where the sentence is about people, the planet or ethics.
_FIRM_ITSELF = re.compile(
    r"\b(?:la|de la|du|de l'|par la|par le|par l'|que compte la|au sein de la|dans la|chez le|son|sa) ?(?:societe|"
    r"entreprise|groupe|maison[- ]mere|firme|holding)\b"
)
_SOCIAL_OR_GREEN = re.compile(
    r"apprentis?\b|personnel\b|handicap|egalite|parite|femmes|seniors|ethique|pacte|\brse\b|environnement|ecolog|"
    r"carbone|\bges\b|climat|durable|diversite|mecenat|salari|emploi|social|"
    r"societal|gouvernance|achats responsables|vigilance|charte|secteur protege|insertion|benevol|solidar|transition|"
    r"biodivers|recycl|energie|electri|syndic|absenteisme"
)
_TIED_ACTS = re.compile(
    r"(?:affecte|mobilise|employe|embauche|recrute|dedie|mis a disposition|intervenant|charge)\w* (?:\w+ ){0,3}(?:a|"
    r"au|aux|pour|sur|dans|de) "
    r"(?:\w+ ){0,3}(?:marche|prestation|chantier|mission|contrat|execution|accord-cadre|site|lot|operation|commande)|"
    r"pour (?:l'execution |les (?:prestations|livraisons|besoins|travaux|deplacements) )(?:du|de la|des|de l'|de ce)"
)
_GENERAL_DESPITE = re.compile(
    r"quel que soit (?:le client|le marche|l'objet)|independamment (?:du|de la|de l'objet)|hors (?:du )?marche|"
    r"sans lien|derniers exercices|au-dela du (?:present )?marche|ensemble de (?:ses|leurs) "
)
_LEFT_OUT = re.compile(
    r"\bnon plus\b|\bne l(?:e|a) sont\b|\bne l'est pas\b|(?:ne sont|n'est) pas consider|(?:n'est|ne sont|n'entre|"
    r"ne sera|ne seront|n'entrent)\s?(?:pas|point|ni)?[^.;\n]{0,30}(?:not|pris|juge|appreci|compte|valoris|"
    r"examine|retenu|evalu)|(?:a l'exclusion|a l'exception|sans consideration|independamment) (?:de|du|des)|"
    r"ne (?:donne|donnent|rapporte)\w* (?:lieu )?(?:a )?(?:aucun|pas)|"
    r"\bet non (?:de|la|sur|celle|le|les|pas)\b|n'ouvre droit a aucun|\bhors notation|"
    r"\bneutralis\w+|\bsont exclu\w+|\bne sont pas retenu"
)
_GIVES = (
    r"\b(?:vers(?:e|ent|era|eront|er|ement)|revers(?:e|ent|era|ement)|contribu(?:e|ent|era|tion)|financ(?:e|ent|era|"
    r"er|ement)|consacr(?:e|ent|era)|"
    r"soutien(?:t|nent)?|soutiendra|parrain(?:e|ent|era|age)|dons?|fait don|subventionn(?:e|ent|era)|octroie|affecte|"
    r"alloue|apporte (?:un|son) (?:soutien|concours)|"
    r"offr(?:e|ent|ira) (?:un|une|des|\d+|chaque|gratuitement)|prend(?:ra)? a sa charge|"
    r"participe(?:ra)? (?:financierement|au financement|"
    r"a l'organisation))\b"
)
_CAUSE = (
    r"\b(?:associations?|fondations?|oeuvres? (?:caritatives?|sociales?)|clubs? (?:sportifs?|de \w+)|ong|bonne cause|"
    r"evenements?|festivals?|fonds de dotation|caritati\w+|"
    r"sportive?s?|maillots?|tombola|humanitaires?|equipe (?:locale|de \w+)|comite des fetes|monuments?|"
    r"budget participatif|ecole de \w+|"
    r"reserve naturelle|musee|telethon|restos du coeur|"
    r"tournoi|course|feu d'artifice|fete|kermesse|epicerie (?:sociale|solidaire)|orphelinat|hopital|fonds (?:de |"
    r"d')?\w+)\b"
)
_DONATION = re.compile(
    rf"{_GIVES}[^.;\n]{{0,90}}{_CAUSE}|\bfinanc(?:e|era|ent)\b[^.;\n]{{0,40}}\b(?:chaque (?:annee|saison|an)|"
    rf"a hauteur de|tous les ans)|"
    r"\b(?:plant(?:er|e|era|ation)|arbres?)\b[^.;\n]{0,60}\b(?:dans le monde|a l'etranger|en afrique|en amazonie|"
    r"au bresil|programme de reforestation|planter ou a financer|financer dans)|"
    r"\bplant\w*[^.;\n]{0,60}\barbres? par\b|"
    r"\b(?:conferences?|concerts?|spectacles?|entrees|places|invitations|seances?)\b[^.;\n]{0,70}\b(?:gratuit\w*|"
    r"personnel (?:communal|municipal)|aux agents|offert\w*)"
)
_UNLINKED = re.compile(
    rf"\bfinanc(?:e|era|ent)\b[^.;\n]{{0,40}}\b(?:chaque (?:annee|saison|an)|a hauteur de|tous les ans)|"
    rf"{_GIVES}[^.;\n]{{0,90}}{_CAUSE}|"
    r"\b(?:mecenat|sponsoring|parrainage)\b|"
    r"\bplant(?:e|ent|era|er|ation)\b [^.;\n]{0,50}\barbres?\b[^.;\n]{0,60}\b(?:par|pour chaque|chaque annee|"
    r"dans (?:le|un) (?:monde|pays|programme|foret)|"
    r"a l'etranger|en (?:afrique|amazonie|indonesie)|au (?:bresil|perou|senegal))\b|"
    r"\b(?:siege social|siege du titulaire|siege de l'entreprise|bureaux du titulaire|ses (?:propres )?(?:bureaux|"
    r"locaux|agences))\b[^.;\n]{0,80}"
    r"\b(?:electricite|renouvelable|certifi\w+|panneaux|photovoltaique|chauff\w+|isol\w+|renov\w+|tri\b|trie\w*|"
    r"composteur|potager|ruche|vegetalis\w+|bornes?|energie|alimente\w*)|"
    r"\b(?:l'ensemble|la totalite) (?:de (?:ses|leurs)|des) (?:\w+ )?(?:salaries|agences|sites|etablissements|"
    r"vehicules|activites|filiales|implantations|bureaux|effectifs)\b"
    r"(?! (?:affecte|intervenant|mobilise|engage|employe|utilise))|"
    r"\b(?:tous ses (?:sites|salaries|etablissements)|toutes ses (?:agences|activites|filiales|implantations)|"
    r"toute l'entreprise|"
    r"parc (?:automobile )?de l'entreprise|(?:sa|leur) flotte (?:commerciale|de vehicules de (?:direction|fonction)|"
    r"de fonction)|vehicules? (?:de fonction|de direction|commerciaux))\b|"
    r"\b(?:y compris|meme) (?:\w+ )?(?:pour|sur|dans|chez|aupres de|ceux|celles) (?:les |ses |d'|de ses |qui (?:ne|"
    r"n')|non )?(?:autres|affecte|salaries non|activites sans|clients)|"
    r"\b(?:pour|chez|sur|aupres de) (?:ses |d')autres (?:clients|marches|contrats|chantiers)\b|\bsans (?:rapport|"
    r"lien) avec (?:le marche|l'objet|les prestations)|\bhors (?:du )?(?:perimetre|objet) du (?:marche|contrat)\b|"
    r"\bbenevolat\b|\bjournees? (?:de )?solidari|\bteletravail\b|\bcantine d'entreprise|\bcomite d'entreprise|"
    r"\brestaurant d'entreprise|"
    r"\badher(?:e|er|ent|era|eront)\b|\badhesion (?:a|au|aux) [^.;\n]{0,40}(?:charte|pacte|reseau|club|association|"
    r"federation)|"
    r"\bcompens\w+ [^.;\n]{0,60}(?:ensemble|toutes?|totalite|activite)[^.;\n]{0,40}(?:emissions|carbone)|\b(?:qu'il|"
    r"que le titulaire) (?:emploie|exploite|possede) (?:par ailleurs|ailleurs)|"
    r"\bplant\w*[^.;\n]{0,60}\barbres? par\b|"
    r"\b(?:conferences?|concerts?|spectacles?|entrees|places|invitations|seances?)\b[^.;\n]{0,70}\b(?:gratuit\w*|"
    r"personnel (?:communal|municipal)|aux agents|offert\w*)"
)


def find_general_policy(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion that judges the firm at large and not this contract (CE, 25 May 2018, Nantes Métropole, 417580)."""
    if not passage.is_scoring or SELECTION_OF_CANDIDATES.search(passage.folded):
        return
    is_tied = any(_TIED.search(sentence.text) for sentence in passage.sentences)
    for sentence in passage.sentences:
        match = _POLICY.search(sentence.text) or _of_firm(sentence)
        if match is None or not passage.scores(sentence) or _LEFT_OUT.search(sentence.text):
            continue
        despite = _GENERAL_DESPITE.search(passage.folded) is not None
        if despite or not (_TIED.search(sentence.text) or is_tied):
            yield passage.finding(WarningCode.GENERAL_POLICY, sentence, match)
            return


def _of_firm(sentence: Sentence) -> re.Match[str] | None:
    return _FIRM_ITSELF.search(sentence.text) if _SOCIAL_OR_GREEN.search(sentence.text) else None


def find_no_link(passage: ReadPassage) -> Iterator[Finding]:
    """A condition without link with the subject or its performance (L2112-2, L2112-3)."""
    for sentence in passage.sentences:
        is_of_rules = passage.source.document == RC or passage.scores(sentence)
        match = (_DONATION if is_of_rules else _UNLINKED).search(sentence.text)
        if match is None or _LEFT_OUT.search(sentence.text):
            continue
        if not NOT_ASKED.search(sentence.text) and not _TIED_ACTS.search(sentence.text):
            yield passage.finding(WarningCode.NO_LINK, sentence, match)
            return
