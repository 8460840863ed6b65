"""What an organisation usually does with a bundle changes what it is worth there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.feedback import DismissalReason, FeedbackAction, FeedbackCount
from recommender.domain.needs import FamilyCandidate
from recommender.domain.recommendations import ReasonCode
from recommender.recommendation.habits import MIN_TOLD, Habits
from tests.builders.feedback import make_count, make_dismissal
from tests.builders.library import make_bundle, make_need

NEED = make_need()
BUNDLE = make_bundle()
VERSIONS = {BUNDLE.id: 1}
COUNTS = st.lists(
    st.builds(
        make_count,
        st.integers(1, 50),
        family=st.sampled_from(["cleaning", "furniture", None]),
        bundle_version=st.integers(1, 2),
        reason=st.sampled_from([None, *DismissalReason]),
    ),
    max_size=8,
)


def factor(*counts: FeedbackCount) -> float:
    return Habits.from_counts(counts, VERSIONS).factor(NEED, BUNDLE)


def test_nothing_said_changes_nothing() -> None:
    assert factor() == 1.0
    assert Habits().factor(NEED, BUNDLE) == 1.0


@given(counts=COUNTS)
def test_factor_is_bounded_whatever_is_said(counts: list[FeedbackCount]) -> None:
    assert 0.0 < factor(*counts) <= 4 / 3


@given(counts=COUNTS, more=st.integers(1, 20))
def test_keeping_never_lowers_and_dismissing_never_raises(counts: list[FeedbackCount], more: int) -> None:
    before = factor(*counts)
    assert factor(*counts, make_count(more)) >= before
    assert factor(*counts, make_dismissal(more)) <= before


@given(counts=COUNTS)
def test_order_of_the_counts_is_indifferent(counts: list[FeedbackCount]) -> None:
    assert factor(*counts) == pytest.approx(factor(*reversed(counts)))


def test_edited_bundle_counts_as_kept() -> None:
    assert factor(make_count(3, action=FeedbackAction.EDITED)) == factor(make_count(3)) > 1.0


@pytest.mark.parametrize("reason", [DismissalReason.ALREADY_PLANNED, DismissalReason.OTHER])
def test_dismissal_that_says_nothing_of_the_bundle_changes_nothing(reason: DismissalReason) -> None:
    assert factor(make_dismissal(9, reason)) == 1.0


@pytest.mark.parametrize(
    ("reason", "counts"),
    [
        (DismissalReason.TOO_DEMANDING, False),
        (DismissalReason.HARD_TO_CONTROL, False),
        (DismissalReason.UNCLEAR, False),
        (DismissalReason.LEGAL_DOUBT, False),
        (DismissalReason.OFF_TOPIC, True),
    ],
)
def test_text_rewritten_since_starts_anew_unless_its_subject_was_refused(reason: DismissalReason, counts: bool) -> None:
    assert (factor(make_dismissal(5, reason, bundle_version=0)) < 1.0) is counts
    assert factor(make_dismissal(5, reason)) < 1.0


def test_feedback_of_another_purchase_counts_less() -> None:
    assert factor(make_dismissal(4)) < factor(make_dismissal(4, family="furniture")) < 1.0


def test_other_bundles_are_left_alone() -> None:
    assert factor(make_dismissal(9, bundle_id="autre")) == 1.0


def test_reason_is_told_once_there_is_enough_to_tell() -> None:
    few = Habits.from_counts([make_count(MIN_TOLD - 1)], VERSIONS)
    assert few.reason(NEED, BUNDLE) is None
    enough = Habits.from_counts([make_count(MIN_TOLD - 1), make_dismissal(1)], VERSIONS)
    reason = enough.reason(NEED, BUNDLE)
    assert reason is not None
    assert (reason.code, reason.values) == (ReasonCode.KEPT_HERE, (str(MIN_TOLD - 1), str(MIN_TOLD)))


def test_most_often_dismissed_bundle_tells_the_commonest_reason() -> None:
    counts = [
        make_count(1),
        make_dismissal(2, DismissalReason.UNCLEAR),
        make_dismissal(3, DismissalReason.TOO_DEMANDING),
    ]
    reason = Habits.from_counts(counts, VERSIONS).reason(NEED, BUNDLE)
    assert reason is not None
    assert (reason.code, reason.values) == (ReasonCode.DISMISSED_HERE, ("5", "6", "too_demanding"))


def test_reason_speaks_of_this_purchase_alone() -> None:
    habits = Habits.from_counts([make_count(9)], VERSIONS)
    other = make_need(families=(FamilyCandidate("furniture", "Mobilier", 0.9),))
    assert habits.reason(other, BUNDLE) is None
    assert habits.reason(make_need(families=()), BUNDLE) is None
