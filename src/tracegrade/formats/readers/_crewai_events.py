"""Events of CrewAI's bus into steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import moment_of, usage_of
from tracegrade.model import Detail

if TYPE_CHECKING:
    from tracegrade.model import Completion

__all__ = ["EventSteps"]

_USAGE = {
    "prompt_tokens": "input_tokens", "completion_tokens": "output_tokens",
    "cached_prompt_tokens": "cached_input_tokens", "reasoning_tokens": "reasoning_tokens",
}  # fmt: skip
_HOPS = 64  # events around an event


class EventSteps:
    """Steps being made of the events of one run.

    Attributes:
        builder: The columns so far.
        agent: Role of the agent that answered first.
        model: The model that answered first.
        completion: How the run ended, if an event says so.
        metadata: What stands beside the steps.
        counts: How many events were bookkeeping, by type.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self.model: str | None = None
        self.completion: Completion | None = None
        self.metadata: Detail = {}
        self.counts: Counter[str] = Counter()
        self._around: dict[str, str] = {}  # event -> the event around it
        self._open: dict[str, int] = {}  # id of a started tool -> its call
        self._names: dict[str, tuple[str, bytes]] = {}
        self._answers: dict[str, int] = {}  # agent and task -> latest model call
        self._heard: dict[str, set[tuple[Any, str | None]]] = {}

    @staticmethod
    def in_order(events: list[Detail]) -> list[Detail]:
        """Events in the order in which they were emitted, where every one tells its place."""
        places: list[Any] = [event.get("emission_sequence") for event in events]
        if all(type(place) is int for place in places) and len({*places}) == len(places):
            return sorted(events, key=lambda event: event["emission_sequence"])
        return events

    def add(self, event: Detail, where: str) -> None:
        """Read one event.

        Raises:
            MismatchError: It lacks what an event of its type holds.
        """
        kind = event.get("type")
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "an event has no type", f"{where}/type")
        around = event.get("parent_event_id")
        if isinstance(event.get("event_id"), str) and isinstance(around, str):
            self._around[event["event_id"]] = around
        if kind in _READ:
            _READ[kind](self, event, where)
        elif kind.endswith(("_failed", "_error")):
            self._error(event, where)
        else:
            self.counts[kind] += 1

    def _inside(self, event: Detail) -> int:
        """The position of the open call under which an event happened, or -1."""
        around = event.get("parent_event_id")
        for _ in range(_HOPS):
            if not isinstance(around, str):
                return -1
            if around in self._open:
                return self._open[around]
            around = self._around.get(around)
        return -1

    def _common(self, event: Detail) -> Detail:
        agent = event.get("agent_role")
        return {
            "agent": agent.strip() if isinstance(agent, str) else None,
            "at": moment_of(event.get("timestamp")),
            "parent": self._inside(event),
        }

    # runs

    def _kickoff(self, event: Detail, where: str) -> None:
        self.counts[str(event.get("type"))] += 1
        for key in ("crew_name", "inputs"):
            if event.get(key) is not None:
                self.metadata.setdefault(key, event[key])

    def _finished(self, event: Detail, where: str) -> None:
        self.counts[str(event.get("type"))] += 1
        self.completion = "complete"

    def _error(self, event: Detail, where: str) -> None:
        text = _json.as_text(event.get("error"))
        extra = {"type": event.get("type")}
        self.builder.step("error", None, message=text, extra=extra, **self._common(event))
        if event.get("type") == "crew_kickoff_failed":
            self.completion = "interrupted"

    # model calls

    def _asked(self, event: Detail, where: str) -> None:
        """A model is asked: what it was not told before, and nobody answered."""
        heard = self._heard.setdefault(_whose(event), set())
        messages = event.get("messages")
        rows: list[Any] = (
            [{"role": "user", "content": messages}]
            if isinstance(messages, str)
            else list_or_empty(messages)
        )
        for message in rows:
            role = message.get("role") if isinstance(message, dict) else None
            if role not in ("system", "user"):
                continue
            text = _json.as_text(message.get("content"))
            if (role, text) not in heard:
                heard.add((role, text))
                common = self._common(event)
                common["agent"] = None
                self.builder.step(role, text, **common)

    def _answered(self, event: Detail, where: str) -> None:
        response, model = event.get("response"), event.get("model")
        model = model if isinstance(model, str) else None
        text = response if isinstance(response, str) else None
        reason = event.get("finish_reason")
        common = self._common(event)
        self.agent, self.model = self.agent or common["agent"], self.model or model
        self._answers[_whose(event)] = self.builder.step(
            "assistant",
            text,
            model=model,
            usage=usage_of(event.get("usage"), _USAGE),
            stop_reason=reason if isinstance(reason, str) else None,
            **common,
        )

    # tools

    def _started(self, event: Detail, where: str) -> None:
        tool = event.get("tool_name")
        if not isinstance(tool, str):
            raise MismatchError("wrong-type", "tool_name is not text", f"{where}/tool_name")
        named = event.get("event_id")
        named = named if isinstance(named, str) else None
        common = self._common(event)
        parent = self._answers.get(_whose(event), common["parent"])
        common["parent"] = parent
        index = self.builder.call(tool, named, event.get("tool_args"), pointer=where, **common)
        self._open[named or ""] = index
        self._names[named or ""] = (tool, _json.canonical(event.get("tool_args")))

    def _ended(self, event: Detail, where: str) -> None:
        """A tool gave something, or raised."""
        named = self._started_as(event)
        failure = event.get("failure")
        failed = event.get("type") == "tool_usage_error" or failure is not None
        told = event.get("error" if event.get("type") == "tool_usage_error" else "output")
        extra = {"failure": failure, "from_cache": event.get("from_cache") or None}
        kept = {key: value for key, value in extra.items() if value is not None}
        self._open.pop(named or "", None)
        self._names.pop(named or "", None)
        self.builder.result(
            named,
            _json.as_text(told),
            status="error" if failed else "ok",
            pointer=where,
            at=moment_of(event.get("timestamp")),
            duration_s=_seconds(event),
            content=None if isinstance(told, str) else told,
            extra=kept or None,
        )

    def _started_as(self, event: Detail) -> str | None:
        """The id of the event that started a tool; older events name it by tool and arguments."""
        named = event.get("started_event_id")
        if isinstance(named, str) and named in self._open:
            return named
        wanted = (event.get("tool_name"), _json.canonical(event.get("tool_args")))
        return next((one for one, held in self._names.items() if held == wanted), None)

    def _retrieved(self, event: Detail, where: str) -> None:
        query = event.get("query")
        found = event.get("results", event.get("retrieved_knowledge"))
        rows = found if isinstance(found, list) else [found] if found else []
        documents = [{"text": _json.as_text(row)} for row in rows]
        query = query if isinstance(query, str) else None
        self.builder.step(
            "retrieval", None, query=query, documents=documents, **self._common(event)
        )


_READ: dict[str, Callable[[EventSteps, Detail, str], None]] = {
    "crew_kickoff_started": EventSteps._kickoff,
    "crew_kickoff_completed": EventSteps._finished,
    "lite_agent_execution_completed": EventSteps._finished,
    "llm_call_started": EventSteps._asked,
    "llm_call_completed": EventSteps._answered,
    "tool_usage_started": EventSteps._started,
    "tool_usage_finished": EventSteps._ended,
    "tool_usage_error": EventSteps._ended,
    "memory_query_completed": EventSteps._retrieved,
    "knowledge_retrieval_completed": EventSteps._retrieved,
}


def _whose(event: Detail) -> str:
    """Whose conversation an event belongs to: that of an agent at a task."""
    return f"{event.get('agent_id') or event.get('agent_role')}/{event.get('task_id')}"


def _seconds(event: Detail) -> float | None:
    """How long a tool ran; both ends are told by the same clock."""
    try:
        began = datetime.fromisoformat(event["started_at"])
        seconds = (datetime.fromisoformat(event["finished_at"]) - began).total_seconds()
    except (KeyError, TypeError, ValueError):
        return None
    return seconds if seconds >= 0 else None
