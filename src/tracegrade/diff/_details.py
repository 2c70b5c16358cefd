"""What a step is, and how two steps that did the same work differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.diff._content import structure_of
from tracegrade.diff._masks import Masks
from tracegrade.diff._outline import COMPARED, executed_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.diff._outline import Lens
    from tracegrade.model import Trace

__all__ = ["Details", "differing_paths"]

_MOST_PATHS = 50
_SETTLED = ("ok", "unknown")

Path = tuple[Any, ...]


class Details:
    """Describes the steps of two traces."""

    def __init__(self, old: Trace, new: Trace, lens: Lens | None) -> None:
        self._traces = old, new
        self._numbers = tuple(
            {step: number for number, step in enumerate(trace.columns.call_steps)}
            for trace in (old, new)
        )
        self._masks = lens.masks if lens else Masks()
        self._renamed = lens.renamed if lens else {}

    def described(self, one: int, other: int) -> dict[str, Any]:
        """What the step at this position of old, or else of new, is."""
        return self._step(*((0, one) if one >= 0 else (1, other)))

    def changed(self, one: int, other: int) -> dict[str, Any]:
        """How two paired steps differ."""
        before, after = self._step(0, one), self._step(1, other)
        detail: dict[str, Any] = {"kind": before["kind"]}
        if "tool" in before:
            detail |= self._changed_call(before, after)
        contents = tuple(
            structure_of(trace.columns, step)
            for trace, step in zip(self._traces, (one, other), strict=True)
        )
        if before.get("text") != after.get("text") and None not in contents:
            detail["content"] = differing_paths(*contents)
            before["text"] = after["text"]
        for name in ("text", "fields"):
            if before.get(name) != after.get(name):
                detail[name] = {"old": before.get(name), "new": after.get(name)}
        if "fields" in detail:
            pairs = differing_paths(before.get("fields") or {}, after.get("fields") or {})
            detail["fields"] = pairs
        for name, of in (("status", self._status), ("agent", self._agent)):
            values = of(0, one), of(1, other)
            if values[0] != values[1] and not set(values) <= {*_SETTLED}:
                detail[name] = {"old": values[0], "new": values[1]}
        return detail

    def _changed_call(self, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
        tool, other = before["tool"], after["tool"]
        detail: dict[str, Any] = {"tool": tool}
        if tool != self._renamed.get(other, other):
            detail["tool"] = {"old": tool, "new": other}
        changes = differing_paths(
            before["arguments"], after["arguments"], tool=tool, masks=self._masks
        )
        if changes:
            detail["arguments"] = changes
        return detail

    def _step(self, side: int, step: int) -> dict[str, Any]:
        trace = self._traces[side]
        columns = trace.columns
        detail: dict[str, Any] = {"kind": columns.kinds[step]}
        number = self._numbers[side].get(step)
        if number is not None:
            tool = columns.call_tools[number]
            return detail | {"tool": tool, "arguments": executed_arguments(trace, number)}
        record = columns.details.get(step, {})
        text = _json.as_text(record["content"]) if "content" in record else columns.texts[step]
        if text:
            detail["text"] = text
        fields = {key: record[key] for key in COMPARED if key in record}
        return detail | {"fields": fields} if fields else detail

    def _status(self, side: int, step: int) -> str | None:
        """The status of a call, or of the call that a result answers."""
        trace = self._traces[side]
        number = self._numbers[side].get(trace.columns.call_of_result.get(step, step))
        return None if number is None else trace.call_statuses[number]

    def _agent(self, side: int, step: int) -> str | None:
        return self._traces[side].columns.details.get(step, {}).get("agent")


def differing_paths(
    old: Any, new: Any, *, tool: str | None = None, masks: Masks | None = None
) -> list[dict[str, Any]]:
    """Where two JSON values differ: pointer, old and new value; at most 50 places.

    Volatile values, and 10 and 10.0, count as equal.

    Args:
        old: One value.
        new: The other.
        tool: The tool whose arguments they are.
        masks: What was learned to be volatile in them.

    Example:
        >>> differing_paths({"to": "amy", "cc": []}, {"to": "bob", "cc": []})
        [{'path': '/to', 'old': 'amy', 'new': 'bob'}]
    """
    found: list[dict[str, Any]] = []
    for path, one, other in _differences(old, new):
        if len(found) == _MOST_PATHS:
            break
        leaf = tuple("*" if isinstance(part, int) else part for part in path)
        known = masks or Masks()
        if known.masked_leaf(tool, leaf, one) != known.masked_leaf(tool, leaf, other):
            found.append({"path": _json.pointer(*path), "old": one, "new": other})
    return found


def _differences(old: Any, new: Any) -> Iterator[tuple[Path, Any, Any]]:
    """The innermost values that are not of one shape and equal, in order."""
    stack: list[tuple[Path, Any, Any]] = [((), old, new)]
    while stack:
        path, one, other = stack.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            keys = [*one, *(key for key in other if key not in one)]
            stack += [((*path, key), one.get(key), other.get(key)) for key in reversed(keys)]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            places = range(len(one) - 1, -1, -1)
            stack += [((*path, place), one[place], other[place]) for place in places]
        elif one is not other:
            yield path, one, other
