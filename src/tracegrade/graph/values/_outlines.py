"""Results that are fields in plain text: `Version: 1.4`, `port = 80`, `Up   3 days`, an outline of them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tracegrade.graph.values._tables import cell_of

__all__ = ["outline_in"]

_FIELD = re.compile(
    r"(?P<indent>[ \t]{0,40}+)(?P<dash>(?:[-*\u2022] {1,3})?)"
    r"(?P<key>[\"']?[^\W\d][\w ./()%\u00b0#&'-]{0,39}?[\"']?)"
    r"(?:[ \t]{0,20}:(?: {1,40}|\t{1,4}|$)|[ ]?=[ ]?|(?P<gap> {2,40}|\t{1,4}))(?P<value>.{0,1000})"
)
_GAP = re.compile(r"  |\t")
_ITEM = re.compile(r"(?P<indent>[ \t]{0,40}+)[-*\u2022] {1,3}(?P<value>\S.{0,1000})")
_RULE = re.compile(r"[ \t.=-]{3,200}|[{}]")
_MOST_LINES = 5_000
_MOST_WORDS = 4  # of the name of a field; what has more is prose
_DEEPEST = 30
_NOTHING = frozenset(("", "~", "null", "none", "n/a", "-"))
_TRUTHS = {"true": True, "false": False}


class _Line(NamedTuple):
    """A line of an outline.

    Attributes:
        indent: How far it is set in; what a dash begins, beyond the dash.
        dash: How far the dash is set in, or -1.
        key: Name of the field; empty for an item that is no field.
        value: What stands behind it.
    """

    indent: int
    dash: int
    key: str
    value: str


def outline_in(text: str) -> Any:
    r"""The fields of a text in which each line is one, or opens others that are set in below it.

    Two lines at least have to be fields. Lines that are none make it prose, and give `None`.

    Example:
        >>> outline_in("Name: tarfast\nVersion: 0.8.13")
        {'Name': 'tarfast', 'Version': '0.8.13'}
        >>> outline_in("last:\n  value: 48231\n  unit: kWh")
        {'last': {'value': 48231, 'unit': 'kWh'}}
        >>> outline_in("- id: 7\n  name: Ada\n- id: 8\n  name: Bo")
        [{'id': 7, 'name': 'Ada'}, {'id': 8, 'name': 'Bo'}]
    """
    if text.count("\n") > _MOST_LINES:
        return None
    lines: list[_Line] = []
    for line in text.split("\n"):
        bare = line.rstrip()
        if not bare or _RULE.fullmatch(bare) or bare.lstrip().startswith("#"):
            continue
        found = _line_of(bare)
        if found is None:
            return None
        lines.append(found)
    if len([line for line in lines if line.key]) < 2:
        return None
    return _merged(_nested(lines))


def _line_of(line: str) -> _Line | None:
    match = _FIELD.fullmatch(line)
    is_field = match is not None and len(match["key"].split()) <= _MOST_WORDS
    if match is not None and is_field and not (match["gap"] and _GAP.search(match["value"])):
        indent = len(match["indent"])
        dash = indent if match["dash"] else -1
        return _Line(indent + len(match["dash"]), dash, match["key"].strip("\"' "), match["value"])
    item = _ITEM.fullmatch(line)
    return None if item is None else _Line(0, len(item["indent"]), "", item["value"])


def _nested(lines: list[_Line]) -> Any:
    """The lines as objects and lists, by how far they are set in."""
    root: dict[str, Any] = {}
    rows: list[Any] = []
    stack: list[tuple[int, Any]] = [(-1, root)]
    for number, line in enumerate(lines):
        at = line.dash if line.dash >= 0 else line.indent
        while len(stack) > 1 and (stack[-1][0] > at or (stack[-1][0] == at and line.dash >= 0)):
            stack.pop()
        holder = stack[-1][1]
        if line.dash >= 0:
            entries = holder if isinstance(holder, list) else rows
            if not line.key:
                entries.append(_value_of(line.value))
                continue
            holder = {}
            entries.append(holder)
            stack.append((line.indent, holder))
        if not isinstance(holder, dict):
            holder = root
        below = lines[number + 1] if number + 1 < len(lines) else None
        opened = _opened(line, below) if len(stack) <= _DEEPEST else None
        _put(holder, line.key, _value_of(line.value) if opened is None else opened)
        if isinstance(opened, dict):
            stack.append((line.indent + 1, opened))
        elif opened is not None and below is not None:
            stack.append((below.dash - 1, opened))
    if not rows:
        return root
    return {**root, "": rows} if root else rows


def _opened(line: _Line, below: _Line | None) -> Any:
    """What a line opens: the object or the list that stands below it."""
    if line.value or below is None:
        return None
    if below.dash >= 0 and below.dash >= (line.dash if line.dash >= 0 else line.indent):
        return []
    return {} if below.dash < 0 and below.indent > line.indent else None


def _put(holder: dict[str, Any], key: str, value: Any) -> None:
    """Set a field; one that is there twice has all its values."""
    if key not in holder:
        holder[key] = value
    elif isinstance(holder[key], list):
        holder[key].append(value)
    else:
        holder[key] = [holder[key], value]


def _value_of(written: str) -> Any:
    bare = written.strip()
    if bare.lower() in _NOTHING:
        return None
    if bare.lower() in _TRUTHS:
        return _TRUTHS[bare.lower()]
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return cell_of(bare)


def _merged(value: Any) -> Any:
    """A list in which each entry has one field of its own is one object: `- Chair: Ada`, `- Legal: Bo`."""
    if not isinstance(value, list) or len(value) < 2:
        return value
    if not all(isinstance(each, dict) and len(each) == 1 for each in value):
        return value
    names = [next(iter(each)) for each in value]
    return (
        {k: v for each in value for k, v in each.items()} if len({*names}) == len(names) else value
    )
