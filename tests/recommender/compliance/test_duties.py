"""Which duties are due on the launch date, and why."""

import re
from datetime import date
from pathlib import Path

import pytest

from recommender.compliance.duties import DutyRules, find_duty_faults, read_duty_rules
from recommender.domain.needs import FamilyCandidate, Need
from recommender.domain.recommendations import Duty
from recommender.domain.vocabulary import BuyerCategory, ContractNature
from recommender.errors import InvalidCorpus
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from tests.builders.corpus import write_corpus
from tests.builders.library import make_duty_rule, make_duty_rules, make_need, make_taxonomy

SERVICES, SUPPLIES, WORKS = ContractNature.SERVICES, ContractNature.SUPPLIES, ContractNature.WORKS


@pytest.fixture(scope="module")
def rules(settings: Settings) -> DutyRules:
    return read_duty_rules(settings.corpus_dir)


def judge_one(need: Need, **rule: object) -> Duty:
    (duty,) = make_duty_rules(make_duty_rule(**rule)).judge(need)
    return duty


def statuses(rules: DutyRules, need: Need) -> dict[str, str]:
    return {duty.code: duty.status for duty in rules.judge(need)}


@pytest.mark.parametrize(("day", "status"), [(21, "not_applicable"), (22, "due"), (23, "due")])
def test_environmental_duties_begin_on_22_august_2026(rules: DutyRules, day: int, status: str) -> None:
    found = statuses(rules, make_need(amount_eur=300_000.0, launch_date=date(2026, 8, day)))
    assert found["env_execution_condition"] == status
    assert found["env_award_criterion"] == status
    assert found["social_execution_condition"] == status


def test_duty_not_yet_in_force_names_its_date() -> None:
    duty = judge_one(make_need(launch_date=date(2026, 8, 21)))
    assert duty.reason == "S'applique aux consultations lancées à partir du 22/08/2026."


@pytest.mark.parametrize(
    ("nature", "buyer", "threshold"),
    [
        (SERVICES, BuyerCategory.STATE, 140_000),
        (SUPPLIES, BuyerCategory.STATE, 140_000),
        (SERVICES, BuyerCategory.LOCAL, 216_000),
        (SUPPLIES, BuyerCategory.LOCAL, 216_000),
        (SERVICES, BuyerCategory.UTILITY, 432_000),
        (WORKS, BuyerCategory.STATE, 5_404_000),
        (WORKS, BuyerCategory.LOCAL, 5_404_000),
        (WORKS, BuyerCategory.UTILITY, 5_404_000),
    ],
)
def test_social_duty_is_due_from_the_exact_threshold(
    rules: DutyRules, nature: ContractNature, buyer: BuyerCategory, threshold: int
) -> None:
    at = make_need(nature=nature, buyer=buyer, amount_eur=float(threshold))
    below = make_need(nature=nature, buyer=buyer, amount_eur=threshold - 0.01)
    assert statuses(rules, at)["social_execution_condition"] == "due"
    assert statuses(rules, below)["social_execution_condition"] == "not_applicable"


def test_reason_of_a_threshold_duty_shows_the_amount_and_its_exceptions(rules: DutyRules) -> None:
    duties = {duty.code: duty for duty in rules.judge(make_need(amount_eur=216_000.0))}
    assert "216 000 € HT" in duties["social_execution_condition"].reason
    assert "L2112-2-1 II" in duties["social_execution_condition"].reason


def test_unknown_amount_is_to_check_with_the_threshold_shown() -> None:
    duty = judge_one(make_need(amount_eur=None), threshold="eu")
    assert duty.status == "to_check"
    assert "216 000 € HT : indiquez le montant" in duty.reason


@pytest.mark.parametrize(
    ("launch", "status"),
    [(date(2026, 8, 22), "due"), (date(2027, 12, 31), "due"), (date(2028, 1, 1), "to_check")],
)
def test_launch_after_the_last_known_period_is_to_check(launch: date, status: str) -> None:
    assert judge_one(make_need(amount_eur=1e9, launch_date=launch), threshold="eu").status == status


