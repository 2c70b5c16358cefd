"""From the bytes of one record to the record, decoded the fast way wherever that is enough."""

from __future__ import annotations

from functools import partial
from typing import Any

from tracegrade import _json
from tracegrade.formats._lines import MAX_LINE_BYTES
from tracegrade.formats._reader import Record
from tracegrade.model import Problem

__all__ = ["Decoder"]

_TOO_LONG = f"a line of more than {MAX_LINE_BYTES >> 20} MiB"


class Decoder:
    """Makes the records of one file.

    Attributes:
        path: The file, as the user named it.
        strict: Whether keys that occur twice are reported.
        member: Its name in an archive, if it is part of one.
        beside: The decoded header document of that archive, if it has one.

    Example:
        >>> Decoder("runs.jsonl", strict=False).record(b"[1]", 7, careful=False).source("x").line
        7
    """

    def __init__(self, path: str, *, strict: bool) -> None:
        self.path = path
        self.strict = strict
        self.member: str | None = None
        self.beside: Any = None

    def record(self, data: bytes, number: int, *, careful: bool) -> Record:
        """The record that a line is.

        Args:
            data: Its bytes.
            number: Which line it is, from 1.
            careful: Decode with care; otherwise the fast way if that works.

        Raises:
            UndecodableError: It is not JSON, or too long.
        """
        if len(data) > MAX_LINE_BYTES:
            raise _json.UndecodableError("too-long", _TOO_LONG)
        record: Record | None = None
        if not careful and not self.strict:
            try:
                record = self.of_value(_json.decode(data), number)
            except _json.UndecodableError:
                pass  # the careful decoder reads more, or says better why not
            else:
                record.keep(partial(self.with_care, data, number))
        if record is None:
            record = self.with_care(data, number)
        record.size = len(data)
        return record

    def with_care(self, data: bytes, number: int | None) -> Record:
        """The record of these bytes, decoded with care.

        Raises:
            UndecodableError: They are not JSON.
        """
        decoded = _json.decode_checked(data, strict=self.strict)
        record = self.of_value(decoded.value, number)
        record.checked = True
        record.problems = tuple(record.problem(*trouble) for trouble in decoded.troubles)
        return record

    def of_value(self, value: Any, number: int | None) -> Record:
        """The record that a decoded value is."""
        record = Record(value, self.path, number)
        record.member, record.beside = self.member, self.beside
        return record

    def problem(self, error: _json.UndecodableError, line: int) -> Problem:
        """Why a line is no record."""
        what = "not JSON: " if error.code == "invalid-json" else ""
        return Problem(error.code, what + error.message, self.path, line, None, "error")
