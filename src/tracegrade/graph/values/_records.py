"""Results as records: every object of a decoded result, with its place and its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Record", "decoded", "leaves_of", "records_of"]

_MOST_RECORDS = 200_000  # objects of one result
_OPENING = ("{", "[")


@dataclass(slots=True, eq=False)
class Record:
    """One object of a result, or the result itself where it is no object.

    Attributes:
        path: Keys and places from the root to here.
        fields: Scalars by field; those of a list that stands in a field under that field.
        parent: The object around it.
    """

    path: tuple[str | int, ...]
    fields: list[tuple[str, Any]] = field(default_factory=list[tuple[str, Any]])
    parent: Record | None = None

    def pointer(self, name: str = "") -> str:
        """The JSON pointer of the record, or of a field of it."""
        return _json.pointer(*self.path, *((name,) if name else ()))

    @property
    def shape(self) -> tuple[str, ...]:
        """The path without places, which records of one list have in common."""
        return tuple(["*" if isinstance(part, int) else part for part in self.path])


def decoded(content: Any) -> Any:
    """The JSON value of a result; a text that is no JSON object or list stays as it is.

    Example:
        >>> decoded('{"total": 250}'), decoded("250 dollars")
        ({'total': 250}, '250 dollars')
    """
    if isinstance(content, list) and content:
        text = _json.as_text(content)
        is_parts = all(isinstance(part, dict) and "type" in part for part in content)
        content = text if is_parts else content
    if not isinstance(content, str) or content.lstrip()[:1] not in _OPENING:
        return content
    try:
        return _json.decode(content.encode("utf-8", "replace"))
    except _json.UndecodableError:
        return content


def records_of(content: Any) -> Iterator[Record]:
    """Every object of a decoded value, in the order of the text.

    A value that is no object is a record with one field without a name. Fields of lists of
    scalars are given once for each item.

    Example:
        >>> [(each.pointer(), each.fields) for each in records_of({"id": 7, "rows": [{"n": 1}]})]
        [('', [('id', 7)]), ('/rows/0', [('n', 1)])]
    """
    root = Record(())
    stack: list[tuple[Any, tuple[str | int, ...], Record]] = [(content, (), root)]
    for _ in range(_MOST_RECORDS):
        if not stack:
            return
        value, path, parent = stack.pop()
        if isinstance(value, dict):
            record = Record(path, parent=parent if parent is not root or path else None)
            below = _filled(record, value)
            stack += reversed(below)
        else:
            record = Record(path, parent=parent)
            stack += reversed(_listed(record, "", value, path))
        if record.fields or isinstance(value, dict):
            yield record


_Below = list[tuple[Any, tuple[str | int, ...], Record]]


def _filled(record: Record, value: dict[str, Any]) -> _Below:
    """Fill in the scalars; what lies below is returned."""
    below: _Below = []
    path = record.path
    fields = record.fields
    for key, item in value.items():
        if not isinstance(item, dict | list):
            if item is not None:
                fields.append((key, item))
        elif isinstance(item, dict):
            below.append((item, (*path, key), record))
        else:
            below += _listed(record, key, item, (*path, key))
    return below


def _listed(record: Record, key: str, value: Any, path: tuple[str | int, ...]) -> _Below:
    """Scalars of a list, and of the lists in it, become fields; objects in it lie below."""
    below: _Below = []
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(value, path)]
    while stack:
        item, place = stack.pop()
        if isinstance(item, list):
            stack += [(each, (*place, at)) for at, each in reversed(list(enumerate(item)))]
        elif isinstance(item, dict):
            below.append((item, place, record))
        elif item is not None:
            record.fields.append((key, item))
    return below


def leaves_of(value: Any) -> Iterator[tuple[str, Any]]:
    """Every scalar of a decoded value with its JSON pointer.

    Example:
        >>> list(leaves_of({"to": ["amy@x", "bob@x"]}))
        [('/to/0', 'amy@x'), ('/to/1', 'bob@x')]
    """
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    while stack:
        item, path = stack.pop()
        if isinstance(item, dict):
            stack += [(each, (*path, key)) for key, each in reversed(item.items())]
        elif isinstance(item, list):
            stack += [(each, (*path, at)) for at, each in reversed(list(enumerate(item)))]
        elif item is not None:
            yield _json.pointer(*path), item
