"""Preferences for a place, and conditions on where people live or come from."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import NOT_ASKED, ReadPassage, Sentence

_SITE = (
    r"(?:sieges?|agences?|ateliers?|etablissements?|depots?|entrepots?|usines?|imprimeries?|bureaux?|"
    r"locaux|bases?|sites? de (?:production|fabrication|transformation)|exploitations?|succursales?|antennes?|"
    r"unites? de (?:production|transformation|fabrication)|plates?-?formes?|plateformes?|carrieres?|centrales?|"
    r"garages?|laboratoires?|cuisines?|"
    r"implantations?|adresses?|domiciliations?|pepinieres?|elevages?|fermes?|magasins?|blanchisseries?|equipes?)"
)
_FIRM = (
    r"(?:entreprises?|societes?|candidats?|soumissionnaires?|titulaires?|prestataires?|fournisseurs?|firmes?|"
    r"artisans?|producteurs?|exploitants?|operateurs?|structures?|pme|tpe|agriculteurs?|eleveurs?|maraichers?|"
    r"libraires?|imprimeurs?|associations?|traiteurs?|sous-traitants?|cotraitants?|offres?)"
)
_AREA = (
    r"(?:departements?|(?:la|une|notre|cette|les|des|sa|leur) communes?|communes? (?:de|limitrophe|voisine)|cantons?|"
    r"regions?(?! biogeo)|agglomerations?|communautes?|territoires?|intercommunal\w+|"
    r"metropole|arrondissements?|bassins? (?:d'emploi|de vie)|vallees?|pays de|limitrophes?|ville|ile|perimetre|"
    r"circonscription|rayon|codes? posta\w+|ressort)"
)
_BEING = (
    r"(?:situe|implante|localise|etabli|installe|base|domicilie|sis\b|sise\b|se trouv|dont le siege|ayant (?:son|leur)|"
    r"disposant d|possedant|dispose d|possede|presente? sur|present dans|rattache)"
)
_FAVOURS = (
    r"\b(?:priorite|prioritaire\w*|preferen\w+|privilegi\w+|favoris\w+|avantage\w*|bonus|bonifi\w+|major\w+|points?|"
    r"pts|note\w*|recour\w+|achet\w+|achats?|"
    r"approvisionn\w+|recrut\w+|embauch\w+|sous-trait\w+|reserv\w+|exig\w+|obligatoire\w*|eliminat\w+|critere|"
    r"seules?|seuls?|exclusiv\w+|uniquement|"
    r"doi(?:t|vent)|devr\w+|apprecie\w*|juge\w*|part (?:de|des)|%|appel a|se fourni\w+|issus?|issues?|provien\w+|"
    r"provenant|confi\w+|retenu\w*|soutien|soutenir|dynamis\w+|retombees)"
)
_LOCAL_THING = (
    rf"(?:{_FIRM}|produits?|denrees?|artisanat|main-d'oeuvre|emplois?|tissu (?:economique|artisanal|industriel)?|"
    rf"economie|filieres?|"
    r"acteurs?|savoir-faire|ressources?|approvisionnements?|materiaux|pierres?|bois|viandes?|legumes?|fruits?|"
    r"circuits?|entreprise|sous-traitance|recrutements?|embauches?|achats?|retombees?|partenaires?|commerces?|"
    r"commercants?|fournitures?|agriculture|intervenants?) "
    r"(?:\w+ )?loca(?:l|le|les|ux)\b(?! (?:d|de|du|des|technique|commun)\b)"
)
# Said wherever they are met.
_ALWAYS = (
    rf"{_FAVOURS}[^.;\n]{{0,90}}\b{_LOCAL_THING}",
    rf"\b{_LOCAL_THING}[^.;\n]{{0,90}}{_FAVOURS}",
    rf"\b(?:preference|priorite|prioritaire\w*|avantage|privilegi\w+|favoris\w+)\b[^.;\n]{{0,60}}\b{_FIRM} (?:du|"
    rf"de la|de|des|voisine?s?|proches?) ?"
    r"(?:village|bourg|quartier|pays|secteur|environs|voisinage|canton|coin|cru|terroir|commune|ville|vallee|"
    r"territoire|departement|region)?",
    r"\b(?:frais|indemnites?|forfait|cout|distance) kilometriques?\b[^.;\n]{0,60}\b(?:depuis|siege|entre|adresse|"
    r"agence)",
    rf"\b{_SITE}\b[^.;\n]{{0,60}}\bdans (?:l'un des |l'une des |un des |un |une |le |la |l')(?:\w+ )?(?:cantons?|"
    rf"arrondissement|departements?|communes?|region|agglomeration|bassin|vallee|metropole|intercommunalite)",
    r"\b(?:depuis|a partir d[eu]|entre) (?:l'|le |la |son |leur )?(?:adresse|siege|agence|depot|atelier|"
    r"etablissement|locaux)[^.;\n]{0,30}\b(?:soumissionnaire|candidat|entreprise|titulaire|prestataire|fournisseur)",
    r"\b(?:fourni|livre|assure|realise|confie|execute|choisi)\w* (?:par|a|aupres d[e']) ?(?:une?|des|l')? ?\w+ (?:du|"
    r"de la|de l') ?(?:cantons?|communes?|communautes?|departements?|territoire|region|pays|vallee|agglomeration)\b",
    r"\b(?:immatricul|inscri)\w* [^.;\n]{0,30}\b(?:registres?|rcs|repertoires?|chambres?)\b(?: du commerce|"
    r" des metiers| des societes| de commerce| d'agriculture| et| de l'artisanat)* (?:de la|du|de|des) "
    r"(?!commerce|metiers|societes|l'artisanat|l'etat|son|leur)\w+",
    # Where the firm is.
    rf"\b{_SITE}\b[^.;\n]{{0,70}}\b{_BEING}\w*[^.;\n]{{0,60}}\b(?:{_AREA}|km\b|kilometre|minutes)",
    rf"\b{_SITE}\b[^.;\n]{{0,60}}\ba moins d(?:e |'une? )\w+ (?:minutes|heures?|km|kilometres)",
    rf"\b{_FIRM}\b[^.;\n]{{0,40}}\b{_BEING}\w*[^.;\n]{{0,50}}\b(?:{_AREA}\b|km\b|kilometres?)",
    rf"\binscri\w+ (?:au|aux|a la) (?:registres?|rcs|repertoires?|chambres?)[^.;\n]{{0,50}}\b(?:du|de la|de l'|"
    rf"dans le) ?"
    rf"(?:{_AREA}|tribunal|greffe)",
    r"\b(?:impots?|taxes?|cfe|cotisation fonciere|fiscalite|contribution economique)\b[^.;\n]{0,60}"
    r"\b(?:commune|territoire|collectivite|intercommunal\w*|agglomeration|departement|communaute|ville)\b",
    r"\b(?:dans|en-deca d'|d')\s?un rayon (?:maxim\w+ )?de \d+ ?(?:km|kilom)",
    r"\ba \d+ ?(?:km|kilometres?) (?:au plus|maximum|au maximum|ou moins)",
    r"\b\d+ ?(?:km|kilometres?) (?:au plus |au maximum |maximum )?(?:autour|du siege|de la mairie|de la commune|"
    r"de l'hotel|de la cuisine|a la ronde)",
    # What is bought comes from a place.
    r"\b(?:produi(?:t|te|ts|tes)|cultive\w*|recolte\w*|elev(?:e|es|ee|ees)|abattu\w*|transforme\w*|fabrique\w*|"
    r"imprime\w*|issue?s? (?:de|d'|du|des)|originaires?|provenant|extrai\w+|"
    r"peche\w*|scie\w*|assemble\w*|confectionne\w*|conditionne\w*|brasse\w*|torrefie\w*|proviennent|provient|"
    r"provenir)\b[^.;\n]{0,50}"
    r"(?:\b(?:dans|du|de la|de l'|en|sur|a l'echelle de) ?(?:le |la |l'|un |une |notre )?(?:meme )?(?:departements?|"
    r"communes?|cantons?|regions?(?! biogeo)|territoires?|intercommunal\w+|bassin d'emploi|vallee|agglomeration|"
    r"ile)\b|"
    r"\bkm\b|kilometres)",
    rf"\b(?:priorite|preferences?|privilegi\w+|avantage|bonus|bonification|majoration)\b[^.;\n]{{0,80}}"
    rf"\b(?:{_AREA}|locale?s?|locaux|proximite|proches?)\b",
    r"\b(?:recrut|embauch|sous-trait|achet|approvisionn|se fourni)\w*[^.;\n]{0,60}\b(?:aupres d\w*|dans|sur|a des|"
    r"chez)\b[^.;\n]{0,40}"
    r"\b(?:departements?|communes?|cantons?|regions?|territoires?|agglomeration|bassin d'emploi)\b",
)
# Said where firms or offers are judged: elsewhere they describe a work, a study, a site.
_WHEN_JUDGING = (
    r"\bancrage\b(?! (?:au sol|mecanique|chimique|des?))",
    r"\b(?:ancrage|implantation|presence|preference|origine|provenance|production|proximite|part) "
    r"(?:(?:economique|geographique) )?(?:locale?|territoriale?|geographique|departementale?|regionale?|communale?)\b",
    r"\bproximite (?:du|de la|de l'|des|de son|de leur|geographique)[^.;\n]{0,40}\b(?:siege|entreprise|agence|candidat|"
    r"soumissionnaire|etablissement|depot|atelier|fournisseur|producteur|mairie|commune)",
    rf"\b{_BEING}\w*[^.;\n]{{0,60}}\b(?:km\b|kilometres?|minutes (?:de route|en voiture|de trajet|de)|{_AREA})"
    rf"[^.;\n]{{0,60}}(?:points?|pts|prioritaire|eliminat|seules?|bonif|preference|obligatoire|exige|retenu|note|"
    rf"admis|[:=] ?\d)",
    rf"\b{_SITE} (?:social\w* )?(?:\w+ ){{0,3}}(?:dans|sur|en|a) (?:le|la|l'|un|une|notre)?\s?(?:\w+ )?{_AREA}\b",
    rf"\b{_FIRM} (?:\w+ ){{0,2}}(?:du|de la|de l'|de notre|hors) ?{_AREA}\b",
    r"\b(?:a )?moins de \d+ ?(?:km|kilometres?)",
    r"(?<!\ba )\bdistances?\b[^.;\n]{0,60}\b(?:entre|separant|du siege|de l'entreprise|de l'agence|du depot|"
    r"kilometrique|"
    r"routiere|au siege|parcourue|siege|depot|atelier|candidat|soumissionnaire)",
    r"\beloignement\b|\bmoins eloignee?s?\b",
    r"\b(?:nombre de )?kilometres? (?:separant|entre|parcourus? (?:depuis|entre)|depuis)",
    r"\b(?:contrats?|references?|marches?|prestations?|missions?|chantiers?|interventions?)\b[^.;\n]{0,90}\b(?:dans|"
    r"sur) (?:les? |la |notre |l')(?:communes?|departement|territoire|canton|region|agglomeration|intercommunalite)\b",
    r"\b(?:temps|duree|minutes|longueur|distance) d[eu]s? (?:trajets?|routes?|parcours)[^.;\n]{0,50}\b(?:siege|"
    r"agence|depot|atelier|entreprise|mairie|"
    r"etablissement|base)",
    r"\ba (?:moins|plus) d(?:e |'une? )(?:\w+ )?(?:minutes|demi-heure|heure)\b[^.;\n]{0,15}(?:de route|en voiture|"
    r"de trajet|du site|de la mairie|du siege)",
    r"\b(?:cout|frais|montant) (?:de|des|du|lies? aux?) (?:deplacements?|trajets?)\b",
    r"\b(?:code postal|indicatif|plaque d'immatriculation|numero de departement)\b[^.;\n]{0,40}(?:\d{2}|depart|"
    r"commune|candidat|"
    r"entreprise)",
    r"\b(?:connaissance|experience|references?|marches?)\b[^.;\n]{0,50}\b(?:sur (?:le|notre) territoire|"
    r"du territoire|dans (?:le departement|la commune|la region)|de la commune|acteurs locaux|terrain local)\b",
)
_LOCAL_ALWAYS = tuple(re.compile(pattern) for pattern in _ALWAYS)
_LOCAL_WHEN_JUDGING = tuple(re.compile(pattern) for pattern in _WHEN_JUDGING)
# The place of the service itself, of what is repaired, of who is served; the distance of a flow of waste or goods.
_PLACE_OF_PERFORMANCE = re.compile(
    r"\b(?:lieux?|adresse|points?) (?:d'execution|de livraison|d'intervention|de collecte|d'enlevement|de depose|"
    r"de prise en charge|des prestations)|\bsur (?:le )?site\b(?! de production)|livraisons? (?:a|au|dans|sur|sont|"
    r"est)\b|"
    r"\blivr(?:ee?s|er|aison) |\bcollect(?:e|es|er) (?:dans|sur|les)|permanences?|reunions?|interviennent|"
    r"itineraires?|lignes? |transport des eleves|desserv|equipements? de la commune|habitants|mis(?:e|"
    r"es)? a disposition par|"
    r"delai d'intervention|perimetre (?:d'intervention|du marche)|batiments? (?:du|de la) |"
    r"dans les (?:ecoles|batiments|locaux) de|perimetres? de protection"
)
_LAWFUL_REASON = re.compile(
    r"l\. ?2112-4|union europeenne|etats? membres|quel(?:le)?s? que soi(?:t|ent)|n'est pas pris|ne sont pas pris|"
    r"n'est pas une? |sans condition|sans incidence|"
    r"n'entrent? pas|aucune (?:condition|exigence|obligation|preference)|ou tout autre (?:moyen|organisation)|"
    r"a compter (?:de la notification|du debut)|des la notification|comme il l'entend|l'organise librement|"
    r"indifferen|n'est (?:ni|pas) (?:exige|demande|note|impos)|ne sont (?:ni|pas) |ne constitue|ne peut|"
    r"ne tient pas compte|sans tenir compte|sans egard|peu importe|ou equivalent|independamment"
)
_OF_FIRM = re.compile(
    r"\b(?:contribution|impots?|taxes?|cfe|agences?|sieges?|candidats?|soumissionnaires?|entreprises?|societes?|"
    r"ateliers?|firmes?)\b"
)
# Points for a travel that the contract itself brings are lawful where every lever counts.
_EMISSIONS = re.compile(r"co2|gaz a effet de serre|\bges\b|emissions?|tonnes?[- ]kilometr|motorisation")
_PEOPLE = (
    r"(?:salaries?|personnels?|ouvriers?|agents?|embauch\w+|recrut\w+|beneficiaires?|personnes?|jeunes|"
    r"demandeurs? d'emploi|"
    r"equipes?|intervenants?|animat\w+|chauffeurs?|conduct\w+|dirigeants?|gerants?|candidats?|travailleurs?|effectifs?|"
    r"apprentis?|mediateurs?|coordonnateurs?|sous-traitants?|capital|binomes?|gerant|compagnons?|entreprises?|"
    r"main-d'oeuvre|heures|public|associes|actionnaires|postes?|"
    r"collaborateurs?|"
    r"artistes?|medecins?|formateurs?|formatrices?|accompagnat\w+|stagiaires?|employes?|insertion|soumissionnaires?)"
)
_RESIDENCE = re.compile(
    r"\bdomicili(?:e|es|ee|ees|ation|er)\b|\bdomiciles? (?:dans|sur|a |en )|(?:ont|ayant|avoir) (?:leur|son) domicile|"
    r"\bresid(?:e|ent|er|ant)\b|\b(?:lieux?|conditions?) de residence\b|\bresidence (?:principale|habituelle)\b|"
    r"\bhabit(?:e|ent|er|ant) (?:la|le|dans|sur|a|l')|\bhabitants? (?:de|du|des)\b|\bnationalite|\bressortissants?\b|"
    r"\boriginaires? d|\bnatifs? d|\bnee?s? (?:ou |et )?(?:ayant |dans|sur|a |au )|\bayant grandi\b|\bgrandi (?:dans|"
    r"sur|a)\b|\bissue?s? d[eu] (?:la |le |l')?(?:quartier|commune|ville|territoire|departement|village)|"
    r"\b(?:taxes? (?:fonciere|d'habitation)|avis d'imposition|inscrite?s? a france travail de|loges sur place)|"
    r"ne(?:e|es|s)? en france|carte (?:nationale )?d'identite francaise|listes? electorales?|"
    r"justificatifs? de domicile|"
    r"\b(?:citoyens?|salaries|ouvriers|travailleurs|personnels?) (?:francais|europeens?)|langue maternelle|"
    r"administres\b|\bgens du pays|\bvivant (?:dans|sur)|\bloge(?:s|nt)? (?:dans|sur)|(?:de|"
    r"entreprises?) droit francais|"
    r"entreprises? francaises?|capital (?:social )?(?:\w+ ){0,4}(?:francais|europeen)|"
    r"\b(?:scolarite|scolarises?|etudes|racines|attaches?)\b[^.;\n]{0,60}\b(?:canton|commune|departement|village|"
    r"quartier|ville|territoire|region)\b|"
    r"\b(?:foyer|demeure) (?:dans|a|sur)\b|\bdemeurant\b|\bdemeurent\b|"
    r"\b(?:parmi|aupres des|par des) (?:les )?habitants\b|\bresidents? (?:de la region|du departement|de la commune|"
    r"de la ville)|"
    r"\bnee?s ou installee?s\b|\binstallee?s dans (?:l'arrondissement|la commune|le canton|le departement)"
)
_PRIORITY_DISTRICT = re.compile(r"quartiers? prioritaires?|\bqpv\b|\bqvp\b|politique de la ville|revitalisation rurale")
_OTHER_PUBLICS = re.compile(
    r"demandeurs? d'emploi|minima sociaux|\brsa\b|travailleurs? handicapes?|longue duree|structures? d'insertion|"
    r"sans qualification|eloignees? de l'emploi|25 ans|26 ans|\bsiae\b"
)
_HIRED = re.compile(
    r"\b(?:assure\w*|realise\w*|confie\w*|recrut\w*|embauch\w*|affect\w*) (?:\w+ ){0,4}?(?:personnes?|agents?|"
    r"salaries?|intervenants?)\b"
)
_USERS = re.compile(
    r"usagers?|eleves|enfants|familles|abonnes|patients?|residents? (?:de|des|du|en)|ehpad|population|locataires?|"
    r"accueilli|indices?\b|enquete|concertation|pilotage|beneficiaires du service|portage|a domicile|aide a domicile|"
    r"riverain|adresse|siege social|"
    r"travail illegal|code du travail|autorisations? de travail|titre de sejour"
)


def find_local_preference(passage: ReadPassage) -> Iterator[Finding]:
    """A preference or condition of location, distance, "local" firm or product (L3, R2111-7; CE 131562)."""
    for sentence in passage.sentences:
        if _LAWFUL_REASON.search(sentence.text) or NOT_ASKED.search(sentence.text):
            continue
        is_judging = passage.is_scoring or passage.is_selecting
        for pattern in (*_LOCAL_ALWAYS, *(_LOCAL_WHEN_JUDGING if is_judging else ())):
            match = pattern.search(sentence.text)
            if match and not _is_lawful_place(passage, sentence, match.group()):
                yield passage.finding(WarningCode.LOCAL_PREFERENCE, sentence, match)
                return


def _is_lawful_place(passage: ReadPassage, sentence: Sentence, words: str) -> bool:
    if _RESIDENCE.search(words) or (_EMISSIONS.search(passage.folded) and "siege" not in sentence.text):
        return True
    if _OF_FIRM.search(words):
        return False
    return _PLACE_OF_PERFORMANCE.search(sentence.text) is not None


def find_residence(passage: ReadPassage) -> Iterator[Finding]:
    """A condition on the residence, origin or nationality of workers or firms (L3)."""
    for sentence in passage.sentences:
        match = _RESIDENCE.search(sentence.text)
        if match is None or NOT_ASKED.search(sentence.text):
            continue
        is_of_people = re.search(rf"\b{_PEOPLE}\b", sentence.text) is not None
        if is_of_people and not _is_lawful_residence(passage, sentence):
            yield passage.finding(WarningCode.RESIDENCE, sentence, match)
            return


def _is_lawful_residence(passage: ReadPassage, sentence: Sentence) -> bool:
    if _PRIORITY_DISTRICT.search(sentence.text) and _OTHER_PUBLICS.search(passage.folded):
        return True
    if _HIRED.search(sentence.text):
        return False
    return _USERS.search(sentence.text) is not None
