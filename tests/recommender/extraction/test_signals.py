"""What is measured of the passages of a document before anything is learnt."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.classifiers import Passage
from recommender.extraction.signals import (
    average_by_article,
    average_neighbours,
    count_passages,
    measure_passages,
    measure_themes,
)
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon

LEXICON = ThemeLexicon({"waste": ThemeExpressions(("dechet",), ("benne",))}, ())
TITLED = st.builds(Passage, st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3).map(tuple))


def measure(passages: list[Passage]) -> np.ndarray:
    return measure_passages(passages, count_passages(LEXICON, passages))


def test_text_title_and_titles_above_are_told_apart() -> None:
    passages = [
        Passage("Tri des déchets", ("Prix", "Délais")),
        Passage("Prix fermes", ("Prix", "Déchets")),
        Passage("Prix fermes", ("Déchets", "Délais")),
    ]
    strong = measure_themes(count_passages(LEXICON, passages))[:, ::2] > 0
    assert strong.tolist() == [[True, False, False], [False, True, False], [False, False, True]]


def test_neighbours_are_averaged_without_the_passage_itself() -> None:
    values = np.array([[1.0], [2.0], [6.0]])
    assert average_neighbours(values, 1).ravel().tolist() == [2.0, 3.5, 2.0]
    assert average_neighbours(values, 5).ravel().tolist() == [4.0, 3.5, 1.5]


def test_passages_of_an_article_shed_light_on_one_another_only() -> None:
    passages = [Passage("a", ("Déchets",)), Passage("b", ("Déchets",)), Passage("c", ("Prix",))]
    assert average_by_article(passages, np.array([[1.0], [3.0], [9.0]])).ravel().tolist() == [3.0, 1.0, 0.0]


@given(st.lists(TITLED, min_size=1, max_size=6))
def test_every_passage_has_one_row_of_finite_signals(passages: list[Passage]) -> None:
    counts = count_passages(LEXICON, passages)
    signals, themes = measure_passages(passages, counts), measure_themes(counts)
    assert len(signals) == len(themes) == len(passages)
    assert np.isfinite(signals).all()
    assert np.isfinite(themes).all()


def test_role_that_a_title_names_is_told_of_the_title_and_of_those_above() -> None:
    bare, titled, below = (
        measure([Passage("Prix fermes", titles)]) for titles in (("Divers",), ("Pénalités",), ("Pénalités", "Divers"))
    )
    assert np.count_nonzero(titled != bare) == 1
    assert np.count_nonzero(below != bare) == 1
    assert not np.array_equal(titled, below)
