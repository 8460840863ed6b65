"""Labelled needs, and the stages that stand before the ranker on a small real store."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.uptake import Uptake
from recommender.domain.vocabulary import ContractNature
from recommender.embedding.hashing import HashingEncoder
from recommender.need_scoring import LabelledNeed
from recommender.recommendation.features import FeatureReader
from recommender.recommendation.understanding import NeedReader
from recommender.retrieval.hybrid import HybridRetriever
from recommender.retrieval.indexing import make_encoded_text, make_lexical_entry
from recommender.storage.database import open_database
from recommender.storage.library_store import SqliteBundleStore
from recommender.training.need_labels import NeedExample
from recommender.training.ranking import KnownPurchases, RankingParts
from tests.builders.library import LAUNCH

GRADES = {"cleaning": {"insertion": 3, "pollution": 2}, "furniture": {"pollution": 3}}


def make_need_example(text: str = "Nettoyage des locaux", family: str = "cleaning", **changes: Any) -> NeedExample:
    """A published need of this family, with the themes an expert would raise."""
    values: dict[str, Any] = {
        "form": "published",
        "families": (family,),
        "subject": None,
        "nature": ContractNature.SERVICES if family == "cleaning" else ContractNature.SUPPLIES,
        "grades": GRADES[family],
        "is_restrained": False,
    }
    return NeedExample(text=text, **(values | changes))


def make_labelled_need(**changes: Any) -> LabelledNeed:
    """A cleaning need to be evaluated on."""
    values: dict[str, Any] = {
        "id": "n1",
        "text": "Nettoyage des locaux de la mairie",
        "family": "cleaning",
        "form": "published",
        "nature": "services",
        "divisions": ("90",),
        "expected": {"insertion": 3, "pollution": 2},
        "unexpected": frozenset({"food"}),
    }
    return LabelledNeed(**(values | changes))


def make_ranking_parts(bundles: Sequence[Bundle], taxonomy: Taxonomy, folder: Path) -> RankingParts:
    """Retrieval on a real database in ``folder``, with the encoder that needs no weights."""
    folder.mkdir(parents=True, exist_ok=True)
    encoder = HashingEncoder()
    store = SqliteBundleStore(open_database(f"sqlite:///{folder / 'library.db'}"))
    entries = [make_lexical_entry(b, themes=taxonomy.themes, families=taxonomy.families) for b in bundles]
    store.import_bundles(bundles, entries, version="v1")
    texts = [make_encoded_text(bundle, families=taxonomy.families) for bundle in bundles]
    store.save_embeddings(encoder.name, [bundle.id for bundle in bundles], encoder.encode_documents(texts))
    return RankingParts(
        encoder=encoder,
        retriever=HybridRetriever(store, encoder, lexical_weight=0.3),
        reader=NeedReader(KnownPurchases(()), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix),
        features=FeatureReader(taxonomy.families, Uptake("", LAUNCH)),
    )
