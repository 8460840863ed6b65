"""What the trained reader reads of passages: shapes, neighbours, articles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.classifiers import Passage
from recommender.extraction.meaning import LEAST_VOTE, agree_by_article, leave_plans_their_own, to_logits
from recommender.extraction.meaning_features import (
    KINDS,
    FirstReading,
    describe_context,
    measure,
    title_features,
    word_features,
)
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon

LEXICON = ThemeLexicon({"waste": ThemeExpressions(("dechet",), ("benne",))}, ())
PASSAGES = (
    Passage("Les déchets sont triés.", ("Chantier", "Déchets")),
    Passage("Les bennes sont fournies.", ("Chantier", "Déchets")),
    Passage("Les prix sont fermes.", ("Prix",)),
)


def reading(*logits: float) -> FirstReading:
    column = np.array(logits)[:, None]
    return FirstReading(np.repeat(column, 3, axis=1), np.full((len(logits), len(KINDS)), 1 / len(KINDS)))


def test_kinds_leave_information_to_other_models() -> None:
    assert "information" not in KINDS
    assert "execution_condition" in KINDS


def test_a_row_a_passage() -> None:
    measures = measure(LEXICON, PASSAGES)
    assert len(measures.words) == len(measures.titles) == len(measures.signals) == len(measures.themes) == 3
    assert describe_context(PASSAGES, reading(1.0, 2.0, 3.0), measures.signals).shape[0] == 3


def test_context_of_a_passage_changes_with_its_neighbours_only() -> None:
    signals = np.zeros((3, 2))
    before = describe_context(PASSAGES, reading(1.0, 0.0, 0.0), signals)
    after = describe_context(PASSAGES, reading(5.0, 0.0, 0.0), signals)
    assert not np.array_equal(before[1], after[1])


def test_lone_passage_has_no_neighbours() -> None:
    context = describe_context(PASSAGES[:1], reading(4.0), np.zeros((1, 2)))
    assert np.isfinite(context).all()
    assert context[0, 3:13].tolist() == [0.0] * 10


def test_kinds_agree_within_an_article() -> None:
    kinds = np.full((3, len(KINDS)), 0.01)
    kinds[0, 0], kinds[1, 1], kinds[2, 1] = 0.9, 0.05, 0.9
    kinds /= kinds.sum(axis=1, keepdims=True)
    agreed = agree_by_article(PASSAGES, kinds, np.array([1.0, 1.0, 1.0]))
    assert agreed.sum(axis=1) == pytest.approx(np.ones(3))
    assert agreed[1, 0] > kinds[1, 0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_votes_become_finite_log_odds_in_the_same_order(votes: list[float]) -> None:
    logits = to_logits(np.array(votes))[:, 0]
    assert np.isfinite(logits).all()
    kept = np.clip(votes, LEAST_VOTE, 1 - LEAST_VOTE)
    assert np.array_equal(np.argsort(kept, kind="stable"), np.argsort(logits, kind="stable"))


def test_words_and_titles_are_stems_the_titles_above_marked_apart() -> None:
    assert word_features(Passage("Les déchets")) == word_features(Passage("déchet"))
    assert title_features(Passage("", ("Chantier", "Déchets"), "CCTP")).split()[-1].startswith("plus_haut_")


def test_type_of_the_document_is_told_once() -> None:
    types = measure(LEXICON, [Passage("Prix", doc_type="CCAP"), Passage("Prix", doc_type="inconnu")]).types
    assert types.sum(axis=1).tolist() == [1.0, 0.0]


def test_pieces_of_a_contract_set_no_objective_of_a_plan() -> None:
    passages = [Passage("Le papier est recyclé.", doc_type=doc_type) for doc_type in ("CCAP", "SPASER", "other", "")]
    kept = leave_plans_their_own(passages, np.full((4, len(KINDS)), 0.1))
    assert kept[:, KINDS.index("spaser_objective")].tolist() == [0.0, 0.1, 0.1, 0.0]
    assert kept.sum() == pytest.approx(0.1 * (4 * len(KINDS) - 2))
