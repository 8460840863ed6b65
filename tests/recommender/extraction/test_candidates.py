"""Which blocks may be headings, and how strong the signs of it are."""

import pytest

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.candidates import MAX_HEADING_CHARS, Evidence, is_title_like, read_candidate
from recommender.extraction.contents_entries import read_contents
from tests.builders.documents import make_block, make_item

NO_CONTENTS = read_contents([])
CONTENTS = read_contents([make_block("2. Prix .... 3", role=BlockRole.CONTENTS)])


def evidence_of(block: Block) -> Evidence | None:
    candidate = read_candidate(block, 0, NO_CONTENTS)
    return candidate.evidence if candidate else None


@pytest.mark.parametrize(
    ("block", "evidence"),
    [
        (make_block("2. Prix"), Evidence.NUMBERED),
        (make_block("2.1 Prix"), Evidence.DEEP),
        (make_block("Article 2 : Prix"), Evidence.DEEP),
        (make_block("2. PRIX"), Evidence.STANDS_OUT),
        (make_block("2. Prix", is_bold=True), Evidence.STANDS_OUT),
        (make_block("2. Prix", size_ratio=1.2), Evidence.STANDS_OUT),
        (make_block("2. Prix", heading_level=1), Evidence.DECLARED),
        (make_block("Prix", heading_level=1), Evidence.DECLARED),
        (make_item("2. Prix", is_bold=True), Evidence.STANDS_OUT),
    ],
)
def test_signs_have_a_strength(block: Block, evidence: Evidence) -> None:
    assert evidence_of(block) is evidence


def test_contents_are_a_strong_sign() -> None:
    candidate = read_candidate(make_block("2. Prix"), 7, CONTENTS)
    assert candidate is not None
    assert (candidate.evidence, candidate.index, candidate.title) == (Evidence.LISTED, 7, "Prix")


@pytest.mark.parametrize(
    "block",
    [
        make_block("Prix", is_bold=True),
        make_block("PRIX"),
        make_block("2. Prix", role=BlockRole.RUNNING),
        make_block("2. Prix", role=BlockRole.CONTENTS),
        make_block("2. | Prix", role=BlockRole.TABLE_ROW),
        make_block("2. " + "P" * MAX_HEADING_CHARS, is_bold=True),
        make_block("2. " + "Prix " * 30, is_bold=True),
        make_block("2. Le titulaire doit remettre un bilan"),
    ],
)
def test_blocks_without_a_sign_are_no_candidates(block: Block) -> None:
    assert evidence_of(block) is None


@pytest.mark.parametrize("title", ["Prix", "« Prix »", "L'objet du marché", "l'objet du marché", "(Prix)"])
def test_title_begins_with_a_capital_or_an_elision(title: str) -> None:
    assert is_title_like(title)


@pytest.mark.parametrize(
    "title",
    [
        "prix",
        "12",
        "Quels labels ?",
        "Remettre les plans ;",
        "Plans,",
        "Signature : ________",
        "Le titulaire " * 7 + ".",
    ],
)
def test_sentences_items_questions_and_blanks_are_no_titles(title: str) -> None:
    assert not is_title_like(title)


def test_title_after_a_sign_may_begin_low() -> None:
    assert is_title_like("prix", may_begin_low=True)
