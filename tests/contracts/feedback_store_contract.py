"""What every ``FeedbackStore`` does, whatever its database."""

from dataclasses import fields

import pytest

from recommender.domain.feedback import DismissalReason, Feedback, FeedbackAction, FeedbackCount, FeedbackStore
from tests.builders.feedback import make_count, make_dismissal, make_feedback

A, B = "Ville de Lille", "Métropole de Lyon"
DISMISSED = {"action": FeedbackAction.DISMISSED, "reason": DismissalReason.UNCLEAR}


class FeedbackStoreContract:
    """Counts what was recorded, by organisation, and forgets on demand."""

    def test_nothing_recorded_counts_nothing(self, store: FeedbackStore) -> None:
        assert store.count(A) == []

    def test_answers_that_ended_alike_are_counted_together(self, store: FeedbackStore) -> None:
        store.record(A, [make_feedback(answer_id="1"), make_feedback(answer_id="2")])
        store.record(A, [make_feedback(answer_id="3", **DISMISSED)])
        assert store.count(A) == [make_count(2), make_dismissal(1, DismissalReason.UNCLEAR)]

    @pytest.mark.parametrize(
        "change", [{"bundle_version": 2}, {"family": "furniture"}, {"family": None}, {"bundle_id": "autre"}]
    )
    def test_what_differs_is_counted_apart(self, store: FeedbackStore, change: dict[str, object]) -> None:
        store.record(A, [make_feedback(answer_id="1"), make_feedback(answer_id="2", **change)])
        counts = store.count(A)
        assert len(counts) == 2
        assert {count.answers for count in counts} == {1}

    def test_second_thought_replaces_the_first(self, store: FeedbackStore) -> None:
        store.record(A, [make_feedback()])
        store.record(A, [make_feedback(**DISMISSED)])
        assert store.count(A) == [make_dismissal(1, DismissalReason.UNCLEAR)]
        store.record(A, [make_feedback()])
        assert store.count(A) == [make_count(1)]

    def test_organisations_do_not_see_one_another(self, store: FeedbackStore) -> None:
        store.record(A, [make_feedback()])
        store.record(B, [make_feedback(**DISMISSED)])
        assert store.count(A) == [make_count(1)]
        assert store.forget(A) == 1
        assert store.count(A) == []
        assert store.count(B) == [make_dismissal(1, DismissalReason.UNCLEAR)]

    def test_failed_recording_keeps_nothing_of_it(self, store: FeedbackStore) -> None:
        unbindable = make_feedback(bundle_id="autre", level=object())
        with pytest.raises(Exception, match="type"):
            store.record(A, [make_feedback(), unbindable])
        assert store.count(A) == []

    def test_count_has_a_fixed_order(self, store: FeedbackStore) -> None:
        ids = ["c", "a", "b"]
        store.record(A, [make_feedback(bundle_id=id_) for id_ in ids])
        assert [count.bundle_id for count in store.count(A)] == sorted(ids)


def test_feedback_has_no_place_for_a_text() -> None:
    """Every kept value is a code, a number, an id or a day."""
    kept = {field.name for field in fields(Feedback)}
    assert kept == {"answer_id", "bundle_id", "bundle_version", "family", "level", "action", "reason", "day"}
    assert {field.name for field in fields(FeedbackCount)} - kept == {"answers"}
