"""Happens-before inside a thread: a sequence in which parallel calls fork and join.

Calls of one model call run side by side, so none of them comes before another, and a result comes
after its own call only. The next step that is neither joins them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracegrade.model import Columns

__all__ = ["ThreadOrder"]

Pair = tuple[int, int]


class ThreadOrder:
    """The order of the steps of one or more threads.

    Attributes:
        pairs: (earlier, later) for each `next` edge.
        branches: For each call, and each result of one that ran side by side with others: the
            first call of its fork, and the call that began its branch.
    """

    __slots__ = ("branches", "pairs")

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.branches: dict[int, Pair] = {}

    def follow(self, columns: Columns, steps: Iterable[int]) -> None:
        """Add the steps of one thread, one after the other."""
        pairs, branches = self.pairs, self.branches
        kinds, parents, call_of = columns.kinds, columns.parents, columns.call_of_result
        group = first = -1  # the model call whose calls are running, and the first of these
        base: list[int] = []  # what came before that first call
        latest: list[int] = []  # the steps that no later one follows yet
        for step in steps:
            before: Sequence[int] = latest
            if kinds[step] == "tool_call":
                beside = 0 <= parents[step] == group and kinds[group] == "assistant"
                if beside:
                    before = base
                    latest.append(step)
                else:
                    group, first, base, latest = parents[step], step, latest, [step]
                branches[step] = (first, step)
            elif (call := call_of.get(step, -1)) in branches and branches[call][0] == first >= 0:
                before = (call,)
                latest[latest.index(call)] = step
                branches[step] = branches[call]
            else:
                group, first, latest = -1, -1, [step]
            pairs += [(earlier, step) for earlier in before]
