"""Labelled needs: what a line holds, what is quoted, what is refused."""

from pathlib import Path

import pytest

from recommender.errors import InvalidCorpus
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from recommender.training.contract_objects import ContractObject
from recommender.training.need_labels import (
    FOLDER,
    NeedExample,
    label_line,
    read_labelled_needs,
    read_need_examples,
    to_example,
)
from tests.builders.needs import make_labelled_need, make_need_example

OBJECT = ContractObject("Nettoyage des locaux de la mairie annexe", "90910000")


def write(corpus: Path, name: str, *lines: str) -> None:
    folder = corpus.joinpath(*FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.mark.parametrize(
    "example",
    [
        make_need_example(form="noisy"),
        make_need_example(subject="furniture", grades={}, is_restrained=True),
    ],
)
def test_invented_need_is_read_as_it_was_written(tmp_path: Path, example: NeedExample) -> None:
    write(tmp_path, "inventes.tsv", label_line(example, is_published=False))
    assert read_need_examples(tmp_path, []) == [example]


def test_published_object_is_labelled_without_being_quoted(tmp_path: Path) -> None:
    example = make_need_example(OBJECT.text)
    line = label_line(example, is_published=True)
    assert not {"nettoyage", "mairie"} & set(line.lower().split())
    write(tmp_path, "ville.published.tsv", line)
    assert read_need_examples(tmp_path, [OBJECT]) == [example]
    assert read_need_examples(tmp_path, []) == []


@pytest.mark.parametrize(
    "line",
    [
        "published\tNettoyage",
        "published\tNettoyage\tcleaning\t-\tmenage\t-\t-\t-\t0",
        "",
    ],
)
def test_line_that_cannot_be_read_names_its_file_and_number(tmp_path: Path, line: str) -> None:
    write(tmp_path, "inventes.tsv", label_line(make_need_example(), is_published=False), line)
    with pytest.raises(InvalidCorpus, match=r"inventes\.tsv, ligne 2"):
        read_need_examples(tmp_path, [])


def test_evaluation_needs_are_read_from_their_rows() -> None:
    row = {
        "id": "dev-1",
        "text": "Nettoyage des écoles",
        "family": "cleaning",
        "nature": "services",
        "cpv_divisions": ["90"],
        "expected": {"insertion": 3},
        "amount_eur": 90_000,
    }
    (need,) = read_labelled_needs([row])
    assert (need.form, need.divisions, need.amount_eur, need.is_restrained) == ("published", ("90",), 90_000, False)
    assert to_example(need, ["cleaning"]).grades == {"insertion": 3}


def test_evaluation_need_becomes_an_example() -> None:
    example = to_example(make_labelled_need(), ["cleaning"])
    assert (example.families, example.nature.value) == (("cleaning",), "services")


def test_labels_of_the_project_hold_known_codes_only(settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    examples = read_need_examples(settings.corpus_dir, [])
    assert len(examples) > 200
    for example in examples:
        assert set(example.families) <= taxonomy.families.keys()
        assert example.subject is None or example.subject in taxonomy.families
        assert set(example.grades) <= taxonomy.themes.keys()
        assert example.form in {"published", "paraphrase", "noisy"}
