"""Equivalent of the span queries of pydantic-evals: conditions on one step and those around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade import _json
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._expectation._values import same_value
from tracegrade.graders.equivalents._plan_grader import nothing_captured
from tracegrade.graders.equivalents._span_nodes import SpanNode, span_nodes
from tracegrade.model import Finding, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.model import Case, Trace

__all__ = ["find_spans", "has_matching_span", "matches"]

Query = Mapping[str, Any]
"""Conditions by name, as pydantic-evals writes them; all have to hold."""


def has_matching_span(query: Query) -> Grader:
    """Passes when some step matches a query.

    The query is theirs word for word. Steps stand in for spans: a step read from a span has its
    name, attributes and status; a call has its tool's name, and durations where they are recorded.

    Differs from pydantic-evals: `true` does not match 1, a condition on a duration that is not
    recorded does not hold, and an unknown condition is refused.

    Args:
        query: The conditions.

    Raises:
        UsageError: A condition is unknown, or `or_` stands beside others.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> has_matching_span({"name_equals": "refund"}).grade(trace).verdict.value
        'pass'
    """
    _checked(query)
    return _HasMatchingSpan(dict(query))


def find_spans(trace: Trace, query: Query) -> list[SpanNode]:
    """The steps of a trace that match a query, in order.

    Raises:
        UsageError: A condition is unknown, or `or_` stands beside others.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> [node.step_id for node in find_spans(trace, {"name_contains": "order"})]
        ['s3']
    """
    _checked(query)
    return [node for node in span_nodes(trace) if matches(node, query)]


@dataclass(frozen=True)
class _HasMatchingSpan(Grader):
    version: ClassVar[str] = "2"

    query: dict[str, Any] = field(hash=False)

    @property
    def name(self) -> str:
        return "has_matching_span"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether some step matches."""
        if not len(trace):
            return nothing_captured(self, trace)
        found = [node.step_id for node in span_nodes(trace) if matches(node, self.query)]
        if found:
            return self.passed(trace, f"{len(found)} steps match, the first is {found[0]}")
        message = "no step matches the query"
        last = trace.columns.ids[-1]
        return self.decide(trace, (Finding("Q05", message, (last,), expected=self.query),), message)


def matches(node: SpanNode, query: Query) -> bool:
    """Whether one node matches a query.

    Example:
        >>> matches(SpanNode("s1", "refund", {"n": 1}, "ok", 0.5), {"has_attributes": {"n": 1}})
        True
    """
    if query.get("or_"):
        return any(matches(node, one) for one in query["or_"])
    stop = query.get("stop_recursing_when")
    stop_at = None if stop is None else partial(_matches_turned, stop)
    for name, wanted in query.items():
        if name == "stop_recursing_when" or wanted in (None, "", [], {}):
            continue  # what is empty says nothing, as there
        about = _ABOUT.get(name)
        if about is not None:
            whole, reach = about
            if not whole(matches(one, wanted) for one in reach(node, stop_at)):
                return False
        elif not _OWN[name](node, wanted):
            return False
    return True


def _matches_turned(query: Query, node: SpanNode) -> bool:
    return matches(node, query)


def _checked(query: Query) -> None:
    """Refuse what is no query, at any depth."""
    left: list[Any] = [query]
    while left:
        one = left.pop()
        if not isinstance(one, Mapping):
            raise UsageError(f"a query is an object, not {one!r}")
        for name, value in one.items():
            if name in ("or_", "and_"):
                left += value
            elif name in _ABOUT or name in ("not_", "stop_recursing_when"):
                left.append(value)
            elif name not in _OWN:
                raise UsageError(f"unknown condition {name!r}", hint=", ".join(sorted(_OWN)))
        if one.get("or_") and len(one) > 1:
            raise UsageError("or_ stands alone", hint="put the other conditions into each option")


def _has_attribute(node: SpanNode, name: str, wanted: Any) -> bool:
    if name not in node.attributes:
        return False
    value = node.attributes[name]
    if same_value(value, wanted):
        return True
    if isinstance(wanted, dict | list) and isinstance(value, str):  # as OpenTelemetry keeps them
        try:
            return same_value(_json.decode(value), wanted)
        except _json.UndecodableError:
            return False
    return False


def _seconds(value: Any) -> float:
    """Seconds from a number, a timedelta, or its text."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, str):
        hours, minutes, seconds = value.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return float(value)


def _lasts(node: SpanNode, wanted: Any, *, least: bool) -> bool:
    if node.duration_s is None:
        return False
    limit = _seconds(wanted)
    return node.duration_s >= limit if least else node.duration_s <= limit


def _count(nodes: Iterable[SpanNode]) -> int:
    return sum(1 for _ in nodes)


_OWN: dict[str, Callable[[SpanNode, Any], bool]] = {
    "not_": lambda node, query: not matches(node, query),
    "and_": lambda node, queries: all(matches(node, query) for query in queries),
    "name_equals": lambda node, name: node.name == name,
    "name_contains": lambda node, text: text in node.name,
    "name_matches_regex": lambda node, pattern: re.match(pattern, node.name) is not None,
    "has_attributes": lambda node, wanted: all(
        _has_attribute(node, name, value) for name, value in wanted.items()
    ),
    "has_attribute_keys": lambda node, names: all(name in node.attributes for name in names),
    "has_status": lambda node, status: node.status == status,
    "min_duration": partial(_lasts, least=True),
    "max_duration": partial(_lasts, least=False),
    "min_child_count": lambda node, count: len(node.children) >= count,
    "max_child_count": lambda node, count: len(node.children) <= count,
    "min_descendant_count": lambda node, count: _count(node.descendants()) >= count,
    "max_descendant_count": lambda node, count: _count(node.descendants()) <= count,
    "min_depth": lambda node, count: _count(node.ancestors()) >= count,
    "max_depth": lambda node, count: _count(node.ancestors()) <= count,
}


def _children(node: SpanNode, _: Any) -> Iterable[SpanNode]:
    return node.children


def _descendants(node: SpanNode, stop_at: Any) -> Iterable[SpanNode]:
    return node.descendants(stop_at)


def _ancestors(node: SpanNode, stop_at: Any) -> Iterable[SpanNode]:
    for one in node.ancestors():
        yield one
        if stop_at is not None and stop_at(one):
            return


def _none(found: Iterable[bool]) -> bool:
    return not any(found)


_ABOUT: dict[str, tuple[Callable[[Iterable[bool]], bool], Callable[..., Iterable[SpanNode]]]] = {
    f"{quantity}_{relation}_{verb}": (whole, reach)
    for whole, quantity in ((any, "some"), (all, "all"), (_none, "no"))
    for reach, one, many in (
        (_children, "child", "children"),
        (_descendants, "descendant", "descendants"),
        (_ancestors, "ancestor", "ancestors"),
    )
    for relation, verb in ((many, "have") if quantity == "all" else (one, "has"),)
}
