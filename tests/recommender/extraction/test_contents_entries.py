"""What the table of contents says of the headings, and that it holds none itself."""

import pytest

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.contents_entries import Contents, make_key, read_contents
from recommender.extraction.headings import find_headings
from recommender.extraction.title_numbers import read_title
from tests.builders.documents import make_block, make_document

PROSE = "Le titulaire exécute les prestations dans les conditions du présent marché et remet un bilan."


def entry(text: str) -> Block:
    return make_block(text, role=BlockRole.CONTENTS)


def contents_of(*texts: str) -> Contents:
    return read_contents([entry(text) for text in texts])


def body(*titles: str, **changes: object) -> list[Block]:
    return [block for title in titles for block in (make_block(title, **changes), make_block(PROSE))]


def headings_of(*blocks: Block) -> list[tuple[str | None, str]]:
    return [(heading.number, heading.title) for heading in find_headings(make_document(*blocks))]


@pytest.mark.parametrize(
    ("line", "key", "page"),
    [
        ("1. Objet du marché .......... 3", "objetdumarche", 3),
        ("2.1 Prix……… 12", "prix", 12),
        ("Pénalités\t7", "penalites", 7),
        ("Article 4 – Délais", "delais", None),
        ("Marché 2024", "marche", 2024),
    ],
)
def test_entry_is_its_words_and_its_page(line: str, key: str, page: int | None) -> None:
    (found,) = contents_of(line).entries
    assert (found.key, found.page) == (key, page)


@pytest.mark.parametrize("title", ["SOMMAIRE", "Table des matières", "Tables des matières ....", "Sommaire :"])
def test_title_of_the_contents_is_no_entry(title: str) -> None:
    assert contents_of(title, "1. Objet ... 2").entries[0].key == "objet"


def test_body_without_contents_has_no_entry() -> None:
    assert read_contents([make_block("1. Objet ... 2")]).entries == ()


def test_title_is_found_by_its_words_near_its_page() -> None:
    contents = contents_of("Objet du marché .... 3")
    assert contents.find_title("OBJET DU MARCHE", page=4) is not None
    assert contents.find_title("OBJET DU MARCHE", page=0) is not None
    assert contents.find_title("Objet du marché", page=9) is None
    assert contents.find_title("Objet de la consultation", page=3) is None


def test_numbered_title_is_found_by_its_number_and_some_of_its_words() -> None:
    contents = contents_of("4.2 Durée des accords-cadres .... 3")
    for line, is_found in (("4.2 Durée de l'accord-cadre", True), ("4.3 Prix", False), ("4.2 Pénalités", False)):
        numbered = read_title(line)
        assert numbered is not None
        assert (contents.find_numbered(numbered) is not None) == is_found


def test_number_drawn_as_a_picture_is_told_by_the_entry_below() -> None:
    numbers = [found.numbered for found in contents_of("Objet .... 3", "1.1 Contenu .... 3", "Prix .... 4").entries]
    assert [found and found.label for found in numbers] == ["1", "1.1", None]


def test_gap_exactly_as_long_as_the_unnumbered_entries_numbers_them() -> None:
    numbers = [found.numbered for found in contents_of("1. Objet", "Prix", "Délais", "4. Pénalités").entries]
    assert [found and found.label for found in numbers] == ["1", "2", "3", "4"]
    longer = [found.numbered for found in contents_of("1. Objet", "Prix", "4. Pénalités").entries]
    assert [found and found.label for found in longer] == ["1", None, "4"]


def test_key_ignores_accents_case_and_signs() -> None:
    assert make_key("Œuvre d'ART – été") == make_key("œuvre d’art ETE")


def test_lines_of_the_contents_are_never_headings() -> None:
    listed = [entry(text) for text in ("SOMMAIRE", "1. OBJET .... 2", "2. PRIX .... 3")]
    document = make_document(*listed, *body("1. Objet", "2. Prix"))
    assert [heading.block for heading in find_headings(document)] == [3, 5]


def test_listed_line_is_a_heading_though_nothing_sets_it_apart() -> None:
    assert headings_of(*body("2. Prix")) == []
    assert headings_of(entry("2. Prix .... 3"), *body("2. Prix")) == [("2", "Prix")]


def test_listed_row_is_a_heading() -> None:
    rows = body("1. | Objet", "2. | Prix", role=BlockRole.TABLE_ROW)
    assert headings_of(entry("1. Objet .... 2"), entry("2. Prix .... 3"), *rows) == [("1", "Objet"), ("2", "Prix")]


def test_unnumbered_title_takes_the_number_that_the_contents_give_it() -> None:
    listed = [entry(text) for text in ("Objet .... 1", "1.1 Contenu .... 1")]
    found = headings_of(*listed, *body("Objet", "1.1 Contenu", is_bold=True))
    assert found == [("1", "Objet"), ("1.1", "Contenu")]


def test_contents_that_fit_the_body_tell_what_is_no_heading() -> None:
    titles = [f"{number}. {word}" for number, word in enumerate(("OBJET", "PRIX", "DÉLAIS", "PAIEMENT", "LITIGES"), 1)]
    listed = [entry(f"{title} .... 1") for title in titles]
    mixed = [block for title in titles[:4] for block in body(title, "1. Autre chose", is_bold=True)]
    found = headings_of(*listed, *mixed, *body(titles[4], is_bold=True))
    assert [title for _, title in found] == ["OBJET", "PRIX", "DÉLAIS", "PAIEMENT", "LITIGES"]


def test_lines_before_the_contents_are_the_cover() -> None:
    cover = [make_block("3 RUE DE LA MAIRIE", is_bold=True)]
    listed = [entry("1. OBJET .... 2"), entry("2. PRIX .... 2")]
    assert headings_of(*cover, *listed, *body("1. OBJET", "2. PRIX")) == [("1", "OBJET"), ("2", "PRIX")]
