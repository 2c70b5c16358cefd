"""One line for every call: matched with which, missing, extra, wrong, out of order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tracegrade._assignment import heaviest_pairs
from tracegrade.graders._expectation._compare import Fault
from tracegrade.graders._expectation._parts import say
from tracegrade.graders._expectation._plan import say_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders._expectation._alignment import Alignment, Pair, Unmade
    from tracegrade.graders._expectation._observed import Observed
    from tracegrade.graders._expectation._plan import Leaf, Place, Plan

__all__ = ["CallLine", "LineStatus", "lines_of"]

LineStatus = Literal[
    "matched",
    "wrong_arguments",
    "out_of_order",
    "missing",
    "extra",
    "allowed_extra",
    "undecided",
]
"""What became of a call, expected or observed."""


@dataclass(slots=True)
class CallLine:
    """What became of one call.

    Attributes:
        status: What became of it.
        text: The same in a line for people.
        step_id: Step of the observed call; of a missing one, the call it should have come after,
            else before, else the last step of the trace.
        tool: Tool that was called or expected.
        place: Where the expected call stands, as a JSON pointer into the data form of the plan.
        leaf: The expected call, or `None` for an extra one.
        call: Place of the observed call among those that count, or -1.
        faults: Where its arguments are wrong.
        credit: The share of the expected call that was right, 0..1.
        wanted: Where an expected call belongs, what would have been right in place of an extra, or
            why it is undecided.
        options: The expected calls of which one is missing.
    """

    status: LineStatus
    text: str
    step_id: str | None
    tool: str
    place: str | None = None
    leaf: Leaf | None = None
    call: int = -1
    faults: Sequence[Fault] = ()
    credit: float = 0.0
    wanted: str = ""
    options: tuple[Leaf, ...] = ()

    def record(self) -> dict[str, Any]:
        """The line as JSON."""
        made: dict[str, Any] = {
            "status": self.status,
            "line": self.text,
            "step": self.step_id,
            "tool": self.tool,
            "expected": self.place,
        }
        if self.faults:
            made["faults"] = [
                {"path": one.pointer, "expected": one.expected, "observed": one.observed}
                for one in self.faults
            ]
        return made


def lines_of(plan: Plan, observed: Observed, found: Alignment, prefix: str) -> list[CallLine]:
    """A line for every observed call in order, and then for every missing one."""
    return _Lines(plan, observed, found, prefix).made()


class _Lines:
    def __init__(self, plan: Plan, observed: Observed, found: Alignment, prefix: str) -> None:
        self._plan = plan
        self._observed = observed
        self._found = found
        self._prefix = prefix
        self._pairs = {pair.call: pair for pair in found.pairs}
        self._bound: dict[str, Any] = {}
        columns = observed.trace.columns
        ids, steps = columns.ids, columns.call_steps
        self._steps = [ids[steps[number]] for number in observed.numbers]

    def made(self) -> list[CallLine]:
        late = self._out_of_order()
        lines: list[CallLine] = []
        for call in range(len(self._observed)):
            pair = self._pairs.get(call)
            if pair is not None:
                lines.append(self._paired(pair))
            elif call in late:
                lines.append(self._late(call, late[call]))
            else:
                lines.append(self._extra(call))
        placed = set(map(id, late.values()))
        return lines + [self._missing(one) for one in self._found.unmade if id(one) not in placed]

    def _out_of_order(self) -> dict[int, Unmade]:
        """Extra calls that are as expected where they are missing, only elsewhere."""
        if self._plan.shape == "any_order" or not self._found.unmade:
            return {}
        weights = [
            {
                call: 1
                for index in one.leaves
                for call in self._observed.meeting(self._plan.leaves[index])
                if call not in self._pairs
            }
            for one in self._found.unmade
        ]
        return {call: self._found.unmade[row] for row, call in heaviest_pairs(weights)}

    def _fitting(self, leaf: Leaf, calls: list[int]) -> list[int]:
        able = set(self._observed.candidates(leaf))
        return [call for call in calls if call in able and not self._observed.quality(leaf, call)]

    def _paired(self, pair: Pair) -> CallLine:
        leaf = self._plan.leaves[pair.leaf]
        quality = self._observed.quality(leaf, pair.call)
        tool, step = self._observed.tools[pair.call], self._steps[pair.call]
        line = CallLine("matched", "", step, tool, self._say(pair.place), leaf, pair.call)
        faults, credit = self._faults(leaf, pair.call, quality)
        if faults:
            line.status, line.faults, line.credit = "wrong_arguments", faults, credit
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            said = faults[0].message
            line.text = f"wrong arguments: {tool!r} ({step}) for {line.place}: {said}{more}"
        elif quality == 1:
            line.status = "undecided"
            line.wanted = self._observed.doubt(leaf, pair.call)
            line.text = f"undecided: {tool!r} ({step}) for {line.place}: {line.wanted}"
        else:
            line.credit = 1.0
            line.text = f"matched: {tool!r} ({step}) is {line.place}"
        return line

    def _faults(self, leaf: Leaf, call: int, quality: int) -> tuple[Sequence[Fault], float]:
        """Where the arguments of a paired call are wrong, and the share that is right."""
        if quality == 1 or (quality == 0 and not leaf.test.names):
            return (), 1.0
        made = self._observed.compared(leaf, call)
        if made.faults:
            return made.faults, made.credit
        for name, key in made.bound.items():
            if self._bound.setdefault(name, key) != key:
                value, before = _spelled(key), _spelled(self._bound[name])
                pointer = made.bound_at[name]
                said = f"{pointer} is {value!r}, expected the same {name} as before, {before!r}"
                return (Fault(pointer, before, value, said),), (made.right - 1) / made.total
        return (), 1.0

    def _extra(self, call: int) -> CallLine:
        kind = self._observed.extra_kinds[call]
        tool, step = self._observed.tools[call], self._steps[call]
        if kind == 0:
            text = f"extra, allowed: {tool!r} ({step})"
            return CallLine("allowed_extra", text, step, tool, call=call)
        line = CallLine("extra", "", step, tool, call=call)
        if kind == 1:
            line.status = "undecided"
            line.text = f"extra, undecided: {tool!r} ({step}): nothing tells what effect it has"
        else:
            line.text = f"extra: {tool!r} ({step}) is not expected"
            line.wanted = "no such call"
        return line

    def _late(self, call: int, unmade: Unmade) -> CallLine:
        leaf = self._plan.leaves[unmade.leaves[0]]
        tool, step = self._observed.tools[call], self._steps[call]
        line = CallLine("out_of_order", "", step, tool, self._say(unmade.place), leaf, call)
        line.credit, line.wanted = 0.5, self._where(unmade.place)[0]
        line.text = (
            f"out of order: {tool!r} ({step}) is {line.place}, and should come {line.wanted}"
        )
        return line

    def _missing(self, unmade: Unmade) -> CallLine:
        leaves = [self._plan.leaves[index] for index in unmade.leaves]
        wanted, anchor = self._where(unmade.place)
        said = " or ".join(say(leaf.call) for leaf in leaves)
        place = self._say(unmade.place)
        line = CallLine("missing", "", anchor, leaves[0].call.tool, place, leaves[0])
        line.wanted, line.options = wanted, tuple(leaves)
        line.text = f"missing: {said} ({place})" + (f", should come {wanted}" if wanted else "")
        return line

    def _where(self, place: Place) -> tuple[str, str | None]:
        """Between which calls an expected call belongs, and the step to look at."""
        before = after = None
        for pair in self._found.pairs:
            side = _side(pair.place, place)
            if side < 0:
                before = pair.call
            elif side > 0 and after is None:
                after = pair.call
        said = [
            f"{word} {self._observed.tools[call]!r} ({self._steps[call]})"
            for word, call in (("after", before), ("before", after))
            if call is not None
        ]
        for call in (before, after):
            if call is not None:
                return " and ".join(said), self._steps[call]
        for pair in self._found.pairs:
            if _are_side_by_side(pair.place, place):
                tool, step = self._observed.tools[pair.call], self._steps[pair.call]
                return f"side by side with {tool!r} ({step})", step
        ids = self._observed.trace.columns.ids
        return "", ids[-1] if ids else None

    def _say(self, place: Place) -> str:
        return say_place(place, self._prefix)


def _spelled(key: Any) -> Any:
    """The value that a spelling stands for, as near as it can be shown."""
    return key.decode("utf-8", "replace") if isinstance(key, bytes) else key


def _are_side_by_side(one: Place, other: Place) -> bool:
    """Whether two places are in the same group of calls that one model call asks for."""
    ends = [at for at, part in enumerate(other) if part == "parallel"]
    return bool(ends) and one[: ends[-1] + 1] == other[: ends[-1] + 1]


def _side(one: Place, other: Place) -> int:
    """-1 if one place comes before the other in a sequence, 1 if after, 0 if neither."""
    group: str | int = ""
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            if group != "sequence" or isinstance(mine, str) or isinstance(theirs, str):
                return 0
            return -1 if mine < theirs else 1
        group = mine
    return 0
