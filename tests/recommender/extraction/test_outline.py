"""Which of the lines that look like headings are headings: those whose numbers make sense together."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.headings import find_headings
from tests.builders.documents import make_block, make_document, make_item

PROSE = "Le titulaire exécute les prestations dans les conditions du présent marché et remet un bilan."


def bold(text: str, **changes: object) -> Block:
    return make_block(text, is_bold=True, **changes)


def under(*titles: Block | str) -> list[Block]:
    """Titles, each above a paragraph; a text stands for a title in bold."""
    laid = (bold(title) if isinstance(title, str) else title for title in titles)
    return [block for title in laid for block in (title, make_block(PROSE))]


def numbers(*blocks: Block) -> list[str | None]:
    return [heading.number for heading in find_headings(make_document(*blocks))]


def test_list_that_restarts_under_each_article_is_no_heading() -> None:
    listed = [make_block(text) for text in ("1. Un plan", "2. Une note", "3. Un bilan")]
    items = [make_item("1. Le devis"), make_item("2. La facture")]
    assert numbers(bold("1. OBJET"), *listed, *under("2. PRIX"), *items, *under("3. DÉLAIS")) == ["1", "2", "3"]


def test_numbered_sentences_are_no_headings() -> None:
    lines = ("1. Le titulaire remet un plan.", "2. Le titulaire assure le tri.")
    assert numbers(*map(make_block, lines)) == []


def test_missing_number_breaks_no_sequence() -> None:
    assert numbers(*under("1. OBJET", "2. PRIX", "4. DÉLAIS", "5. PÉNALITÉS")) == ["1", "2", "4", "5"]


def test_number_that_nothing_leads_to_is_no_heading() -> None:
    assert numbers(*under("1. OBJET", "2. PRIX", "10 ROUTE DE VEAUCHE")) == ["1", "2"]


def test_excerpt_may_begin_with_a_later_article() -> None:
    assert numbers(*under("12. Pénalités", "13. Prix")) == ["12", "13"]


def test_plain_lines_that_number_the_whole_document_are_headings() -> None:
    plain = [make_block(text) for text in ("1. Objet", "2. Prix", "3. Délais", "4. Pénalités")]
    assert numbers(*under(*plain)) == ["1", "2", "3", "4"]
    assert numbers(*under(*plain[:2])) == []


def test_plain_line_fills_the_hole_between_two_titles() -> None:
    assert numbers(*under("1. OBJET", make_block("2. Prix"), "3. DÉLAIS")) == ["1", "2", "3"]


def test_number_of_a_title_is_implied_by_that_of_the_one_below() -> None:
    titles = [
        make_block("OBJET", heading_level=1),
        bold("1.1 Contenu"),
        make_block(PROSE),
        make_block("PRIX", heading_level=1),
        bold("2.1 Révision"),
    ]
    assert numbers(*titles) == ["1", "1.1", "2", "2.1"]


def test_bold_line_of_the_size_of_the_text_is_none_where_titles_are_larger() -> None:
    large = [bold(text, size_ratio=1.3) for text in ("1. OBJET", "2. PRIX", "3. DÉLAIS")]
    assert numbers(*under(large[0], large[1], "1. Premier cas", large[2])) == ["1", "2", "3"]


def test_contents_without_pages_are_told_by_their_repetition() -> None:
    titles = ("1. OBJET", "2. PRIX", "3. DÉLAIS", "4. PÉNALITÉS")
    document = make_document(*map(make_block, titles), *under(*map(make_block, titles)))
    assert [heading.block for heading in find_headings(document)] == [4, 6, 8, 10]


def make_any_block(text: str, role: BlockRole, *, is_bold: bool, level: int | None) -> Block:
    return make_block(text, role=role, is_bold=is_bold, heading_level=level)


lines = st.sampled_from(
    ["1. OBJET", "2. PRIX", "2.1 Révision", "ARTICLE 3", "A/ Contexte", "3 mois", "Annexe 1 : Plans", "LOT 1 : TOITURE",
     "II.3 Délais", "1ère phase – Étude", "Objet .......... 3", "SOMMAIRE", "1.2.3", PROSE, "…", "Prix", "2) Bilan ?"]
)  # fmt: skip
blocks = st.builds(
    make_any_block,
    st.one_of(lines, st.text(min_size=1, max_size=30)),
    st.sampled_from(BlockRole),
    is_bold=st.booleans(),
    level=st.sampled_from([None, None, None, 1, 2]),
)


@given(st.lists(blocks, max_size=25))
def test_headings_are_blocks_of_the_body_in_reading_order(laid: list[Block]) -> None:
    headings = find_headings(make_document(*laid))
    places = [heading.block for heading in headings]
    assert places == sorted(set(places))
    assert all(0 <= place < len(laid) for place in places)
    assert not {laid[place].role for place in places} & {BlockRole.RUNNING, BlockRole.CONTENTS}
    assert all(heading.level >= 1 and heading.page == laid[heading.block].page for heading in headings)
