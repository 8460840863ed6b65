"""A passage of a draft, read once for all detectors: sentences, folded words, what kind of passage it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from recommender.domain.documents import Span
from recommender.domain.text import FoldedText
from recommender.domain.warnings import DraftPassage, Finding, StatedCriterion, WarningCode
from recommender.lawfulness.stated_criteria import read_stated_criteria

RC = "RC"
# What ends a sentence in folded text: a line break, or a full stop that no abbreviation or number explains.
_END = re.compile(
    r"\n+|(?<=[!?])\s+|;\s+|(?<![\s.(][lrd])(?<!\bart)(?<!\bal)(?<!\bcf)(?<!\bex)(?<!\betc)(?<!\bn)(?<!\bmin)"
    r"(?<!\bmax)(?<!\benv)\.\s+(?=[^\W\d_]|\d|«|\[)"
)
_SCORING = re.compile(
    r"\bcriteres?\b|\bsous-criteres?\b|\bpoints?\b|\bpts\b|\bnot(?:e|ee|es|ees|ation)\b|\bponder|"
    r"\bbareme|\bjury tient compte|[–—:(-] ?\d{1,2} ?%(?! (?:de|des|du|au)\b)|jugement|choix de l'offre|"
    r"\bcoefficients?\b|selection (?:des offres|repose)|classees? (?:premiere|au premier)|class(?:ees|"
    r"ement) des offres|\bdepartag|offres? (?:sont|est|seront|sera) classee|"
    r"\btenu compte\b|\battribution\b|\battribue\w*|economiquement la plus avantageuse|\battributaires?\b|"
    r"\bclassement\b|\best conclu avec"
)
# "Points" and "notes" mean other things where a contract describes what is bought.
_SCORING_IN_CONTRACT = re.compile(
    r"\boui ?= ?\d|choix (?:du prestataire|de l'offre|des offres|du titulaire)|\bcriteres? (?:d'attribution|"
    r"de jugement|n|environnemental|social|:)|\bcriteres?\b[^.\n]{0,60}(?:points|%|note)|jugement des offres|"
    r"\bnotation des offres|\bponder"
)
_NOTHING = re.compile(r"(?!)")
_WORDS_OF_SCORING = {RC: _SCORING, "CCP": _SCORING_IN_CONTRACT, "CCTP": _SCORING_IN_CONTRACT}
_SELECTING = re.compile(
    r"\bcandidatures?\b|conditions de participation|\bpeuvent (?:soumissionner|concourir|candidater|repondre)|"
    r"pieces a fournir|\brecevables?\b|"
    r"\bcapacites? (?:techniques?|professionnelles?|financieres?|economiques?|minim)|niveaux? minim|"
    r"references? exigees|"
    r"chiffre d'affaires|selection des candidat|\bcandidats?\b[^.\n]{0,60}(?:elimin|exig|justifi|doi(?:t|vent)|"
    r"seuls)|sont (?:seuls )?admis"
)
DENIAL = re.compile(
    r"\b(?:ne|n')\s?[^.;\n]{1,60}?\b(?:pas|aucun|aucune|ni|jamais|point)\b|\bsans (?:consideration|tenir compte|egard|"
    r"condition|distinction|recueil|mention|qu'il soit tenu|preference|que)\b|\bquels? que soi(?:t|ent)\b|"
    r"\bquelles? que soi(?:t|ent)\b|"
    r"\bindependamment\b|\b(?:aucun|aucune|nul|nulle)\b[^.;\n]{0,60}\b(?:n'|ne)\b|\bindifferent|"
    r"\bni\b[^.;\n]{1,60}\bni\b|"
    r"\bpeu importe\b|\bsont exclus de la notation|\bhors notation"
)

SELECTION_OF_CANDIDATES = re.compile(
    r"nombre de candidats|selection des candidat|invites? a (?:remettre|presenter) une offre|criteres de selection"
)
_DENIED_VERB = re.compile(
    r"\b(?:ne|n')\s?(?:\w+ ){1,4}(?:pas|jamais|point|aucun|aucune)\b[^.;\n]{0,60}$|\baucune?\b[^.;\n]{0,40}\bn[e']"
)

# Says that something is no condition: a denial elsewhere in the sentence may be the condition itself.
NOT_ASKED = re.compile(
    r"\b(?:aucune?|sans) (?:condition|exigence|distinction|consideration|obligation|preference|incidence)\b|"
    r"\bquel(?:le)?s? que soi(?:t|ent)\b|\bindifferen|\bpeu importe\b|"
    r"\bn(?:e|')\s?(?:est|sont|sera|seront|constitue|constituent|peut|peuvent|doit|doivent|saurait|entre|entrent|"
    r"donne|donnent)\b[^.;\n]{0,30}\b(?:pas|ni|aucune?|jamais|point)\b"
    r"[^.;\n]{0,40}\b(?:exig|requis|demand|critere|pris|compte|not|impos|oblig|juge|appreci|consider|condition|point|"
    r"lieu|valoris)|"
    r"\bsans (?:tenir compte|egard|qu'il soit tenu|recueil|mention|preference)\b|\bindependamment\b|"
    r"\bhors notation\b|\bne (?:joue|compte)\w* pas|\bni\b[^.;\n]{1,90}\bn(?:e |')"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a line, in folded words. ``start`` is its place in the folded passage."""

    text: str
    start: int

    def holds(self, other: "Sentence") -> bool:
        """Whether the other one is a part of this one."""
        return self.start <= other.start < self.start + len(self.text)

    @property
    def is_denied(self) -> bool:
        """Whether it says that something does not count or is not asked."""
        return DENIAL.search(self.text) is not None

    def is_denied_before(self, place: int) -> bool:
        """Whether what stands at ``place`` is what the words before it say does not happen."""
        return _DENIED_VERB.search(self.text[:place]) is not None


