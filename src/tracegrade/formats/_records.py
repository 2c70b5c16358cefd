"""From the bytes of a file to decoded records, each line accounted for."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from tracegrade import _json
from tracegrade.formats._reader import Record
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Counts", "RecordSource"]

MAX_LINE_BYTES = 64 * 1024 * 1024
"""A longer line is refused, so that one bad file cannot fill the memory."""

_SNIFF_BYTES = 64 * 1024
"""The first record is always sniffed; further ones as long as they begin within this much."""


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
    """The records of one open file, and a sample of them to sniff before reading on.

    Attributes:
        samples: The first decoded records.
        document: The file as one record, or why it cannot be read, where it is one document;
            `None` where it holds one record a line.
        strict: Whether keys that occur twice are reported.
    """

    def __init__(self, file: BinaryIO, path: str, *, strict: bool) -> None:
        self._path = path
        self._member: str | None = None
        self._beside: Any = None
        self.strict = strict
        self._lines: Iterator[bytes] = iter(())
        self.samples: list[Any] = []
        self.document: Record | Problem | None = None
        self._open(_lines(file))

    def _open(self, lines: Iterator[bytes]) -> None:
        """Decide between lines and a document, keeping whatever was read to find out."""
        head: list[bytes] = []
        size = 0
        for line in lines:
            head.append(line)
            size += len(line)
            if size > _SNIFF_BYTES:
                break
        self.samples = [value for line in head if (value := _value_or_none(line)) is not None]
        first = next((line for line in head if not line.isspace()), b"")
        if first and _value_or_none(first) is None:
            self._open_document(b"".join(itertools.chain(head, lines)))
        else:
            self._lines = itertools.chain(head, lines)

    def _open_document(self, data: bytes) -> None:
        """Read the file as a document; as lines after all, where it is lines that decode."""
        try:
            self.document = self._record(_json.decode_checked(data, strict=self.strict), None)
            self.samples = [self.document.value]
        except _json.UndecodableError as error:
            if self.samples:
                self._lines = iter(data.splitlines(keepends=True))
            else:
                self.document = self._document_problem(error, data)

    def _document_problem(self, error: _json.UndecodableError, data: bytes) -> Problem:
        message, line = f"not JSON: {error.message}", None
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            message = "not UTF-8 but UTF-16: convert it to UTF-8"
        elif error.position is not None:
            line = data.decode("utf-8-sig", "replace").count("\n", 0, error.position) + 1
        return Problem(error.code, message, self._path, line, None, "error")

    def lines(self, *, careful: bool) -> Iterator[tuple[bytes, Record | Problem | None]]:
        """Each line with its record, or the reason why it is none, or `None` for a blank.

        Args:
            careful: Decode with care; otherwise the fast way wherever that works.
        """
        for number, line in enumerate(self._lines, start=1):
            if line.isspace():
                yield line, None
                continue
            try:
                yield line, self._line_record(line, number, careful=careful)
            except _json.UndecodableError as error:
                message = f"not JSON: {error.message}"
                yield line, Problem(error.code, message, self._path, number, None, "error")

    def _line_record(self, line: bytes, number: int, *, careful: bool) -> Record:
        if len(line) > MAX_LINE_BYTES:
            message = f"a line of more than {MAX_LINE_BYTES >> 20} MiB"
            raise _json.UndecodableError("too-long", message)
        if not careful and not self.strict:
            try:
                return self._new_record(_json.decode(line), number)
            except _json.UndecodableError:
                pass  # the careful decoder reads more, or says better why not
        return self.with_care(line, number)

    def with_care(self, line: bytes, number: int | None) -> Record:
        """The record of a line, decoded with care.

        Raises:
            UndecodableError: It is not JSON.
        """
        return self._record(_json.decode_checked(line, strict=self.strict), number)

    def inside(self, member: str, beside: Any) -> None:
        """Say that the file is a member of an archive, and what its header document says."""
        self._member, self._beside = member, beside
        if isinstance(self.document, Record):
            self.document.member, self.document.beside = member, beside

    def _record(self, decoded: _json.Decoded, number: int | None) -> Record:
        record = self._new_record(decoded.value, number)
        record.checked = True
        record.problems = tuple(record.problem(*trouble) for trouble in decoded.troubles)
        return record

    def _new_record(self, value: Any, number: int | None) -> Record:
        record = Record(value, self._path, number)
        record.member, record.beside = self._member, self._beside
        return record


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; what exceeds `MAX_LINE_BYTES` of one is skipped, not kept."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE_BYTES)
            if not line:
                return


def _value_or_none(line: bytes) -> Any:
    """The decoded value of a line that is a JSON object or list."""
    try:
        value = _json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except _json.UndecodableError:
        return None
    return value if isinstance(value, dict | list) else None
