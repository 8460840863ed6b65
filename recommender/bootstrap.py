"""The composition root: the only place that knows which concrete part is used."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from recommender.artefacts import read_manifest
from recommender.compliance.duties import find_duty_faults, read_duty_rules
from recommender.domain.ports import Encoder
from recommender.domain.store import ImportReport
from recommender.domain.taxonomy import Taxonomy
from recommender.embedding.pack import build_encoder_folder, is_built
from recommender.embedding.registry import BUILT_IN, build_encoder
from recommender.errors import InvalidCorpus, InvalidSetting
from recommender.extraction.meaning import SklearnMeaningClassifier
from recommender.language.lexicon import ThemeLexicon
from recommender.library.checks import check_library
from recommender.library.files import LibraryFiles, read_library_files
from recommender.library.references import References, find_reference_faults, read_references
from recommender.library.sizing import read_sizing_tables
from recommender.library.spelling import read_spelling
from recommender.library.taxonomy import read_lexicon, read_taxonomy
from recommender.reading import DocumentReader, ReadingLimits
from recommender.recommendation.purchase import FamilyTerms, SklearnPurchaseClassifier, list_family_terms
from recommender.retrieval.hybrid import HybridRetriever
from recommender.retrieval.indexing import make_encoded_text, make_lexical_entry
from recommender.services import Services
from recommender.settings import Settings
from recommender.storage.database import open_database
from recommender.storage.library_store import SqliteBundleStore

Report = Callable[[str], None]


def _stay_silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class LibraryState:
    """The library once imported and indexed."""

    store: SqliteBundleStore
    files: LibraryFiles
    report: ImportReport


def built_models_dir(settings: Settings) -> Path:
    """Where models built from ``models/`` are written."""
    return settings.data_dir / "models"


def build_models(settings: Settings, *, report: Report = _stay_silent) -> bool:
    """Build the encoder folder if it is not there or not current; tells whether something was built."""
    target = built_models_dir(settings) / BUILT_IN
    if settings.encoder != BUILT_IN or is_built(settings.models_dir, target):
        return False
    report("Construction du modèle d'encodage (une fois, environ dix secondes)…")
    build_encoder_folder(settings.models_dir, target)
    return True


def prepare_library(
    settings: Settings, taxonomy: Taxonomy, encoder: Encoder, *, report: Report = _stay_silent
) -> LibraryState:
    """Import the texts of ``corpus/`` into the database and encode what is new.

    Raises:
        InvalidCorpus: a file cannot be read or breaks the schema; the stored library is left as it was.
    """
    files = read_library_files(settings.corpus_dir)
    if files.findings:
        first = files.findings[0]
        raise InvalidCorpus(
            f"{len(files.findings)} fichier(s) à corriger dans la bibliothèque, dont {first.file} : {first.problem}",
            "Lancez `clausier corpus check` pour la liste complète.",
        )
    store = SqliteBundleStore(_open(settings))
    outcome = ImportReport(0, 0, 0, len(files.bundles))
    if store.corpus_version() != files.version:
        entries = [
            make_lexical_entry(bundle, themes=taxonomy.themes, families=taxonomy.families) for bundle in files.bundles
        ]
        outcome = store.import_bundles(files.bundles, entries, version=files.version)
        report(f"Bibliothèque importée : {len(files.bundles)} fiches.")
    _encode_missing(store, files, taxonomy, encoder, report)
    return LibraryState(store, files, outcome)


def _encode_missing(
    store: SqliteBundleStore, files: LibraryFiles, taxonomy: Taxonomy, encoder: Encoder, report: Report
) -> None:
    missing = store.missing_embeddings(encoder.name)
    if not missing:
        return
    report(f"Encodage de {len(missing)} fiches…")
    by_id = {bundle.id: bundle for bundle in files.bundles}
    texts = [make_encoded_text(by_id[bundle_id], families=taxonomy.families) for bundle_id in missing]
    store.save_embeddings(encoder.name, missing, encoder.encode_documents(texts))


def _open(settings: Settings) -> Engine:
    try:
        return open_database(settings.database_url)
    except (OSError, SQLAlchemyError) as error:
        raise InvalidSetting(
            f"La base « {settings.database_url} » ne peut pas être ouverte ({type(error).__name__}).",
            "Donnez dans CLAUSIER_DATA_DIR un dossier où vous pouvez écrire, ou une base dans CLAUSIER_DATABASE_URL.",
        ) from error


def build_services(settings: Settings, *, report: Report = _stay_silent) -> Services:
    """Everything wired: builds the encoder and imports the library first where that has not been done."""
    taxonomy = read_taxonomy(settings.corpus_dir)
    build_models(settings, report=report)
    encoder = build_encoder(settings.encoder, built_models_dir=built_models_dir(settings))
    library = prepare_library(settings, taxonomy, encoder, report=report)

    @cache
    def lexicon() -> ThemeLexicon:
        return read_lexicon(settings.corpus_dir)

    @cache
    def references() -> References:
        return read_references(settings.corpus_dir)

    @cache
    def meaning_classifier() -> SklearnMeaningClassifier:
        return SklearnMeaningClassifier.load(settings.models_dir / "extraction", lexicon())

    @cache
    def purchase_classifier() -> SklearnPurchaseClassifier:
        terms = encode_family_terms(settings, taxonomy, library.files, encoder)
        return SklearnPurchaseClassifier.load(settings.models_dir / "needs", encoder=encoder, terms=terms)

    @cache
    def retriever() -> HybridRetriever:
        return HybridRetriever(library.store, encoder, lexical_weight=settings.lexical_weight)

    return Services(
        settings=settings,
        taxonomy=taxonomy,
        duty_rules=read_duty_rules(settings.corpus_dir),
        reader=open_reader(settings),
        meaning_classifier=meaning_classifier,
        purchase_classifier=purchase_classifier,
        retriever=retriever,
        lexicon=lexicon,
        references=references,
        bundle_titles={bundle.id: bundle.title for bundle in library.files.bundles},
        corpus_version=library.files.version,
        model_version=model_version(settings, encoder),
        today=date.today,
    )


def encode_family_terms(settings: Settings, taxonomy: Taxonomy, files: LibraryFiles, encoder: Encoder) -> FamilyTerms:
    """The words that name each family's purchases, encoded; kept in a file until the words change."""
    import numpy as np

    by_family = {family.code: (*family.terms, family.label) for family in taxonomy.families.values()}
    of_bundles = [(bundle.families[0], term) for bundle in files.bundles for term in bundle.search_terms]
    pairs = list_family_terms(by_family, of_bundles)
    key = hashlib.sha256(json.dumps([encoder.name, pairs]).encode()).hexdigest()[:16]
    path = built_models_dir(settings) / f"family-terms-{key}.npy"
    if path.is_file():
        vectors = np.load(path, allow_pickle=False)
    else:
        vectors = encoder.encode_queries([term for _, term in pairs])
        path.parent.mkdir(parents=True, exist_ok=True)
        # np.save adds no suffix to an open file, and the rename makes the write whole or absent.
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("wb") as stream:
            np.save(stream, vectors)
        unfinished.replace(path)
    return FamilyTerms(tuple(family for family, _ in pairs), vectors)


