"""Values of Arrow columns as those that JSON would hold.

Times become ISO 8601 text, in microseconds; one without a zone stays without. A NaN is nothing: it is
how data frames write a number that is missing. Bytes are text where they are UTF-8, else base64.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.errors import ParseError

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Column", "column_of"]

_DEEPEST = 200
"""How deep types may nest, as JSON may."""

_Plain = Callable[[Any], Any]


class Column(NamedTuple):
    """How to read one column.

    Attributes:
        name: Its name.
        cast: The type to cast it to, where what it has is finer than Python's times.
        plain: What JSON would hold for one of its values, if that is not the value itself.
    """

    name: str
    cast: Any
    plain: _Plain | None

    def values(self, array: Any) -> list[Any]:
        """The values of an Arrow array; `None` for what is missing, bytes for text that is not UTF-8."""
        array = array if self.cast is None else array.cast(self.cast, safe=False)
        try:
            found: list[Any] = array.to_pylist()
        except UnicodeDecodeError:
            return _as_bytes(array)
        plain = self.plain
        if plain is None:
            return found
        return [None if value is None else plain(value) for value in found]


def column_of(field: Any) -> Column:
    """How to read the column that an Arrow field describes.

    Raises:
        ParseError: Its type nests too deep.
    """
    plain = _plain(field.type)
    cast = _in_microseconds(field.type)
    return Column(field.name, None if cast.equals(field.type) else cast, plain)


def _as_bytes(array: Any) -> list[Any]:
    """The values of an array of texts, those that are not UTF-8 as bytes."""
    from pyarrow import binary, large_binary, types  # pyright: ignore[reportMissingImports]  # an extra

    wide = types.is_large_string(array.type)
    found = array.cast(large_binary() if wide else binary()).to_pylist()
    return [value if value is None else _text_or_bytes(value) for value in found]


def _text_or_bytes(value: bytes) -> str | bytes:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value


def _in_microseconds(kind: Any) -> Any:
    """The type with every time in it in microseconds, which is what Python has."""
    from pyarrow import duration, list_, struct, time64, timestamp, types  # pyright: ignore[reportMissingImports]  # an extra

    if types.is_timestamp(kind) and kind.unit == "ns":
        return timestamp("us", kind.tz)
    if types.is_time64(kind) or types.is_duration(kind):
        return time64("us") if types.is_time64(kind) else duration("us")
    if types.is_list(kind):
        return list_(_in_microseconds(kind.value_type))
    if types.is_struct(kind):
        inner = (kind.field(place) for place in range(kind.num_fields))
        return struct([(one.name, _in_microseconds(one.type)) for one in inner])
    return kind


def _plain(kind: Any, depth: int = 0) -> _Plain | None:
    """How a value of this type becomes what JSON would hold; `None` where it is that already."""
    from pyarrow import types  # pyright: ignore[reportMissingImports]  # an extra

    if depth > _DEEPEST:
        raise ParseError(f"a column whose type nests beyond {_DEEPEST} levels")
    depth += 1
    if types.is_dictionary(kind) or _is_any_list(kind):
        inner = _plain(kind.value_type, depth)
        if inner is None or types.is_dictionary(kind):
            return inner
        return lambda value: [None if one is None else inner(one) for one in value]
    if types.is_map(kind):
        return _of_map(_plain(kind.item_type, depth) or _same)
    if types.is_struct(kind):
        inner = (kind.field(place) for place in range(kind.num_fields))
        return _of_struct({one.name: _plain(one.type, depth) or _same for one in inner})
    for holds, plain in _SCALARS:
        if getattr(types, holds)(kind):
            return plain
    return str


def _is_any_list(kind: Any) -> bool:
    from pyarrow import types  # pyright: ignore[reportMissingImports]  # an extra

    return types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)


def _of_map(plain: _Plain) -> _Plain:
    def plain_map(value: Any) -> dict[str, Any]:
        return {str(key): None if one is None else plain(one) for key, one in value}

    return plain_map


def _of_struct(fields: dict[str, _Plain]) -> _Plain:
    def plain_struct(value: dict[str, Any]) -> dict[str, Any]:
        """Every field of a struct is in every row of it: one that is null is not there."""
        return {name: fields[name](one) for name, one in value.items() if one is not None}

    return plain_struct


def _same(value: Any) -> Any:
    return value


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _decimal(value: Decimal) -> int | float | None:
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole else _number(float(value))


def _text(value: bytes) -> str:
    found = _text_or_bytes(value)
    return found if isinstance(found, str) else base64.b64encode(found).decode()


def _iso(value: Any) -> str:
    return value.isoformat()


_SCALARS: tuple[tuple[str, _Plain | None], ...] = (
    ("is_string", None),
    ("is_large_string", None),
    ("is_boolean", None),
    ("is_integer", None),
    ("is_null", None),
    ("is_floating", _number),
    ("is_decimal", _decimal),
    ("is_binary", _text),
    ("is_large_binary", _text),
    ("is_fixed_size_binary", _text),
    ("is_timestamp", _iso),
    ("is_date", _iso),
    ("is_time", _iso),
)
"""Which check of `pyarrow.types` a type passes, and how its values become plain."""
