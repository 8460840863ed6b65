"""`clausier evaluate`: answers to score, made from labelled documents."""

import json
from pathlib import Path

import click

from recommender.cli.console import open_services, tell, write_whole

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group(help="Prépare les réponses que les scripts d'évaluation notent.")
def evaluate() -> None:
    """Groups the evaluation commands."""


@evaluate.command(
    help="Extrait chaque document étiqueté avec un modèle qui ne l'a jamais vu (un document écarté à la fois)."
)
@click.option("--labels", required=True, type=FOLDER, help="Dossier avec documents.jsonl et provisions.jsonl.")
@click.option("--docs", required=True, type=FOLDER, help="Dossier des documents étiquetés.")
@click.option(
    "--outputs",
    required=True,
    type=click.Path(path_type=Path),
    help="Dossier où écrire une réponse par document.",
)
def extraction(labels: Path, docs: Path, outputs: Path) -> None:
    """Leave-one-document-out: the figures are those of unseen documents."""
    from recommender.evaluation import extract_left_out

    services = open_services()
    for name, answer in extract_left_out(services, labels=labels, documents=docs, report=tell):
        content = json.dumps(answer, ensure_ascii=False, indent=1).encode()
        write_whole(outputs / (name.replace("/", "__") + ".json"), content)
    services.reader.close()
