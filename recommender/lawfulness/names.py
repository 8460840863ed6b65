"""Labels without "ou équivalent", brands, origins and processes that favour some."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommender.domain.text import fold_accents
from recommender.domain.warnings import Finding, NameLists, WarningCode
from recommender.lawfulness.passages import ReadPassage, Sentence

_EQUIVALENT = re.compile(
    r"(?<!aucun )(?<!aucune )(?<!pas d')(?<!sans )(?<!ni )equivalen\w*|"
    r"\bou (?:d'un |de |tout |toute |a )?(?:autres? )?(?:label|certif\w+|norme|marque|referentiel|qualification|"
    r"produit|modele|"
    r"materiel|systeme|ecolabel|labellisation)s? (?:\w+ )?(?:comparable|similaire|analogue|reconnu|de (?:meme|"
    r"niveau)|presentant|"
    r"repondant|attestant|garantissant|aux)|\btout(?:e)? autre (?:label|certif\w+|moyen|preuve|document|element|"
    r"justificati\w+|"
    r"referentiel|marque|produit|modele|dispositif|rapport|methode|mode de preuve|qualification)|"
    r"\bautres? (?:labels?|certif\w+|preuves?|moyens? de preuve|marques?)[^.;\n]{0,60}(?:accept|admis|reconnu|"
    r"recevab|possible)|"
    r"\bou (?:toute )?(?:preuve|documentation)\b|\bou (?:a defaut|, a defaut)|dossier technique du fabricant|"
    r"\b(?:recus?|recues?|accept\w+|admis|admises?) au meme titre|dossier libre|toutes? preuves?|\bpar tout (?:moyen|"
    r"document)|\btout moyen (?:de preuve|approprie)|(?:ou|et) (?:produits? )?similaires?|"
    r"de qualite (?:au moins )?egale|\bou (?:\w+ )?(?:comparable|similaire|analogue|assimile)e?s?\b|"
    r"caracteristiques? (?:au moins )?(?:egale|comparable|identique)s?|"
    r"references? (?:de |du |sur )?(?:references? ?)?(?:fournisseur|candidat)|"
    r"\bautre (?:marque|label|certif\w+|referentiel) (?:attestant|garantissant|presentant|couvrant|repondant)|"
    r"\b(?:attestant|garantissant|couvrant|prouvant) (?:les|ces|des) memes|\ba defaut de label|\bou dossier|"
    r"\bautre organisme\b|\bou (?:trois |deux |des )?(?:references|attestations)\b|\bvaut les autres\b|\bsouhaitee?s?\b"
)
_NO_EQUIVALENT = re.compile(
    r"exclusion (?:expresse )?de tout|\btout(?:e|es|s)? autres? [^.;\n]{0,50}\b(?:sera|est|seront|sont|"
    r"etant) (?:\w+ )?(?:refus|rejet|ecart|exclu|elimin|irreg)|"
    r"\b(?:aucune?|pas d'|ni|non) ?(?:autre|equivalen)|\bsans equivalen|\baucune? (?:label|variante|marque|"
    r"certificat)\b|equivalen(?:t|ts|te|tes|ce|ces) [^.;\n]{0,20}"
    r"(?:ne (?:sera|seront|sont|saurai|pourr|peuvent|peut)|n'est|(?:sont|est|seront|sera) (?:refus|exclu|ecarte|"
    r"rejet)|non admis)|"
    r"\b(?:aucune?|ni|pas de) [^.;\n]{0,40}\b(?:comparable|similaire|analogue|"
    r"equivalent)e?s?\b[^.;\n]{0,30}\b(?:admis|accept|retenu|recev)|\b(?:comparable|similaire|analogue|"
    r"equivalent)e?s? ne (?:peu|pourr|sera|seront|sont)|"
    r"\bautre (?:marque de certification|label|certificat|certification|referentiel|"
    r"justificatif)\b[^.;\n]{0,40}\b(?:refus|rejet|exclu|ecart|ne sera|ne seront|ne pourra|n'est)"
)
_REQUIRES = re.compile(
    r"\bexig|\bdoi(?:t|vent)\b|\bdevr(?:a|ont)\b|\bimpos|\bobligatoire|\bcertifie|\blabellise|\btitulaires? d|"
    r"\bdispos\w+ d|\bjustifi|\beliminat|\bsous peine|\birregulie|\brejet|\beliminee?s?\b|\bseul|\bexclusiv|"
    r"\buniquement|"
    r"\bporte(?:nt|r)?\b|\bpossed|\bconformes?\b|\bdeten|\brequis|\bfourni[tr]|\bqualification|\bcertificat|\blabel|"
    r"\bissus?\b|"
    r"\bpoints?\b|\bsera |\bseront |\bsont\b|\best\b|\bagree"
)
_LABEL_MENTION = re.compile(
    r"\bpar exemple\b|\bnotamment\b|\btel(?:le)?s? que\b|\ba titre (?:indicatif|d'exemple|d'information)|"
    r"\bsans (?:qu'|etre)[^.;\n]{0,40}(?:exig|oblig)|n'est (?:pas|ni) (?:exig|oblig|demand|impos)|facultati|"
    r"\bou les? labels?\b|criteres? (?:techniques )?(?:du|de l'|des) (?:ecolabel|label|referentiel)|"
    r"(?:batiment|site|ecole|etablissement|ville|commune|bureaux|collectivite|mairie) (?:\w+ ){0,3}(?:est|a ete) "
    r"(?:certifi|labellis)|(?:le|la) (?:ville|commune|collectivite|acheteur|mairie|region|departement) (?:est|"
    r"a obtenu|vise|souhaite)"
)
# Qualifications that the law itself imposes on the activity.
_REGULATORY = re.compile(
    r"certibiocide|certiphyto|caces|habilitation electrique|carte professionnelle|cnaps|agrement (?:prefectoral|"
    r"sanitaire|vhu)|"
    r"reglementation|impose(?:e|s|es)? par (?:la|le|l'|les) (?:loi|code|reglement|decret|arrete|article)|marquage ce\b|"
    r"en application (?:de la|du|de l')|prevue? (?:a|par) (?:l'article|le code|la loi)|condition legale|"
    r"code (?:du travail|de la sante|de l'environnement|rural|de la route)|\bhds\b|fluides frigorigenes|"
    r"attestation de capacite"
)
_BRAND_MARK = re.compile(
    r"\b(?:de |la |une |les |des |: )(?:marques?|modeles?|gammes?|references? (?:commerciale|fabricant|catalogue)s?|"
    r"procede brevete|brevet)\s*:?\s+(?:«\s*)?(?P<name>[A-Z][\w&'’\-]*(?:\s+[A-Z0-9][\w&'’\-]*)*)"
)
_NO_OTHER_BRAND = re.compile(
    r"aucune? autre (?:marque|produit|modele|fabricant|fournisseur|materiel|solution|procede)|"
    r"(?:exclusivement|uniquement|seuls?) (?:les |des |le |la |de la |de )?(?:produits?|materiels?|pieces?|cartouches?|"
    r"marques?|equipements?|logiciels?|vehicules?) (?:de (?:la )?marque|d'origine|du constructeur|du fabricant)|"
    r"pieces? (?:detachees? )?d'origine (?:constructeur |du constructeur |exclusivement |"
    r"uniquement )?(?:exclusivement|uniquement|"
    r"obligatoire|sont seules|seules|a l'exclusion)|a l'exclusion de tout(?:e)? autre (?:marque|produit|modele|"
    r"fabricant|materiel)|"
    r"procede brevete|technologie brevetee|sous brevet|"
    r"\bbrevet (?:ep|fr|n|us|europeen)\b|\bdu meme (?:fabricant|constructeur)\b[^.;\n]{0,40}(?:obligatoire|exclusi)|"
    r"d'une autre (?:provenance|origine)|"
    r"\bbrevete?e?s? (?:ep|fr|n|us|europeen)|\btout autre (?:mode|procede)[^.;\n]{0,30}\b(?:proscri|exclu|interdit|"
    r"refus)"
)
# Names that no list holds: a label or a product in quotation marks or capitals, called by what it is.
_UNKNOWN_LABEL = re.compile(
    r"\b(?:label|labellisée?s?|labels|marque collective|certifi(?:cation|ée?s?)|écolabel|qualification|charte|"
    r"agrément|référentiel)\s+(?:de la profession\s+)?(?:[«\"“]\s*(?P<quoted>[^»\"”]{2,50}?)\s*[»\"”]|"
    r"(?P<name>[A-ZÉ][\w'’&-]*[A-Z0-9a-zé]))"
)
_OTHER_LABELS_REFUSED = re.compile(
    r"\bautre (?:marque de certification|label|certificat|certification|referentiel)\b[^.;\n]{0,40}\b(?:refus|rejet|"
    r"exclu|ecart|recevable|ne (?:sera|seront|pourra))\w*"
)
_PRODUCT = re.compile(
    r"(?<![.!?] )(?<!^)(?<!\n)\b(?:[A-ZÉ][a-zé]+[A-Z]\w*|[A-ZÉ]{4,}[\w-]*|[A-ZÉ][a-zé]{2,}(?: [A-ZÉ][a-zé]+)+)\b"
)
_NO_OTHER = re.compile(
    r"\b(?:d'un|d'une|aucun|aucune|tout|toute|un|une) autre (?!criter|document|element|motif|piece|referentiel|label|"
    r"certif|preuve|offre)(?:\w+ ){1,3}(?:ne (?:sera|seront|pourra|pourront)|n'est|ne sont|sera (?:refus|rejet|"
    r"ecart)|est (?:refus|rejet|exclu)|entraine)|"
    r"\b(?:exclusivement|uniquement) (?:celui|ceux|celle|celles)\b|\ba l'exclusion de tout|\b(?:imposee?s?|"
    r"obligatoirement) (?:de marque|celui)|"
    r"\bd'un produit (?:voisin|similaire|approchant)|\bstrictement (?:celle|celui|la reference)"
)
_ORIGIN = re.compile(
    r"fabrique(?:e|s|es)? (?:\w+ )?(?:en|dans l') ?(?:france|europe|union europeenne|allemagne|italie|hexagone|"
    r"bretagne|alsace)|"
    r"\bmade in\b|\borigine (?:france|francaise|europeenne|ue)\b|d'origine francaise|fabrication (?:francaise|"
    r"europeenne|"
    r"artisanale francaise)|(?:nes?,? eleve|eleve)\w*(?:,| et) abattu\w* en france|"
    r"(?:produits?|issus?|provenance|originaires?|cultive\w*|assemble\w*|concu\w*|confectionne\w*|imprime\w*|"
    r"provien\w+) "
    r"(?:exclusivement |uniquement |obligatoirement )?(?:de |en |d'|du )(?:france|bretagne|normandie|alsace|savoie|"
    r"vosges|jura|provence|"
    r"corse|occitanie|aquitaine|allemagne|italie|espagne|auvergne|bourgogne|pays basque|landes|massif central|"
    r"territoire national|sol francais)|"
    r"(?:viandes?|bois|textiles?|produits?|fruits?|legumes?|granits?|pierres?|laits?|miels?|poulets?|"
    r"boeufs?) (?:\w+ )?francais(?:e|es)?\b|"
    r"\b(?:granits?|pierres?|bois|viandes?|fruits|legumes|fromages?|laits?|ardoises?|marbres?|produits?) (?:bretons?|"
    r"bretonnes?|normands?|normandes?|alsacien\w*|savoyard\w*|vosgien\w*|corses?|provenca\w+|basques?|jurassien\w*|"
    r"limousin\w*|auvergnat\w*|landais\w*|picard\w*|bourguignon\w*) "
    r"(?:uniquement|exclusivement|seulement|obligatoirement)"
)
_FROM_A_PLACE = re.compile(
    r"\b(?:granit|pierre|bois|hêtre|chêne|épicéa|douglas|marbre|tuiles?|ardoises?|terre cuite|grès|laine|lin|miel|"
    r"fromage|vin|poulet|agneau|bœuf|lentilles?|pommes?|"
    r"riz|sel|beurre|volaille|porcelaine|faïence|céramique|cuir|huile|cidre|bière|bœuf|veau|"
    r"savon)s?(?: \w+)? (?:de la |du |des |de |d['’])(?P<place>[A-ZÉÎ][a-zéèêïôâç]+)"
)
_MADE_IN = re.compile(
    r"\b(?:extrait|façonné|fabriqué|produit|cultivé|élevé|tissé|assemblé|coulé|scié|récolté|confectionné|usiné|"
    r"imprimé|abattu|pêché|forgé|brassé)e?s?\b(?:,? (?:et|puis) \w+)? "
    r"(?:exclusivement |uniquement |obligatoirement )?(?:en |au |aux |à |dans l[ea]s? |"
    r"dans l['’])(?P<place>[A-ZÉÎ][a-zéèêïôâç]+)"
)
_QUARRY = re.compile(r"\b(?:carrières?|gisements?|terroirs?|mines?) d(?:e|u|es|e la) (?P<place>[A-ZÉ][a-zéèêïôâç]+)")
_GOODS_OF_AN_AREA = re.compile(
    r"\b(?:extrait|cultive|recolte|eleve|abattu|fabrique|peche|scie|produit|issu|provien|transforme|"
    r"originaire)\w*\b[^.;\n]{0,50}\b(?:du|de la|dans le|dans la|d'un|en) "
    r"(?:departement|region(?! biogeo)|canton|territoire|bassin|vallee|massif|rayon)\b"
)
_EXISTING = re.compile(
    r"\bexistant|\ben place\b|\bdeja\b|(?<!mise )(?<!mises )\ben service\b|"
    r"\bactuel|\binstalle(?:e|s|es)?\b|\bparc (?:de|existant|actuel|"
    r"compose|du|se)|"
    r"\bcompatib|\bequip(?:e|ee|es|ees)\b|\bcompos[ée]|\bconfie(?:e|s|es)?\b|\bimplante(?:e|s|es)? (?:en|depuis)|"
    r"\bproprietaire|"
    r"\ba (?:entretenir|maintenir|reparer|depanner|reprendre|deposer)|\bacqui(?:s|ses?|sition)\b|\bmaintenance (?:de|"
    r"des|du|d')|\bposses|\binterfa[cç]|\binteroper|\bdepuis \d{4}|\blot existant|"
    r"\bmises? en service (?:en|depuis) \d{4}|\bserie de|\bd'origine ou\b|\breleve|\binventaire|\baccepte toute"
)
_ONLY = re.compile(r"\b(?:uniquement|exclusivement|a l'exclusion|obligatoirement|seuls?|seules?)\b")
_PASSAGE_EXISTING = re.compile(
    r"installations? confiee|parc (?:existant|actuel)|inventaire|materiels? (?:existant|en place)"
)


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """The lists of names as patterns: ``labels`` on folded text, ``brands`` on the text itself."""

    labels: re.Pattern[str]
    brands: re.Pattern[str]

    @classmethod
    def of(cls, names: NameLists) -> "NamePatterns":
        """The patterns of the lists; longer names first, so that they win."""
        labels = "|".join(_escape(fold_accents(name)) for name in _longest_first(names.labels))
        brands = "|".join(_escape(name) for name in _longest_first(names.brands))
        return cls(re.compile(rf"(?<!\w)(?:{labels})(?!\w)"), re.compile(rf"(?<!\w)(?:{brands})(?!\w)"))

    def find_labels(self, passage: ReadPassage) -> Iterator[Finding]:
        """A label or certificate asked for without its equivalents (R2111-12 to R2111-17)."""
        for sentence in passage.sentences:
            match = self.labels.search(sentence.text) or _unknown_label(passage, sentence)
            if match is None:
                match = _OTHER_LABELS_REFUSED.search(sentence.text)
            if match is None or _REGULATORY.search(sentence.text) or not _REQUIRES.search(sentence.text):
                continue
            if not _accepts_others(passage) and not _LABEL_MENTION.search(sentence.text):
                yield passage.finding(WarningCode.LABEL, sentence, match)
                return

    def find_brands(self, passage: ReadPassage) -> Iterator[Finding]:
        """A brand, an origin or a process that favours some, without "ou équivalent" (R2111-7, R2111-9)."""
        for sentence in passage.sentences:
            place = self._named(passage, sentence)
            if place is None or sentence.is_denied and "aucun" not in sentence.text:
                continue
            if not _accepts_others(passage) and not _is_existing(passage, sentence):
                yield Finding(WarningCode.BRAND, passage.span(*place))
                return

    def _named(self, passage: ReadPassage, sentence: Sentence) -> tuple[int, int] | None:
        span = passage.span(sentence.start, sentence.start + len(sentence.text))
        text = passage.source.text[span.start : span.end]
        for match in (
            self.brands.search(text),
            _BRAND_MARK.search(text),
            _FROM_A_PLACE.search(text),
            _MADE_IN.search(text),
            _QUARRY.search(text),
        ):
            if match:
                # Folding may lengthen a text (œ): the place is near enough to show the sentence.
                return sentence.start + match.start(), min(sentence.start + match.end(), len(passage.folded))
        if _NO_OTHER.search(sentence.text) and _PRODUCT.search(passage.source.text):
            return sentence.start, sentence.start + len(sentence.text)
        patterns = (_NO_OTHER_BRAND, _ORIGIN, *((_GOODS_OF_AN_AREA,) if passage.source.document == "CCTP" else ()))
        for pattern in patterns:
            found = pattern.search(sentence.text)
            if found:
                return sentence.start + found.start(), sentence.start + found.end()
        return None


def _unknown_label(passage: ReadPassage, sentence: Sentence) -> re.Match[str] | None:
    """A label that no list holds, as a place in the folded sentence."""
    span = passage.span(sentence.start, sentence.start + len(sentence.text))
    match = _UNKNOWN_LABEL.search(passage.source.text, span.start, span.end)
    if match is None:
        return None
    return re.compile(re.escape(fold_accents(match["quoted"] or match["name"]))).search(sentence.text)


def _accepts_others(passage: ReadPassage) -> bool:
    return _EQUIVALENT.search(passage.folded) is not None and not _NO_EQUIVALENT.search(passage.folded)


def _is_existing(passage: ReadPassage, sentence: Sentence) -> bool:
    if _ONLY.search(sentence.text):
        return False
    return bool(_EXISTING.search(sentence.text) or _PASSAGE_EXISTING.search(passage.folded))


def _escape(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[ -]")


def _longest_first(names: Sequence[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)
