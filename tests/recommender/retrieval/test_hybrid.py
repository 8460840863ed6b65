"""Bundles found by words and by meaning, on a real store and the encoder without weights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.domain.library import Bundle
from recommender.embedding.hashing import HashingEncoder
from recommender.retrieval.hybrid import HybridRetriever
from recommender.retrieval.indexing import make_encoded_text, make_lexical_entry
from recommender.storage.database import open_database
from recommender.storage.library_store import SqliteBundleStore
from tests.builders.library import make_bundle, make_taxonomy

TAXONOMY = make_taxonomy()
ENCODER = HashingEncoder()
CLEANING = make_bundle("a-nettoyage")
FURNITURE = make_bundle(
    "b-mobilier",
    title="Mobilier réemployé",
    purpose="Prolonger la vie des meubles.",
    fits="Aménagement de bureaux.",
    families=("furniture",),
    search_terms=("chaises", "bureaux", "armoires"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteBundleStore]:
    engine = open_database(f"sqlite:///{tmp_path / 'library.db'}")
    yield SqliteBundleStore(engine)
    engine.dispose()


def index(store: SqliteBundleStore, *bundles: Bundle, lexical_weight: float = 0.25) -> HybridRetriever:
    entries = [make_lexical_entry(b, themes=TAXONOMY.themes, families=TAXONOMY.families) for b in bundles]
    store.import_bundles(bundles, entries, version="v1")
    texts = [make_encoded_text(bundle, families=TAXONOMY.families) for bundle in bundles]
    if bundles:
        store.save_embeddings(ENCODER.name, [bundle.id for bundle in bundles], ENCODER.encode_documents(texts))
    return HybridRetriever(store, ENCODER, lexical_weight=lexical_weight)


def test_best_bundle_comes_first_with_its_ranks_and_scores(store: SqliteBundleStore) -> None:
    first, second = index(store, FURNITURE, CLEANING).retrieve("Nettoyage de l'école et vitrerie", top_k=5)
    assert (first.bundle, first.lexical_rank, first.dense_rank) == (CLEANING, 1, 1)
    assert first.lexical == 1
    assert second.lexical == 0
    assert -1 <= second.dense < first.dense <= 1
    assert (second.bundle, second.lexical_rank, second.dense_rank) == (FURNITURE, None, 2)
    assert first.score == pytest.approx(1.0)
    assert 0 <= second.score < first.score


def test_words_typed_without_accents_are_found(store: SqliteBundleStore) -> None:
    (first, _) = index(store, FURNITURE, CLEANING).retrieve("Mobilier reemploye", top_k=5)
    assert first.bundle == FURNITURE
    assert first.lexical_rank == 1


def test_equal_scores_are_ordered_by_id(store: SqliteBundleStore) -> None:
    twins = [make_bundle(id_) for id_ in ("c-trois", "a-un", "b-deux")]
    found = index(store, *twins).retrieve("nettoyage", top_k=2)
    assert [candidate.bundle.id for candidate in found] == ["a-un", "b-deux"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_bundle_that_is_not_published_is_never_found(store: SqliteBundleStore, status: str) -> None:
    retriever = index(store, FURNITURE, make_bundle("a-nettoyage", status=status))
    assert [candidate.bundle for candidate in retriever.retrieve("nettoyage", top_k=5)] == [FURNITURE]


def test_batch_gives_what_one_by_one_gives(store: SqliteBundleStore) -> None:
    retriever = index(store, FURNITURE, CLEANING)
    queries = ["nettoyage", "chaises et bureaux", "", "NOT AND \"'*"]
    for together, query in zip(retriever.retrieve_batch(queries, top_k=5), queries, strict=True):
        alone = retriever.retrieve(query, top_k=5)
        assert [found.bundle for found in together] == [found.bundle for found in alone]
        assert [found.score for found in together] == pytest.approx([found.score for found in alone], abs=1e-5)


def test_empty_library_finds_nothing(store: SqliteBundleStore) -> None:
    assert index(store).retrieve_batch(["nettoyage", "mobilier"], top_k=5) == [[], []]


def test_weight_decides_between_words_and_meaning(store: SqliteBundleStore) -> None:
    by_words = index(store, FURNITURE, CLEANING, lexical_weight=1.0).retrieve("vitrerie", top_k=2)
    assert [candidate.score for candidate in by_words] == [1.0, 0.0]
