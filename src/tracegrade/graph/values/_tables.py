"""Results that are a table in plain text: comma-separated values, tabs, bars, or lists of fields."""

from __future__ import annotations

import csv
import re
from typing import Any

__all__ = ["table_in"]

_NAME = re.compile(r"[A-Za-z_][\w ./()%\u00b0-]{0,39}")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,17})\.\d{1,12}")
_FIELD = re.compile(r"(- |  )([A-Za-z_][\w-]{0,39}): (\S[^\n]{0,500})")
_RULE = re.compile(r"[\s|:+-]+")
_DELIMITERS = ("\t", "|", ";", ",")
_MOST_ROWS = 50_000
_MOST_WORDS = 4  # of the name of a column; what has more is prose


def table_in(text: str) -> list[dict[str, Any]] | None:
    r"""The rows of a text that is a table with a header and nothing else, or `None`.

    Every row has to have as many cells as the header, and one column holds a digit in every row:
    lines of prose with a comma each are no table.

    Example:
        >>> table_in("sku,price\nA-1,30\nA-2,45")
        [{'sku': 'A-1', 'price': 30}, {'sku': 'A-2', 'price': 45}]
    """
    if "\n" not in text.strip():
        return None
    lines = [line for line in text.split("\n", _MOST_ROWS) if line.strip()]
    if lines[0].startswith("- "):
        return _entries(lines)
    delimiter = next((each for each in _DELIMITERS if each in lines[0]), None)
    if delimiter is None or len(lines) < 2:
        return None
    rows = _cells(lines, delimiter)
    header = rows[0]
    if len(header) < 2 or not _is_header(header) or any(len(row) != len(header) for row in rows):
        return None
    if not any(all(map(_has_digit, column)) for column in zip(*rows[1:], strict=True)):
        return None
    return [dict(zip(header, map(_value, row), strict=True)) for row in rows[1:]]


def _entries(lines: list[str]) -> list[dict[str, Any]] | None:
    """The entries of a plain list of fields, each begun by a dash: `- id: 7`, `  name: Ada`."""
    rows: list[dict[str, Any]] = []
    for line in lines:
        match = _FIELD.fullmatch(line)
        if match is None:
            return None
        if match[1] == "- ":
            rows.append({})
        rows[-1][match[2]] = _value(match[3].strip().strip("'\""))
    return rows if any(len(row) > 1 for row in rows) else None


def _cells(lines: list[str], delimiter: str) -> list[list[str]]:
    if delimiter == "|":
        lines = [line.strip().strip("|") for line in lines if not _RULE.fullmatch(line)]
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


def _value(cell: str) -> Any:
    if _WHOLE.fullmatch(cell):
        return int(cell)
    return float(cell) if _DECIMAL.fullmatch(cell) else cell
