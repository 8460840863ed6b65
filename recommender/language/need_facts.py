"""What a description says of itself beyond amount and duration: number of lots, place of performance."""

import re

from recommender.domain.text import fold_accents

MAX_LOTS = 200
_WORDS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
}  # fmt: skip
_LOTS = re.compile(rf"(?<![\w-])(?<!lot )(\d{{1,3}}|{'|'.join(_WORDS)})(?: \(\d{{1,3}}\))? lots\b")
_SINGLE = re.compile(r"\blot unique\b|\bnon alloti|\bsans allotissement")
# "59000 Lille", "PARIS (75015)", "75019 Paris", "commune de Saint-Bresson", "Ville de Vannes", "à Lyon", "PARIS 14E".
_NAME = r"[A-ZÉÈÀÂÎÔ][\w'’éèêëàâîïôûüç-]+"
_NAMES = rf"{_NAME}(?:(?: (?:de|du|des|la|le|les|sur|sous|en|et|lès))* {_NAME}){{0,3}}"
_PLACES = (
    re.compile(rf"({_NAMES}) ?\(\d{{2}}(?:\d{{3}})?\)"),
    re.compile(rf"\b\d{{5}} ?[-–]? ?({_NAMES})"),
    re.compile(rf"\b(?:[Cc]ommune|COMMUNE|[Vv]ille|VILLE|[Mm]airie|MAIRIE) (?:de |d['’]|DE |D['’ ])({_NAMES})"),
    re.compile(rf"(?<!\w)(?:à|au|aux) ({_NAMES})"),
)
_NOT_PLACES = frozenset({"jeux", "maitrise", "etat", "region", "departement", "bons", "bon"})


def find_lots(text: str) -> int | None:
    """The number of lots a description states, 1 where it says that there are none; ``None`` where it does not say."""
    folded = fold_accents(text)
    counts = [_WORDS.get(match[1]) or int(match[1]) for match in _LOTS.finditer(folded)]
    stated = max((count for count in counts if 0 < count <= MAX_LOTS), default=None)
    return 1 if stated is None and _SINGLE.search(folded) else stated


def find_place(text: str) -> str | None:
    """The place of performance a description names, ``None`` where it names none that can be told from other names."""
    for pattern in _PLACES:
        match = pattern.search(text)
        if match and fold_accents(match[1]).split()[0] not in _NOT_PLACES:
            return match[1]
    return None
