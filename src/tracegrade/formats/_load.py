"""Reading files into traces, one file after the other, losing nothing on the way."""

from __future__ import annotations

import io
import itertools
import os
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from tracegrade import _json
from tracegrade.errors import FormatError, Location, ParseError, UsageError
from tracegrade.formats._archives import ARCHIVE_ERRORS, is_archive, members_of
from tracegrade.formats._cases import load_cases
from tracegrade.formats._companions import companions_last
from tracegrade.formats._files import READ_ERRORS, expand, open_bytes
from tracegrade.formats._joining import Resumptions
from tracegrade.formats._reader import MismatchError, Record, UnsafeValueError
from tracegrade.formats._records import Counts, RecordSource
from tracegrade.formats._registry import all_readers, reader_named
from tracegrade.formats._sniff import best_readers, choose_reader
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
    ) -> None:
        self.paths = paths
        self.problems: list[Problem] = []
        self.counts = Counts()
        self._reader = reader
        self._cases = cases or {}
        self._on_problem = on_problem
        self._strict_json = strict_json

    def __iter__(self) -> Iterator[Trace]:
        self.problems = []
        self.counts = Counts()
        taken: set[str] = set()
        halves = Resumptions()
        for path in companions_last(self.paths, self._reader):
            if os.path.realpath(path) in taken:
                continue
            self.counts.files += 1
            strict = self._strict_json
            for item in _read_file(path, self._reader, self.counts, taken, strict=strict):
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
) -> Traces:
    """Traces from files, folders or globs, of any known format, read while you iterate.

    Args:
        paths: One path or several; `-` is standard input; `.gz` is read as it is.
        format: Name of the format, where it shall not be recognised from the content.
        cases: JSONL file of cases, one a line; a trace gets its own as `trace.case`.
        on_problem: `collect` keeps going and lists problems; `raise` stops at the first.
        strict_json: Also report keys that occur twice in an object (slower). Without it the last
            value is kept and nothing is said, as in every common JSON decoder.

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


def _read_file(
    path: str, reader: Reader | None, counts: Counts, taken: set[str], *, strict: bool
) -> Iterator[Trace | Problem]:
    """Every trace of a file and every problem, in file order; adds to `taken` what it took in."""
    try:
        if is_archive(path):
            yield from _read_archive(path, reader, counts, taken, strict=strict)
            return
        with open_bytes(path) as file:
            source = RecordSource(file, path, strict=strict)
            yield from _FileReader(source, reader, counts, path, taken).read()
    except (*READ_ERRORS, *ARCHIVE_ERRORS) as error:
        reason = getattr(error, "strerror", None) or str(error) or "it is damaged"
        yield _lost(counts, "unreadable-file", f"cannot be read to its end: {reason}", path)
    except FormatError as error:
        yield _lost(counts, "unknown-format", f"{error.message}; {error.hint}", path)
    except ParseError as error:
        yield _lost(counts, "unreadable-file", f"{error.message}; {error.hint}", path)


def _read_archive(
    path: str, reader: Reader | None, counts: Counts, taken: set[str], *, strict: bool
) -> Iterator[Trace | Problem]:
    """Every trace and problem of the documents in an archive; each document counts as a file."""
    header, members = members_of(path)
    beside = _json.decode_checked(header).value if header is not None else None
    for member in members:
        place = f"{path}/{member.name}"
        if member.refused is not None:
            yield _lost(counts, "refused-member", member.refused, place)
            continue
        source = RecordSource(io.BytesIO(member.data), place, strict=strict)
        source.inside(member.name, beside)
        try:
            yield from _FileReader(source, reader, counts, place, taken).read()
        except FormatError as error:
            yield _lost(counts, "unknown-format", f"{error.message}; {error.hint}", place)


def _lost(counts: Counts, code: str, message: str, path: str) -> Problem:
    """A problem of the file as a whole; what it kept from being read counts as one line."""
    counts.lines += 1
    counts.refused += 1
    return Problem(code, message, path, None, None, "error")


class _FileReader:
    """The records of one file, given to the reader of its format."""

    def __init__(
        self,
        source: RecordSource,
        reader: Reader | None,
        counts: Counts,
        path: str,
        taken: set[str],
    ) -> None:
        self._source = source
        self._named = reader
        self._counts = counts
        self._path = path
        self._taken = taken
        self._pending: list[Problem] = []

    def read(self) -> Iterator[Trace | Problem]:
        document = self._source.document
        if isinstance(document, Problem):
            self._counts.lines += 1
            self._counts.refused += 1
            yield document
        elif document is not None:
            yield from self._read_document(document)
        elif self._source.samples:
            yield from self._read_lines(self._choose(self._source.samples))
        else:
            yield from self._read_nothing()

    def _choose(self, samples: list[Any]) -> Reader:
        return self._named or choose_reader(all_readers(), samples, self._path)

    def _read_nothing(self) -> Iterator[Problem]:
        """A file in which no line is a record: blanks, or lines that are no JSON."""
        empty = True
        for _, item in self._source.lines(careful=True):
            self._count(item)
            empty = empty and item is None
            if isinstance(item, Problem):
                yield item
        if empty:
            yield Problem("empty-file", "the file is empty", self._path, None, None, "error")

    def _read_document(self, document: Record) -> Iterator[Trace | Problem]:
        """One document: a record, or a list of records."""
        records = _elements(document)
        reader = self._choose([record.value for record in records[:8]])
        self._counts.lines += 1
        if reader.read_all is not None:
            self._counts.records += 1
            more = self._companion_records(reader)
            yield from reader.read_all(itertools.chain(records, more))
            yield from self._drain()
            return
        refused = 0
        for record in records:
            traces = self._traces_of(reader, record)
            refused += isinstance(traces, Problem)
            yield from [traces] if isinstance(traces, Problem) else traces
        self._counts.refused += refused == len(records)
        self._counts.records += refused < len(records)

    def _read_lines(self, reader: Reader) -> Iterator[Trace | Problem]:
        if reader.read_all is not None:
            own = self._line_records(self._source, reader)
            for item in reader.read_all(itertools.chain(own, self._companion_records(reader))):
                self._recount(item)
                yield item
                yield from self._drain()
            yield from self._drain()
            return
        for line, item in self._source.lines(careful=not reader.checks_numbers):
            self._count(item)
            if item is None:
                continue
            traces = item if isinstance(item, Problem) else self._traces_of(reader, item, line)
            self._recount(traces, counted=isinstance(item, Problem))
            yield from [traces] if isinstance(traces, Problem) else traces

    def _line_records(self, source: RecordSource, reader: Reader) -> Iterator[Record]:
        """Records for a reader that reads on its own; problems wait until it gives something."""
        for line, item in source.lines(careful=not reader.checks_numbers):
            self._count(item)
            if isinstance(item, Problem):
                self._pending.append(item)
            elif item is not None:
                item.keep(partial(source.with_care, line, item.line))
                yield item

    def _companion_records(self, reader: Reader) -> Iterator[Record]:
        """The records of the further files that belong to this one."""
        if reader.companions is None or self._path == "-":
            return
        for path in reader.companions(self._path):
            self._taken.add(os.path.realpath(path))
            self._counts.files += 1
            try:
                with open_bytes(path) as file:
                    source = RecordSource(file, path, strict=self._source.strict)
                    yield from self._records_of(source, reader)
            except READ_ERRORS as error:
                reason = getattr(error, "strerror", None) or str(error) or "it is damaged"
                message = f"cannot be read to its end: {reason}"
                self._pending.append(_lost(self._counts, "unreadable-file", message, path))
            except ParseError as error:
                message = f"{error.message}; {error.hint}"
                self._pending.append(_lost(self._counts, "unreadable-file", message, path))

    def _records_of(self, source: RecordSource, reader: Reader) -> Iterator[Record]:
        """The records of a companion: its lines, or the one document that it is."""
        if source.document is None:
            yield from self._line_records(source, reader)
            return
        self._count(source.document)
        if isinstance(source.document, Problem):
            self._pending.append(source.document)
        else:
            yield source.document

    def _drain(self) -> list[Problem]:
        waiting, self._pending = self._pending, []
        return waiting

    def _count(self, item: Record | Problem | None) -> None:
        self._counts.lines += 1
        if item is None:
            self._counts.blanks += 1
        elif isinstance(item, Problem):
            self._counts.refused += 1
        else:
            self._counts.records += 1

    def _recount(self, item: Any, *, counted: bool = False) -> None:
        """A line that was counted as a record, but that its reader refused."""
        if isinstance(item, Problem) and item.severity == "error" and not counted:
            self._counts.records -= 1
            self._counts.refused += 1

    def _traces_of(
        self, reader: Reader, record: Record, line: bytes | None = None
    ) -> Iterable[Trace] | Problem:
        """The traces of a record, or why it gives none."""
        assert reader.read is not None
        try:
            return reader.read(record)
        except UnsafeValueError:
            return self._traces_with_care(reader, line or b"", record.line)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            others = [found.name for found, _ in best_readers(all_readers(), record.value)]
            if others and reader.name not in others:
                problem.code = "other-format"
                problem.message = f"looks like {others[0]}, but the file is {reader.name}"
            return problem

    def _traces_with_care(
        self, reader: Reader, line: bytes, number: int | None
    ) -> Iterable[Trace] | Problem:
        try:
            return self._traces_of(reader, self._source.with_care(line, number))
        except _json.UndecodableError as error:
            return Problem(error.code, error.message, self._path, number, None, "error")


def _elements(document: Record) -> list[Record]:
    """The records of a document: itself, or the elements of a list that is no record itself."""
    value = document.value
    if not isinstance(value, list) or not value or best_readers(all_readers(), value):
        return [document]
    if not best_readers(all_readers(), value[0]):
        return [document]
    elements: list[Record] = []
    for index, item in enumerate(value):
        record = Record(item, document.path, document.line)
        record.pointer = _json.pointer(index)
        record.checked = True
        elements.append(record)
    elements[0].problems = document.problems
    return elements
