"""French stems, the same for the index and the query."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.language.stemming import stem_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'entretien de l’école", "entretien école"),
        ("qu'elle nettoie d'anciennes écoles", "nettoie anciennes écoles"),
        ("lorsqu'un déchet", "déchet"),
        ("NETTOYAGE RENFORCÉ", "nettoyage renforcé"),
        ("la pose et le nettoyage dans les squares", "pose nettoyage squares"),
        ("marché de prestations relatif au mobilier", "mobilier"),
        ("main-d'œuvre", "main oeuvre"),
    ],
)
def test_elision_capitals_and_empty_words_change_nothing(one: str, other: str) -> None:
    assert stem_text(one) == stem_text(other)


@pytest.mark.parametrize("word", ["pénalités", "éloignées", "réemployés", "dératisation", "hygiène", "forêts"])
def test_word_typed_without_accents_meets_the_accented_one(word: str) -> None:
    folded = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    assert folded != word
    assert set(stem_text(folded)) & set(stem_text(word))


def test_decomposed_accents_do_not_cut_words() -> None:
    assert stem_text(unicodedata.normalize("NFD", "pénalités")) == stem_text("pénalités")


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem_text("école") == stem_text("écoles")
    assert set(stem_text("nettoyer")) & set(stem_text("nettoyée")) & set(stem_text("nettoyés"))


def test_apostrophe_within_a_word_is_kept_together() -> None:
    assert stem_text("aujourd'hui") == ["aujourdhui"]


@pytest.mark.parametrize("text", ["", " … ", "le la les", "l'", "à y"])
def test_text_without_content_has_no_stem(text: str) -> None:
    assert stem_text(text) == []


@given(text=st.text(max_size=60))
def test_stems_are_words_of_letters_and_digits(text: str) -> None:
    assert all(stem and not any(char.isspace() or char in "'\"" for char in stem) for stem in stem_text(text))
