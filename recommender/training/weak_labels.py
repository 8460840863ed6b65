"""Texts of published notices, labelled by the expressions they hold: many real wordings, of uncertain labels.

Two open files of the BOAMP: the particular conditions of 2021 notices (column ``conditions_particulieres``), and award
criteria (column ``CRITERE``). What a buyer writes in the first is a condition of performance, in the second a
criterion; which of them are social or environmental is told by the strong expressions of the lexicon, which errs: they
count little.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from recommender.domain.classifiers import Passage
from recommender.domain.vocabulary import ProvisionKind
from recommender.training.meaning import Example, TrainingDocument

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recommender.language.lexicon import ThemeLexicon

CONDITIONS_FILE, CRITERIA_FILE = "data/boamp-2021-conditions.csv", "data/boamp-criteres-types.csv"
WEAK_WEIGHT = 0.2
MAX_THEMES = 3
_NOTICE = "RC"


def read_weak_documents(folder: Path, lexicon: ThemeLexicon) -> list[TrainingDocument]:
    """The notices found under a folder of real documents, as documents to learn from; none where they are absent."""
    sources = (
        (
            CONDITIONS_FILE,
            "conditions_particulieres",
            "Conditions particulières d'exécution",
            ProvisionKind.EXECUTION_CONDITION,
        ),
        (CRITERIA_FILE, "CRITERE", "Critères d'attribution", ProvisionKind.AWARD_CRITERION),
    )
    return [
        label_texts(name, _read_column(folder / name, column), lexicon, title=title, kind=kind)
        for name, column, title, kind in sources
        if (folder / name).is_file()
    ]


def label_texts(
    name: str, texts: Iterable[str], lexicon: ThemeLexicon, *, title: str, kind: ProvisionKind
) -> TrainingDocument:
    """Each distinct text as an example: of ``kind`` where it holds a strong expression, of nothing elsewhere."""
    examples = tuple(_to_example(text, lexicon, title, kind) for text in dict.fromkeys(texts))
    return TrainingDocument(name, examples, WEAK_WEIGHT, is_whole=False)


def _to_example(text: str, lexicon: ThemeLexicon, title: str, kind: ProvisionKind) -> Example:
    counts = [(strong, code) for code, (strong, _) in zip(lexicon.codes, lexicon.count(text), strict=True) if strong]
    themes = tuple(code for _, code in sorted(counts, key=_most_first)[:MAX_THEMES])
    passage = Passage(text, (title,), _NOTICE)
    return Example(passage, kind, themes, binds=True) if themes else Example(passage)


def _most_first(counted: tuple[int, str]) -> tuple[int, str]:
    return -counted[0], counted[1]


def _read_column(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row[column].strip() for row in csv.DictReader(stream) if row[column].strip()]
