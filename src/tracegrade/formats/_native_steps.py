"""Native step records into columns: references resolved, oddities noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json
from tracegrade.formats._building import Note
from tracegrade.formats._pairing import OpenCalls
from tracegrade.model import Columns

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["NativeSteps"]


class NativeSteps:
    """Columns being filled from checked native steps.

    Attributes:
        columns: What has been read.
        notes: Whatever was odd.
    """

    def __init__(self, steps: list[Detail]) -> None:
        self.columns = Columns()
        self.notes: list[Note] = []
        self._positions: dict[str, int] = {}
        self._numbers: dict[int, int] = {}
        self._open = OpenCalls(self.columns.call_parents)
        self._parents: list[int] = []
        ids = [self._name(step, place) for place, step in enumerate(steps)]
        for place, step in enumerate(steps):
            self._add(step, place)
        self.columns.ids = ids
        self.columns.parents = self._parents

    def _name(self, step: Detail, place: int) -> str:
        """The id of a step; one that occurs again gets a number behind it."""
        step_id = step["id"]
        if step_id in self._positions:
            message = (
                f"step id {step_id!r} occurs twice; the later one is read as {step_id}~{place}"
            )
            self._note("duplicate-id", message, place, "id")
            step_id = f"{step_id}~{place}"
        self._positions[step_id] = place
        return step_id

    def _add(self, step: Detail, place: int) -> None:
        columns = self.columns
        kind = step["kind"]
        columns.kinds.append(kind)
        text = step.get("text")
        if text is None and type(step.get("content")) is str:
            text = step["content"]
        columns.texts.append(text)
        columns.details[place] = step
        self._parents.append(self._parent(step, place))
        if kind == "tool_call":
            self._add_call(step, place)
        elif kind == "tool_result":
            self._add_result(step, place)
        elif kind in _REFERENCES:
            for name in _REFERENCES[kind]:
                if step.get(name) is not None and step[name] not in self._positions:
                    message = f"{name} {step[name]!r} is the id of no step"
                    self._note("unknown-reference", message, place, name)

    def _parent(self, step: Detail, place: int) -> int:
        parent = step.get("parent")
        if parent is None:
            return -1
        position = self._positions.get(parent, -1)
        if position < 0:
            self._note("unknown-parent", f"parent {parent!r} is the id of no step", place, "parent")
        elif position >= place:
            message = f"parent {parent!r} does not come before its child"
            self._note("cyclic-parent", message, place, "parent")
            return -1
        return position

    def _add_call(self, step: Detail, place: int) -> None:
        columns = self.columns
        self._numbers[place] = len(columns.call_steps)
        columns.call_steps.append(place)
        columns.call_tools.append(step["tool"])
        columns.call_ids.append(step.get("call_id"))
        columns.call_arguments.append(step.get("arguments"))
        columns.call_parents.append(self._parents[place])
        columns.call_results.append(-1)
        self._open.add(step.get("call_id"), len(columns.call_steps) - 1)

    def _add_result(self, step: Detail, place: int) -> None:
        columns = self.columns
        call = step.get("call")
        number = -1
        if call is None:
            number = self._open.take(step.get("call_id"))
        else:
            number = self._numbers.get(self._positions.get(call, -1), -1)
        if number >= 0 and columns.call_results[number] < 0:
            columns.call_results[number] = place
            return
        named = repr(call if call is not None else step.get("call_id"))
        message = f"result for call {named}, which no earlier step left open"
        self._note("orphan-result", message, place, "call")

    def _note(self, code: str, message: str, place: int, field: str) -> None:
        self.notes.append(Note(code, message, _json.pointer("steps", place, field)))


_REFERENCES: dict[str, tuple[str, ...]] = {
    "approval_decision": ("request",),
    "handoff": ("call",),
    "error": ("call",),
}
