"""Hybrid search as one would write it with txtai and with Haystack, on the texts that we index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from recommender.bootstrap import built_models_dir
from recommender.embedding.registry import BUILT_IN, build_encoder
from recommender.retrieval.indexing import make_encoded_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recommender.services import Services
    from recommender.settings import Settings

    Encode = Callable[[Sequence[str]], Any]
    Search = Callable[[str], object]

PROMPTS = {"query": "query: ", "data": "passage: "}


def open_rivals(services: Services, settings: Settings, depth: int) -> dict[str, Search]:
    """Four searches: each library with its own way to encode, then with the exported encoder."""
    folder = built_models_dir(settings)
    bundles = services.retriever().bundles
    texts = [make_encoded_text(bundle, families=services.taxonomy.families) for bundle in bundles]
    encoder = build_encoder(BUILT_IN, built_models_dir=folder)
    plain = _load_plainly(str(folder / BUILT_IN))
    vectors = encoder.encode_documents(texts)
    return {
        "txtai": _open_txtai({"path": str(folder / BUILT_IN), "instructions": PROMPTS}, texts, depth),
        "haystack": _open_haystack(plain, texts, vectors, depth),
        "txtai, même encodeur exporté": _open_txtai(
            {"method": "external", "transform": lambda asked: encoder.encode_queries(asked)}, texts, depth
        ),
        "haystack, même encodeur exporté": _open_haystack(encoder.encode_queries, texts, vectors, depth),
    }


def _load_plainly(folder: str) -> Encode:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu")

    def encode(texts: Sequence[str]) -> Any:
        prompted = [f"query: {text}" for text in texts]
        return model.encode(prompted, prompt="", show_progress_bar=False, normalize_embeddings=True)

    return encode


def _open_txtai(options: dict[str, Any], texts: Sequence[str], depth: int) -> Search:
    from txtai import Embeddings

    embeddings = Embeddings(hybrid=True, gpu=False, **options)
    embeddings.index(list(enumerate(texts)))
    return lambda query: embeddings.search(query, depth)


def _open_haystack(encode: Encode, texts: Sequence[str], vectors: Any, depth: int) -> Search:
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    from haystack import Document, Pipeline, component
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    @component
    class TextEmbedder:
        """The embedder of the pipeline: Haystack's own for this model is a package apart, and does the same."""

        @component.output_types(embedding=list[float])
        def run(self, text: str) -> dict[str, list[float]]:
            return {"embedding": encode([text])[0].tolist()}

    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    store.write_documents(
        [Document(content=text, embedding=vector.tolist()) for text, vector in zip(texts, vectors, strict=True)]
    )
    pipeline = Pipeline()
    pipeline.add_component("embedder", TextEmbedder())
    pipeline.add_component("meaning", InMemoryEmbeddingRetriever(store, top_k=depth))
    pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=depth))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=depth))
    pipeline.connect("embedder.embedding", "meaning.query_embedding")
    pipeline.connect("meaning", "joiner")
    pipeline.connect("words", "joiner")
    return lambda query: pipeline.run({"embedder": {"text": query}, "words": {"query": query}})
