"""The rows of a Parquet table, each as the object that its JSON would be."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from tracegrade.errors import Location, MissingExtraError, ParseError
from tracegrade.formats._arrow_values import column_of
from tracegrade.formats._opening import MAX_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._input import Input

__all__ = ["PARQUET", "ParquetRows"]

PARQUET = b"PAR1"
"""How a Parquet file begins."""

_BATCH = 16  # rows; larger batches are no faster, measured
_MOST = 1 << 30  # bytes that the rows of a batch may take, whatever their encoding hides
_SMALL = 1 << 24  # bytes that compress well without being a bomb
_BUFFER = 1 << 16


class ParquetRows:
    """A table of which a few rows at a time are held.

    Attributes:
        count: How many rows it says it has.
        errors: What reading on may raise.
    """

    def __init__(self, given: Input) -> None:
        lib, parquet = _libraries()
        if not given.goes_back:
            raise ParseError(
                "a Parquet table in a pipe, or compressed as a whole, cannot be read",
                location=Location(given.path),
                hint="save it to a file of its own and name that",
            )
        self.errors: tuple[type[Exception], ...] = (lib.ArrowException, OSError, ValueError)
        try:
            self._file: Any = _opened(lib, parquet, given.file)
            self._columns = [column_of(field) for field in self._file.schema_arrow]
        except self.errors as error:
            raise ParseError(f"cannot be read: {error}", location=Location(given.path)) from None
        self.count: int = self._file.metadata.num_rows
        self._begins: list[int] = []
        self._batch = _BATCH
        self._measure(given.path)
        self._batches: Iterator[tuple[int, Any]] = iter(())
        self._at: tuple[int, int, Any] = (-1, 0, None)

    def _measure(self, path: str) -> None:
        """Find out where each group of rows begins, and how many rows to read at once.

        Raises:
            ParseError: A group is a bomb.
        """
        place = 0
        about = self._file.metadata
        for group in map(about.row_group, range(about.num_row_groups)):
            self._begins.append(place)
            place += group.num_rows
            for chunk in map(group.column, range(group.num_columns)):
                size = chunk.total_uncompressed_size
                if size > _SMALL and size > MAX_RATIO * chunk.total_compressed_size:
                    said = f"it grows to more than {MAX_RATIO} times its size, which real traces do not"
                    raise ParseError(said, location=Location(path))
                self._batch = max(1, min(self._batch, _MOST // max(size, 1)))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every row, from the first on; what is null in it is left out."""
        for group in range(len(self._begins)):
            for _, batch in self._of_group(group):
                yield from self._plain(batch)

    def row(self, number: int) -> dict[str, Any]:
        """One row; one behind it in the same group costs the least.

        Raises:
            IndexError: There is none.
        """
        group = bisect_right(self._begins, number) - 1
        current, begin, batch = self._at
        if batch is None or group != current or number < begin:
            self._batches = self._of_group(group)
            begin, batch = self._next_batch()
        while number >= begin + batch.num_rows:
            begin, batch = self._next_batch()
        self._at = (group, begin, batch)
        return next(self._plain(batch.slice(number - begin, 1)))

    def _next_batch(self) -> tuple[int, Any]:
        found = next(self._batches, None)
        if found is None:
            raise IndexError
        return found

    def _of_group(self, group: int) -> Iterator[tuple[int, Any]]:
        """The batches of a group, each with the number of its first row."""
        begin = self._begins[group]
        for batch in self._file.iter_batches(self._batch, row_groups=[group], use_threads=False):
            yield begin, batch
            begin += batch.num_rows

    def _plain(self, batch: Any) -> Iterator[dict[str, Any]]:
        names = [column.name for column in self._columns]
        values = [column.values(batch.column(place)) for place, column in enumerate(self._columns)]
        for row in zip(*values, strict=True):
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _opened(lib: Any, parquet: Any, file: Any) -> Any:
    """The table, reading into memory that goes back to the system when it is free.

    A table takes its pool of memory when it is opened. The usual pools keep what was free for later:
    on a table of 300 MB in pages of 1 MB that was 30 MB more.
    """
    usual = lib.default_memory_pool()
    lib.set_memory_pool(lib.system_memory_pool())
    try:
        return parquet.ParquetFile(file, buffer_size=_BUFFER)
    finally:
        lib.set_memory_pool(usual)


def _libraries() -> tuple[Any, Any]:
    try:
        from pyarrow import lib, parquet  # pyright: ignore[reportMissingImports]  # an extra
    except ModuleNotFoundError:
        hint = "pip install 'tracegrade[arrow]'"
        raise MissingExtraError("reading Parquet needs pyarrow", hint=hint) from None
    return lib, parquet
