"""Sessions of Claude Code: JSONL, one file a session, each sub-agent in a file beside it.

Source: session files as versions 1.0 to 2.1 of the program write them (`~/.claude/projects`), there
being no published schema. A file is one trace. One response of the model is spread over lines that
share `message.id` and repeat its usage; it becomes one step, its calls standing before their
results. A person's grant of a call leaves no mark in this format, so a trace never claims to show
approvals; denials, edits and permission modes do and are kept.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.readers._claude_code_agents import SubAgent, find_callers, split_threads
from tracegrade.formats.readers._claude_code_lines import Line, line_of
from tracegrade.formats.readers._claude_code_steps import SessionSteps
from tracegrade.model import Capability, Completion, Problem, Trace, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "tool_results", "error_status", "principals", "sub_agents",
        "reasoning",
    )
)  # fmt: skip
_ABOUT = ("cwd", "version", "gitBranch", "entrypoint", "sessionId")
_MARKS = {
    "summary": ("summary", "leafUuid"),
    "queue-operation": ("operation", "sessionId"),
    "file-history-snapshot": ("messageId", "snapshot"),
    "permission-mode": ("permissionMode", "sessionId"),
    "mode": ("mode", "sessionId"),
    "ai-title": ("aiTitle", "sessionId"),
    "custom-title": ("customTitle", "sessionId"),
    "agent-name": ("agentName", "sessionId"),
    "last-prompt": ("lastPrompt", "sessionId"),
}
"""Lines that are no part of the conversation and may come first, with keys that they have."""

_ENDS: dict[str, Completion] = {
    "end_turn": "complete", "stop_sequence": "complete", "max_tokens": "truncated",
    "interrupted": "interrupted",
}  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return None
    kind, message = value["type"], value.get("message")
    if kind in ("user", "assistant"):
        if not isinstance(message, dict) or not isinstance(message.get("content"), str | list):
            return None  # other programs write such lines, with `parts`
        if isinstance(value.get("sessionId"), str) and isinstance(value.get("uuid"), str):
            return Evidence(3, f"type {kind!r} with 'sessionId', 'uuid' and 'message'")
        return None
    if all(key in value for key in _MARKS.get(kind, ("uuid", "parentUuid", "sessionId"))):
        return Evidence(3, f"a line of type {kind!r} of a session")
    return None


def _companions(path: str) -> list[str]:
    """Files of the sub-agents of a session, and what is told about each."""
    folder, name = os.path.split(path)
    stem = name.split(".jsonl")[0]
    if stem == name or name.endswith(".meta.json"):
        return []
    found: list[str] = []
    for parent, folders, names in os.walk(os.path.join(folder, stem, "subagents")):
        folders.sort()
        found += [os.path.join(parent, one) for one in sorted(names) if _is_of_agent(one)]
    if stem.startswith("agent-"):
        about = os.path.join(folder, f"{stem}.meta.json")
        found += [about] if os.path.isfile(about) else []
    else:
        found += _agents_beside(folder, stem)
    return found


def _is_of_agent(name: str) -> bool:
    return name.startswith("agent-") and name.endswith((".jsonl", ".jsonl.gz", ".meta.json"))


def _agents_beside(folder: str, session: str) -> list[str]:
    """Sub-agents in the session's own folder, where versions before 2.1 put them."""
    try:
        changed = os.stat(folder or ".").st_mtime_ns
    except OSError:
        return []
    return _agents_in(folder, changed).get(session, [])


@functools.lru_cache(maxsize=16)
def _agents_in(folder: str, changed: int) -> dict[str, list[str]]:  # noqa: ARG001 part of the key
    """The agents' files in a folder, by the session that their first line names."""
    found: dict[str, list[str]] = {}
    for name in sorted(os.listdir(folder or ".")):
        if not name.startswith("agent-") or not name.endswith(".jsonl"):
            continue
        path = os.path.join(folder, name)
        session = _session_of(path)
        if session is not None:
            found.setdefault(session, []).append(path)
    return found


