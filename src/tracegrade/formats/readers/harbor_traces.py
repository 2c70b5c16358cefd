"""Rows that Harbor exports from trajectories: one model call each, with the whole conversation so far.

Source: `harbor.utils.traces_utils` 0.26 and files of Harbor's own tests. Rows of one trial follow each other
and repeat what went before; they are one trace, in which every message is read once. Where a row does not go
on from the one before it, the context was rewritten: a note says so, and what is new follows. The exporter
writes reasoning as `<think>` and tool calls as `<tool_call>` blocks at the end of an answer, and drops what
tells results apart: the message behind an answer with calls is their output. Observations and words of the
user are both `user` here. `result` is the reward, or the exception that ended the trial.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import default_trace_id, text_id, tool_definitions
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, step_id, take_records, without
from tracegrade.model import Capability, Outcome, ToolDefinition, Trace, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail, Problem

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "reasoning"))
_ROLES = ("system", "user", "assistant")
_KEYS = ("run_id", "trial_name", "agent", "task")
_OPEN, _CLOSE = "<tool_call>", "</tool_call>"
_THINK, _THOUGHT = "<think>", "</think>"
_KNOWN = (
    "conversations", "conversations_sharegpt", "tool_definitions", "agent", "model", "task", "run_id",
    "episode", "result",
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or not isinstance(value.get("conversations"), list):
        return None
    if isinstance(value.get("episode"), str) and ("trial_name" in value or "run_id" in value):
        return Evidence(3, "keys 'conversations', 'episode' and 'trial_name'")
    return None


class _Trial:
    """The rows of one trial."""

    def __init__(self, record: Record, key: tuple[Any, ...]) -> None:
        self.key = key
        self.record = record
        self.row: Detail = record.value
        self.builder = ColumnsBuilder()
        self.tools: tuple[ToolDefinition, ...] = ()
        self.named: dict[str, str | None] = {}
        self._last: list[Any] = []
        self._heard: set[tuple[str, str]] = set()
        self._open: list[tuple[None, int]] = []

    def add(self, record: Record) -> None:
        """Read one row: whatever the rows before it do not say."""
        row = record.value
        named = {key: text_id(row.get(key), key) for key in ("task", "run_id")}
        messages = [_checked(one, place) for place, one in enumerate(row["conversations"])]
        self.tools = tool_definitions(record, row.get("tool_definitions"), "/tool_definitions")
        self.row, self.named = row, named
        same = 0
        while same < min(len(messages), len(self._last)) and messages[same] == self._last[same]:
            same += 1
        rewritten = same < len(self._last)
        if rewritten:
            self._open = []
            self.builder.step("note", "the context was rewritten", extra={"kept": same})
        for role, content in messages[same:]:
            if not rewritten or (role, content) not in self._heard:
                self._message(role, content)
            self._heard.add((role, content))
        self._last = messages

    def _message(self, role: str, content: str) -> None:
        if role != "assistant":
            if role == "user" and self._open:
                self._output(content)
            else:
                self.builder.step(role, content)  # type: ignore[arg-type]  # one of _ROLES
            return
        text, calls = _calls_in(content)
        text, thought = _thought_in(text)
        parent = self.builder.step("assistant", text, reasoning=thought)
        self._open = [
            (None, self.builder.call(name, None, arguments, parent=parent))
            for name, arguments in calls
        ]

    def _output(self, content: str) -> None:
        """The output of the calls before it, which the exporter put together."""
        (_, first), *others = self._open
        self._open = []
        self.builder.result(None, content)
        for _ in others:
            self.builder.result(None, None, extra={"shared_with": step_id(self.builder, first)})

    def trace(self) -> Trace:
        """The trace of the trial."""
        row, builder = self.row, self.builder
        result = row.get("result")
        reward = _number(result)
        if isinstance(result, str) and reward is None:
            builder.step("error", None, message=result)
        trial = row.get("trial_name")
        trace = Trace(
            trial if isinstance(trial, str) and trial else default_trace_id(self.record),
            builder.columns,
            source=self.record.source("harbor_traces"),
            capabilities=capabilities_of(builder.columns),
        )
        trace.agent, trace.model = _text(row, "agent"), _text(row, "model")
        trace.case_id, trace.run = self.named["task"], self.named["run_id"]
        trace.tools = self.tools
        trace.started_at = parse_time(row.get("date"))
        if reward is not None:
            trace.outcome = Outcome(reward=reward)
        elif isinstance(result, str):
            trace.completion = "interrupted"
        trace.metadata = without(row, _KNOWN)
        return trace


def _checked(message: Any, place: int) -> tuple[str, str]:
    role = message.get("role") if isinstance(message, dict) else None
    if role not in _ROLES:
        where = f"/conversations/{place}/role"
        raise MismatchError("unknown-role", f"role {role!r}", where)
    content = _json.as_text(message.get("content"))
    return role, content or ""


def _calls_in(content: str) -> tuple[str, list[tuple[str, Any]]]:
    """An answer without the calls at its end, and those calls."""
    calls: list[tuple[str, Any]] = []
    text = content
    while text.rstrip().endswith(_CLOSE):
        before, opened, block = text.rstrip().removesuffix(_CLOSE).rpartition(_OPEN)
        call, _ = _json.decode_arguments(block)
        if not opened or not isinstance(call, dict) or not isinstance(call.get("name"), str):
            break
        calls.insert(0, (call["name"], call.get("arguments")))
        text = before
    return (text.rstrip("\n") if calls else content), calls


def _thought_in(text: str) -> tuple[str, str | None]:
    """An answer without the thought that it begins with, and that thought."""
    if not text.startswith(_THINK):
        return text, None
    thought, closed, rest = text.removeprefix(_THINK).partition(_THOUGHT)
    return (rest.lstrip("\n"), thought) if closed else (text, None)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _text(row: Detail, key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value else None


class _Export:
    """The rows of a file, of which those of one trial follow each other."""

    def __init__(self) -> None:
        self.trial: _Trial | None = None

    def take(self, done: list[Trace], record: Record) -> None:
        """Read one row; the trace of a trial that it ends is added to `done`."""
        row = record.value
        if not isinstance(row, dict) or not isinstance(row.get("conversations"), list):
            raise MismatchError("wrong-type", "conversations are not a list", "/conversations")
        key = tuple(str(row.get(name)) for name in _KEYS)
        if self.trial is None or self.trial.key != key:
            trial = _Trial(record, key)
            trial.add(record)
            done += self.finished()
            self.trial = trial
        else:
            self.trial.add(record)

    def finished(self) -> list[Trace]:
        """The trace of the trial that was read last, if there is one."""
        return [self.trial.trace()] if self.trial is not None else []


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    export = _Export()
    for record in records:
        done: list[Trace] = []
        yield from take_records([record], partial(export.take, done))
        yield from done
    yield from export.finished()


READER = Reader(
    name="harbor_traces",
    title="Rows that Harbor exports from trajectories, one model call a row",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
