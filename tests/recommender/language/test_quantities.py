"""Amounts and durations as buyers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.text import format_value
from recommender.errors import InvalidAmount
from recommender.language.quantities import MAX_MONTHS, find_amount, find_months, parse_amount


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("1,5 M€", 1_500_000),
        ("1.5 M€", 1_500_000),
        ("0.500 M€", 500_000),
        ("250 k€ HT", 250_000),
        ("250 K€", 250_000),
        ("1 200 000,50 euros", 1_200_000.5),
        ("1 000.50 €", 1_000.5),
        ("1.200.000 €", 1_200_000),
        ("1.200.000,50 €", 1_200_000.5),
        ("90\u202f000\u00a0€", 90_000),
        ("1 million d'euros", 1_000_000),
        ("1 million d’euros", 1_000_000),
        ("2,5 millions d'euros", 2_500_000),
        ("3 milliards d'euros", 3_000_000_000),
        ("15 milliers d'euros", 15_000),
        ("12 mille euros", 12_000),
        ("90000 EUR", 90_000),
    ],
)
def test_amount_is_found_in_a_description_and_read_alone(text: str, euros: float) -> None:
    assert find_amount(f"Nettoyage de locaux, estimé à {text}, pour trois écoles") == pytest.approx(euros)
    assert parse_amount(text) == pytest.approx(euros)


def test_amount_with_vat_is_brought_back_to_the_amount_without() -> None:
    assert find_amount("un budget de 120 000 € TTC") == pytest.approx(100_000)
    assert find_amount("un budget de 120 000 € T.T.C.") == pytest.approx(100_000)


def test_largest_amount_of_a_description_is_kept() -> None:
    assert find_amount("de 30 000 € HT minimum à 90 000 € HT maximum") == 90_000
    assert find_amount("en 2027 500 000 €") == 500_000


@pytest.mark.parametrize(
    "text", ["trois écoles", "90000", "12 000 repas", "lot n° 3", "0 €", "1,200,000 €", "15 eurostars"]
)
def test_description_without_a_sure_amount_gives_none(text: str) -> None:
    assert find_amount(text) is None


@pytest.mark.parametrize("text", ["", "abc", "-5", "0", "0 €", "1e5", "5 kg", "1 2", "1,5 M€ par an", "120 000 € TTC"])
def test_amount_that_cannot_be_read_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InvalidAmount, match="n'est pas un montant") as caught:
        parse_amount(text)
    assert "hors taxes" in caught.value.next_step


@given(cents=st.integers(1, 10**12))
def test_amount_written_in_french_is_read_back(cents: int) -> None:
    euros = cents / 100
    assert parse_amount(f"{format_value(euros)} €") == euros
    assert find_amount(f"environ {format_value(euros)} € HT") == euros


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("pendant 4 ans", 48),
        ("pendant quatre ans", 48),
        ("une durée de quatre (4) ans", 48),
        ("une durée de 4 (quatre) années", 48),
        ("18 mois", 18),
        ("durée : 36 mois.", 36),
        ("un an reconductible", 12),
        ("trente-six mois", 36),
        ("vingt-quatre mois", 24),
        ("Nettoyage 2 ans", 24),
        ("12 mois puis 24 mois", 24),
        ("DOUZE MOIS", 12),
    ],
)
def test_longest_duration_of_a_description_is_found(text: str, months: int) -> None:
    assert find_months(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "agents de 20 ans",
        "enfants de 3 à 6 ans",
        "enfants âgés de 3 ans",
        "jeunes de moins de 26 ans",
        "crèche 0-3 ans",
        "depuis 5 ans",
        "5 ans d'expérience",
        "20 ans d’ancienneté",
        "garantie 10 ans",
        "garantie de 2 ans",
        "1,5 an",
        "deux fois par mois",
        "0 mois",
        f"{MAX_MONTHS + 1} mois",
        "sans durée",
    ],
)
def test_ages_seniority_and_guarantees_are_not_durations(text: str) -> None:
    assert find_months(text) is None
