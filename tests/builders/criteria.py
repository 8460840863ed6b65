"""Articles on the award of a contract as the reading stage gives them, and what is read in them, in short."""

from recommender.domain.documents import Block, BlockRole, SourceDocument, Table
from recommender.domain.extraction import AwardCriterion
from recommender.extraction.criteria import find_award_criteria
from recommender.extraction.headings import find_headings
from tests.builders.documents import make_block, make_document, make_item

TITLE = "# 6. CRITÈRES D'ATTRIBUTION"
Rows = tuple[tuple[str, ...], ...]
_SIGNS = {"percent": " %", "points": " pts"}


def lay_out(*parts: str | Rows) -> SourceDocument:
    """A document of paragraphs, of titles ("# …"), of items ("* …") and of tables (rows of cells)."""
    blocks: list[Block] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, tuple):
            tables.append(Table(1, part))
            texts = (" | ".join(cell for cell in row if cell) for row in part)
            blocks += [make_block(text, role=BlockRole.TABLE_ROW) for text in texts]
        elif part.startswith("# "):
            blocks.append(make_block(part[2:], is_bold=True))
        else:
            blocks.append(make_item(part[2:]) if part.startswith("* ") else make_block(part))
    return make_document(*blocks, tables=tables)


def find_criteria(document: SourceDocument) -> tuple[AwardCriterion, ...]:
    """The criteria of a document under the headings found in it."""
    return find_award_criteria(document, find_headings(document))


def read_criteria(*parts: str | Rows) -> list[str]:
    """What is read in such a document, in short."""
    return shorten(find_criteria(lay_out(*parts)))


def shorten(criteria: tuple[AwardCriterion, ...]) -> list[str]:
    """One line a criterion: "lot 2: Valeur technique > Méthode = 20 pts"; "?" stands for no weight."""
    return [_shorten(criterion) for criterion in criteria]


def _shorten(criterion: AwardCriterion) -> str:
    lot = "" if criterion.lot == "all" else f"lot {criterion.lot}: "
    parent = f"{criterion.parent} > " if criterion.parent else ""
    weight = "?" if criterion.weight is None else f"{criterion.weight:g}{_SIGNS[criterion.unit]}"
    return f"{lot}{parent}{criterion.criterion} = {'order' if criterion.unit == 'order' else weight}"
