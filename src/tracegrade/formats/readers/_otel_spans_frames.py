"""Data frames of spans as pandas writes them to JSON: rows and columns lie in one of several layouts.

Source: `DataFrame.to_json` of pandas with its values of `orient`, and the frames that Phoenix's client
gives (`get_spans_dataframe`): columns such as `context.trace_id` and `attributes.llm.model_name`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["MARK", "frame_nanoseconds", "rows_of_frame", "with_whole_counts"]

MARK = "context.trace_id"
"""A column that no other record has."""

_COUNTS = "llm.token_count."
_UNITS = ((10**11, 10**9), (10**14, 10**6), (10**17, 10**3))
"""Numbers of seconds, milliseconds and microseconds since 1970 that lie between 1973 and 5138."""


def rows_of_frame(value: Any) -> list[Any] | None:
    """The rows of a data frame, whichever way it lies; `None` for what is none.

    Example:
        >>> rows_of_frame({"context.trace_id": {"s-1": "t-1"}, "name": {"s-1": "chat"}})
        [{'context.trace_id': 't-1', 'name': 'chat'}]
        >>> rows_of_frame({"columns": ["context.trace_id"], "index": ["s-1"], "data": [["t-1"]]})
        [{'context.trace_id': 't-1'}]
    """
    if type(value) is not dict:
        return None
    ids, data, names = value.get(MARK), value.get("data"), value.get("columns")
    if type(ids) is dict:
        return [_row_of_columns(value, key) for key in ids]
    if type(data) is list and type(names) is list and MARK in names:
        return [dict(zip(names, row, strict=False)) if type(row) is list else row for row in data]
    for rows in (data if type(data) is list else [], list(value.values())):
        if rows and type(rows[0]) is dict and MARK in rows[0]:
            return rows
    return None


def _row_of_columns(columns: dict[str, Any], key: str) -> dict[str, Any]:
    """One row of an object of columns."""
    return {
        name: cells[key] for name, cells in columns.items() if type(cells) is dict and key in cells
    }


def frame_nanoseconds(value: Any) -> Any:
    """A time of a frame in nanoseconds, if it is a number: pandas writes milliseconds by default.

    Example:
        >>> frame_nanoseconds(1793523600200), frame_nanoseconds("2026-11-01T09:00:00Z")
        (1793523600200000000, '2026-11-01T09:00:00Z')
    """
    if type(value) is not int:
        return value
    return next((value * factor for limit, factor in _UNITS if value < limit), value)


def with_whole_counts(attributes: dict[str, Any]) -> dict[str, Any]:
    """The attributes with counts of tokens as integers: in a column with gaps they are floats.

    Example:
        >>> with_whole_counts({"llm.token_count.prompt": 54.0, "score": 1.0})
        {'llm.token_count.prompt': 54, 'score': 1.0}
    """
    counts = {
        name: int(value)
        for name, value in attributes.items()
        if name.startswith(_COUNTS) and type(value) is float and value.is_integer()
    }
    return {**attributes, **counts} if counts else attributes
