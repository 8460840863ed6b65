"""What the buyer states is kept; the rest is inferred and said to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from recommender.domain.classifiers import Purchase
from recommender.domain.extraction import CpvCandidate
from recommender.domain.needs import NeedRequest
from recommender.domain.vocabulary import BuyerCategory, ContractNature, LabourShare, SensitiveAspect, Users
from recommender.errors import UnknownCpv, UnknownFamily
from recommender.recommendation.understanding import MIN_FAMILY_SCORE, NeedReader, infer_nature
from tests.builders.library import make_outlook, make_taxonomy

TODAY = date(2026, 11, 22)
FURNITURE = Purchase(
    divisions=(("39", 0.8), ("90", 0.1)),
    families=(("furniture", 0.9), ("cleaning", 0.1)),
    natures=(("supplies", 0.7), ("works", 0.2), ("services", 0.1)),
    themes=(make_outlook("insertion", 0.2, relevance=0.1), make_outlook("pollution", 1.0, relevance=0.8)),
)
UNREAD = Purchase(divisions=(), families=())


@dataclass(frozen=True)
class FixedClassifier:
    """Reads the same purchase in every text."""

    purchase: Purchase = field(default=FURNITURE)

    def classify(self, texts: Sequence[str]) -> list[Purchase]:
        return [self.purchase for _ in texts]


@pytest.fixture
def reader() -> NeedReader:
    taxonomy = make_taxonomy()
    return NeedReader(FixedClassifier(), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix)


def test_everything_is_inferred_from_words_and_marked(reader: NeedReader) -> None:
    need = reader.read(NeedRequest("Fourniture de mobilier de bureau, 250 k€, sur 4 ans"), today=TODAY)
    assert [(candidate.code, candidate.score) for candidate in need.cpv] == [("39130000", 0.8), ("90000000", 0.1)]
    assert [family.code for family in need.families] == ["furniture", "cleaning"]
    assert (need.nature, need.amount_eur, need.duration_months) == (ContractNature.SUPPLIES, 250_000, 48)
    assert need.launch_date == TODAY
    assert need.inferred == (
        "cpv",
        "family",
        "nature",
        "launch_date",
        "amount_eur",
        "duration_months",
        "labour",
        "users",
    )
    assert need.confidence["cpv"] == 0.8
    assert need.confidence["family"] == 0.9
    assert all(0 <= confidence <= 1 for confidence in need.confidence.values())


def test_everything_stated_is_kept_and_nothing_is_marked(reader: NeedReader) -> None:
    request = NeedRequest(
        "Mobilier pour 1 M€ sur 4 ans",
        cpv=("90910000",),
        family="furniture",
        lots=3,
        place="Lille",
        labour=LabourShare.HIGH,
        users=Users.CHILDREN,
        nature=ContractNature.WORKS,
        amount_eur=10_000.0,
        duration_months=6,
        launch_date=date(2026, 9, 1),
        buyer=BuyerCategory.STATE,
        id="n1",
    )
    need = reader.read(request, today=TODAY)
    assert need.cpv == (CpvCandidate("90910000", "Services de nettoyage", 1.0),)
    assert (need.nature, need.amount_eur, need.duration_months) == (ContractNature.WORKS, 10_000, 6)
    assert (need.launch_date, need.buyer, need.id) == (date(2026, 9, 1), BuyerCategory.STATE, "n1")
    assert (need.lots, need.place, need.labour, need.users) == (3, "Lille", LabourShare.HIGH, Users.CHILDREN)
    assert need.inferred == ()
    assert need.confidence == {}


def test_unknown_amount_and_duration_are_not_called_inferred(reader: NeedReader) -> None:
    need = reader.read(NeedRequest("Mobilier de bureau"), today=TODAY)
    assert (need.amount_eur, need.duration_months) == (None, None)
    assert not {"amount_eur", "duration_months"} & set(need.inferred)


@pytest.mark.parametrize("code", ["90910000", "90910000-9", " 90911000 "])
def test_family_of_a_stated_cpv_wins_and_words_keep_a_say(reader: NeedReader, code: str) -> None:
    need = reader.read(NeedRequest("Mobilier de bureau", cpv=(code,)), today=TODAY)
    assert need.cpv[0].code == code.strip()[:8]
    assert [family.code for family in need.families] == ["cleaning", "furniture"]
    assert sum(family.score for family in need.families) == pytest.approx(1.0, abs=0.01)


def test_unlikely_families_are_left_out() -> None:
    taxonomy = make_taxonomy()
    purchase = Purchase((("39", 1.0),), (("furniture", 1 - MIN_FAMILY_SCORE / 2), ("cleaning", MIN_FAMILY_SCORE / 2)))
    reader = NeedReader(FixedClassifier(purchase), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix)
    assert [f.code for f in reader.read(NeedRequest("Tables et chaises"), today=TODAY).families] == ["furniture"]


def test_unknown_cpv_names_its_neighbours(reader: NeedReader) -> None:
    with pytest.raises(UnknownCpv, match="« 90919999 » n'existe pas") as caught:
        reader.read(NeedRequest("Nettoyage de locaux", cpv=("90919999",)), today=TODAY)
    assert "90910000 (Services de nettoyage)" in caught.value.next_step
    assert "39130000" not in caught.value.next_step


@pytest.mark.parametrize("code", ["", "abc", "12345678", "9091", "909100001", "90910000-99"])
def test_malformed_cpv_is_refused(reader: NeedReader, code: str) -> None:
    with pytest.raises(UnknownCpv):
        reader.read(NeedRequest("Nettoyage de locaux", cpv=(code,)), today=TODAY)


@pytest.mark.parametrize(
    ("text", "division", "nature"),
    [
        ("Travaux de réfection de la chaussée", "45", "works"),
        ("Rénovation de la toiture du gymnase", "45", "works"),
        ("Ravalement de façade", "90", "works"),
        ("Lot 3 travaux de peinture", "44", "works"),
        ("Maîtrise d'œuvre pour la rénovation de l'école", "71", "services"),
        ("Étude préalable à la construction d'un gymnase", "71", "services"),
        ("Assistance à maîtrise d'ouvrage", "79", "services"),
        ("Fourniture et pose de mobilier", "39", "supplies"),
        ("Acquisition de véhicules", "34", "supplies"),
        ("Achat de denrées alimentaires", "15", "supplies"),
        ("Fourniture de repas en liaison froide", "55", "supplies"),
        ("Tables et chaises", "39", "supplies"),
        ("Nettoyage des locaux", "90", "services"),
        ("Travaux d'impression", "79", "services"),
        ("Fourniture et pose de menuiseries", "45", "works"),
    ],
)
def test_nature_is_inferred_from_words_then_from_the_division(text: str, division: str, nature: str) -> None:
    found, confidence = infer_nature(text, [CpvCandidate(division.ljust(8, "0"), "", 0.9)], UNREAD)
    assert found == ContractNature(nature)
    assert 0.5 < confidence < 1


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Accord-cadre à bons de commande pour la fourniture de peinture", "supplies"),
        ("Marché relatif aux travaux de réfection des trottoirs", "works"),
        ("ACBC pour l'entretien des ascenseurs", "services"),
    ],
)
def test_words_of_the_procedure_do_not_hide_what_is_bought(text: str, nature: str) -> None:
    assert infer_nature(text, [], UNREAD)[0] == ContractNature(nature)


def test_nature_without_a_word_for_it_is_the_one_the_classifier_read() -> None:
    assert infer_nature("Ascenseurs", [], FURNITURE) == (ContractNature.SUPPLIES, 0.7)


def test_nature_without_any_sign_is_services() -> None:
    assert infer_nature("Prestations diverses", [], UNREAD)[0] is ContractNature.SERVICES


def test_stated_family_wins_over_words_and_code(reader: NeedReader) -> None:
    need = reader.read(NeedRequest("Mobilier", cpv=("39130000",), family="cleaning"), today=TODAY)
    assert [(family.code, family.score) for family in need.families] == [("cleaning", 1.0)]
    assert "family" not in need.inferred


def test_unknown_family_names_its_neighbours(reader: NeedReader) -> None:
    with pytest.raises(UnknownFamily, match="« cleanings » n'existe pas") as caught:
        reader.read(NeedRequest("Mobilier", family="cleanings"), today=TODAY)
    assert "cleaning" in caught.value.next_step


def test_stakes_of_a_family_the_words_do_not_say_count(reader: NeedReader) -> None:
    def grade_of_insertion(**stated: object) -> float:
        need = reader.read(NeedRequest("Mobilier", **stated), today=TODAY)  # type: ignore[arg-type]
        return next(outlook.grade for outlook in need.themes if outlook.code == "insertion")

    assert grade_of_insertion() == grade_of_insertion(cpv=("39130000",)) == 0.2
    assert grade_of_insertion(family="cleaning") > 2
    # Buyers pick wrong codes: the words keep a say.
    assert 1.5 < grade_of_insertion(cpv=("90910000",)) < grade_of_insertion(family="cleaning")


def test_lots_place_users_and_care_are_read_in_the_words(reader: NeedReader) -> None:
    need = reader.read(
        NeedRequest("Désamiantage puis rénovation de l'école Jean-Moulin à Vannes, en trois lots"), today=TODAY
    )
    assert (need.lots, need.place, need.users) == (3, "Vannes", Users.CHILDREN)
    assert set(need.sensitive) == {SensitiveAspect.CHILDREN, SensitiveAspect.HAZARDOUS_SUBSTANCES}
    assert {"lots", "place", "users", "sensitive"} <= set(need.inferred) & set(need.confidence)


@pytest.mark.parametrize(
    ("grade", "labour"), [(0.3, LabourShare.LOW), (1.5, LabourShare.MEDIUM), (2.6, LabourShare.HIGH)]
)
def test_labour_follows_how_much_insertion_is_at_stake(grade: float, labour: LabourShare) -> None:
    taxonomy = make_taxonomy()
    purchase = replace(FURNITURE, themes=(make_outlook("insertion", grade, relevance=0.9),))
    reader = NeedReader(FixedClassifier(purchase), taxonomy.families, taxonomy.cpv_labels, taxonomy.family_by_prefix)
    assert reader.read(NeedRequest("Mobilier"), today=TODAY).labour is labour


def test_batch_gives_what_one_by_one_gives(reader: NeedReader) -> None:
    requests = [NeedRequest("Mobilier de bureau", id="1"), NeedRequest("Tables", nature=ContractNature.WORKS, id="2")]
    assert reader.read_batch(requests, today=TODAY) == [reader.read(request, today=TODAY) for request in requests]