def reading_limits(settings: Settings) -> ReadingLimits:
    """The limits of the reading stage, from the settings."""
    return ReadingLimits(
        max_upload_bytes=settings.max_upload_bytes,
        max_pages=settings.max_pages,
        max_ocr_pages=settings.max_ocr_pages,
        read_timeout_seconds=settings.read_timeout_seconds,
        read_memory_bytes=settings.read_memory_bytes,
    )


def open_reader(settings: Settings) -> DocumentReader:
    """The reader of documents alone, without models; to be closed."""
    return DocumentReader(reading_limits(settings))


def model_version(settings: Settings, encoder: Encoder) -> str:
    """Names the encoder and the trained classifiers together."""
    versions = [encoder.name]
    for folder in ("needs", "extraction"):
        manifest = read_manifest(settings.models_dir / folder)
        versions.append(f"{manifest['name']}@{manifest['version']}")
    return "+".join(versions)


def check_corpus(settings: Settings) -> tuple[LibraryFiles, list[str]]:
    """The library and every finding of its checks, one line each."""
    taxonomy = read_taxonomy(settings.corpus_dir)
    duties = read_duty_rules(settings.corpus_dir)
    read_lexicon(settings.corpus_dir)
    read_sizing_tables(settings.corpus_dir)
    files = read_library_files(settings.corpus_dir)
    findings = [*check_library(files, taxonomy, read_spelling(settings.corpus_dir))]
    findings += find_reference_faults(read_references(settings.corpus_dir), files.bundles, taxonomy)
    told = [f"{finding.file} : {finding.problem}" for finding in findings]
    return files, [*told, *find_duty_faults(duties, taxonomy)]
