"""What kind of document this is: a piece of a consultation, a SPASER plan, a guide, or something else.

A document says its type in several ways, none of them sure: on its cover, at the head of its pages, in its name, and by
speaking of itself ("le présent CCAP"). Each sign counts; the type with the strongest signs wins.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.domain.text import fold_accents

OTHER = "other"
GUIDE = "guide"
SPASER = "SPASER"
# The pieces of a consultation: what DECP considerations are declared from.
CONTRACT_TYPES = frozenset({"RC", "CCAP", "CCTP", "CCP", "AE"})
_NAMES = {
    "CCAP": r"cahier des clauses administratives particulieres|\bc ?\.? ?c ?\.? ?a ?\.? ?p\b",
    "CCTP": r"cahier des clauses techniques particulieres|\bc ?\.? ?c ?\.? ?t ?\.? ?p\b",
    "CCP": r"cahier des (?:clauses particulieres|charges)|\bc\.? ?c\.? ?p\b",
    "RC": r"reglement (?:de la |de |particulier de la )?consultation|\br\.? ?c\b",
    "AE": r"actes? d'engagement|\ba\. ?e\b",
    SPASER: r"schema (?:\w+ )?(?:de promotion|des achats)|\bspaser\b|plan d'achats? (?:publics? )?responsables?",
    GUIDE: r"guide\b|fiches? (?:pratiques?|conseils?|operationnelles?)|modeles? de (?:« ?)?clauses?|mode d'emploi|"
    r"recueil de clauses|vade-?mecum|boite a outils|clausier|foire aux questions",
}
_PATTERNS = {code: re.compile(pattern) for code, pattern in _NAMES.items()}
_ITSELF = {
    code: re.compile(rf"\b(?:present|presente|ce|cette) (?:{pattern})") for code, pattern in _NAMES.items()
}  # fmt: skip
# A guide speaks to those who buy; a contract speaks of those who perform.
_ADVICE = re.compile(
    r"\b(?:l'acheteur|les acheteurs|le prescripteur|les collectivites) "
    r"(?:peu(?:t|vent)|pourr\w+|doi(?:t|vent)|devr\w+|gagne)|"
    r"il est (?:recommande|conseille|preferable|possible|pertinent) (?:de|d')|"
    r"\bexemples? de (?:clause|redaction|critere)|"
    r"\ba adapter\b|\ba titre d'exemple"
)
# What plans and action sheets of other names speak of: PCAET, Agenda 2030, roadmaps.
_PLAN = re.compile(
    r"\b(?:fiches?[- ]actions?|plan d'actions?|pcaet|agenda 20?\d\d|feuille de route|orientations? strategiques?)"
)
_UNKNOWN = ""
TITLE_BLOCKS = 40
MAX_TITLE_CHARS = 240
MAX_ITSELF_CHARS = 200_000
_TITLE, _NAMED, _RUNNING, _SAID, _ADVISING = 3.0, 2.0, 2.0, 3.0, 3.0
_FIRST = 0.5
_LEAST = 2.0
# A handout with text for several pieces of a consultation names them all on its first page.
_MANY_TYPES = 3
_LEAST_ADVICE, _ADVICE_PER_THOUSAND = 4, 1.0


def read_doc_type(document: SourceDocument) -> str:
    """RC, CCAP, CCTP, CCP, AE, SPASER, guide, or ``other`` where the signs are too few."""
    signs: dict[str, float] = defaultdict(float)
    titles = list(_title_signs(document))
    for code in titles:
        signs[code] += _TITLE
    if len(CONTRACT_TYPES.intersection(titles)) >= _MANY_TYPES:
        signs[GUIDE] += _ADVISING
    if titles:
        signs[titles[0]] += _FIRST
    name = fold_accents(document.name).replace("_", " ").replace("-", " ")
    running = fold_accents("\n".join(block.text for block in document.blocks if block.role is BlockRole.RUNNING))
    for code, pattern in _PATTERNS.items():
        signs[code] += _NAMED * bool(pattern.search(name)) + _RUNNING * bool(pattern.search(running))
    text = fold_accents(document.text[:MAX_ITSELF_CHARS])
    said = Counter({code: len(pattern.findall(text)) for code, pattern in _ITSELF.items()})
    if said.total():
        signs[said.most_common(1)[0][0]] += _SAID
    if _is_advice(text):
        signs[GUIDE] += _ADVISING
    best, strength = max(signs.items(), key=lambda item: item[1], default=(OTHER, 0.0))
    return best if strength >= _LEAST else OTHER


def read_passage_type(document: SourceDocument, doc_type: str) -> str:
    """The type that the reader of passages is told: none for a fragment that says nothing of itself.

    Documents of another type that it learnt from are plans and resolutions, which a pasted clause is not.
    """
    if doc_type != OTHER or _PLAN.search(fold_accents(document.text[:MAX_ITSELF_CHARS])):
        return doc_type
    return _UNKNOWN


def _title_signs(document: SourceDocument) -> Iterator[str]:
    """The types that lines of the cover begin with, or shout in capitals, each once, in order."""
    seen: set[str] = set()
    body = [block for block in document.blocks[: 3 * TITLE_BLOCKS] if block.role is BlockRole.BODY]
    for block in body[:TITLE_BLOCKS]:
        if len(block.text) > MAX_TITLE_CHARS:
            continue
        folded = fold_accents(block.text).lstrip(' -–—«"(*#')
        for code, pattern in _PATTERNS.items():
            match = pattern.match(folded) or _shouted(pattern, block.text)
            if match and code not in seen:
                seen.add(code)
                yield code


def _shouted(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The type in a line of capitals; an abbreviation in a sentence is none."""
    letters = [char for char in text if char.isalpha()]
    if sum(char.isupper() for char in letters) * 2 < len(letters):
        return None
    capitals = " ".join(word for word in text.split() if word.isupper() or not any(map(str.isalpha, word)))
    return pattern.search(fold_accents(capitals))


def _is_advice(text: str) -> bool:
    count = len(_ADVICE.findall(text))
    return count >= _LEAST_ADVICE and count * 1000 >= _ADVICE_PER_THOUSAND * len(text.split())
