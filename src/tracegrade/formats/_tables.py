"""The records of a table: its rows, or what one of its columns holds of each.

A row is a record where a reader knows its columns, as those that platforms export. Otherwise the records
are in the one column whose values are such: JSON as text, or lists and structs. What the other columns
say of it is kept.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.errors import FormatError, Location
from tracegrade.formats._decoding import Decoder
from tracegrade.formats._input import changed_meanwhile
from tracegrade.formats._parquet import ParquetRows
from tracegrade.formats._reader import Record
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.formats._input import Input

__all__ = ["TableSource"]

_SAMPLES = 8
_NOT_UTF8 = "not UTF-8: read with '\\N{REPLACEMENT CHARACTER}' in its place"


class TableSource:
    """The records of one open Parquet table; each row counts as a line.

    Attributes:
        path: The file, as the user named it.
        samples: The first records.
        document: Always `None`.
        strict: Whether keys that occur twice are reported.
        is_rereadable: Always true: a table that cannot be read twice cannot be read at all.
        goes_back: Always false: to go back, a group of rows has to be begun again.
    """

    is_rereadable = True
    goes_back = False

    def __init__(self, given: Input, *, strict: bool, strength_of: Callable[[Any], int]) -> None:
        self.path = given.path
        self.strict = strict
        self.document: Record | Problem | None = None
        self._decoder = Decoder(given.path, strict=strict)
        self._table = ParquetRows(given)
        self._column: str | None = None
        self.samples: list[Any] = []
        try:
            first = list(itertools.islice(self._table.rows(), _SAMPLES))
        except self._table.errors:
            return  # reading the records says why
        self._column = self._choose_column(first, strength_of)
        self.samples = [value for row in first if (value := self._value(row)) is not None]

    def _choose_column(
        self, rows: list[dict[str, Any]], strength_of: Callable[[Any], int]
    ) -> str | None:
        """The column that holds the records; `None` where the rows are the records.

        Raises:
            FormatError: Several columns do.
        """
        strengths: dict[str | None, int] = {None: max(map(strength_of, rows), default=0)}
        for row in rows:
            for name, cell in row.items():
                value = _decoded(cell)
                found = strength_of(value) if isinstance(value, dict | list) else 0
                strengths[name] = max(strengths.get(name, 0), found)
        strongest = max(strengths.values())
        best = [name for name, strength in strengths.items() if strength == strongest]
        if None in best:
            return None
        if len(best) > 1:
            raise FormatError(
                f"each of the columns {', '.join(map(repr, best))} could hold the traces",
                location=Location(self.path),
                hint="write a table with one of them alone",
            )
        return best[0]

    def _value(self, row: dict[str, Any]) -> Any:
        """What the record of a row is, for a look at it."""
        return row or None if self._column is None else _decoded(row.get(self._column))

    def records(self, *, careful: bool) -> Iterator[Record | Problem | int]:
        """The record of each row, or the reason why it has none, or 1 for a row without one."""
        number = 0
        try:
            for number, row in enumerate(self._table.rows(), start=1):
                yield self._item(row, number, careful=careful)
        except self._table.errors as error:
            reason = f"cannot be read to its end: {error}"
            yield Problem("unreadable-file", reason, self.path, number + 1, None, "error")

    def read_at(self, place: int, line: int) -> Record:
        """The record of the row with this number, from 0.

        Raises:
            ParseError: It is no longer there.
        """
        try:
            item = self._item(self._table.row(place), line, careful=False)
        except (*self._table.errors, IndexError):
            item = None
        if not isinstance(item, Record):
            raise changed_meanwhile(self.path, line)
        return item

    def _item(self, row: dict[str, Any], number: int, *, careful: bool) -> Record | Problem | int:
        cell = row if self._column is None else row.get(self._column)
        if not cell:
            return 1
        try:
            record = self._record(cell, number, careful=careful)
        except _json.UndecodableError as error:
            return self._decoder.problem(error, number)
        record.place = number - 1
        if self._column is not None:
            record.pointer = _json.pointer(self._column)
            record.columns = {name: row[name] for name in row if name != self._column}
        return record

    def _record(self, cell: Any, number: int, *, careful: bool) -> Record:
        if isinstance(cell, str | bytes):
            data = cell.encode() if isinstance(cell, str) else cell
            return self._decoder.record(data, number, careful=careful)
        damaged = [name for name in cell if isinstance(cell[name], bytes)]
        cell.update((name, cell[name].decode(errors="replace")) for name in damaged)
        record = self._decoder.of_value(cell, number)
        record.checked = True
        record.size = len(_json.encode(cell))
        record.problems = tuple(
            record.problem("invalid-utf8", _NOT_UTF8, _json.pointer(name)) for name in damaged
        )
        return record


def _decoded(cell: Any) -> Any:
    """What a cell holds, decoded if it is JSON as text."""
    if not isinstance(cell, str | bytes):
        return cell
    try:
        return _json.decode(cell)
    except _json.UndecodableError:
        return None
