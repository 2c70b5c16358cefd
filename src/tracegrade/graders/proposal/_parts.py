"""Trees of slots as parts of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders._expectation import ExpectedCall, Group, Part
from tracegrade.graders._expectation._values import recorded
from tracegrade.graders.proposal._order import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counted_parts", "part_of"]


def part_of(tree: Tree | int, calls: Sequence[ExpectedCall], required: Sequence[bool]) -> Part:
    """The part that a tree of slots means.

    Args:
        tree: The tree, or one slot.
        calls: The expected call of each slot.
        required: Of each slot, whether all traces have it.
    """
    if isinstance(tree, int):
        return calls[tree] if required[tree] else Group("optional", (calls[tree],))
    parts: list[Part] = []
    for run in _runs(tree, calls):
        if isinstance(run, Tree):
            parts.append(part_of(run, calls, required))
        elif len(run) == 1:
            parts.append(part_of(run[0], calls, required))
        else:
            least = sum(required[number] for number in run)
            parts.append(Group("repeat", (calls[run[0]],), least, len(run)))
    return Group(tree.kind, tuple(parts))


def _runs(tree: Tree, calls: Sequence[ExpectedCall]) -> list[list[int] | Tree]:
    """The parts of a tree, slots with equal calls together: neighbours only where there is order."""
    runs: list[list[int] | Tree] = []
    open_runs: dict[Any, list[int]] = {}
    for part in tree.parts:
        if isinstance(part, Tree):
            runs.append(part)
        key = None if isinstance(part, Tree) else _key_of(calls[part])
        if tree.kind == "sequence":
            open_runs = {one: run for one, run in open_runs.items() if one == key}
        if isinstance(part, Tree):
            continue
        if key not in open_runs:
            open_runs[key] = []
            runs.append(open_runs[key])
        open_runs[key].append(part)
    return runs


def _key_of(call: ExpectedCall) -> Any:
    return call.tool, _json.canonical(recorded(call.arguments))


def counted_parts(call: ExpectedCall, counts: Sequence[int]) -> Part:
    """A call as often as it came: at least and at most."""
    least, most = min(counts), max(counts)
    if (least, most) == (1, 1):
        return call
    return Group("optional", (call,)) if most == 1 else Group("repeat", (call,), least, most)
