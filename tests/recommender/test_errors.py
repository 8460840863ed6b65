"""Errors people meet: a stable code, two sentences, and a way across processes."""

import pickle

import pytest

from recommender import errors
from recommender.errors import ClausierError

ERRORS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ClausierError)]


def test_codes_are_frozen() -> None:
    """Integrators test them: renaming one breaks their programs."""
    assert sorted(kind.code for kind in ERRORS) == [
        "artefact-missing",
        "corrupt-document",
        "document-too-large",
        "empty-document",
        "encrypted-document",
        "error",
        "feedback-off",
        "file-not-readable",
        "intake-busy",
        "invalid-amount",
        "invalid-batch-line",
        "invalid-corpus",
        "invalid-exception-case",
        "invalid-feedback",
        "invalid-need",
        "invalid-provenance",
        "invalid-setting",
        "invalid-sizing",
        "invalid-value",
        "invalid-weights",
        "need-not-french",
        "need-too-long",
        "reading-crash",
        "reading-timeout",
        "scanned-document",
        "too-many-files",
        "unknown-consultation",
        "unknown-cpv",
        "unknown-encoder",
        "unknown-family",
        "unknown-reference",
        "unsupported-media-type",
    ]


@pytest.mark.parametrize("kind", ERRORS, ids=[kind.code for kind in ERRORS])
def test_error_survives_the_border_of_a_process(kind: type[ClausierError]) -> None:
    error = pickle.loads(pickle.dumps(kind("Le fichier est vide.", "Choisissez-en un autre.")))
    assert type(error) is kind
    assert (error.problem, error.next_step) == ("Le fichier est vide.", "Choisissez-en un autre.")
    assert str(error) == "Le fichier est vide. Choisissez-en un autre."


@pytest.mark.parametrize("kind", ERRORS, ids=[kind.code for kind in ERRORS])
def test_error_has_a_title_and_a_status(kind: type[ClausierError]) -> None:
    assert kind.title
    assert 400 <= kind.http_status < 600
