"""Which calls of a trace a grader looks at: all, or those of a turn, an agent or a sub-agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracegrade._globs import glob
from tracegrade.errors import UsageError
from tracegrade.graders._calls import Counted, counted_calls

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = [
    "Scope",
    "agents_of_threads",
    "call_agents",
    "call_turns",
    "selected_calls",
    "turn_count",
    "turns_of_steps",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of a trace, by who made the calls and when.

    Attributes:
        agent: Name or glob of the agent that made the call. A call of a sub-agent is the
            sub-agent's, not that of the agent that started it.
        turn: Number of the turn, from 1; a turn begins with each user message. -1 is the last.
        inside: Name or glob of a tool (or of the agent handed over to); only calls made inside a
            call of it, at any depth.
        nested: Whether calls of sub-agents are looked at at all.

    Raises:
        UsageError: `turn` is 0, or `inside` is asked for without nested calls.

    Example:
        >>> Scope(agent="billing", turn=1).nested
        True
    """

    agent: str | None = None
    turn: int | None = None
    inside: str | None = None
    nested: bool = True

    def __post_init__(self) -> None:
        if self.turn == 0:
            raise UsageError("turns are numbered from 1", hint="the last one is -1")
        if self.inside is not None and not self.nested:
            raise UsageError("calls inside a call are nested", hint="leave nested as it is")

    def missing_in(self, trace: Trace) -> str | None:
        """What the capture lacks for telling which calls these are, if it lacks something."""
        if self.agent is None or not trace.columns.call_steps:
            return None
        if any(agent is not None for agent in call_agents(trace)):
            return None
        return "this capture does not say which agent made a call"


def selected_calls(trace: Trace, counted: Counted, scope: Scope | None) -> list[int] | None:
    """Numbers of the calls that count and lie in the scope, or `None` if all do."""
    numbers = counted_calls(trace, counted)
    if scope is None:
        return numbers
    lies_in = _Selector(trace, scope).lies_in
    every = range(len(trace.columns.call_steps))
    return [number for number in (every if numbers is None else numbers) if lies_in(number)]


class _Selector:
    def __init__(self, trace: Trace, scope: Scope) -> None:
        self._scope = scope
        self._trace = trace
        self._agents = call_agents(trace) if scope.agent is not None else []
        self._matches = glob(scope.agent) if scope.agent is not None else None
        self._turns = call_turns(trace) if scope.turn is not None else []
        self._turn = self._wanted_turn()
        self._enclosing: dict[int, bool] = {}

    def _wanted_turn(self) -> int:
        turn = self._scope.turn or 0
        return turn if turn >= 0 else turn_count(self._trace) + 1 + turn

    def lies_in(self, number: int) -> bool:
        if self._matches is not None and not self._matches(self._agents[number] or ""):
            return False
        if self._turns and self._turns[number] != self._turn:
            return False
        if self._scope.inside is not None:
            return self._is_inside(number, self._scope.inside)
        return self._scope.nested or not _thread_of(self._trace, number)

    def _is_inside(self, number: int, tool: str) -> bool:
        threads = self._trace.graph().threads
        innermost = thread = _thread_of(self._trace, number)
        if innermost not in self._enclosing:
            names: list[str] = []
            while thread:
                call = threads.spawned_by[thread]
                names.append(_name_of(self._trace, call) or "")
                thread = threads.of_step[call]
            self._enclosing[innermost] = any(map(glob(tool), names))
        return self._enclosing[innermost]


def _thread_of(trace: Trace, number: int) -> int:
    if not trace.columns.has_nesting:
        return 0
    return trace.graph().threads.of_step[trace.columns.call_steps[number]]


def _name_of(trace: Trace, step: int) -> str | None:
    """The tool of a call step, or the agent that a handoff goes to."""
    columns = trace.columns
    if columns.kinds[step] == "handoff":
        return columns.details.get(step, {}).get("to")
    return columns.call_tools[columns.call_steps.index(step)]


def call_agents(trace: Trace) -> list[str | None]:
    """The agent that made each call, in order; `None` where the capture does not say."""
    return trace.cached("call_agents", _call_agents)


def _call_agents(trace: Trace) -> list[str | None]:
    columns = trace.columns
    owners = agents_of_threads(trace)
    agents: list[str | None] = []
    for number, step in enumerate(columns.call_steps):
        own = columns.details.get(step, {}).get("agent")
        if own is None:
            own = columns.details.get(columns.call_parents[number], {}).get("agent")
        agents.append(own if own is not None else owners.get(_thread_of(trace, number)))
    return agents


def agents_of_threads(trace: Trace) -> dict[int, str | None]:
    """The agent of each thread: the first that a step of it names, or the one handed over to."""
    columns = trace.columns
    owners: dict[int, str | None] = {}
    if columns.has_nesting:
        threads = trace.graph().threads
        for step in sorted(columns.details):
            agent = columns.details[step].get("agent")
            if agent is not None:
                owners.setdefault(threads.of_step[step], agent)
        for thread, call in enumerate(threads.spawned_by):
            if thread and thread not in owners and columns.kinds[call] == "handoff":
                owners[thread] = _name_of(trace, call)
    if trace.agent is not None:
        owners[0] = trace.agent
    return owners


def call_turns(trace: Trace) -> list[int]:
    """The turn that each call belongs to, in order; 0 is before the first user message."""
    return trace.cached("call_turns", _call_turns)


def _call_turns(trace: Trace) -> list[int]:
    turns = turns_of_steps(trace)
    return [turns[step] for step in trace.columns.call_steps]


def turn_count(trace: Trace) -> int:
    """How many turns the trace has."""
    turns = turns_of_steps(trace)
    return turns[-1] if turns else 0


def turns_of_steps(trace: Trace) -> list[int]:
    """The turn of each step; what is said to a sub-agent begins none."""
    columns = trace.columns
    threads = trace.graph().threads.of_step if columns.has_nesting else None
    turn, before = 0, ""
    turns: list[int] = []
    for step, kind in enumerate(columns.kinds):
        if threads is None or not threads[step]:
            turn += kind == "user" != before  # two messages in a row are one turn
            before = kind
        turns.append(turn)
    return turns
