"""Reading one file: its records, given to the reader of its format."""

from __future__ import annotations

import io
import itertools
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.errors import FormatError, Location, ParseError
from tracegrade.formats._archives import ARCHIVE_ERRORS, is_archive, members_of
from tracegrade.formats._input import INPUT_ERRORS, Input, open_input, reason_of
from tracegrade.formats._messages import MessageSource, framing_of
from tracegrade.formats._opening import ARCHIVE, GZIP, ZSTANDARD
from tracegrade.formats._parquet import PARQUET
from tracegrade.formats._reader import MismatchError, Record, UnsafeValueError
from tracegrade.formats._records import Counts, RecordSource
from tracegrade.formats._registry import all_readers
from tracegrade.formats._scattered import read_scattered
from tracegrade.formats._sniff import best_readers, choose_reader
from tracegrade.formats._tables import TableSource
from tracegrade.model import Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracegrade.formats._reader import Reader, Scattered

__all__ = ["FileReading", "read_file"]

Source = RecordSource | MessageSource | TableSource


@dataclass(slots=True)
class FileReading:
    """What the files of one reading share.

    Attributes:
        named: The reader that the user named, if any.
        counts: Where the lines go.
        strict: Whether keys that occur twice are reported.
        max_memory: See `read_scattered`.
        taken: Files that were read as part of another.
    """

    named: Reader | None
    counts: Counts
    strict: bool = field(kw_only=True)
    max_memory: int = field(kw_only=True)
    taken: set[str] = field(default_factory=set[str], kw_only=True)

    def strength_of(self, value: Any) -> int:
        """How much a value looks like a record of a format that may be read; 0 for not at all."""
        readers = all_readers() if self.named is None else (self.named,)
        return max((evidence.strength for _, evidence in best_readers(readers, value)), default=0)


def read_file(path: str, reading: FileReading) -> Iterator[Trace | Problem]:
    """Every trace of a file and every problem, in file order."""
    counts = reading.counts
    try:
        if is_archive(path):
            yield from _read_archive(path, reading)
            return
        with open_input(path) as given:
            yield from _FileReader(_source(given, reading), reading).read()
    except FormatError as error:
        yield _lost(counts, "unknown-format", reason_of(error), path)
    except (*INPUT_ERRORS, *ARCHIVE_ERRORS) as error:
        yield _lost(counts, "unreadable-file", reason_of(error), path)


def _source(given: Input, reading: FileReading) -> Source:
    """The records of a file, whichever way it holds them."""
    head = given.head()
    framing = framing_of(head)
    if framing is not None:
        return MessageSource(given, framing, strict=reading.strict)
    if head.startswith((GZIP, ZSTANDARD, ARCHIVE)):
        raise ParseError(
            "it is packed twice, or an archive in a pipe, neither of which is read",
            location=Location(given.path),
            hint="unpack it once, to a file",
        )
    if head.startswith(PARQUET):
        return TableSource(given, strict=reading.strict, strength_of=reading.strength_of)
    return RecordSource(given, strict=reading.strict)


def _read_archive(path: str, reading: FileReading) -> Iterator[Trace | Problem]:
    """Every trace and problem of the documents in an archive; each document counts as a file."""
    header, members = members_of(path)
    beside = _json.decode_checked(header).value if header is not None else None
    for member in members:
        place = f"{path}/{member.name}"
        if member.refused is not None:
            yield _lost(reading.counts, "refused-member", member.refused, place)
            continue
        source = RecordSource(Input(io.BytesIO(member.data), place), strict=reading.strict)
        source.inside(member.name, beside)
        try:
            yield from _FileReader(source, reading).read()
        except FormatError as error:
            yield _lost(reading.counts, "unknown-format", reason_of(error), place)


def _lost(counts: Counts, code: str, message: str, path: str) -> Problem:
    """A problem of the file as a whole; what it kept from being read counts as one line."""
    counts.lines += 1
    counts.refused += 1
    return Problem(code, message, path, None, None, "error")


