"""Numbers of accounts and the like that a call was given though a result states another one."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._identity import field_words
from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graph.values import Content
    from tracegrade.model import Trace

__all__ = ["is_beside_stated"]

_DIGITS = re.compile(r"\d(?:[ -]?\d){4,29}")
_NAMING = frozenset(
    ("account", "number", "no", "phone", "mobile", "tel", "card", "sort", "routing", "meter", "policy", "member", "customer",
     "contract", "serial", "sku", "barcode", "ean", "isbn", "gtin", "tax", "vat", "ref", "reference", "id", "code", "postcode", "zip", "pin")
)  # fmt: skip
_MOST_RESULTS = 40
_MOST_FIELDS = 20_000


def is_beside_stated(trace: Trace, step: int, tool: str, pointer: str, value: Any) -> bool:
    """Whether a change was given a number of digits where a result has another for the same field.

    Args:
        trace: The trace.
        step: Position of the call.
        tool: Its tool.
        pointer: Where the number stands among the arguments.
        value: The number, as a text.
    """
    if not isinstance(value, str) or _DIGITS.fullmatch(value) is None:
        return False
    name = _name_of(pointer)
    if not name or not _NAMING.intersection(name) or not has_side_effect(effect_classes(tool)):
        return False
    size = _size_of(value)
    return any(
        isinstance(told, str) and _DIGITS.fullmatch(told) and _size_of(told) == size
        for held, told in _stated_before(trace, step) if _name_of(held) == name
    )  # fmt: skip


def _name_of(pointer: str) -> tuple[str, ...]:
    """The words of the field at the end of a pointer."""
    names = [part for part in pointer.split("/") if part and not part.isdigit()]
    return tuple(field_words(names[-1])) if names else ()


def _size_of(text: str) -> int:
    return sum(map(str.isdigit, text))


def _stated_before(trace: Trace, step: int) -> Iterator[tuple[str, Any]]:
    """What the fields of the last results before a step state."""
    steps, told = trace.cached("evidence told by tools", _told_by_tools)
    end = bisect_left(steps, step)
    fields = (
        field for content in told[max(0, end - _MOST_RESULTS) : end]
        for record in content.records for field in record.fields
    )  # fmt: skip
    return islice(fields, _MOST_FIELDS)


def _told_by_tools(trace: Trace) -> tuple[list[int], list[Content]]:
    """The results of a trace, and where they stand."""
    told = [each for each in trace.graph().contents.all if each.statement.speaker.kind == "tool"]
    return [each.statement.step for each in told], told
