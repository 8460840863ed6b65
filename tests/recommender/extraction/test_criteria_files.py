"""Award criteria of real files, where the layout says what belongs to what."""

import io
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate, Table

from tests.builders.criteria import find_criteria, shorten
from tests.builders.office import save_docx
from tests.builders.reading import read

STYLES = getSampleStyleSheet()
PROSE = (
    "Les offres sont remises par voie électronique sur le profil d'acheteur de la commune, avant la date et l'heure "
    "limites fixées en page de garde du présent règlement."
)
Span = tuple[tuple[int, int], tuple[int, int]]


def text(words: str) -> Paragraph:
    return Paragraph(words, STYLES["BodyText"])


def read_pdf(*award: Flowable) -> list[str]:
    """The criteria of a PDF whose article 6 holds these parts."""
    target = io.BytesIO()
    flow = [text("<b>1. OBJET</b>"), text(PROSE), text(PROSE), text("<b>6. JUGEMENT DES OFFRES</b>"), *award]
    SimpleDocTemplate(target, pagesize=A4).build([*flow, text("<b>7. PIÈCES À REMETTRE</b>"), text(PROSE)])
    return shorten(find_criteria(read(target.getvalue(), name="rc.pdf")))


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[int], *, spans: Sequence[Span] = (), ruled: bool = True
) -> Table:
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    style += [("SPAN", *span) for span in spans]
    cells = [[text(cell) for cell in row] for row in rows] if ruled else rows
    return Table(cells, style=style, colWidths=widths)


def read_docx(build: Callable[[Document], object]) -> list[str]:
    """The criteria of a Word file whose article 6 is so built."""
    document = docx.Document()
    document.add_heading("1. Objet", 1)
    document.add_paragraph(PROSE)
    document.add_heading("6. Jugement des offres", 1)
    build(document)
    document.add_heading("7. Pièces à remettre", 1)
    document.add_paragraph(PROSE)
    return shorten(find_criteria(read(save_docx(document), name="rc.docx")))


def add_table(document: Document, rows: Sequence[Sequence[str]], merged: Sequence[Span] = ()) -> None:
    added = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            added.cell(place, column).text = cell
    for first, last in merged:
        words = added.cell(*first).text
        added.cell(*first).merge(added.cell(*last)).text = words


def test_columns_without_rules_are_read() -> None:
    rows = [["Critères", "Pondération"], ["Prix des prestations", "60 %"], ["Performance environnementale", "40 %"]]
    assert read_pdf(table(rows, [300, 100], ruled=False)) == [
        "Prix des prestations = 60 %",
        "Performance environnementale = 40 %",
    ]


def test_cell_merged_down_holds_the_parts_beside_it() -> None:
    rows = [
        ["Critères", "Sous-critères", "Pondération"],
        ["Valeur technique", "Organisation et moyens humains affectés à la prestation", "35 %"],
        ["", "Gestion des déchets", "25 %"],
        ["Prix", "", "40 %"],
    ]
    assert read_pdf(table(rows, [120, 220, 80], spans=[((0, 1), (0, 2)), ((0, 3), (1, 3))])) == [
        "Valeur technique = ?",
        "Valeur technique > Organisation et moyens humains affectés à la prestation = 35 %",
        "Valeur technique > Gestion des déchets = 25 %",
        "Prix = 40 %",
    ]


def test_explanation_under_the_name_in_its_cell_is_cut_off() -> None:
    rows = [
        ["N°", "Critère et éléments d'appréciation", "Pondération"],
        [
            "1",
            "<b>Valeur technique</b><br/>appréciée au regard du mémoire : méthode, moyens humains et matériels",
            "60 %",
        ],
        ["2", "<b>Prix</b><br/>apprécié au regard du montant total du détail quantitatif estimatif", "40 %"],
    ]
    assert read_pdf(table(rows, [30, 300, 80])) == ["Valeur technique = 60 %", "Prix = 40 %"]


def test_column_a_lot_is_read() -> None:
    rows = [["Critères", "Lot 1 : Nettoyage", "Lot 2 : Vitrerie"], ["Prix", "60 %", "70 %"], ["Délai", "40 %", "30 %"]]
    assert read_pdf(table(rows, [150, 120, 120])) == [
        "lot 1: Prix = 60 %",
        "lot 1: Délai = 40 %",
        "lot 2: Prix = 70 %",
        "lot 2: Délai = 30 %",
    ]


def test_list_within_a_list_holds_the_parts() -> None:
    inner = ListFlowable([text("Moyens humains : 40 %"), text("Délais d'intervention : 20 %")], bulletType="bullet")
    items = [text("Prix des prestations : 40 %"), text("Valeur technique : 60 %, répartie comme suit :"), inner]
    assert read_pdf(ListFlowable(items, bulletType="bullet")) == [
        "Prix des prestations = 40 %",
        "Valeur technique = 60 %",
        "Valeur technique > Moyens humains = 40 %",
        "Valeur technique > Délais d'intervention = 20 %",
    ]


def test_sentence_over_several_lines_is_read() -> None:
    sentence = (
        "L'offre économiquement la plus avantageuse est choisie au moyen des critères suivants : le prix des "
        "prestations, pondéré à 50 %, la valeur technique, pondérée à 35 %, appréciée au regard du mémoire technique, "
        "et la performance environnementale, pondérée à 15 %."
    )
    assert read_pdf(text(sentence)) == [
        "prix des prestations = 50 %",
        "valeur technique = 35 %",
        "performance environnementale = 15 %",
    ]


def test_merged_cells_of_a_word_table_are_read_once() -> None:
    rows = [
        ["Critères", "Pondération", "Sous-critères", "Points"],
        ["Valeur technique", "60 %", "Moyens humains", "30"],
        ["", "", "Méthodologie", "30"],
        ["Prix", "40 %", "", ""],
    ]
    merged = [((1, 0), (2, 0)), ((1, 1), (2, 1)), ((3, 2), (3, 3))]
    assert read_docx(lambda document: add_table(document, rows, merged)) == [
        "Valeur technique = 60 %",
        "Valeur technique > Moyens humains = 30 pts",
        "Valeur technique > Méthodologie = 30 pts",
        "Prix = 40 %",
    ]


def test_word_lists_hold_criteria_and_their_parts() -> None:
    def add(document: Document) -> None:
        document.add_paragraph("Les critères de jugement des offres sont les suivants :")
        document.add_paragraph("Prix des prestations : 40 points", style="List Number")
        document.add_paragraph("Valeur technique : 60 points", style="List Number")
        document.add_paragraph("Moyens humains et matériels : 40 points", style="List Bullet 2")
        document.add_paragraph("Insertion sociale : 20 points", style="List Bullet 2")

    assert read_docx(add) == [
        "Prix des prestations = 40 pts",
        "Valeur technique = 60 pts",
        "Valeur technique > Moyens humains et matériels = 40 pts",
        "Valeur technique > Insertion sociale = 20 pts",
    ]


def test_weights_after_a_tab_are_read() -> None:
    def add(document: Document) -> None:
        document.add_paragraph("Les critères sont les suivants :")
        document.add_paragraph("Prix\t40 %")
        document.add_paragraph("Valeur technique\t60 %")

    assert read_docx(add) == ["Prix = 40 %", "Valeur technique = 60 %"]
