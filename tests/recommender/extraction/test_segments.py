"""Segments: paragraphs and lists, each with its place in the text and its article."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.documents import Block, BlockRole, BoundingBox, Span
from recommender.extraction.headings import find_headings
from recommender.extraction.segments import MAX_SEGMENT_WORDS, split_segments
from tests.builders.documents import make_block, make_document, make_heading, make_item

RUNNING = make_block("Commune de Cuzieu - CCTP lot 2", role=BlockRole.RUNNING)


def test_paragraphs_are_segments_of_the_article_above_them() -> None:
    document = make_document("1. DÉCHETS", "Le titulaire trie les déchets.", "Il remet les bordereaux.")
    heading = make_heading("DÉCHETS")
    segments = split_segments(document, [heading])
    assert [segment.text for segment in segments] == ["Le titulaire trie les déchets.", "Il remet les bordereaux."]
    assert {(segment.article, segment.heading) for segment in segments} == {("1", "DÉCHETS")}


def test_text_before_the_first_heading_has_no_article() -> None:
    segment = split_segments(make_document("Le titulaire trie les déchets."), [])[0]
    assert (segment.article, segment.heading) == (None, None)


def test_list_and_the_sentence_that_opens_it_are_one_segment() -> None:
    document = make_document(
        "Le titulaire trie sur le chantier :",
        make_item("le bois ;"),
        make_item("le métal."),
        "Il remet les bordereaux.",
    )
    segments = split_segments(document, [])
    assert [segment.text for segment in segments] == [
        "Le titulaire trie sur le chantier :\nle bois ;\nle métal.",
        "Il remet les bordereaux.",
    ]
    assert segments[0].span == Span(0, len(segments[0].text))


def test_items_without_an_opening_sentence_are_segments_of_their_own() -> None:
    document = make_document("Le titulaire trie.", make_item("le bois de chantier"), make_item("le métal de chantier"))
    assert len(split_segments(document, [])) == 3


def test_running_heads_inside_a_list_are_left_out_of_its_text_and_not_of_its_span() -> None:
    document = make_document("Le titulaire trie :", make_item("le bois ;"), RUNNING, make_item("le métal.", page=2))
    segment = split_segments(document, [])[0]
    assert segment.text == "Le titulaire trie :\nle bois ;\nle métal."
    assert RUNNING.text in document.text[segment.span.start : segment.span.end]
    assert segment.page == 1


def test_running_heads_and_contents_give_no_segment() -> None:
    contents = make_block("3.2 Gestion des déchets ........ 12", role=BlockRole.CONTENTS)
    assert split_segments(make_document(RUNNING, contents), []) == ()


def test_lines_of_one_or_two_words_give_no_segment() -> None:
    assert split_segments(make_document("Sans objet", "Lot 1"), []) == ()


def test_long_list_is_cut() -> None:
    items = [make_item("mot " * 60) for _ in range(10)]
    segments = split_segments(make_document("Le titulaire fournit :", *items), [])
    assert len(segments) > 1
    assert all(len(segment.text.split()) <= MAX_SEGMENT_WORDS for segment in segments)


def test_box_of_a_segment_holds_its_blocks_of_the_first_page() -> None:
    document = make_document(
        make_block("Le titulaire trie :", bbox=BoundingBox(70, 700, 300, 712)),
        make_item("le bois ;", bbox=BoundingBox(90, 715, 200, 727)),
        make_item("le métal.", page=2, bbox=BoundingBox(90, 60, 200, 72)),
    )
    assert split_segments(document, [])[0].bbox == BoundingBox(70, 700, 300, 727)


def blocks() -> st.SearchStrategy[Block]:
    texts = st.lists(st.sampled_from(["titulaire", "3.2", "Déchets", "bois", ":", ";", "é", "mot " * 40])).map(" ".join)
    return st.builds(make_block, texts, role=st.sampled_from(BlockRole), is_bold=st.booleans())


@given(st.lists(blocks(), max_size=12))
def test_spans_lie_in_the_text_in_order_and_apart(drawn: list[Block]) -> None:
    document = make_document(*drawn)
    end = 0
    for segment in split_segments(document, find_headings(document)):
        assert end <= segment.span.start < segment.span.end <= len(document.text)
        end = segment.span.end
        covered = document.text[segment.span.start : segment.span.end]
        assert covered.startswith(segment.text.split("\n")[0])
        assert covered.endswith(segment.text.split("\n")[-1])
