"""Families of provisions that say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from recommender.curation.likeness import LEAST_LIKENESS, Family, choose_preferred, find_families, fold_wording
from recommender.embedding.hashing import HashingEncoder

INSERTION = "Le titulaire réserve au moins 5 % des heures travaillées du marché à des personnes éloignées de l'emploi."
WASTE = "Les déchets du chantier sont triés à la source et leurs bordereaux de suivi sont remis chaque mois."
PAPER = "Le papier fourni est entièrement recyclé et porte un écolabel de type I ou équivalent."
POOL = (
    INSERTION,
    INSERTION.replace("5 %", "10 %"),
    INSERTION.replace("5 %", "5\u202f%").replace("'", "’"),
    INSERTION.replace("travaillées du marché", "travaillées au titre du marché"),
    WASTE,
    WASTE.replace("chaque mois", "chaque trimestre"),
    WASTE.upper(),
    PAPER,
    "Article 3",
    "Article 4",
    "",
    "5 %",
)


def find(*texts: str) -> list[Family]:
    return find_families(texts, HashingEncoder().encode_documents(texts))


def is_like(one: str, other: str) -> bool:
    return (
        max(fuzz.ratio(one.lower(), other.lower()), fuzz.token_sort_ratio(one.lower(), other.lower())) >= LEAST_LIKENESS
    )


def test_no_text_makes_no_family() -> None:
    assert find() == []


def test_one_vector_a_text_is_asked_for() -> None:
    with pytest.raises(ValueError, match="2 texts, 1 vectors"):
        find_families([PAPER, WASTE], HashingEncoder().encode_documents([PAPER]))


def test_texts_that_say_other_things_are_alone_each_in_its_family() -> None:
    assert [family.members for family in find(INSERTION, WASTE, PAPER)] == [(0,), (1,), (2,)]


def test_families_come_in_the_order_of_their_first_members() -> None:
    found = find(PAPER, WASTE, INSERTION, WASTE.replace("mois", "trimestre"), PAPER)
    assert [family.members for family in found] == [(0, 4), (1, 3), (2,)]


def test_figures_part_wordings_and_not_families() -> None:
    (family,) = find(INSERTION, INSERTION.replace("5 %", "10 %"), INSERTION.replace("5 %", "5\u00a0%"))
    assert family.wordings == ((0, 2), (1,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'acheteur verse 1 500,50 €.", "L’ACHETEUR  verse 1\u202f500,50\u00a0€"),
        ("« Bilan » – annuel ;", '"bilan" - annuel'),
        ("Part : 5% du marché", "Part : 5 % du marche"),
    ],
)
def test_spaces_accents_and_typography_make_no_other_wording(one: str, other: str) -> None:
    assert fold_wording(one) == fold_wording(other)


def test_words_in_another_order_are_like() -> None:
    moved = "À des personnes éloignées de l'emploi, le titulaire réserve au moins 5 % des heures travaillées du marché."
    assert [family.members for family in find(INSERTION, moved)] == [(0, 1)]


def test_neighbours_by_vector_are_verified_on_their_words() -> None:
    vectors = np.tile(np.array([1.0, 0.0], dtype=np.float32), (2, 1))
    assert [family.members for family in find_families([INSERTION, PAPER], vectors)] == [(0,), (1,)]


def test_a_chain_of_small_changes_is_cut_where_the_end_is_no_longer_like_the_middle() -> None:
    words = [f"mot{chr(97 + place)}" for place in range(20)]
    texts = [
        " ".join([w.upper()[::-1] + "xyz" if place < step else w for place, w in enumerate(words)])
        for step in range(12)
    ]
    vectors = np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))
    families = find_families(texts, vectors)
    assert len(families) > 1
    for family in families:
        assert all(is_like(texts[family.preferred], texts[member]) for member in family.members)
    assert sorted(index for family in families for index in family.members) == list(range(len(texts)))


def test_the_preferred_member_is_the_closest_to_all_others() -> None:
    texts = [WASTE.replace("chaque mois", "chaque mois à l'acheteur"), WASTE, WASTE.replace("du chantier ", "")]
    (family,) = find(*texts)
    assert family.preferred == 1


def test_the_preferred_member_has_the_most_frequent_figure() -> None:
    (family,) = find(INSERTION.replace("5 %", "20 %"), INSERTION, INSERTION)
    assert family.preferred == 1


def test_of_two_members_the_longer_is_preferred_then_the_first() -> None:
    assert choose_preferred([WASTE, WASTE.replace("chaque mois", "chaque trimestre")]) == 1
    assert choose_preferred([WASTE, WASTE]) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL) | st.text(max_size=30), max_size=12))
def test_families_part_the_texts(texts: list[str]) -> None:
    families = find(*texts)
    assert sorted(index for family in families for index in family.members) == list(range(len(texts)))
    for family in families:
        assert family.preferred in family.members
        assert sorted(index for group in family.wordings for index in group) == list(family.members)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(POOL), max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_the_texts_makes_no_other_families(texts: list[str], random) -> None:
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = find(*(texts[index] for index in order))
    back = sorted(tuple(sorted(order[place] for place in family.members)) for family in shuffled)
    assert back == sorted(family.members for family in find(*texts))
