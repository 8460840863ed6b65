"""Words of the sections of a plan: those that promise nothing, and those that say who follows the plan."""

import re
from collections.abc import Iterator, Sequence

from recommender.domain.documents import BlockRole, SourceDocument
from recommender.domain.extraction import Heading
from recommender.domain.text import fold_accents

# The past, the law, the means and the opinions of others: figures there are not promises of the buyer.
_SILENT = re.compile(
    r"diagnosti|etat des lieux|^(?:les |principaux )?constats?\b|situation constatee|^(?:le |elements de )?contexte|"
    r"cadre (?:juridique|legal|reglementaire|de reference)|points? de depart|d'ou (?:partons|nous partons|venons)|"
    r"(?:en|les|quelques) chiffres|chiffres cles|^edito|avant-propos|^(?:le )?mot d|preambule|^introduction|"
    r"glossaire|lexique|"
    r"^sigles|abreviation|acronyme|^definition|^(?:le )?bilan\b|bilan (?:du|des|de la) (?:premier|precedent|"
    r"schema|spaser|plan|periode|achats)|"
    r"premier schema|schema precedent|^(?:la )?concertation|plusieurs voix|elaboration du|^(?:la |notre |"
    r"une )?demarche\b|en reperes|^reperes|"
    r"^(?:le )?perimetre|^(?:les )?moyens\b|moyens (?:humains|financiers)|^(?:le )?budget|^avis\b|methodolog|"
    r"calendrier|remerciement|sommaire|"
    r"table des matieres|apprennent|pourquoi un schema|coup d'.il|obligations? (?:legales?|reglementaires?)|"
    r"retours? d'experience|^zoom|"
    r"references? (?:juridiques?|reglementaires?)|qu'est-ce qu|^rappels?\b|^portrait|^synthese|mode d'emploi"
)
_MONITORING = re.compile(
    r"gouvern|pilot(?:age|er)|\bsuivi\b|\bsuivre\b|evaluation|\bevaluer\b|publication|reddition|comitologie|instances"
)
_OUTSIDE = re.compile(r"^annexes?\b|^conclusion|^(?:la )?mise en .uvre\b|^tableau|recapitulatif|^contacts?\b")

# A line this much larger than the text may be a title; one longer than this is none.
LARGE = 1.15
MAX_TITLE_CHARS = 80


def is_silent(title: str) -> bool:
    """Whether a section of this title promises nothing."""
    return _SILENT.search(fold_accents(title)) is not None


def is_monitoring(title: str) -> bool:
    """Whether a section of this title says how the plan is followed."""
    return _MONITORING.search(fold_accents(title)) is not None and not is_silent(title)


def is_outside(title: str) -> bool:
    """Whether a section of this title is none of the plan's axes."""
    return is_silent(title) or is_monitoring(title) or _OUTSIDE.search(fold_accents(title)) is not None


def find_loose_titles(document: SourceDocument, headings: Sequence[Heading], *, least_size: float) -> list[Heading]:
    """Titles outside the axes that are no numbered, styled or listed headings: large lines of such words."""
    known = {heading.block for heading in headings}
    return [
        Heading(block.page, None, block.text, 1, index)
        for index, block in enumerate(document.blocks)
        if index not in known
        and block.role is BlockRole.BODY
        and block.size_ratio >= max(least_size, LARGE)
        and len(block.text) <= MAX_TITLE_CHARS
        and is_outside(block.text)
        and not block.text.rstrip().endswith((".", ",", ";"))
    ]


def find_closings(document: SourceDocument, headings: Sequence[Heading], axis_blocks: Sequence[int]) -> Iterator[int]:
    """Blocks of headings that end an axis: they are as high as the axes and no part of one."""
    axes = set(axis_blocks)
    highest = max((heading.level for heading in headings if heading.block in axes), default=1)
    smallest = min((document.blocks[index].size_ratio for index in axes), default=1.0)
    for heading in headings:
        if heading.block in axes or heading.level > highest:
            continue
        block = document.blocks[heading.block]
        is_high = block.heading_level is not None or block.size_ratio >= smallest
        if is_outside(heading.title) or (is_high and heading.number is None):
            yield heading.block
    for title in find_loose_titles(document, headings, least_size=smallest):
        yield title.block