@dataclass(frozen=True)
class ReadPassage:
    """A ``DraftPassage`` with what detectors ask of it. All patterns are matched on ``folded``."""

    source: DraftPassage
    form: FoldedText = field(repr=False)

    @classmethod
    def of(cls, passage: DraftPassage) -> "ReadPassage":
        """The passage with its folded words."""
        return cls(passage, FoldedText.of(passage.text))

    @property
    def folded(self) -> str:
        """The whole passage, folded."""
        return self.form.folded

    @property
    def launch(self) -> date:
        """The day the consultation is launched."""
        return self.source.launch_date

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences and lines, in reading order."""
        return tuple(_split(self.folded))

    @cached_property
    def criteria(self) -> tuple[StatedCriterion, ...]:
        """The award criteria: those given with the passage, those read in its words otherwise."""
        known = self.source.criteria
        return read_stated_criteria(self.source.text) if known is None else known

    @cached_property
    def is_scoring(self) -> bool:
        """Whether the passage is about how offers are judged."""
        return self._words_of_scoring.search(self.folded) is not None

    @cached_property
    def is_selecting(self) -> bool:
        """Whether the passage is about who may tender."""
        return _SELECTING.search(self.folded) is not None

    def scores(self, sentence: Sentence) -> bool:
        """Whether the sentence judges offers: by its own words, or in a passage of the rules that does."""
        return self._words_of_scoring.search(sentence.text) is not None or (
            self.is_scoring and self.source.document == RC
        )

    @property
    def _words_of_scoring(self) -> re.Pattern[str]:
        return _WORDS_OF_SCORING.get(self.source.document, _NOTHING)

    def finding(self, code: WarningCode, sentence: Sentence, match: re.Match[str]) -> Finding:
        """A finding at what a pattern matched in a sentence."""
        return Finding(code, self.span(sentence.start + match.start(), sentence.start + match.end()))

    def finding_of_all(self, code: WarningCode) -> Finding:
        """A finding that the whole passage shows, such as a list that lacks something."""
        return Finding(code, self.span(0, len(self.folded)))

    def span(self, start: int, end: int) -> Span:
        """The place in the passage's own text of ``folded[start:end]``."""
        origins = self.form.origins
        return Span(origins[start], origins[max(start, end - 1)] + 1 if end > start else origins[end])


def _split(folded: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(folded):
        yield from _sentence(folded, start, match.start())
        start = match.end()
    yield from _sentence(folded, start, len(folded))


def _sentence(folded: str, start: int, end: int) -> Iterator[Sentence]:
    text = folded[start:end]
    if text.strip():
        yield Sentence(text, start)
