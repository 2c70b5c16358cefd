"""Reading files into traces, one file after the other, losing nothing on the way."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Literal

from tracegrade.errors import Location, ParseError, UsageError
from tracegrade.formats._cases import load_cases
from tracegrade.formats._companions import companions_last
from tracegrade.formats._files import expand
from tracegrade.formats._joining import Resumptions
from tracegrade.formats._reading import FileReading, read_file
from tracegrade.formats._records import Counts
from tracegrade.formats._registry import reader_named
from tracegrade.formats._scattered import MAX_MEMORY
from tracegrade.model import Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.formats._reader import Reader
    from tracegrade.model import Case

__all__ = ["Traces", "load", "load_one"]

OnProblem = Literal["collect", "raise"]
"""What to do at a problem: keep going and list it, or stop."""


class Traces:
    """Traces of one or more files, read while you iterate.

    Iterating again reads the files again; `problems` and `counts` speak of the latest iteration.

    Attributes:
        paths: The files, in reading order.
        problems: Everything odd met so far, also in records that gave no trace.
        counts: Where the lines went.

    Example:
        >>> traces = load("fixtures/traces/native/runs/old.jsonl")
        >>> sum(1 for trace in traces), traces.counts.refused
        (60, 0)
    """

    def __init__(
        self,
        paths: list[str],
        *,
        reader: Reader | None = None,
        cases: dict[str, Case] | None = None,
        on_problem: OnProblem = "collect",
        strict_json: bool = False,
        max_memory: int = MAX_MEMORY,
    ) -> None:
        self.paths = paths
        self.problems: list[Problem] = []
        self.counts = Counts()
        self._reader = reader
        self._cases = cases or {}
        self._on_problem = on_problem
        self._strict_json = strict_json
        self._max_memory = max_memory

    def __iter__(self) -> Iterator[Trace]:
        self.problems = []
        self.counts = Counts()
        reading = FileReading(
            self._reader, self.counts, strict=self._strict_json, max_memory=self._max_memory
        )
        halves = Resumptions()
        for path in companions_last(self.paths, self._reader):
            if os.path.realpath(path) in reading.taken:
                continue
            self.counts.files += 1
            for item in read_file(path, reading):
                if isinstance(item, Problem):
                    self._note(item)
                else:
                    yield from map(self._given, halves.take(item))
        yield from map(self._given, halves.rest())

    def _given(self, trace: Trace) -> Trace:
        for problem in trace.problems:
            self._note(problem)
        self.counts.traces += 1
        if trace.case_id is not None:
            trace.case = self._cases.get(trace.case_id, trace.case)
        return trace

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if self._on_problem == "raise":
            raise ParseError(
                problem.message,
                location=problem.location,
                hint="pass on_problem='collect' to read on past it",
            )


def load(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    format: str | None = None,  # noqa: A002 the word that users of a library look for
    cases: str | os.PathLike[str] | None = None,
    on_problem: OnProblem = "collect",
    strict_json: bool = False,
    max_memory: int = MAX_MEMORY,
) -> Traces:
    """Traces from files, folders or globs, of any known format, read while you iterate.

    Args:
        paths: One path or several; `-` is standard input; `.gz` is read as it is.
        format: Name of the format, where it shall not be recognised from the content.
        cases: JSONL file of cases, one a line; a trace gets its own as `trace.case`.
        on_problem: `collect` keeps going and lists problems; `raise` stops at the first.
        strict_json: Also report keys that occur twice in an object (slower). Without it the last
            value is kept and nothing is said, as in every common JSON decoder.
        max_memory: How many bytes the open traces of input that is read only once may take:
            standard input of a format whose traces lie scattered, such as spans. More is an error.

    Raises:
        UsageError: A path names nothing, or there is no such format.
        ParseError: While iterating with `on_problem="raise"`, at the first problem.

    Example:
        >>> traces = load("fixtures/traces/native/runs/*.jsonl")
        >>> sum(1 for trace in traces)
        120
    """
    if on_problem not in ("collect", "raise"):
        raise UsageError(f"on_problem is 'collect' or 'raise', not {on_problem!r}")
    several = paths if isinstance(paths, list | tuple) else [paths]
    return Traces(
        expand(several),  # type: ignore[arg-type]  # a path, or an iterable of them
        reader=reader_named(format) if format is not None else None,
        cases=load_cases(cases) if cases is not None else None,
        on_problem=on_problem,
        strict_json=strict_json,
        max_memory=max_memory,
    )


def load_one(path: str | os.PathLike[str], *, format: str | None = None) -> Trace:  # noqa: A002 as in load
    """The only trace of a file.

    Raises:
        ParseError: The file holds no trace, or more than one, or could not be read.

    Example:
        >>> load_one("fixtures/traces/native/plain_success/input.jsonl").completion
        'complete'
    """
    traces = load(path, format=format)
    first = list(itertools.islice(traces, 2))
    if len(first) == 1:
        return first[0]
    if first:
        place = Location(str(path))
        raise ParseError("holds more than one trace", location=place, hint="use load()")
    reason = next((item for item in traces.problems if item.severity == "error"), None)
    if reason is None:
        raise ParseError("holds no trace", location=Location(str(path)))
    raise ParseError(reason.message, location=reason.location)
