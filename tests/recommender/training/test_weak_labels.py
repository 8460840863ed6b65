"""Texts of published notices, labelled by the expressions they hold."""

from pathlib import Path

from recommender.domain.vocabulary import ProvisionKind
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon
from recommender.training.weak_labels import (
    CONDITIONS_FILE,
    CRITERIA_FILE,
    WEAK_WEIGHT,
    label_texts,
    read_weak_documents,
)

LEXICON = ThemeLexicon(
    {"waste": ThemeExpressions(("dechet",), ()), "insertion": ThemeExpressions(("insertion",), ("emploi",))}, ()
)
CONDITION = ProvisionKind.EXECUTION_CONDITION


def test_text_with_a_strong_expression_is_a_provision_of_its_themes() -> None:
    document = label_texts(
        "avis",
        ["Tri des déchets, déchets et clause d'insertion", "Délai de six mois"],
        LEXICON,
        title="T",
        kind=CONDITION,
    )
    found, other = document.examples
    assert (found.kind, set(found.themes), found.binds) == (CONDITION, {"waste", "insertion"}, True)
    assert not other.is_relevant


def test_weak_expression_alone_makes_no_provision() -> None:
    (example,) = label_texts("avis", ["Retour à l'emploi"], LEXICON, title="T", kind=CONDITION).examples
    assert not example.is_relevant


def test_same_text_counts_once_and_little() -> None:
    document = label_texts("avis", ["Prix", "Prix"], LEXICON, title="T", kind=CONDITION)
    assert len(document.examples) == 1
    assert document.weight == WEAK_WEIGHT
    assert not document.is_whole


def test_files_that_are_there_are_read(tmp_path: Path) -> None:
    assert read_weak_documents(tmp_path, LEXICON) == []
    for name, column in ((CONDITIONS_FILE, "conditions_particulieres"), (CRITERIA_FILE, "CRITERE")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f'numero,{column}\n1,"Tri des déchets"\n2,\n', encoding="utf-8")
    conditions, criteria = read_weak_documents(tmp_path, LEXICON)
    assert [example.kind for example in conditions.examples] == [CONDITION]
    assert [example.kind for example in criteria.examples] == [ProvisionKind.AWARD_CRITERION]
