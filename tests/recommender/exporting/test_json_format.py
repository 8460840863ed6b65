"""The JSON that integrators rely on: its names are frozen here, in their order."""

import json
from typing import Any

from recommender.domain.extraction import Extraction
from recommender.domain.recommendations import Advice
from recommender.exporting.json_format import format_advice, format_extraction

ADVICE_NAMES = """
id
need: text nature amount_eur duration_months lots place labour users sensitive restraint launch_date buyer inferred
need.confidence: amount_eur
need.typos: netoyage
need.themes[]: code relevance grade worth
need.cpv[]: code label score
need.families[]: code label score
obligations[]: code label status reason legal_basis certainty how_to_meet coverage coverage_note
recommendations[]: rank clause_id title purpose kind place themes families score fit level reasons already_covered
  legal_basis text cautions fits avoid decp eforms author licence version reviewed
recommendations[].evidence[]: code values spans
recommendations[].ocds: goals strategies
recommendations[].links[]: kind target reason
recommendations[].sources[]: title used_for url consulted
recommendations[].provisions[]: level kind place heading text proof control penalty scoring tenderer_supplies
  weight_percent legal_basis sub_criteria
recommendations[].provisions[].sub_criteria[]: name points
recommendations[].variables[]: name label unit default value origin note advice minimum maximum choices
recommendations[].indicators[]: name unit frequency
readings[]: id title question
notes corpus_version model_version
"""
EXTRACTION_NAMES = """
document: name media_type sha256 pages doc_type object nature cpv decp_social decp_environmental amount_eur
  duration_months lots
headings[]: page number title level
unnumbered_headings
clauses[]: page bbox span article heading text kind themes obligation confidence
award_criteria[]: page lot criterion parent weight unit responsible has_open_weight
weight_issues[]: lot parent total unit expected missing
facts[]: kind value normalised unit page span article accepts_equivalent
spaser: period is_joint
spaser.axes[]: number title page
spaser.axes[].objectives[]: number title page themes
spaser.targets[]: text page bbox span axis objective value unit year baseline baseline_year cell
spaser.indicators[]: text page bbox span axis objective unit
spaser.monitoring[]: text page bbox span
warnings corpus_version model_version
"""


def golden(names: str) -> set[str]:
    """Every path that a list of names spells out: ``need: text`` is ``need.text``."""
    paths = set()
    parent = ""
    for line in names.strip().splitlines():
        if ": " in line:
            parent, _, line = line.partition(": ")
        elif not line.startswith(" "):
            parent = ""
        paths |= {f"{parent}.{name}".lstrip(".") for name in line.split()}
    return paths


def paths_of(value: Any, path: str = "") -> set[str]:
    """The path of every named value that is neither an object nor a list of objects."""
    if isinstance(value, dict):
        return {deeper for name, child in value.items() for deeper in paths_of(child, f"{path}.{name}".lstrip("."))}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {deeper for child in value for deeper in paths_of(child, f"{path}[]")}
    return {path}


def test_names_of_an_advice_are_stable(advice: Advice) -> None:
    assert paths_of(format_advice(advice)) == golden(ADVICE_NAMES)


def test_names_of_an_extraction_are_stable(extraction: Extraction) -> None:
    answer = format_extraction(extraction, corpus_version="1", model_version="2")
    assert paths_of(answer) == golden(EXTRACTION_NAMES)


def test_answers_are_json(advice: Advice, extraction: Extraction) -> None:
    for answer in (format_advice(advice), format_extraction(extraction, corpus_version="1", model_version="2")):
        assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_suggestion_leads_with_its_first_provision_and_cites_each_article_once(advice: Advice) -> None:
    suggestion = format_advice(advice)["recommendations"][0]
    assert (suggestion["rank"], suggestion["clause_id"]) == (1, "nettoyage-insertion")
    assert (suggestion["kind"], suggestion["place"]) == ("execution_condition", "CCAP")
    assert suggestion["text"] == suggestion["provisions"][0]["text"]
    assert suggestion["legal_basis"] == ["L2112-2", "L2152-7"]
    assert suggestion["provisions"][1]["weight_percent"] == [10.0, 20.0]


def test_need_tells_codes_and_dates_as_integrators_write_them(advice: Advice) -> None:
    need = format_advice(advice)["need"]
    assert (need["nature"], need["launch_date"], need["buyer"]) == ("services", "2026-11-16", "local")


def test_clause_has_its_place_in_the_document(extraction: Extraction) -> None:
    clause = format_extraction(extraction, corpus_version="1", model_version="2")["clauses"][0]
    assert clause["bbox"] == [70.0, 100.0, 300.3, 112.0]
    assert clause["span"] == [0, 30]
    assert (clause["page"], clause["article"], clause["obligation"]) == (1, "2.2", "must")
