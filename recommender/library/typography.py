"""Checks on how a text is set and how hard it is to read.

The files keep plain spaces; pages put the non-breaking ones when they show a text.
"""

import re
from collections.abc import Iterator

# A variable, well named or not: it is no word of the text.
PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
_FAULTS = (
    (re.compile(r"\w+ [,.](?!\d)"), "espace avant une virgule ou un point"),
    (re.compile(r"[^\s\d:/«(][:;!?](?=\s|$)"), "espace absente avant « : ; ! ? »"),
    (re.compile(r"\.\.\."), "trois points au lieu du signe « … »"),
    (re.compile(r"\w*[\"“”]\w*"), "guillemets qui ne sont pas français"),
    (re.compile(r"«\S+|\S+»"), "espace absente à l'intérieur des guillemets"),
    (re.compile(r"\S+’\S*"), "apostrophe courbe"),
    (re.compile(r"\S+ {2,}\S+"), "double espace"),
    (re.compile(r"\d[%€]"), "espace absente avant % ou €"),
    (re.compile(r"\bm[23]\b"), "m2 ou m3 au lieu de m² ou m³"),
    (re.compile(r"\b[nN] ?[oº] ?\d+"), "« n° » mal écrit"),
    (re.compile(r"[a-zà-ÿ)][.?!] [a-zà-ÿ]\w+"), "minuscule en tête de phrase"),
    (re.compile(r"\b(?!(?:nous|vous)\b)([a-zà-ÿ]{2,}) \1\b"), "mot répété"),
)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n\n")
# Longer than this, a duty is not read to its end. Lists within a sentence are split at semicolons.
MAX_SENTENCE_WORDS = 60
# Ease of Kandel and Moles for French, 0 to 100; below 30 a text asks for university studies of its reader.
MIN_READING_EASE = 25.0


def find_typography_faults(text: str) -> Iterator[str]:
    """What is set wrong in one text: the rule and the words where it breaks."""
    bare = PLACEHOLDER.sub("x", text)
    for pattern, name in _FAULTS:
        found = pattern.search(bare)
        if found:
            yield f"{name} : « {found.group(0)[:40]} »"


def find_reading_faults(text: str) -> Iterator[str]:
    """Sentences too long, and a text too hard as a whole."""
    for sentence in _SENTENCE.split(PLACEHOLDER.sub("x", text)):
        count = len(sentence.split())
        if count > MAX_SENTENCE_WORDS:
            yield f"phrase de {count} mots (au plus {MAX_SENTENCE_WORDS}) : « {' '.join(sentence.split()[:8])} »"
    ease = reading_ease(text)
    if ease < MIN_READING_EASE:
        yield f"lecture trop difficile : {ease:.0f} sur l'échelle de Kandel et Moles (au moins {MIN_READING_EASE:.0f})"


def reading_ease(text: str) -> float:
    """Ease of reading a French text by the formula of Kandel and Moles (1958), higher is easier."""
    import textstat

    textstat.set_lang("fr")
    return float(textstat.flesch_reading_ease(PLACEHOLDER.sub("dix", text)))
