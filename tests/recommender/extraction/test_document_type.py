"""The type of a document, from the signs of its cover, heads, name and words."""

import pytest

from recommender.domain.documents import BlockRole
from recommender.extraction.document_type import MAX_TITLE_CHARS, read_doc_type, read_passage_type
from tests.builders.documents import make_block, make_document

ADVICE = [
    "L'acheteur peut exiger un contenu recyclé.",
    "L'acheteur doit vérifier l'état du marché.",
    "Il est recommandé de fixer un seuil.",
    "Exemple de clause : le titulaire trie les déchets.",
]


@pytest.mark.parametrize(
    ("title", "doc_type"),
    [
        ("Cahier des clauses administratives particulières", "CCAP"),
        ("CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES", "CCTP"),
        ("Cahier des Clauses Particulières", "CCP"),
        ("Cahier des charges", "CCP"),
        ("C.C.T.P.", "CCTP"),
        ("C.C.A.P", "CCAP"),
        ("Règlement de la consultation", "RC"),
        ("Règlement de consultation (R.C.)", "RC"),
        ("Acte d’engagement", "AE"),
        ("Schéma de promotion des achats responsables", "SPASER"),
        ("SPASER 2024-2028", "SPASER"),
        ("Guide de l'achat durable", "guide"),
        ("Fiche pratique : les clauses sociales", "guide"),
        ("Notice de sécurité", "other"),
    ],
)
def test_type_is_the_one_the_first_pages_name(title: str, doc_type: str) -> None:
    assert read_doc_type(make_document(title, name="piece.pdf")) == doc_type


def test_type_named_first_wins_over_those_the_document_refers_to() -> None:
    document = make_document("Règlement de la consultation", "Les pièces sont le CCAP et le CCTP.")
    assert read_doc_type(document) == "RC"


def test_type_comes_from_the_name_of_the_file_where_the_text_is_silent() -> None:
    assert read_doc_type(make_document("Lot 2 : menuiseries", name="Cuzieu - CCTP lot 2.pdf")) == "CCTP"
    assert read_doc_type(make_document("Lot 2 : menuiseries", name="lot2_ccap_v3.pdf")) == "CCAP"


def test_type_comes_from_the_head_of_the_pages() -> None:
    head = make_block("Commune de Cuzieu – CCTP – page 3", role=BlockRole.RUNNING)
    assert read_doc_type(make_document(head, "Le titulaire trie les déchets.", name="piece.pdf")) == "CCTP"


def test_type_comes_from_what_the_document_calls_itself() -> None:
    document = make_document("Objet", "Le présent CCAP fixe les clauses du marché.", name="piece.pdf")
    assert read_doc_type(document) == "CCAP"


def test_signs_that_agree_win_over_a_single_title() -> None:
    document = make_document(
        "Acte d'engagement",
        make_block("CCAP – page 1", role=BlockRole.RUNNING),
        "Le présent CCAP s'applique.",
        "Ce CCAP comporte deux annexes.",
        name="ccap.pdf",
    )
    assert read_doc_type(document) == "CCAP"


def test_type_shouted_in_the_middle_of_a_line_counts() -> None:
    assert read_doc_type(make_document("Lot 3 - RÈGLEMENT DE LA CONSULTATION", name="piece.pdf")) == "RC"
    assert read_doc_type(make_document("Voir le règlement de la consultation", name="piece.pdf")) == "other"


def test_long_paragraph_is_no_title() -> None:
    text = "Règlement de la consultation " + "et autres pièces " * (MAX_TITLE_CHARS // 10)
    assert read_doc_type(make_document(text, name="piece.pdf")) == "other"


def test_contents_and_rows_are_no_titles() -> None:
    blocks = [
        make_block("Acte d'engagement", role=BlockRole.CONTENTS),
        make_block("CCTP", role=BlockRole.TABLE_ROW),
    ]
    assert read_doc_type(make_document(*blocks, name="piece.pdf")) == "other"


def test_advice_to_buyers_makes_a_guide_of_what_names_a_contract() -> None:
    assert read_doc_type(make_document("Clauses pour le CCTP", *ADVICE, name="clauses.pdf")) == "guide"


def test_a_word_of_advice_in_a_long_contract_makes_no_guide() -> None:
    document = make_document(
        "Cahier des clauses techniques particulières", *ADVICE, "Le titulaire trie les déchets. " * 1500
    )
    assert read_doc_type(document) == "CCTP"


def test_advice_in_a_handout_that_names_every_piece_makes_a_guide() -> None:
    pieces = ("CCAP", "CCTP", "Règlement de la consultation")
    assert read_doc_type(make_document(*pieces, *ADVICE, name="clauses.doc")) == "guide"


def test_rules_that_list_the_pieces_stay_rules() -> None:
    document = make_document("RÈGLEMENT DE LA CONSULTATION", "Acte d'engagement", "CCAP", "CCTP", name="dce.pdf")
    assert read_doc_type(document) == "RC"


def test_document_without_a_word_is_other() -> None:
    assert read_doc_type(make_document(name="scan.pdf")) == "other"


def test_fragment_that_says_nothing_of_itself_has_no_type_for_the_reader_of_passages() -> None:
    fragment = make_document("Le titulaire trie les déchets de chantier.", name="texte collé")
    sheet = make_document("Fiche action n° 12 : achats responsables", name="plan.pdf")
    contract = make_document("Cahier des clauses particulières", name="ccp.pdf")
    types = [read_passage_type(document, read_doc_type(document)) for document in (fragment, sheet, contract)]
    assert types == ["", "other", "CCP"]