@pytest.mark.parametrize("threshold", [None, "eu"])
def test_duty_to_verify_is_never_shown_as_law(threshold: str | None) -> None:
    duty = judge_one(make_need(amount_eur=1e9), certainty="to_verify", threshold=threshold)
    assert duty.status == "to_check"
    assert "pas présenté comme une règle de droit" in duty.reason


def test_no_real_duty_to_verify_is_ever_due(rules: DutyRules) -> None:
    families = {family for rule in rules.rules for family in rule.families}
    text = "construction, fourniture d'ordinateurs et de véhicules, repas de cantine"
    for nature in ContractNature:
        candidates = tuple(FamilyCandidate(family, "", 0.5) for family in sorted(families))
        judged = rules.judge(make_need(text=text, nature=nature, families=candidates, amount_eur=1e9))
        assert {duty.status for duty in judged if duty.certainty == "to_verify"} <= {"to_check", "not_applicable"}


def test_nature_must_fit() -> None:
    assert judge_one(make_need(), natures=frozenset({"services"})).status == "due"
    assert judge_one(make_need(), natures=frozenset({"supplies"})).status == "not_applicable"


@pytest.mark.parametrize(("score", "status"), [(0.9, "due"), (0.2, "due"), (0.19, "not_applicable")])
def test_family_must_be_a_likely_one(score: float, status: str) -> None:
    need = make_need(families=(FamilyCandidate("cleaning", "", score),))
    assert judge_one(need, families=frozenset({"cleaning", "catering"})).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Achat de VÉHICULES utilitaires", "due"),
        ("Achat d'armoires", "not_applicable"),
        ("Achat de pneus de véhicules", "not_applicable"),
    ],
)
def test_words_are_required_and_others_exclude(text: str, status: str) -> None:
    rule = {"words": re.compile("vehicule"), "not_words": re.compile("pneu|piece")}
    assert judge_one(make_need(text=text), **rule).status == status


@pytest.mark.parametrize(
    ("code", "need"),
    [
        ("agec_58", make_need(nature=SUPPLIES, families=(FamilyCandidate("furniture", "", 0.9),), text="Bureaux")),
        ("egalim", make_need(families=(FamilyCandidate("catering", "", 0.9),), text="Repas de la cantine scolaire")),
        (
            "clean_vehicles",
            make_need(nature=SUPPLIES, families=(FamilyCandidate("vehicles", "", 0.9),), text="Achat de fourgons"),
        ),
        ("accessibility", make_need(families=(FamilyCandidate("software_cloud", "", 0.9),), text="Site internet")),
    ],
)
def test_sector_duties_are_due_in_their_purchases_only(rules: DutyRules, code: str, need: Need) -> None:
    assert statuses(rules, need)[code] == "due"
    assert statuses(rules, make_need(text="Gardiennage de locaux"))[code] == "not_applicable"


def test_duties_keep_the_order_of_the_file(rules: DutyRules) -> None:
    of_contracts = [rule.code for rule in rules.rules if rule.scope == "contract"]
    assert [duty.code for duty in rules.judge(make_need())] == of_contracts


