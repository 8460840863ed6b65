"""Values of the library, needs and duties, with defaults that hold together; keywords change what a test is about."""

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from recommender.compliance.duties import DutyRule, DutyRules, ThresholdPeriod
from recommender.domain.classifiers import ThemeOutlook
from recommender.domain.documents import Span
from recommender.domain.extraction import AwardCriterion, Clause, CpvCandidate, Segment
from recommender.domain.library import Bundle, Indicator, Provision, PurchaseFamily, Source, Theme, Variable
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import Duty, ScoredBundle
from recommender.domain.sizing import Estimate, SizingTables, Trade
from recommender.domain.store import LexicalEntry
from recommender.domain.taxonomy import LawArticle, Taxonomy
from recommender.domain.uptake import Uptake
from recommender.domain.vocabulary import (
    BuyerCategory,
    ContractNature,
    Obligation,
    Place,
    ProvisionKind,
    ThemeFamily,
)
from recommender.recommendation.completion import Completer
from recommender.recommendation.features import FEATURES, FeatureReader
from recommender.recommendation.ranking import Ranker
from recommender.recommendation.reasons import ReasonFinder
from recommender.recommendation.selection import Selector

CLAUSE_TEXT = (
    "Le titulaire réserve {{ heures }} heures de travail à des personnes éloignées de l'emploi "
    "et remet chaque trimestre le relevé de ces heures."
)
LAUNCH = date(2026, 11, 16)


def make_variable(**changes: Any) -> Variable:
    """A whole number within its bounds."""
    values: dict[str, Any] = {
        "name": "heures",
        "label": "Heures d'insertion",
        "unit": "heures",
        "default": 1500,
        "advice": "Environ 5 % des heures du marché.",
        "minimum": 100,
        "maximum": 5000,
    }
    return Variable(**(values | changes))


def make_provision(**changes: Any) -> Provision:
    """A complete execution condition of level 1."""
    values: dict[str, Any] = {
        "level": 1,
        "kind": ProvisionKind.EXECUTION_CONDITION,
        "place": Place.CCAP,
        "heading": "Heures d'insertion",
        "text": CLAUSE_TEXT,
        "legal_basis": ("L2112-2",),
        "proof": "Relevé trimestriel des heures.",
        "control": "L'acheteur rapproche le relevé des contrats de travail.",
        "penalty": "50 € par heure non réalisée.",
    }
    return Provision(**(values | changes))


def make_award_criterion(**changes: Any) -> Provision:
    """A complete award criterion of level 2, without variables."""
    values: dict[str, Any] = {
        "level": 2,
        "kind": ProvisionKind.AWARD_CRITERION,
        "place": Place.RC,
        "heading": "Critère : encadrement des personnes en insertion",
        "text": "Le critère note l'organisation de l'accueil, du tutorat et de la formation prévue pour ce marché.",
        "scoring": "20 points par engagement vérifiable.",
        "tenderer_supplies": "Une note de deux pages.",
        "weight_percent_min": 10.0,
        "weight_percent_max": 20.0,
    }
    return make_provision(**(values | changes))


def make_bundle(id_: str = "nettoyage-insertion", **changes: Any) -> Bundle:
    """A published bundle on insertion in cleaning contracts that passes every check."""
    values: dict[str, Any] = {
        "id": id_,
        "title": "Heures d'insertion dans le nettoyage",
        "purpose": "Ouvrir des postes à des personnes éloignées de l'emploi.",
        "themes": ("insertion",),
        "families": ("cleaning",),
        "cpv": ("9091",),
        "natures": (ContractNature.SERVICES,),
        "fits": "Nettoyage régulier de locaux.",
        "avoid": "Interventions ponctuelles.",
        "search_terms": ("nettoyage de locaux", "entretien ménager", "vitrerie"),
        "cautions": ("Vérifier l'offre d'insertion du territoire.",),
        "decp": ("Clause sociale",),
        "eforms": ("opp",),
        "ocds": ("social.disadvantagedEmploymentOpportunities",),
        "author": "Clausier",
        "licence": "etalab-2.0",
        "sources": (Source("Code de la commande publique", "fondement"),),
        "variables": (make_variable(),),
        "provisions": (make_provision(),),
        "indicators": (Indicator("Heures réalisées", "heures", "trimestrielle"),),
        "version": 1,
        "status": "published",
        "reviewed": date(2026, 11, 1),
        "content_sha256": f"sha-of-{id_}",
    }
    return Bundle(**(values | changes))


