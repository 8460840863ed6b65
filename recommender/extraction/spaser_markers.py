"""A line of a plan → the axis, objective or action it names, as buyers write them: "Axe 1 – …", "Engagement n° 3"."""

import re
from dataclasses import dataclass

from recommender.domain.text import fold_accents

# The words plans count their parts with, in three groups from the whole to the detail.
AXIS_WORDS = (
    "axe", "pilier", "ambition", "defi", "volet", "priorite", "enjeu", "orientation", "thematique", "finalite", "cap",
    "objectif strategique", "objectif general",
)  # fmt: skip
OBJECTIVE_WORDS = ("objectif", "engagement", "levier", "objectif operationnel", "sous-objectif", "chantier")
ACTION_WORDS = ("action", "mesure", "fiche action", "fiche")
_WRITTEN = (
    r"axes?|piliers?|ambitions?|d[ée]fis?|volets?|priorit[ée]s?|enjeux?|orientations?|th[ée]matiques?|"
    r"finalit[ée]s?|cap|"
    r"objectifs?|engagements?|leviers?|sous-objectifs?|chantiers?|actions?|mesures?|fiches?(?:[ -]actions?)?"
)
_QUALIFIER = (
    r"(?:\s+(?:strat[ée]giques?|op[ée]rationnel(?:le)?s?|g[ée]n[ée]ra(?:l|le|ux)|prioritaires?|transversa(?:l|le|ux)|"
    r"sp[ée]cifiques?|majeure?s?|phares?))?"
)
_PART = r"\d{1,2}|[IVX]{1,5}(?![A-Za-zÀ-ÿ])|[A-Z](?![A-Za-zÀ-ÿ])"
_NUMBER = rf"(?:[A-Z]?\d{{1,2}}|{_PART})(?:\s?[.\-]\s?(?:{_PART}|[a-z](?!\w)))*[a-z]?(?![\w%])(?!\s?%)"
_SIGN = r"(?:n\s?[°ºo]\s?)?"
_MARK = r"(?P<mark>\s*[:.)|/]+[\s–—-]*|\s*[–—]\s*|\s+-\s*|-\s+|\s+|$)"
_BEFORE = re.compile(
    rf"^(?:(?:{_PART})[.)]?(?:\d{{1,2}}[.)]?)*\s*[-–—]?\s*)??(?P<word>(?i:{_WRITTEN}))(?i:{_QUALIFIER})\s*(?i:{_SIGN})"
    rf"(?P<number>{_NUMBER}){_MARK}(?P<title>.*)$",
    re.DOTALL,
)
_AFTER = re.compile(
    rf"^(?P<title>.{{8,160}}?)\s*(?:[(\[]|[–—-]\s)\s*(?P<word>(?i:{_WRITTEN}))(?i:{_QUALIFIER})\s*(?i:{_SIGN})"
    rf"(?P<number>{_NUMBER})\s*[)\]]?$"
)
_LEADERS = re.compile(r"\s*(?:\.{3,}|…{2,}|(?:\. ){3,}|_{3,}).*$", re.DOTALL)
_PAGE_NUMBER = re.compile(r"\s+\d{1,3}$")
MAX_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class MarkedTitle:
    """A part of a plan as a line names it: the counting word (folded), its number and its title, maybe empty."""

    word: str
    number: str
    title: str

    @property
    def path(self) -> tuple[str, ...]:
        """The number's parts: "II.1" is ("II", "1"), "1a" is ("1", "a")."""
        return tuple(re.findall(r"\d+|[A-Z]+|[a-z]", self.number))


def read_marked(line: str) -> MarkedTitle | None:
    """The part of a plan that a line names, ``None`` where it names none or is a sentence.

    The title may stand before the word; after a mere space it must begin with a capital.
    """
    text = _LEADERS.sub("", line.strip())
    if not text or len(text) > MAX_TITLE_CHARS:
        return None
    before = _BEFORE.match(text)
    if before:
        return _to_marked(before, has_mark=bool(before["mark"].strip()))
    after = _AFTER.match(text)
    return _to_marked(after, has_mark=True) if after and after["title"][:1].isupper() else None


def read_entry(line: str) -> MarkedTitle | None:
    """The part of a plan that a line of the contents names: the page number at its end is left off."""
    return read_marked(_PAGE_NUMBER.sub("", _LEADERS.sub("", line.strip())))


def has_leaders(line: str) -> bool:
    """Whether dots lead to a page number, as in a contents page."""
    return _LEADERS.search(line) is not None


def _to_marked(match: re.Match[str], *, has_mark: bool) -> MarkedTitle | None:
    title = match["title"].strip(" –—-:|\t\u00a0")
    first = title.lstrip("«\"'“( ")[:1]
    if not match["word"][:1].isupper() and match.re is not _AFTER:
        return None
    if title and not (first.isupper() or (has_mark and first.isalpha())):
        return None
    if title.endswith((";", ",")) or ". " in title or (title.endswith(".") and len(title.split()) > 14):
        return None
    return MarkedTitle(_canonical_word(match), re.sub(r"\s", "", match["number"]).replace("-", "."), title)


def _canonical_word(match: re.Match[str]) -> str:
    written = fold_accents(match.group()[match.start("word") - match.start() : match.start("number") - match.start()])
    word = fold_accents(match["word"]).replace("fiche-", "fiche ")
    word = re.sub(r"enjeux$", "enjeu", " ".join(part.rstrip("s") for part in word.split()))
    if word == "objectif" and "strategique" in written:
        return "objectif strategique"
    if word == "objectif" and "general" in written:
        return "objectif general"
    return "objectif operationnel" if word == "objectif" and "operationnel" in written else word
