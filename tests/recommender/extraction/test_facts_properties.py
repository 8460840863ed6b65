"""What holds of facts whatever the sentences say."""

from hypothesis import given
from hypothesis import strategies as st

from recommender.domain.vocabulary import FactKind
from recommender.extraction.facts import find_facts
from recommender.extraction.segments import split_segments
from tests.builders.documents import make_document

PIECES = [
    "50 € par jour de retard", "pénalité de 1/3000", "150 heures d'insertion", "30 % de matières recyclées", "lot n° 2",
    "20 % de produits biologiques", "article L. 2112-2 du code de la commande publique", "R2152-7 CCP", "Ange bleu",
    "ou équivalent", "dans un délai de 15 jours", "avant le 31 mars 2025", "pour une durée de 4 ans", "CPV 45000000-7",
    "art. 16.1 du CCAG", "le titulaire", ";", "–", "5 (cinq) heures par tranche de 10 000 € HT", "ISO 14001", "12,5 kg",
]  # fmt: skip
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@given(st.lists(st.one_of(sentences, st.text(max_size=40)), min_size=1, max_size=6))
def test_every_fact_is_the_text_at_its_place_and_none_covers_another(lines: list[str]) -> None:
    document = make_document(*lines)
    facts = find_facts(document, split_segments(document, ()))
    assert all(document.text[fact.span.start : fact.span.end] == fact.value != "" for fact in facts)
    starts = [fact.span.start for fact in facts]
    assert starts == sorted(starts)
    assert all(one.span.end <= other.span.start for one, other in zip(facts, facts[1:], strict=False))
    assert all((fact.accepts_equivalent is not None) == (fact.kind is FactKind.LABEL) for fact in facts)


@given(st.integers(1, 9_999), st.sampled_from(["€", "euros", "€ HT"]), st.sampled_from(["jour", "heure", "manquement"]))
def test_any_penalty_is_read_with_its_amount(amount: int, currency: str, per: str) -> None:
    document = make_document(f"Le retard entraîne une pénalité de {amount} {currency} par {per}.")
    (fact,) = find_facts(document, split_segments(document, ()))
    assert (fact.kind, fact.normalised, fact.unit) == (FactKind.PENALTY, amount, f"EUR/{per}")
