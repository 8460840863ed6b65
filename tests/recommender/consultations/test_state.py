"""Choices on a consultation: what they change, and how they are taken back."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from recommender.consultations.state import MAX_UNDO, Basket, Consultation, Edit
from recommender.domain.feedback import DismissalReason
from recommender.domain.needs import NeedRequest

CONSULTATION = Consultation("x" * 24, "", datetime(2026, 11, 27, tzinfo=UTC), NeedRequest("Nettoyage"), 2)
IDS = st.sampled_from(["tri", "insertion", "energie"])
CHOICES = st.lists(
    st.one_of(
        st.tuples(st.just("take"), IDS),
        st.tuples(st.just("leave"), IDS),
        st.tuples(st.just("aside"), IDS),
        st.tuples(st.just("edit"), IDS),
    ),
    max_size=12,
)


def apply(basket: Basket, choice: tuple[str, str]) -> Basket:
    action, id_ = choice
    if action == "take":
        return basket.take(id_)
    if action == "leave":
        return basket.leave(id_)
    if action == "aside":
        return basket.put_aside(id_, DismissalReason.UNCLEAR)
    return basket.edit(id_, Edit(level=3))


@given(CHOICES)
def test_a_bundle_is_never_taken_and_set_aside_at_once(choices: list[tuple[str, str]]) -> None:
    basket = Basket()
    for choice in choices:
        basket = apply(basket, choice)
        assert not set(basket.taken) & set(basket.set_aside)
        assert len(set(basket.taken)) == len(basket.taken)


@given(CHOICES)
def test_undo_walks_back_through_every_choice(choices: list[tuple[str, str]]) -> None:
    consultation, seen = CONSULTATION, []
    for choice in choices:
        changed = consultation.choose(apply(consultation.basket, choice))
        if changed != consultation:
            seen.append(consultation.basket)
        consultation = changed
    for basket in reversed(seen):
        consultation = consultation.undo()
        assert consultation.basket == basket
    assert consultation.undo() == consultation


def test_choices_are_remembered_up_to_a_bound() -> None:
    consultation = CONSULTATION
    for _ in range(MAX_UNDO):
        consultation = consultation.choose(consultation.basket.take("tri")).choose(Basket())
    assert len(consultation.past) == MAX_UNDO


def test_bundles_stay_in_the_order_taken() -> None:
    assert Basket().take("b").take("a").take("b").taken == ("b", "a")
