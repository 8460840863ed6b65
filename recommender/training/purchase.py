"""Contract objects, CPV labels and family words → the linear part of the reader of needs."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recommender.domain.taxonomy import Taxonomy
from recommender.language.stemming import stem_text
from recommender.training.contract_objects import ContractObject

MAX_WORDS = 12_000
REGULARISATION_C = 5.0
# A label of the nomenclature is not how a buyer writes; a word of a family is.
LABEL_WEIGHT = {"division": 0.3, "family": 0.1}
TERM_WEIGHT = 2.0
# Rare purchases are raised: weight × (mean class size / class size) ** BALANCE.
BALANCE = 0.5
# A CPV label counts as this many contracts in P(division | family), so that no family is empty.
LABEL_COUNT = 0.02


def train_purchase(objects: Sequence[ContractObject], taxonomy: Taxonomy) -> dict[str, Any]:
    """The parts of the artefact: word features, division model, family model, P(division | family)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    labels = sorted(taxonomy.cpv_labels)
    terms = [(family.code, term) for family in taxonomy.families.values() for term in (*family.terms, family.label)]
    object_texts = _stems([item.text for item in objects])
    label_texts = _stems([taxonomy.cpv_labels[code] for code in labels])
    term_texts = _stems([term for _, term in terms])
    words = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, min_df=2, max_features=MAX_WORDS, lowercase=False)
    words.fit([*object_texts, *term_texts, *label_texts])
    division = _fit(
        words,
        [*object_texts, *label_texts],
        [item.cpv[:2] for item in objects] + [code[:2] for code in labels],
        [1.0] * len(objects) + [LABEL_WEIGHT["division"]] * len(labels),
    )
    family = _fit(
        words,
        [*object_texts, *term_texts, *label_texts],
        [taxonomy.family_of_cpv(item.cpv) for item in objects]
        + [code for code, _ in terms]
        + [taxonomy.family_of_cpv(code) for code in labels],
        [1.0] * len(objects) + [TERM_WEIGHT] * len(terms) + [LABEL_WEIGHT["family"]] * len(labels),
    )
    table = _division_by_family(objects, labels, taxonomy, list(family.classes_), list(division.classes_))
    return {"words": words, "division": division, "family": family, "division_by_family": table}


def save_purchase(parts: dict[str, Any], path: Path) -> None:
    """Write the artefact with skops; coefficients in single precision, which halves it."""
    import zipfile

    from skops.io import dump

    for name in ("division", "family"):
        parts[name].coef_ = parts[name].coef_.astype(np.float32)
    dump(parts, path, compression=zipfile.ZIP_DEFLATED)


def _stems(texts: Sequence[str]) -> list[str]:
    return [" ".join(stem_text(text)) for text in texts]


def _fit(words: Any, texts: Sequence[str], targets: Sequence[str | None], weights: Sequence[float]) -> Any:
    from sklearn.linear_model import LogisticRegression

    kept = [row for row, target in enumerate(targets) if target]
    counts = Counter(targets[row] for row in kept)
    mean_count = sum(counts.values()) / len(counts)
    balanced = [weights[row] * (mean_count / counts[targets[row]]) ** BALANCE for row in kept]
    model = LogisticRegression(C=REGULARISATION_C, max_iter=150, tol=1e-3)
    return model.fit(
        words.transform([texts[row] for row in kept]), [targets[row] for row in kept], sample_weight=balanced
    )


def _division_by_family(
    objects: Sequence[ContractObject],
    labels: Sequence[str],
    taxonomy: Taxonomy,
    families: list[str],
    divisions: list[str],
) -> Any:
    table = np.zeros((len(families), len(divisions)), dtype=np.float32)
    counted = [(item.cpv, 1.0) for item in objects] + [(code, LABEL_COUNT) for code in labels]
    for code, count in counted:
        family = taxonomy.family_of_cpv(code)
        if family is not None:
            table[families.index(family), divisions.index(code[:2])] += count
    return table / table.sum(axis=1, keepdims=True)
