"""The thread of an AutoGen team, with the calls that only its agents' models saw."""

from __future__ import annotations

from typing import Any, NamedTuple

from tracegrade.formats._common import list_or_empty
from tracegrade.formats._reader import MismatchError

__all__ = ["thread_of"]

_CALLS = ("ToolCallRequestEvent", "AssistantMessage")
_RESULTS = "FunctionExecutionResultMessage"


class _Unit(NamedTuple):
    """A stretch of what an agent's model saw: words that it said, or calls with their results."""

    rows: list[dict[str, Any]]
    words: list[Any]


def thread_of(states: dict[str, Any]) -> list[Any]:
    """Every message of a team in order: its manager's thread, and calls that this leaves out.

    Raises:
        MismatchError: No manager keeps a thread, and no agent a context.
    """
    threads = [
        state["message_thread"]
        for state in states.values()
        if isinstance(state, dict) and isinstance(state.get("message_thread"), list)
    ]
    thread: list[Any] = max(threads, key=len, default=[])
    contexts = {name: rows for name, state in states.items() if (rows := _context(state))}
    if not thread and len(contexts) == 1:
        return next(iter(contexts.values()))
    if not threads:
        raise MismatchError("wrong-type", "no thread of messages", "/agent_states")
    known = {call for row in thread for call in _called(row)}
    if known:  # since version 0.5 the thread holds every call itself
        return thread
    units = {name: _units(rows) for name, rows in contexts.items()}
    woven: list[Any] = []
    for row in thread:
        source, said = (
            (row.get("source"), row.get("content")) if isinstance(row, dict) else ("", "")
        )
        waiting = units.get(source, []) if isinstance(source, str) else []
        at = next((at for at, unit in enumerate(waiting) if said in unit.words), -1)
        woven += [one for unit in waiting[: at + 1] for one in unit.rows]
        del waiting[: at + 1]
        woven.append(row)
    return woven + [one for waiting in units.values() for unit in waiting for one in unit.rows]


def _context(state: Any) -> list[dict[str, Any]]:
    """What the model of an agent saw last."""
    inner = state.get("agent_state", state) if isinstance(state, dict) else None
    context = inner.get("llm_context") if isinstance(inner, dict) else None
    rows = context.get("messages") if isinstance(context, dict) else None
    return [row for row in list_or_empty(rows) if isinstance(row, dict)]


def _called(row: Any) -> list[str]:
    """Ids of the calls that a message makes."""
    content = row.get("content") if isinstance(row, dict) else None
    if not isinstance(content, list) or row.get("type") not in _CALLS:
        return []
    ids = [call.get("id") for call in content if isinstance(call, dict)]
    return [one for one in ids if isinstance(one, str)]


def _units(rows: list[dict[str, Any]]) -> list[_Unit]:
    """Calls with their results, and the words of the agent, which the thread holds itself.

    A summary of results and a handoff have the words of the results that they repeat.
    """
    found: list[_Unit] = []
    for row in rows:
        content = row.get("content")
        if _called(row):
            found.append(_Unit([row], []))
        elif row.get("type") == _RESULTS and found:
            found[-1].rows.append(row)
            results = [
                one.get("content") for one in list_or_empty(content) if isinstance(one, dict)
            ]
            found[-1].words.extend([*results, "\n".join(str(one) for one in results)])
        elif row.get("type") == "AssistantMessage":
            found.append(_Unit([], [content]))
    return found
