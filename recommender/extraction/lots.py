"""The number of lots that a document says its contract is divided into."""

import re
from collections.abc import Iterable

from recommender.domain.documents import OUTSIDE_BODY, Block, SourceDocument, Table
from recommender.domain.text import fold_accents, squeeze_spaces

_MOST_LOTS = 200
_WORDS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_WORDS)})(?: ?\([^()]{{1,20}}\))?"
_DIVIDED = re.compile(
    r"\b(?:(?:divise|decompose|reparti|scinde|alloti|decoupe|separe|structure|fractionne|devolu|ventile)\w*"
    r"(?: [a-z'-]+){0,3} (?:en|par|de)|comporte|comprend|compose\w* de|(?:fait|font) l'objet de|constitue\w* de|"
    rf"allotissement ?:|allotissement en) {_COUNT} lots\b"
)
_NUMBER_OF_LOTS = re.compile(rf"\bnombre (?:total )?de lots ?: ?{_COUNT}\b")
# Also true of one lot, or said of those who bid for several.
_OF_A_LOT = re.compile(r"\b(?:chaque|un meme|maximum|au plus|candidat|soumissionn\w*|titulaire|attributaire)\b")
_SINGLE = re.compile(
    r"\blot unique\b|\bnon allotie?s?\b|\bpas alloti|\bsans allotissement|pas d'allotissement|"
    r"\bne (?:fait|font) (?:pas|donc pas) l'objet d'un allotissement|\bpas (?:ete )?(?:divise|decompose|"
    r"reparti|scinde)\w* en "
    r"(?:plusieurs )?lots|\ballotissement ?: ?(?:non|neant|sans objet)\b|\bpas de lots?\b|"
    r"\bil n'est pas prevu de decomposition en lots"
)
_LOT_HEADER = re.compile(r"^(?:n ?[°o]? ?(?:du |de )?)?lots?(?: n ?[°o])?$|^numeros?(?: du lot| des lots)?$|^n ?°$")
_TITLE_HEADER = re.compile(r"intitule|designation|objet|description|libelle|denomination|nature")
_NAMES_LOTS = re.compile(r"\blots?\b")
_LISTED = re.compile(r"^\W*lots? ?(?:n ?[°o]?\.? ?)?0?(?P<number>\d{1,2})(?!\d|[.,]\d)(?P<rest>.*)$", re.DOTALL)
_TITLED = re.compile(r"^\s*(?:[:–—|-]\s*|\(?[«\"]?\s*)[^\W\d]")
_NUMBER = re.compile(r"^\W*(?:lots? ?)?(?:n ?[°o] ?)?0?(?P<number>\d{1,2})\b")
_MAX_LISTED_CHARS = 200


def read_lots(document: SourceDocument) -> int | None:
    """The number of lots, 1 where the document says that there are none apart; ``None`` where it does not say."""
    texts = [fold_accents(squeeze_spaces(block.text)) for block in document.blocks if block.role not in OUTSIDE_BODY]
    stated = next((count for text in texts if (count := _read_stated(text)) is not None), None)
    if stated is not None:
        return stated
    if any(_SINGLE.search(text) for text in texts):
        return 1
    in_tables = max((_count_rows(table) for table in document.tables), default=0)
    listed = _count_listed(document.blocks)
    return max(in_tables, listed) or None


def _read_stated(text: str) -> int | None:
    match = _NUMBER_OF_LOTS.search(text) or _DIVIDED.search(text)
    if match is None or _OF_A_LOT.search(text[max(0, match.start() - 60) : match.start()]):
        return None
    count = _WORDS.get(match["count"]) or int(match["count"])
    return count if 0 < count <= _MOST_LOTS else None


def _count_rows(table: Table) -> int:
    """The lots of a table "N° | Intitulé des lots"; 0 where the table is about something else."""
    for place, row in enumerate(table.rows[:2]):
        cells = [fold_accents(squeeze_spaces(cell)).strip(" .:") for cell in row]
        column = next((i for i, cell in enumerate(cells) if _LOT_HEADER.match(cell)), None)
        is_titled = any(_TITLE_HEADER.search(cell) for cell in cells)
        if column is not None and is_titled and any(_NAMES_LOTS.search(cell) for cell in cells):
            return _count_from_one(_number_of(row[column]) for row in table.rows[place + 1 :] if column < len(row))
    return 0


def _number_of(cell: str) -> int | None:
    match = _NUMBER.match(fold_accents(cell))
    return int(match["number"]) if match else None


def _count_listed(blocks: Iterable[Block]) -> int:
    """The lots that lines "Lot n° 1 : Gros œuvre" name, one after the other from 1; 0 where fewer than two."""
    numbers: list[int | None] = []
    for block in blocks:
        match = _LISTED.match(fold_accents(squeeze_spaces(block.text[:_MAX_LISTED_CHARS])))
        if match and block.role not in OUTSIDE_BODY and len(block.text) < _MAX_LISTED_CHARS:
            numbers.append(int(match["number"]) if _TITLED.match(match["rest"]) else None)
    count = _count_from_one(numbers)
    return count if count > 1 else 0


def _count_from_one(numbers: Iterable[int | None]) -> int:
    """How many numbers follow one another from 1."""
    found, count = set(numbers), 0
    while count + 1 in found:
        count += 1
    return count
