"""Answers of the extraction against labels made by reading: figures by document, in total, and the errors behind them.

A clause finds a provision where it holds its first or last words on the same page or the next, or lies inside it.
Only clauses with a theme count; a clause asserts unless it is information or a denial.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from recommender.training.labels import BINDING, LabelledText, is_near, split_words

Row = dict[str, Any]
# A clause longer than this is half a document: it finds nothing.
MAX_CLAUSE_WORDS = 600
MIN_CRITERION_OVERLAP = 0.6
SAME_WEIGHT = 0.01


@dataclass
class Counts:
    """What was wanted, given and right. Pairs of counts make the figures of ``Figures``."""

    wanted: int = 0
    found: int = 0
    asserted: int = 0
    right: int = 0
    kinds_right: int = 0
    themes_right: int = 0
    themes_given: int = 0
    themes_wanted: int = 0
    negated_asserted: int = 0
    criteria_wanted: int = 0
    criteria_given: int = 0
    criteria_right: int = 0
    headings_wanted: int = 0
    headings_given: int = 0
    headings_right: int = 0

    def add(self, other: Counts) -> None:
        """Sum two documents."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))


@dataclass
class DocumentScore:
    """The counts of a document and its errors, one readable line each."""

    name: str
    counts: Counts = field(default_factory=Counts)
    errors: list[str] = field(default_factory=list)


def score_document(name: str, *, provisions: Sequence[Row], criteria: Sequence[Row], headings: Sequence[Any],
                   answer: Row) -> DocumentScore:  # fmt: skip
    """Score one answer (the JSON of `clausier extract`) against the labels of its document."""
    score = DocumentScore(name)
    _score_clauses(score, provisions, [clause for clause in answer.get("clauses", []) if clause.get("themes")])
    _score_criteria(score, criteria, answer.get("award_criteria", []))
    _score_headings(score, headings, answer.get("headings", []))
    return score


def _score_clauses(score: DocumentScore, provisions: Sequence[Row], clauses: Sequence[Row]) -> None:
    counts = score.counts
    labels = [(row, LabelledText(row)) for row in provisions]
    wanted = [(row, text) for row, text in labels if row["obligation"] in BINDING]
    words = [split_words(clause["text"]) for clause in clauses]
    for row, text in wanted:
        hits = [c for c, w in zip(clauses, words, strict=True) if _finds(row, text, c, w)]
        _score_provision(score, row, hits)
    for clause, clause_words in zip(clauses, words, strict=True):
        if clause["kind"] == "information" or clause["obligation"] in {"negated", "info"}:
            continue
        counts.asserted += 1
        if any(_finds(row, text, clause, clause_words) for row, text in wanted):
            counts.right += 1
            continue
        score.errors.append(f"affirmée à tort, p. {clause['page']} ({clause['kind']}) : {_start(clause['text'])}")
        denied = (pair for pair in labels if pair[0]["obligation"] == "negated")
        counts.negated_asserted += any(_finds(row, text, clause, clause_words) for row, text in denied)


def _score_provision(score: DocumentScore, row: Row, hits: Sequence[Row]) -> None:
    counts, themes = score.counts, set(row["themes"])
    counts.wanted += 1
    counts.themes_wanted += len(themes)
    if not hits:
        score.errors.append(f"manquée, p. {row.get('page') or '-'} ({row['kind']}) : {_start(row['anchor'])}")
        return
    counts.found += 1
    best = max(hits, key=lambda hit: (hit["kind"] == row["kind"], len(themes & set(hit["themes"]))))
    counts.themes_right += len(themes & set(best["themes"]))
    counts.themes_given += len(set(best["themes"]))
    if best["kind"] == row["kind"]:
        counts.kinds_right += 1
    else:
        score.errors.append(
            f"nature, p. {row.get('page') or '-'} : {best['kind']} au lieu de {row['kind']} : {_start(row['anchor'])}"
        )


