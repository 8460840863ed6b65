"""Plain readers of passages, to measure the shipped one against: expressions alone, and TF-IDF with linear SVM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recommender.domain.classifiers import Meaning
from recommender.domain.text import fold_accents
from recommender.domain.vocabulary import ProvisionKind
from recommender.extraction.meaning_features import word_features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.domain.classifiers import Passage
    from recommender.language.lexicon import ThemeLexicon
    from recommender.training.meaning import Measured

_KIND_WORDS = (
    ("penalite", ProvisionKind.PENALTY),
    ("critere", ProvisionKind.AWARD_CRITERION),
    ("indicateur", ProvisionKind.INDICATOR),
    ("variante", ProvisionKind.VARIANT),
)
_NOTHING = "none"


@dataclass(frozen=True)
class KeywordClassifier:
    """Any strong expression of a theme makes a provision of that theme; a word or two give its kind."""

    lexicon: ThemeLexicon

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        return [self._read(passage) for passage in passages]

    def _read(self, passage: Passage) -> Meaning:
        counts = zip(self.lexicon.codes, self.lexicon.count(passage.text), strict=True)
        themes = sorted(((code, float(min(strong, 1))) for code, (strong, _) in counts), key=lambda item: -item[1])
        folded = fold_accents(passage.text)
        kind = next((kind for word, kind in _KIND_WORDS if word in folded), ProvisionKind.EXECUTION_CONDITION)
        return Meaning(themes[0][1], 1.0, kind, 1.0, tuple(themes))


@dataclass(frozen=True)
class SvmClassifier:
    """TF-IDF of the words of a passage, one linear SVM for its kind (or none), one a theme."""

    words: Any
    kind: Any
    themes: Any
    theme_codes: tuple[str, ...]

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        if not passages:
            return []
        rows = self.words.transform([word_features(passage) for passage in passages])
        kinds, margins = self.kind.predict(rows), self.themes.decision_function(rows)
        return [self._to_meaning(str(kind), margin) for kind, margin in zip(kinds, margins, strict=True)]

    def _to_meaning(self, kind: str, margins: Any) -> Meaning:
        scored = sorted(zip(self.theme_codes, map(float, margins), strict=True), key=lambda item: -item[1])
        themes = tuple((code, float(margin > 0)) for code, margin in scored)
        if kind == _NOTHING:
            return Meaning(0.0, 0.0, ProvisionKind.INFORMATION, 1.0, themes)
        return Meaning(1.0, float(kind != ProvisionKind.INFORMATION), ProvisionKind(kind), 1.0, themes)


def train_svm(measured: Sequence[Measured]) -> SvmClassifier:
    """Fit the SVMs on the passages that the shipped reader learns from."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.preprocessing import MultiLabelBinarizer
    from sklearn.svm import LinearSVC

    examples = [example for item in measured for example in item.document.examples]
    words = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), min_df=2, sublinear_tf=True, lowercase=False)
    rows = words.fit_transform([text for item in measured for text in item.measures.words])
    kind = LinearSVC(class_weight="balanced").fit(rows, [str(example.kind or _NOTHING) for example in examples])
    relevant = [index for index, example in enumerate(examples) if example.is_relevant]
    codes = sorted({theme for example in examples for theme in example.themes})
    targets = MultiLabelBinarizer(classes=codes).fit_transform([examples[index].themes for index in relevant])
    themes = OneVsRestClassifier(LinearSVC()).fit(rows[relevant], targets)
    return SvmClassifier(words, kind, themes, tuple(codes))
