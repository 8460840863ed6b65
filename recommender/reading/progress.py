"""How far a worker is with its document, in memory that the process waiting for it shares."""

from collections.abc import MutableSequence

# Documents watched at once; a turn later a slot is used again.
SLOTS = 64
Counters = MutableSequence[int]


class _Desk:
    """Where this process writes: nowhere, outside of a worker."""

    counters: Counters | None = None
    slot = 0


def open_counters(counters: Counters) -> None:
    """Tell this worker where to write; ``counters`` has two numbers a slot: pages done, pages in all."""
    _Desk.counters = counters


def take_slot(slot: int) -> None:
    """The document that this worker reads next is watched in this slot."""
    _Desk.slot = slot
    report_page(0, 0)


def report_page(done: int, pages: int) -> None:
    """Say that ``done`` of ``pages`` pages are read."""
    if _Desk.counters is not None:
        _Desk.counters[2 * _Desk.slot : 2 * _Desk.slot + 2] = [done, pages]


def read_progress(counters: Counters, slot: int) -> tuple[int, int]:
    """Pages done and pages in all, both 0 where nothing is known yet."""
    return counters[2 * slot], counters[2 * slot + 1]
