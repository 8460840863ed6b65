"""The text forms every stage agrees on."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.text import fold_accents, squeeze_spaces


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Pénalités", "penalites"), ("L’ŒUVRE", "l'oeuvre"), ("e\u0301cole", "ecole"), ("ÇÀ", "ca")],
)
def test_folding_removes_accents_and_capitals(text: str, folded: str) -> None:
    assert fold_accents(text) == folded


@given(text=st.text(max_size=40))
def test_folding_does_not_depend_on_the_composition_of_accents(text: str) -> None:
    assert fold_accents(unicodedata.normalize("NFD", text)) == fold_accents(unicodedata.normalize("NFC", text))


@given(text=st.text(max_size=40))
def test_squeezing_twice_changes_nothing_more(text: str) -> None:
    once = squeeze_spaces(text)
    assert squeeze_spaces(once) == once
    assert once == once.strip()
    assert "  " not in once
