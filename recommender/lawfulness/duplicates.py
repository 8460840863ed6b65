"""Criteria that score what a clause already imposes on everyone."""

import re
from collections.abc import Iterator

from recommender.domain.warnings import Finding, WarningCode
from recommender.lawfulness.passages import ReadPassage, Sentence

_BEYOND = re.compile(
    r"au[- ]dela|(?<!egale ou )(?<!egal ou )superieure?s? (?:a|au|aux)|exced|supplementaire|ajout|allant plus loin|"
    r"en sus|en plus d|depass|"
    r"par rapport (?:au|a) (?:minimum|seuil|plancher)|"
    r"amelior|mieux[- ]disant|plus (?:\w+ que\b|exigeant|ambitieux|favorable|performant)|sous (?:le|les|la)\b|"
    r"n'apport|n'est pas not|surplus|complementaire|a partir de|non exige|"
    r"pour chaque (?:point|tranche|heure|%)|par (?:point|tranche|heure|palier)|inferieure?s? (?:a|au)|moins que|"
    r"reduit|reduction|"
    r"n'est pas not|ne (?:sont|sera|seront) (?:pas|plus) not|ecart|gain|moyens (?:mis|propos|prevus)|modalites|"
    r"qualite (?:de|du)|organisation|methodologie|comment\b"
)
_DUE = (
    r"\b(?:articles? (?:\d|l\.|r\.|du c)|clauses?|cctp|ccap|ccp|c\.c\.t\.p|cahiers? des (?:charges|clauses)|"
    r"exigences?|prescriptions?|obligat\w+|minimum|minimal\w*|minima|plancher|exige\w*|"
    r"impose\w*|requis\w*|specifications?|reglementa\w+|dues|demandees?|legal\w*)\b"
)
_ALREADY_DUE = re.compile(
    r"\b(?:respect|respecter|conformite|application|appliquer|satisfaction|reprise|remise(?! en etat)|"
    r"production(?! additionnelle)|presence|detention|acceptation|"
    r"capacite (?:\w+ ){0,3}a (?:respecter|realiser|atteindre|appliquer|tenir|satisfaire)|engag\w+ (?:\w+ )?(?:a|"
    r"de) (?:respecter|realiser|appliquer|fournir|tenir|utiliser|atteindre)|"
    rf"realisation|mise en oeuvre|atteinte|obtention|tenue|execution)\b[^.;\n]{{0,90}}{_DUE}|"
    r"(?:points?|pts|note(?: maximale)?|totalite)\b[^.;\n]{0,70}\b(?:si|qui|dont|(?:a|au) tout candidat|lorsque|"
    r"des lors que|pour (?:tout|chaque|l'offre|le candidat))\b[^.;\n]{0,90}"
    rf"\b(?:conformes?|respect\w*|satisf\w*|atteint|atteignent|utilis\w*|propos\w*|prevoi\w*|fourni\w*|s'engage\w*|"
    rf"accepte\w*|signe\w*|joint|remet\w*|dispos\w*|presente\w*)[^.;\n]{{0,70}}{_DUE}|"
    rf"\b(?:respect\w*|atteint)[^.;\n]{{0,70}}{_DUE}[^.;\n]{{0,60}}(?:\d+ ?(?:points?|pts)|note maximale|"
    rf"totalite des points)|"
    r"\baccord (?:expres )?sur (?:ces|cette|ce)\b"
)
_SCORED = re.compile(
    r"\boui ?[=:]|\b\d{1,3} ?/ ?\d{1,3} (?:si|pour)\b|\d+ ?(?:points?|pts|%)|\bnot(?:e|ee|es|ation)\b|\bcriter|"
    r"/ ?\d{2}|note maximale|points\b"
)
_MARKED = re.compile(r"\bpoints?\b|\bpts\b|\bnot(?:e|ee|es|ation)\b|\bcriter")
_REQUIREMENT = re.compile(
    r"\bdoi(?:t|vent)\b|\bimpos|\bexig|\bobligat|\bminimum|\bau moins\b|\bsont (?:exempts|livres|tous|certifies|"
    r"realise)|"
    r"\brealise \d|\best (?:tenu|impose|exige)|\breserve\b|\btitulaire\b|\btou(?:s|tes) les\b|\bl'ensemble des\b|"
    r"\bfixe\b|\bprevoit\b|\blimite\b|\bplafonn|\brequier|\bdemande\b|\bau plus\b|\bmaxim"
)
_FIGURE = re.compile(
    r"(?<![\d,.])(\d[\d  ]*(?:,\d+)?)\s*(%|heures?\b|h\b|jours?\b|ans?\b|km\b|tonnes?\b|g ?(?:de )?(?:co2)?(?:eq)?/|"
    r"g/|db|kg\b|mois\b|arbres?\b|personnes?\b|litres?\b|l/|kwh|w\b|m2|euros?\b|€)"
)
_ALL_OR_NOTHING = re.compile(
    r"\boui ?[=:]|\bnon ?[=:] ?0|\bsinon\b|\ba defaut ?[:=]? ?(?:0|zero)|\b0 (?:point|pt)s? (?:si|dans le cas|"
    r"a defaut|autrement|sinon)|= ?\d{1,2} (?:points?|pts)\b|"
    r"\bgaranti\w* ?= ?\d|\b(?:points?|pts) (?:si|au candidat qui|aux candidats qui|a l'offre qui|a tout)\b|"
    r"\bnote maximale (?:si|a|au|aux)|\bobtien\w+ (?:la note maximale|tous les points|\d+ (?:points|pts))|"
    r"\bzero (?:sinon|a defaut|autrement|dans le cas)|\b0 (?:point|pt)s? dans le cas contraire|\baucun point\b|"
    r"\b(?:integralite|totalite) des points\b|"
    r"\b(?:points?|pts) pour (?:l'absence|la presence|le respect|l'utilisation|l'usage|le recours|la fourniture)\b|"
    r"\bsont acquis\b|"
    r"\bdonne \d{1,3} aux|\b0 aux autres\b|\bsont acquis aux?\b"
)
_WHOLE_SCORED = re.compile(r"\b100 ?% ?[=:]|\btotalite ?[=:]|\btous ?[=:]")
_WHOLE_IMPOSED = re.compile(
    r"\b(?:totalite|integralite|integralement|exclusivement|ensemble des|tous les|toutes les|100 ?%)"
)
_GRADED = re.compile(r"(?:points?|pts) si")
_IMPOSED = re.compile(
    r"\btous\b|\btoutes\b|\boblige\w*|\bimpos\w*|\bexig\w*|\bdoi(?:t|vent)\b|\bcctp\b|\bccap\b|\btitulaires?\b|"
    r"\bsont\b|\best\b|\bintegralement\b|\bau plus\b|\bau moins\b|\bobligatoire"
)
# A scored line with the two that follow it.
MAX_FOLLOWING = 3
_NEW_ITEM = re.compile(r"\s*(?:article|art\.?|critere|sous-critere|[a-z]\d?[.)]|\d{1,2}[.)]|[-•–])\s")
SHARED_STEMS = 3
_COMMON_STEMS = {
    "crite",
    "point",
    "titul",
    "candi",
    "march",
    "prest",
    "offre",
    "envir",
    "artic",
    "dans",
    "pour",
    "sont",
    "tous",
    "avec",
    "leur",
    "leurs",
    "cette",
    "toute",
    "plus",
    "moins",
    "note",
    "sera",
    "sous",
    "deux",
    "cent",
    "execu",
    "sinon",
    "defau",
    "les",
    "des",
    "une",
    "est",
    "par",
    "sur",
    "aux",
    "qui",
    "que",
    "non",
    "oui",
    "pts",
    "cctp",
    "ccap",
    "tout",
    "ces",
    "son",
    "ses",
    "dont",
    "seule",
    "choix",
    "quali",
    "prix",
    "total",
    "ainsi",
    "lors",
    "chaqu",
    "entre",
    "peut",
    "doit",
    "doive",
}


