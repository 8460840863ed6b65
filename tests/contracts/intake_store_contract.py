"""What every ``IntakeStore`` does, whatever its database."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from recommender.domain.intake import IntakeState, IntakeStore
from tests.builders.intake import PROBLEM, PROVENANCE, make_extract, make_received


class IntakeStoreContract:
    """Each content once, each reading once, nothing lost."""

    def test_new_store_holds_nothing(self, store: IntakeStore) -> None:
        assert store.list_documents() == []
        assert store.claim() is None
        assert store.count_states() == dict.fromkeys(IntakeState, 0)
        assert list(store.iterate_extracts()) == []

    def test_documents_keep_their_order_and_their_provenance(self, store: IntakeStore) -> None:
        assert store.receive([make_received("b"), make_received("a")]) == ["b", "a"]
        documents = store.list_documents()
        assert [one.received.content_sha256 for one in documents] == ["b", "a"]
        assert documents[0].received.provenance == PROVENANCE
        assert {one.state for one in documents} == {IntakeState.WAITING}

    def test_known_content_is_received_once_whatever_its_name(self, store: IntakeStore) -> None:
        store.receive([make_received("a")])
        assert store.receive([make_received("a", name="autre.pdf"), make_received("b")]) == ["b"]
        assert [one.received.name for one in store.list_documents()] == ["a.txt", "b.txt"]

    def test_refused_row_leaves_none_of_its_batch(self, store: IntakeStore) -> None:
        with pytest.raises(Exception, match="type"):
            store.receive([make_received("a"), make_received("b", name=object())])
        assert store.list_documents() == []

    def test_each_document_is_claimed_once_even_by_many_at_once(self, store: IntakeStore) -> None:
        store.receive([make_received(f"{number:03d}") for number in range(60)])
        with ThreadPoolExecutor(8) as threads:
            claimed = list(threads.map(lambda _: store.claim(), range(80)))
        names = [one.received.content_sha256 for one in claimed if one is not None]
        assert sorted(names) == [f"{number:03d}" for number in range(60)]

    def test_claim_takes_the_first_received(self, store: IntakeStore) -> None:
        store.receive([make_received("b"), make_received("a")])
        first = store.claim()
        assert first is not None
        assert (first.received.content_sha256, first.state, first.attempts) == ("b", IntakeState.READING, 1)

    def test_extracts_come_back_as_they_were_found(self, store: IntakeStore) -> None:
        found = [make_extract("a"), make_extract("a", 1, bbox=None, article=None, themes=("waste", "insertion"))]
        store.receive([make_received("a")])
        store.claim()
        store.finish("a", found, model_version="m")
        assert list(store.iterate_extracts()) == found
        assert [(one.state, one.extracts) for one in store.list_documents()] == [(IntakeState.DONE, 2)]

    def test_second_reading_replaces_the_first(self, store: IntakeStore) -> None:
        store.receive([make_received("a")])
        store.finish("a", [make_extract("a"), make_extract("a", 1)], model_version="m")
        store.finish("a", [make_extract("a", text="Autre texte.")], model_version="n")
        assert [one.text for one in store.iterate_extracts()] == ["Autre texte."]

    def test_failure_says_why_and_can_be_tried_again(self, store: IntakeStore) -> None:
        store.receive([make_received("a")])
        store.claim()
        store.fail("a", PROBLEM)
        assert [(one.state, one.problem) for one in store.list_documents()] == [(IntakeState.FAILED, PROBLEM)]
        assert store.claim() is None
        assert store.requeue_failed() == 1
        again = store.claim()
        assert again is not None
        assert (again.attempts, again.problem) == (1, None)

    def test_interrupted_reading_waits_again_but_not_for_ever(self, store: IntakeStore) -> None:
        store.receive([make_received("a"), make_received("b")])
        for _ in range(2):
            store.claim()
            assert store.requeue_interrupted(max_attempts=3, problem=PROBLEM) == 1
        store.claim()
        assert store.requeue_interrupted(max_attempts=3, problem=PROBLEM) == 0
        assert [one.state for one in store.list_documents()] == [IntakeState.FAILED, IntakeState.WAITING]

    def test_what_is_done_is_not_read_again_after_an_interruption(self, store: IntakeStore) -> None:
        store.receive([make_received("a")])
        store.claim()
        store.finish("a", [make_extract("a")], model_version="m")
        assert store.requeue_interrupted(max_attempts=3, problem=PROBLEM) == 0
        assert store.claim() is None
