"""Segments become clauses where their meaning is a social or environmental provision."""

from collections.abc import Sequence
from dataclasses import dataclass

from recommender.domain.classifiers import Meaning, MeaningClassifier, Passage
from recommender.domain.extraction import Clause
from recommender.domain.vocabulary import Obligation, ProvisionKind
from recommender.extraction.clauses import find_clauses
from tests.builders.documents import make_segment

WASTE = (("waste", 0.8), ("circular_economy", 0.6), ("materials", 0.1), ("energy", 0.05))


@dataclass(frozen=True)
class OneWordClassifier:
    """A reader of passages that knows one word: a provision is a text, or a title, that holds it."""

    word: str
    kind: ProvisionKind = ProvisionKind.EXECUTION_CONDITION
    themes: tuple[tuple[str, float], ...] = WASTE
    binding: float = 0.5

    def classify(self, passages: Sequence[Passage]) -> list[Meaning]:
        """See ``MeaningClassifier``."""
        return [
            Meaning(
                0.9 if self.word in " ".join([passage.text, *passage.titles]) else 0.1,
                self.binding,
                self.kind,
                0.8,
                self.themes,
            )
            for passage in passages
        ]


def find(*texts: str, classifier: MeaningClassifier, heading: str | None = None) -> tuple[Clause, ...]:
    segments = [make_segment(text, heading=heading) for text in texts]
    return find_clauses(segments, classifier, doc_type="CCAP")


def test_only_relevant_segments_are_clauses_in_reading_order() -> None:
    found = find(
        "Le titulaire trie les déchets.",
        "Les prix sont fermes et forfaitaires.",
        "Les déchets sont évacués chaque mois.",
        classifier=OneWordClassifier("déchets"),
    )
    assert [clause.segment.text[:7] for clause in found] == ["Le titu", "Les déc"]


def test_title_of_the_article_counts_in_the_meaning() -> None:
    assert find("Le titulaire remet un bilan mensuel.", classifier=OneWordClassifier("Déchets"), heading="Déchets")


def test_best_theme_is_kept_with_the_likely_ones() -> None:
    clause = find("Le titulaire trie les déchets.", classifier=OneWordClassifier("déchets"))[0]
    assert clause.themes == ("waste", "circular_economy")


def test_best_theme_is_kept_even_when_unsure() -> None:
    unsure = OneWordClassifier("déchets", themes=(("waste", 0.1), ("water", 0.05)))
    assert find("Le titulaire trie les déchets.", classifier=unsure)[0].themes == ("waste",)


def test_confidence_joins_relevance_and_binding() -> None:
    assert find("Le titulaire trie les déchets.", classifier=OneWordClassifier("déchets"))[0].confidence == 0.5


def test_relevant_segment_that_does_not_bind_is_information() -> None:
    recital = OneWordClassifier("déchets", binding=0.1)
    clause = find("La ville rappelle l'enjeu des déchets.", classifier=recital)[0]
    assert (clause.kind, clause.obligation) == (ProvisionKind.INFORMATION, Obligation.INFO)
    assert clause.confidence == 0.8


def test_article_on_the_object_says_what_is_bought_and_asks_nothing() -> None:
    reader = OneWordClassifier("déchets", kind=ProvisionKind.TECHNICAL_SPECIFICATION)
    clause = find("Le marché porte sur la collecte des déchets.", classifier=reader, heading="Objet du marché")[0]
    assert clause.kind is ProvisionKind.INFORMATION


def test_denial_read_as_information_is_a_negated_condition() -> None:
    reader = OneWordClassifier("clause sociale", binding=0.1, themes=(("insertion", 0.9),))
    clause = find("Le marché ne prévoit pas de clause sociale.", classifier=reader)[0]
    assert (clause.kind, clause.obligation) == (ProvisionKind.EXECUTION_CONDITION, Obligation.NEGATED)


def test_very_short_segments_and_no_segment_give_no_clause() -> None:
    assert find("Tri des déchets", classifier=OneWordClassifier("déchets")) == ()
    assert find(classifier=OneWordClassifier("déchets")) == ()
