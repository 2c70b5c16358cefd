"""Results that are a table in plain text: comma-separated values, tabs, bars, or columns of blanks."""

from __future__ import annotations

import csv
import re
from typing import Any, NamedTuple

__all__ = ["cell_of", "rows_in", "table_in"]

_NAME = re.compile(r"%?[^\W\d][\w ./()%\u00b0#-]{0,39}")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,12}")
_RULE = re.compile(r"[\s|:+=-]+")
_CLOSING = re.compile(r"\(?\d{1,9} \w{3,12}(?: in set)?\b[^\n]{0,30}")  # `(4 rows)`
_COLUMN = re.compile(r"\S+(?: \S+)*")  # a cell of a line whose cells are two blanks apart
_TOKEN = re.compile(r"\S+")
_DELIMITERS = ("\t", "|", ";", ",")
_MOST_ROWS = 50_000
_MOST_ALIGNED = 2_000  # rows of columns of blanks
_MOST_COLUMNS = 40
_FEWEST_CELLS = 3  # of a row without a header
_MOST_WORDS = 4  # of the name of a column; what has more is prose

_Spans = list[tuple[int, int]]


def table_in(text: str) -> list[dict[str, Any]] | None:
    r"""The rows of a text that is a table with a header and nothing else, or `None`.

    Every row has to have as many cells as the header, and one column holds a digit in every row:
    lines of prose with a comma each are no table. Columns that are set apart by blanks have to
    begin or to end below their names.

    Example:
        >>> table_in("sku,price\nA-1,30\nA-2,45")
        [{'sku': 'A-1', 'price': 30}, {'sku': 'A-2', 'price': 45}]
        >>> table_in("NAME   READY\nweb-0    1/1")
        [{'NAME': 'web-0', 'READY': '1/1'}]
    """
    if "\n" not in text.strip():
        return None
    lines = [line for line in text.split("\n", _MOST_ROWS) if line.strip()]
    if len(lines) > 2 and _CLOSING.fullmatch(lines[-1].strip()) is not None:
        lines.pop()
    delimiter = next((each for each in _DELIMITERS if each in lines[0]), None)
    rows = _delimited(lines, delimiter) if delimiter is not None and len(lines) > 1 else None
    return rows or _aligned(lines)


def _delimited(lines: list[str], delimiter: str) -> list[dict[str, Any]] | None:
    rows = _cells(lines, delimiter)
    header = rows[0]
    if len(header) < 2 or not _is_header(header) or any(len(row) != len(header) for row in rows):
        return None
    return _rows_of(header, rows[1:])


def _rows_of(header: list[str], rows: list[list[str]]) -> list[dict[str, Any]] | None:
    if not any(all(map(_has_digit, column)) for column in zip(*rows, strict=True)):
        return None
    return [dict(zip(header, map(cell_of, row), strict=True)) for row in rows]


def _cells(lines: list[str], delimiter: str) -> list[list[str]]:
    lines = [line for line in lines if not _RULE.fullmatch(line)] if delimiter != "," else lines
    if delimiter == "|":
        lines = [line.strip().removeprefix("|").removesuffix("|") for line in lines]
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [[]]
    return [[cell.strip() for cell in row] for row in rows] or [[]]


def _is_header(cells: list[str]) -> bool:
    return len(set(cells)) == len(cells) and all(
        _NAME.fullmatch(cell) and len(cell.split()) <= _MOST_WORDS for cell in cells
    )


