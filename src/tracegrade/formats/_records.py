"""From the bytes of a file to decoded records, each line accounted for."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._decoding import Decoder
from tracegrade.formats._input import INPUT_ERRORS, Input, changed_meanwhile, reason_of
from tracegrade.formats._lines import (
    MAX_LINE_BYTES,
    Line,
    are_events,
    event_data,
    joined,
    lines_of,
)
from tracegrade.formats._reader import Record
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Counts", "RecordSource"]

_SNIFF_BYTES = 64 * 1024
"""The first record is always sniffed; further ones as long as they begin within this much."""

_CASSETTE = re.compile(rb"(?:---\s*\n)?(?:interactions:|version: 1|- request:)\s")
"""How a cassette of VCR begins that is kept as YAML, which is what VCR does unless told."""

_ENOUGH = 4  # lines or documents that are looked at, however long they are


@dataclass(slots=True)
class Counts:
    """Where the lines of the input went: `lines == records + refused + blanks`.

    Attributes:
        files: Files opened.
        lines: Lines read; a file that is one document counts as one.
        records: Lines that were read as records of their format.
        refused: Lines that gave nothing but a problem.
        blanks: Empty lines.
        traces: Traces given.

    Example:
        >>> Counts(lines=3, records=2, blanks=1).refused
        0
    """

    files: int = 0
    lines: int = 0
    records: int = 0
    refused: int = 0
    blanks: int = 0
    traces: int = 0


class RecordSource:
    """The JSON records of one open file, and a sample of them to sniff before reading on.

    Attributes:
        path: The file, as the user named it.
        samples: The first decoded records.
        document: The file as one record, or why it cannot be read, where it is one document;
            `None` where it holds one record a line.
        strict: Whether keys that occur twice are reported.
    """

    def __init__(self, given: Input, *, strict: bool) -> None:
        self.path = given.path
        self.strict = strict
        self.samples: list[Any] = []
        self.document: Record | Problem | None = None
        self._decoder = Decoder(given.path, strict=strict)
        self._input = given
        self._lines: Iterator[Line] = iter(())
        self._arrange: Callable[[Iterator[Line]], Iterator[Line]] = iter
        self._open()

    @property
    def is_rereadable(self) -> bool:
        """Whether `read_at` works."""
        return self._input.is_rereadable

    @property
    def goes_back(self) -> bool:
        """Whether it costs no more for an earlier record than for a later one."""
        return self._input.goes_back

    def _open(self) -> None:
        """Decide between lines and a document, keeping whatever was read to find out."""
        lines = lines_of(self._input)
        head, values, is_whole = _head(lines)
        if self._are_events(head):
            self._arrange = event_data
            self._lines = event_data(itertools.chain(head, lines))
            return
        self.samples = [value for value in values if value is not None]
        documents = _documents_in(head)
        if values[:1] != [None] or self._are_lines(head, values, is_whole=is_whole):
            self._lines = itertools.chain(head, lines)
        elif len(documents) > 1 and documents[0] is not None:
            self._open_joined(itertools.chain(head, lines), documents)
        elif head[-1].trouble is not None:
            self.document = self._cut_short(head[-1].trouble, head[-1].number)
        else:
            self._open_document([line.data for line in head])

    def _are_lines(self, head: list[Line], values: list[Any], *, is_whole: bool) -> bool:
        """Whether a file whose first line is no record is made of lines all the same."""
        if any(len(line.data) > MAX_LINE_BYTES for line in head):
            return True
        if head[-1].trouble is not None:
            return bool(self.samples)
        return not is_whole and len(self.samples) > len(values) // 2

    def _are_events(self, head: list[Line]) -> bool:
        """Whether the file is server-sent events with records as their data; samples them."""
        first = next((line.data for line in head if not line.data.isspace()), b"")
        if are_events(first):
            found = (_value_or_none(line.data) for line in event_data(iter(head)))
            self.samples = [value for value in found if value is not None]
        return bool(self.samples)

    def _open_joined(self, lines: Iterator[Line], documents: list[Any]) -> None:
        """Read the file as documents, one after the other."""
        self._arrange = joined
        self._lines = joined(lines)
        self.samples = [value for value in documents if value is not None][:_ENOUGH]

    def _open_document(self, head: list[bytes]) -> None:
        """Read the file as a document; as lines or documents after all, where they decode."""
        try:
            head.append(self._input.read())
        except INPUT_ERRORS as error:
            self.document = self._cut_short(reason_of(error), None)
            return
        data = b"".join(head)
        head.clear()
        try:
            self.document = self._decoder.with_care(data, None)
            self.document.size = len(data)
            self.samples = [self.document.value]
        except _json.UndecodableError as error:
            self._open_undecodable(data, error)

    def _open_undecodable(self, data: bytes, error: _json.UndecodableError) -> None:
        lines = lines_of(Input(io.BytesIO(data), self.path))
        documents = [] if self.samples else _documents_in(lines)
        if not self.samples and not any(value is not None for value in documents):
            self.document = self._document_problem(error, data)
            return
        self._input = Input(io.BytesIO(data), self.path)
        self._lines = lines_of(self._input)
        if not self.samples:
            self._open_joined(self._lines, documents)

    def _document_problem(self, error: _json.UndecodableError, data: bytes) -> Problem:
        what = "not JSON: " if error.code == "invalid-json" else ""
        message, line = what + error.message, None
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "not UTF-8 but UTF-16: convert it to UTF-8"
        elif _CASSETTE.match(data):
            message = "not JSON but YAML: record with the serializer 'json' of VCR, or convert it"
        elif error.position is not None:
            line = data.decode("utf-8-sig", "replace").count("\n", 0, error.position) + 1
        return Problem(error.code, message, self.path, line, None, "error")

    def records(self, *, careful: bool) -> Iterator[Record | Problem | int]:
        """The record of each line, or the reason why it is none, or how many blank lines follow.

        Args:
            careful: Decode with care; otherwise the fast way wherever that works.
        """
        for line in self._lines:
            if line.trouble is not None:
                yield self._cut_short(line.trouble, line.number)
                return
            if line.data.isspace():
                yield line.data.count(b"\n") or 1
                continue
            try:
                record = self._decoder.record(line.data, line.number, careful=careful)
            except _json.UndecodableError as error:
                yield self._decoder.problem(error, line.number)
                continue
            record.place = line.place
            yield record

    def _cut_short(self, reason: str, line: int | None) -> Problem:
        return Problem("unreadable-file", reason, self.path, line, None, "error")

    def read_at(self, place: int, line: int) -> Record:
        """The record that was read from this place.

        Raises:
            ParseError: It is no longer there.
        """
        self._input.go_to(place)
        again = next(self._arrange(lines_of(self._input)), None)
        try:
            record = self._decoder.record(again.data if again else b"", line, careful=False)
        except _json.UndecodableError:
            raise changed_meanwhile(self.path, line) from None
        record.place = place
        return record

    def inside(self, member: str, beside: Any) -> None:
        """Say that the file is a member of an archive, and what its header document says."""
        self._decoder.member, self._decoder.beside = member, beside
        if isinstance(self.document, Record):
            self.document.member, self.document.beside = member, beside


def _head(lines: Iterator[Line]) -> tuple[list[Line], list[Any], bool]:
    """The first lines, the value of each that is not blank, and whether these are all lines."""
    head: list[Line] = []
    values: list[Any] = []
    size = 0
    for line in lines:
        head.append(line)
        size += len(line.data)
        if not line.data.isspace():
            values.append(_value_or_none(line.data))
        if size > _SNIFF_BYTES and (values[:1] != [None] or len(values) >= _ENOUGH):
            return head, values, False
    return head, values, True


def _documents_in(lines: Iterable[Line]) -> list[Any]:
    """The documents that lie one after the other in these lines; `None` for what is none."""
    found = (line.data for line in joined(iter(lines)))
    return [_value_or_none(data) for data in found if not data.isspace()]


def _value_or_none(line: bytes) -> Any:
    """The decoded value of a line that is a JSON object or list."""
    if len(line) > MAX_LINE_BYTES:
        return None
    try:
        value = _json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except _json.UndecodableError:
        return None
    return value if isinstance(value, dict | list) else None
