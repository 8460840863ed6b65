"""HTML: what a browser shows, in the encoding the page is in."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.errors import CorruptDocument, EmptyDocument
from recommender.reading.sniffing import MediaType
from tests.builders.html_files import html_table, make_html
from tests.builders.reading import find, read, texts


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Objet<p>Durée", ["Objet", "Durée"]),
        ("Objet<div>Durée</div>Prix", ["Objet", "Durée", "Prix"]),
        ("<p>Le <b>titu</b>laire\n   <i>agit</i></p>", ["Le titulaire agit"]),
        ("<p>d&eacute;chets &amp; l&rsquo;eau &#8211; 10&nbsp;&euro; &#x41;</p>", ["déchets & l’eau – 10 € A"]),
        ("<p>Sont exigés :<br>- un bilan ;<br>- un plan.</p>", ["Sont exigés :", "un bilan ;", "un plan."]),
        ("<p>Un texte<br>sur deux lignes</p>", ["Un texte sur deux lignes"]),
        ("<pre>Article 1\n- un\n- deux</pre>", ["Article 1", "un", "deux"]),
        ("<p>dé&shy;chets</p>", ["déchets"]),
        ("<dl><dt>Lot</dt><dd>Une part du marché.</dd></dl>", ["Lot", "Une part du marché."]),
        ("<a href='#x'>un lien</a>, <span>un mot</span>", ["un lien, un mot"]),
        ("<p>x<sup>2</sup> &lt;à compléter&gt;</p>", ["x2 <à compléter>"]),
        ("<p>a</p><!-- caché --><?php caché ?><p>b</p>", ["a", "b"]),
        ("<P>MAJUSCULES</P><CENTER>Centré</CENTER>", ["MAJUSCULES", "Centré"]),
        ("<details><summary>Voir</summary>le détail</details>", ["Voir", "le détail"]),
        ("<blockquote>Cité</blockquote><address>Mairie</address>", ["Cité", "Mairie"]),
    ],
)
def test_text_is_what_a_browser_shows(body: str, expected: list[str]) -> None:
    assert texts(read(make_html(body))) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>caché</p>';</script>",
        "<style>p { color: red }</style>",
        "<nav><ul><li>Accueil</li></ul></nav>",
        "<div hidden>caché</div>",
        "<p style='DISPLAY : none'>caché</p>",
        "<div style='color:red;visibility:hidden'><p>caché</p></div>",
        "<span style='mso-hide:all'>caché</span>",
        "<span aria-hidden='true'>caché</span>",
        "<noscript>Activez JavaScript</noscript>",
        "<template><p>modèle</p></template>",
        "<svg><text>dessin</text></svg>",
        "<select><option>choix</option></select><textarea>saisie</textarea><button>Envoyer</button>",
        "<del>retiré</del>",
        "<div title='header'><p>Ville</p></div>",
        "<table style='display:none'><tr><td>a</td><td>b</td></tr></table>",
        "<iframe src='x'>caché</iframe><object>caché</object>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    document = read(make_html(f"<p>Avant</p>{hidden}<p>Après</p>"))
    assert (texts(document), document.tables) == (["Avant", "Après"], ())


def test_text_after_a_hidden_word_is_kept() -> None:
    assert texts(read(make_html("<p>Le <del>maire</del> <b>titulaire</b><script>x</script> agit.</p>"))) == [
        "Le titulaire agit."
    ]


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ("<meta charset='iso-8859-15'>", "iso-8859-15"),
        ("<meta charset=macintosh>", "mac_roman"),
        ("", "cp1252"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<meta charset="utf-8">', "utf-16"),
        ('<meta charset="inconnu">', "cp1252"),
        ('<meta charset="utf-7">', "cp1252"),
        ('<meta charset="rot13">', "utf-8"),
    ],
)
def test_encoding_is_that_of_the_mark_or_the_declaration(head: str, codec: str) -> None:
    text = "L’œuvre coûte 10 €" if codec != "iso-8859-15" else "L'œuvre coûte 10 €"
    assert texts(read(make_html(f"<p>{text}</p>", head=head, codec=codec))) == [text]


def test_encoding_of_an_xml_declaration_is_read() -> None:
    content = '<?xml version="1.0" encoding="windows-1250"?>\n<html><body><p>Łódź – 10 €</p></body></html>'
    assert texts(read(content.encode("cp1250"))) == ["Łódź – 10 €"]


def test_titles_have_their_level_and_are_bold() -> None:
    document = read(make_html("<h1>Objet</h1><h3><span>Lots</span> du marché</h3><p>Trois lots.</p>"))
    assert [(block.text, block.heading_level, block.is_bold) for block in document.blocks] == [
        ("Objet", 1, True),
        ("Lots du marché", 3, True),
        ("Trois lots.", None, False),
    ]


@pytest.mark.parametrize(
    ("body", "is_bold"),
    [
        ("<p><strong>Prix</strong></p>", True),
        ("<p style='font-weight: 700'>Prix</p>", True),
        ("<b><span style='font-weight:normal'>Prix des lots</span> a</b>", False),
        ("<p>Prix des <b>lots</b></p>", False),
    ],
)
def test_weight_is_that_of_most_characters(body: str, is_bold: bool) -> None:
    assert read(make_html(body)).blocks[0].is_bold is is_bold


def test_lists_nest_and_number_their_items() -> None:
    body = (
        "<ol start=3><li>Objet<ul><li>un bilan</li><li><p>un plan</p><p>Il est daté.</p></li></ul></li>"
        "<li value=9>Prix</li><li>Durée</li></ol><ol type=a><li>un</li></ol><ol type=I><li>Lots</li></ol>"
    )
    assert [(block.role, block.number, block.text) for block in read(make_html(body)).blocks] == [
        (BlockRole.BODY, "3", "Objet"),
        (BlockRole.LIST_ITEM, None, "un bilan"),
        (BlockRole.LIST_ITEM, None, "un plan"),
        (BlockRole.BODY, None, "Il est daté."),
        (BlockRole.BODY, "9", "Prix"),
        (BlockRole.BODY, "10", "Durée"),
        (BlockRole.LIST_ITEM, "a", "un"),
        (BlockRole.BODY, "I", "Lots"),
    ]


def test_items_without_a_list_and_numbers_that_do_not_exist_are_read() -> None:
    document = read(make_html("<li>seul</li><ol type=I start=-5><li>moins cinq</li></ol><ol start='²'><li>x</li></ol>"))
    assert [(block.number, block.text) for block in document.blocks] == [
        (None, "seul"),
        ("-5", "moins cinq"),
        ("1", "x"),
    ]


def test_table_gives_rows_and_cells_and_its_caption_comes_before() -> None:
    body = "<table><caption>Critères</caption><thead><tr><th>Critère<th>Poids</thead><tbody><tr><td>Prix<td>40&nbsp;%"
    document = read(make_html(body))
    assert [table.rows for table in document.tables] == [(("Critère", "Poids"), ("Prix", "40 %"))]
    assert texts(document) == ["Critères", "Critère | Poids", "Prix | 40 %"]
    assert texts(document, BlockRole.TABLE_ROW) == ["Critère | Poids", "Prix | 40 %"]


def test_merged_cells_leave_empty_ones_where_they_cover() -> None:
    body = html_table(
        ("<td rowspan=2>Prix</td>", "<td colspan=2>Lots</td>"),
        ("un", "deux"),
        ("Délai", "<td rowspan=0>court</td>", "long"),
    )
    assert read(make_html(body)).tables[0].rows == (
        ("Prix", "Lots", ""),
        ("", "un", "deux"),
        ("Délai", "court", "long"),
    )


def test_table_made_for_layout_is_read_as_its_content() -> None:
    body = html_table(
        ("<td>Menu</td>", f"<td><h1>Objet</h1><p>Le marché.</p>{html_table(('Prix', '40 %'), ('Délai', '60 %'))}</td>"),
    )
    document = read(make_html(body))
    assert texts(document, BlockRole.BODY) == ["Menu", "Objet", "Le marché."]
    assert [table.rows for table in document.tables] == [(("Prix", "40 %"), ("Délai", "60 %"))]
    assert find(document, "Objet").heading_level == 1


def test_table_of_one_column_is_a_frame() -> None:
    document = read(make_html(html_table(("ARTICLE 1 - OBJET",), ("Le marché.",))))
    assert (texts(document, BlockRole.BODY), document.tables) == (["ARTICLE 1 - OBJET", "Le marché."], ())


def test_contents_are_marked() -> None:
    entries = "".join(f"<p>{title} ........ {page}</p>" for page, title in enumerate(("Objet", "Durée", "Prix"), 2))
    document = read(make_html(f"<p>Sommaire</p>{entries}<h2>Objet</h2><p>Le marché.</p>"))
    assert texts(document, BlockRole.CONTENTS) == [
        "Sommaire",
        "Objet ........ 2",
        "Durée ........ 3",
        "Prix ........ 4",
    ]
    assert texts(document, BlockRole.BODY) == ["Objet", "Le marché."]


def test_page_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(make_html("<p> &nbsp; </p><hr>"))


def test_type_is_that_of_a_page_and_there_are_no_pages_of_paper() -> None:
    document = read(make_html("<p>Objet</p>"), name="projet.txt")
    assert (document.media_type, document.page_count) == (MediaType.HTML.value, 0)


def test_text_below_tags_that_are_never_closed_is_read() -> None:
    assert texts(read(make_html("<p>Objet" + "<font><span>" * 400 + "du marché"))) == ["Objetdu marché"]


def test_page_that_nests_too_deep_says_that_its_end_is_missing() -> None:
    document = read(make_html("<p>Objet</p>" + "<div>" * 5_000 + "Durée"))
    assert (texts(document), len(document.warnings)) == (["Objet"], 1)
    assert "la fin de son texte manque" in document.warnings[0]
    with pytest.raises(CorruptDocument, match="illisible"):
        read(make_html("<div>" * 5_000 + "Durée"))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "body",
    [
        "Objet" + "<div>" * 100_000,
        "Objet" + "<b><i><table><tr><td>" * 10_000 + "a",
        "<table><tr><td>Objet</td>" + "<td colspan=9999999>a</td>" * 20_000,
        "<table>" + "<tr><td rowspan=9999999>Objet" * 5_000,
        "<ul><li>Objet" * 20_000,
        "<p>Objet" + "&amp;" * 200_000,
        "<p style='" + "font-weight:" * 50_000 + "'>Objet",
        "<p style='display" + " " * 200_000 + "x'>Objet",
        "Objet" + "<!--" * 50_000,
        "<p>Objet" + "<" * 200_000,
    ],
    ids=range(10),
)
def test_pages_made_to_slow_the_reader_down_are_read_at_once(body: str) -> None:
    assert "Objet" in read(make_html(body)).text
