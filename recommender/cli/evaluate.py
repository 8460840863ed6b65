"""`clausier evaluate`: figures on labelled documents, with the errors behind them."""

import glob
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recommender.cli.console import current_settings, open_services, tell, write_whole
from recommender.errors import FileNotReadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommender.evaluation import Answer
    from recommender.scoring import DocumentScore
    from recommender.spaser_scoring import SpaserScore

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
EXPECTED_SUFFIX = ".expected.json"


@click.group(help="Mesure les réponses sur des documents étiquetés.")
def evaluate() -> None:
    """Groups the evaluation commands."""


@evaluate.command(
    help="Extrait chaque document étiqueté avec un lecteur qui ne l'a jamais vu (un document écarté à la fois), "
    "et affiche les mesures à côté de celles de deux méthodes simples."
)
@click.option("--labels", required=True, type=FOLDER, help="Dossier avec documents.jsonl et provisions.jsonl.")
@click.option("--docs", required=True, type=FOLDER, help="Dossier des documents étiquetés.")
@click.option("--outputs", type=click.Path(path_type=Path), help="Dossier où écrire une réponse par document.")
@click.option("--errors", type=click.Path(path_type=Path), help="Fichier où écrire les erreurs par document.")
def extraction(labels: Path, docs: Path, outputs: Path | None, errors: Path | None) -> None:
    """Leave-one-document-out: the figures are those of unseen documents."""
    from recommender.evaluation import METHODS, extract_left_out, read_collection, score_answers
    from recommender.scoring import sum_up

    services = open_services()
    collection = read_collection(services, labels=labels, documents=docs, report=tell)
    figures = {}
    for method, train in METHODS.items():
        answers = dict(extract_left_out(services, collection, train, report=tell))
        scores = score_answers(labels, answers)
        figures[method] = asdict(sum_up(scores))
        if train is METHODS["clausier"]:
            if outputs:
                _write_answers(outputs, answers)
            _show_documents(scores, errors)
    services.close()
    _show_figures(figures)


@evaluate.command(
    help="Lit chaque SPASER du dossier qui a ses attentes (NOM.expected.json à côté du document), et affiche par plan "
    "la précision, le rappel et la mesure F1 des axes, objectifs, cibles, indicateurs et étapes de suivi."
)
@click.option("--samples", required=True, type=FOLDER, help="Dossier des plans et de leurs attentes.")
@click.option("--errors", type=click.Path(path_type=Path), help="Fichier où écrire les erreurs par plan.")
def spaser(samples: Path, errors: Path | None) -> None:
    """Score the reading of the plans of a folder."""
    from recommender.exporting.spaser_format import format_spaser
    from recommender.spaser_scoring import score_spaser

    services = open_services()
    scores = []
    for expectation, path in _pair_samples(samples):
        extraction = services.extract(services.read_path(path))
        answer = format_spaser(extraction.spaser, extraction.document) if extraction.spaser is not None else None
        expected = _read_expectation(expectation)
        scores.append(score_spaser(path.name, expected=expected, answer=answer))
    services.close()
    _show_plans(scores)
    if errors:
        parts = [f"## {score.name}\n\n" + "\n".join(f"- {line}" for line in score.errors) for score in scores]
        write_whole(errors, ("\n\n".join(parts) + "\n").encode())


@evaluate.command(
    help="Pour chaque besoin étiqueté, cherche si chaque thème essentiel (noté 3) a une fiche écrite pour sa famille "
    "d'achat, et affiche le tableau."
)
@click.option(
    "--needs",
    required=True,
    type=click.Path(path_type=Path),
    help="Fichier JSON Lines : id, text, family, expected (thème : note de 1 à 3).",
)
def library(needs: Path) -> None:
    """Print what the library holds for each need, and the themes it lacks."""
    from recommender.cli.corpus_text import show_need_coverage
    from recommender.library.coverage import cover_need, measure_coverage, read_expected_needs
    from recommender.library.files import read_library_files
    from recommender.training.labels import read_rows

    expected = read_expected_needs(read_rows(needs), name=needs.name)
    services = open_services()
    coverage = measure_coverage(read_library_files(services.settings.corpus_dir).bundles, services.taxonomy)
    purchases = services.purchase_classifier().classify([need.text for need in expected])
    ranked = [[code for code, _ in purchase.families] for purchase in purchases]
    services.close()
    show_need_coverage(
        [cover_need(need, order, coverage, services.taxonomy) for need, order in zip(expected, ranked, strict=True)]
    )


