"""Logs of Inspect, as `.json` or `.eval`: a trace for each sample and epoch.

Source: `inspect_ai.log` (`EvalLog`, `EvalSample`, its events), versions 2 and 3. A `.eval` file is a
zip archive with a document a sample. Long texts are kept once under `attachments`, and in version 3
the messages of a sample may be kept in a pool.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import text_id, tool_definitions
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import (
    INSIDE,
    Inside,
    heard_messages,
    trace_of_messages,
)
from tracegrade.formats.readers._inspect_agents import work_inside_calls
from tracegrade.formats.readers._inspect_events import Told, told_by
from tracegrade.model import Outcome, has_sub_agents

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "cost", "tool_results", "error_status", "approvals", "principals",
        "sub_agents", "reasoning",
    )
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("eval"), dict) and "status" in value and "version" in value:
        return Evidence(3, "keys 'eval', 'status' and 'version'")
    if {"epoch", "input", "target"} <= value.keys() and isinstance(value.get("messages"), list):
        return Evidence(3, "a sample with 'epoch', 'target' and 'messages'")
    return None


def _read(record: Record) -> list[Trace]:
    value = record.value
    if _sniff(value) is None:
        raise MismatchError("wrong-type", "neither a log nor a sample of Inspect")
    if "eval" not in value:
        header = record.beside if type(record.beside) is dict else {}
        return [_trace(record, value, header)]
    samples = value.get("samples")
    if type(samples) is not list or not samples:
        raise MismatchError("no-samples", "the log holds no sample", "/samples")
    traces: list[Trace] = []
    for place, sample in enumerate(samples):
        if type(sample) is not dict or type(sample.get("messages", [])) is not list:
            raise MismatchError("wrong-type", "a sample is no object", f"/samples/{place}")
        traces.append(_trace(record, sample, value))
    return traces


def _trace(record: Record, sample: dict[str, Any], log: dict[str, Any]) -> Trace:
    evaluation = log.get("eval")
    evaluation = evaluation if type(evaluation) is dict else {}
    case_id, epoch = text_id(sample.get("id"), "id"), sample.get("epoch")
    messages, details, told = _conversation(sample)
    ids = (evaluation.get(key) for key in ("eval_id", "run_id", "task_id"))
    whole = next((one for one in ids if type(one) is str), "eval")
    named = sample.get("uuid") or f"{whole}:{case_id}:{epoch}"
    trace = trace_of_messages(record, messages, "inspect", str(named), more=details)
    trace.case_id = case_id
    trace.trial = epoch - 1 if type(epoch) is int and epoch > 0 else None
    trace.run = text_id(evaluation.get("run_id"), "run_id")
    model = evaluation.get("model")
    trace.model = model if type(model) is str else None
    kept = ("task", "task_id", "created", "dataset", "solver")
    trace.tools = tool_definitions(record, list(told.tools.values()), "/events")
    trace.metadata = {key: evaluation[key] for key in kept if evaluation.get(key)}
    trace.outcome = _outcome(sample)
    trace.completion = _completion(sample)
    timed = ("timestamps",) if any("at" in one for one in details) else ()
    nested = ("sub_agents",) if has_sub_agents(trace.columns) else ()
    more: tuple[Capability, ...] = ("error_status", *timed, *nested)
    trace.capabilities = trace.capabilities.union(more)
    return trace


def _conversation(
    sample: dict[str, Any],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Told]:
    """The messages of a sample and their details, those of agents inside the calls that ran them.

    And what the events tell beside them.
    """
    events = _resolved(sample.get("events") or [], sample)
    told, works = told_by(events), work_inside_calls(events, _pool(sample))
    rows = _resolved(_messages(sample), sample)
    by_agents = {_id(row) for work in works.values() for row in work.rows if _is_act(row)}
    rows = [row for row in rows if _id(row) is None or _id(row) not in by_agents]
    known = {_id(row) for row in rows} - {None}
    inside: dict[str, Inside] = {}
    for call_id, work in works.items():
        new = [_is_act(row) or _id(row) not in known for row in work.rows]
        inner = _told(list(compress(work.rows, new)), list(compress(work.details, new)), told)
        inside[call_id] = Inside(*inner, work.hands_over)
    messages, details = _told(rows, _details(rows, told), told)
    _put_inside(messages, details, inside)
    for work in inside.values():
        _put_inside(work.messages, work.details, inside)
    return messages, details, told


def _id(row: dict[str, Any]) -> str | None:
    """The id of a message; older logs give none."""
    named = row.get("id")
    return named if type(named) is str else None


def _is_act(row: dict[str, Any]) -> bool:
    """Whether a message is what an agent did, and not what it was given."""
    return row.get("role") not in ("system", "user")


def _told(
    rows: list[dict[str, Any]], details: list[dict[str, Any]], told: Told
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Messages in one shape with their details, and what became of their calls."""
    messages = heard_messages(rows)
    details = details if len(details) == len(messages) else [{} for _ in messages]
    _add_statuses(messages, rows, told)
    _add_approvals(messages, details, told)
    return messages, details


