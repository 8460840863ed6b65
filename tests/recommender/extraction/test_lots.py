"""The number of lots that a document states, lists or denies."""

import pytest

from recommender.domain.documents import BlockRole, Table
from recommender.extraction.lots import read_lots
from tests.builders.documents import make_block, make_document, make_item


@pytest.mark.parametrize(
    ("sentence", "lots"),
    [
        ("L'accord-cadre est divisé en 3 lots.", 3),
        ("Le marché est décomposé en cinq (5) lots.", 5),
        ("Les prestations sont réparties en 4 lots définis ci-dessous :", 4),
        ("Les travaux sont répartis en sept lots séparés.", 7),
        ("La consultation comporte 12 lots.", 12),
        ("Le marché est alloti en 2 lots.", 2),
        ("Le présent accord-cadre fait l'objet de deux lots.", 2),
        ("Nombre de lots : 6", 6),
        ("Allotissement : 8 lots", 8),
    ],
)
def test_stated_number_is_read(sentence: str, lots: int) -> None:
    assert read_lots(make_document(sentence)) == lots


@pytest.mark.parametrize(
    "sentence",
    [
        "Lot unique",
        "Marché non alloti",
        "Le présent marché n'est pas alloti.",
        "Le marché ne fait pas l'objet d'un allotissement.",
        "Les prestations ne sont pas réparties en lots.",
        "Il n'est pas prevu de décomposition en lots.",
        "Allotissement : non",
        "Sans allotissement",
    ],
)
def test_contract_that_is_not_divided_has_one_lot(sentence: str) -> None:
    assert read_lots(make_document(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Le titulaire trie les déchets.",
        "Un candidat peut soumissionner pour 3 lots.",
        "Un même candidat ne peut se voir attribuer un ensemble composé de 2 lots.",
        "Le lot 2 concerne le nettoyage.",
    ],
)
def test_other_sentences_on_lots_say_nothing_of_their_number(sentence: str) -> None:
    assert read_lots(make_document(sentence)) is None


@pytest.mark.parametrize("header", [("N°", "Intitulé des lots"), ("Lot", "Désignation"), ("N° du lot", "Objet", "CPV")])
def test_rows_of_the_table_of_lots_are_counted(header: tuple[str, ...]) -> None:
    rows = (header, *((str(number), f"Travaux {number}", "45000000")[: len(header)] for number in (1, 2, 3)))
    assert read_lots(make_document("Les lots sont :", tables=[Table(1, rows)])) == 3


def test_table_of_something_else_is_not_counted() -> None:
    rows = (("N°", "Désignation", "Quantité"), ("1", "Chaise", "20"), ("2", "Table", "10"))
    assert read_lots(make_document("Bordereau", tables=[Table(1, rows)])) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Lot n° 1 : Gros œuvre", "Lot n° 2 : Menuiseries", "Lot n° 3 : Peinture"),
        ("LOT 01 – GROS ŒUVRE", "LOT 02 – MENUISERIES", "LOT 03 – PEINTURE"),
        ("Lot 1 | Gros œuvre", "Lot 2 | Menuiseries", "Lot 3 | Peinture"),
    ],
)
def test_listed_lots_are_counted(lines: tuple[str, ...]) -> None:
    assert read_lots(make_document(*map(make_item, lines))) == 3


def test_general_prescriptions_are_no_lot() -> None:
    assert read_lots(make_document("Lot 00 : Généralités", "Lot 01 : Gros œuvre", "Lot 02 : Peinture")) == 2


@pytest.mark.parametrize("lines", [("Lot n° 2 : Menuiseries",), ("Lot n° 1 : Gros œuvre",), ("Lot 1, 20 jours",)])
def test_lone_lot_does_not_tell_how_many_there_are(lines: tuple[str, ...]) -> None:
    assert read_lots(make_document(*lines)) is None


@pytest.mark.parametrize("role", [BlockRole.RUNNING, BlockRole.CONTENTS])
def test_heads_of_pages_and_contents_are_not_read(role: BlockRole) -> None:
    lines = (make_block(f"Lot {number} : Travaux", role=role) for number in (1, 2))
    assert read_lots(make_document(*lines)) is None


def test_stated_number_wins_over_what_is_listed() -> None:
    assert read_lots(make_document("Le marché est divisé en 4 lots.", "Lot 1 : Gros œuvre", "Lot 2 : Peinture")) == 4