@evaluate.command(
    help="Mesure les suggestions sur des besoins étiquetés, lus par des modèles qui ne les ont jamais vus (validation "
    "croisée), à côté de méthodes simples ; intervalles de confiance à 95 %."
)
@click.option(
    "--needs",
    "needs_path",
    required=True,
    type=click.Path(path_type=Path),
    help="Fichier JSON Lines : id, text, family, form, nature, cpv_divisions, expected, unexpected.",
)
@click.option("--contracts", required=True, type=click.Path(path_type=Path), help="CSV : objet et codeCPV.")
@click.option(
    "--launch-date",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2026-11-16",
    show_default=True,
    help="Date de lancement donnée à chaque besoin (AAAA-MM-JJ).",
)
def needs(needs_path: Path, contracts: Path, launch_date: datetime) -> None:
    """Cross-validate the recommendations."""
    from recommender.bootstrap import make_selector, open_need_training
    from recommender.cli.evaluation_text import show_need_evaluation
    from recommender.library.coverage import families_of
    from recommender.need_evaluation import evaluate_needs
    from recommender.recommendation.features import FEATURES
    from recommender.recommendation.ranking import Ranker
    from recommender.training.labels import read_rows
    from recommender.training.need_labels import read_labelled_needs

    labelled = read_labelled_needs(read_rows(needs_path))
    settings = current_settings()
    material, parts = open_need_training(settings, contracts=contracts, needs=None, held_out=needs_path, report=tell)
    families = [families_of(need.family, material.taxonomy) for need in labelled]
    # Each fold brings its own ranker: this one is never asked.
    selector = make_selector(settings, material.taxonomy, Ranker.untrained(len(FEATURES)))
    tell(f"{len(material.examples)} besoins étiquetés du projet, {len(labelled)} besoins à mesurer…")
    show_need_evaluation(evaluate_needs(labelled, families, material, parts, selector, launch_date.date()))


def _read_expectation(path: Path) -> dict[str, Any]:
    """What a reader should find in a plan.

    Raises:
        FileNotReadable: the file is no JSON.
    """
    try:
        expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FileNotReadable(
            f"Les attentes « {path.name} » ne sont pas du JSON.", "Reprenez la forme de corpus/samples/*.expected.json."
        ) from error
    return expected


def _pair_samples(folder: Path) -> list[tuple[Path, Path]]:
    """Each file of expectations with its document.

    Raises:
        FileNotReadable: there are none, or one has no document.
    """
    pairs: list[tuple[Path, Path]] = []
    for expectation in sorted(folder.glob(f"*{EXPECTED_SUFFIX}")):
        stem = expectation.name.removesuffix(EXPECTED_SUFFIX)
        documents = sorted(path for path in folder.glob(f"{glob.escape(stem)}.*") if path.stem == stem)
        if not documents:
            raise FileNotReadable(
                f"Aucun document n'accompagne « {expectation.name} ».", f"Placez {stem}.pdf, .docx ou .odt à côté."
            )
        pairs.append((expectation, documents[0]))
    if not pairs:
        raise FileNotReadable(
            f"Le dossier « {folder} » ne contient aucun fichier NOM{EXPECTED_SUFFIX}.",
            "Donnez un dossier de plans avec leurs attentes, comme corpus/samples.",
        )
    return pairs


def _show_plans(scores: "Sequence[SpaserScore]") -> None:
    click.echo("plan ; relevé ; attendus ; donnés ; justes ; précision ; rappel ; F1")
    for score in scores:
        for kind, counts in score.kinds.items():
            figures = f"{counts.precision:.3f} ; {counts.recall:.3f} ; {counts.f1:.3f}"
            click.echo(f"{score.name} ; {kind} ; {counts.wanted} ; {counts.given} ; {counts.right} ; {figures}")


def _write_answers(folder: Path, answers: "Mapping[str, Answer]") -> None:
    for name, answer in answers.items():
        content = json.dumps(answer, ensure_ascii=False, indent=1).encode()
        write_whole(folder / (name.replace("/", "__") + ".json"), content)


def _show_documents(scores: "Sequence[DocumentScore]", errors: Path | None) -> None:
    click.echo("document ; dispositions trouvées ; affirmées justes ; critères ; titres ; erreurs")
    for score in scores:
        counts = score.counts
        click.echo(
            f"{score.name} ; {counts.found}/{counts.wanted} ; {counts.right}/{counts.asserted} ; "
            f"{counts.criteria_right}/{counts.criteria_wanted} ; {counts.headings_right}/{counts.headings_wanted} ; "
            f"{len(score.errors)}"
        )
    if errors:
        parts = [f"## {score.name}\n\n" + "\n".join(f"- {line}" for line in score.errors) for score in scores]
        write_whole(errors, ("\n\n".join(parts) + "\n").encode())


def _show_figures(figures: dict[str, dict[str, float]]) -> None:
    click.echo("mesure".ljust(22) + "".join(method.rjust(14) for method in figures))
    for name in next(iter(figures.values())):
        row = "".join(f"{figures[method][name]:14.3f}" for method in figures)
        click.echo(name.ljust(22) + row)
