"""Figures and references, each at its exact place, with what the words around make of it."""

import pytest

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.domain.extraction import Fact
from recommender.domain.vocabulary import FactKind
from recommender.extraction.facts import find_facts, to_number
from recommender.extraction.headings import find_headings
from recommender.extraction.segments import split_segments
from tests.builders.documents import make_block, make_document

Short = tuple[str, str, float | str | None, str | None]


def facts_of(document: SourceDocument) -> tuple[Fact, ...]:
    return find_facts(document, split_segments(document, find_headings(document)))


def read(*lines: str) -> list[Short]:
    """Kind, text, normal form and unit of the facts of such lines."""
    found = facts_of(make_document(*lines))
    return [(fact.kind.value, fact.value, fact.normalised, fact.unit) for fact in found]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Le titulaire réalise 1 607 heures d'insertion.", [("1 607 heures", 1607.0)]),
        ("Clause sociale : 5 (cinq) heures d'insertion", [("5 (cinq) heures", 5.0)]),
        ("120h d'insertion", [("120h", 120.0)]),
        ("Volume réservé à l'insertion : … heures", [("… heures", None)]),
        ("Action pour des jeunes en décrochage : 150 heures", [("150 heures", 150.0)]),
    ],
)
def test_hours_of_insertion(text: str, facts: list[tuple[str, float | None]]) -> None:
    assert read(text) == [("insertion_hours", value, number, "hours") for value, number in facts]


def test_hours_of_something_else_are_a_measure() -> None:
    assert read("Le repos quotidien est de 11 heures.") == [("measure", "11 heures", 11.0, "heures")]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Le taux d'insertion est de 7 % des heures travaillées.", ("7 %", 7.0, "percent")),
        (
            "Insertion : 5 (cinq) heures par tranche de 10 000 € HT facturés.",
            ("5 (cinq) heures par tranche de 10 000 € HT", 5.0, "hours/10000 EUR"),
        ),
    ],
)
def test_rate_of_insertion(text: str, fact: tuple[str, float, str]) -> None:
    assert read(text) == [("insertion_rate", *fact)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Une pénalité de 50 € par jour de retard est appliquée.",
            ("50 € par jour de retard", 50.0, "EUR/jour de retard"),
        ),
        (
            "Pénalité : 60 euros par heure d'insertion.",
            ("60 euros par heure d'insertion", 60.0, "EUR/heure d'insertion"),
        ),
        ("Pénalité de 1 500,00 € HT par manquement", ("1 500,00 € HT par manquement", 1500.0, "EUR/manquement")),
        ("Pénalité de cent (100) euros par absence", ("cent (100) euros par absence", 100.0, "EUR/absence")),
        ("En cas de non-respect du tri : 300 €", ("300 €", 300.0, "EUR")),
        ("Pénalité de 1/2000 du montant du marché", ("1/2000", 0.0005, "share")),
    ],
)
def test_penalty(text: str, fact: tuple[str, float, str]) -> None:
    assert read(text) == [("penalty", *fact)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Le montant maximum est de 214 000 € HT.", ("214 000 € HT", 214_000.0, "EUR")),
        ("Budget : 1,5 million d'euros", ("1,5 million d'euros", 1_500_000.0, "EUR")),
        ("Budget : 90 k€ HT", ("90 k€ HT", 90_000.0, "EUR")),
        ("Budget : 2 M€", ("2 M€", 2_000_000.0, "EUR")),
        ("12 500 euros T.T.C. par an", ("12 500 euros T.T.C. par an", 12_500.0, "EUR/an")),
    ],
)
def test_amount(text: str, fact: tuple[str, float, str]) -> None:
    assert read(text) == [("amount", *fact)]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Le papier comporte au moins 50 % de fibres recyclées.", [("recycled_share", "50 %")]),
        ("Au moins 20 % de matériel reconditionné", [("recycled_share", "20 %")]),
        ("Contenu recyclé : 30 % en 2025, 50 % en 2026", [("recycled_share", "30 %"), ("recycled_share", "50 %")]),
        ("Au moins 30 % de produits issus de l'agriculture biologique", [("organic_share", "30 %")]),
        ("50 % de produits durables dont 20 % de bio", [("share", "50 %"), ("organic_share", "20 %")]),
        ("20 % de bio et 50 % de produits durables", [("organic_share", "20 %"), ("share", "50 %")]),
        ("Le critère environnemental est pondéré à 15 %.", [("weight", "15 %")]),
        ("La remise est de trente pour cent.", [("share", "trente pour cent")]),
        ("Une avance de 20 % est versée.", [("share", "20 %")]),
    ],
)
def test_share_is_one_of_what_stands_beside_it(text: str, shares: list[tuple[str, str]]) -> None:
    assert [(kind, value) for kind, value, _, _ in read(text)] == shares


@pytest.mark.parametrize(
    ("text", "name", "accepts_equivalent"),
    [
        ("Les produits portent l'Écolabel européen ou équivalent.", "Écolabel européen", True),
        ("Un label NF Environnement ou tout label équivalent est exigé.", "NF Environnement", True),
        ("Les produits portent le label Ange Bleu.", "Ange bleu", False),
        ("Le bois est certifié FSC.", "FSC", False),
        ("Une certification SA 8000 ou équivalente", "SA 8000", True),
        ("Des denrées Label Rouge ou équivalent", "Label Rouge", True),
        ("Un matériel EPEAT Gold", "EPEAT", False),
    ],
)
def test_label_says_whether_an_equivalent_is_accepted(text: str, name: str, accepts_equivalent: bool) -> None:
    (fact,) = facts_of(make_document(text))
    assert (fact.kind, fact.normalised, fact.accepts_equivalent) == (FactKind.LABEL, name, accepts_equivalent)


