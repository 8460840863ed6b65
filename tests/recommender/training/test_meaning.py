"""Labelled documents and the library → the reader of segments."""

import json
from pathlib import Path

import pytest

from recommender.artefacts import write_manifest
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.meaning import MODEL_FILE, SklearnMeaningClassifier
from recommender.training.meaning import (
    Example,
    label_segments,
    library_examples,
    read_provisions,
    save_meaning,
    train_meaning,
)
from tests.builders.documents import make_segment
from tests.builders.library import make_award_criterion, make_bundle, make_provision

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi."
PRICES = "Les prix sont fermes et révisables une fois par an selon l'index national du bâtiment."
INSERTION = "Le titulaire réserve mille heures de travail à des personnes éloignées de l'emploi."
LABEL = {"doc": "ccap.pdf", "page": 3, "text": WASTE, "kind": "execution_condition", "themes": ["waste"]}


def examples() -> list[Example]:
    """A few documents: what is repeated is what the model can learn."""
    rows = (
        (WASTE, "Déchets", "execution_condition", ("waste",)),
        (INSERTION, "Clause sociale", "execution_condition", ("insertion",)),
        ("Critère : gestion des déchets de chantier, 10 %.", "Critères", "award_criterion", ("waste",)),
        (PRICES, "Prix", "", ()),
    )
    return [Example(f"{document}.pdf", *row) for document in range(4) for row in rows]


def test_segment_that_holds_a_labelled_provision_takes_its_label() -> None:
    held = label_segments("ccap.pdf", [make_segment(f"{WASTE} Il paie les frais.", page=3)], [LABEL])[0]
    assert (held.kind, held.themes, held.is_provision) == ("execution_condition", ("waste",), True)


def test_segment_that_lies_in_a_labelled_provision_takes_its_label() -> None:
    inside = make_segment("Le titulaire trie les déchets de chantier.", page=3)
    assert label_segments("ccap.pdf", [inside], [LABEL])[0].is_provision


@pytest.mark.parametrize(
    ("text", "page"), [(PRICES, 3), (WASTE, 12), ("Le titulaire remet.", 3)], ids=["other", "far page", "few words"]
)
def test_other_segments_are_no_provision(text: str, page: int) -> None:
    example = label_segments("ccap.pdf", [make_segment(text, page=page)], [LABEL])[0]
    assert (example.kind, example.themes, example.is_provision) == ("", (), False)


def test_page_does_not_count_where_the_format_has_none() -> None:
    assert label_segments("ccap.docx", [make_segment(WASTE, page=0)], [LABEL])[0].is_provision


def test_closest_of_several_labels_is_taken() -> None:
    other = {**LABEL, "text": "Le titulaire trie les déchets de bureau dans chaque étage.", "themes": ["energy"]}
    assert label_segments("ccap.pdf", [make_segment(WASTE, page=3)], [other, LABEL])[0].themes == ("waste",)


def test_every_provision_of_the_library_is_an_example() -> None:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    assert [(example.kind, example.themes) for example in library_examples([bundle])] == [
        ("execution_condition", ("insertion",)),
        ("award_criterion", ("insertion",)),
    ]
    assert all(example.weight < 1 for example in library_examples([bundle]))


def test_labels_are_read_by_document(tmp_path: Path) -> None:
    rows = [LABEL, {**LABEL, "doc": "rc.pdf"}, LABEL]
    (tmp_path / "provisions.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert {name: len(labels) for name, labels in read_provisions(tmp_path).items()} == {"ccap.pdf": 2, "rc.pdf": 1}


def test_trained_reader_tells_provisions_from_the_rest() -> None:
    waste, prices = train_meaning(examples()).classify([WASTE, PRICES], ["Déchets", "Prix"])
    assert waste.relevance > 0.5 > prices.relevance
    assert (waste.kind, waste.themes[0][0]) == (ProvisionKind.EXECUTION_CONDITION, "waste")


def test_training_is_deterministic() -> None:
    texts, titles = [WASTE, PRICES, INSERTION], ["Déchets", "Prix", ""]
    assert train_meaning(examples()).classify(texts, titles) == train_meaning(examples()).classify(texts, titles)


def test_saved_reader_answers_as_the_trained_one(tmp_path: Path) -> None:
    trained = train_meaning(examples())
    save_meaning(trained, tmp_path / MODEL_FILE)
    write_manifest(tmp_path, name="extraction", files=[MODEL_FILE], recipe={})
    loaded = SklearnMeaningClassifier.load(tmp_path)
    assert loaded.classify([WASTE], ["Déchets"]) == trained.classify([WASTE], ["Déchets"])
