"""Goes through a document block by block: opens and closes the articles on the award, follows the lots."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from recommender.domain.documents import Block, BlockRole, Table
from recommender.domain.extraction import AwardCriterion, Heading
from recommender.domain.text import squeeze_spaces
from recommender.extraction.criterion_collector import CriteriaCollector
from recommender.extraction.criterion_entries import read_marker
from recommender.extraction.criterion_lines import read_entries
from recommender.extraction.criterion_names import core_of, read_prefix
from recommender.extraction.criterion_reader import Line, LineReader
from recommender.extraction.criterion_sections import (
    ALL_LOTS,
    Topic,
    introduces_list,
    is_by_importance,
    is_on_service,
    read_lot,
    read_topic,
)
from recommender.extraction.criterion_tables import read_criteria_table
from recommender.extraction.criterion_weights import find_weights, is_weight_alone

MAX_SECTION_BLOCKS = 40
_MAX_TITLE_CHARS = 110
_MAX_INTRODUCTION_CHARS = 450


@dataclass(slots=True)
class CriteriaScan:
    """Takes the blocks and tables of a document in order. ``headings`` are its titles by the index of their block."""

    headings: Mapping[int, Heading]
    _collector: CriteriaCollector = field(default_factory=CriteriaCollector)
    _reader: LineReader | None = None
    # The level of the title above, that of the title above the open article, and how many blocks it may still hold.
    _level: int = 0
    _open_level: int = 0
    _left: int = 0
    _outer_lots: list[tuple[int, str]] = field(default_factory=list)
    _last_lot_index: int = -2
    _is_on_candidates: bool = False
    # Under a title on the service once bought, whose tables grade it.
    _is_on_service: bool = False

    def read_block(self, block: Block, index: int, *, following: str = "") -> None:
        """Take one paragraph, item or title; ``following`` is the text of the block after it."""
        text = squeeze_spaces(block.text)
        heading = self.headings.get(index)
        if heading is not None:
            self._enter_heading(heading, text, following)
        elif len(text) <= _MAX_INTRODUCTION_CHARS:
            self._enter_text(text, is_title=len(text) <= _MAX_TITLE_CHARS and (block.is_bold or text.isupper()))
        if self._reader is None:
            return
        is_title = heading is not None or block.is_bold
        text = self._enter_lot(text, index, is_title=is_title)
        shown = f"{block.number}. {text}" if block.number and heading is None else text
        is_item = block.role is BlockRole.LIST_ITEM or read_marker(shown)[0].kind != "none"
        indent = block.bbox.x0 if block.bbox else 0.0
        has_stated = bool(text) and self._reader.read(Line(shown, block.page, is_item, is_title, indent))
        self._left = MAX_SECTION_BLOCKS if has_stated else self._left - 1
        if self._left <= 0:
            self._close()

    def read_table(self, table: Table) -> None:
        """Take a table: its criteria make a group of their own."""
        if self._is_on_candidates or (self._reader is None and self._is_on_service):
            return
        for part in read_criteria_table(table, in_section=self._reader is not None):
            if self._reader is not None:
                self._reader.flush()
                self._left = MAX_SECTION_BLOCKS if part.entries else self._left
            lot = part.lot or (self._reader.lot if self._reader else self._outer_lot())
            parent = self._find_detailed(lot, part.detailed) if part.detailed else None
            self._collector.add_group(lot, [replace(entry, parent=entry.parent or parent) for entry in part.entries])

    def _find_detailed(self, lot: str, title: str) -> str | None:
        """The criterion whose parts a table lists: the one its title names, else the last one read."""
        mains = self._collector.mains(lot)
        named = [main for main in mains if core_of(main.criterion) <= core_of(title)]
        return (named or mains)[-1].criterion if mains else None

    def finish(self) -> tuple[AwardCriterion, ...]:
        """The criteria found."""
        self._close()
        return self._collector.criteria()

    def _enter_heading(self, heading: Heading, text: str, following: str) -> None:
        self._level = heading.level
        self._outer_lots = [(level, lot) for level, lot in self._outer_lots if level < heading.level]
        named = None if find_weights(text) else read_lot(text, is_title=True)
        if named is not None:
            self._outer_lots.append((heading.level, named[0]))
        topic = read_topic(text)
        self._is_on_service = is_on_service(text)
        if topic is Topic.AWARD:
            self._begin(heading.level, text)
        elif topic is Topic.APPLICATIONS:
            self._close()
            self._is_on_candidates = True
        elif not (_states_criterion(text) or is_weight_alone(following)):
            if named is not None and self._reader is not None and topic is Topic.UNKNOWN:
                return
            is_beyond = heading.level <= self._open_level or topic is Topic.OTHER
            if self._reader is None or is_beyond:
                self._close()
                self._is_on_candidates = False

    def _enter_text(self, text: str, *, is_title: bool) -> None:
        """Let a sentence or an unnumbered title open or close the article."""
        topic = read_topic(text)
        if topic is Topic.APPLICATIONS and (is_title or introduces_list(text)):
            self._close()
            self._is_on_candidates = True
        elif topic is Topic.AWARD and (is_title or not self._is_on_candidates or "offre" in text.lower()):
            if self._reader is None:
                self._begin(self._level, text)
            self._left = MAX_SECTION_BLOCKS
        elif topic is Topic.OTHER and is_title and not _states_criterion(text):
            self._close()

    def _enter_lot(self, text: str, index: int, *, is_title: bool) -> str:
        """Follow the lots that lines open; give what the line says besides."""
        opened = read_lot(text, is_title=is_title)
        if opened is None or self._reader is None:
            return text
        lot, rest = opened
        # A list of the lots is no series of articles on each.
        is_in_list = index == self._last_lot_index + 1 and not find_weights(text)
        self._last_lot_index = index
        self._reader.enter_lot(ALL_LOTS if is_in_list else lot)
        return rest if find_weights(rest) else text if find_weights(text) and lot == ALL_LOTS else ""

    def _outer_lot(self) -> str:
        return self._outer_lots[-1][1] if self._outer_lots else ALL_LOTS

    def _begin(self, level: int, text: str) -> None:
        self._close()
        self._is_on_candidates = False
        self._open_level, self._left = level, MAX_SECTION_BLOCKS
        self._reader = LineReader(self._collector, self._outer_lot(), is_ordered=is_by_importance(text))

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None


def _states_criterion(text: str) -> bool:
    return read_prefix(read_marker(text)[1]) is not None or bool(read_entries(text, is_listed=True))
