"""What holds of any passage: no error, spans within the text, dates that change the answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.text import FoldedText, fold_accents
from recommender.domain.warnings import DraftPassage, StatedCriterion, WarningCode
from recommender.lawfulness.rules import Lawfulness

LAUNCH = date(2026, 12, 1)
VOCABULARY = (
    "critère prix 40 % points titulaire œuvre réservé L. 2113-12 local siège km équivalent ISO 14001 FSC « ; . : | — "
    "dans la mesure du possible sans justifier 0 100 300 heures insertion € HT 45 000 marque"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
DOCUMENTS = st.sampled_from(["RC", "CCAP", "CCTP", "CCP"])


def codes(lawfulness: Lawfulness, text: str, document: str = "RC", launch: date = LAUNCH, **known: object) -> set[str]:
    passage = DraftPassage(text, document, launch, **known)  # type: ignore[arg-type]
    return {found.code.value for found in lawfulness.find(passage)}


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200), DOCUMENTS)
def test_any_text_is_judged_and_findings_lie_within_it(lawfulness: Lawfulness, text: str, document: str) -> None:
    found = lawfulness.find(DraftPassage(text, document, LAUNCH))
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in found)
    assert len({one.code for one in found}) == len(found)


@given(st.text(max_size=100))
def test_folded_text_leads_back_to_the_text(text: str) -> None:
    form = FoldedText.of(text)
    assert len(form.origins) == len(form.folded) + 1
    assert list(form.origins) == sorted(form.origins)
    assert form.folded == "".join(fold_accents(char) for char in text)


@pytest.mark.parametrize(("day", "is_warned"), [(20, False), (21, True)])
def test_price_alone_is_no_longer_possible_from_21_august(lawfulness: Lawfulness, day: int, is_warned: bool) -> None:
    text = "Critère unique d'attribution : le prix."
    assert ("price_only" in codes(lawfulness, text, launch=date(2026, 8, day))) is is_warned


@pytest.mark.parametrize(("day", "is_warned"), [(21, False), (22, True)])
def test_an_environmental_criterion_is_due_from_22_august(lawfulness: Lawfulness, day: int, is_warned: bool) -> None:
    text = "Critères de jugement des offres :\nPrix : 60 %\nDélai de livraison : 40 %"
    assert ("no_environmental_criterion" in codes(lawfulness, text, launch=date(2026, 8, day))) is is_warned


@pytest.mark.parametrize(
    "text",
    [
        "Marché de défense ou de sécurité. Critère unique : le prix.",
        "Marché de défense ou de sécurité. Critères : prix 60 %, délai de livraison 40 %.",
    ],
)
def test_defence_contracts_are_exempt(lawfulness: Lawfulness, text: str) -> None:
    assert codes(lawfulness, text) == set()


def test_criteria_known_otherwise_are_not_read_again(lawfulness: Lawfulness) -> None:
    text = "Critères : prix 60 %, délai 50 %."
    assert "weights_do_not_add_up" in codes(lawfulness, text)
    assert "weights_do_not_add_up" not in codes(lawfulness, text, criteria=())
    known = (StatedCriterion("Prix", 60.0, "percent"), StatedCriterion("Délai", 50.0, "percent"))
    assert "weights_do_not_add_up" in codes(lawfulness, "Critères ci-après.", criteria=known)


def test_known_amount_serves_where_the_passage_states_none(lawfulness: Lawfulness) -> None:
    text = "Le candidat justifie d'un chiffre d'affaires annuel d'au moins 900 000 € HT."
    assert "disproportionate" not in codes(lawfulness, text)
    assert "disproportionate" in codes(lawfulness, text, amount_eur=40_000.0)
    assert "disproportionate" not in codes(lawfulness, text, amount_eur=450_000.0)


def test_finding_shows_the_words_at_fault(lawfulness: Lawfulness) -> None:
    text = "Œuvre d'art.\nSeules les entreprises locales sont retenues pour la pose."
    (found,) = lawfulness.find(DraftPassage(text, "RC", LAUNCH))
    assert found.code is WarningCode.LOCAL_PREFERENCE
    assert "locales" in text[found.span.start : found.span.end]