def _finds(row: Row, text: LabelledText, clause: Row, words: Sequence[str]) -> bool:
    return is_near(row, clause["page"]) and len(words) <= MAX_CLAUSE_WORDS and text.is_found_in(words)


def _score_criteria(score: DocumentScore, wanted: Sequence[Row], given: Sequence[Row]) -> None:
    counts = score.counts
    counts.criteria_wanted, counts.criteria_given = len(wanted), len(given)
    left = list(given)
    for row in wanted:
        words = split_words(row["criterion"])
        best = max(left, key=lambda c: _overlap(words, c) + 0.5 * _same_weight(row, c, is_set=True), default=None)
        if best is None or _overlap(words, best) < MIN_CRITERION_OVERLAP:
            score.errors.append(f"critère manqué : {row['criterion']}")
            continue
        left.remove(best)
        if _same_weight(row, best):
            counts.criteria_right += 1
        else:
            score.errors.append(f"poids : {best.get('weight')} au lieu de {row.get('weight')} : {row['criterion']}")
    score.errors += [f"critère en trop : {_start(criterion['criterion'])}" for criterion in left]


def _overlap(words: Sequence[str], criterion: Row) -> float:
    other = split_words(criterion["criterion"])
    shared = sum((Counter(words) & Counter(other)).values())
    return shared / min(len(words), len(other)) if words and other else 0.0


def _same_weight(row: Row, criterion: Row, *, is_set: bool = False) -> bool:
    wanted, given = row.get("weight"), criterion.get("weight")
    if wanted is None or given is None:
        return not is_set and wanted is given
    return abs(float(wanted) - float(given)) < SAME_WEIGHT


def _score_headings(score: DocumentScore, wanted: Sequence[Any], given: Sequence[Row]) -> None:
    counts = score.counts
    left = [(_last(heading["number"]), heading["title"]) for heading in given]
    counts.headings_given = len(left)
    for page, number, title in wanted:
        if not number:
            continue
        counts.headings_wanted += 1
        same = next((h for h in left if h[0] == _last(number) and _same_title(h[1], title)), None)
        if same is None:
            score.errors.append(f"titre manqué, p. {page} : {number} {title}")
        else:
            left.remove(same)
            counts.headings_right += 1
    score.errors += [f"titre en trop : {number} {_start(title)}" for number, title in left]


def _last(number: Any) -> str:
    parts = str(number or "").rstrip(".").lower().split()
    return parts[-1] if parts else ""


def _same_title(given: str, wanted: str) -> bool:
    words = split_words(wanted)
    return not words or _overlap(words, {"criterion": given}) >= 0.5


def _start(text: str) -> str:
    return " ".join(text.split())[:110]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a set of documents, between 0 and 1, but for the number of denials asserted."""

    provision_precision: float
    provision_recall: float
    provision_f1: float
    kind_accuracy: float
    theme_f1: float
    negated_asserted: int
    criteria_weight_f1: float
    heading_f1: float


def sum_up(scores: Iterable[DocumentScore]) -> Figures:
    """Figures over the sums of all documents."""
    total = Counts()
    for score in scores:
        total.add(score.counts)
    precision, recall = _share(total.right, total.asserted), _share(total.found, total.wanted)
    return Figures(
        provision_precision=precision,
        provision_recall=recall,
        provision_f1=_f1(precision, recall),
        kind_accuracy=_share(total.kinds_right, total.found),
        theme_f1=_f1(_share(total.themes_right, total.themes_given), _share(total.themes_right, total.themes_wanted)),
        negated_asserted=total.negated_asserted,
        criteria_weight_f1=_f1(
            _share(total.criteria_right, total.criteria_given), _share(total.criteria_right, total.criteria_wanted)
        ),
        heading_f1=_f1(
            _share(total.headings_right, total.headings_given), _share(total.headings_right, total.headings_wanted)
        ),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
