"""A second look for duties that nobody checks: what a passage means, where its verbs do not say "le titulaire".

"Les terres sont réutilisées en totalité" binds the contractor without naming them. The reader of clauses, which learnt
on real documents, tells such duties; where one comes with neither proof, control nor consequence, it is proposed.
"""

import re

from recommender.domain.classifiers import MeaningClassifier, Passage
from recommender.domain.text import fold_accents
from recommender.domain.warnings import DraftPassage
from recommender.lawfulness.contractor_duties import has_control
from recommender.lawfulness.passages import RC, ReadPassage

# Chosen on judged passages: below, what the buyer says of itself is taken for a duty.
LEAST_BINDING = 0.65
# The beginning of an article: "Article 9", "9.2", "ÉNERGIE VERTE"; what its parts share is read in ``article``.
_ARTICLE = re.compile(
    r"(?m)^\s*(?:(?P<article>(?:ARTICLE|Article|Art\.|ART\.|§)\s*\d+|\d{1,2}(?=\.\d))[\d.]*|"
    r"(?P<title>[A-ZÉÈÀÎ’' ]{8,})$)"
)
_SCORES = re.compile(r"\bpoints?\b|\bcritere")
_TELLS = re.compile(
    r"\bcontexte\b|\bpreambule\b|\bpresentation\b|\bpour (?:memoire|information)\b|"
    r"\bobjectifs?\b[^.;\n]{0,40}\b(?:de la|du|de l')|"
    r"\b(?:la|le|l')\s?(?:ville|commune|departement|region|metropole|acheteur|collectivite)\b[^.;\n]{0,40}\b(?:souhaite|"
    r"s'est|a adopte|vise|mene|engage)"
)


def find_unchecked(passage: DraftPassage, classifier: MeaningClassifier) -> float | None:
    """The probability that an article of the passage binds the contractor, where nothing in it checks them.

    Args:
        passage: an excerpt of a contract; rules of a consultation bind nobody that way.
        classifier: the reader of clauses.

    Returns:
        The highest probability of such an article, ``None`` where there is none.
    """
    read = ReadPassage.of(passage)
    if passage.document == RC or read.is_scoring:
        return None
    articles = [text for text in _split(passage.text) if not _is_answered(text)]
    meanings = classifier.classify([Passage(text, (), passage.document) for text in articles]) if articles else []
    likely = max((meaning.binding for meaning in meanings), default=0.0)
    return likely if likely >= LEAST_BINDING else None


def _split(text: str) -> list[str]:
    """The articles of a passage, each with its parts: 9.1, 9.2 and 9.3 are one."""
    parts: dict[str, str] = {}
    place, name = 0, ""
    for match in _ARTICLE.finditer(text):
        parts[name] = parts.get(name, "") + text[place : match.start()]
        place, name = match.start(), match["article"] or match["title"]
    parts[name] = parts.get(name, "") + text[place:]
    return [part for part in parts.values() if part.strip()]


def _is_answered(article: str) -> bool:
    """Whether the article says how it is checked, scores offers, or only tells of the purchase."""
    folded = fold_accents(article)
    return has_control(folded) or any(pattern.search(folded) for pattern in (_TELLS, _SCORES))
