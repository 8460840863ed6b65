"""A suggestion at the level and with the values that the buyer gives it."""

import pytest

from recommender.domain.library import Variable
from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Recommendation
from recommender.errors import InvalidValue
from recommender.recommendation.rewriting import EDITED, list_levels, read_value, rewrite
from recommender.services import Services

SHARE = Variable("part", "Part recyclée", "%", 40, "Selon le marché.", minimum=20, maximum=80)
NAME = Variable("service", "Service", "", "la direction des achats", "Qui contrôle.")
CHOICE = Variable("rythme", "Rythme", "", "mensuel", "Du rapport.", choices=("mensuel", "trimestriel"))


@pytest.fixture(scope="module")
def found(services: Services) -> Recommendation:
    """A suggestion of three levels with a number to fill in."""
    advice = services.advise(NeedRequest("Réhabilitation de 120 logements occupés", amount_eur=4e6), top_k=30)
    return next(
        one
        for one in advice.recommendations
        if len(list_levels(one.bundle)) == 3 and any(not isinstance(v.value, str) for v in one.variables)
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("40", 40), ("40,5", 40.5), ("1\u202f500", 1500), ("1 500", 1500), ("40 %", 40), (" 40 ", 40), ("040", 40)],
)
def test_numbers_are_read_as_french_buyers_type_them(typed: str, value: float) -> None:
    assert read_value(SHARE, typed) == value


@pytest.mark.parametrize("typed", ["beaucoup", "-3", "1e5", "40.5.2", "nan", "inf", "9" * 20, "40 € HT", "½"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue, match="Part recyclée"):
        read_value(SHARE, typed)


def test_words_are_kept_on_one_line_and_bounded() -> None:
    assert read_value(NAME, " le service \n propreté ") == "le service propreté"
    with pytest.raises(InvalidValue, match="300 caractères"):
        read_value(NAME, "mot " * 100)


def test_a_choice_is_one_of_those_offered() -> None:
    assert read_value(CHOICE, "trimestriel") == "trimestriel"
    with pytest.raises(InvalidValue, match="mensuel, trimestriel"):
        read_value(CHOICE, "annuel")


def test_levels_add_to_one_another(found: Recommendation) -> None:
    versions = [rewrite(found, level=level, typed={}) for level in (1, 2, 3)]
    counts = [len(version.provisions) for version in versions]
    assert counts == [choice.texts for choice in list_levels(found.bundle)]
    assert counts == sorted(counts)
    assert [version.level for version in versions] == [1, 2, 3]


def test_an_unchanged_suggestion_is_the_same(found: Recommendation) -> None:
    assert rewrite(found, level=None, typed={}) == found
    same = {one.variable.name: str(one.value).replace(".", ",") for one in found.variables}
    assert rewrite(found, level=found.level, typed=same).variables == found.variables


def test_a_value_goes_into_every_text(found: Recommendation) -> None:
    number = next(one for one in found.variables if not isinstance(one.value, str))
    edited = rewrite(found, level=3, typed={number.variable.name: "437,5"})
    (filled,) = [one for one in edited.variables if one.variable.name == number.variable.name]
    assert (filled.value, filled.origin) == (437.5, EDITED)
    texts = [text for one in edited.provisions for text in (one.text, one.proof, one.control, one.penalty, one.scoring)]
    assert any("437,5" in text for text in texts)


def test_a_value_out_of_bounds_is_taken_with_a_caution(found: Recommendation) -> None:
    bounded = next(one for one in found.variables if one.variable.maximum is not None)
    over = str(int(bounded.variable.maximum or 0) * 10)
    edited = rewrite(found, level=None, typed={bounded.variable.name: over})
    (filled,) = [one for one in edited.variables if one.variable.name == bounded.variable.name]
    assert "Hors des valeurs prévues" in filled.note
