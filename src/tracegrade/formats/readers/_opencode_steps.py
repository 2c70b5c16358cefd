"""Messages and parts of OpenCode into steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import text_id
from tracegrade.formats._sessions import moment_of, usage_of, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import CallStatus, Completion, Detail

__all__ = ["Message", "OpenCodeSteps", "Session"]

_STATUSES: dict[str, CallStatus] = {
    "completed": "ok",
    "success": "ok",
    "error": "error",
    "running": "pending",
    "pending": "pending",
}
_REFUSALS = ("The user rejected permission", "The user has specified a rule which prevents")
"""How the errors of refused calls begin; the format has no field for it."""
_IN_CALL = ("text", "reasoning", "tool", "step-finish", "file")
_PART_KNOWN = ("id", "sessionID", "messageID", "type")
_INFO_KNOWN = (
    "id", "sessionID", "role", "time", "agent", "mode", "model", "modelID", "finish", "error",
)  # fmt: skip
_DEEPEST = 20  # sub-agents within sub-agents


@dataclass(slots=True)
class Message:
    """A message and its parts, each with the record that held it."""

    info: Detail
    record: Record
    parts: list[tuple[Detail, Record]]


@dataclass(slots=True)
class Session:
    """A session and its messages, by id."""

    id: str
    record: Record
    info: Detail = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)

    def called(self) -> set[str]:
        """The ids of the sessions that calls of this one started."""
        found = {
            _started(part)
            for message in self.messages.values()
            for part, _ in message.parts
            if part.get("type") == "tool"
        }
        return {one for one in found if one is not None}


def _started(part: Detail) -> str | None:
    """The session that a call started."""
    metadata = part["state"].get("metadata")
    session = (
        metadata.get("sessionId", metadata.get("sessionID")) if isinstance(metadata, dict) else None
    )
    return session if isinstance(session, str) else None


@dataclass(slots=True)
class _Turn:
    """One model call: what it said, and the calls that it made."""

    texts: list[str] = field(default_factory=list)
    thoughts: list[str] = field(default_factory=list)
    tools: list[tuple[Detail, Record]] = field(default_factory=list)
    extra: Detail = field(default_factory=dict)
    finish: Detail | None = None
    marked: bool = False

    def is_bare(self) -> bool:
        return not (self.texts or self.thoughts or self.tools or self.extra)

    def is_empty(self) -> bool:
        return self.is_bare() and self.finish is None


class OpenCodeSteps:
    """Steps being made of a session.

    Attributes:
        builder: The columns so far.
        model: The model that answered first.
        completion: How the session ended, if its last message says so.
    """

    def __init__(self, sessions: dict[str, Session]) -> None:
        self.builder = ColumnsBuilder()
        self.model: str | None = None
        self.completion: Completion | None = None
        self._sessions = sessions
        self._read: set[str] = set()

    def read(self, session: Session) -> Iterator[Record]:
        """Add the steps of a session; gives each record after its steps were added."""
        yield from self._session(session, -1, 0)

    def _session(self, session: Session, parent: int, depth: int) -> Iterator[Record]:
        self._read.add(session.id)
        for message in sorted(session.messages.values(), key=_created):
            if message.info["role"] == "user":
                self._user(message, parent)
            else:
                yield from self._assistant(message, parent, depth)
            yield message.record

    def _common(self, message: Message, parent: int) -> Detail:
        info = message.info
        agent = info.get("agent", info.get("mode"))
        return {
            "parent": parent,
            "at": moment_of(_time(info, "created")),
            "agent": agent if isinstance(agent, str) else None,
        }

    def _user(self, message: Message, parent: int) -> None:
        common = self._common(message, parent)
        instructions = message.info.get("system")
        if isinstance(instructions, str):
            self.builder.step("system", instructions, **common)
        own: list[str] = []
        others: list[Detail] = []
        for part, _ in message.parts:
            if part["type"] == "text" and part.get("synthetic") is not True:
                own.append(part["text"])
            elif part["type"] == "text":
                principal = "environment"  # text that the program adds in the user's name
                self.builder.step("user", part["text"], principal=principal, **common)
            else:
                others.append(part)
        known = (
            "id",
            "sessionID",
            "role",
            "time",
            "agent",
            "mode",
            "system",
            "model",
            "providerID",
            "modelID",
        )
        extra = without(message.info, known) or {}
        if others:
            extra["parts"] = others
        if own or others or not message.parts:
            principal = "human:user" if parent < 0 else "agent:opencode"
            text = "\n".join(own) if own else None
            self.builder.step("user", text, principal=principal, extra=extra or None, **common)

    def _assistant(self, message: Message, parent: int, depth: int) -> Iterator[Record]:
        turns = _turns(message)
        beside = without(message.info, _INFO_KNOWN)
        if beside is not None:
            turns[0].extra["message"] = beside
        has_usage = any(turn.finish and turn.finish.get("tokens") for turn in turns)
        for place, turn in enumerate(turns):
            totals = message.info if not has_usage and place == len(turns) - 1 else None
            yield from self._turn(message, turn, totals, (parent, depth))
        for part, _ in message.parts:
            if part["type"] not in (*_IN_CALL, "step-start", "snapshot"):
                self.builder.step("note", None, extra=part, **self._common(message, parent))
        error = message.info.get("error")
        self.completion = "complete" if message.info.get("finish") == "stop" else None
        if isinstance(error, dict):
            data = error.get("data")
            said = data.get("message") if isinstance(data, dict) else error.get("message")
            name = said if isinstance(said, str) else error.get("name")
            common = self._common(message, parent)
            text = name if isinstance(name, str) else None
            self.builder.step("error", None, message=text, extra={"error": error}, **common)
            self.completion = "interrupted"

    def _turn(
        self, message: Message, turn: _Turn, totals: Detail | None, place: tuple[int, int]
    ) -> Iterator[Record]:
        parent, depth = place
        common = self._common(message, parent)
        model = _model(message.info)
        self.model = self.model or model
        finish = turn.finish or {}
        reason = finish.get("reason", message.info.get("finish"))
        left = without(finish, (*_PART_KNOWN, "reason", "tokens", "cost"))
        if left is not None:
            turn.extra["step"] = left
        index = self.builder.step(
            "assistant",
            "\n".join(turn.texts) if turn.texts else None,
            reasoning="\n".join(turn.thoughts) or None,
            model=model,
            stop_reason=reason if isinstance(reason, str) else None,
            usage=_usage(turn.finish if totals is None else totals),
            extra=turn.extra or None,
            **common,
        )
        agent = common["agent"]
        made = [self._call(part, index, agent) for part, _ in turn.tools]
        for (part, record), call in zip(turn.tools, made, strict=True):
            inner = self._sessions.get(_started(part) or "")
            if inner is not None and inner.id not in self._read and depth < _DEEPEST:
                yield from self._session(inner, call, depth + 1)
            self._result(part, agent)
            yield record

    def _call(self, part: Detail, parent: int, agent: str | None) -> int:
        state = part["state"]
        status = _STATUSES.get(str(state.get("status")))
        known = (*_PART_KNOWN, "callID", "tool", "state")
        return self.builder.call(
            part["tool"],
            text_id(part.get("callID"), "callID"),
            state.get("input"),
            parent=parent,
            at=moment_of(_time(state, "start")),
            agent=agent,
            status="pending" if status == "pending" else None,
            extra=without(part, known),
        )

    def _result(self, part: Detail, agent: str | None) -> None:
        state = part["state"]
        status = _STATUSES.get(str(state.get("status")))
        if (
            status in (None, "pending")
            and state.get("output") is None
            and state.get("error") is None
        ):
            return
        said = state.get("output") if state.get("output") is not None else state.get("error")
        if status == "error" and isinstance(said, str) and said.startswith(_REFUSALS):
            status = "denied"
        elif status == "ok" and _exit_code(state) not in (0, None):
            status = "error"  # the tool ran, and the command in it failed
        begun, ended = _time(state, "start"), _time(state, "end")
        seconds = (ended - begun) / 1000 if type(begun) is int and type(ended) is int else None
        extra = without(state, ("status", "input", "output", "error", "time"))
        self.builder.result(
            text_id(part.get("callID"), "callID"),
            said if isinstance(said, str) else None,
            content=None if isinstance(said, str) else said,
            status=status if status != "pending" else None,
            at=moment_of(ended),
            duration_s=seconds if seconds is not None and abs(seconds) < 2**53 else None,
            agent=agent,
            extra=extra,
        )


def _exit_code(state: Detail) -> int | None:
    about = state.get("metadata")
    code = about.get("exit") if isinstance(about, dict) else None
    return code if type(code) is int else None


def _turns(message: Message) -> list[_Turn]:
    """The model calls that a message holds: several, where calls of tools lie between."""
    turns = [_Turn()]
    for part, record in message.parts:
        turn, kind = turns[-1], part["type"]
        if kind == "step-start" and not turn.is_empty():
            turns.append(_Turn(marked=True))
        elif kind == "step-start":
            turn.marked = True
        else:
            _fill(turns, part, record)
    _merge_bare_finishes(turns)
    return [turn for turn in turns if not turn.is_empty()] or turns[:1]


def _fill(turns: list[_Turn], part: Detail, record: Record) -> None:
    """Add a part to the model call that it belongs to."""
    kind = part["type"]
    if kind in ("text", "reasoning") and turns[-1].tools and not turns[-1].marked:
        turns.append(_Turn())  # what is said after a result was said in a later model call
    turn = turns[-1]
    if kind in ("text", "reasoning"):
        (turn.texts if kind == "text" else turn.thoughts).append(part["text"])
        more = without(part, (*_PART_KNOWN, "text", "time"))
        if more is not None:
            turn.extra.setdefault("parts", []).append({"type": kind, **more})
    elif kind == "tool":
        turn.tools.append((part, record))
    elif kind == "step-finish":
        turn.finish = part
    elif kind == "file":
        turn.extra.setdefault("files", []).append(part)


def _merge_bare_finishes(turns: list[_Turn]) -> None:
    """A step that holds its end only is the end of the one before it."""
    for place in range(len(turns) - 1, 0, -1):
        turn, before = turns[place], turns[place - 1]
        if turn.finish is not None and before.finish is None and turn.is_bare():
            before.finish = turn.finish
            del turns[place]


def _created(message: Message) -> int:
    moment = moment_of(_time(message.info, "created"))
    return moment if isinstance(moment, int) else 0


def _time(value: Detail, key: str) -> Any:
    time = value.get("time")
    return time.get(key) if isinstance(time, dict) else None


def _model(info: Detail) -> str | None:
    held = info.get("model")
    inner = held.get("modelID") if isinstance(held, dict) else None
    name = info.get("modelID", inner)
    return name if isinstance(name, str) else None


def _usage(value: Detail | None) -> Detail | None:
    """Usage; cached tokens and thoughts are not part of OpenCode's input and output."""
    tokens = value.get("tokens") if value is not None else None
    if value is None or not isinstance(tokens, dict):
        return None
    cache = tokens.get("cache")
    cached = cache if isinstance(cache, dict) else {}
    flat = {**tokens, "read": cached.get("read"), "write": cached.get("write")}
    names = {
        "input": "input_tokens", "output": "output_tokens", "read": "cached_input_tokens",
        "reasoning": "reasoning_tokens",
    }  # fmt: skip
    found = usage_of(flat, names, cached=("read", "write")) or {}
    if "output_tokens" in found:
        found["output_tokens"] += found.get("reasoning_tokens", 0)
    cost = value.get("cost")
    if type(cost) in (int, float):
        found["cost_usd"] = cost
    return found or None
