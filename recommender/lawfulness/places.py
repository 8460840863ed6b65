"""Preferences for a place, and conditions on where people live or come from."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import ReadPassage, Sentence

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
    r"(?:departements?|communes?|cantons?|regions?|agglomerations?|communautes?|territoires?|intercommunal\w+|"
    r"metropole|arrondissements?|bassins? (?:d'emploi|de vie)|vallees?|pays de|limitrophes?|ville|ile|perimetre|"
    r"circonscription|rayon|codes? posta\w+|ressort)"
)
_BEING = (
    r"(?:situe|implante|localise|etabli|installe|base|domicilie|sis\b|sise\b|se trouv|dont le siege|ayant (?:son|leur)|"
    r"disposant d|possedant|dispose d|possede|presente? sur|present dans|rattache)"
)
_PATTERNS = (
    # The word "local" itself, applied to who or what is bought.
    rf"{_FIRM} (?:\w+ )?loca(?:l|le|les|ux)\b(?! d)",
    r"(?:produits?|denrees?|artisanat|main-d'oeuvre|emplois?|tissu economique|tissu artisanal|economie|filieres?|"
    r"acteurs?|savoir-faire|ressources?|approvisionnements?|materiaux|pierres?|bois|viandes?|legumes?|fruits?|"
    r"circuits?|entreprise|sous-traitance|recrutements?|embauches?|achats?|retombees?|partenaires?) "
    r"(?:\w+ )?loca(?:l|le|les|ux)\b(?! d)",
    r"(?:ancrage|implantation|presence|preference|origine|provenance|production|proximite|part) "
    r"(?:(?:economique|geographique) )?(?:locale?|territoriale?|geographique|departementale?|regionale?|communale?)\b",
    r"proximite (?:du|de la|de l'|des|de son|de leur|geographique)[^.;\n]{0,40}(?:siege|entreprise|agence|candidat|"
    r"soumissionnaire|etablissement|depot|atelier|fournisseur|producteur|mairie|commune)",
    # Where the firm is.
    rf"{_SITE}\b[^.;\n]{{0,70}}\b{_BEING}\w*[^.;\n]{{0,60}}(?:{_AREA}|\bkm\b|kilometre|minutes)",
    rf"\b{_BEING}\w*[^.;\n]{{0,60}}(?:\bkm\b|kilometres?|minutes (?:de route|en voiture|de trajet|de)|{_AREA})"
    rf"[^.;\n]{{0,60}}(?:points?|pts|prioritaire|eliminat|seules?|bonif|preference|obligatoire|exige|retenu|note|admis)",
    rf"{_FIRM}\b[^.;\n]{{0,40}}\b{_BEING}\w*[^.;\n]{{0,50}}{_AREA}",
    rf"{_SITE} (?:social\w* )?(?:\w+ ){{0,3}}(?:dans|sur|en|a) (?:le|la|l'|un|une|notre)?\s?(?:\w+ )?{_AREA}",
    rf"{_FIRM} (?:\w+ ){{0,2}}(?:du|de la|de l'|de notre) {_AREA}",
    rf"inscri\w+ (?:au|aux) (?:registres?|rcs|repertoires?|chambres?)[^.;\n]{{0,50}}(?:du|de la|de l'|dans le) ?"
    rf"(?:{_AREA}|tribunal|greffe)",
    r"(?:impots?|taxes?|cfe|cotisation fonciere|fiscalite|contribution economique)[^.;\n]{0,60}"
    r"(?:commune|territoire|collectivite|intercommunal|agglomeration|departement|communaute|\bville)",
    # Distances.
    r"(?:dans|en-deca d'|d')un rayon (?:maxim\w+ )?de \d+",
    r"(?:a )?moins de \d+ ?(?:km|kilometres?)",
    r"a \d+ ?(?:km|kilometres?) (?:au plus|maximum|au maximum|ou moins)",
    r"\d+ ?(?:km|kilometres?) (?:au plus |au maximum |maximum )?(?:autour|du siege|de la mairie|du lieu|de la commune|"
    r"de l'hotel|du centre|de la cuisine|du chantier|des sites?|a la ronde)",
    r"distances?\b[^.;\n]{0,50}(?:entre|separant|du siege|de l'entreprise|de l'agence|du depot|kilometrique|"
    r"routiere|au siege|parcourue)",
    r"(?:nombre de )?kilometres? (?:separant|entre|parcourus? (?:depuis|entre)|depuis)",
    r"(?:temps|duree|minutes) de (?:trajet|route)[^.;\n]{0,50}(?:siege|agence|depot|atelier|entreprise|mairie|"
    r"etablissement|base)",
    r"a (?:moins|plus) d(?:e|'une?) (?:\w+ )?(?:minutes|demi-heure|heure)[^.;\n]{0,15}(?:de route|en voiture|de trajet|"
    r"du site|de la mairie|du siege)",
    r"(?:cout|frais|montant) (?:de|des|du|lies? aux?) (?:deplacements?|trajets?|transport)[^.;\n]{0,60}(?:depuis|siege|"
    r"agence|lieu d'implantation)",
    r"(?:code postal|indicatif|plaque|numero de departement)[^.;\n]{0,40}(?:\d{2}|depart|commune|candidat|entreprise)",
    # What is bought comes from a place.
    rf"(?:produit|cultive|recolte|eleve|abattu|transforme|fabrique|imprime|issu|originaire|provenant|extrait|peche|"
    rf"scie|assemble|confectionne|conditionne|brasse|torrefie|proviennent|provient|provenir)\w*[^.;\n]{{0,50}}"
    rf"(?:\b(?:dans|du|de la|de l'|en|sur|a l'echelle de) ?(?:le |la |l'|un |une )?(?:\w+ )?{_AREA}|\bkm\b|kilometres)",
    rf"(?:priorite|preference|privilegi\w+|avantage|bonus|bonification|majoration)[^.;\n]{{0,80}}"
    rf"(?:{_AREA}|\blocale?s?\b|locaux|proximite)",
    r"(?:connaissance|experience|references?|marches?)[^.;\n]{0,50}(?:sur (?:le|notre) territoire|"
    r"du territoire|dans (?:le departement|la commune|la region)|de la commune|acteurs locaux|terrain local)",
    rf"(?:recrut|embauch|sous-trait|achet|approvisionn|se fourni)\w*[^.;\n]{{0,60}}(?:aupres d|dans|sur|a des)[^.;\n]{{0,40}}"
    rf"(?:{_AREA}|locale?s?\b|locaux)",
)
_LOCAL = tuple(re.compile(pattern) for pattern in _PATTERNS)
# The place of the service itself, of what is repaired, of who is served; the distance of a flow of waste or goods.
_PLACE_OF_PERFORMANCE = re.compile(
    r"\b(?:lieux?|adresse|points?) (?:d'execution|de livraison|d'intervention|de collecte|d'enlevement|de depose|"
    r"de prise en charge|des prestations)|\bsur (?:le )?site\b(?! de production)|livraisons? (?:a|au|dans|sur|sont|est)\b|"
    r"\blivr(?:ee?s|er|aison) |\bcollect(?:e|es|er) (?:dans|sur|les)|permanences?|reunions?|interviennent|"
    r"itineraires?|lignes? |transport des eleves|desserv|equipements? de la commune|habitants|mis(?:e|es)? a disposition par|"
    r"delai d'intervention|perimetre (?:d'intervention|du marche)|batiments? (?:du|de la) |"
    r"dans les (?:ecoles|batiments|locaux) de|perimetres? de protection"
)
_LAWFUL_REASON = re.compile(
    r"quel(?:le)?s? que soi(?:t|ent)|n'est pas pris|ne sont pas pris|n'est pas une? |sans condition|sans incidence|"
    r"n'entrent? pas|aucune (?:condition|exigence|obligation|preference)|ou tout autre (?:moyen|organisation)|"
    r"indifferen|n'est (?:ni|pas) (?:exige|demande|note|impos)|ne sont (?:ni|pas) |ne constitue|ne peut|"
    r"ne tient pas compte|sans tenir compte|sans egard|peu importe|ou equivalent|independamment"
)
# Points for a travel that the contract itself brings are lawful where every lever counts.
_EMISSIONS = re.compile(r"co2|gaz a effet de serre|\bges\b|emissions?|tonnes?[- ]kilometr|motorisation")
_PEOPLE = (
    r"(?:salaries?|personnels?|ouvriers?|agents?|embauch\w+|recrut\w+|beneficiaires?|personnes?|jeunes|demandeurs? d'emploi|"
    r"equipes?|intervenants?|animat\w+|chauffeurs?|conduct\w+|dirigeants?|gerants?|candidats?|travailleurs?|effectifs?|"
    r"apprentis?|compagnons?|entreprises?|main-d'oeuvre|heures|public|associes|actionnaires|postes?|collaborateurs?|"
    r"artistes?|medecins?|formateurs?|formatrices?|accompagnat\w+|stagiaires?|employes?|insertion|soumissionnaires?)"
)
_RESIDENCE = re.compile(
    r"\bdomicili(?:e|es|ee|ees|ation|er)\b|\bdomiciles? (?:dans|sur|a |en )|(?:ont|ayant|avoir) (?:leur|son) domicile|"
    r"\bresid(?:e|ent|er|ant|ence|ences)\b(?! (?:autonomie|senior|universit|sociale|etudiant|les|des|du))|"
    r"\bhabit(?:e|ent|er|ant|ants) |\bnationalite|\bressortissants?\b|\boriginaires? d|\bnatifs? d|"
    r"ne(?:e|es|s)? en france|carte (?:nationale )?d'identite francaise|listes? electorales?|justificatifs? de domicile|"
    r"\b(?:citoyens?|salaries|ouvriers|travailleurs|personnels?) (?:francais|europeens?)|langue maternelle|"
    r"administres\b|\bgens du pays|\bvivant (?:dans|sur)|\bloge(?:s|nt)? (?:dans|sur)|(?:de|entreprises?) droit francais|"
    r"entreprises? francaises?|capital (?:social )?(?:\w+ ){0,4}(?:francais|europeen)"
)
_PRIORITY_DISTRICT = re.compile(r"quartiers? prioritaires?|\bqpv\b|\bqvp\b|politique de la ville|revitalisation rurale")
_OTHER_PUBLICS = re.compile(
    r"demandeurs? d'emploi|minima sociaux|\brsa\b|travailleurs? handicapes?|longue duree|structures? d'insertion|"
    r"sans qualification|eloignees? de l'emploi|25 ans|26 ans|\bsiae\b"
)
_USERS = re.compile(
    r"usagers?|eleves|enfants|familles|abonnes|patients?|residents? (?:de|des|du|en)|ehpad|population|locataires?|"
    r"accueilli|beneficiaires du service|portage|a domicile|aide a domicile|riverain|adresse|siege social"
)


def find_local_preference(passage: ReadPassage) -> Iterator[Finding]:
    """A preference or condition of location, distance, "local" firm or product (L3, R2111-7; CE 131562)."""
    for sentence in passage.sentences:
        if _LAWFUL_REASON.search(sentence.text) or sentence.is_denied:
            continue
        for pattern in _LOCAL:
            match = pattern.search(sentence.text)
            if match and not _is_lawful_place(passage, sentence, match.group()):
                start = sentence.start + match.start()
                yield Finding(WarningCode.LOCAL_PREFERENCE, passage.span(start, start + len(match.group())))
                return


def _is_lawful_place(passage: ReadPassage, sentence: Sentence, words: str) -> bool:
    if _RESIDENCE.search(words) or (_EMISSIONS.search(passage.folded) and "siege" not in sentence.text):
        return True
    return _PLACE_OF_PERFORMANCE.search(sentence.text) is not None


def find_residence(passage: ReadPassage) -> Iterator[Finding]:
    """A condition on the residence, origin or nationality of workers or firms (L3)."""
    for sentence in passage.sentences:
        match = _RESIDENCE.search(sentence.text)
        if match is None or sentence.is_denied or _LAWFUL_REASON.search(sentence.text):
            continue
        is_of_people = re.search(rf"\b{_PEOPLE}\b", sentence.text) is not None
        if is_of_people and not _is_lawful_residence(passage, sentence):
            start = sentence.start + match.start()
            yield Finding(WarningCode.RESIDENCE, passage.span(start, start + len(match.group())))
            return


def _is_lawful_residence(passage: ReadPassage, sentence: Sentence) -> bool:
    if _PRIORITY_DISTRICT.search(sentence.text) and _OTHER_PUBLICS.search(passage.folded):
        return True
    return _USERS.search(sentence.text) is not None
