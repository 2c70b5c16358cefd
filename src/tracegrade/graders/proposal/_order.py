"""What of an order all traces share, as sequences and parts in any order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders.proposal._slots import Slot
    from tracegrade.model import Trace

__all__ = ["Tree", "order_of"]

Before = dict[int, dict[int, bool]]
"""For every two slots, whether the first always comes before the second."""

_MOST_SLOTS = 250
"""Calls of which every two are compared; beyond, several traces show no order."""
_DEEPEST = 8
"""Levels of sequences and parts in any order that a proposal may have."""


@dataclass(frozen=True)
class Tree:
    """Slots put together.

    Attributes:
        kind: How.
        parts: Numbers of slots, or trees of the other kind.
    """

    kind: Literal["sequence", "any_order"]
    parts: tuple[Tree | int, ...]


def order_of(slots: Sequence[Slot], traces: Sequence[Trace]) -> Tree:
    """The order of the slots in which none of the traces differs from another.

    Calls that one model call asked for side by side have none, nor have those of sub-agents that
    were started so.
    """
    numbers = sorted(range(len(slots)), key=lambda number: slots[number].rank)
    if len(traces) == 1:
        return _order_of_one(numbers, slots, traces[0])
    if len(slots) > _MOST_SLOTS:
        return Tree("any_order", tuple(numbers))
    chains = [_Chains(trace) for trace in traces]
    before = {
        one: {other: _comes_before(slots[one], slots[other], chains) for other in numbers}
        for one in numbers
    }
    return _as_tree(_arranged(numbers, before, 0))


def _as_tree(found: Tree | int) -> Tree:
    return Tree("sequence", (found,)) if isinstance(found, int) else found


def _order_of_one(numbers: list[int], slots: Sequence[Slot], trace: Trace) -> Tree:
    """The order of one trace: its calls one after the other, those side by side in any order."""
    chains = _Chains(trace)
    groups: list[list[int]] = []
    side = None
    for number in numbers:
        here = chains.side_of(slots[number].calls[0])
        if groups and here is not None and side == here:
            groups[-1].append(number)
        else:
            groups.append([number])
        side = here
    parts: list[Tree | int] = []
    for group in groups:
        found = _order_of_group(group, slots, chains)
        if isinstance(found, Tree) and found.kind == "sequence":
            parts += found.parts
        else:
            parts.append(found)
    return _as_tree(parts[0]) if len(parts) == 1 else Tree("sequence", tuple(parts))


def _order_of_group(group: list[int], slots: Sequence[Slot], chains: _Chains) -> Tree | int:
    if len(group) > _MOST_SLOTS:
        return Tree("any_order", tuple(group))
    before = {
        one: {other: _comes_before(slots[one], slots[other], [chains]) for other in group}
        for one in group
    }
    return _arranged(group, before, 0)


class _Chains:
    """For each call of a trace the calls that enclose it, and which calls stand side by side."""

    def __init__(self, trace: Trace) -> None:
        columns = trace.columns
        self._parents = columns.call_parents
        self._kinds = columns.kinds
        self._steps = columns.call_steps
        self._threads = trace.graph().threads if columns.has_nesting else None
        self._of_step = {step: number for number, step in enumerate(columns.call_steps)}

    def _chain(self, number: int) -> list[int]:
        """The call and those that enclose it, outermost first."""
        chain = [number]
        if self._threads is None:
            return chain
        thread = self._threads.of_step[self._steps[number]]
        while thread:
            step = self._threads.spawned_by[thread]
            if step not in self._of_step:
                break
            chain.append(self._of_step[step])
            thread = self._threads.of_step[step]
        return chain[::-1]

    def side_of(self, number: int) -> int | None:
        """What calls side by side share: the model call that asked for the outermost of them."""
        parent = self._parents[self._chain(number)[0]]
        return parent if parent >= 0 and self._kinds[parent] == "assistant" else None

    def are_ordered(self, one: int, other: int) -> bool:
        """Whether the one came before the other, and not only beside it."""
        if one > other:
            return False
        for a, b in zip(self._chain(one), self._chain(other), strict=False):
            if a != b:
                parent = self._parents[a]
                beside = parent >= 0 and parent == self._parents[b]
                return not (beside and self._kinds[parent] == "assistant")
        return True  # one encloses the other


def _comes_before(one: Slot, other: Slot, chains: Sequence[_Chains]) -> bool:
    """Whether no trace shows that the first may come after the second or beside it.

    Where no trace has both, the one that comes earlier on average goes first.
    """
    if one is other:
        return False
    both = [at for at in one.calls if at in other.calls]
    if not both:
        return (one.rank, one.tool) < (other.rank, other.tool)
    return all(chains[at].are_ordered(one.calls[at], other.calls[at]) for at in both)


def _arranged(numbers: list[int], before: Before, depth: int) -> Tree | int:
    """The slots as a tree: cut where all of the first come before all of the rest, else apart."""
    if len(numbers) == 1:
        return numbers[0]
    if depth >= _DEEPEST or not numbers:
        return Tree("any_order", tuple(numbers))
    for kind, split in (("sequence", _cut), ("any_order", _apart)):
        blocks = split(numbers, before)
        if len(blocks) > 1:
            parts = tuple(_arranged(block, before, depth + 1) for block in blocks)
            return Tree("sequence" if kind == "sequence" else "any_order", parts)
    return _without_the_loosest(numbers, before, depth)


def _cut(numbers: list[int], before: Before) -> list[list[int]]:
    """Blocks of which each comes wholly before the next."""
    earlier = {one: sum(before[other][one] for other in numbers) for one in numbers}
    ordered = sorted(numbers, key=lambda one: earlier[one])  # stable: by rank where equal
    blocks: list[list[int]] = []
    last = -1  # the last slot that some slot so far does not come before
    for place, one in enumerate(ordered):
        if last < place:
            blocks.append([])
        blocks[-1].append(one)
        later = range(len(ordered) - 1, max(last, place), -1)
        last = next((at for at in later if not before[one][ordered[at]]), max(last, place))
    return blocks


def _apart(numbers: list[int], before: Before) -> list[list[int]]:
    """Blocks that have no order among them."""
    left, blocks = dict.fromkeys(numbers), list[list[int]]()
    while left:
        block = [next(iter(left))]
        del left[block[0]]
        for one in block:  # grows while it is walked
            found = [other for other in left if before[one][other] or before[other][one]]
            block += found
            for other in found:
                del left[other]
        blocks.append(sorted(block, key=numbers.index))
    return blocks


def _without_the_loosest(numbers: list[int], before: Before, depth: int) -> Tree:
    """The slots where neither cut is to be had: the one with the least order stands beside."""
    loosest = min(
        numbers, key=lambda one: sum(before[one][at] or before[at][one] for at in numbers)
    )
    rest = _arranged([one for one in numbers if one != loosest], before, depth)
    if isinstance(rest, Tree) and rest.kind == "any_order":
        return Tree("any_order", (*rest.parts, loosest))
    return Tree("any_order", (rest, loosest))
