"""mini-SWE-agent trajectories: version 1 with commands in text, version 2 with tool calls.

Source: `DefaultAgent.serialize` and the models of mini-SWE-agent 2.4, and files of version 1. The
harness runs what stands in the one fenced block of an answer, so such a block is a call of `bash`
with a `command`, which is also how version 2 declares the tool. An answer with no block, or with
several, runs nothing. Where `extra.actions` tells what was parsed, it is believed, not the text.

A result tells its exit code, as `extra.returncode` or in `<returncode>`: 0 is ok. Version 2 says when
the user rejected a command; it leaves no record of a command that the user let through. The command
that hands in the work ends the run before its result is written; the message with role `exit` is its
result. An answer that could not be parsed is kept only beside the complaint about it.

A bare list of messages is recognised by the block that the harness asks for (`mswea_bash_command`) or
by answers with one `bash` block that `<returncode>` follows.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._sessions import capabilities_of, without
from tracegrade.formats.readers._mini_steps import RETURNCODE, MiniSteps, command_in
from tracegrade.model import Capability, Outcome, Trace

if TYPE_CHECKING:
    from tracegrade.model import Completion

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "cost", "tool_results", "error_status", "approvals", "principals",
        "reasoning",
    )
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, list):
        return _sniff_messages(value)
    if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
        return None
    version = value.get("trajectory_format")
    if isinstance(version, str) and version.startswith("mini-swe-agent"):
        return Evidence(3, f"trajectory_format {version!r}")
    info = value.get("info")
    if isinstance(info, dict) and "mini_version" in info:
        return Evidence(3, "messages beside 'info' with 'mini_version'")
    return None


def _sniff_messages(messages: list[Any]) -> Evidence | None:
    """A bare list: an answer with one command, and the output that the harness put behind it."""
    if not all(isinstance(one, dict) and isinstance(one.get("content"), str) for one in messages):
        return None
    for said, told in itertools.pairwise(messages):
        if said.get("role") != "assistant" or told.get("role") != "user":
            continue
        if command_in(said["content"], ("mswea_bash_command",)) is not None:
            return Evidence(3, "a command in a block 'mswea_bash_command'")
        if command_in(said["content"]) is not None and told["content"].startswith(RETURNCODE):
            return Evidence(3, "a command in a block 'bash', and <returncode> behind it")
    return None


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    body = value if isinstance(value, dict) else {"messages": value}
    messages = body.get("messages")
    if not isinstance(messages, list):
        raise MismatchError("wrong-type", "no list of messages", "/messages")
    info = body.get("info")
    if info is not None and not isinstance(info, dict):
        raise MismatchError("wrong-type", "info is not an object", "/info")
    prefix = "/messages" if body is value else ""
    steps = MiniSteps()
    steps.read(messages, prefix)
    version = body.get("trajectory_format")
    columns = steps.builder.columns
    trace = Trace(
        default_trace_id(record),
        columns,
        source=record.source("mini_swe_agent", version if isinstance(version, str) else None),
        capabilities=_shown(steps),
        problems=noted(record, steps.builder.notes),
    )
    model: Any = info
    for key in ("config", "model", "model_name"):
        model = model.get(key) if isinstance(model, dict) else None
    trace.model = model if isinstance(model, str) else None
    trace.case_id = text_id(body.get("instance_id"), "instance_id")
    ended: Any = {**steps.ended, **(without(info or {}, ()) or {})}
    trace.completion = _completion(ended.get("exit_status"))
    state = {key: ended[key] for key in ("exit_status", "submission") if ended.get(key)}
    trace.outcome = Outcome(end_state=state) if state else None
    trace.metadata = without(body, ("messages", "trajectory_format", "instance_id"))
    return (trace,)


def _shown(steps: MiniSteps) -> frozenset[Capability]:
    """What this run shows; how commands ended only where some result tells its exit code."""
    columns = steps.builder.columns
    told = any("status" in columns.details.get(result, ()) for result in columns.call_results)
    always: tuple[Capability, ...] = ("error_status", "tool_results") if told else ("tool_results",)
    return capabilities_of(columns, *always)


def _completion(status: Any) -> Completion | None:
    if not isinstance(status, str) or not status:
        return None
    return "complete" if status == "Submitted" else "interrupted"


READER = Reader(
    name="mini_swe_agent",
    title="mini-SWE-agent trajectories, commands in text or as tool calls",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
