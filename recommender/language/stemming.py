"""French stems, the same for the index and the query, whatever the database."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from recommender.domain.text import fold_accents

if TYPE_CHECKING:
    import Stemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Elided forms: the word is what follows the apostrophe.
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|quoiqu)['’](?=\w)", re.IGNORECASE)
MIN_STEM_CHARS = 2
# Words every need holds, which tell purchases apart no better than articles do.
_STOP_WORDS = frozenset(
    [
        "a",
        "afin",
        "ainsi",
        "alors",
        "au",
        "aucun",
        "aussi",
        "autre",
        "aux",
        "avec",
        "avoir",
        "car",
        "ce",
        "cela",
        "ces",
        "cet",
        "cette",
        "ceux",
        "chaque",
        "comme",
        "dans",
        "de",
        "des",
        "dont",
        "du",
        "elle",
        "en",
        "entre",
        "est",
        "et",
        "etre",
        "eu",
        "il",
        "ils",
        "je",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lors",
        "lot",
        "lots",
        "mais",
        "meme",
        "moins",
        "mon",
        "ne",
        "ni",
        "non",
        "nos",
        "notre",
        "nous",
        "on",
        "ou",
        "par",
        "pas",
        "peu",
        "peut",
        "plus",
        "pour",
        "pourra",
        "qu",
        "que",
        "quel",
        "quelle",
        "qui",
        "sa",
        "sans",
        "se",
        "sera",
        "ses",
        "si",
        "soit",
        "son",
        "sont",
        "sous",
        "sur",
        "ta",
        "tant",
        "tel",
        "tous",
        "tout",
        "toute",
        "toutes",
        "tres",
        "un",
        "une",
        "vers",
        "vos",
        "votre",
        "vous",
        "y",
        "accord",
        "accords",
        "cadre",
        "cadres",
        "bon",
        "bons",
        "commande",
        "commandes",
        "marche",
        "marches",
        "prestation",
        "prestations",
        "objet",
        "relatif",
        "relative",
        "relatifs",
        "relatives",
        "concernant",
        "acbc",
        "numero",
        "compte",
        "ville",
        "commune",
    ]
)


@cache
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer("french")


def stem_text(text: str) -> list[str]:
    """Stems in the order of the words.

    A word gives the folded stem of its accented form and the stem of its folded form (one stem where
    they agree), so that "pénalités" and a hurried "penalites" meet.
    """
    stems: list[str] = []
    # A decomposed accent is no letter: left so, it would cut the word in two.
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        bare = _ELISION.sub("", word.lower())
        folded = fold_accents(bare)
        if folded in _STOP_WORDS or len(folded) < MIN_STEM_CHARS:
            continue
        accented, plain = fold_accents(_stemmer().stemWord(bare)), _stemmer().stemWord(folded)
        stems.append(accented)
        if plain != accented:
            stems.append(plain)
    return [stem.replace("'", "") for stem in stems]
