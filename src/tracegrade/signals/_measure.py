"""What one trace measures. Unknown is `None`, never 0."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._globs import glob_matches
from tracegrade.model import parse_time
from tracegrade.signals._refusals import declines

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Signals", "measure"]

_ESCALATING_TOOLS = ("transfer_to_*", "escalate*", "handoff*")
"""Names of tools that pass the work to a person or another agent, where no handoff is recorded."""

_LONGEST_PERIOD = 8


@dataclass(slots=True)
class Signals:
    """What one trace measures; `None` where the capture does not show it.

    Attributes:
        steps: Steps of every kind.
        model_calls: Assistant steps.
        calls: Tool calls that the model asked for.
        tools: Calls by tool.
        errors: Calls that failed.
        retries: Calls of a tool whose call before failed, or that are recorded as a retry.
        turns: User messages.
        input_tokens: Tokens read by the model, all model calls together.
        output_tokens: Tokens written by the model.
        cost_usd: Cost of all model calls.
        latency_s: From the first to the last recorded moment, in seconds.
        time_to_first_token_s: Of the first model call that records it, in seconds.
        refusals: Model calls that stopped with a refusal; at least 1 if the final answer declines.
        escalations: Handoffs, and calls of tools named like `transfer_to_*` or `escalate*`.
        approvals_asked: Requests for approval.
        approvals_denied: Decisions that denied.
        longest_loop: How often the most repeated sequence of calls was made in a row.
        answer_length: Characters of the final answer.

    Example:
        >>> from tracegrade.formats import load_one
        >>> measure(load_one("fixtures/traces/native/plain_success/input.jsonl")).calls >= 1
        True
    """

    steps: int = 0
    model_calls: int = 0
    calls: int = 0
    tools: dict[str, int] = field(default_factory=dict[str, int])
    errors: int | None = None
    retries: int | None = None
    turns: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_usd: float | None = None
    latency_s: float | None = None
    time_to_first_token_s: float | None = None
    refusals: int | None = None
    escalations: int = 0
    approvals_asked: int | None = None
    approvals_denied: int | None = None
    longest_loop: int = 0
    answer_length: int | None = None


def measure(trace: Trace) -> Signals:
    """What a trace measures.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/retry_after_error/input.jsonl")
        >>> measure(trace).errors, measure(trace).retries
        (1, 1)
    """
    columns = trace.columns
    kinds = Counter(columns.kinds)
    tools = Counter(columns.call_tools)
    answer = trace.final_answer
    signals = Signals(
        steps=len(columns),
        model_calls=kinds["assistant"],
        calls=len(columns.call_steps),
        tools=dict(sorted(tools.items())),
        turns=kinds["user"],
        escalations=kinds["handoff"] + _escalating(tools),
        longest_loop=_longest_loop(trace),
        answer_length=None if answer is None else len(answer),
    )
    if trace.can_show("error_status"):
        signals.errors = trace.call_statuses.count("error")
        signals.retries = _retries(trace)
    if trace.can_show("approvals"):
        signals.approvals_asked = kinds["approval_request"]
        signals.approvals_denied = _denied(trace)
    if columns.details:
        _measure_model_calls(trace, signals)
        signals.latency_s = _latency(trace)
    if answer is not None:
        signals.refusals = max(signals.refusals or 0, int(declines(answer)))
    return signals


def _escalating(tools: dict[str, int]) -> int:
    return sum(
        count
        for tool, count in tools.items()
        if any(glob_matches(pattern, tool) for pattern in _ESCALATING_TOOLS)
    )


def _retries(trace: Trace) -> int:
    """Calls of a tool whose call before failed, and calls recorded as a further attempt."""
    failed: set[str] = set()
    retries = 0
    columns = trace.columns
    for step, tool, status in zip(
        columns.call_steps, columns.call_tools, trace.call_statuses, strict=True
    ):
        again = columns.details.get(step, {}).get("attempt") or 1
        retries += tool in failed or again > 1
        if status == "error":
            failed.add(tool)
        else:
            failed.discard(tool)
    return retries


def _denied(trace: Trace) -> int:
    denied = 0
    for index, detail in trace.columns.details.items():
        if trace.columns.kinds[index] == "approval_decision":
            parts = detail.get("decisions") or [detail]
            denied += sum(part.get("decision") in ("deny", "cancel") for part in parts)
    return denied


def _measure_model_calls(trace: Trace, signals: Signals) -> None:
    """Tokens, cost, refusals and time to first token, as far as model calls record them."""
    columns = trace.columns
    totals: dict[str, Any] = {}
    stopped = False
    for index, detail in columns.details.items():
        if columns.kinds[index] != "assistant":
            continue
        for name, value in (detail.get("usage") or {}).items():
            if isinstance(value, int | float):
                totals[name] = totals.get(name, 0) + value
        if detail.get("stop_reason") is not None:
            stopped = True
            signals.refusals = (signals.refusals or 0) + (detail["stop_reason"] == "refusal")
        first = detail.get("time_to_first_token_s")
        if signals.time_to_first_token_s is None and first is not None:
            signals.time_to_first_token_s = first
    signals.refusals = signals.refusals if stopped else None
    signals.input_tokens = totals.get("input_tokens")
    signals.output_tokens = totals.get("output_tokens")
    signals.cost_usd = totals.get("cost_usd")


def _latency(trace: Trace) -> float | None:
    """Seconds from the first to the last moment that the capture records."""
    if trace.started_at is not None and trace.ended_at is not None:
        return (trace.ended_at - trace.started_at).total_seconds()
    starts: list[float] = []
    ends: list[float] = []
    for detail in trace.columns.details.values():
        if (time := parse_time(detail.get("at"))) is not None:
            starts.append(time.timestamp())
            ends.append(time.timestamp() + (detail.get("duration_s") or 0))
    return round(max(ends) - min(starts), 6) if len(starts) > 1 else None


def _longest_loop(trace: Trace) -> int:
    """The most times in a row that a sequence of at most 8 calls was made with equal arguments."""
    columns = trace.columns
    if len(columns.call_tools) < 2:
        return len(columns.call_tools)
    keys = [
        (tool, raw if type(raw) is str else _json.canonical(raw))
        for tool, raw in zip(columns.call_tools, columns.call_arguments, strict=True)
    ]
    longest = 1
    for period in range(1, min(_LONGEST_PERIOD, len(keys) // 2) + 1):
        run = 0
        for place in range(period, len(keys)):
            run = run + 1 if keys[place] == keys[place - period] else 0
            longest = max(longest, run // period + 1)
    return longest
