"""Where sentences of French legal prose begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.language.sentences import sentence_pipeline, set_sentence_starts


def split(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in sentence_pipeline()(text).sents]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Vu l'article L. 2112-2 du code.", "Le titulaire agit."],
        ["Selon l'art. 16.1 du CCAG, il paie.", "Puis il part."],
        ["Décret n° 2021-1104 du 22 août 2021.", "Il s'applique."],
        ["M. Durand signe.", "Mme Dupont aussi."],
        ["Le taux est de 1.2 ou 3,5 %.", "Il monte."],
        ["Est-ce dû ?", "Oui !", "Fin…"],
        ["Il écrit « oui. »", "Puis il part."],
        ["Le CCAP le dit (voir p. 12.)", "Le CCTP le répète."],
        ["Voir p. 12.", "Le titulaire paie."],
        ["Le délai est de 12.", "Il court."],
        ["Le CCAP (art. 3).", "Le CCTP suit."],
        ["Vitres, sols, etc. sont lavés.", "Rien d'autre."],
        ["Les articles R. 2152-7 et L. 2152-7 s'appliquent. sans majuscule ici"],
        ["Cf. annexe 2."],
    ],
)
def test_text_is_split_at_full_stops_that_end_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_line_break_always_ends_a_sentence() -> None:
    assert split("Article 3\nle titulaire\n- trie\n- pèse") == ["Article 3", "le titulaire", "- trie", "- pèse"]


@pytest.mark.parametrize(
    ("words", "spaces", "starts"),
    [
        (["Il", "paie", ".", "Puis", "part", "."], [1, 0, 1, 1, 0, 0], [0, 3]),
        (["L", ".", "2112", "-", "2", "s'", "applique"], [0, 1, 0, 0, 1, 0, 0], [0]),
        (["taux", "1", ".", "2", "du", "CCAG"], [1, 0, 0, 1, 1, 0], [0]),
        (["oui", "!", "»", "Il", "part"], [0, 1, 1, 1, 0], [0, 3]),
        (["Objet", "\n", "le", "lot"], [0, 0, 1, 0], [0, 2]),
        ([".", "Il"], [1, 0], [0, 1]),
    ],
)
def test_starts_are_marked_on_any_tokens(words: list[str], spaces: list[int], starts: list[int]) -> None:
    from spacy.tokens import Doc

    doc = Doc(sentence_pipeline().vocab, words=words, spaces=[bool(space) for space in spaces])
    assert [token.i for token in set_sentence_starts(doc) if token.is_sent_start] == starts


@given(text=st.text(alphabet="aLé1. \n»?-(,", max_size=40))
def test_no_character_is_lost_between_sentences(text: str) -> None:
    doc = sentence_pipeline()(text)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_pipeline_is_made_once() -> None:
    assert sentence_pipeline() is sentence_pipeline()
