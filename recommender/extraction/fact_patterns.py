"""How figures, articles of law and labels are written in French tender documents, as patterns on the text itself.

Each pattern is linear on its text: no repetition of a repetition. Typographic spaces (U+00A0, U+202F) count as spaces.
"""

import re

S = r"[ \t\u00a0\u202f]"
NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?!\d)"
NUMBER_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "vingt-quatre": 24, "trente": 30, "trente-six": 36, "quarante": 40, "quarante-huit": 48, "cinquante": 50,
    "soixante": 60, "cent": 100, "deux cents": 200, "mille": 1000,
}  # fmt: skip
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
QUANTITY = rf"(?:{NUMBER}|\b(?:{_WORDS})\b)"
# "5 (cinq) heures": the words in brackets repeat the figure.
REPEATED = rf"(?:{S}*\([^()\n]{{1,30}}\))?"

HOURS = re.compile(rf"(?P<number>{QUANTITY}|[….xX]+){REPEATED}{S}*(?:heures?|h)\b(?!{S}*\d)", re.IGNORECASE)
HOURS_PER_AMOUNT = re.compile(
    rf"(?P<number>{QUANTITY}){REPEATED}{S}*heures?{S}(?:[^\d\n;.]{{0,40}}?)(?:par|pour)(?:{S}chaque)?{S}tranche{S}de"
    rf"{S}*(?P<base>{NUMBER}){REPEATED}{S}*(?:k€|€|euros?)(?:{S}*H\.?T\.?)?",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"(?P<number>{QUANTITY}|\b[xX]){REPEATED}{S}*(?:%|pour{S}cent\b)", re.IGNORECASE)
MONEY = re.compile(
    rf"(?P<number>{QUANTITY}){REPEATED}{S}*(?P<scale>millions?{S}d['’]|milliards?{S}d['’]|k|M)?{S}*(?:€|euros?\b)"
    rf"(?:{S}*(?P<tax>H\.T\.?|HT|T\.T\.C\.?|TTC)(?!\w))?"
    rf"(?:{S}*(?:par|/){S}*(?P<per>(?:jour|heure|semaine|mois|an|manquement|infraction|constat|absence|document|bordereau|"
    rf"livraison|salarié|personne|tonne|unité|vacation|occurrence)s?(?:{S}(?:calendaires?|ouvrés?|ouvrables?|"
    rf"d['’]insertion|de{S}retard|manquantes?|non{S}réalisée?s?))?))?",
    re.IGNORECASE,
)
PER_MILLE = re.compile(rf"(?<!\d)1{S}?/{S}?(?P<base>\d{{1,2}}[ .\u00a0\u202f]?\d{{3}}|\d{{3,4}})(?!\d)")
TIME = re.compile(
    rf"(?P<number>{QUANTITY}){REPEATED}{S}*(?:{S}*(?:premi[eè]re?|derni[eè]re?|prochaine?)s?{S})?{S}*"
    rf"(?P<unit>jours?|semaines?|mois|ans?|années?|heures?|h(?!{S}*\d))\b(?P<kind>{S}(?:calendaires?|ouvrés?|ouvrables?|francs?))?",
    re.IGNORECASE,
)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
MONTHS = _MONTHS.split("|")
DATE = re.compile(rf"\b(?P<day>\d{{1,2}}|1er){S}(?P<month>{_MONTHS}){S}(?P<year>(?:19|20)\d{{2}})\b", re.IGNORECASE)
DAY_OF_YEAR = re.compile(rf"\b(?P<day>\d{{1,2}}|1er){S}(?P<month>{_MONTHS})\b(?!{S}\d{{4}})", re.IGNORECASE)
DAY_OF_MONTH = re.compile(
    rf"\bavant{S}le{S}(?P<number>\d{{1,2}}){S}(?:du|de{S}chaque){S}mois(?:{S}suivant)?", re.IGNORECASE
)
IS_DEADLINE = re.compile(
    r"(?:délai|sous|dans les|avant|au plus tard|d'ici|au moins|préavis|à compter)[^.;\n]{0,30}$", re.IGNORECASE
)
# "72 h" is a time to act here, an hour of the day elsewhere.
IS_HOURS = re.compile(r"(?:délai|sous|dans les)[^.;\n]{0,25}$", re.IGNORECASE)
IS_DURATION = re.compile(r"(?:durée|conclue? pour|période|reconduct)[^.;\n]{0,50}$", re.IGNORECASE)

