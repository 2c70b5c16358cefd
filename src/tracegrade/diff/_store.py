"""The traces of one side: kept while they are few, read again when they are wanted otherwise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracegrade.formats import Traces, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from tracegrade.model import Problem, Trace

    Run = str | os.PathLike[str] | Iterable[Trace]

__all__ = ["TraceStore"]

_MOST_KEPT = 100 * 2**20  # bytes, roughly, on each side
_BYTES_PER_STEP = 1400  # with what is derived of a trace and kept with it; measured
_MOST_FETCHED = 64  # traces read again and kept


class TraceStore:
    """The traces of one side of a diff, by their number in reading order.

    Traces from files are kept up to some 100 MB and read again beyond that. Traces that were given
    as objects are kept, and so is what comes from standard input, which cannot be read twice.

    Args:
        run: Path, folder or glob, or traces.
    """

    def __init__(self, run: Run) -> None:
        self._source = load(run) if isinstance(run, str | os.PathLike) else run
        self._kept: list[Trace] | None = []
        self._fetched: dict[int, Trace] = {}

    @property
    def problems(self) -> list[Problem]:
        """What was odd about the input, as far as it was read."""
        return list(self._source.problems) if isinstance(self._source, Traces) else []

    def read(self) -> Iterator[Trace]:
        """Every trace, from the beginning."""
        if self._kept:
            yield from self._kept
            return
        can_read_again = isinstance(self._source, Traces) and "-" not in self._source.paths
        kept: list[Trace] | None = [] if self._kept is not None else None
        size = 0
        for trace in self._source:
            if kept is not None:
                kept.append(trace)
                size += _size(trace) if can_read_again else 0
                if size > _MOST_KEPT:
                    kept = None
            yield trace
        self._kept = kept

    def get(self, number: int) -> Trace:
        """The trace with this number."""
        if self._kept is not None:
            return self._kept[number]
        if number not in self._fetched:
            self.fetch([number])
        return self._fetched[number]

    def fetch(self, numbers: Collection[int]) -> None:
        """Read traces again that will be asked for, all in one pass; others are let go."""
        if self._kept is not None:
            return
        wanted = set(numbers)
        self._fetched = {
            number: trace for number, trace in self._fetched.items() if number in wanted
        }
        missing = wanted - self._fetched.keys()
        for number, trace in enumerate(self._source):
            if not missing:
                break
            if number in missing:
                self._fetched[number] = trace
                missing.remove(number)


def _size(trace: Trace) -> int:
    """About how many bytes a trace takes."""
    columns = trace.columns
    texts = sum(len(text) for text in columns.texts if text)
    arguments = sum(len(item) for item in columns.call_arguments if type(item) is str)
    return texts + arguments + _BYTES_PER_STEP * len(columns)
