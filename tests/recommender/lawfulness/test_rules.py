"""What each warning says, and the names that detectors know."""

from dataclasses import replace
from pathlib import Path

import pytest

from recommender.domain.warnings import Certainty, WarningCode
from recommender.errors import InvalidCorpus
from recommender.lawfulness.rules import Lawfulness, find_rule_faults, read_lawfulness
from recommender.library.taxonomy import read_taxonomy
from recommender.settings import Settings
from tests.builders.corpus import write_corpus


def test_every_code_is_explained_and_reworded(lawfulness: Lawfulness) -> None:
    assert set(lawfulness.rules) == set(WarningCode)
    for rule in lawfulness.rules.values():
        assert rule.title
        assert rule.why.endswith(".")
        assert rule.rewording.strip()


def test_law_has_sources_and_good_practice_claims_none(lawfulness: Lawfulness, settings: Settings) -> None:
    taxonomy = read_taxonomy(settings.corpus_dir)
    assert find_rule_faults(lawfulness, taxonomy) == []
    for rule in lawfulness.rules.values():
        assert bool(rule.sources) is (rule.certainty is not Certainty.GOOD_PRACTICE)


def test_rulings_are_shown_by_their_full_name(lawfulness: Lawfulness) -> None:
    shown = lawfulness.name_sources(lawfulness.rules[WarningCode.GENERAL_POLICY])
    assert shown == ("Conseil d'État, 25 mai 2018, Nantes Métropole, n° 417580", "L2152-7")


def test_unknown_source_is_told(lawfulness: Lawfulness, settings: Settings) -> None:
    rule = replace(lawfulness.rules[WarningCode.LABEL], sources=("R9999-9",))
    faults = find_rule_faults(replace(lawfulness, rules={rule.code: rule}), read_taxonomy(settings.corpus_dir))
    assert faults == ["lawfulness/warnings : label_without_equivalent : source inconnue : R9999-9"]


@pytest.mark.parametrize("file", ["lawfulness/names.toml", "lawfulness/warnings.toml", "law/rulings.toml"])
def test_malformed_file_is_refused(tmp_path: Path, file: str) -> None:
    path = write_corpus(tmp_path) / file
    path.write_text("pas du toml", encoding="utf-8")
    with pytest.raises(InvalidCorpus, match="alertes"):
        read_lawfulness(tmp_path)
