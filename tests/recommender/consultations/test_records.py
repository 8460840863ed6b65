"""What is counted of saved consultations, by year."""

from dataclasses import replace
from datetime import date

from recommender.consultations.records import Record, TakenBundle, count_years, make_record
from recommender.domain.audit import CountedIn
from recommender.domain.needs import NeedRequest
from recommender.domain.vocabulary import ContractNature, ProvisionKind
from recommender.recommendation.rewriting import rewrite
from recommender.services import Services

CLAUSE = TakenBundle("tri", 1, ("waste",), (ProvisionKind.EXECUTION_CONDITION,))
CRITERION = TakenBundle("co2", 2, ("climate", "waste"), (ProvisionKind.AWARD_CRITERION,), 5.0, 15.0)


def make(**changes: object) -> Record:
    record = Record(
        date(2026, 12, 1), ContractNature.WORKS, "cleaning", 100_000.0, (CLAUSE,), (CountedIn.ENVIRONMENTAL_CLAUSE,)
    )
    return replace(record, **changes)


def test_years_come_latest_first_and_add_up() -> None:
    later, earlier = count_years([make(), make(launch_date=date(2027, 1, 5)), make(amount_eur=None)])
    assert (later.year, later.consultations) == (2027, 1)
    assert (earlier.year, earlier.consultations, earlier.amount_eur) == (2026, 2, 100_000.0)


def test_a_consultation_counts_once_a_theme_whatever_it_took() -> None:
    (year,) = count_years([make(taken=(CLAUSE, CRITERION)), make()])
    assert year.by_theme == {"waste": 2, "climate": 1}
    assert year.by_kind == {ProvisionKind.EXECUTION_CONDITION: 2, ProvisionKind.AWARD_CRITERION: 1}
    assert year.by_category == {CountedIn.ENVIRONMENTAL_CLAUSE: (2, 200_000.0)}


def test_weights_are_averaged_over_the_consultations_that_have_a_criterion() -> None:
    (year,) = count_years([make(taken=(CRITERION, CRITERION)), make(taken=(CRITERION,)), make()])
    assert (year.criteria, year.weight_low, year.weight_high) == (2, 7.5, 22.5)


def test_nothing_saved_has_no_year() -> None:
    assert count_years([]) == []


def test_a_record_counts_what_was_taken_at_its_level(services: Services) -> None:
    advice = services.advise(NeedRequest("Nettoyage de trois écoles", amount_eur=900_000), top_k=30)
    found = next(
        one
        for one in advice.recommendations
        if any(filled.provision.kind is ProvisionKind.AWARD_CRITERION for filled in one.provisions)
        and all(p.level > 1 for p in one.bundle.provisions if p.kind is ProvisionKind.AWARD_CRITERION)
        and "Critère environnemental" in one.bundle.decp
    )
    high = make_record(advice.need, None, [found])
    low = make_record(advice.need, None, [rewrite(found, level=1, typed={})])
    assert CountedIn.ENVIRONMENTAL_CRITERION in high.counted_in
    assert CountedIn.ENVIRONMENTAL_CRITERION not in low.counted_in
    assert high.taken[0].weight_high > 0 == low.taken[0].weight_high
