"""Needs labelled by reading: what is bought, which themes an expert would raise, which would be off topic.

``corpus/training/needs`` holds two kinds of files, tab-separated, one need a line. ``*.tsv`` files begin with the
form and the words of a need invented for the project; ``*.published.tsv`` files label objects of published contracts
without quoting them: they begin with the fingerprint of their words, and whoever has the open data can learn from them.
The other columns are those of ``COLUMNS``; lists are separated by spaces, and ``-`` is an empty one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.domain.vocabulary import ContractNature
from recommender.errors import InvalidCorpus
from recommender.need_scoring import MAX_GRADE, LabelledNeed
from recommender.training.contract_objects import ContractObject
from recommender.training.fingerprints import fingerprint
from recommender.training.labels import split_words

FOLDER = ("training", "needs")
PUBLISHED_SUFFIX = ".published.tsv"
COLUMNS = ("family", "subject", "nature", "grade_3", "grade_2", "grade_1", "restraint")
PUBLISHED_FORM = "published"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class NeedExample:
    """A need to learn from.

    ``families``: the families it may be of, usually one. ``grades`` gives expected themes 1 to 3. ``is_reference``:
    labelled by the experts whose judgement is to be foretold, not by the project.
    """

    text: str
    form: str
    families: tuple[str, ...]
    subject: str | None
    nature: ContractNature
    grades: Mapping[str, int]
    is_restrained: bool
    is_reference: bool = False


def read_need_examples(corpus_dir: Path, objects: Iterable[ContractObject]) -> list[NeedExample]:
    """The needs invented for the project, and those among ``objects`` that the project labels.

    Raises:
        InvalidCorpus: a line has not the columns, or holds an unknown code.
    """
    texts = {fingerprint(split_words(item.text)): item.text for item in objects}
    examples: list[NeedExample] = []
    for path in sorted(corpus_dir.joinpath(*FOLDER).glob("*.tsv")):
        is_published = path.name.endswith(PUBLISHED_SUFFIX)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                head, cells = _split(line, heads=1 if is_published else 2)
                form, text = (PUBLISHED_FORM, texts.get(head[0])) if is_published else (head[0], head[1])
                if text is not None:
                    examples.append(_to_example(form, text, cells))
            except ValueError as error:
                raise InvalidCorpus(
                    f"{path.name}, ligne {number} : étiquette illisible ({error}).",
                    "Reprenez les colonnes décrites dans corpus/README.md.",
                ) from error
    return examples


def label_line(example: NeedExample, *, is_published: bool) -> str:
    """The line that holds an example; without its words where they are a published contract's."""
    head = [fingerprint(split_words(example.text))] if is_published else [example.form, example.text]
    grades = [
        " ".join(t for t, g in example.grades.items() if g == grade) or NOTHING for grade in range(MAX_GRADE, 0, -1)
    ]
    restraint = str(int(example.is_restrained))
    return "\t".join([*head, example.families[0], example.subject or NOTHING, example.nature, *grades, restraint])


def to_example(need: LabelledNeed, families: Sequence[str]) -> NeedExample:
    """An evaluation need as material to learn from; ``families`` are those of its group."""
    return NeedExample(
        text=need.text,
        form=need.form,
        families=tuple(families),
        subject=None,
        nature=ContractNature(need.nature),
        grades=need.expected,
        is_restrained=need.is_restrained,
        is_reference=True,
    )


def _split(line: str, *, heads: int) -> tuple[list[str], dict[str, str]]:
    cells = line.split("\t")
    if len(cells) != heads + len(COLUMNS):
        raise ValueError(f"{len(cells)} colonnes")
    return cells[:heads], dict(zip(COLUMNS, cells[heads:], strict=True))


def _to_example(form: str, text: str, cells: Mapping[str, str]) -> NeedExample:
    grades = {theme: grade for grade in range(MAX_GRADE, 0, -1) for theme in _list(cells[f"grade_{grade}"])}
    return NeedExample(
        text=text,
        form=form,
        families=(cells["family"],),
        subject=None if cells["subject"] == NOTHING else cells["subject"],
        nature=ContractNature(cells["nature"]),
        grades=grades,
        is_restrained=cells["restraint"] == "1",
    )


def _list(cell: str) -> list[str]:
    return [] if cell == NOTHING else cell.split(" ")


def read_labelled_needs(rows: Sequence[Mapping[str, Any]]) -> list[LabelledNeed]:
    """Evaluation needs from the rows of their file."""
    return [
        LabelledNeed(
            id=str(row["id"]),
            text=row["text"],
            family=row["family"],
            form=row.get("form", PUBLISHED_FORM),
            nature=row["nature"],
            divisions=tuple(row["cpv_divisions"]),
            expected=dict(row["expected"]),
            unexpected=frozenset(row.get("unexpected", ())),
            is_restrained=bool(row.get("restraint")),
            amount_eur=row.get("amount_eur"),
            duration_months=row.get("duration_months"),
        )
        for row in rows
    ]
