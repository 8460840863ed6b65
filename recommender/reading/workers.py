"""Worker processes: a file that hangs, crashes or bloats its parser costs only itself."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from recommender.errors import ReadingCrash, ReadingTimeout
from recommender.reading.progress import SLOTS, open_counters, read_progress, take_slot

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

    from recommender.reading.limits import ReadingLimits
    from recommender.reading.progress import Counters

# Told several times a second how many pages are done, of how many (0 of 0: not known yet). What it raises stops the
# reading: the worker is killed.
Watch = Callable[[int, int], None]
Result = TypeVar("Result")

# Parsers keep what they have allocated: a worker is replaced after this many tasks.
_TASKS_PER_WORKER = 50
_CPU_NICENESS = 5
_WATCHING_SECONDS = 0.2


class WorkerPool:
    """Runs functions on files in workers that start with the first task. It may be shared between threads."""

    def __init__(self, limits: ReadingLimits, *, workers: int) -> None:
        """Keep the settings; workers start later."""
        self._limits = limits
        self._workers = workers
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._counters: Counters | None = None
        self._slots = itertools.cycle(range(SLOTS))

    def run(self, task: Callable[..., Result], *args: Any, name: str, watch: Watch | None = None) -> Result:
        """The result of ``task(*args)`` in a worker; the task must be importable by name in a new process.

        Args:
            task: what to run.
            args: its arguments.
            name: the name of the file, for the errors.
            watch: told of the progress; see ``Watch``.

        Raises:
            ReadingTimeout: the worker took too long.
            ReadingCrash: the worker died or ran out of memory.
        """
        from pebble import ProcessExpired

        timeout = self._limits.read_timeout_seconds
        try:
            pool, counters, slot = self._started()
            future = pool.schedule(_run_watched, args=(slot, task, args), timeout=timeout)
            if watch is not None:
                _watch(future, watch, counters, slot)
            return future.result()  # type: ignore[no-any-return]
        except FutureTimeoutError:
            raise ReadingTimeout(
                f"La lecture de « {name} » a dépassé {timeout:g} secondes.",
                "Découpez le document, ou enregistrez-le à nouveau depuis son logiciel d'origine.",
            ) from None
        except (ProcessExpired, BrokenExecutor, MemoryError):
            raise crash(name) from None

    def close(self) -> None:
        """Stop the workers; a later ``run`` starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _started(self) -> tuple[ProcessPool, Counters, int]:
        from pebble import ProcessPool

        # A forked worker would inherit the locks and the memory of a threaded server.
        context = multiprocessing.get_context("spawn")
        with self._lock:
            if self._counters is None:
                self._counters = context.RawArray("i", 2 * SLOTS)
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(
                    max_workers=self._workers,
                    max_tasks=_TASKS_PER_WORKER,
                    initializer=_start_worker,
                    initargs=(self._limits.read_memory_bytes, self._counters),
                    context=context,
                )
            slot = next(self._slots)
            self._counters[2 * slot : 2 * slot + 2] = [0, 0]
            return self._pool, self._counters, slot


def crash(name: str) -> ReadingCrash:
    """The error of a file that killed its worker."""
    return ReadingCrash(
        f"La lecture de « {name} » s'est interrompue : le fichier est anormal ou demande trop de mémoire.",
        "Enregistrez-le à nouveau depuis son logiciel d'origine, ou découpez-le.",
    )


def _watch(future: ProcessFuture[Any], watch: Watch, counters: Counters, slot: int) -> None:
    while True:
        try:
            watch(*read_progress(counters, slot))
        except BaseException:
            future.cancel()  # type: ignore[no-untyped-call]
            raise
        # A result of any kind ends the watch; so does a task that passed its own limit of time.
        with suppress(FutureTimeoutError):
            future.exception(_WATCHING_SECONDS)
            return
        if future.done():
            return


def _run_watched(slot: int, task: Callable[..., Result], args: tuple[Any, ...]) -> Result:
    take_slot(slot)
    return task(*args)


def _start_worker(memory_bytes: int, counters: Counters) -> None:
    """Bound the memory of the worker, and let it write nothing, where the system can."""
    open_counters(counters)
    try:
        import resource
    except ImportError:
        return
    # LibreOffice and its like write: the supervisor they run under lifts the limit within the hard one.
    writing = (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    limits = (
        (resource.RLIMIT_AS, (memory_bytes, memory_bytes)),
        (resource.RLIMIT_CORE, (0, 0)),
        (resource.RLIMIT_FSIZE, writing),
    )
    for limit, values in limits:
        # Some systems refuse one of them, or have set a lower one that cannot be raised.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, values)
    os.nice(_CPU_NICENESS)
