"""The calls of several traces side by side: what is the same call in each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade._assignment import heaviest_pairs
from tracegrade.graders._calls import Counted, counted_calls
from tracegrade.graders._decoded import arguments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.model import Trace

__all__ = ["Slot", "numbers_of", "slots_of"]

_MOST_PAIRS = 40_000
"""Pairs of calls of one tool that are compared; beyond, calls are paired as they come."""


@dataclass
class Slot:
    """One call of the proposal.

    Attributes:
        tool: The tool.
        calls: By number of the trace, the number of the call in it.
        ranks: By number of the trace, which of its calls that is, as a share of all, 0..1.
    """

    tool: str
    calls: dict[int, int] = field(default_factory=dict[int, int])
    ranks: dict[int, float] = field(default_factory=dict[int, float])

    @property
    def rank(self) -> float:
        """Where in the traces the call comes on average, 0..1."""
        return sum(self.ranks.values()) / len(self.ranks)


def numbers_of(trace: Trace, counted: Counted) -> list[int]:
    """Numbers of the calls of a trace that count."""
    numbers = counted_calls(trace, counted)
    return list(range(len(trace.columns.call_steps))) if numbers is None else list(numbers)


def slots_of(traces: Sequence[Trace], counted: Counted) -> list[Slot]:
    """The calls of the traces, paired so that their arguments have most in common.

    A call that finds no partner in the traces before it becomes a slot of its own.
    """
    slots: list[Slot] = []
    for at, trace in enumerate(traces):
        numbers = numbers_of(trace, counted)
        ranks = {number: place / max(len(numbers) - 1, 1) for place, number in enumerate(numbers)}
        tools = trace.columns.call_tools
        by_tool: dict[str, list[int]] = {}
        for number in numbers:
            by_tool.setdefault(tools[number], []).append(number)
        for tool, calls in by_tool.items():
            known = [slot for slot in slots if slot.tool == tool]
            partners = _partners(known, calls, (traces, at), ranks)
            for number in calls:
                slot = partners.get(number)
                if slot is None:
                    slots.append(slot := Slot(tool))
                slot.calls[at] = number
                slot.ranks[at] = ranks[number]
    return slots


def _partners(
    slots: list[Slot],
    calls: list[int],
    where: tuple[Sequence[Trace], int],
    ranks: dict[int, float],
) -> dict[int, Slot]:
    """The slot of each call that is the same as one of a trace before."""
    traces, at = where
    if len(slots) * len(calls) > _MOST_PAIRS:
        return dict(zip(calls, slots, strict=False))
    items = {number: arguments_of(traces[at]).fields(number).items for number in calls}
    weights: list[dict[int, int]] = []
    for slot in slots:
        other, number = list(slot.calls.items())[-1]
        seen = arguments_of(traces[other]).fields(number).items
        weights.append(
            {
                column: _likeness(seen, items[call], slot.rank - ranks[call])
                for column, call in enumerate(calls)
            }
        )
    return {calls[column]: slots[row] for row, column in heaviest_pairs(weights)}


def _likeness(one: frozenset[object], other: frozenset[object], distance: float) -> int:
    """How much two calls have in common: first their arguments, then where they come."""
    either = len(one | other)
    shared = len(one & other) / either if either else 1.0
    return 1_000_000 + int(shared * 1000) * 1000 + int((1 - abs(distance)) * 999)