_ARTICLE_NUMBER = rf"(?:[LRDA]\*?{S}?[.\-]?{S}?\d{{1,4}}(?:[-.]\d{{1,3}}){{0,4}})"
_LIST = rf"(?:{S}?(?:,|et|ou|à){S}{_ARTICLE_NUMBER}){{0,6}}"
_CODES = (
    r"code (?:de la commande publique|du travail|de l['’]environnement|de l['’]urbanisme|de la construction et de "
    r"l['’]habitation|de l['’]énergie|de la route|rural et de la pêche maritime|forestier|de la consommation|"
    r"de commerce|"
    r"de la santé publique|de l['’]éducation|pénal|civil|monétaire et financier|de l['’]action sociale et des familles|"
    r"de la sécurité (?:sociale|intérieure)|général (?:des collectivités territoriales|des impôts)|de justice "
    r"administrative|du patrimoine|de la propriété intellectuelle|des relations entre le public et l['’]administration)"
).replace(" ", S)
_CODE = (
    rf"(?:{S}(?:et{S}suivants{S})?(?:du|de{S}la|de{S}l['’]){S}?(?P<code>{_CODES}|CCP\b|CGCT\b)|"
    rf"{S}(?P<short>CCP|CGCT)\b)?"
)
CODE_ARTICLE = re.compile(
    rf"(?:\b(?:articles?|art\.){S})?\b(?P<article>{_ARTICLE_NUMBER}{_LIST}){_CODE}", re.IGNORECASE
)
ARTICLE_NUMBER = re.compile(
    rf"(?P<letter>[LRDA])\*?{S}?[.\-]?{S}?(?P<number>\d{{1,4}}(?:[-.]\d{{1,3}}){{0,4}})", re.IGNORECASE
)
TEXT_OF_LAW = re.compile(
    rf"(?:\barticles?{S}(?P<article>\d+(?:{S}?[–-]{S}?[IVX]+)?){S}de{S}la{S})?"
    rf"\b(?P<type>loi|décret|ordonnance|directive|règlement|arrêté|convention)"
    rf"(?:{S}(?:européenne?|communautaire|AGEC))?(?:{S}\([^()\n]{{1,20}}\))?{S}*(?:n{S}?[°o]{S}?)?(?P<number>\d{{2,4}}[-/]\d{{1,5}}(?:/[A-Z]{{2,3}})?)"
    rf"(?:{S}(?:du|modifiée){S}\d{{1,2}}(?:er)?{S}(?:{_MONTHS}){S}\d{{4}})?",
    re.IGNORECASE,
)
DATED_LAW = re.compile(
    rf"\b(?P<type>loi|décret|ordonnance|arrêté){S}du{S}(?P<date>\d{{1,2}}(?:er)?{S}(?:{_MONTHS}){S}\d{{4}})",
    re.IGNORECASE,
)
_PLAIN = r"\d{1,3}(?:[.-]\d{1,3}){0,3}"
NAMED_LAW = re.compile(
    rf"\b(?:articles?|art\.){S}?(?P<article>{_PLAIN}(?:(?:,|{S}et|{S}à){S}{_PLAIN}){{0,4}}){S}(?:de{S}la{S}(?P<law>loi{S}[A-ZÉ][\wé]+)|"
    rf"(?:du|des|de{S}ce){S}(?P<general>CCAG(?:{S}?[-–]?{S}?(?:FCS|TIC|PI|MOE|MI|(?i:travaux)))?\b|cahiers?{S}des{S}clauses{S}administratives{S}générales))"
)
ILO_CONVENTION = re.compile(rf"\bconventions?{S}?\(?(?:OIT{S})?n{S}?°{S}?(?P<number>\d{{1,3}})\)?", re.IGNORECASE)
STANDARD = re.compile(
    rf"\b(?:NF{S}(?:EN{S})?(?:ISO{S})?(?:[A-Z]{{1,2}}{S}?)?|EN{S}(?:ISO{S})?|ISO{S}(?:/IEC{S})?|DTU{S}?)\d{{2,5}}(?:[-.]\d{{1,3}}){{0,3}}"
)
LOT = re.compile(
    rf"\b(?i:lots){S}(?:n{S}?°s?{S}?)?(?P<numbers>\d{{1,3}}(?:(?:,|{S}et|{S}à){S}\d{{1,3}})*)\b|"
    rf"\b(?i:lots?){S}(?:n{S}?°{S}?)?(?P<number>\d{{1,3}})\b"
)
CPV = re.compile(r"(?<!\d)(?P<number>\d{8})(?:-\d)?(?!\d)")
COUNT = re.compile(
    rf"(?P<number>{QUANTITY}){REPEATED}{S}*(?P<unit>réunions?|ateliers?|exemplaires?|panneaux|arbres|logements|kg|tonnes?|litres?|"
    rf"kWh|W/{S}?m[²2]\.?K|dB\(A\)|g/m[²2]|mètres?|hectares?|km|cm|mm|g|ko|Mo|m[²³])(?!\w)",
    re.IGNORECASE,
)