@pytest.mark.parametrize("text", ["Le rge est requis.", "La msc du projet", "Une haute qualité est attendue."])
def test_small_letters_are_no_acronym_of_a_label(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "normalised", "code"),
    [
        (
            "Selon l'article L. 2112-2 du code de la commande publique, …",
            "article L. 2112-2 du code de la commande publique",
            "L2112-2",
            "code de la commande publique",
        ),
        ("Voir R2152-7 CCP.", "R2152-7 CCP", "R2152-7", "CCP"),
        ("Voir les articles L2141-1 à L2141-5 du CCP", "articles L2141-1 à L2141-5 du CCP", "L2141-1, L2141-5", "CCP"),
        ("l'article L.5132-4 du code pénal", "article L.5132-4 du code pénal", "L5132-4", "code pénal"),
        ("l'art. 16.1 du CCAG", "art. 16.1 du CCAG", "CCAG art. 16.1", None),
        ("l'article 20.2 du CCAG-Travaux", "article 20.2 du CCAG-Travaux", "CCAG-Travaux art. 20.2", None),
        ("l'article 35 de la loi n° 2021-1104", "article 35 de la loi n° 2021-1104", "Loi 2021-1104 art. 35", None),
        ("le décret n° 2021-254 du 9 mars 2021", "décret n° 2021-254 du 9 mars 2021", "Décret 2021-254", None),
        ("la loi du 11 février 2005", "loi du 11 février 2005", "Loi du 11 février 2005", None),
        ("la directive 2014/24/UE", "directive 2014/24/UE", "Directive 2014/24/UE", None),
        ("la convention n° 138", "convention n° 138", "OIT C138", None),
    ],
)  # fmt: skip
def test_article_of_law(text: str, value: str, normalised: str, code: str | None) -> None:
    assert read(text) == [("law_article", value, normalised, code)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "normalised"),
    [
        ("dans un délai de 15 jours ouvrés", "deadline", "15 jours ouvrés", 15.0),
        ("sous quarante-huit heures", "deadline", "quarante-huit heures", 48.0),
        ("délai maximal de 72 h", "deadline", "72 h", 72.0),
        ("au plus tard le 31 mars 2025", "deadline", "31 mars 2025", "2025-03-31"),
        ("avant le 1er juin", "deadline", "1er juin", "06-01"),
        ("remis avant le 15 du mois suivant", "deadline", "avant le 15 du mois suivant", 15.0),
        ("pour une durée de quatre (4) ans", "duration", "quatre (4) ans", 4.0),
        ("reconduit par période de 12 mois", "duration", "12 mois", 12.0),
        ("les 10 dernières années", "measure", "10 dernières années", 10.0),
        ("une épaisseur de 12 cm", "measure", "12 cm", 12.0),
        ("en 3 exemplaires", "measure", "3 exemplaires", 3.0),
    ],
)
def test_deadline_duration_or_measure(text: str, kind: str, value: str, normalised: float | str) -> None:
    assert [fact[:3] for fact in read(text)] == [(kind, value, normalised)]


def test_hour_of_the_day_is_no_fact() -> None:
    assert read("Les locaux ouvrent à 8 h 30 et ferment à 19 h.") == []


@pytest.mark.parametrize(
    ("text", "kind", "value", "normalised"),
    [
        ("Lot n° 2 : espaces verts", "lot", "Lot n° 2", "2"),
        ("Les lots 1 et 3 sont réservés.", "lot", "lots 1 et 3", "1 et 3"),
        ("Code CPV : 90911200-8", "cpv", "90911200-8", "90911200"),
        ("La norme NF EN ISO 14001", "standard", "NF EN ISO 14001", "NF EN ISO 14001"),
    ],
)
def test_lot_cpv_and_standard(text: str, kind: str, value: str, normalised: str) -> None:
    assert [fact[:3] for fact in read(text)] == [(kind, value, normalised)]


def test_eight_digits_without_the_word_are_no_cpv() -> None:
    assert read("Référence 90911200") == []


def test_fact_has_its_page_article_and_place() -> None:
    document = make_document(
        make_block("3. PÉNALITÉS", page=2), make_block("Le retard est puni de 50 € par jour.", page=2)
    )
    (fact,) = facts_of(document)
    assert (fact.kind, fact.page, fact.article) == (FactKind.PENALTY, 2, "3")
    assert document.text[fact.span.start : fact.span.end] == fact.value == "50 € par jour"


def test_row_is_read_with_the_sentence_above_its_table() -> None:
    row = make_block("Bilan manquant | 100 €", role=BlockRole.TABLE_ROW)
    assert [fact.kind for fact in facts_of(make_document("Les pénalités sont :", row))] == [FactKind.PENALTY]
    assert [fact.kind for fact in facts_of(make_document("Les prix sont :", row))] == [FactKind.AMOUNT]


@pytest.mark.parametrize("role", [BlockRole.RUNNING, BlockRole.CONTENTS])
def test_heads_of_pages_and_contents_hold_no_fact(role: BlockRole) -> None:
    assert facts_of(make_document(make_block("Lot 2 – 50 % recyclé", role=role))) == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [("1 607,5", 1607.5), ("1\u202f000", 1000.0), ("2.500", 2500.0), ("37,5", 37.5), ("trente", 30.0), ("…", None)],
)
def test_number_is_read_as_french_writes_it(written: str, number: float | None) -> None:
    assert to_number(written) == number
