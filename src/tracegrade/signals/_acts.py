"""Which side effects a trace has, and whether somebody was asked before each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graph import graph_of
from tracegrade.signals.effects import effects_of_calls, has_side_effect

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["SideEffects", "side_effects"]

_MAY_HAVE_RUN = ("ok", "unknown")


class SideEffects(NamedTuple):
    """Calls with a side effect that ran, as far as the capture shows.

    Attributes:
        ran: Calls that ran.
        unasked: Those among them before which nobody was asked.

    Example:
        >>> SideEffects(ran=2, unasked=1).unasked
        1
    """

    ran: int
    unasked: int


def side_effects(trace: Trace) -> SideEffects:
    """How many side effects a trace has, and how many without asking first.

    Somebody was asked if an approval was requested for the call, or if since the side effect
    before (of an earlier model call) the agent said something that a user answered. Whether the
    answer was yes is for a grader to say. A call that starts a sub-agent has no side effect of its
    own; the calls inside may have some.

    Example:
        >>> from tracegrade.formats import load_one
        >>> side_effects(load_one("fixtures/traces/native/approval_granted/input.jsonl"))
        SideEffects(ran=1, unasked=0)
    """
    columns = trace.columns
    requested = _requested(trace)
    ran = unasked = 0
    asked = said = spent = False
    spawning = frozenset(graph_of(trace).threads.spawned_by)
    calls = iter(zip(columns.call_steps, effects_of_calls(trace), trace.call_statuses, strict=True))
    for index, kind in enumerate(columns.kinds):
        if kind == "assistant":
            asked, spent = asked and not spent, False
            said = bool(columns.texts[index])
        elif kind == "user":
            asked, said = asked or said, False
        elif kind == "tool_call":
            _, classes, status = next(calls)
            ran_itself = status in _MAY_HAVE_RUN and index not in spawning
            if has_side_effect(classes) and ran_itself:
                ran += 1
                unasked += not asked and columns.ids[index] not in requested
                spent = True
    return SideEffects(ran, unasked)


def _requested(trace: Trace) -> set[str]:
    """Ids of the calls that an approval was requested for."""
    details, kinds = trace.columns.details, trace.columns.kinds
    requested: set[str] = set()
    for index, detail in details.items():
        if kinds[index] == "approval_request":
            requested.update(call for call in detail.get("calls") or () if isinstance(call, str))
            items: list[Any] = detail.get("items") or []
            requested.update(str(item["call"]) for item in items if item.get("call") is not None)
    return requested