def make_entry(bundle_id: str, *, title: str = "", terms: str = "", body: str = "") -> LexicalEntry:
    """What the lexical index holds of a bundle, in stems."""
    return LexicalEntry(bundle_id, title, terms, body)


def make_theme(code: str = "insertion", **changes: Any) -> Theme:
    """A social theme."""
    values: dict[str, Any] = {
        "label": code.capitalize(),
        "family": ThemeFamily.SOCIAL,
        "eforms": ("opp",),
        "ocds": ("social.disadvantagedEmploymentOpportunities",),
    }
    return Theme(code=code, **(values | changes))


def make_family(code: str = "cleaning", **changes: Any) -> PurchaseFamily:
    """A family of services where insertion is a major stake."""
    values: dict[str, Any] = {
        "label": "Nettoyage de locaux",
        "nature": ContractNature.SERVICES,
        "cpv": ("9091",),
        "terms": ("nettoyage des locaux",),
        "stakes": {"insertion": 3, "pollution": 2},
    }
    return PurchaseFamily(code=code, **(values | changes))


def make_taxonomy(**changes: Any) -> Taxonomy:
    """Two themes, two families, three CPV codes, two articles."""
    values: dict[str, Any] = {
        "themes": {
            "insertion": make_theme(),
            "pollution": make_theme(
                "pollution",
                family=ThemeFamily.ENVIRONMENTAL,
                eforms=("pollu-prev",),
                ocds=("environmental.pollutionPrevention",),
            ),
        },
        "families": {
            "cleaning": make_family(),
            "furniture": make_family(
                "furniture", label="Mobilier", nature=ContractNature.SUPPLIES, cpv=("391",), stakes={"pollution": 1}
            ),
        },
        "cpv_labels": {
            "90910000": "Services de nettoyage",
            "90911000": "Services de nettoyage de logements, de bâtiments et de vitres",
            "39130000": "Mobilier de bureau",
        },
        "articles": {code: LawArticle(code, "", "https://example.org", "verified") for code in ("L2112-2", "L2152-7")},
    }
    return Taxonomy(**(values | changes))


def make_need(**changes: Any) -> Need:
    """A cleaning contract of 120,000 € over two years, surely recognised."""
    values: dict[str, Any] = {
        "text": "Nettoyage des locaux de trois écoles",
        "cpv": (CpvCandidate("90910000", "Services de nettoyage", 0.9),),
        "families": (FamilyCandidate("cleaning", "Nettoyage de locaux", 0.9),),
        "nature": ContractNature.SERVICES,
        "amount_eur": 120_000.0,
        "duration_months": 24,
        "launch_date": LAUNCH,
        "buyer": BuyerCategory.LOCAL,
        "inferred": (),
        "themes": (make_outlook("insertion", 3.0), make_outlook("pollution", 2.0)),
    }
    return Need(**(values | changes))


def make_outlook(code: str, grade: float, **changes: Any) -> ThemeOutlook:
    """A theme that an expert would raise for sure, at this grade."""
    values: dict[str, Any] = {"relevance": 1.0, "grade": grade, "worth": 2.0**grade - 1.0}
    return ThemeOutlook(code, **(values | changes))


