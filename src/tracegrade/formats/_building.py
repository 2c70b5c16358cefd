"""Filling the columns of a trace step by step, with calls and results paired on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._pairing import OpenCalls
from tracegrade.model import Columns

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail, Problem, StepKind

__all__ = ["ColumnsBuilder", "Note", "noted"]


class Note(NamedTuple):
    """Something odd met while building; its pointer is relative to what is being read."""

    code: str
    message: str
    pointer: str


def noted(record: Record, notes: list[Note], prefix: str = "") -> tuple[Problem, ...]:
    """The problems of a trace: what decoding noted, and what building it noted."""
    if not notes:
        return record.problems
    built = (record.problem(code, message, prefix + place) for code, message, place in notes)
    return record.problems + tuple(built)


class ColumnsBuilder:
    """Columns under construction.

    Attributes:
        columns: What has been built so far.
        notes: Whatever was odd.

    Example:
        >>> builder = ColumnsBuilder()
        >>> call = builder.call("refund", "c1", {"order_id": "A-1"}, parent=-1)
        >>> builder.result("c1", "ok", pointer="/messages/3") == call + 1
        True
        >>> builder.columns.call_results
        [1]
    """

    def __init__(self) -> None:
        self.columns = Columns()
        self._parents: list[int] = []
        self._nests = False
        self.notes: list[Note] = []
        self._open = OpenCalls(self.columns.call_parents)

    @property
    def parents(self) -> list[int]:
        """The position of each step's parent so far, or -1; those of the columns may be cached."""
        return self._parents

    def step(
        self, kind: StepKind, text: str | None = None, *, parent: int = -1, **detail: Any
    ) -> int:
        """Add a step; returns its position. Details that are `None` are left out."""
        known = {key: value for key, value in detail.items() if value is not None}
        return self.add(kind, text, parent, known)

    def add(self, kind: StepKind, text: str | None, parent: int, detail: Detail) -> int:
        """Add a step whose details hold no `None`; returns its position."""
        columns = self.columns
        index = len(columns.kinds)
        columns.kinds.append(kind)
        columns.texts.append(text)
        self._parents.append(parent)
        if parent >= 0 and not self._nests and kind != "tool_call":
            self._nests = True
            columns.parents = self._parents  # until here the columns know every parent themselves
        if detail:
            columns.details[index] = detail
        return index

    def call(
        self,
        tool: str,
        call_id: str | None,
        arguments: Any,
        *,
        parent: int,
        pointer: str = "",
        **detail: Any,
    ) -> int:
        """Add a tool call made by the model call at `parent`; returns its position."""
        known = {key: value for key, value in detail.items() if value is not None}
        return self.add_call(tool, call_id, arguments, parent, known, pointer)

    def add_call(
        self,
        tool: str,
        call_id: str | None,
        arguments: Any,
        parent: int,
        detail: Detail,
        pointer: str = "",
    ) -> int:
        """Add a tool call whose details hold no `None`; returns its position."""
        columns = self.columns
        index = len(columns.kinds)
        columns.kinds.append("tool_call")
        columns.texts.append(None)
        self._parents.append(parent)
        if detail:
            columns.details[index] = detail
        number = len(columns.call_steps)
        columns.call_steps.append(index)
        columns.call_tools.append(tool)
        columns.call_ids.append(call_id)
        columns.call_arguments.append(arguments)
        columns.call_parents.append(parent)
        columns.call_results.append(-1)
        if parent >= 0 and columns.kinds[parent] != "assistant":
            columns.parents = self._parents  # it lies inside another call
        if self._open.add(call_id, number):
            message = f"call id {call_id!r} is used twice by one model call"
            self.notes.append(Note("duplicate-id", message, pointer))
        return index

    def result(
        self, call_id: str | None, text: str | None, *, pointer: str = "", **detail: Any
    ) -> int:
        """Add a result and pair it with its call; returns its position."""
        columns = self.columns
        number = self._open.take(call_id)
        if number < 0:
            message = f"result for call id {call_id!r}, which no earlier call left open"
            self.notes.append(Note("orphan-result", message, pointer))
            return self.step("tool_result", text, call_id=call_id, **detail)
        columns.call_results[number] = len(columns.kinds)
        known = {key: value for key, value in detail.items() if value is not None}
        return self.add("tool_result", text, -1, known)
