"""Rollouts of the Codex CLI: JSONL, one file a session, lines `{timestamp, type, payload}`.

Source: the protocol crate of the program (`RolloutItem`, `ResponseItem`, `EventMsg`) and rollouts of
versions 0.50 to 0.146; earlier ones hold bare items after a header. Items are what the model and its
tools said and become the steps; events mostly say the same once more and only add what items lack:
exit codes, durations, tokens, reviews. A person's approval of a call is not written down, so a trace
never claims to show approvals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.readers._codex_items import OUTPUTS, declared_tools, text_or_none
from tracegrade.formats.readers._codex_steps import RolloutSteps
from tracegrade.model import Capability, Completion, Problem, Trace, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "principals", "reasoning")
)
_ENVELOPES = frozenset(
    ("session_meta", "turn_context", "response_item", "event_msg", "compacted", "world_state")
)
_ITEMS = frozenset(
    (
        "message", "reasoning", "function_call", "tool_call", "custom_tool_call",
        "local_shell_call", "web_search_call", "tool_search_call", *OUTPUTS,
    )
)  # fmt: skip
_COMPLETIONS: dict[str, Completion] = {"complete": "complete", "interrupted": "interrupted"}

Line = tuple["Record", str, "Detail"]


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    kind = value.get("type")
    if isinstance(value.get("payload"), dict) and "timestamp" in value and kind in _ENVELOPES:
        return Evidence(3, f"type {kind!r} with a payload")
    if _is_header(value):
        return Evidence(2, "a header with 'id', 'timestamp' and 'instructions'")
    return None


def _is_header(value: Detail) -> bool:
    """Whether a line is the first of a rollout before 0.32."""
    return (
        {"id", "timestamp", "instructions"} <= value.keys()
        and isinstance(value["id"], str)
        and not {"type", "payload", "role"} & value.keys()
    )


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    lines: list[Line] = []
    problems: list[Problem] = []
    for record in records:
        try:
            lines.append(_line(record))
            problems += record.problems
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            yield problem
    if not lines:
        return
    trace = _trace(lines, problems)
    if len(trace) == 0:
        yield lines[0][0].problem("no-steps", "holds no message, only what the program notes")
    else:
        yield trace


def _line(record: Record) -> Line:
    """The type and payload of a line; a bare item is its own payload.

    Raises:
        MismatchError: It is no line of a rollout.
    """
    value = record.value
    if not isinstance(value, dict):
        raise MismatchError("wrong-type", "not an object")
    kind, payload = value.get("type"), value.get("payload")
    if isinstance(kind, str) and isinstance(payload, dict):
        if kind in ("response_item", "event_msg") and not isinstance(payload.get("type"), str):
            raise MismatchError("wrong-type", "a payload has no type", "/payload/type")
        return record, kind, payload
    if _is_header(value):
        return record, "session_meta", value
    if isinstance(kind, str) and kind in _ITEMS and "payload" not in value:
        return record, "response_item", value
    role = value.get("role")
    if kind is None and isinstance(role, str):
        content = value.get("content", value.get("message"))
        return record, "response_item", {**value, "type": "message", "content": content}
    if "record_type" in value:
        return record, "record", value
    raise MismatchError("wrong-type", "neither a line with a payload nor a bare item")


def _trace(lines: list[Line], problems: list[Problem]) -> Trace:
    metas = [(record, payload) for record, kind, payload in lines if kind == "session_meta"]
    first, meta = metas[0] if metas else (lines[0][0], {})
    steps = RolloutSteps(lines)
    columns = steps.builder.columns
    told = meta.get("base_instructions", meta.get("instructions"))
    text = text_or_none(told.get("text") if isinstance(told, dict) else told)
    if text:
        steps.builder.step("system", text)
    for record, kind, payload in lines:
        if kind != "session_meta":
            steps.add(record, kind, payload)
        elif payload is not meta:
            steps.notices.setdefault("session_meta", []).append(payload)
    trace = Trace(
        text_or_none(meta.get("id")) or default_trace_id(lines[0][0]),
        columns,
        source=first.source("codex", text_or_none(meta.get("cli_version"))),
        capabilities=_shown(steps),
        problems=tuple(problems + steps.problems),
    )
    trace.agent = "codex"
    trace.model = steps.model
    trace.tools = declared_tools(meta.get("dynamic_tools"))
    times = [
        time
        for detail in columns.details.values()
        if (time := parse_time(detail.get("at"))) is not None
    ]
    trace.started_at, trace.ended_at = min(times, default=None), max(times, default=None)
    trace.completion = _COMPLETIONS.get(steps.ended or "")
    known = ("id", "base_instructions", "instructions", "dynamic_tools")
    metadata = {key: value for key, value in meta.items() if key not in known}
    if steps.notices:
        metadata["lines"] = steps.notices
    if steps.mirrored:
        metadata["mirrored_events"] = steps.mirrored
    trace.metadata = metadata or None
    return trace


def _shown(steps: RolloutSteps) -> frozenset[Capability]:
    """What this capture records."""
    details = steps.builder.columns.details.values()
    kept = set[str]().union(*details)
    shown: dict[Capability, bool] = {
        "timestamps": "at" in kept,
        "tokens": "usage" in kept,
        "tool_results": True,
        "error_status": "status" in kept,
        "principals": "principal" in kept,
        "reasoning": "reasoning" in kept,
    }
    return frozenset(name for name, is_shown in shown.items() if is_shown)


READER = Reader(
    name="codex",
    title="Rollouts of the Codex CLI",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
