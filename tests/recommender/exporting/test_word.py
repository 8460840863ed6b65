"""The Word file a buyer pastes from."""

import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document

from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Advice
from recommender.domain.taxonomy import Taxonomy
from recommender.exporting.word import write_word
from recommender.services import Services


def open_word(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in open_word(content).paragraphs)


@pytest.fixture
def text(advice: Advice, taxonomy: Taxonomy) -> str:
    return text_of(write_word(advice, taxonomy))


def test_file_holds_the_need_as_understood(text: str) -> None:
    assert "Nettoyage de trois écoles" in text
    assert "Montant estimé : 250\u202f000 € HT" in text
    assert "Lancement : 16/11/2026" in text


def test_file_holds_the_duties_that_apply(text: str) -> None:
    assert "Obligatoire : Prévoir une clause sociale (L2112-2-1)" in text
    assert "Servir des produits durables" not in text


def test_file_holds_titles_texts_and_what_makes_them_checkable(text: str) -> None:
    for expected in (
        "1. Heures d'insertion dans le nettoyage",
        "Le titulaire réserve 400 heures de travail",
        "Condition d'exécution, à insérer dans : Cahier des clauses administratives particulières (niveau 1)",
        "Critère d'attribution, à insérer dans : Règlement de la consultation (niveau 2)",
        "Justificatifs : Relevé trimestriel des heures.",
        "Pénalité : 50 € par heure non réalisée.",
        "À fournir par le candidat : Une note de deux pages.",
        "Fondement : L2152-7, L2112-2.",
        "Vérifier l'offre d'insertion du territoire.",
        "Une note pour l'acheteur.",
        "Bibliothèque corpus-1, modèles modeles-1.",
    ):
        assert expected in text


def test_what_is_absent_is_left_out(text: str) -> None:
    assert text.count("Pénalité : ") == 2
    assert text.count("Méthode de notation : ") == 1


def test_headings_make_an_outline(advice: Advice, taxonomy: Taxonomy) -> None:
    paragraphs = open_word(write_word(advice, taxonomy)).paragraphs
    outline = [paragraph.style.name for paragraph in paragraphs if paragraph.style.name.startswith(("Title", "Head"))]
    assert outline == ["Title", "Heading 1", "Heading 1", "Heading 1", "Heading 2", "Heading 3", "Heading 3"]


def test_advice_without_suggestion_is_still_a_file(advice: Advice, taxonomy: Taxonomy) -> None:
    assert "Une note pour l'acheteur." in text_of(write_word(replace(advice, recommendations=()), taxonomy))


def test_whole_library_is_written_without_a_variable_left(services: Services) -> None:
    needs = ("Rénovation de 120 logements sociaux", "Nettoyage de trois écoles", "Achat de denrées pour les cantines")
    for need in needs:
        advice = services.advise(NeedRequest(text=need), top_k=50)
        text = text_of(write_word(advice, services.taxonomy))
        assert "{{" not in text
        for recommendation in advice.recommendations:
            assert recommendation.bundle.title in text
            assert all(filled.heading in text for filled in recommendation.provisions)
