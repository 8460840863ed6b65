"""The use cases end to end, on the real library and the sample draft of the repository."""

import json
from datetime import date
from pathlib import Path

import pytest

from recommender.domain.extraction import Extraction
from recommender.domain.needs import NeedRequest
from recommender.domain.recommendations import Advice
from recommender.domain.vocabulary import ContractNature, Obligation, ProvisionKind
from recommender.errors import InvalidNeed, NeedNotFrench, NeedTooLong
from recommender.exporting.json_format import format_advice
from recommender.language.sentences import sentence_pipeline
from recommender.services import Services
from tests.builders.documents import make_block, make_document

LAUNCH = date(2026, 11, 16)
SAMPLE = "samples/ccp-renovation-residence.docx"
INSURANCE = "Contrat d'assurance dommages aux biens et responsabilité civile de la commune"
CLEANING = "Nettoyage des locaux de trois écoles pendant deux ans"


@pytest.fixture(scope="module")
def extraction(services: Services) -> Extraction:
    return services.extract(services.read_path(services.settings.corpus_dir / SAMPLE))


@pytest.fixture(scope="module")
def advice(services: Services, extraction: Extraction) -> Advice:
    return services.advise_on_extraction(extraction, NeedRequest(text="", launch_date=LAUNCH))


def ask(services: Services, text: str = CLEANING, **details: object) -> Advice:
    return services.advise(NeedRequest(text=text, launch_date=LAUNCH, **details))  # type: ignore[arg-type]


def test_sample_is_recognised(extraction: Extraction) -> None:
    profile = extraction.profile
    assert (profile.doc_type, profile.nature) == ("CCP", ContractNature.WORKS)
    assert (profile.amount_eur, profile.duration_months) == (6_200_000.0, 18)
    assert profile.object is not None
    assert "rénovation énergétique" in profile.object
    assert profile.cpv[0].code.startswith("45")


def test_sample_has_its_headings(extraction: Extraction) -> None:
    numbers = [heading.number for heading in extraction.headings]
    assert numbers == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.3", "2.4", "3", "4", "4.1", "5"]


def test_sample_has_a_binding_waste_clause(extraction: Extraction) -> None:
    clause = next(clause for clause in extraction.clauses if clause.segment.article == "2.2")
    assert (clause.kind, clause.obligation) == (ProvisionKind.EXECUTION_CONDITION, Obligation.MUST)
    assert clause.themes[0] == "waste"


def test_sample_denies_any_insertion_clause(extraction: Extraction) -> None:
    clause = next(clause for clause in extraction.clauses if clause.segment.article == "2.4")
    assert clause.obligation is Obligation.NEGATED
    assert clause.themes[0] == "insertion"


def test_sample_has_its_criteria_and_none_is_environmental(extraction: Extraction) -> None:
    found = [(criterion.criterion, criterion.weight) for criterion in extraction.award_criteria]
    assert found == [("Prix des prestations", 60.0), ("Valeur technique", 40.0)]
    assert {criterion.responsible for criterion in extraction.award_criteria} == {"none"}


def test_duties_of_the_sample_are_marked_met_or_missing(advice: Advice) -> None:
    marked = {duty.code: (duty.status, duty.coverage) for duty in advice.duties}
    assert marked["env_execution_condition"] == ("due", "met")
    assert marked["env_award_criterion"] == ("due", "missing")
    assert marked["social_execution_condition"] == ("due", "missing")


def test_met_duty_shows_its_proof(advice: Advice) -> None:
    duty = next(duty for duty in advice.duties if duty.code == "env_execution_condition")
    assert "article 2.2" in duty.coverage_note
    assert "Le titulaire trie" in duty.coverage_note


def test_suggestions_for_the_sample_fit_it_and_give_reasons(advice: Advice) -> None:
    families = {recommendation.bundle.families[0] for recommendation in advice.recommendations}
    assert "occupied_housing" in families
    assert all(recommendation.reasons for recommendation in advice.recommendations)
    assert all(0.0 <= recommendation.score <= 1.0 for recommendation in advice.recommendations)


def test_suggestion_on_what_the_sample_holds_is_marked_covered(advice: Advice) -> None:
    covered = {
        recommendation.bundle.themes[0] for recommendation in advice.recommendations if recommendation.already_covered
    }
    assert "waste" in covered
    assert "insertion" not in covered


@pytest.mark.parametrize("text", [None, INSURANCE, CLEANING, "Fourniture de denrées alimentaires pour la cantine"])
def test_every_text_is_filled(services: Services, advice: Advice, text: str | None) -> None:
    answer = format_advice(advice if text is None else ask(services, text))
    assert answer["recommendations"]
    written = json.dumps(answer, indent=1)
    assert "{{" not in written
    assert "}}" not in written


def test_few_suggestions_come_with_a_note_where_little_fits(services: Services) -> None:
    answer = ask(services, INSURANCE)
    assert 1 <= len(answer.recommendations) <= 3
    assert any("Peu de clauses" in note for note in answer.notes)


def test_many_criteria_come_with_advice_to_keep_few(services: Services) -> None:
    assert any("retenez-en deux ou trois" in note for note in ask(services).notes)
    # Clauses of level 1 alone bring hardly any criterion.
    easy = services.advise(NeedRequest(text=CLEANING, launch_date=LAUNCH), top_k=3, level=1)
    assert not any("retenez-en" in note for note in easy.notes)


