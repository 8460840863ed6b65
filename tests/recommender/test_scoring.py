"""Answers against labels: what is counted, what is an error, what the figures are."""

from typing import Any

import pytest

from recommender.scoring import MAX_CLAUSE_WORDS, Counts, DocumentScore, score_document, sum_up

WASTE = "Le titulaire trie les déchets de chantier et remet chaque mois les bordereaux de suivi des déchets."
Row = dict[str, Any]


def provision(**changes: object) -> Row:
    row = {"page": 2, "text": WASTE, "anchor": "Le titulaire trie les déchets de chantier",
           "kind": "execution_condition", "themes": ["waste"], "obligation": "must"}  # fmt: skip
    return {**row, **changes}


def clause(**changes: object) -> Row:
    row = {"page": 2, "text": WASTE, "kind": "execution_condition", "themes": ["waste"], "obligation": "must"}
    return {**row, **changes}


def criterion(name: str = "Prix", weight: float | None = 60.0) -> Row:
    return {"criterion": name, "weight": weight}


def heading(number: str | None = "2", title: str = "Gestion des déchets") -> Row:
    return {"number": number, "title": title}


def score(
    *, provisions: list[Row] | None = None, criteria: list[Row] | None = None, labelled: list[Any] | None = None,
    **answer: list[Row],
) -> DocumentScore:  # fmt: skip
    """The score of an answer; what is not given is empty."""
    return score_document(
        "ccap.pdf", provisions=provisions or [], criteria=criteria or [], headings=labelled or [], answer=answer
    )


def test_clause_that_holds_the_provision_finds_it() -> None:
    counts = score(provisions=[provision()], clauses=[clause()]).counts
    assert (counts.wanted, counts.found, counts.asserted, counts.right) == (1, 1, 1, 1)
    assert (counts.kinds_right, counts.themes_right, counts.themes_given, counts.themes_wanted) == (1, 1, 1, 1)


@pytest.mark.parametrize("page", [1, 3, 0])
def test_next_page_and_unpaged_text_are_near(page: int) -> None:
    assert score(provisions=[provision()], clauses=[clause(page=page)]).counts.found == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"page": 5},
        {"text": "Les prix sont fermes et révisables une fois par an."},
        {"text": f"{WASTE} " * (MAX_CLAUSE_WORDS // 10)},
    ],
)
def test_clause_far_away_other_or_endless_finds_nothing(changes: Row) -> None:
    scored = score(provisions=[provision()], clauses=[clause(**changes)])
    assert (scored.counts.found, scored.counts.right, scored.counts.asserted) == (0, 0, 1)
    assert sorted(error.split()[0] for error in scored.errors) == ["affirmée", "manquée,"]


def test_clause_without_a_theme_is_not_counted() -> None:
    scored = score(clauses=[clause(themes=[])])
    assert (scored.counts.asserted, scored.errors) == (0, [])


@pytest.mark.parametrize("changes", [{"kind": "information"}, {"obligation": "negated"}, {"obligation": "info"}])
def test_information_and_denials_assert_nothing(changes: Row) -> None:
    assert score(clauses=[clause(**changes)]).counts.asserted == 0


@pytest.mark.parametrize("obligation", ["negated", "info"])
def test_provisions_that_do_not_bind_are_not_wanted(obligation: str) -> None:
    assert score(provisions=[provision(obligation=obligation)]).counts.wanted == 0


def test_denial_that_is_asserted_is_counted_apart() -> None:
    counts = score(provisions=[provision(obligation="negated")], clauses=[clause()]).counts
    assert (counts.right, counts.negated_asserted) == (0, 1)


def test_kind_and_themes_are_those_of_the_clause_that_fits_best() -> None:
    clauses = [clause(kind="penalty"), clause(themes=["climate", "waste"])]
    counts = score(provisions=[provision()], clauses=clauses).counts
    assert (counts.kinds_right, counts.themes_right, counts.themes_given) == (1, 1, 2)


def test_wrong_kind_is_an_error() -> None:
    scored = score(provisions=[provision()], clauses=[clause(kind="penalty")])
    assert scored.errors == ["nature, p. 2 : penalty au lieu de execution_condition : " + provision()["anchor"]]


def test_criterion_is_right_with_its_name_and_weight() -> None:
    wanted = [criterion(), criterion("Valeur technique", None)]
    given = [criterion("Le prix"), criterion("La valeur technique de l'offre", None)]
    scored = score(criteria=wanted, award_criteria=given)
    assert (scored.counts.criteria_wanted, scored.counts.criteria_given, scored.counts.criteria_right) == (2, 2, 2)
    assert scored.errors == []


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ([criterion(weight=40.0)], ["poids : 40.0 au lieu de 60.0 : Prix"]),
        ([criterion(weight=None)], ["poids : None au lieu de 60.0 : Prix"]),
        ([criterion("Délai")], ["critère manqué : Prix", "critère en trop : Délai"]),
        ([criterion(), criterion("Délai", 5.0)], ["critère en trop : Délai"]),
        ([], ["critère manqué : Prix"]),
    ],
)
def test_wrong_missed_and_extra_criteria_are_errors(given: list[Row], errors: list[str]) -> None:
    assert score(criteria=[criterion()], award_criteria=given).errors == errors


def test_criteria_of_one_name_are_paired_by_weight() -> None:
    wanted = [criterion(weight=60.0), criterion(weight=40.0)]
    assert score(criteria=wanted, award_criteria=list(reversed(wanted))).counts.criteria_right == 2


@pytest.mark.parametrize(
    ("given", "is_right"),
    [
        (heading(), True),
        (heading("2."), True),
        (heading("Article 2"), True),
        (heading(title="GESTION DES DECHETS DE CHANTIER"), True),
        (heading("3"), False),
        (heading(title="Prix"), False),
    ],
)
def test_heading_is_right_with_its_number_and_half_its_words(given: Row, is_right: bool) -> None:
    scored = score(labelled=[[1, "2", "Gestion des déchets"]], headings=[given])
    assert (scored.counts.headings_right == 1) == is_right
    assert bool(scored.errors) != is_right


def test_unnumbered_titles_are_not_wanted() -> None:
    assert score(labelled=[[1, None, "Préambule"]]).counts.headings_wanted == 0


def test_figures_are_over_the_sums_of_all_documents() -> None:
    one = DocumentScore("a", Counts(wanted=4, found=2, asserted=2, right=2, kinds_right=1))
    other = DocumentScore("b", Counts(wanted=0, asserted=2, right=0, negated_asserted=1))
    figures = sum_up([one, other])
    assert (figures.provision_precision, figures.provision_recall, figures.provision_f1) == (0.5, 0.5, 0.5)
    assert (figures.kind_accuracy, figures.negated_asserted) == (0.5, 1)


def test_nothing_wanted_and_nothing_given_is_zero() -> None:
    figures = sum_up([DocumentScore("a")])
    assert (figures.provision_f1, figures.criteria_weight_f1, figures.heading_f1) == (0.0, 0.0, 0.0)