class _FileReader:
    """The records of one file, given to the reader of its format."""

    def __init__(self, source: Source, reading: FileReading) -> None:
        self._source = source
        self._path = source.path
        self._reading = reading
        self._counts = reading.counts
        self._pending: list[Problem] = []
        self._passed: Record | Problem | None = None

    def read(self) -> Iterator[Trace | Problem]:
        document = self._source.document
        if isinstance(document, Problem):
            self._counts.lines += 1
            self._counts.refused += 1
            yield document
        elif document is not None:
            yield from self._read_document(document)
        elif self._source.samples:
            samples, self._source.samples = self._source.samples, []
            yield from self._read_lines(self._choose(samples))
        else:
            yield from self._read_nothing()

    def _choose(self, samples: list[Any]) -> Reader:
        return self._reading.named or choose_reader(all_readers(), samples, self._path)

    def _read_nothing(self) -> Iterator[Problem]:
        """A file in which no line is a record: blanks, or lines that are no JSON."""
        empty = True
        for item in self._source.records(careful=True):
            self._count(item)
            empty = empty and isinstance(item, int)
            if isinstance(item, Record):
                message = "the first record comes too late to tell the format"
                raise FormatError(message, hint="remove what stands before it")
            if isinstance(item, Problem):
                yield item
        if empty:
            yield Problem("empty-file", "the file is empty", self._path, None, None, "error")

    def _read_document(self, document: Record) -> Iterator[Trace | Problem]:
        """One document: a record, or a list of records."""
        records = _elements(document)
        number = len(records)
        reader = self._choose([record.value for record in records[:8]])
        self._source.samples = []
        self._counts.lines += 1
        self._counts.records += 1
        refused = 0
        for item in self._document_items(reader, records):
            refused += isinstance(item, Problem) and item.severity == "error"
            yield item
        yield from self._drain()
        if refused == number:
            self._counts.records -= 1
            self._counts.refused += 1

    def _document_items(self, reader: Reader, records: list[Record]) -> Iterable[Trace | Problem]:
        if reader.scattered is not None:
            return read_scattered(_emptied(records), reader.scattered)
        if reader.read_all is not None:
            more = self._companion_records(reader)
            return reader.read_all(itertools.chain(_emptied(records), more))
        return (item for record in _emptied(records) for item in self._traces_of(reader, record))

    def _read_lines(self, reader: Reader) -> Iterator[Trace | Problem]:
        if reader.scattered is not None:
            yield from self._read_scattered(reader, reader.scattered)
        elif reader.read_all is not None:
            yield from self._read_all(reader, reader.read_all)
        else:
            for item in self._counted(self._source, reader):
                found = [item] if isinstance(item, Problem) else self._traces_of(reader, item)
                for one in found:
                    self._recount(one)
                    yield one

    def _read_scattered(self, reader: Reader, scattered: Scattered) -> Iterator[Trace | Problem]:
        records = self._counted(self._source, reader)
        most = self._reading.max_memory
        for item in read_scattered(records, scattered, self._source, max_memory=most):
            self._recount(item)
            yield item

    def _read_all(
        self, reader: Reader, read_all: Callable[[Iterator[Record]], Iterable[Trace | Problem]]
    ) -> Iterator[Trace | Problem]:
        own = self._line_records(self._source, reader)
        for item in read_all(itertools.chain(own, self._companion_records(reader))):
            self._recount(item)
            yield item
            yield from self._drain()
        yield from self._drain()

    def _counted(self, source: Source, reader: Reader) -> Iterator[Record | Problem]:
        """The records of the source, and the problems of lines that are none; all are counted."""
        for item in source.records(careful=not reader.checks_numbers):
            self._count(item)
            if not isinstance(item, int):
                self._passed = item
                yield item

    def _line_records(self, source: Source, reader: Reader) -> Iterator[Record]:
        """Records for a reader that reads on its own; problems wait until it gives something."""
        for item in self._counted(source, reader):
            if isinstance(item, Problem):
                self._pending.append(item)
            else:
                yield item

    def _companion_records(self, reader: Reader) -> Iterator[Record]:
        """The records of the further files that belong to this one."""
        if reader.companions is None or self._path == "-":
            return
        for path in reader.companions(self._path):
            self._reading.taken.add(os.path.realpath(path))
            self._counts.files += 1
            try:
                with open_input(path) as given:
                    source = RecordSource(given, strict=self._source.strict)
                    yield from self._records_of(source, reader)
            except INPUT_ERRORS as error:
                lost = _lost(self._counts, "unreadable-file", reason_of(error), path)
                self._pending.append(lost)

    def _records_of(self, source: Source, reader: Reader) -> Iterator[Record]:
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

    def _count(self, item: Record | Problem | int) -> None:
        self._counts.lines += item if isinstance(item, int) else 1
        if isinstance(item, int):
            self._counts.blanks += item
        elif isinstance(item, Problem):
            self._counts.refused += 1
        else:
            self._counts.records += 1

    def _recount(self, item: Trace | Problem) -> None:
        """Count a line that was counted as a record, but that its reader refused."""
        if item is not self._passed and isinstance(item, Problem) and item.severity == "error":
            self._counts.records -= 1
            self._counts.refused += 1

    def _traces_of(self, reader: Reader, record: Record) -> Iterable[Trace | Problem]:
        """The traces of a record, or why it gives none."""
        assert reader.read is not None
        try:
            return _with_columns(list(reader.read(record)), record)
        except UnsafeValueError:
            return self._traces_with_care(reader, record)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            others = [found.name for found, _ in best_readers(all_readers(), record.value)]
            if others and reader.name not in others:
                problem.code = "other-format"
                problem.message = f"looks like {others[0]}, but the file is {reader.name}"
            return [problem]

    def _traces_with_care(self, reader: Reader, record: Record) -> Iterable[Trace | Problem]:
        try:
            return self._traces_of(reader, record.reread())
        except _json.UndecodableError as error:
            return [Problem(error.code, error.message, self._path, record.line, None, "error")]


def _with_columns(traces: list[Trace], record: Record) -> list[Trace]:
    """The traces of a record, which keep what the other columns of its row say."""
    if record.columns:
        for trace in traces:
            trace.metadata = {"columns": record.columns, **(trace.metadata or {})}
    return traces


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
    document.let_go()
    return elements


def _emptied(records: list[Record]) -> Iterator[Record]:
    """The records in order, each of which the list lets go."""
    records.reverse()
    while records:
        yield records.pop()
