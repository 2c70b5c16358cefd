"""What it costs to call two steps the same work, where no key says that they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade.diff._masks import Masks
from tracegrade.diff._outline import executed_arguments
from tracegrade.signals import effects_of_calls

if TYPE_CHECKING:
    from tracegrade.diff._outline import Lens, Outline
    from tracegrade.model import Trace

__all__ = ["Costs"]

_SAME_TOOL, _SAME_EFFECT, _OTHER = 0.25, 0.8, 1.2
_FORBIDDEN = float("inf")

Leaves = Counter[tuple[tuple[str, ...], str]]


class Costs:
    """Costs between the steps of two traces.

    0 for the same work; for calls of one tool a quarter, times the share of arguments that differ;
    0.8 for calls with the same kind of effect, and for steps of one kind that are no calls; 1.2
    for other calls. Steps of different kinds are never the same work.
    """

    def __init__(self, old: Trace, new: Trace, lens: Lens | None) -> None:
        self._sides = _Side(old, lens), _Side(new, lens)

    def between(self, old: Outline, one: int, new: Outline, other: int) -> float:
        """What it costs to call the heads at these places the same work."""
        if old.exact[one] == new.exact[other]:
            return 0.0
        mine, theirs = self._sides
        kinds = mine.kind(old.steps[one]), theirs.kind(new.steps[other])
        if kinds[0] != kinds[1]:
            return _FORBIDDEN
        if kinds[0] != "tool_call":
            return _SAME_EFFECT
        calls = mine.numbers[old.steps[one]], theirs.numbers[new.steps[other]]
        if mine.tools[calls[0]] == theirs.tools[calls[1]]:
            return _SAME_TOOL * (1 - _likeness(mine.leaves(calls[0]), theirs.leaves(calls[1])))
        return _SAME_EFFECT if mine.effects[calls[0]] == theirs.effects[calls[1]] else _OTHER


class _Side:
    """What costs need to know of one trace."""

    def __init__(self, trace: Trace, lens: Lens | None) -> None:
        self._trace = trace
        self._masks = lens.masks if lens else Masks()
        renamed = lens.renamed if lens else {}
        self._known: dict[int, Leaves] = {}
        self.kind = trace.columns.kinds.__getitem__
        self.numbers = {step: number for number, step in enumerate(trace.columns.call_steps)}
        self.tools = [renamed.get(tool, tool) for tool in trace.columns.call_tools]
        self.effects = effects_of_calls(trace)

    def leaves(self, number: int) -> Leaves:
        """The leaves of a call's arguments, volatile ones masked."""
        if number not in self._known:
            self._known[number] = self._leaves(number)
        return self._known[number]

    def _leaves(self, number: int) -> Leaves:
        found: Leaves = Counter()
        stack: list[tuple[tuple[str, ...], Any]] = [((), executed_arguments(self._trace, number))]
        while stack:
            path, item = stack.pop()
            if isinstance(item, dict):
                stack += [((*path, str(key)), inner) for key, inner in item.items()]
            elif isinstance(item, list):
                stack += [((*path, "*"), inner) for inner in item]
            else:
                found[path, self._masks.masked_leaf(self.tools[number], path, item)] += 1
        return found


def _likeness(one: Leaves, other: Leaves) -> float:
    """The share of leaves that two calls have in common, 0..1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
