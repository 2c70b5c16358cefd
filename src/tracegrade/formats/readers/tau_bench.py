"""tau-bench results: OpenAI chat messages under `traj`, with the task and its reward.

Source: the result files of sierra-research/tau-bench. The user is simulated; its turn that ends
the conversation holds `###STOP###`, and stays as it was written. `info.task.actions` are the
calls of one accepted solution and go to `metadata` with the rest of `info`. A run that broke off with an
exception has no messages and its text as `info.error`. Its tools say by a text that begins with `Error:`
that they failed, as the benchmark does for those that raise; nothing else of theirs begins so.
"""

from __future__ import annotations

from typing import Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import require_safe, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._strict import refusal
from tracegrade.formats.dialects.openai_chat import read_messages
from tracegrade.model import Capability, Columns, Outcome, Trace

__all__ = ["READER"]

_CAPABILITIES: frozenset[Capability] = frozenset(("tool_results", "error_status"))
_FAILED = "Error:"

_EXACT = 1e-6
"""How far a reward may be from 1 and still be a success, as the benchmark itself has it."""


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict) and isinstance(value.get("traj"), list) and "task_id" in value:
        return Evidence(3, "keys 'task_id' and 'traj'")
    return None


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    if type(value) is not dict:
        raise MismatchError("wrong-type", "not an object")
    task = text_id(value.get("task_id"), "task_id")
    trial, reward = value.get("trial"), value.get("reward")
    if task is None:
        raise MismatchError("wrong-type", "task_id is missing", "/task_id")
    if trial is not None and type(trial) is not int:
        raise MismatchError("wrong-type", "trial is not a whole number", "/trial")
    if reward is not None and type(reward) not in (int, float):
        raise MismatchError("wrong-type", "reward is not a number", "/reward")
    try:
        reading = read_messages(value.get("traj"), checked=record.checked)
    except MismatchError:
        from tracegrade.formats.dialects._openai_chat_record import MESSAGES

        raise refusal(MESSAGES, value.get("traj"), "/traj") from None
    _mark_failures(reading.columns)
    rest = {key: item for key, item in value.items() if key not in ("traj", "task_id", "trial")}
    require_safe(record, rest)
    trace = Trace(
        f"{task}.{trial}" if trial is not None else task,
        reading.columns,
        source=record.source("tau_bench"),
        capabilities=_CAPABILITIES,
        problems=noted(record, reading.notes, "/traj"),
    )
    trace.case_id, trace.trial, trace.metadata = task, trial, rest
    if reward is not None:
        trace.outcome = Outcome(reward=float(reward), success=abs(reward - 1) <= _EXACT)
    _broken_off(trace, value.get("info"))
    return (trace,)


def _mark_failures(columns: Columns) -> None:
    """Say of each result whether its text is that of a failure."""
    for result in columns.call_results:
        if result >= 0:
            failed = (columns.texts[result] or "").startswith(_FAILED)
            detail = columns.details.setdefault(result, {})
            detail.setdefault("status", "error" if failed else "ok")


def _broken_off(trace: Trace, info: Any) -> None:
    """Where the benchmark itself failed, say so."""
    error = info.get("error") if type(info) is dict else None
    if type(error) is str and not trace.columns.kinds:
        trace.columns.kinds.append("error")
        trace.columns.texts.append(None)
        trace.columns.details[0] = {"message": error}
        trace.completion = "interrupted"


READER = Reader(
    name="tau_bench",
    title="tau-bench results, one task and trial a record",
    sniff=_sniff,
    capabilities=_CAPABILITIES,
    read=_read,
    checks_numbers=True,
)
