"""Answers on labelled documents, each made by a reader of passages that has not seen the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from recommender.errors import ClausierError
from recommender.exporting.json_format import format_extraction
from recommender.library.files import read_library_files
from recommender.library.taxonomy import read_lexicon
from recommender.scoring import DocumentScore, score_document
from recommender.training.baselines import KeywordClassifier, train_svm
from recommender.training.labels import label_document, labelled_documents, read_provisions, read_rows
from recommender.training.meaning import measure_documents, train_meaning
from recommender.training.recipes import read_fingerprinted_documents, read_own_documents
from recommender.training.weak_labels import read_weak_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recommender.domain.classifiers import MeaningClassifier
    from recommender.domain.documents import SourceDocument
    from recommender.language.lexicon import ThemeLexicon
    from recommender.services import Services
    from recommender.training.meaning import Measured

    Report = Callable[[str], None]
    Train = Callable[[Sequence[Measured], ThemeLexicon], MeaningClassifier]
    Answer = dict[str, Any]

MODEL_VERSION = "leave-one-document-out"


def _train_keywords(_: Sequence[Measured], lexicon: ThemeLexicon) -> MeaningClassifier:
    return KeywordClassifier(lexicon)


def _train_svm(measured: Sequence[Measured], _: ThemeLexicon) -> MeaningClassifier:
    return train_svm(measured)


# Name shown → how the reader is made from the documents it may see.
METHODS: Mapping[str, Train] = {"clausier": train_meaning, "mots-clés": _train_keywords, "TF-IDF + SVM": _train_svm}


@dataclass(frozen=True)
class LabelledCollection:
    """Documents that could be read, their measured labels, and what the project itself holds to learn from."""

    documents: Mapping[str, SourceDocument]
    measured: Sequence[Measured]
    own: Sequence[Measured]
    lexicon: ThemeLexicon


def read_collection(services: Services, *, labels: Path, documents: Path, report: Report) -> LabelledCollection:
    """Read every labelled document once.

    Args:
        services: reads the documents.
        labels: folder of ``documents.jsonl`` and ``provisions.jsonl``.
        documents: folder the names of the labels are relative to.
        report: called with a line for each document that cannot be read.
    """
    provisions = read_provisions(labels)
    read: dict[str, SourceDocument] = {}
    for name in labelled_documents(labels):
        try:
            read[name] = services.read_path(documents / name)
        except ClausierError as error:
            report(f"{name} : {error.problem}")
    corpus = services.settings.corpus_dir
    lexicon = read_lexicon(corpus)
    labelled = [label_document(name, document, provisions.get(name, [])) for name, document in read.items()]
    own = [
        *read_fingerprinted_documents(corpus, documents, services.read_path, report=report),
        *read_weak_documents(documents, lexicon),
        *read_own_documents(corpus, read_library_files(corpus).bundles),
    ]
    return LabelledCollection(read, measure_documents(labelled, lexicon), measure_documents(own, lexicon), lexicon)


def extract_left_out(
    services: Services, collection: LabelledCollection, train: Train, *, report: Report
) -> Iterator[tuple[str, Answer]]:
    """(name, answer) for each document of the collection, its reader of passages trained on the others."""
    for name, document in collection.documents.items():
        seen = [item for item in collection.measured if item.document.name != name]
        classifier = train([*seen, *collection.own], collection.lexicon)
        extraction = replace(services, meaning_classifier=partial(_same, classifier)).extract(document)
        report(f"{name} : {len(extraction.clauses)} clauses")
        yield (
            name,
            format_extraction(extraction, corpus_version=services.corpus_version, model_version=MODEL_VERSION),
        )


def _same(classifier: MeaningClassifier) -> MeaningClassifier:
    return classifier


def score_answers(labels: Path, answers: Mapping[str, Answer]) -> list[DocumentScore]:
    """Score answers by document name; a labelled document without an answer counts as an empty one."""
    provisions = read_provisions(labels)
    criteria_path = labels / "criteria.jsonl"
    criteria = read_rows(criteria_path) if criteria_path.is_file() else []
    return [
        score_document(
            row["doc"],
            provisions=provisions.get(row["doc"], []),
            criteria=[criterion for criterion in criteria if criterion["doc"] == row["doc"]],
            headings=row.get("headings") or [],
            answer=answers.get(row["doc"], {}),
        )
        for row in read_rows(labels / "documents.jsonl")
    ]
