"""Positions in a document that was read."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.documents import Block, BoundingBox, SourceDocument, Span

COORDINATES = st.floats(0, 1000)
BOXES = st.builds(BoundingBox, COORDINATES, COORDINATES, COORDINATES, COORDINATES)


def make_document(texts: list[str]) -> SourceDocument:
    blocks = tuple(Block(text, page=1) for text in texts)
    return SourceDocument("projet.txt", "text/plain", "0" * 64, 1, blocks)


@given(texts=st.lists(st.text(max_size=20), max_size=8))
def test_span_of_a_block_gives_its_text(texts: list[str]) -> None:
    document = make_document(texts)
    assert [document.text[span.start : span.end] for span in document.block_spans] == texts


@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=8))
def test_spans_follow_one_another_and_cover_the_text(texts: list[str]) -> None:
    document = make_document(texts)
    spans = document.block_spans
    assert (spans[0].start, spans[-1].end) == (0, len(document.text))
    assert all(one.end + 1 == following.start for one, following in zip(spans, spans[1:], strict=False))


def test_document_without_blocks_has_no_text() -> None:
    assert make_document([]).text == ""
    assert make_document([]).block_spans == ()


def test_empty_block_has_an_empty_span() -> None:
    assert make_document(["a", "", "b"]).block_spans == (Span(0, 1), Span(2, 2), Span(3, 4))


@given(one=BOXES, other=BOXES)
def test_union_holds_both_boxes_in_any_order(one: BoundingBox, other: BoundingBox) -> None:
    union = one.union(other)
    assert union == other.union(one)
    assert union.union(one) == union.union(other) == union
