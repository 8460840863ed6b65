"""Speed of suggestions, beside txtai and Haystack on the same library with the same encoder, all in one run.

    pip install -e '.[bench]'
    python -m benchmarks.recommend [--queries 100] [--part latency --part encoding --part cold --part growth]

``latency``: hybrid search, models loaded, one query at a time, the systems in turn; txtai and Haystack encode with
sentence-transformers, as they do by themselves, then with the exported encoder, so that the search alone differs.
``encoding``: texts a second of the exported encoder beside ``SentenceTransformer.encode``. ``cold``: a whole command in
a new process beside ``import sentence_transformers``. ``growth``: time and memory from 1,000 to 1,000,000 vectors.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.growth import measure_growth
from benchmarks.rivals import open_rivals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recommender.services import Services
    from recommender.settings import Settings

PARTS = ("latency", "encoding", "cold", "growth")
DEPTH = 10
COLD_ROUNDS = 5
ENCODED_TEXTS = 400


def time_once(action: Callable[[], object]) -> float:
    """Seconds one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def measure_latency(services: Services, settings: Settings, queries: Sequence[str]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile, in milliseconds, of each system."""
    from recommender.domain.needs import NeedRequest

    retriever = services.retriever()
    systems: dict[str, Callable[[str], object]] = {
        "clausier, recherche": lambda query: retriever.retrieve(query, top_k=DEPTH),
        "clausier, réponse entière": lambda query: services.advise(NeedRequest(text=query)),
        **open_rivals(services, settings, DEPTH),
    }
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for search in systems.values():
        search("mise en route de la mesure")
    for number, query in enumerate(queries):
        # The words differ at each call: nothing is found ready in a cache, ours included.
        for place, (name, search) in enumerate(systems.items()):
            asked = f"{query} {number}{place}"
            seconds[name].append(time_once(lambda: search(asked)))  # noqa: B023  (called at once)
    return {
        name: {"p50_ms": 1000 * median(times), "p95_ms": 1000 * float(np.quantile(times, 0.95))}
        for name, times in seconds.items()
    }


def measure_batch(services: Services, queries: Sequence[str]) -> dict[str, float]:
    """Whole answers a second, one after the other, as `--batch` gives them."""
    from recommender.domain.needs import NeedRequest

    seconds = time_once(lambda: [services.advise(NeedRequest(text=query)) for query in queries])
    return {"needs_per_second": len(queries) / seconds}


def measure_encoding(settings: Settings, texts: Sequence[str]) -> dict[str, float]:
    """Texts a second of both encoders, their ratio, and the smallest cosine between their vectors."""
    from sentence_transformers import SentenceTransformer

    from recommender.bootstrap import built_models_dir
    from recommender.embedding.registry import BUILT_IN, build_encoder

    folder = built_models_dir(settings)
    ours = build_encoder(BUILT_IN, built_models_dir=folder)
    theirs = SentenceTransformer(str(folder / BUILT_IN), device="cpu")
    prompted = [f"query: {text}" for text in texts]

    def encode_plainly() -> object:
        return theirs.encode(prompted, prompt="", show_progress_bar=False, normalize_embeddings=True)

    cosines = np.sum(ours.encode_queries(texts) * encode_plainly(), axis=1)
    rounds = [(time_once(lambda: ours.encode_queries(texts)), time_once(encode_plainly)) for _ in range(3)]
    own, plain = (len(texts) / median(times) for times in zip(*rounds, strict=True))
    return {
        "clausier_texts_per_second": own,
        "sentence_transformers_texts_per_second": plain,
        "ratio": own / plain,
        "min_cosine": float(cosines.min()),
    }


def measure_cold_start() -> dict[str, float]:
    """Seconds of a whole `clausier recommend` and of the import alone, each in a new process, in turn."""
    command = [
        sys.executable, "-c", "from recommender.cli import main; main()",
        "recommend", "--text", "Nettoyage des locaux de trois écoles", "--format", "json",
    ]  # fmt: skip
    importing = [sys.executable, "-c", "import sentence_transformers"]
    rounds = [(time_once(lambda: _run(command)), time_once(lambda: _run(importing))) for _ in range(COLD_ROUNDS)]
    own, theirs = (median(times) for times in zip(*rounds, strict=True))
    return {"recommend_seconds": own, "import_sentence_transformers_seconds": theirs, "ratio": own / theirs}


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def read_queries(settings: Settings, count: int) -> list[str]:
    """Needs invented for the project, published and hurried ones alike."""
    from recommender.training.need_labels import read_need_examples

    texts = [example.text for example in read_need_examples(settings.corpus_dir, [])]
    return [texts[place] for place in np.random.default_rng(0).permutation(len(texts))[:count]]


def show(results: Mapping[str, Mapping[str, object]]) -> None:
    """One table a part."""
    for part, rows in results.items():
        print(f"\n{part}")
        for name, value in rows.items():
            shown = (
                ", ".join(f"{key} {number:.4g}" for key, number in value.items())
                if isinstance(value, dict)
                else (f"{value:.4g}")
            )
            print(f"  {name:42} {shown}")


def main() -> None:
    """Measure the parts asked for; all of them by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=100, help="besoins posés (100)")
    parser.add_argument("--part", action="append", choices=PARTS, help="partie à mesurer ; toutes par défaut")
    parser.add_argument("--json", action="store_true", help="écrit les mesures en JSON")
    arguments = parser.parse_args()
    parts = arguments.part or PARTS

    from recommender.bootstrap import build_services
    from recommender.settings import load_settings

    settings = replace(load_settings(os.environ), top_k=DEPTH)
    services = build_services(settings)
    services.warm_up()
    queries = read_queries(settings, arguments.queries)
    results: dict[str, Mapping[str, object]] = {}
    if "latency" in parts:
        results["latency"] = measure_latency(services, settings, queries)
        results["batch"] = measure_batch(services, queries)
    if "encoding" in parts:
        results["encoding"] = measure_encoding(settings, read_queries(settings, ENCODED_TEXTS))
    if "cold" in parts:
        results["cold"] = measure_cold_start()
    if "growth" in parts:
        results["growth"] = measure_growth(services, queries, DEPTH)
    services.reader.close()
    print(json.dumps(results, ensure_ascii=False, indent=1)) if arguments.json else show(results)


if __name__ == "__main__":
    main()
