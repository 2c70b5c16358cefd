"""What agents did inside the tool calls of an Inspect sample; only its events tell.

Source: `inspect_ai.event`. A tool runs in a span of type `tool`, an agent in one of type `agent`;
logs before 0.3.104 keep the events of a tool inside its own event.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats.readers._inspect_events import model_call_of, said_by

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Work", "work_inside_calls"]


class Work(NamedTuple):
    """What happened inside a call.

    Attributes:
        rows: Messages of the agent that it ran, and of the tools that this one called.
        details: What its events say of each of them.
        hands_over: Whether the call is a handoff to that agent.
    """

    rows: list[dict[str, Any]]
    details: list[dict[str, Any]]
    hands_over: bool


def work_inside_calls(events: list[dict[str, Any]], pool: list[Any]) -> dict[str, Work]:
    """By id of a call, what the agent did that it ran; calls that ran no model are left out.

    Args:
        events: The events of a sample.
        pool: The messages that its model calls refer to, where they do not hold them.
    """
    spans = _Spans(events)
    found: dict[str, Work] = {}
    handoffs = {str(event.get("id")) for event in events if type(event.get("agent")) is str}
    for event, inside in _with_owner(events):
        owner, agent = spans.around(event) if inside is None else (inside, None)
        if owner is None or event.get("event") not in ("model", "tool"):
            continue
        work = found.setdefault(owner, Work([], [], owner in handoffs))
        for row, detail in _rows(event, pool, begins=not work.rows):
            work.rows.append(row)
            work.details.append(
                detail if agent is None or not detail else {**detail, "agent": agent}
            )
    return {
        call_id: work
        for call_id, work in found.items()
        if any(row.get("role") == "assistant" for row in work.rows)
    }


class _Spans:
    """The spans of a sample: which call each tool span runs, and what lies around each."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        self._begun: dict[str, dict[str, Any]] = {}
        self._calls: dict[str, str] = {}
        waiting: dict[str, deque[str]] = {}
        for event in events:
            kind, named = event.get("event"), str(event.get("id"))
            if kind == "span_begin":
                self._begun[named] = event
                if event.get("type") == "tool":
                    waiting.setdefault(str(event.get("name")), deque()).append(named)
            elif kind == "tool" and (begun := waiting.get(str(event.get("function")))):
                self._calls[begun.popleft()] = named

    def around(self, event: dict[str, Any]) -> tuple[str | None, str | None]:
        """The id of the call that an event lies in, and the name of the agent in that call."""
        span_id, agent = str(event.get("span_id")), None
        seen: set[str] = set()
        while span_id in self._begun and span_id not in seen:
            seen.add(span_id)
            if span_id in self._calls:
                return self._calls[span_id], agent
            begun = self._begun[span_id]
            if agent is None and begun.get("type") == "agent":
                agent = str(begun.get("name"))
            span_id = str(begun.get("parent_id"))
        return None, None


def _with_owner(events: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """The events in order, those inside of a tool's event with the id of its call."""
    waiting: list[tuple[Iterator[dict[str, Any]], str | None]] = [(iter(events), None)]
    while waiting:
        inside, owner = waiting[-1]
        for event in inside:
            yield event, owner
            inner = event.get("events")
            if type(inner) is list and inner:
                rows = (one for one in inner if type(one) is dict)
                waiting.append((rows, str(event.get("id"))))
                break
        else:
            waiting.pop()


def _rows(
    event: dict[str, Any], pool: list[Any], *, begins: bool
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The messages that an event tells; the first model call also what its agent was given."""
    if event["event"] == "tool":
        keys = (("tool_call_id", "id"), ("id", "message_id"), ("function", "function"),
                ("content", "result"), ("error", "error"))  # fmt: skip
        yield {"role": "tool", **{ours: event.get(theirs) for ours, theirs in keys}}, {}
        return
    for row in _given(event, pool) if begins else ():
        if row.get("role") in ("system", "user"):
            yield row, {}
    said = said_by(event)
    if said:
        yield {"role": "assistant", **said}, model_call_of(event)


def _given(event: dict[str, Any], pool: list[Any]) -> list[dict[str, Any]]:
    given = event.get("input")
    rows = list(given) if type(given) is list else []
    references = event.get("input_refs")
    for pair in references if type(references) is list and not rows else ():
        if type(pair) is list and len(pair) == 2 and all(type(place) is int for place in pair):
            rows += pool[max(pair[0], 0) : max(pair[1], 0)]
    return [row for row in rows if type(row) is dict]