def test_note_on_what_is_due_follows_the_launch_date(services: Services) -> None:
    before = services.advise(NeedRequest(text=INSURANCE, launch_date=date(2026, 7, 1)))
    (note,) = [note for note in before.notes if "Peu de clauses" in note]
    assert "environnemental" not in note


def test_unknown_amount_is_told(services: Services) -> None:
    assert any("Montant inconnu" in note for note in ask(services).notes)
    assert not any("Montant inconnu" in note for note in ask(services, amount_eur=90_000.0).notes)


def test_social_duty_depends_on_the_amount(services: Services) -> None:
    def status(amount: float | None) -> str:
        duties = ask(services, amount_eur=amount).duties
        return next(duty.status for duty in duties if duty.code == "social_execution_condition")

    assert [status(90_000.0), status(None), status(900_000.0)] == ["not_applicable", "to_check", "due"]


def test_level_bounds_the_provisions(services: Services) -> None:
    answer = services.advise(NeedRequest(text=CLEANING, launch_date=LAUNCH), level=1)
    levels = {filled.provision.level for item in answer.recommendations for filled in item.provisions}
    assert levels == {1}


def test_number_of_suggestions_is_bounded(services: Services) -> None:
    assert len(services.advise(NeedRequest(text=CLEANING, launch_date=LAUNCH), top_k=2).recommendations) == 2


def test_same_need_gives_the_same_advice(services: Services) -> None:
    assert ask(services) == ask(services)


def test_stated_values_win_over_those_of_the_draft(services: Services, extraction: Extraction) -> None:
    request = NeedRequest(text="", amount_eur=90_000.0, duration_months=6, launch_date=LAUNCH)
    need = services.advise_on_extraction(extraction, request).need
    assert (need.amount_eur, need.duration_months) == (90_000.0, 6)


def test_words_of_the_buyer_are_added_to_those_of_the_draft(services: Services, extraction: Extraction) -> None:
    request = NeedRequest(text="Chantier d'insertion", launch_date=LAUNCH)
    text = services.advise_on_extraction(extraction, request).need.text
    assert text.startswith("Chantier d'insertion Le marché a pour objet")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", InvalidNeed),
        ("nettoyage", InvalidNeed),
        ("mot " * 50_000, NeedTooLong),
        ("Cleaning of the offices and of the schools for two years", NeedNotFrench),
    ],
)
def test_unusable_descriptions_are_refused(services: Services, text: str, error: type[InvalidNeed]) -> None:
    with pytest.raises(error):
        ask(services, text)


def test_words_beside_a_draft_are_not_cut_in_silence(services: Services, extraction: Extraction) -> None:
    with pytest.raises(NeedTooLong):
        services.advise_on_extraction(extraction, NeedRequest(text="mot " * 50_000))


def test_draft_that_says_nothing_of_a_purchase_is_refused(services: Services) -> None:
    extraction = services.extract(make_document(make_block("1 2 3")))
    with pytest.raises(InvalidNeed):
        services.advise_on_extraction(extraction, NeedRequest(text=""))


def test_characters_no_file_can_hold_are_dropped(services: Services) -> None:
    assert ask(services, "Nettoyage\x00 des \x01trois\ud800 écoles").need.text == "Nettoyage des trois écoles"


def test_nothing_of_a_need_or_a_draft_is_written(services: Services, extraction: Extraction) -> None:
    data_dir = services.settings.data_dir
    ask(services)
    before = snapshot(data_dir)
    ask(services, "Nettoyage confidentiel des locaux de Villezanzibre pendant deux ans")
    draft = make_document("Le marché a pour objet le gardiennage confidentiel de Villezanzibre pendant un an.")
    services.advise_on_extraction(services.extract(draft), NeedRequest(text="à Villezanzibre"))
    services.advise_on_extraction(extraction, NeedRequest(text=""))
    assert snapshot(data_dir) == before
    for path in files_of(data_dir):
        content = path.read_bytes().lower()
        assert b"zanzibre" not in content
        assert "résidence les tilleuls".encode() not in content


def snapshot(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files_of(folder)}


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_only_the_draft_says_is_marked_as_inferred(services: Services) -> None:
    extraction = services.extract(services.read_path(services.settings.corpus_dir / SAMPLE))
    advice = services.advise_on_extraction(extraction, NeedRequest(text="", duration_months=18))
    assert {"amount_eur", "nature"} <= set(advice.need.inferred)
    assert "duration_months" not in advice.need.inferred


def test_guide_declares_no_consideration(services: Services) -> None:
    clauses = (
        "Article 3 - Insertion par l'activité économique",
        "Le titulaire réserve 200 heures de travail à des personnes éloignées de l'emploi, en insertion.",
        "Il remet chaque trimestre au facilitateur l'état des heures d'insertion réalisées.",
    )
    guide = make_document("Guide pratique de l'achat responsable", *clauses, name="guide.pdf")
    contract = make_document("Cahier des clauses particulières", *clauses, name="ccp.pdf")
    assert services.extract(guide).profile.decp_social == ("Pas de considération sociale",)
    assert services.extract(contract).profile.decp_social == ("Clause sociale",)


def test_first_document_of_a_warm_service_waits_for_no_model(services: Services) -> None:
    sentence_pipeline.cache_clear()
    services.warm_up()
    assert sentence_pipeline.cache_info().currsize == 1
