"""Every input that cannot be used: exit code 2, nothing on standard output, problem and next step in French."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.builders.commands import Answer
from tests.builders.office import make_docx, make_docx_bomb, make_ole
from tests.builders.pdfs import draw_image, lines, make_pdf

Run = Callable[..., Answer]
PAGE = lines("Article 1 - Objet du marché")


def draw_crowd(canvas: Canvas) -> None:
    """So many words that no reading of the page ends in a second."""
    words = (f"BT 1 0 0 1 {20 + i * 7 % 500} {20 + i * 13 % 800} Tm (mot{i}) Tj ET" for i in range(300_000))
    canvas.setFont("Helvetica", 8)
    canvas.addLiteral("\n".join(words))


@pytest.mark.parametrize("command", [("extract",), ("recommend", "--file")])
@pytest.mark.parametrize(
    ("name", "content", "fragment"),
    [
        ("vide.pdf", b"", "est vide"),
        ("blanc.txt", b"  \n\n ", "vide"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "photo.png"),
        ("ancien.doc", make_ole("WordDocument"), "ancien.doc"),
        ("courrier.rtf", rb"{\rtf1\ansi}", "courrier.rtf"),
        ("protege.pdf", make_pdf(PAGE, user_password="secret"), "mot de passe"),
        ("scan.pdf", make_pdf([draw_image]), "scan.pdf"),
        ("tronque.pdf", make_pdf(PAGE)[:300], "tronque.pdf"),
        ("bombe.docx", make_docx_bomb(), "trop volumineux"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_unusable_file(
    run: Run, tmp_path: Path, command: tuple[str, ...], name: str, content: bytes, fragment: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    run(*command, path).assert_refused(fragment)


@pytest.mark.parametrize("command", [("extract",), ("recommend", "--file"), ("recommend", "--batch")])
def test_missing_file_and_folder(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    run(*command, tmp_path / "absent.pdf").assert_refused("absent.pdf")
    run(*command, tmp_path).assert_refused(tmp_path.name)


def test_file_over_the_limit_of_size(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gros.docx"
    path.write_bytes(make_docx("Objet du marché"))
    run("extract", path, MAX_UPLOAD_BYTES=2_000).assert_refused("gros.docx")


def test_document_over_the_limit_of_pages(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(make_pdf(PAGE, PAGE, PAGE))
    run("extract", path, MAX_PAGES=2).assert_refused("long.pdf")


def test_pdf_whose_reading_does_not_end(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "boucle.pdf"
    path.write_bytes(make_pdf([draw_crowd]))
    run("extract", path, READ_TIMEOUT_SECONDS=1).assert_refused("a dépassé 1 seconde")


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("", "est vide"),
        ("   ", "est vide"),
        ("12 345 !", "est vide"),
        ("nettoyage", "tient en un mot"),
        ("mot " * 50_000, "200000 caractères"),
        ("Cleaning of the offices and of the schools for two years", "anglais"),
    ],
    ids=["empty", "spaces", "figures", "one word", "200 000 characters", "English"],
)
def test_unusable_description(run: Run, text: str, fragment: str) -> None:
    run("recommend", "--text", text).assert_refused(fragment)


@pytest.mark.parametrize("amount", ["beaucoup", "-5", "0", "", "12 %", "1,5 M$", "nan"])
def test_unreadable_amount(run: Run, amount: str) -> None:
    run("recommend", "--text", "Nettoyage des écoles", f"--amount={amount}").assert_refused("Le montant")


@pytest.mark.parametrize("code", ["12345678", "abc", "9091", "90911200-88", ""])
def test_unknown_cpv(run_warm: Run, code: str) -> None:
    run_warm("recommend", "--text", "Nettoyage des écoles", f"--cpv={code}").assert_refused("Le code CPV")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\xff"])
def test_unusable_batch(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "besoins.jsonl"
    path.write_bytes(content)
    run("recommend", "--batch", path).assert_refused("besoins.jsonl")


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        (["recommend"], "Donnez --text"),
        (["recommend", "--batch", "a.jsonl", "--text", "Nettoyage des écoles"], "Donnez --text"),
        (["recommend", "--batch", "a.jsonl", "--word", "a.docx"], "Donnez --text"),
        (["recommend", "--text"], "L'option « --text »"),
        (["recommend", "--txt", "Nettoyage"], "voulez-vous dire « --text » ?"),
        (["recommend", "--text", "Nettoyage des écoles", "--top-k", "99"], "un entier de 1 à 50"),
        (["recommend", "--text", "Nettoyage des écoles", "--nature", "ménage"], "works, supplies, services"),
        (["recommend", "--text", "Nettoyage des écoles", "--launch-date", "demain"], "une date AAAA-MM-JJ"),
        (["extract"], "Il manque l'argument « FICHIER… »"),
        (["extract", "--format", "xml", "a.pdf"], "text, json"),
        (["extrait"], "voulez-vous dire « extract » ?"),
        (["nimporte"], "La commande « nimporte » n'existe pas"),
        (["corpus", "check", "tout"], "n'est pas comprise"),
        (["models", "train-needs"], "Il manque l'option « --contracts »"),
        (["models", "train-needs", "--contracts", "absent.csv"], "un fichier qui existe"),
        (["models", "train-extraction", "--labels", "absent"], "un dossier qui existe"),
        (["models", "train-extraction", "--docs", "."], "--labels et --docs vont ensemble"),
        (["models", "train-encoder", "--steps", "mille"], "un nombre entier"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_malformed_command(run: Run, arguments: list[str], fragment: str) -> None:
    run(*arguments).assert_refused(fragment)


@pytest.mark.parametrize(
    ("name", "value", "fragment"),
    [
        ("TOP_K", "beaucoup", "CLAUSIER_TOP_K"),
        ("TOP_K", "0", "CLAUSIER_TOP_K"),
        ("DATABASE_URL", "n'importe quoi", "n'importe quoi"),
        ("DATA_DIR", "/proc/absent", "/proc/absent"),
        ("CORPUS_DIR", "/absent", "/absent"),
        ("MODELS_DIR", "/absent", "encoder"),
    ],
)
def test_unusable_setting(run: Run, name: str, value: str, fragment: str) -> None:
    run("recommend", "--text", "Nettoyage des écoles", **{name: value}).assert_refused(fragment)
