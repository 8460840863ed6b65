"""Labelled provisions + the library's own texts → the reader of segments."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recommender.domain.extraction import Segment
from recommender.domain.library import Bundle
from recommender.extraction.meaning import SklearnMeaningClassifier, make_features
from recommender.language.stemming import stem_text

# Share of a provision's words that a segment must hold, or the reverse, for the label to be its own.
MIN_OVERLAP = 0.6
# Library texts are all provisions: fewer of them than real segments keeps the balance of real documents.
LIBRARY_WEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Example:
    """One training text. ``kind`` and ``themes`` are empty for a text that is no provision."""

    document: str
    text: str
    context: str
    kind: str
    themes: tuple[str, ...]
    weight: float = 1.0

    @property
    def is_provision(self) -> bool:
        """Whether the text is a social or environmental provision, a mere reminder included."""
        return bool(self.themes)


def read_provisions(labels: Path) -> dict[str, list[dict[str, Any]]]:
    """Labelled provisions by document, from a folder with ``provisions.jsonl``."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for line in (labels / "provisions.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            by_document.setdefault(row["doc"], []).append(row)
    return by_document


def label_segments(name: str, segments: Iterable[Segment], provisions: Sequence[dict[str, Any]]) -> list[Example]:
    """Every segment of a labelled document, with the label of the provision it holds or lies in."""
    labelled = [(frozenset(stem_text(row["text"])), row) for row in provisions]
    examples: list[Example] = []
    for segment in segments:
        row = _matching_label(segment, labelled)
        kind, themes = (row["kind"], tuple(row["themes"])) if row else ("", ())
        examples.append(Example(name, segment.text, segment.heading or "", kind, themes))
    return examples


def _matching_label(
    segment: Segment, labelled: Sequence[tuple[frozenset[str], dict[str, Any]]]
) -> dict[str, Any] | None:
    stems = frozenset(stem_text(segment.text))
    best, best_share = None, MIN_OVERLAP
    for label_stems, row in labelled:
        if row.get("page") and segment.page and abs(row["page"] - segment.page) > 1:
            continue
        shared = len(stems & label_stems)
        share = shared / (min(len(stems), len(label_stems)) or 1)
        if shared >= 3 and share > best_share:
            best, best_share = row, share
    return best


def library_examples(bundles: Iterable[Bundle]) -> list[Example]:
    """One example a provision of the library."""
    return [
        Example(
            f"corpus/{bundle.id}",
            provision.text,
            provision.heading,
            provision.kind.value,
            bundle.themes,
            LIBRARY_WEIGHT,
        )
        for bundle in bundles
        for provision in bundle.provisions
    ]


def train_meaning(examples: Sequence[Example]) -> SklearnMeaningClassifier:
    """Fit the three pipelines. Deterministic: linear models, no sampling."""
    from sklearn.preprocessing import MultiLabelBinarizer

    provisions = [example for example in examples if example.is_provision]
    theme_codes = sorted({theme for example in provisions for theme in example.themes})
    relevance = _make_pipeline(_linear(C=6.0, class_weight="balanced"), ngrams=(1, 2))
    relevance.fit(_features(examples), [int(e.is_provision) for e in examples], clf__sample_weight=_weights(examples))
    kind = _make_pipeline(_linear(C=20.0, class_weight="balanced"), ngrams=(1, 2))
    kind.fit(_features(provisions), [e.kind for e in provisions], clf__sample_weight=_weights(provisions))
    themes = _make_pipeline(_one_vs_rest(_linear(C=20.0, class_weight="balanced")), ngrams=(1, 1))
    targets = MultiLabelBinarizer(classes=theme_codes).fit_transform([e.themes for e in provisions])
    themes.fit(_features(provisions), targets)
    return SklearnMeaningClassifier(relevance, kind, themes, tuple(theme_codes))


def save_meaning(classifier: SklearnMeaningClassifier, path: Path) -> None:
    """Write the artefact with skops, at a compression that keeps it small."""
    import zipfile

    from skops.io import dump

    parts = {
        "relevance": classifier.relevance,
        "kind": classifier.kind,
        "themes": classifier.themes,
        "theme_codes": list(classifier.theme_codes),
    }
    dump(parts, path, compression=zipfile.ZIP_DEFLATED)


def _features(examples: Sequence[Example]) -> list[str]:
    return [make_features(example.text, example.context) for example in examples]


def _weights(examples: Sequence[Example]) -> list[float]:
    return [example.weight for example in examples]


def _linear(**options: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=2_000, **options)


def _one_vs_rest(estimator: Any) -> Any:
    from sklearn.multiclass import OneVsRestClassifier

    return OneVsRestClassifier(estimator)


def _make_pipeline(classifier: Any, *, ngrams: tuple[int, int]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import Pipeline

    words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=ngrams, min_df=2, sublinear_tf=True, lowercase=False)
    return Pipeline([("words", words), ("clf", classifier)])
