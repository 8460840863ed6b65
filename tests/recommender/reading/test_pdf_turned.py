"""Texts turned on their side: apart from the lines they stand beside."""

import pytest

from recommender.domain.documents import BlockRole
from tests.builders.pdfs import Draw, Text, lines, make_pdf, turn_landscape
from tests.builders.reading import read, texts
from tests.builders.unruled import Fill, Turned

PROSE = (
    "Le titulaire organise le tri des déchets de chantier et remet les bordereaux de",
    "suivi dans un délai de quinze jours après chaque enlèvement de benne pleine ou",
    "entamée.",
)


@pytest.mark.parametrize("degrees", [90.0, 270.0, 45.0])
def test_turned_text_stands_after_the_lines_it_crosses(degrees: float) -> None:
    page: list[Draw] = [*lines(*PROSE), Turned("AXE 1", 165, 40, degrees)]
    blocks = read(make_pdf(page)).blocks
    assert [(block.role, block.text) for block in blocks] == [
        (BlockRole.BODY, " ".join(PROSE)),
        (BlockRole.BODY, "AXE 1"),
    ]
    assert blocks[1].bbox is not None
    assert blocks[1].bbox.x0 < 60


def test_turned_text_met_on_page_after_page_is_running() -> None:
    pages = [
        [*lines(*PROSE, top=250), Turned("AXE 1", 265, 40), Turned(f"Action {number}", 400, 40)] for number in range(3)
    ]
    document = read(make_pdf(*pages))
    assert texts(document, BlockRole.RUNNING) == ["AXE 1"] * 3
    assert [text for text in texts(document) if text.startswith("Action")] == ["Action 0", "Action 1", "Action 2"]


def test_paragraph_goes_on_over_the_page_past_a_turned_text() -> None:
    first: list[Draw] = [*lines(*PROSE[:2], top=700), Turned("AXE 1", 300, 40)]
    document = read(make_pdf(first, lines(PROSE[2], top=60)))
    assert texts(document)[0] == " ".join(PROSE)


def test_page_turned_to_landscape_has_no_turned_text() -> None:
    document = read(make_pdf([turn_landscape, *lines(*PROSE)]))
    assert texts(document) == [" ".join(PROSE)]


def test_page_whose_words_are_all_turned_keeps_them_as_text() -> None:
    document = read(make_pdf([Turned("Objet du marché", 300, 100), Turned("Durée du marché", 300, 130)]))
    assert document.text.count("marché") == 2


@pytest.mark.parametrize("label", ["Objectif 1.3", "Lot n° 4", "3.3.2"])
def test_label_halfway_down_a_title_of_two_lines_leads_it(label: str) -> None:
    title = ("Faire de l’égalité et de la non-discrimination une exigence", "d’exécution")
    page: list[Draw] = [
        Fill(70, 140, 520, 172),
        Text(label, 158, x=75, size=10, is_bold=True),
        *lines(*title, x=158, top=151, leading=14, is_bold=True),
        *lines(*PROSE, top=200),
    ]
    assert texts(read(make_pdf(page))) == [f"{label} {' '.join(title)}", " ".join(PROSE)]