def _put_inside(
    messages: list[dict[str, Any]], details: list[dict[str, Any]], inside: dict[str, Inside]
) -> None:
    """Put what agents did inside the messages that asked for it."""
    for place, message in enumerate(messages):
        asked = [part.get("id") for part in message["parts"] if part["type"] == "tool_call"]
        ran = {call_id: inside[call_id] for call_id in asked if call_id in inside}
        if ran:
            details[place] = {**details[place], INSIDE: ran}


def _pool(sample: dict[str, Any]) -> list[Any]:
    """The messages that events refer to by their place."""
    beside = sample.get("events_data")
    pool = beside.get("messages") if type(beside) is dict else sample.get("message_pool")
    return _resolved(pool, sample)


def _messages(sample: dict[str, Any]) -> list[Any]:
    """The messages of a sample; those of its pool, where it keeps none of its own."""
    found = sample.get("messages")
    if type(found) is not list or not found:
        found = sample.get("message_pool")
    rows = found if type(found) is list else []
    return [row for row in rows if type(row) is dict]


def _resolved(rows: Any, sample: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with every `attachment://` replaced by the text it stands for."""
    texts = sample.get("attachments")
    rows = [row for row in rows if type(row) is dict] if type(rows) is list else []
    if type(texts) is not dict or not texts:
        return rows
    root: list[Any] = [*rows]
    stack: list[tuple[Any, Any]] = [(root, place) for place in range(len(root))]
    while stack:
        holder, key = stack.pop()
        value = holder[key]
        if type(value) is str and value.startswith("attachment://"):
            holder[key] = texts.get(value.removeprefix("attachment://"), value)
        elif type(value) is dict:
            holder[key] = value = dict(value)
            stack += [(value, name) for name in value]
        elif type(value) is list:
            holder[key] = value = list(value)
            stack += [(value, place) for place in range(len(value))]
    return root


def _details(rows: list[dict[str, Any]], told: Told) -> list[dict[str, Any]]:
    """What the events say of the model call that gave each message, by id or else in order."""
    said = [place for place, row in enumerate(rows) if row.get("role") == "assistant"]
    details: list[dict[str, Any]] = [{} for _ in rows]
    named = any(str(rows[place].get("id")) in told.model_calls for place in said)
    if not named and len(said) == len(told.in_order):
        for place, detail in zip(said, told.in_order, strict=True):
            details[place] = dict(detail)
    for place in said if named else ():
        details[place] = dict(told.model_calls.get(str(rows[place].get("id")), {}))
    return details


def _add_statuses(messages: list[dict[str, Any]], rows: list[dict[str, Any]], told: Told) -> None:
    """How the calls ended: a tool message has an error, or ran well."""
    failed = {
        str(row.get("tool_call_id")): row["error"]
        for row in rows
        if row.get("role") == "tool" and type(row.get("error")) is dict
    }
    for message in messages:
        for part in message["parts"]:
            if part["type"] == "tool_call_response":
                error = failed.get(str(part.get("id")))
                kind = error.get("type") if error is not None else None
                part["status"] = "denied" if kind == "approval" else "error" if error else "ok"
                if error is not None and not part.get("response"):
                    part["response"] = error.get("message")
                if part.get("id") in told.executed:
                    part["executed_arguments"] = told.executed[part["id"]]


def _add_approvals(
    messages: list[dict[str, Any]], details: list[dict[str, Any]], told: Told
) -> None:
    """Put what was decided about a call behind the message that asks for it."""
    for place in reversed(range(len(messages))):
        asked = [part for part in messages[place]["parts"] if part["type"] == "tool_call"]
        answers: list[dict[str, Any]] = []
        for part in asked:
            for number, decision in enumerate(told.decisions.get(str(part.get("id")), [])):
                named = f"{part.get('id')}:{number}"
                request = {"type": "approval_request", "id": named, "call": part.get("id")}
                given = {"name": part["name"], "arguments": part.get("arguments")}
                messages[place]["parts"].append({**request, **given})
                answers.append({"type": "approval_response", "id": named, **decision})
        if answers:
            messages.insert(place + 1, {"role": "user", "parts": answers})
            details.insert(place + 1, {})


def _outcome(sample: dict[str, Any]) -> Outcome | None:
    scores = sample.get("scores")
    found = {
        name: score.get("value") if type(score) is dict else score
        for name, score in (scores.items() if type(scores) is dict else ())
    }
    return Outcome(scores=found) if found else None


def _completion(sample: dict[str, Any]) -> Any:
    if sample.get("error"):
        return "interrupted"
    if sample.get("limit"):
        return "truncated"
    return "complete" if sample.get("scores") else None


READER = Reader(
    name="inspect",
    title="Inspect logs, .json or .eval: a trace a sample and epoch",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Logs as Inspect writes them."""
