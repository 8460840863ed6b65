"""ODT: the numbers of lists are computed as a word processor prints them."""

import pytest

from recommender.domain.documents import BlockRole
from tests.builders.office import make_odt
from tests.builders.reading import read

STYLES = """
<text:list-style style:name="Chiffres">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="2"/>
  <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="Lettres">
  <text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="Articles">
  <text:list-level-style-number text:level="1" style:num-format="I" style:num-prefix="Article "/>
</text:list-style>
<text:list-style style:name="Puces">
  <text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
</text:list-style>
"""


def make_list(*items: str, style: str = "Chiffres", **attributes: str) -> str:
    """A list; an item that is itself a list goes below the one before."""
    named = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    drawn = "".join(item if item.startswith("<text:list-") else make_item(item) for item in items)
    return f'<text:list text:style-name="{style}"{named}>{drawn}</text:list>'


def make_item(text: str, below: str = "", **attributes: str) -> str:
    named = "".join(f' text:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<text:list-item{named}><text:p>{text}</text:p>{below}</text:list-item>"


def numbers(body: str) -> list[tuple[str | None, str]]:
    return [(block.number, block.text) for block in read(make_odt(body, styles=STYLES)).blocks]


def test_items_count_from_the_start_of_their_style_and_below_it() -> None:
    below = make_list("Lots", "Tranches")
    assert numbers(make_list(make_item("Objet", below), "Prix")) == [
        ("2", "Objet"),
        ("2.1", "Lots"),
        ("2.2", "Tranches"),
        ("3", "Prix"),
    ]


def test_item_with_several_numbers_is_an_article_and_one_with_a_letter_an_item() -> None:
    body = make_list(make_item("Objet", make_list("Lots"))) + make_list("un bilan", style="Lettres")
    body += make_list("un plan", style="Puces")
    blocks = read(make_odt(body, styles=STYLES)).blocks
    assert [(block.role, block.number, block.text) for block in blocks] == [
        (BlockRole.LIST_ITEM, "2", "Objet"),
        (BlockRole.BODY, "2.1", "Lots"),
        (BlockRole.LIST_ITEM, "a", "un bilan"),
        (BlockRole.LIST_ITEM, None, "un plan"),
    ]


def test_new_list_starts_again_and_a_continued_one_goes_on() -> None:
    body = (
        make_list("Objet", xml__id="premiere")
        + "<text:p>Entre les deux.</text:p>"
        + make_list("Durée")
        + make_list("Prix", text__continue_list="premiere")
        + make_list("Lots", text__continue_numbering="true")
    )
    assert numbers(body) == [
        ("2", "Objet"),
        (None, "Entre les deux."),
        ("2", "Durée"),
        ("3", "Prix"),
        ("4", "Lots"),
    ]


def test_item_may_give_its_own_number() -> None:
    assert numbers(make_list("Objet", make_item("Prix", start_value="7"), "Durée")) == [
        ("2", "Objet"),
        ("7", "Prix"),
        ("8", "Durée"),
    ]


def test_title_in_a_list_takes_its_number_from_it() -> None:
    title = '<text:list-item><text:h text:outline-level="1">Objet</text:h></text:list-item>'
    blocks = read(make_odt(make_list(title, style="Articles"), styles=STYLES)).blocks
    assert [(block.number, block.heading_level, block.role) for block in blocks] == [("Article I", 1, BlockRole.BODY)]


def test_paragraphs_after_the_first_and_headers_of_lists_bear_no_number() -> None:
    header = "<text:list-header><text:p>Sont remis :</text:p></text:list-header>"
    two = "<text:list-item><text:p/><text:p>un bilan</text:p><text:p>Il est daté.</text:p></text:list-item>"
    assert numbers(make_list(header, two, "un plan")) == [
        (None, "Sont remis :"),
        ("2", "un bilan"),
        (None, "Il est daté."),
        ("3", "un plan"),
    ]


def test_table_within_an_item_is_a_table() -> None:
    cell = "<table:table-cell><text:p>a</text:p></table:table-cell>"
    table = f"<table:table><table:table-row>{cell * 2}</table:table-row></table:table>"
    document = read(make_odt(make_list(make_item("Objet", table)), styles=STYLES))
    assert [block.text for block in document.blocks] == ["Objet", "a | a"]


@pytest.mark.parametrize("value", ["", "-1", "²", "9" * 400, "deux", "0", "99999999999"])
def test_attributes_that_are_no_usable_number_are_left_aside(value: str) -> None:
    styles = STYLES.replace('text:level="2"', f'text:level="{value}"').replace(
        'text:display-levels="2"', f'text:display-levels="{value}"'
    )
    body = (
        make_list(make_item("Objet", make_list("Lots"), start_value=value))
        + f'<text:h text:outline-level="{value}">Durée</text:h>'
        + f"<table:table><table:table-row><table:table-cell table:number-columns-repeated='{value}'><text:p>a</text:p>"
        + "</table:table-cell></table:table-row></table:table>"
    )
    document = read(make_odt(body, styles=styles))
    assert document.text.startswith("Objet\nLots\nDurée\na")
    assert document.blocks[2].heading_level == 1
