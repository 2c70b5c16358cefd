"""What the lay-out of a plain text says of what it states: rows, fields, blocks of fields, log lines."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tracegrade.graph.values._outlines import outline_in
from tracegrade.graph.values._tables import cell_of, rows_in, table_in
from tracegrade.graph.values._units import unit_named

__all__ = ["Layout", "layout_of"]

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_PAIR = re.compile(
    r"(?<![\w.\"'/?&-])([A-Za-z][\w.-]{0,39})=(\"[^\"\n]{0,200}\"|[^\s\"',;]{1,200})(?: ([a-zA-Z\u00b0\u00b5/]{1,8})(?![\w=]))?"
)
_HEADED = re.compile(r"[ \t]{0,8}(?:#{1,4} |\*\*|==+ )?[^\n]{1,80}")
_LARGEST = 400_000  # characters
_MOST_BLOCKS = 2_000
_MOST_LINES = 20_000
_FEWEST_PAIRS = 2  # of a log line


class Layout(NamedTuple):
    """A plain text, taken apart.

    Attributes:
        value: Its fields and rows, as if it were JSON.
        rest: The lines that are neither.
        is_table: Whether it is a table and nothing else.
    """

    value: Any
    rest: str = ""
    is_table: bool = False


def layout_of(text: str) -> Layout | None:
    r"""The fields and rows of a text that has some, `None` for prose.

    Example:
        >>> layout_of("Name: tarfast\nVersion: 0.8.13").value
        {'Name': 'tarfast', 'Version': '0.8.13'}
        >>> layout_of("It went well.\n\nsku,price\nA-1,30\nA-2,45")
        Layout(value=[[{'sku': 'A-1', 'price': 30}, {'sku': 'A-2', 'price': 45}]], rest='It went well.', is_table=False)
        >>> layout_of("It went well.\nNothing is left.") is None
        True
    """
    if "\n" not in text.strip() or len(text) > _LARGEST:
        return _of_a_line(text)
    rows = table_in(text)
    if rows is not None:
        return Layout(rows, is_table=True)
    value = outline_in(text)
    return Layout(value) if value is not None else _of_blocks(text)


def _of_a_line(text: str) -> Layout | None:
    """The pairs of a line that has several: `job=184 took=32s`."""
    pairs = _PAIR.findall(text) if "=" in text and "</" not in text and len(text) < _LARGEST else []
    if len(pairs) < _FEWEST_PAIRS:
        return None
    fields = {name: _measured(cell_of(value.strip('"')), word) for name, value, word in pairs}
    return Layout(fields, _PAIR.sub(" ", text).strip())


def _measured(value: Any, word: str) -> Any:
    """A number with the unit after it: `T=78.5 degC`."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value} {word}" if is_number and word and unit_named(word) is not None else value


def _of_blocks(text: str) -> Layout | None:
    """Each block between blank lines by itself; what is no table and no field is left."""
    values: list[Any] = []
    rest: list[str] = []
    for block in _BLANK_LINES.split(text, _MOST_BLOCKS):
        value, left = _block(block)
        if value is not None:
            values.append(value)
        if left.strip():
            rest.append(left)
    if not values:
        return None
    return Layout(
        values[0] if len(values) == 1 and isinstance(values[0], dict) else values, "\n".join(rest)
    )


def _block(block: str) -> tuple[Any, str]:
    """What a block holds, and the lines that are left of it; its first line may be a heading."""
    if "\n" not in block.strip():
        return None, block
    value: Any = table_in(block) or outline_in(block) or rows_in(block)
    if value is not None:
        return value, ""
    heading, _, below = block.strip("\n").partition("\n")
    value = (
        table_in(below) or outline_in(below) or rows_in(below)
        if _HEADED.fullmatch(heading)
        else None
    )
    if isinstance(value, dict):
        return {"": heading.strip(), **value}, ""
    if value is not None:
        return value, heading
    return _logged(block)


def _logged(block: str) -> tuple[Any, str]:
    """The lines that hold pairs of a name and a value, each an object."""
    if "=" not in block:
        return None, block
    rows: list[Any] = []
    rest: list[str] = []
    for line in block.split("\n", _MOST_LINES):
        found = _of_a_line(line)
        if found is None:
            rest.append(line)
        else:
            rows.append({**found.value, "": found.rest})
    return rows or None, "\n".join(rest) if rows else block