def test_real_duties_use_known_codes(rules: DutyRules, settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    for rule in rules.rules:
        assert set(rule.legal_basis) <= taxonomy.articles.keys()
        assert rule.families <= taxonomy.families.keys()
        assert rule.natures <= {nature.value for nature in ContractNature}
        assert rule.certainty in ("verified", "secondary", "to_verify")
        assert rule.threshold in (None, "eu", "concession")
        assert rule.legal_basis or rule.certainty == "to_verify"
        assert rule.how_to_meet.endswith(".")


def test_real_thresholds_follow_one_another_for_every_buyer(rules: DutyRules) -> None:
    for period in rules.periods:
        assert period.start < period.until
        assert period.supplies_services.keys() == {buyer.value for buyer in BuyerCategory}
    for one, following in zip(rules.periods, rules.periods[1:], strict=False):
        assert one.until == following.start


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("duties.toml", "not toml"),
        ("duties.toml", "[x]\nlabel = 'sans date'"),
        ("thresholds.toml", ""),
        ("thresholds.toml", "[[period]]\nfrom = 2026-01-01"),
        ("duties.toml", None),
        ("duties.toml", b"\xff\xfe"),
    ],
)
def test_malformed_duties_are_refused(tmp_path: Path, file: str, content: str | bytes | None) -> None:
    path = write_corpus(tmp_path) / "obligations" / file
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InvalidCorpus, match="obligations"):
        read_duty_rules(tmp_path)


def test_bad_expression_in_a_duty_is_refused(tmp_path: Path) -> None:
    path = write_corpus(tmp_path) / "obligations" / "duties.toml"
    path.write_text(path.read_text(encoding="utf-8") + 'words = "("\n', encoding="utf-8")
    with pytest.raises(InvalidCorpus):
        read_duty_rules(tmp_path)


def test_families_always_concerned_need_no_words() -> None:
    rule = make_duty_rule(
        families=frozenset({"furniture"}), always_families=frozenset({"software_cloud"}), words=re.compile("ecole")
    )
    software = make_need(text="Progiciel de paie", families=(FamilyCandidate("software_cloud", "", 0.9),))
    furniture = make_need(text="Armoires", families=(FamilyCandidate("furniture", "", 0.9),))
    judged = [make_duty_rules(rule).judge(need)[0].status for need in (software, furniture)]
    assert judged == ["due", "not_applicable"]


@pytest.mark.parametrize("text", ["Contrat de concession de la fourrière", "Délégation de service public de l'eau"])
def test_concession_is_judged_by_its_own_articles(rules: DutyRules, text: str) -> None:
    found = statuses(rules, make_need(text=text, amount_eur=9e6))
    assert found["concession_environment"] == found["concession_criterion"] == "due"
    assert found["concession_social"] == "to_check"
    for code in ("env_execution_condition", "env_award_criterion", "social_execution_condition"):
        assert found[code] == "not_applicable"


def test_contract_is_not_judged_as_a_concession(rules: DutyRules) -> None:
    assert not any(code.startswith("concession") for code in statuses(rules, make_need()))


def test_defence_is_exempt_of_the_general_duties(rules: DutyRules) -> None:
    found = statuses(rules, make_need(text="Marché de défense : entretien de véhicules blindés", amount_eur=9e5))
    assert {
        found[code] for code in ("env_execution_condition", "env_award_criterion", "social_execution_condition")
    } == {"not_applicable"}


def test_food_bought_for_a_canteen_is_under_egalim_and_other_food_is_not(rules: DutyRules) -> None:
    supplies = {"families": (FamilyCandidate("food_supplies", "", 0.9),), "nature": ContractNature.SUPPLIES}
    canteen = make_need(text="Denrées pour la cuisine centrale des écoles, en régie", **supplies)
    assert statuses(rules, canteen)["egalim"] == "due"
    assert (
        statuses(rules, make_need(text="Paniers de fruits pour les agents", **supplies))["egalim"] == "not_applicable"
    )


def test_duty_that_is_due_tells_its_exceptions(rules: DutyRules) -> None:
    (duty,) = [duty for duty in rules.judge(make_need()) if duty.code == "env_execution_condition"]
    assert "Exceptions : Marchés de défense" in duty.reason


def test_duty_that_names_what_does_not_exist_is_found() -> None:
    rule = make_duty_rule(legal_basis=("L9999-9",), families=frozenset({"rockets"}), certainty="sure")
    faults = find_duty_faults(make_duty_rules(rule), make_taxonomy())
    assert [fault.rsplit(" : ", 1)[1] for fault in faults] == ["L9999-9", "rockets", "sure"]
