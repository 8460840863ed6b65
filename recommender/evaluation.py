"""Answers for the evaluation scripts, made without the model having seen the document."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from recommender.domain.classifiers import MeaningClassifier
from recommender.errors import ClausierError
from recommender.exporting.json_format import format_extraction
from recommender.extraction.headings import find_headings
from recommender.extraction.segments import split_segments
from recommender.library.files import read_library_files
from recommender.services import Services
from recommender.training.meaning import label_segments, library_examples, read_provisions, train_meaning
from recommender.training.recipes import labelled_documents

Report = Callable[[str], None]


def extract_left_out(
    services: Services, *, labels: Path, documents: Path, report: Report
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, answer) for each labelled document, the reader of segments trained on the others.

    Args:
        services: everything but the reader of segments, which is trained anew for each document.
        labels: folder of ``documents.jsonl`` and ``provisions.jsonl``.
        documents: folder the names of the labels are relative to.
        report: called with a line of progress a document.
    """
    provisions = read_provisions(labels)
    read = {}
    examples = []
    for name in labelled_documents(labels):
        try:
            document = services.read_path(documents / name)
        except ClausierError as error:
            report(f"{name} : {error.problem}")
            continue
        read[name] = document
        segments = split_segments(document, find_headings(document))
        examples += label_segments(name, segments, provisions.get(name, []))
    library = library_examples(read_library_files(services.settings.corpus_dir).bundles)
    for name, document in read.items():
        seen = [example for example in examples if example.document != name]
        classifier = train_meaning([*seen, *library])
        extraction = replace(services, meaning_classifier=partial(_same, classifier)).extract(document)
        report(f"{name} : {len(extraction.clauses)} clauses")
        yield (
            name,
            format_extraction(
                extraction, corpus_version=services.corpus_version, model_version="leave-one-document-out"
            ),
        )


def _same(classifier: MeaningClassifier) -> MeaningClassifier:
    return classifier
