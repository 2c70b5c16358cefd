"""Runs of LangSmith, one a line or a list: runs of one trace may lie in any order.

Source: the runs that LangSmith's client exports (`run_type`, `dotted_order`, `inputs`, `outputs`), its
bulk exports, tables in which what is an object there is JSON as text, and the batches in which the
client sends its runs.
Where a model run logged its prompt as one text, the messages are those of the chain around it. A run
that was interrupted for approval ends with the error `GraphInterrupt`; the decision is the input of
the run that resumes it, which is a trace of its own with the same thread.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Reader, Scattered
from tracegrade.formats.dialects.langchain import counts_of_usage
from tracegrade.formats.dialects.spans import (
    LoggedKind,
    Span,
    logged_attributes,
    nanoseconds,
    trace_of_spans,
)
from tracegrade.formats.readers._langsmith_runs import Run, parent_of, runs_of, sniff, whole_runs

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "tool_results", "error_status", "approvals", "retrieval",
        "sub_agents", "reasoning",
    )
)  # fmt: skip
_TOTALS = (("input_tokens", "prompt_tokens"), ("output_tokens", "completion_tokens"))
_NAMES = (
    ("input_tokens", "gen_ai.usage.input_tokens"),
    ("output_tokens", "gen_ai.usage.output_tokens"),
    ("cached_input_tokens", "gen_ai.usage.cache_read.input_tokens"),
    ("reasoning_tokens", "gen_ai.usage.reasoning.output_tokens"),
)
_KINDS: dict[str, LoggedKind] = {"llm": "model", "tool": "tool", "retriever": "retrieval"}


def _trace_of(runs: list[Run]) -> Trace:
    """The trace of these runs; outer ones first: what they were given is needed inside."""
    around = _Around()
    spans = [around.span_of(run) for run in sorted(whole_runs(runs), key=attrgetter("depth"))]
    return trace_of_spans(spans, "langsmith")


class _Around:
    """What the runs read so far were given, for the model runs inside them."""

    def __init__(self) -> None:
        self._messages: dict[str, Any] = {}
        self._parents: dict[str, str] = {}

    def _note(self, row: dict[str, Any]) -> None:
        given, parent = row.get("inputs"), parent_of(row)
        if parent:
            self._parents[row["id"]] = parent
        messages = given.get("messages") if type(given) is dict else None
        if row.get("run_type") == "chain" and type(messages) is list:
            self._messages[row["id"]] = messages

    def span_of(self, run: Run) -> Span:
        """The run as a span."""
        row = run.row
        self._note(row)
        name, failed = row.get("name"), row.get("error")
        name = name if type(name) is str else ""
        kind = _KINDS.get(str(row.get("run_type")))
        given = self._given(row) if kind == "model" else row.get("inputs")
        attributes = logged_attributes(kind, name, given, _said(row))
        return Span(
            run.start,
            nanoseconds(row.get("end_time")),
            row["id"],
            parent_of(row),
            run.trace_id,
            name,
            attributes | (_usage(row) if kind == "model" else {}) | _names(row),
            failed is not None,
            failed if type(failed) is str and failed else None,
            run.origin,
            run.number,
            [],
        )

    def _given(self, row: dict[str, Any]) -> Any:
        """The input of a model run; the messages of a chain around it, if it is only a text."""
        given = row.get("inputs")
        if type(given) is not dict or "prompts" not in given:
            return given
        around = parent_of(row)
        seen: set[Any] = set()
        while around and around not in seen:
            if around in self._messages:
                return {"messages": self._messages[around]}
            seen.add(around)
            around = self._parents.get(around, "")
        return given


def _said(row: dict[str, Any]) -> Any:
    """What a run gave; nothing where it failed or is not over, for which stands an empty object."""
    outputs = row.get("outputs")
    is_over = row.get("end_time") is not None and row.get("error") is None
    return outputs if outputs or is_over else None


def _names(row: dict[str, Any]) -> dict[str, Any]:
    """The conversation and the agent that a run is part of, if its metadata names them."""
    extra = row.get("extra")
    metadata = extra.get("metadata") if type(extra) is dict else None
    names = ("thread_id", "session_id", "conversation_id")
    threads = [metadata.get(name) for name in names] if type(metadata) is dict else []
    thread = next((one for one in threads if type(one) is str and one), None)
    found = {"gen_ai.conversation.id": thread} if thread is not None else {}
    agent = metadata.get("lc_agent_name") if type(metadata) is dict else None
    return found | ({"gen_ai.agent.name": agent} if type(agent) is str and agent else {})


def _usage(row: dict[str, Any]) -> dict[str, Any]:
    """Model and counts of tokens, from the message that came back or from the run."""
    outputs = row.get("outputs")
    generations = outputs.get("generations") if type(outputs) is dict else None
    while type(generations) is list and generations:
        generations = generations[0]
    message = generations.get("message") if type(generations) is dict else None
    inner = message.get("kwargs", message) if type(message) is dict else None
    usage = inner.get("usage_metadata") if type(inner) is dict else None
    runs = {ours: row[total] for ours, total in _TOTALS if type(row.get(total)) is int}
    counts = runs | counts_of_usage(usage)
    found = {name: counts[ours] for ours, name in _NAMES if ours in counts}
    extra = row.get("extra")
    metadata = extra.get("metadata") if type(extra) is dict else None
    model = metadata.get("ls_model_name") if type(metadata) is dict else None
    if type(model) is str:
        found["gen_ai.request.model"] = model
    return found


READER = Reader(
    name="langsmith",
    title="LangSmith runs, one a line or a list, or the batches that its client sends",
    sniff=sniff,
    capabilities=_BEST,
    scattered=Scattered(runs_of, _trace_of),
)
"""Runs as LangSmith exports them."""
