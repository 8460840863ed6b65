"""The composition root: the only place that knows which concrete part is used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from recommender.artefacts import read_manifest
from recommender.compliance.duties import read_duty_rules
from recommender.compliance.exceptions import read_exception_rules
from recommender.compliance.instruments import read_instrument_rules
from recommender.domain.library import Bundle
from recommender.domain.ports import Encoder
from recommender.domain.store import ImportReport
from recommender.domain.taxonomy import Taxonomy
from recommender.embedding.pack import build_encoder_folder, is_built
from recommender.embedding.registry import BUILT_IN, build_encoder
from recommender.errors import InvalidCorpus, InvalidSetting
from recommender.extraction.meaning import SklearnMeaningClassifier
from recommender.intake.files import IntakeFiles
from recommender.intake.opening import Intake
from recommender.lawfulness.rules import read_lawfulness
from recommender.library.coverage import families_of
from recommender.library.files import read_library_files, read_library_version
from recommender.library.references import read_references
from recommender.library.sizing import read_sizing_tables
from recommender.library.taxonomy import read_lexicon, read_taxonomy
from recommender.library.uptake import read_uptake
from recommender.reading import DocumentReader, PageRenderer, ReadingLimits
from recommender.recommendation.completion import Completer
from recommender.recommendation.features import FeatureReader
from recommender.recommendation.feedback import FeedbackBook
from recommender.recommendation.purchase import LearntPurchaseClassifier, load_purchase_model
from recommender.recommendation.ranking import Ranker
from recommender.recommendation.reasons import ReasonFinder
from recommender.recommendation.selection import Selector
from recommender.recommendation.understanding import NeedReader
from recommender.retrieval.hybrid import HybridRetriever
from recommender.retrieval.indexing import make_encoded_text, make_lexical_entry
from recommender.services import AuditRules, Services
from recommender.settings import Settings
from recommender.storage.database import open_database
from recommender.storage.feedback_store import SqliteFeedbackStore
from recommender.storage.intake_store import SqliteIntakeStore
from recommender.storage.library_store import SqliteBundleStore

if TYPE_CHECKING:
    from recommender.training.purchase import NeedMaterial
    from recommender.training.ranking import RankingParts

Report = Callable[[str], None]


def _stay_silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class LibraryState:
    """The library once imported and indexed. ``bundles`` are ordered by id."""

    engine: Engine
    store: SqliteBundleStore
    bundles: tuple[Bundle, ...]
    version: str
    report: ImportReport


def built_models_dir(settings: Settings) -> Path:
    """Where models built from ``models/`` are written."""
    return settings.data_dir / "models"


def build_models(settings: Settings, *, report: Report = _stay_silent) -> bool:
    """Build the encoder folder if it is not there or not current; tells whether something was built."""
    target = built_models_dir(settings) / BUILT_IN
    if is_built(settings.models_dir, target):
        return False
    report("Construction du modèle d'encodage (une fois, environ dix secondes)…")
    try:
        build_encoder_folder(settings.models_dir, target)
    except OSError as error:
        raise InvalidSetting(
            f"Le modèle d'encodage ne peut pas être écrit dans « {target.parent} » ({type(error).__name__}).",
            "Donnez dans CLAUSIER_DATA_DIR un dossier où vous pouvez écrire, avec 250 Mo libres.",
        ) from error
    return True


def open_encoder(settings: Settings, *, report: Report = _stay_silent) -> Encoder:
    """The encoder that searches the library; its folder is built first where it is not current."""
    build_models(settings, report=report)
    return build_encoder(settings.encoder, built_models_dir=built_models_dir(settings))


def prepare_library(
    settings: Settings, taxonomy: Taxonomy, encoder: Encoder, *, report: Report = _stay_silent
) -> LibraryState:
    """Import the texts of ``corpus/`` into the database and encode what is new.

    Raises:
        InvalidCorpus: a file cannot be read or breaks the schema; the stored library is left as it was.
    """
    engine = open_database(settings.database_url)
    store = SqliteBundleStore(engine)
    version = read_library_version(settings.corpus_dir)
    if store.corpus_version() == version:
        # Parsing hundreds of unchanged files would be half of a command's time.
        bundles = tuple(store.list_bundles())
        outcome = ImportReport(0, 0, 0, len(bundles))
    else:
        bundles, outcome = _import_files(settings, taxonomy, store)
        report(f"Bibliothèque importée : {len(bundles)} fiches.")
    _encode_missing(store, bundles, taxonomy, encoder, report)
    return LibraryState(engine, store, bundles, version, outcome)


def _import_files(
    settings: Settings, taxonomy: Taxonomy, store: SqliteBundleStore
) -> tuple[tuple[Bundle, ...], ImportReport]:
    files = read_library_files(settings.corpus_dir)
    if files.findings:
        first = files.findings[0]
        raise InvalidCorpus(
            f"{len(files.findings)} fichier(s) à corriger dans la bibliothèque, dont {first.file} : {first.problem}",
            "Lancez `clausier corpus check` pour la liste complète.",
        )
    entries = [
        make_lexical_entry(bundle, themes=taxonomy.themes, families=taxonomy.families) for bundle in files.bundles
    ]
    return files.bundles, store.import_bundles(files.bundles, entries, version=files.version)


def _encode_missing(
    store: SqliteBundleStore, bundles: Sequence[Bundle], taxonomy: Taxonomy, encoder: Encoder, report: Report
) -> None:
    missing = store.missing_embeddings(encoder.name)
    if not missing:
        return
    report(f"Encodage de {len(missing)} fiches…")
    by_id = {bundle.id: bundle for bundle in bundles}
    texts = [make_encoded_text(by_id[bundle_id], families=taxonomy.families) for bundle_id in missing]
    store.save_embeddings(encoder.name, missing, encoder.encode_documents(texts))


def build_services(settings: Settings, *, report: Report = _stay_silent) -> Services:
    """Everything wired: builds the encoder and imports the library first where that has not been done."""
    taxonomy = read_taxonomy(settings.corpus_dir)
    encoder = open_encoder(settings, report=report)
    # The reader of needs was trained on the vectors of the built-in encoder, whichever one searches the library.
    is_own = settings.encoder == BUILT_IN
    own_encoder = encoder if is_own else build_encoder(BUILT_IN, built_models_dir=built_models_dir(settings))
    library = prepare_library(settings, taxonomy, encoder, report=report)

    lexicon = cache(partial(read_lexicon, settings.corpus_dir))

    @cache
    def purchase_classifier() -> LearntPurchaseClassifier:
        return LearntPurchaseClassifier(own_encoder, load_purchase_model(settings.models_dir / "needs"))

    @cache
    def need_reader() -> NeedReader:
        return NeedReader(purchase_classifier(), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix)

    @cache
    def selector() -> Selector:
        return make_selector(settings, taxonomy, Ranker.load(settings.models_dir / "needs"))

    @cache
    def retriever() -> HybridRetriever:
        return HybridRetriever(library.store, encoder, lexical_weight=settings.lexical_weight)

    return Services(
        settings=settings,
        taxonomy=taxonomy,
        duty_rules=read_duty_rules(settings.corpus_dir),
        reader=open_reader(settings),
        renderer=PageRenderer(reading_limits(settings)),
        meaning_classifier=cache(partial(open_meaning_classifier, settings)),
        purchase_classifier=purchase_classifier,
        need_reader=need_reader,
        retriever=retriever,
        selector=selector,
        lexicon=lexicon,
        references=cache(partial(read_references, settings.corpus_dir)),
        audit_rules=cache(partial(read_audit_rules, settings.corpus_dir)),
        feedback=_make_book(settings, library.engine, library.bundles, taxonomy),
        bundle_titles={bundle.id: bundle.title for bundle in library.bundles},
        corpus_version=library.version,
        model_version=model_version(settings, encoder),
        today=date.today,
    )


def read_audit_rules(corpus_dir: Path) -> AuditRules:
    """What the audit rests on besides the duties: warnings, exceptions, instruments."""
    return AuditRules(read_lawfulness(corpus_dir), read_exception_rules(corpus_dir), read_instrument_rules(corpus_dir))


def open_feedback(settings: Settings) -> FeedbackBook:
    """The feedback kept, without models: of bundles whose import was done, versions are those of the files."""
    taxonomy, bundles = read_taxonomy(settings.corpus_dir), read_library_files(settings.corpus_dir).bundles
    return _make_book(settings, open_database(settings.database_url), bundles, taxonomy)


def open_intake(settings: Settings) -> Intake:
    """The documents given to the curators, without models."""
    folder = settings.data_dir / "intake"
    return Intake(SqliteIntakeStore(open_database(settings.database_url)), IntakeFiles(folder / "files"), folder)


def _make_book(settings: Settings, engine: Engine, bundles: Sequence[Bundle], taxonomy: Taxonomy) -> FeedbackBook:
    return FeedbackBook(
        organisation=settings.organisation,
        store=SqliteFeedbackStore(engine),
        versions={bundle.id: bundle.version for bundle in bundles},
        families=taxonomy.families.keys(),
    )


def make_selector(settings: Settings, taxonomy: Taxonomy, ranker: Ranker) -> Selector:
    """The last stage, with what the library says of practice and of insertion sizing."""
    uptake = read_uptake(settings.corpus_dir)
    return Selector(
        features=FeatureReader(taxonomy.families, uptake),
        ranker=ranker,
        completer=Completer(read_sizing_tables(settings.corpus_dir)),
        reasons=ReasonFinder(taxonomy.themes, taxonomy.families, uptake),
    )


def open_need_training(
    settings: Settings,
    *,
    contracts: Path,
    needs: Path | None,
    held_out: Path | None,
    report: Report = _stay_silent,
) -> "tuple[NeedMaterial, RankingParts]":
    """What the reader of needs and the ranker are trained with."""
    from recommender.training.contract_objects import read_contract_objects
    from recommender.training.labels import read_rows
    from recommender.training.need_labels import read_labelled_needs, read_need_examples, to_example
    from recommender.training.purchase import NeedMaterial, list_family_words
    from recommender.training.ranking import KnownPurchases, RankingParts

    taxonomy = read_taxonomy(settings.corpus_dir)
    encoder = open_encoder(settings, report=report)
    library = prepare_library(settings, taxonomy, encoder, report=report)
    objects = read_contract_objects(contracts, held_out=held_out)
    examples = read_need_examples(settings.corpus_dir, objects)
    if needs is not None:
        labelled = read_labelled_needs(read_rows(needs))
        examples += [to_example(need, families_of(need.family, taxonomy)) for need in labelled]
    return (
        NeedMaterial(objects, examples, list_family_words(library.bundles, taxonomy), taxonomy),
        RankingParts(
            encoder=encoder,
            retriever=HybridRetriever(library.store, encoder, lexical_weight=settings.lexical_weight),
            reader=NeedReader(KnownPurchases(()), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix),
            features=FeatureReader(taxonomy.families, read_uptake(settings.corpus_dir)),
        ),
    )


def open_meaning_classifier(settings: Settings) -> SklearnMeaningClassifier:
    """The reader of clauses alone."""
    return SklearnMeaningClassifier.load(settings.models_dir / "extraction", read_lexicon(settings.corpus_dir))


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
