"""SPASER plans as data: every layout gives the same shape, and spans say where each finding stands."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.domain.spaser import SpaserPlan
from recommender.exporting.spaser_format import format_spaser
from recommender.extraction.headings import find_headings
from recommender.extraction.spaser import read_spaser
from recommender.language.lexicon import ThemeExpressions, ThemeLexicon
from recommender.library.taxonomy import read_lexicon
from recommender.services import Services
from recommender.spaser_scoring import KINDS, score_spaser
from tests.builders.documents import make_block, make_clause, make_document, make_segment
from tests.builders.plans import PLANS, make_line

REPOSITORY = Path(__file__).resolve().parents[3]
SAMPLES = REPOSITORY / "corpus" / "samples"
LEXICON = ThemeLexicon(
    {"insertion": ThemeExpressions(("insertion",), ()), "water": ThemeExpressions(("eau=",), ())}, ()
)
# Reached on the samples, but for a margin: what a change may not lose.
FLOORS = {"axes": 1.0, "objectives": 1.0, "targets": 0.95, "indicators": 0.96, "monitoring": 0.9}
PERIODS = {
    "spaser-metropole.pdf": ((2026, 2028), False),
    "spaser-departement.docx": ((2025, 2030), False),
    "spaser-groupement-hospitalier.odt": ((2026, 2029), True),
}


def read(document: SourceDocument, lexicon: ThemeLexicon = LEXICON) -> SpaserPlan:
    return read_spaser(document, find_headings(document), (), lexicon)


def assert_spans_hold(document: SourceDocument, plan: SpaserPlan) -> None:
    for found in (*plan.targets, *plan.indicators, *plan.monitoring):
        assert 0 <= found.span.start < found.span.end <= len(document.text)
        assert document.text[found.span.start : found.span.end].split() == found.text.split()


@pytest.fixture(scope="module", params=sorted(PERIODS))
def sample(request: pytest.FixtureRequest, services: Services) -> tuple[SourceDocument, SpaserPlan]:
    document = services.read_path(SAMPLES / request.param)
    return document, read(document, read_lexicon(REPOSITORY / "corpus"))


def test_samples_are_read_as_a_careful_reader_does(sample: tuple[SourceDocument, SpaserPlan]) -> None:
    document, plan = sample
    stem = document.name.rsplit(".", 1)[0]
    expected = json.loads((SAMPLES / f"{stem}.expected.json").read_text(encoding="utf-8"))
    score = score_spaser(document.name, expected=expected, answer=format_spaser(plan, document))
    reached = {kind: score.kinds[kind].f1 for kind in KINDS}
    assert {kind: f1 for kind, f1 in reached.items() if f1 < FLOORS[kind]} == {}, score.errors


def test_period_and_sharing_of_the_samples(sample: tuple[SourceDocument, SpaserPlan]) -> None:
    document, plan = sample
    assert (plan.period, plan.is_joint) == PERIODS[document.name]


def test_spans_of_the_samples_hold_what_is_claimed(sample: tuple[SourceDocument, SpaserPlan]) -> None:
    assert_spans_hold(*sample)


@pytest.mark.parametrize("name", PLANS)
def test_plans_of_other_styles_are_read_whole(name: str) -> None:
    document, expected = PLANS[name]()
    plan = read(document)
    score = score_spaser(name, expected=expected, answer=format_spaser(plan, document))
    assert score.errors == ()
    assert_spans_hold(document, plan)


def test_level_at_the_start_goes_with_its_target() -> None:
    document, _ = PLANS["indicators in lines"]()
    by_text = {target.text: target for target in read(document).targets}
    target = next(target for text, target in by_text.items() if text.startswith("Nombre d'heures"))
    assert (target.baseline, target.baseline_year, target.unit.value) == (61_000, 2024, "hours")


def test_targets_stand_under_the_objective_of_their_section() -> None:
    document, _ = PLANS["merged header"]()
    assert {(target.axis, target.objective) for target in read(document).targets} == {("1", "1"), ("2", "1")}


def test_themes_come_from_the_title_and_the_clauses_under_it() -> None:
    document = make_document(
        make_line("Axe 1 : Solidarité"),
        make_line("Objectif 1.1 : Développer l'insertion", size=1.2),
        "Le titulaire trie les déchets.",
        make_line("Objectif 1.2 : Acheter mieux", size=1.2),
        "Économiser 10 % d'eau en 2027.",
        make_line("Axe 2 : Sobriété"),
    )
    clauses = [
        make_clause(themes=("waste",), segment=make_segment(span=document.block_spans[2])),
        make_clause(themes=("waste",), segment=make_segment(span=document.block_spans[2])),
    ]
    plan = read_spaser(document, find_headings(document), clauses, LEXICON)
    assert [one.themes for one in plan.axes[0].objectives] == [("insertion", "waste"), ("water",)]


def test_document_without_any_part_has_an_empty_plan() -> None:
    plan = read(make_document("Un paragraphe.", "Un autre paragraphe."))
    assert plan == SpaserPlan()


WORDS = [
    "Axe 1", "Objectif 1.1 :", "Cible", "Indicateur", "30 %", "en 2028", "d'ici", "passera de", "à", "marchés",
    "seront", "12 000 heures", "(2024)", ";", ".", ":", "|", "« non »", "Nombre de contrats",
    "Référence 2024 Cible 2026 Cible 2028",
    "→", "–", "un tiers", "tous les", "doubler", "1,5 M€", "n.d.", "suivi", "\u00a0", "œuvre", "x 3", "Part des achats",
]  # fmt: skip
ROLES = [BlockRole.BODY, BlockRole.LIST_ITEM, BlockRole.TABLE_ROW, BlockRole.RUNNING, BlockRole.CONTENTS]


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.sampled_from(ROLES), st.booleans()),
        max_size=12,
    )
)
def test_spans_always_hold_what_is_claimed(lines: list[tuple[list[str], BlockRole, bool]]) -> None:
    blocks = [
        make_block(" ".join(words), role=role, is_bold=bold, size_ratio=1.4 if bold else 1.0)
        for words, role, bold in lines
    ]
    document = make_document(make_block("SPASER 2026-2028"), *blocks)
    assert_spans_hold(document, read(document))
