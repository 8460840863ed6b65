"""One advice and one extraction, made by hand: exports say what they are given."""

import pytest

from recommender.domain.documents import BoundingBox, Span
from recommender.domain.extraction import DocumentProfile, Extraction, Fact, WeightIssue
from recommender.domain.library import Link, LinkKind, SubCriterion
from recommender.domain.recommendations import Advice, FilledVariable, Reason, ReasonCode, Recommendation
from recommender.domain.references import AdviceNote
from recommender.domain.spaser import (
    MonitoringStep,
    SpaserAxis,
    SpaserIndicator,
    SpaserObjective,
    SpaserPlan,
    SpaserTarget,
    TargetUnit,
)
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.vocabulary import FactKind
from recommender.recommendation.filling import fill_provision
from tests.builders.documents import make_clause, make_criterion, make_document, make_heading, make_segment
from tests.builders.library import (
    make_award_criterion,
    make_bundle,
    make_duty,
    make_need,
    make_provision,
    make_taxonomy,
)


@pytest.fixture
def taxonomy() -> Taxonomy:
    return make_taxonomy()


@pytest.fixture
def advice() -> Advice:
    parts = (SubCriterion("Accueil", 60), SubCriterion("Tutorat", 40))
    criterion = make_award_criterion(legal_basis=("L2152-7", "L2112-2"), sub_criteria=parts)
    links = (Link(LinkKind.REQUIRES, "nettoyage-suivi", "Le suivi compte les heures."),)
    bundle = make_bundle(provisions=(make_provision(), criterion), links=links)
    provisions = tuple(fill_provision(provision, bundle, {"heures": 400}) for provision in bundle.provisions)
    reasons = (
        Reason(ReasonCode.FAMILY, ("Nettoyage",)),
        Reason(ReasonCode.WORDS, ("nettoyage",), (Span(0, 9),)),
    )
    filled = (FilledVariable(bundle.variables[0], 400, "computed", "250 000 € × 40 % × 5 % / 25 €"),)
    return Advice(
        need=make_need(
            text="Nettoyage de trois écoles",
            amount_eur=250_000.0,
            id="42",
            confidence={"amount_eur": 0.95},
            typos={"netoyage": "nettoyage"},
        ),
        duties=(
            make_duty(code="social", label="Prévoir une clause sociale", status="due", legal_basis=("L2112-2-1",)),
            make_duty(code="egalim", label="Servir des produits durables", status="not_applicable"),
        ),
        recommendations=(Recommendation(bundle, 0.8, 0.6, 2, provisions, filled, reasons),),
        notes=("Une note pour l'acheteur.",),
        corpus_version="corpus-1",
        model_version="modeles-1",
        readings=(AdviceNote("avant-le-marche", "Avant le marché", "Faut-il un marché ?", ("cleaning",), (), ()),),
    )


@pytest.fixture
def extraction() -> Extraction:
    document = make_document("1. DÉCHETS", "Le titulaire trie les déchets.", warnings=("Page 3 numérisée.",))
    segment = make_segment(bbox=BoundingBox(70.04, 100.0, 300.26, 112.0))
    profile = DocumentProfile(
        doc_type="CCTP",
        object=None,
        nature=None,
        cpv=(),
        decp_social=("Pas de considération sociale",),
        decp_environmental=("Clause environnementale",),
    )
    return Extraction(
        document,
        profile,
        (make_heading("DÉCHETS"),),
        (make_clause(segment=segment),),
        (make_criterion(),),
        facts=(Fact(FactKind.SHARE, "30 %", 30.0, "percent", 1, Span(0, 4)),),
        weight_issues=(WeightIssue("all", None, 60.0, "percent", 100.0, ("Délai",)),),
        spaser=SpaserPlan(
            axes=(SpaserAxis("1", "Emploi", 1, (SpaserObjective("1.1", "Insertion", 1, ("insertion",)),)),),
            targets=(SpaserTarget("1. DÉCHETS", 1, Span(0, 10), "1", "1.1", 30.0, TargetUnit.PERCENT, 2028),),
            indicators=(SpaserIndicator("1. DÉCHETS", 1, Span(0, 10), "1", "1.1", TargetUnit.PERCENT),),
            monitoring=(MonitoringStep("1. DÉCHETS", 1, Span(0, 10)),),
            period=(2026, 2028),
        ),
    )
