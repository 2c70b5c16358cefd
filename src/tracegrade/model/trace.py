"""A trace: one attempt of an agent at a case, with everything that the capture holds of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tracegrade.model import _statuses, _sugar, _views
from tracegrade.model.columns import Columns
from tracegrade.model.problem import Problem, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tracegrade.model.capability import Capability
    from tracegrade.model.case import Case
    from tracegrade.model.step import CallStatus, Step, ToolCall

__all__ = ["Completion", "Outcome", "ToolDefinition", "Trace"]

Completion = Literal["complete", "truncated", "interrupted", "pending"]
"""How the capture ends, where it says so."""

_NO_CAPABILITIES: frozenset[Capability] = frozenset()


@dataclass(slots=True, kw_only=True)
class Outcome:
    """How the attempt ended, as the capture records it; tracegrade adds nothing of its own.

    What a record says beyond these fields is in `extra`.

    Example:
        >>> Outcome(reward=0.0).success is None
        True
    """

    success: bool | None = None
    reward: float | None = None
    scores: dict[str, Any] = field(default_factory=dict[str, Any])
    end_state: Any = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(slots=True, kw_only=True)
class ToolDefinition:
    """A tool as the capture declares it to the model; whatever else it says is in `extra`.

    Example:
        >>> ToolDefinition(name="refund", parameters={"type": "object"}).name
        'refund'
    """

    name: str
    description: str | None = None
    parameters: dict[str, Any] | None = None
    annotations: dict[str, Any] | None = None
    server: str | None = None
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


class Trace:
    """One attempt of an agent at a case.

    Made by a reader in one checked pass. `steps`, `tool_calls`, `messages` and `final_answer` are
    views, made when first asked for.

    Attributes:
        trace_id: Unique among the traces read together, unless the input repeats it.
        case_id: The case that was attempted, if the record names one.
        trial: Which attempt at the case this is, from 0, if the record says so.
        run: The run it belongs to, if the record names one.
        agent: Name of the (first) agent.
        model: Name of the (first) model.
        started_at: When it began, aware UTC.
        ended_at: When it ended, aware UTC.
        tools: Tools that the capture declares.
        outcome: How it ended, as recorded, or `None`.
        completion: How the capture ends, or `None` where it does not say.
        metadata: Whatever else the record says of the trace.
        capabilities: What this capture can show.
        problems: What was odd about the record.
        source: Where it was read.
        case: The case itself, where cases were loaded beside the traces.
        columns: The columns; for graders on the hot path, read-only.

    Example:
        >>> columns = Columns()
        >>> columns.kinds.append("assistant")
        >>> columns.texts.append("Done.")
        >>> Trace("t-1", columns).final_answer
        'Done.'
    """

    __slots__ = (
        "_cache",
        "agent",
        "capabilities",
        "case",
        "case_id",
        "columns",
        "completion",
        "ended_at",
        "metadata",
        "model",
        "outcome",
        "problems",
        "run",
        "source",
        "started_at",
        "tools",
        "trace_id",
        "trial",
    )

    def __init__(
        self,
        trace_id: str,
        columns: Columns,
        *,
        source: Source | None = None,
        capabilities: frozenset[Capability] = _NO_CAPABILITIES,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.trace_id = trace_id
        self.columns = columns
        self.source = source
        self.capabilities = capabilities
        self.problems = problems
        self.case_id: str | None = None
        self.trial: int | None = None
        self.run: str | None = None
        self.agent: str | None = None
        self.model: str | None = None
        self.started_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.tools: tuple[ToolDefinition, ...] = ()
        self.outcome: Outcome | None = None
        self.completion: Completion | None = None
        self.metadata: dict[str, Any] | None = None
        self.case: Case | None = None
        self._cache: dict[str, Any] | None = None

    def __len__(self) -> int:
        return len(self.columns.kinds)

    def __repr__(self) -> str:
        return f"<Trace {self.trace_id!r}: {len(self)} steps, {len(self.columns.call_steps)} calls>"

    def graph(self) -> Any:
        """The trace's `StepGraph`, made once."""
        return _sugar.function("graph")(self)

    def to_networkx(self) -> Any:
        """The step graph as a `networkx.MultiDiGraph`, made once."""
        return _sugar.function("to_networkx")(self)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step in order, as views."""
        return self.cached("steps", _views.steps)

    @property
    def tool_calls(self) -> tuple[ToolCall, ...]:
        """Every tool call in order, as views."""
        return self.cached("tool_calls", _views.tool_calls)

    @property
    def messages(self) -> tuple[Step, ...]:
        """The system, user and assistant steps in order."""
        kinds = ("system", "user", "assistant")
        return tuple(step for step in self.steps if step.kind in kinds)

    @property
    def call_statuses(self) -> list[CallStatus]:
        """The status of each tool call, in order."""
        return self.cached("call_statuses", _statuses.call_statuses)

    @property
    def final_index(self) -> int:
        """Position of the final answer among the steps, or -1: see `final_answer`."""
        return self.cached("final_index", _statuses.final_index)

    @property
    def final_answer(self) -> str | None:
        """What the agent said last, or `None` if it never came to an answer.

        It is the last step marked final; where no step is, the text of the last model call of the
        outermost thread, provided that it asked for no tool.
        """
        index = self.final_index
        return None if index < 0 else self.columns.texts[index]

    def step(self, step_id: str) -> Step:
        """The step with this id.

        Raises:
            KeyError: The trace has no such step.
        """
        return self.steps[self.position(step_id)]

    def position(self, step_id: str) -> int:
        """The position of the step with this id.

        Raises:
            KeyError: The trace has no such step.
        """
        return self.columns.positions[step_id]

    def can_show(self, *capabilities: Capability) -> bool:
        """Whether the capture can show all of these."""
        return self.capabilities.issuperset(capabilities)

    def cached(self, name: str, make: Callable[[Trace], Any]) -> Any:
        """What `make` gives for this trace, worked out once; layers above keep views here."""
        cache = self._cache
        if cache is None:
            cache = self._cache = {}
        if name not in cache:
            cache[name] = make(self)
        return cache[name]