def find_duplicates(passage: ReadPassage) -> Iterator[Finding]:
    """A criterion that scores what a clause already imposes on every tenderer (L2152-7, L2152-8)."""
    if not passage.is_scoring:
        return
    for sentence in _scored_blocks(passage):
        if not _SCORED.search(sentence.text) or _BEYOND.search(sentence.text) or sentence.is_denied:
            continue
        match = (
            _ALREADY_DUE.search(sentence.text)
            or _same_figure(passage, sentence)
            or _same_words(passage, sentence)
            or _covers_all(passage, sentence)
        )
        if match is not None:
            yield passage.finding(WarningCode.DUPLICATES_REQUIREMENT, sentence, match)
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
    # "5 points si" grades many things; a plain yes or no does not.
    least = SHARED_STEMS if _GRADED.search(match.group()) else SHARED_STEMS - 1
    for sentence in passage.sentences:
        is_requirement = not scored.holds(sentence) and not _MARKED.search(sentence.text)
        if not is_requirement or not _IMPOSED.search(sentence.text):
            continue
        if len(words & _content_stems(sentence.text)) >= least:
            return match
    return None


def _covers_all(passage: ReadPassage, scored: Sentence) -> re.Match[str] | None:
    """The whole scored best, where another sentence already imposes the whole: "100 % = 15 points"."""
    match = _WHOLE_SCORED.search(scored.text)
    if match is None:
        return None
    words = _content_stems(scored.text)
    for sentence in passage.sentences:
        shared = words & _content_stems(sentence.text)
        if not scored.holds(sentence) and _WHOLE_IMPOSED.search(sentence.text) and len(shared) >= SHARED_STEMS:
            return match
    return None


def _content_stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text)} - _COMMON_STEMS


def _digits(text: str) -> str:
    return re.sub(r"[^\d,]", "", text)
