"""Documents as the reading stage gives them, and what is found in them, by hand."""

from collections.abc import Sequence
from dataclasses import replace

from recommender.domain.documents import Block, BlockRole, SourceDocument, Span, Table
from recommender.domain.extraction import AwardCriterion, Clause, Heading, Segment
from recommender.domain.vocabulary import Obligation, ProvisionKind


def make_block(text: str = "Le titulaire trie les déchets.", **changes: object) -> Block:
    """A paragraph of the body on page 1."""
    return replace(Block(text, page=1), **changes)  # type: ignore[arg-type]


def make_item(text: str, **changes: object) -> Block:
    """A list item."""
    return make_block(text, role=BlockRole.LIST_ITEM, **changes)


def make_document(*blocks: Block | str, tables: Sequence[Table] = (), **changes: object) -> SourceDocument:
    """A document of these blocks; a text stands for a paragraph."""
    laid = tuple(make_block(block) if isinstance(block, str) else block for block in blocks)
    document = SourceDocument("projet.pdf", "application/pdf", "0" * 64, 1, laid, tuple(tables))
    return replace(document, **changes)  # type: ignore[arg-type]


def make_heading(title: str = "Objet du marché", **changes: object) -> Heading:
    """A heading that is the first block."""
    return replace(Heading(page=1, number="1", title=title, level=1, block=0), **changes)  # type: ignore[arg-type]


def make_segment(text: str = "Le titulaire trie les déchets.", **changes: object) -> Segment:
    """A segment that is the whole of its document."""
    segment = Segment(text, page=1, span=Span(0, len(text)), bbox=None, article="2.2", heading="Déchets")
    return replace(segment, **changes)  # type: ignore[arg-type]


def make_clause(text: str = "Le titulaire trie les déchets.", **changes: object) -> Clause:
    """A binding condition on waste."""
    clause = Clause(make_segment(text), ProvisionKind.EXECUTION_CONDITION, ("waste",), Obligation.MUST, confidence=0.9)
    return replace(clause, **changes)  # type: ignore[arg-type]


def make_criterion(name: str = "Prix", **changes: object) -> AwardCriterion:
    """A main criterion of 60 % for all lots."""
    criterion = AwardCriterion(1, "all", name, parent=None, weight=60.0, unit="percent", responsible="none")
    return replace(criterion, **changes)  # type: ignore[arg-type]
