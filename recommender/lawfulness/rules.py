"""The data of ``corpus/lawfulness``: what each warning says, and the names that detectors know."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from recommender.domain.classifiers import MeaningClassifier
from recommender.domain.taxonomy import Taxonomy
from recommender.domain.warnings import Certainty, DraftPassage, Finding, NameLists, WarningCode, WarningRule
from recommender.errors import InvalidCorpus
from recommender.lawfulness.judging import SAID_ALREADY, Judge
from recommender.lawfulness.likeness import LikenessReader, read_judged_passages
from recommender.lawfulness.unchecked import find_unchecked


@dataclass(frozen=True)
class Lawfulness:
    """Judges passages, and knows what to say of each finding. ``rulings`` gives the full name of each short one."""

    judge: Judge
    rules: Mapping[WarningCode, WarningRule]
    rulings: Mapping[str, str]
    likeness: Callable[[], LikenessReader]

    def find(self, passage: DraftPassage) -> tuple[Finding, ...]:
        """What may be unlawful in a passage; see ``Judge.judge``."""
        return self.judge.judge(passage)

    def propose(
        self, passage: DraftPassage, found: Collection[WarningCode], classifier: MeaningClassifier
    ) -> list[tuple[WarningCode, float]]:
        """Codes besides those ``found``, with their probabilities: what the words are like, and what they mean."""
        proposed = dict(self.likeness().propose(passage.text, passage.document))
        unchecked = find_unchecked(passage, classifier)
        if unchecked is not None:
            proposed[WarningCode.NO_CONTROL] = max(unchecked, proposed.get(WarningCode.NO_CONTROL, 0.0))
        said = {*found, *proposed}
        silent = {*found, *(weaker for stronger, weaker in SAID_ALREADY if stronger in said)}
        return [(code, value) for code, value in proposed.items() if code not in silent]

    def name_sources(self, rule: WarningRule) -> tuple[str, ...]:
        """The sources of a rule as they are shown: articles as they are, rulings by their full name."""
        return tuple(self.rulings.get(source, source) for source in rule.sources)


def read_lawfulness(corpus_dir: Path) -> Lawfulness:
    """The rules and names of ``corpus_dir``/lawfulness, the rulings of ``corpus_dir``/law.

    Raises:
        InvalidCorpus: a file is missing or malformed, or a code has no words.
    """
    try:
        names = _read(corpus_dir / "lawfulness" / "names.toml")
        rows = _read(corpus_dir / "lawfulness" / "warnings.toml")
        rulings = _read(corpus_dir / "law" / "rulings.toml")
        rules = {code: _to_rule(code, rows[code.value]) for code in WarningCode}
        judged = corpus_dir / "lawfulness" / "judged.jsonl"
        judge = Judge.of(NameLists(tuple(names["labels"]), tuple(names["brands"])))
        likeness = cache(partial(_fit_likeness, judged))
        return Lawfulness(judge, rules, {code: row["name"] for code, row in rulings.items()}, likeness)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les alertes de la bibliothèque ne peuvent pas être lues ({error}).",
            "Corrigez les fichiers de corpus/lawfulness et corpus/law/rulings.toml.",
        ) from error


def _fit_likeness(path: Path) -> LikenessReader:
    try:
        return LikenessReader.fit(read_judged_passages(path))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise InvalidCorpus(
            f"Les passages jugés ne peuvent pas être lus ({error}).", "Corrigez corpus/lawfulness/judged.jsonl."
        ) from error


def find_rule_faults(lawfulness: Lawfulness, taxonomy: Taxonomy) -> list[str]:
    """Sources of warnings that are neither an article nor a ruling of the library, and law without any source."""
    faults = []
    for rule in lawfulness.rules.values():
        unknown = [source for source in rule.sources if source not in {*taxonomy.articles, *lawfulness.rulings}]
        faults += [f"lawfulness/warnings : {rule.code} : source inconnue : {source}" for source in unknown]
        if rule.certainty is not Certainty.GOOD_PRACTICE and not rule.sources:
            faults.append(f"lawfulness/warnings : {rule.code} : aucune source")
    return faults


def _read(path: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _to_rule(code: WarningCode, row: Mapping[str, str]) -> WarningRule:
    return WarningRule(
        code=code,
        title=row["title"],
        why=row["why"],
        rewording=row["rewording"],
        certainty=Certainty(row["certainty"]),
        sources=tuple(row["sources"]),
    )
