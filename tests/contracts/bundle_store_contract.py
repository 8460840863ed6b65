"""What every ``BundleStore`` does, whatever its database."""

from dataclasses import replace

import numpy as np
import pytest

from recommender.domain.library import Bundle
from recommender.domain.store import BundleStore, ImportReport
from tests.builders.library import make_award_criterion, make_bundle, make_entry, make_provision

A = make_bundle("a-nettoyage", provisions=(make_provision(), make_award_criterion()), min_amount_eur=40_000.0)
B = make_bundle("b-mobilier", title="Mobilier réemployé")
C = make_bundle("c-voirie")


def fill(store: BundleStore, *bundles: Bundle, version: str = "v1") -> ImportReport:
    """Import bundles, each found by its title's last word and by the stem "commun"."""
    entries = [make_entry(b.id, terms="commun", title=b.title.split()[-1].lower()) for b in bundles]
    return store.import_bundles(bundles, entries, version=version)


def rows(*numbers: float) -> "np.ndarray":
    """One two-dimensional vector a number."""
    return np.array([[number, 1.0] for number in numbers], dtype=np.float32)


class ImportContract:
    """Importing makes the store equal to what is given."""

    def test_new_store_is_empty(self, store: BundleStore) -> None:
        assert store.corpus_version() is None
        assert store.list_bundles() == []
        assert store.search_stems(["commun"], limit=5) == []

    def test_bundles_come_back_whole_and_ordered_by_id(self, store: BundleStore) -> None:
        assert fill(store, C, A, B) == ImportReport(added=3, updated=0, removed=0, unchanged=0)
        assert store.list_bundles() == [A, B, C]
        assert store.corpus_version() == "v1"

    def test_importing_the_same_content_again_changes_nothing(self, store: BundleStore) -> None:
        fill(store, A, B)
        report = fill(store, A, B)
        assert report == ImportReport(added=0, updated=0, removed=0, unchanged=2)
        assert report.is_empty
        assert [hit.bundle_id for hit in store.search_stems(["commun"], limit=5)] == [A.id, B.id]

    def test_changed_content_replaces_the_bundle(self, store: BundleStore) -> None:
        fill(store, A, B)
        changed = replace(B, title="Mobilier loué", content_sha256="other")
        assert fill(store, A, changed, version="v2") == ImportReport(added=0, updated=1, removed=0, unchanged=1)
        assert store.list_bundles() == [A, changed]
        assert store.corpus_version() == "v2"

    def test_bundle_left_out_is_removed_with_its_vectors_and_stems(self, store: BundleStore) -> None:
        fill(store, A, B)
        store.save_embeddings("e", [A.id, B.id], rows(1, 2))
        assert fill(store, A).removed == 1
        assert store.list_bundles() == [A]
        assert store.load_embeddings("e")[0] == [A.id]
        assert [hit.bundle_id for hit in store.search_stems(["commun"], limit=5)] == [A.id]


class EmbeddingContract:
    """Vectors belong to one encoder and one content."""

    def test_missing_are_those_without_a_vector_in_order(self, store: BundleStore) -> None:
        fill(store, C, A, B)
        store.save_embeddings("e", [B.id], rows(2))
        assert store.missing_embeddings("e") == [A.id, C.id]

    def test_content_change_makes_the_vector_missing_and_unseen(self, store: BundleStore) -> None:
        fill(store, A, B)
        store.save_embeddings("e", [A.id, B.id], rows(1, 2))
        fill(store, A, replace(B, content_sha256="other"))
        assert store.missing_embeddings("e") == [B.id]
        assert store.load_embeddings("e")[0] == [A.id]

    def test_saving_again_replaces_the_vector(self, store: BundleStore) -> None:
        fill(store, A)
        store.save_embeddings("e", [A.id], rows(1))
        store.save_embeddings("e", [A.id], rows(7))
        assert store.load_embeddings("e")[1].tolist() == [[7.0, 1.0]]

    def test_vectors_come_back_exact_and_ordered_by_id(self, store: BundleStore) -> None:
        fill(store, A, B, C)
        vectors = np.random.default_rng(0).normal(size=(3, 8)).astype(np.float32)
        store.save_embeddings("e", [C.id, A.id, B.id], vectors)
        ids, loaded = store.load_embeddings("e")
        assert ids == [A.id, B.id, C.id]
        assert loaded.dtype == np.float32
        assert np.array_equal(loaded, vectors[[1, 2, 0]])

    def test_vectors_of_two_encoders_are_never_mixed(self, store: BundleStore) -> None:
        fill(store, A, B)
        store.save_embeddings("e", [A.id, B.id], rows(1, 2))
        store.save_embeddings("other", [B.id], rows(9))
        assert store.load_embeddings("other")[0] == [B.id]
        assert store.missing_embeddings("other") == [A.id]
        assert store.load_embeddings("e")[1].tolist() == [[1.0, 1.0], [2.0, 1.0]]

    def test_no_vector_at_all_gives_no_row(self, store: BundleStore) -> None:
        ids, vectors = store.load_embeddings("unknown")
        assert ids == []
        assert len(vectors) == 0


class SearchContract:
    """Search is by stems, best first."""

    def test_no_stem_finds_nothing(self, store: BundleStore) -> None:
        fill(store, A)
        assert store.search_stems([], limit=5) == []

    def test_any_stem_is_enough(self, store: BundleStore) -> None:
        store.import_bundles(
            [A, B, C],
            [make_entry(A.id, body="balai"), make_entry(B.id, body="chais"), make_entry(C.id, body="route")],
            version="v1",
        )
        assert {hit.bundle_id for hit in store.search_stems(["balai", "route", "absent"], limit=5)} == {A.id, C.id}

    def test_equal_scores_are_ordered_by_id(self, store: BundleStore) -> None:
        entries = [make_entry(bundle.id, terms="commun") for bundle in (C, B, A)]
        store.import_bundles([C, B, A], entries, version="v1")
        assert [hit.bundle_id for hit in store.search_stems(["commun"], limit=5)] == [A.id, B.id, C.id]

    def test_purchase_terms_weigh_more_than_the_body(self, store: BundleStore) -> None:
        entries = [make_entry(A.id, body="balai"), make_entry(B.id, terms="balai"), make_entry(C.id, body="route")]
        store.import_bundles([A, B, C], entries, version="v1")
        first, second = store.search_stems(["balai"], limit=5)
        assert (first.bundle_id, second.bundle_id) == (B.id, A.id)
        assert first.score > second.score

    def test_limit_keeps_the_best(self, store: BundleStore) -> None:
        fill(store, A, B, C)
        assert [hit.bundle_id for hit in store.search_stems(["commun"], limit=2)] == [A.id, B.id]

    @pytest.mark.parametrize("stem", ["not", "near", "and", "or", "nettoyage*x", "title"])
    def test_operators_of_the_query_language_are_plain_words(self, store: BundleStore, stem: str) -> None:
        fill(store, A)
        assert store.search_stems([stem], limit=5) == []


class BundleStoreContract(ImportContract, EmbeddingContract, SearchContract):
    """Subclass it with the fixture ``store``, an empty store."""
