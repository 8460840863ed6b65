"""RTF: the characters of every encoding, what a word processor shows and nothing of what it hides."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.sniffing import MediaType
from tests.builders.reading import find, read, texts
from tests.builders.rtf import HEAD, escape_bytes, escape_unicode, make_rtf, paragraph, row


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"d\'e9chets \'ab\'a0tri\'e9s\'a0\'bb", "déchets « triés »"),
        (r"l\'92\'9cuvre \'96 10\~\'80", "l’œuvre – 10 €"),
        (r"d\u233?chets", "déchets"),
        (r"l\u8217\'92acheteur", "l’acheteur"),
        (r"{\uc2 d\u233 xxchets}, t\u244?t", "déchets, tôt"),
        (r"{\uc0 d\u233 chets}", "déchets"),
        (r"d\u233{}chets", "déchets"),
        (r"d\u233{\b}chets", "déchets"),
        (r"1 km\u-4051?", "1 km\uf02d"),
        (r"\u55357?\u56960? v\u233?lo", "\U0001f680 vélo"),
        (r"l\rquote acheteur \endash\line la commune", "l’acheteur – la commune"),
        (r"\ldblquote acquis\rdblquote\emdash fin", "“acquis”—fin"),
        (r"sous\_traitant\tab non\-oui", "sous-traitant nonoui"),
        (r"\{a\} \\ b", r"{a} \ b"),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} caf\'e9", "Привет café"),
        ("partie\r\n par\r\ntie", "partie partie"),
        (r"un{\b  deux}{\i trois }quatre", "un deuxtrois quatre"),
    ],
)
def test_characters_are_those_that_a_word_processor_shows(body: str, expected: str) -> None:
    assert texts(read(make_rtf(body))) == [expected]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (r"\ansi\ansicpg1250", "cp1250"),
        (r"\ansi\ansicpg65001", "utf-8"),
        (r"\mac", "mac_roman"),
        (r"\pc", "cp437"),
        (r"\pca", "cp850"),
        (r"\ansi\ansicpg99999", "cp1252"),
        (r"\ansi", "cp1252"),
    ],
)
def test_bytes_are_read_in_the_page_of_codes_of_the_document(head: str, codec: str) -> None:
    content = make_rtf(escape_bytes("é ç ô", codec), head=head)
    assert texts(read(content)) == ["é ç ô"]


@pytest.mark.parametrize(
    "hidden",
    [
        r"{\v cach\'e9}",
        r"\v cach\'e9\v0 ",
        r"{\deleted retir\'e9}",
        r"{\info{\title Titre}{\author Auteur}}",
        r"{\header Ville}{\footerf Page 1}",
        r"{\*\generator Word}",
        r"{\*\inconnu rien{\b rien}}",
        r"{\pict\pngblip 89504e47}",
        r"{\pict\bin7 {}}\\abc}",
        r"{\object{\*\objdata 0105}}",
        r"{\xe index}{\*\xe index}",
        r"{\*\bkmkstart signet}{\*\bkmkend signet}",
        r"{\*\listtable{\list\listtemplateid1{\listname ;}}}",
        r"{\*\annotation commentaire}",
        r"{\colortbl;\red0\green0\blue0;}",
    ],
)
def test_what_a_word_processor_does_not_print_is_left_out(hidden: str) -> None:
    assert texts(read(make_rtf(f"Objet {hidden}du march\\'e9"))) == ["Objet du marché"]


def test_result_of_a_field_is_read_and_its_instruction_is_not() -> None:
    field = r'{\field{\*\fldinst{HYPERLINK "https://exemple.fr"}}{\fldrslt{\ul le guide}}}'
    assert texts(read(make_rtf(f"Voir {field}."))) == ["Voir le guide."]


def test_heading_has_the_outline_level_of_its_style_or_its_own() -> None:
    body = (
        paragraph("Objet", r"\s1\b")
        + paragraph("Durée", r"\s2")
        + paragraph("Annexe", r"\s3\outlinelevel2")
        + paragraph("Quatre ans.", r"\s3")
        + paragraph("Fin.")
    )
    assert [(block.text, block.heading_level) for block in read(make_rtf(body)).blocks] == [
        ("Objet", 1),
        ("Durée", 2),
        ("Annexe", 3),
        ("Quatre ans.", None),
        ("Fin.", None),
    ]


def test_printed_numbers_of_headings_and_items_are_kept_apart_from_the_text() -> None:
    body = (
        paragraph(r"{\listtext\pard 2.1.\tab}Lots", r"\s2")
        + paragraph(r"{\pntext\f2\'b7\tab}un bilan ;")
        + paragraph(r"{\listtext a)\tab}un plan ;")
        + paragraph(r"{\listtext 3.\tab}Pénalités")
        + paragraph(r"{\listtext \u55357?\u56960?\tab}un suivi")
    )
    assert [(block.role, block.number, block.text) for block in read(make_rtf(body)).blocks] == [
        (BlockRole.BODY, "2.1", "Lots"),
        (BlockRole.LIST_ITEM, None, "un bilan ;"),
        (BlockRole.LIST_ITEM, "a", "un plan ;"),
        (BlockRole.BODY, "3", "Pénalités"),
        (BlockRole.LIST_ITEM, None, "un suivi"),
    ]


def test_rows_that_follow_one_another_are_one_table() -> None:
    body = (
        paragraph("Avant")
        + row("Critère", "Poids")
        + row(r"{\b Prix}\par des lots", "40 %")
        + paragraph("Après")
        + row("Délai", "60 %")
    )
    document = read(make_rtf(body))
    assert [table.rows for table in document.tables] == [
        (("Critère", "Poids"), ("Prix des lots", "40 %")),
        (("Délai", "60 %"),),
    ]
    assert texts(document) == ["Avant", "Critère | Poids", "Prix des lots | 40 %", "Après", "Délai | 60 %"]


def test_table_within_a_cell_is_read_as_the_text_of_the_cell() -> None:
    nested = r"\pard\intbl\itap2 interne\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl "
    body = rf"\trowd\cellx3000\cellx6000 {nested}Prix\cell 40 %\cell\row" + paragraph("Fin.")
    document = read(make_rtf(body))
    assert [table.rows for table in document.tables] == [(("interne Prix", "40 %"),)]
    assert texts(document, BlockRole.BODY) == ["Fin."]


def test_notes_and_text_boxes_follow_the_paragraph_they_are_anchored_in() -> None:
    note = r"{\super\chftn}{\footnote\pard\plain {\super\chftn} Arr\'eat\'e9 de 2021.}"
    box = r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard Encadr\'e9\par}}}"
    body = paragraph(f"Objet{note} du marché{box}") + paragraph("Durée")
    assert texts(read(make_rtf(body))) == ["Objet du marché", "Arrêté de 2021.", "Encadré", "Durée"]


def test_text_box_of_word_95_is_read_and_its_copy_for_word_95_is_not() -> None:
    old = r"{\*\do\dobxpage\dptxbx{\dptxbxtext\pard Encadr\'e9\par}\dpx0}"
    assert texts(read(make_rtf(paragraph(f"Objet{old}")))) == ["Objet", "Encadré"]
    box = rf"{{\shp{{\*\shpinst{{\shptxt\pard Encadr\'e9\par}}}}{{\shprslt{old}}}}}"
    assert texts(read(make_rtf(paragraph(f"Objet{box}")))) == ["Objet", "Encadré"]


def test_weight_and_size_are_those_of_the_characters() -> None:
    body = paragraph(r"\b\fs44 Clause sociale") + paragraph(r"\fs22 Le titulaire {\b réserve} des heures de travail.")
    document = read(make_rtf(body))
    title, text = document.blocks
    assert (title.is_bold, title.size_ratio) == (True, 2.0)
    assert (text.is_bold, text.size_ratio) == (False, 1.0)


@pytest.mark.parametrize("size", [r"\fs0", r"\fs-12", r"\fs"])
def test_size_that_is_none_is_the_usual_one(size: str) -> None:
    assert find(read(make_rtf(paragraph(f"{size} Objet"))), "Objet").size_ratio == 1.0


def test_file_cut_short_is_read_and_says_so() -> None:
    document = read(make_rtf(paragraph("Objet") + paragraph("Durée"))[:-3])
    assert texts(document) == ["Objet", "Durée"]
    assert document.warnings == ("Le fichier RTF est coupé : la fin du texte manque peut-être.",)


def test_text_after_the_end_of_the_document_is_none_of_it() -> None:
    document = read(make_rtf(paragraph("Objet")) + b"\r\nDur\xe9e {\\b x}}")
    assert (texts(document), document.warnings) == (["Objet"], ())


def test_document_without_text_is_empty_and_one_cut_before_it_is_corrupt() -> None:
    with pytest.raises(EmptyDocument):
        read(make_rtf(r"\pard\par\page"))
    with pytest.raises(CorruptDocument, match="RTF incomplet"):
        read(make_rtf("Objet")[:40])


def test_type_is_that_of_rtf_and_there_are_no_pages() -> None:
    document = read(make_rtf("Objet"), name="projet.doc")
    assert (document.media_type, document.page_count) == (MediaType.RTF.value, 0)
    assert (document.blocks[0].page, document.blocks[0].bbox) == (0, None)


def test_escapes_of_the_builder_are_read_back() -> None:
    text = "Marché {n° 1} \\ l’œuvre – 10 € 🚀"
    assert texts(read(make_rtf(escape_unicode(text), head=HEAD))) == [text]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "body",
    [
        "{" * 100_000 + "Objet" + "}" * 100_000,
        "{\\b " * 50_000 + "Objet",
        "Objet" + "{\\footnote x}" * 20_000,
        "{\\footnote Objet" * 10_000,
        "\\pard\\intbl " + "x\\cell " * 30_000 + "\\row",
        "\\trowd\\pard\\intbl x\\cell y\\cell\\row " * 10_000,
        "Objet\\u233?" * 50_000,
        "Objet\\uc99999999 \\u233?" + "x" * 200_000,
        "Objet \\bin999999999 " + "x" * 100_000,
        "\\'e9" * 200_000 + "Objet",
        "Objet\\par " * 10_000,
        "{\\listtext " + "x" * 200_000 + "}Objet",
    ],
    ids=range(12),
)
def test_files_made_to_slow_the_reader_down_are_read_at_once(body: str) -> None:
    assert read(make_rtf(body)).blocks
