"""Real contract objects with their CPV code, from open data: the training material for needs."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from recommender.domain.text import fold_accents, squeeze_spaces

_WORD = re.compile(r"\w+")
# An object that shares half its words with a need kept for evaluation would be a leak.
LEAK_JACCARD = 0.5
MIN_CHARS = 15
MAX_CHARS = 400


@dataclass(frozen=True, slots=True)
class ContractObject:
    """The object of a published contract and the 8-digit CPV code its buyer gave."""

    text: str
    cpv: str


def read_contract_objects(path: Path, *, held_out: Path | None = None) -> list[ContractObject]:
    """Distinct objects of a CSV file with columns ``objet`` and ``codeCPV``.

    Args:
        path: the CSV file.
        held_out: a JSON Lines file of needs (``text``); objects too close to one of them are left out.
    """
    texts = _held_out_texts(held_out)
    held_words = [_words(text) for text in texts]
    found: dict[str, ContractObject] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            code = re.sub(r"\D", "", row["codeCPV"] or "")[:8]
            text = squeeze_spaces(row["objet"] or "")[:MAX_CHARS]
            if len(code) == 8 and len(text) >= MIN_CHARS and not _is_close(_words(text), held_words):
                found.setdefault(text.lower(), ContractObject(text, code))
    return list(found.values())


def _held_out_texts(path: Path | None) -> list[str]:
    if path is None:
        return []
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_accents(text)))


def _is_close(words: frozenset[str], others: list[frozenset[str]]) -> bool:
    return any(len(words & other) > LEAK_JACCARD * len(words | other) for other in others)
