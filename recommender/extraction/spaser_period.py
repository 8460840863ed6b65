"""The years a plan covers, and whether several buyers share it."""

import re
from collections import Counter

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.extraction.spaser_text import fold_evenly

COVER_BLOCKS = 30
MAX_COVER_CHARS = 400
MAX_YEARS = 12
_RANGE = re.compile(r"\b(20[1-6]\d) ?(?:-|–|—|\||/|a|au|et) ?(20[1-6]\d)\b")
_PLAN = r"(?:spaser|schema|plan d'achats?|plan\b)"
_NAMED = re.compile(
    rf"{_PLAN}[^.;]{{0,120}}?\b(20[1-6]\d) ?(?:-|–|—|\||/|a|au|et) ?(20[1-6]\d)\b|"
    rf"\bperiode[^.;]{{0,30}}?\b(20[1-6]\d) ?(?:-|–|—|/|a|au|et) ?(20[1-6]\d)\b"
)
_JOINT = re.compile(
    rf"{_PLAN} (?:\w+ )?(?:conjoint|commun\b|mutualise|partage\b|inter[- ]?\w+)|\bconjoint\w* (?:par|"
    rf"entre)|\belabore\w* conjointement|"
    rf"{_PLAN}[^.;]{{0,40}} commun (?:a|aux) "
)
_COVER, _RUNNING, _SAID = 5, 3, 1


def read_period(document: SourceDocument) -> tuple[int, int] | None:
    """The first and last year of the plan, ``None`` where no line gives both.

    The cover and the running titles say it best; in the text only a range next to the word for the plan counts.
    """
    votes: Counter[tuple[int, int]] = Counter()
    seen: set[str] = set()
    for index, block in enumerate(document.blocks):
        folded = fold_evenly(block.text)
        if block.role is BlockRole.RUNNING:
            ranges, weight = _RANGE.findall(folded), _RUNNING if folded not in seen else 0
            seen.add(folded)
        elif index < COVER_BLOCKS and len(folded) <= MAX_COVER_CHARS and block.role is not BlockRole.TABLE_ROW:
            ranges, weight = _RANGE.findall(folded), _COVER
        else:
            found = _NAMED.findall(folded)
            ranges, weight = [(first or third, last or fourth) for first, last, third, fourth in found], _SAID
        for first, last in ranges:
            if 0 < int(last) - int(first) <= MAX_YEARS:
                votes[int(first), int(last)] += weight
    return max(votes, key=lambda years: (votes[years], years), default=None)


def read_is_joint(document: SourceDocument) -> bool:
    """Whether the first pages say that several buyers adopt the plan together (L. 2111-3, last paragraph)."""
    head = fold_evenly(
        "\n".join(block.text for block in document.blocks[: 2 * COVER_BLOCKS] if len(block.text) <= MAX_COVER_CHARS)
    )
    return _JOINT.search(head) is not None
