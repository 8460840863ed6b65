"""The part of the reader of needs that knows the vocabulary of published contracts: softmax regressions on stems."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recommender.domain.taxonomy import Taxonomy
from recommender.domain.text import fold_accents
from recommender.language.spelling import WORD
from recommender.language.stemming import stem_text
from recommender.recommendation.purchase import Linear, Vocabulary

if TYPE_CHECKING:
    from recommender.domain.ports import Embeddings
    from recommender.training.purchase import NeedMaterial

MAX_STEMS = 8_000
REGULARISATION_C = 5.0
# A label of the nomenclature is not how a buyer writes; a word of a family is.
LABEL_WEIGHT = {"division": 0.3, "family": 0.1}
TERM_WEIGHT = 2.0
# Rare purchases are raised: weight × (mean class size / class size) ** BALANCE.
BALANCE = 0.5
# A word of fewer texts may be misspelt in them.
MIN_WORD_COUNT = 3
SPELLING_WEIGHT = 100
# A CPV label counts as this many contracts in P(division | family), so that no family is empty.
LABEL_COUNT = 0.02


def fit_vocabulary(material: "NeedMaterial") -> tuple[Vocabulary, Any]:
    """The stems kept with their weights, and the vectoriser that measures texts with them."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(token_pattern=r"\S+", sublinear_tf=True, min_df=2, max_features=MAX_STEMS, lowercase=False)
    texts = [
        *(item.text for item in material.objects),
        *(term for _, term in material.words),
        *(example.text for example in material.examples),
        *material.taxonomy.cpv_labels.values(),
    ]
    words.fit(join_stems(texts))
    columns = {stem: int(column) for stem, column in words.vocabulary_.items()}
    ordered = dict(sorted(columns.items(), key=_by_column))
    return Vocabulary(ordered, np.asarray(words.idf_, dtype=np.float32)), words


def fit_linear(material: "NeedMaterial", words: Any) -> tuple[dict[str, Linear], dict[str, tuple[str, ...]]]:
    """The models of divisions and families, and their classes."""
    taxonomy = material.taxonomy
    labels = sorted(taxonomy.cpv_labels)
    objects = words.transform(join_stems([item.text for item in material.objects]))
    names = words.transform(join_stems([taxonomy.cpv_labels[code] for code in labels]))
    terms = words.transform(join_stems([term for _, term in material.words]))
    division = _fit(
        [objects, names],
        [item.cpv[:2] for item in material.objects] + [code[:2] for code in labels],
        [1.0] * len(material.objects) + [LABEL_WEIGHT["division"]] * len(labels),
    )
    family = _fit(
        [objects, terms, names],
        [taxonomy.family_of_cpv(item.cpv) for item in material.objects]
        + [code for code, _ in material.words]
        + [taxonomy.family_of_cpv(code) for code in labels],
        [1.0] * len(material.objects) + [TERM_WEIGHT] * len(material.words) + [LABEL_WEIGHT["family"]] * len(labels),
    )
    models = {"division": division, "family": family}
    classes = {name: tuple(map(str, model.classes_)) for name, model in models.items()}
    linear = {
        name: Linear(np.asarray(model.coef_, dtype=np.float32), np.asarray(model.intercept_, dtype=np.float32))
        for name, model in models.items()
    }
    return linear, classes


def count_divisions(material: "NeedMaterial", classes: dict[str, tuple[str, ...]]) -> "Embeddings":
    """P(division | family), rows and columns as the classes."""
    rows = {code: row for row, code in enumerate(classes["family"])}
    columns = {code: column for column, code in enumerate(classes["division"])}
    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    taxonomy: Taxonomy = material.taxonomy
    counted = [(item.cpv, 1.0) for item in material.objects] + [(code, LABEL_COUNT) for code in taxonomy.cpv_labels]
    for code, count in counted:
        family = taxonomy.family_of_cpv(code)
        if family in rows and code[:2] in columns:
            table[rows[family], columns[code[:2]]] += count
    return np.asarray(table / np.maximum(table.sum(axis=1, keepdims=True), LABEL_COUNT))


def count_words(material: "NeedMaterial") -> list[str]:
    """The words frequent enough to be trusted, in order, each in its usual spelling, in lower case.

    Texts that shout count their words, not their spelling: capitals are often typed without accents.
    """
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)

    def count(text: str, weight: int, spelling_weight: int) -> None:
        for word in set(WORD.findall(text)):
            counts[fold_accents(word)] += weight
            spellings[fold_accents(word)][word.lower()] += spelling_weight

    for text in [item.text for item in material.objects] + [example.text for example in material.examples]:
        count(text, 1, SPELLING_WEIGHT * (text.upper() != text) + 1)
    for text in [term for _, term in material.words] + list(material.taxonomy.cpv_labels.values()):
        count(text, MIN_WORD_COUNT, SPELLING_WEIGHT)
    return [
        spellings[folded].most_common(1)[0][0] for folded, number in counts.most_common() if number >= MIN_WORD_COUNT
    ]


def join_stems(texts: Sequence[str]) -> list[str]:
    """Texts as their stems, separated by spaces."""
    return [" ".join(stem_text(text)) for text in texts]


def _fit(parts: Sequence[Any], targets: Sequence[str | None], weights: Sequence[float]) -> Any:
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    kept = [row for row, target in enumerate(targets) if target]
    counts = Counter(targets[row] for row in kept)
    mean_count = sum(counts.values()) / len(counts)
    balanced = [weights[row] * (mean_count / counts[targets[row]]) ** BALANCE for row in kept]
    model = LogisticRegression(C=REGULARISATION_C, max_iter=150, tol=1e-3)
    return model.fit(vstack(parts).tocsr()[kept], [targets[row] for row in kept], sample_weight=balanced)


def _by_column(pair: tuple[str, int]) -> int:
    return pair[1]
