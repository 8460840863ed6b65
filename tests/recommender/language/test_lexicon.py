"""Expressions of themes found in French prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.language.lexicon import ExpressionIndex, ThemeExpressions, ThemeLexicon
from recommender.library.taxonomy import read_lexicon, read_taxonomy
from recommender.settings import Settings

LEXICON = ThemeLexicon(
    {
        "waste": ThemeExpressions(("bordereau suivi dechet", "tri selectif", "bsd="), ("benne",)),
        "environmental_management": ThemeExpressions(("environnement",), ("label",)),
    },
    masked=("environnement travail",),
)


def strong(text: str) -> list[str]:
    return [code for code, (count, _) in zip(LEXICON.codes, LEXICON.count(text), strict=True) if count]


@pytest.mark.parametrize(
    "text",
    [
        "Les bordereaux de suivi des déchets sont remis.",
        "BORDEREAUX DE SUIVI DE DECHETS",
        "bordereau mensuel de suivi des déchets",
        "Un tri\u00a0sélectif est mis en place.",
        "Remise du BSD.",
    ],
)
def test_inflected_accented_and_parted_words_are_found(text: str) -> None:
    assert strong(text) == ["waste"]


@pytest.mark.parametrize(
    "text", ["bordereau des prix", "Le tri. Un parcours sélectif est joint ; suivi", "BSDX", "tri\nsélectif"]
)
def test_other_words_other_lines_and_longer_words_are_not(text: str) -> None:
    assert strong(text) == []


def test_false_friends_are_taken_out_first() -> None:
    assert strong("L'environnement de travail numérique est fourni.") == []
    assert strong("Il protège l'environnement.") == ["environmental_management"]


def test_distinct_expressions_are_counted_once_each() -> None:
    text = "Tri sélectif, tri sélectif, BSD ; une benne, deux bennes"
    counts = dict(zip(LEXICON.codes, LEXICON.count(text), strict=True))
    assert counts["waste"] == (2, 2)


def test_no_expression_finds_nothing() -> None:
    assert list(ExpressionIndex([[]]).find("dechets")) == []


@given(st.text(max_size=400))
def test_any_text_is_counted(text: str) -> None:
    assert all(strong >= 0 and weak >= 0 for strong, weak in LEXICON.count(text))


def test_shipped_lexicon_has_expressions_for_every_theme(settings: Settings) -> None:
    lexicon = read_lexicon(settings.corpus_dir)
    assert set(lexicon.codes) == set(read_taxonomy(settings.corpus_dir).themes)
    assert all(lexicon.themes[code].strong for code in lexicon.codes)


@pytest.mark.parametrize("code", ["strong", "weak"])
def test_shipped_lexicon_names_no_expression_twice_in_a_theme(settings: Settings, code: str) -> None:
    for theme in read_lexicon(settings.corpus_dir).themes.values():
        expressions = getattr(theme, code)
        assert len(expressions) == len(set(expressions))
