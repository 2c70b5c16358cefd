"""The columns of a trace: what readers fill and everything else reads.

A trace is kept as a few parallel lists instead of one object a step, because making objects is
what costs time: 47 step objects take longer to build than the JSON of their trace takes to
decode. Views (`trace.steps` and its like) are made from the columns when somebody asks.
"""

from __future__ import annotations

from typing import Any

from tracegrade.model.step import StepKind

__all__ = ["Columns", "Detail", "step_ids"]

Detail = dict[str, Any]
"""The fields of one step beyond kind and text, named and shaped as in the native record."""

_COMMON_IDS = tuple(f"s{index}" for index in range(4096))  # nearly every trace is shorter


def step_ids(count: int) -> list[str]:
    """The ids `s0`, `s1`, ... that steps get where the format names none.

    Example:
        >>> step_ids(3)
        ['s0', 's1', 's2']
    """
    if count <= len(_COMMON_IDS):
        return list(_COMMON_IDS[:count])
    return [f"s{index}" for index in range(count)]


class Columns:
    """One trace as parallel lists; position `i` of each step column is step `i`.

    Attributes:
        kinds: Kind of each step.
        texts: Text of each step; `None` where it has none, or none that is a plain string.
        details: Further fields of those steps that have some, by position.
        ids: Id of each step; empty until asked for where the format names none.
        parents: Position of each step's parent, -1 for none; unless a reader says otherwise, a
            call's parent is its model call and no other step has one.
        call_steps: For each tool call, its position among the steps.
        call_tools: For each tool call, the tool's name.
        call_ids: For each tool call, the id that results name, if any.
        call_arguments: For each tool call, JSON text not yet decoded, or a decoded value.
        call_parents: For each tool call, the position of the model call that made it, or -1.
        call_results: For each tool call, the position of its result, or -1.

    Example:
        >>> columns = Columns()
        >>> columns.kinds.append("user")
        >>> columns.texts.append("Where is my order?")
        >>> len(columns)
        1
    """

    __slots__ = (
        "_call_of_result",
        "_has_common_ids",
        "_ids",
        "_nests",
        "_parents",
        "_positions",
        "call_arguments",
        "call_ids",
        "call_parents",
        "call_results",
        "call_steps",
        "call_tools",
        "details",
        "kinds",
        "texts",
    )

    def __init__(self) -> None:
        self.kinds: list[StepKind] = []
        self.texts: list[str | None] = []
        self.details: dict[int, Detail] = {}
        self.call_steps: list[int] = []
        self.call_tools: list[str] = []
        self.call_ids: list[str | None] = []
        self.call_arguments: list[Any] = []
        self.call_parents: list[int] = []
        self.call_results: list[int] = []
        self._ids: list[str] = []
        self._has_common_ids = True
        self._parents: list[int] | None = None
        self._nests: bool | None = False
        self._call_of_result: dict[int, int] | None = None
        self._positions: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self.kinds)

    @property
    def ids(self) -> list[str]:
        """The id of each step, in order."""
        if self._has_common_ids and len(self._ids) != len(self.kinds):
            self._ids = step_ids(len(self.kinds))
        return self._ids

    @ids.setter
    def ids(self, ids: list[str]) -> None:
        """Name the steps."""
        self._ids = ids
        self._has_common_ids = False

    @property
    def has_common_ids(self) -> bool:
        """Whether the ids are `s0`, `s1`, ... because the format names none."""
        return self._has_common_ids

    @property
    def positions(self) -> dict[str, int]:
        """The position of each step by its id; of equal ids the last."""
        if self._positions is None:
            self._positions = {step_id: index for index, step_id in enumerate(self.ids)}
        return self._positions

    @property
    def parents(self) -> list[int]:
        """The position of each step's parent, or -1."""
        if self._parents is None:
            self._parents = [-1] * len(self.kinds)
            for step, parent in zip(self.call_steps, self.call_parents, strict=True):
                self._parents[step] = parent
        return self._parents

    @parents.setter
    def parents(self, parents: list[int]) -> None:
        """Say what every step's parent is."""
        self._parents = parents
        self._nests = None

    @property
    def call_of_result(self) -> dict[int, int]:
        """The position of the call that each paired result answers, by the result's position."""
        if self._call_of_result is None:
            pairs = zip(self.call_results, self.call_steps, strict=True)
            self._call_of_result = {result: call for result, call in pairs if result >= 0}
        return self._call_of_result

    @property
    def has_nesting(self) -> bool:
        """Whether any step but a call of a model call may lie inside another."""
        if self._nests is None:
            kinds = self.kinds
            self._nests = any(
                parent >= 0 and (kind != "tool_call" or kinds[parent] != "assistant")
                for parent, kind in zip(self._parents or (), kinds, strict=False)
            )
        return self._nests
