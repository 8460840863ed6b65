"""Segments become clauses where their meaning is a social or environmental provision."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.domain.classifiers import Meaning, MeaningClassifier
from recommender.domain.extraction import Clause
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.clauses import find_clauses
from tests.builders.documents import make_segment

WASTE = (("waste", 0.8), ("circular_economy", 0.6), ("materials", 0.1), ("energy", 0.05))


@dataclass(frozen=True)
class KeywordClassifier:
    """A reader of segments that knows one word: a provision is a text, or a title, that holds it."""

    word: str
    kind: ProvisionKind = ProvisionKind.EXECUTION_CONDITION
    themes: tuple[tuple[str, float], ...] = WASTE

    def classify(self, texts: Sequence[str], contexts: Sequence[str]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        pairs = zip(texts, contexts, strict=True)
        return [
            Meaning(0.9 if self.word in f"{text} {context}" else 0.1, self.kind, 0.5, self.themes)
            for text, context in pairs
        ]


def find(*texts: str, classifier: MeaningClassifier, heading: str | None = None) -> tuple[Clause, ...]:
    return find_clauses([make_segment(text, heading=heading) for text in texts], classifier)


def test_only_relevant_segments_are_clauses_in_reading_order() -> None:
    found = find(
        "Le titulaire trie les déchets.",
        "Les prix sont fermes et forfaitaires.",
        "Les déchets sont évacués chaque mois.",
        classifier=KeywordClassifier("déchets"),
    )
    assert [clause.segment.text[:7] for clause in found] == ["Le titu", "Les déc"]


def test_title_of_the_article_counts_in_the_meaning() -> None:
    assert find("Le titulaire remet un bilan mensuel.", classifier=KeywordClassifier("Déchets"), heading="Déchets")


def test_best_theme_is_kept_with_the_likely_ones() -> None:
    clause = find("Le titulaire trie les déchets.", classifier=KeywordClassifier("déchets"))[0]
    assert clause.themes == ("waste", "circular_economy")


def test_best_theme_is_kept_even_when_unsure() -> None:
    unsure = KeywordClassifier("déchets", themes=(("waste", 0.1), ("water", 0.05)))
    assert find("Le titulaire trie les déchets.", classifier=unsure)[0].themes == ("waste",)


def test_confidence_joins_relevance_and_kind() -> None:
    assert find("Le titulaire trie les déchets.", classifier=KeywordClassifier("déchets"))[0].confidence == 0.45


def test_denial_read_as_information_is_a_negated_condition() -> None:
    reader = KeywordClassifier("clause sociale", kind=ProvisionKind.INFORMATION, themes=(("insertion", 0.9),))
    clause = find("Le marché ne prévoit pas de clause sociale.", classifier=reader)[0]
    assert (clause.kind, clause.obligation) == (ProvisionKind.EXECUTION_CONDITION, Obligation.NEGATED)


def test_very_short_segments_and_no_segment_give_no_clause() -> None:
    assert find("Tri des déchets", classifier=KeywordClassifier("déchets")) == ()
    assert find(classifier=KeywordClassifier("déchets")) == ()