def _session_of(path: str) -> str | None:
    try:
        with open(path, "rb") as file:
            value = _json.decode(file.readline(1 << 20))
    except (OSError, _json.UndecodableError):
        return None
    session = value.get("sessionId") if isinstance(value, dict) else None
    return session if isinstance(session, str) else None


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    by_file: dict[str | None, list[Line]] = {}
    about: dict[str, Detail] = {}
    problems: list[Problem] = []
    first: Record | None = None
    for record in records:
        first = first or record
        if (record.path or "").endswith(".meta.json") and isinstance(record.value, dict):
            about[str(record.path)] = record.value
            continue
        try:
            line = line_of(record)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            yield problem
            continue
        problems += record.problems
        by_file.setdefault(record.path, []).append(line)
    if first is None:
        return
    thread, agents = split_threads(by_file.pop(first.path, []))
    agents += [SubAgent(lines, path) for path, lines in by_file.items() if path]
    for agent in agents:
        agent.describe(about.get(_beside(agent.path), {}))
    trace = _trace(first, thread, agents, problems)
    own = about.get(_beside(first.path))
    if own is not None:
        trace.metadata = {**(trace.metadata or {}), "sub_agent": own}
    if len(trace) == 0:
        yield first.problem("no-steps", "holds no message, only what the program notes")
    else:
        yield trace


def _beside(path: str | None) -> str:
    """The file that tells about the sub-agent of this file."""
    return (path or "").rsplit(".jsonl", 1)[0] + ".meta.json"


def _trace(
    first: Record, thread: list[Line], agents: list[SubAgent], problems: list[Problem]
) -> Trace:
    callers, uncalled = find_callers([thread, *(agent.lines for agent in agents)], agents)
    steps = SessionSteps(callers)
    steps.add(thread)
    uncalled += [
        agent for found in callers.values() for agent in found if id(agent) not in steps.placed
    ]
    for agent in uncalled:
        steps.add_uncalled(agent)
    version = next((one for line in thread if (one := line.value.get("version"))), None)
    trace = Trace(
        _trace_id(first, thread),
        steps.builder.columns,
        source=first.source("claude_code", version if isinstance(version, str) else None),
        capabilities=_shown(steps),
        problems=tuple(problems + steps.problems),
    )
    columns = steps.builder.columns
    details = [columns.details[index] for index in sorted(columns.details)]
    trace.agent = "claude-code"
    trace.model = next((one["model"] for one in details if "model" in one), None)
    times = [time for one in details if (time := parse_time(one.get("at"))) is not None]
    trace.started_at, trace.ended_at = min(times, default=None), max(times, default=None)
    trace.completion = _ENDS.get(steps.ended or "")
    trace.metadata = _metadata(thread, steps)
    return trace


def _trace_id(first: Record, thread: list[Line]) -> str:
    """The session's id; a sub-agent alone has its own beside it."""
    sessions = (line.value.get("sessionId") for line in thread if line.speaks)
    session = next((one for one in sessions if isinstance(one, str) and one), None)
    agents = [line.value.get("agentId") for line in thread if line.speaks]
    if session is not None and agents and isinstance(agents[0], str) and agents[0] not in session:
        return f"{session}:{agents[0]}"
    return session or default_trace_id(first)


def _metadata(thread: list[Line], steps: SessionSteps) -> Detail | None:
    """What the lines tell of the session as a whole, and the lines that are no step."""
    told: Detail = {}
    for line in thread:
        for key in _ABOUT:
            if line.value.get(key) is not None:
                told.setdefault(key, line.value[key])
    if steps.others:
        told["lines"] = steps.others
    if steps.abandoned["lines"]:
        told["abandoned"] = steps.abandoned
    if steps.copies:
        told["repeated_lines"] = steps.copies
    return told or None


def _shown(steps: SessionSteps) -> frozenset[Capability]:
    """What this capture records."""
    columns = steps.builder.columns
    kept = set[str]().union(*columns.details.values())
    shown: dict[Capability, bool] = {
        "timestamps": "at" in kept,
        "tokens": "usage" in kept,
        "tool_results": True,
        "error_status": True,
        "principals": "principal" in kept,
        "sub_agents": bool(steps.placed),
        "reasoning": "reasoning" in kept,
    }
    return frozenset(name for name, is_shown in shown.items() if is_shown)


READER = Reader(
    name="claude_code",
    title="Claude Code sessions, sub-agents in their own files included",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
    companions=_companions,
)