def make_sizing_tables(**changes: Any) -> SizingTables:
    """One trade, cleaning, without transfer of staff: 40 % of labour, 5 % of effort, 25 € an hour."""

    def estimate(low: float, default: float, high: float) -> Estimate:
        return Estimate(low, default, high, "Guide", LAUNCH, "secondary")

    values: dict[str, Any] = {
        "trades": {"cleaning": Trade("cleaning", "Nettoyage", ("cleaning",), estimate(30, 40, 50), False)},
        "effort": estimate(3, 5, 10),
        "hourly_cost": estimate(20, 25, 30),
        "hours_per_participant": 500.0,
        "hours_per_full_time_year": 1607.0,
        "participant_source": "Guide",
        "modalities": (),
    }
    return SizingTables(**(values | changes))


def make_selector(taxonomy: Taxonomy | None = None, **changes: Any) -> Selector:
    """A selector for which a bundle fits as surely as the purchase is of its families; nothing is known of practice."""
    taxonomy = taxonomy or make_taxonomy()
    uptake = Uptake("Données essentielles", LAUNCH)
    weights = np.array([8.0 * (name == "family_fit") for name in FEATURES], dtype=np.float32)
    values: dict[str, Any] = {
        "features": FeatureReader(taxonomy.families, uptake),
        "ranker": Ranker(weights, -4.0),
        "completer": Completer(make_sizing_tables()),
        "reasons": ReasonFinder(taxonomy.themes, taxonomy.families, uptake),
    }
    return Selector(**(values | changes))


def make_candidate(bundle: Bundle, **changes: Any) -> ScoredBundle:
    """A bundle as retrieval scores it."""
    values: dict[str, Any] = {"score": 0.5, "lexical_rank": 1, "dense_rank": 1, "lexical": 0.5, "dense": 0.8}
    return ScoredBundle(bundle=bundle, **(values | changes))


def make_duty_rule(**changes: Any) -> DutyRule:
    """A duty of every purchase launched from 22 August 2026."""
    values: dict[str, Any] = {
        "code": "env_execution_condition",
        "label": "Prendre en compte l'environnement",
        "launch_from": date(2026, 8, 22),
        "legal_basis": ("L2112-2",),
        "certainty": "verified",
        "how_to_meet": "Une clause environnementale.",
        "exceptions": "",
    }
    absent = {
        "threshold": None,
        "families": frozenset(),
        "always_families": frozenset(),
        "natures": frozenset(),
        "words": None,
        "not_words": None,
    }
    return DutyRule(**(values | absent | changes))


def make_duty_rules(*rules: DutyRule) -> DutyRules:
    """These duties, with one period of thresholds that begins in 2026."""
    amounts = {"state": 140_000.0, "local": 216_000.0, "utility": 432_000.0}
    return DutyRules(rules, (ThresholdPeriod(date(2026, 1, 1), date(2028, 1, 1), 5_404_000.0, amounts),))


def make_duty(**changes: Any) -> Duty:
    """A duty that is due."""
    texts = {field.name: "" for field in fields(Duty) if field.name not in ("legal_basis", "coverage")}
    values: dict[str, Any] = {"code": "env_execution_condition", "status": "due", "certainty": "verified"}
    return Duty(**(texts | {"legal_basis": ("L2112-2",)} | values | changes))


def make_clause(**changes: Any) -> Clause:
    """A binding environmental clause of page 4, article 7.2."""
    text = changes.pop("text", "Le titulaire trie les déchets du chantier.")
    segment = Segment(text, changes.pop("page", 4), Span(0, len(text)), None, changes.pop("article", "7.2"), None)
    values: dict[str, Any] = {
        "segment": segment,
        "kind": ProvisionKind.EXECUTION_CONDITION,
        "themes": ("pollution",),
        "obligation": Obligation.MUST,
        "confidence": 0.9,
    }
    return Clause(**(values | changes))


def make_draft_criterion(**changes: Any) -> AwardCriterion:
    """A criterion of a draft, on price."""
    values: dict[str, Any] = {
        "page": 3,
        "lot": "",
        "criterion": "Prix",
        "parent": None,
        "weight": 60.0,
        "unit": "percent",
        "responsible": "none",
    }
    return AwardCriterion(**(values | changes))
