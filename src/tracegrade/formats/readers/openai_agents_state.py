"""Run states of the OpenAI Agents SDK: one document, or one a line.

Source: `RunState.to_json` of openai-agents 0.8 to 0.24 (`$schemaVersion` 1.0 to 1.21) and `RunState` of
`@openai/agents-core` 0.0.1 to 0.20, which writes the same in camel case. A state holds the whole run up
to where it stands, so of states that continue each other the last is read. It records who was asked
about what and what was decided, but neither times nor whether a tool failed. An agent that another
one calls as a tool is kept only while it waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder, noted
from tracegrade.formats._common import default_trace_id, field_of, list_or_empty
from tracegrade.formats._reader import Evidence, Reader, Record
from tracegrade.formats._sessions import capabilities_of
from tracegrade.formats.readers._openai_agents_approvals import Approvals
from tracegrade.formats.readers._openai_agents_decisions import Decisions
from tracegrade.formats.readers._openai_agents_items import ItemSteps
from tracegrade.model import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Capability, Columns, Completion, Detail, Problem

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("tokens", "tool_results", "approvals", "sub_agents", "reasoning")
)
_COMPLETIONS: dict[str, Completion] = {
    "next_step_interruption": "pending",
    "next_step_final_output": "complete",
}
_KEPT = (
    "current_turn", "max_turns", "conversation_id", "previous_response_id", "tool_use_tracker",
    "input_guardrail_results", "output_guardrail_results", "tool_input_guardrail_results",
    "tool_output_guardrail_results", "pending_input",
)  # fmt: skip
"""What a state says beside the steps, which is kept as metadata."""


_MARKS = (("original_input", "model_responses"), ("originalInput", "modelResponses"))


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or not isinstance(value.get("$schemaVersion"), str):
        return None
    known = any({given, said} <= value.keys() for given, said in _MARKS)
    return Evidence(3, "keys '$schemaVersion' and 'model_responses'") if known else None


class _Nested:
    """A run that waits inside a call of another."""

    def __init__(self, state: Detail, parent: int, contexts: list[Any]) -> None:
        self.state = state
        self.parent = parent
        self.contexts = contexts


class _Steps:
    """The steps of a state, and of the runs that wait inside it."""

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self.lost = False

    def add(self, state: Detail) -> None:
        """Add a state and whatever lies in it."""
        waiting = [_Nested(state, -1, [])]
        while waiting:
            waiting += self._run(waiting.pop(0))

    def _run(self, run: _Nested) -> list[_Nested]:
        state = run.state
        contexts = [state.get("context"), *run.contexts]
        items = list_or_empty(field_of(state, "session_items"))
        items = items or list_or_empty(field_of(state, "generated_items"))
        interruptions = _interruptions(state)
        approvals = Approvals(
            self.builder, Decisions(contexts), [*items, *interruptions], run.parent
        )
        responses = list_or_empty(field_of(state, "model_responses"))
        steps = ItemSteps(self.builder, approvals, responses, run.parent)
        steps.history(field_of(state, "original_input"))
        for item in items:
            steps.item(item)
        nested = [
            _Nested(inner, steps.calls[call_id], contexts)
            for call_id, inner in _nested_states(state, steps.calls)
        ]
        known = {call_id for one in nested for call_id in _asked_inside(one.state)}
        for item in interruptions:
            if type(item) is dict and _call_id(item) not in known:
                steps.wait(item)
        steps.finish()
        self.agent = self.agent or steps.agent
        self.lost = self.lost or approvals.lost
        return nested


def _interruptions(state: Detail) -> list[Any]:
    """The requests that a run waits for."""
    step = field_of(state, "current_step")
    return list_or_empty(field_of(field_of(step, "data"), "interruptions"))


def _call_id(item: Any) -> str | None:
    raw = field_of(item, "raw_item")
    found = field_of(raw, "call_id") or field_of(raw, "id")
    return found if type(found) is str else None


def _asked_inside(state: Detail) -> list[str]:
    return [found for item in _interruptions(state) if (found := _call_id(item)) is not None]


def _nested_states(state: Detail, calls: dict[str, int]) -> list[tuple[str, Detail]]:
    """Runs that wait inside calls of this one, by the ids of the calls."""
    found: list[tuple[str, Any]] = []
    processed = field_of(state, "last_processed_response")
    for function in list_or_empty(field_of(processed, "functions")):
        inner = field_of(function, "agent_run_state")
        found.append((str(field_of(field_of(function, "tool_call"), "call_id")), inner))
    pending = field_of(state, "pending_agent_tool_runs")
    for key, inner in pending.items() if type(pending) is dict else ():
        named = next((call_id for call_id in calls if call_id in key), "")
        found.append((named, _json.decode_arguments(inner)[0]))
    return [
        (call_id, inner)
        for call_id, inner in found
        if call_id in calls and type(inner) is dict and _sniff(inner) is not None
    ]


def _trace(record: Record, taken: list[Detail]) -> Trace:
    """The trace that the state of a record is, which continues those that were taken in."""
    state: Detail = record.value
    steps = _Steps()
    steps.add(state)
    about = state.get("trace")
    about = about if type(about) is dict else {}
    ids = [field_of(one.get("trace"), "id") for one in (state, *taken)]
    trace_id = next((found for found in ids if type(found) is str), None)
    columns = steps.builder.columns
    kind = field_of(field_of(state, "current_step"), "type")
    completion = _COMPLETIONS.get(kind) if type(kind) is str else None
    if completion == "pending":
        _mark_waiting(columns)
    always: tuple[Capability, ...] = () if steps.lost else ("approvals",)
    shown = capabilities_of(columns, "tool_results", *always)
    trace = Trace(
        trace_id or default_trace_id(record),
        columns,
        source=record.source("openai_agents_state", state["$schemaVersion"]),
        capabilities=shown - {"approvals"} if steps.lost else shown,
        problems=noted(record, steps.builder.notes),
    )
    current = field_of(field_of(state, "current_agent"), "name")
    trace.agent = steps.agent or (current if type(current) is str else None)
    trace.completion = completion
    trace.metadata = _metadata(state, about, len(taken))
    return trace


def _mark_waiting(columns: Columns) -> None:
    """Calls that have not run yet, whatever was decided about them but a refusal."""
    statuses = Trace("", columns).call_statuses
    for step, result, status in zip(
        columns.call_steps, columns.call_results, statuses, strict=True
    ):
        if result < 0 and status == "unknown":
            columns.details.setdefault(step, {})["status"] = "pending"


def _metadata(state: Detail, about: Detail, taken: int) -> Detail | None:
    kept = {key: field_of(state, key) for key in _KEPT}
    kept |= {key: about.get(key) for key in ("workflow_name", "group_id", "metadata")}
    kept["context"] = field_of(state.get("context"), "context")
    functions = list_or_empty(field_of(field_of(state, "last_processed_response"), "functions"))
    kept["tools"] = [function["tool"] for function in functions if field_of(function, "tool")]
    kept["earlier_states"] = taken
    return {key: value for key, value in kept.items() if value} or None


def _continues(later: Detail, earlier: Detail) -> bool:
    """Whether a state is what one that waited became."""
    if field_of(field_of(earlier, "current_step"), "type") != "next_step_interruption":
        return False
    ids = [field_of(state.get("trace"), "id") for state in (later, earlier)]
    given = [field_of(state, "original_input") for state in (later, earlier)]
    if ids[0] != ids[1] and (ids[0] is not None or given[0] != given[1]):
        return False
    now, before = (list_or_empty(field_of(one, "model_responses")) for one in (later, earlier))
    return bool(before) and _json.canonical(now[: len(before)]) == _json.canonical(before)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    latest: Record | None = None
    taken: list[Detail] = []
    for record in records:
        if _sniff(record.value) is None:
            problem = record.problem("wrong-type", "not a run state: no '$schemaVersion' and input")
            problem.severity = "error"
            yield problem
            continue
        if latest is not None and _continues(record.value, latest.value):
            taken.append(latest.value)
        elif latest is not None:
            yield _trace(latest, taken)
            taken = []
        latest = record
    if latest is not None:
        yield _trace(latest, taken)


READER = Reader(
    name="openai_agents_state",
    title="OpenAI Agents SDK run states, with the approvals that they record",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
"""States as `RunState` writes them."""
