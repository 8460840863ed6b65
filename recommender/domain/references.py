"""References beside the bundles: cross-walks to other frames, and notes of advice."""

from dataclasses import dataclass

from recommender.domain.library import Indicator, Source


@dataclass(frozen=True, slots=True)
class CrosswalkEntry:
    """One term of another frame, the themes it answers to, the bundles that serve it, and how it is measured."""

    code: str
    label: str
    description: str
    themes: tuple[str, ...]
    bundles: tuple[str, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A frame others use (eForms, OCDS, SPASER objectives…) in terms of our themes and bundles."""

    code: str
    title: str
    purpose: str
    sources: tuple[Source, ...]
    entries: tuple[CrosswalkEntry, ...]


@dataclass(frozen=True, slots=True)
class NoteSection:
    """A part of a note. ``certainty`` is that of the law it tells, see ``LawArticle``."""

    heading: str
    text: str
    legal_basis: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class AdviceNote:
    """Advice on a question that no clause answers, shown with purchases of ``families``."""

    id: str
    title: str
    question: str
    families: tuple[str, ...]
    sections: tuple[NoteSection, ...]
    sources: tuple[Source, ...]