def _has_digit(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def cell_of(cell: str) -> Any:
    """The number that a cell or a value in plain text is, or the cell as it is."""
    if _WHOLE.fullmatch(cell):
        return int(cell)
    return float(cell) if _DECIMAL.fullmatch(cell) else cell


# Columns that blanks set apart


def _aligned(lines: list[str]) -> list[dict[str, Any]] | None:
    """The rows of a header and lines whose cells stand below its names."""
    lines = [line.expandtabs() for line in lines[:_MOST_ALIGNED] if not _RULE.fullmatch(line)]
    if len(lines) < 2 or "  " not in lines[0].strip():
        return None
    return _below(lines) or _set_apart(lines)


def _set_apart(lines: list[str]) -> list[dict[str, Any]] | None:
    """Cells that begin where the names begin, two blanks or more before each name."""
    names = list(_COLUMN.finditer(lines[0]))
    header = [name[0] for name in names]
    if not 2 <= len(header) <= _MOST_COLUMNS or not _is_header(header):
        return None
    starts = [name.start() for name in names]
    edges = [*zip(starts, [*starts[1:], None], strict=True)]
    rows: list[list[str]] = []
    for line in lines[1:]:
        is_below = all(line[start - 1 : start].strip() == "" for start in starts if start)
        is_below = is_below and all(line[start : start + 1].strip() for start in starts[:1])
        if not is_below or line[: starts[0]].strip():
            return None
        rows.append([line[start:end].strip() for start, end in edges])
    return _rows_of(header, rows)


def rows_in(text: str) -> list[dict[str, Any]] | None:
    r"""The rows of lines that have as many cells each, one below the other, without a header.

    Example:
        >>> rows_in("P1  short  18 min\nP2  long   90 min")
        [{'': ['P1', 'short', '18 min']}, {'': ['P2', 'long', '90 min']}]
    """
    lines = [line for line in text.split("\n", _MOST_ALIGNED) if line.strip()]
    found = [list(_COLUMN.finditer(line.expandtabs())) for line in lines]
    widths = {len(cells) for cells in found}
    if len(lines) < 2 or len(widths) != 1 or not _FEWEST_CELLS <= min(widths) <= _MOST_COLUMNS:
        return None
    starts = {tuple(cell.start() for cell in cells[:2]) for cells in found}
    return (
        [{"": [cell_of(cell[0]) for cell in cells]} for cells in found]
        if len(starts) == 1
        else None
    )


class _Grid(NamedTuple):
    """The cells of lines that have as many each, and where they stand."""

    cells: list[list[str]]
    spans: list[_Spans]


def _below(lines: list[str]) -> list[dict[str, Any]] | None:
    """Cells without blanks that all begin, or all end, below the name of their column."""
    names = list(_TOKEN.finditer(lines[0]))
    if not 2 <= len(names) <= _MOST_COLUMNS:
        return None
    grid = _grid(lines[1:], len(names))
    if grid is None:
        return None
    width = len(grid.cells[0])
    header = [name[0] for name in names]
    places = [name.span() for name in names]
    if width == len(names) - 1:  # the last name is of two words: `Mounted on`
        header[-2:], places[-2:] = [" ".join(header[-2:])], [(places[-2][0], places[-1][1])]
    elif width == len(names) + 1:  # the first column has no name
        header, places = ["", *header], [grid.spans[0][0], *places]
    if not _is_header(header[1:]) or not all(
        _is_below(place, [spans[number] for spans in grid.spans], is_last=number == width - 1)
        for number, place in enumerate(places)
    ):
        return None
    return _rows_of(header, grid.cells)


def _grid(lines: list[str], names: int) -> _Grid | None:
    """The cells of each line: as many as there are names, one more, or one less."""
    counts = [len(line.split()) for line in lines]
    width = counts[0] if len(set(counts)) == 1 and abs(counts[0] - names) <= 1 else names
    if width < 2 or min(counts) < width:
        return None
    cells: list[list[str]] = []
    spans: list[_Spans] = []
    for line in lines:
        found = list(_TOKEN.finditer(line))[:width]
        spans.append([each.span() for each in found])
        cells.append([*(each[0] for each in found[:-1]), line[found[-1].start() :].strip()])
    return _Grid(cells, spans)


def _is_below(place: tuple[int, int], spans: _Spans, *, is_last: bool) -> bool:
    """Whether all cells of a column begin, or all end, where its name does."""
    begin = all(start == place[0] for start, _ in spans)
    return (
        begin
        or (not is_last and all(end == place[1] for _, end in spans))
        or (all(start < place[1] and place[0] < end for start, end in spans))
    )
