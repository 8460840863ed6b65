"""One advice and one extraction, made by hand: exports say what they are given."""

from datetime import date

import pytest

from recommender.domain.documents import BoundingBox
from recommender.domain.extraction import CpvCandidate, DocumentProfile, Extraction
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import Advice, Duty, FilledProvision, Recommendation
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import BuyerCategory, ContractNature
from recommender.recommendation.filling import fill_provision
from tests.builders.documents import make_clause, make_criterion, make_document, make_heading, make_segment
from tests.builders.library import make_award_criterion, make_bundle, make_provision, make_taxonomy


@pytest.fixture
def taxonomy() -> Taxonomy:
    return make_taxonomy()


@pytest.fixture
def need() -> Need:
    return Need(
        text="Nettoyage de trois écoles",
        cpv=(CpvCandidate("90910000", "Services de nettoyage", 0.9),),
        families=(FamilyCandidate("cleaning", "Nettoyage de locaux", 0.95),),
        nature=ContractNature.SERVICES,
        amount_eur=250_000.0,
        duration_months=24,
        launch_date=date(2026, 11, 16),
        buyer=BuyerCategory.LOCAL,
        inferred=("cpv", "nature"),
        id="42",
    )


@pytest.fixture
def advice(need: Need) -> Advice:
    bundle = make_bundle(provisions=(make_provision(), make_award_criterion()))
    provisions: tuple[FilledProvision, ...] = tuple(
        fill_provision(provision, bundle.variables) for provision in bundle.provisions
    )
    recommendation = Recommendation(bundle, 0.8, 2, provisions, ("Écrite pour l'achat « Nettoyage ».",))
    duties = (
        Duty("social", "Clause sociale", "due", "Seuil atteint.", ("L2112-2-1",), "verified", "Ajoutez-en une."),
        Duty("egalim", "Produits durables", "not_applicable", "", (), "secondary", ""),
    )
    return Advice(need, duties, (recommendation,), ("Une note.",), "corpus-1", "modèles-1")


@pytest.fixture
def extraction() -> Extraction:
    document = make_document("1. DÉCHETS", "Le titulaire trie les déchets.", warnings=("Page 3 numérisée.",))
    segment = make_segment(bbox=BoundingBox(70.04, 100.0, 300.26, 112.0))
    profile = DocumentProfile(
        "CCTP", None, None, (), ("Pas de considération sociale",), ("Clause environnementale",)
    )
    return Extraction(
        document, profile, (make_heading("DÉCHETS"),), (make_clause(segment=segment),), (make_criterion(),)
    )
