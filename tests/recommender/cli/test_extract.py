"""`clausier extract`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.settings import Settings
from tests.builders.commands import Answer
from tests.builders.office import make_docx
from tests.builders.pdfs import lines, make_pdf

Run = Callable[..., Answer]
DRAFT = make_docx(
    "Cahier des clauses techniques particulières",
    "Le marché a pour objet le nettoyage de trois écoles.",
    "Le titulaire trie les déchets et remet chaque mois les bordereaux de suivi des déchets.",
)


@pytest.fixture
def sample(settings: Settings) -> Path:
    return settings.corpus_dir / "samples" / "ccp-renovation-residence.docx"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "cctp.docx"
    path.write_bytes(DRAFT)
    return path


def test_json_of_one_file_is_one_object(run_warm: Run, sample: Path) -> None:
    answer = run_warm("extract", sample, "--format", "json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["document"]["name"] == "ccp-renovation-residence.docx"
    assert answer.json["document"]["decp_social"] == ["Pas de considération sociale"]
    assert answer.json["headings"][0] == {
        "page": 0,
        "number": "1",
        "title": "Objet et consistance du marché",
        "level": 1,
    }
    assert [criterion["weight"] for criterion in answer.json["award_criteria"]] == [60.0, 40.0]


def test_positions_of_a_pdf_are_given(run_warm: Run, tmp_path: Path) -> None:
    path = tmp_path / "ccap.pdf"
    path.write_bytes(
        make_pdf(
            [
                *lines("2.2 Gestion des dechets", top=100, is_bold=True, size=14.0),
                *lines("Le titulaire trie les dechets de chantier et remet les bordereaux de suivi des dechets."),
            ]
        )
    )
    clause = run_warm("extract", path, "--format", "json").json["clauses"][0]
    assert (clause["page"], clause["article"]) == (1, "2.2")
    x0, top, x1, bottom = clause["bbox"]
    assert 60 < x0 < x1 < 600
    assert 130 < top < bottom < 170


def test_text_is_for_people(run_warm: Run, sample: Path) -> None:
    answer = run_warm("extract", sample)
    assert answer.code == 0
    assert "ccp-renovation-residence.docx : CCP" in answer.out
    assert "art. 2.4] Condition d'exécution, Écarté par le document : " in answer.out
    assert "Critère Prix des prestations : 60 %" in answer.out


def test_several_files_in_json_give_a_line_each(run_warm: Run, sample: Path, draft: Path) -> None:
    answer = run_warm("extract", sample, draft, "--format", "json")
    assert answer.code == 0
    assert [line["document"]["doc_type"] for line in answer.lines] == ["CCP", "CCTP"]


def test_bad_file_among_several_costs_only_itself(run_warm: Run, draft: Path, tmp_path: Path) -> None:
    bad = tmp_path / "abime.pdf"
    bad.write_bytes(b"%PDF-1.7 truncated")
    answer = run_warm("extract", draft, bad, tmp_path / "absent.pdf", draft, "--format", "json")
    assert answer.code == 2
    names = [(line["document"]["name"], "error" in line) for line in answer.lines]
    assert names == [("cctp.docx", False), ("abime.pdf", True), ("absent.pdf", True), ("cctp.docx", False)]
    assert set(answer.lines[1]["error"]) == {"code", "title", "detail", "next_step"}
    assert answer.err.count("À faire : ") == 2


def test_bad_file_among_several_leaves_the_text_of_the_others(run_warm: Run, draft: Path, tmp_path: Path) -> None:
    answer = run_warm("extract", tmp_path / "absent.pdf", draft)
    assert answer.code == 2
    assert "cctp.docx : CCTP" in answer.out
    assert "absent.pdf" in answer.err


def test_weights_that_do_not_add_up_are_said(run_warm: Run, tmp_path: Path) -> None:
    path = tmp_path / "rc.docx"
    path.write_bytes(
        make_docx("Le marché est divisé en 3 lots.", "Critères d'attribution", "Prix : 60 %", "Valeur technique : 35 %")
    )
    text = run_warm("extract", path).out.replace("\u00a0", " ")
    assert "Les poids des critères font 95 %, et non 100 %." in text
    assert "3 lots" in text
    answer = run_warm("extract", path, "--format", "json").json
    assert [issue["total"] for issue in answer["weight_issues"]] == [95.0]
    assert answer["document"]["lots"] == 3


def test_figures_of_a_clause_are_shown_under_it(run_warm: Run, tmp_path: Path) -> None:
    path = tmp_path / "ccap.docx"
    path.write_bytes(
        make_docx(
            "Cahier des clauses administratives particulières",
            "Article 3 - Insertion par l'activité économique",
            "Le titulaire réserve au moins 200 heures de travail à des personnes éloignées de l'emploi, en insertion.",
            "Article 4 - Produits",
            "Les produits portent l'Écolabel européen ou équivalent et contiennent 30 % de matière recyclée.",
        )
    )
    text = run_warm("extract", path).out
    assert "200 heures (heures d'insertion)" in text
    assert "Écolabel européen (label, ou équivalent)" in text
    assert "30 % (part recyclée ou réemployée)" in text
