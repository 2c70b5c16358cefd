"""Gemini CLI chats: one JSON document a session, or the JSONL that replaced it in 0.40.

Source: the types and the loader of the CLI's chat recording service (0.10 to 0.40) and chats that
it wrote. A call and its result stand in one record. In JSONL a message is written again when it
grows: the last record of an id counts, in the place of the first; `$rewindTo` takes messages back
and `$set` changes what stands beside them. Approvals are not recorded: a call that the user did not
allow has the status `cancelled`, as one has that was interrupted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import (
    capabilities_of,
    drained,
    file_trace_id,
    moment_of,
    take_records,
    usage_of,
    without,
)
from tracegrade.model import Capability, Detail, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import CallStatus

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "principals", "reasoning")
)
_MODEL = ("gemini", "model")
_TYPES = (*_MODEL, "user", "info", "warning", "error")
_STATUSES: dict[str, CallStatus] = {
    "success": "ok",
    "error": "error",
    "validating": "pending",
    "scheduled": "pending",
    "awaiting_approval": "pending",
    "executing": "pending",
}
_NOT_ALLOWED = "User did not allow tool call"  # what the CLI answers for the user who declines
_USAGE = {
    "input": "input_tokens",
    "output": "output_tokens",
    "cached": "cached_input_tokens",
    "thoughts": "reasoning_tokens",
}
_KNOWN = (
    "id", "type", "role", "timestamp", "ts", "content", "parts", "toolCalls", "thoughts", "tokens",
    "model",
)  # fmt: skip
_CALL_KNOWN = ("id", "name", "args", "result", "status", "timestamp")


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    messages = value.get("messages", value.get("history"))
    if isinstance(messages, list):
        return _sniff_messages(value, messages)
    if isinstance(value.get("sessionId"), str) and isinstance(value.get("projectHash"), str):
        return Evidence(3, "keys 'sessionId' and 'projectHash'")
    if value.get("type") == "gemini" and isinstance(value.get("id"), str):
        return Evidence(3, "a message of type 'gemini'")
    if isinstance(value.get("$rewindTo"), str):
        return Evidence(3, "key '$rewindTo'")
    return None


def _sniff_messages(value: Detail, messages: list[Any]) -> Evidence | None:
    first = messages[0] if messages else None
    if isinstance(value.get("projectHash"), str) and isinstance(value.get("sessionId"), str):
        return Evidence(3, "keys 'sessionId', 'projectHash' and 'messages'")
    if not isinstance(first, dict):
        return None
    if "sessionId" in value and first.get("type") in _TYPES and "role" not in first:
        return Evidence(2, "key 'sessionId' beside messages with a type")
    if "history" in value and first.get("role") in _TYPES and isinstance(first.get("parts"), list):
        return Evidence(2, "a history of messages with role and parts")
    return None


class _Chat:
    """The records of one session."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.metadata: Detail = {}
        self.messages: dict[str, tuple[Detail, str, Record]] = {}
        self.taken_back: list[Detail] = []

    def add(self, message: Any, pointer: str, record: Record) -> None:
        """Keep a message, in the place of an earlier one of its id."""
        if not isinstance(message, dict):
            raise MismatchError("wrong-type", "a message is not an object", pointer)
        _check(message, pointer)
        message_id = text_id(message.get("id"), "id") or f"#{len(self.messages)}"
        self.messages[message_id] = (message, pointer, record)

    def rewind(self, message_id: str) -> None:
        """Take back a message and all after it; all of them where the id is unknown."""
        ids = list(self.messages)
        start = ids.index(message_id) if message_id in self.messages else 0
        self.taken_back += [self.messages.pop(each)[0] for each in ids[start:]]

    def trace(self) -> Trace:
        """The trace of the messages that stand."""
        steps = _Steps()
        problems: list[Problem] = []
        for message, pointer, record in self.messages.values():
            steps.add(message, pointer)
            problems += drained(record, steps.builder.notes)
        builder = steps.builder
        session = self.metadata.pop("sessionId", None)
        trace = Trace(
            session if isinstance(session, str) and session else file_trace_id(self.record),
            builder.columns,
            source=self.record.source("gemini_cli"),
            capabilities=capabilities_of(builder.columns, "error_status", "tool_results"),
            problems=tuple(problems),
        )
        trace.model = steps.model
        if self.taken_back:
            self.metadata["taken_back"] = self.taken_back
        trace.metadata = self.metadata or None
        return trace


def _check(message: Detail, pointer: str) -> None:
    """Refuse a message that cannot be read, before any of it is."""
    kind = message.get("type", message.get("role"))
    if kind not in _TYPES:
        raise MismatchError("unknown-role", f"type {kind!r} is not of this format", pointer)
    calls = message.get("toolCalls")
    if calls is not None and not isinstance(calls, list):
        raise MismatchError("wrong-type", "toolCalls are not a list", f"{pointer}/toolCalls")
    for place, call in enumerate(list_or_empty(calls)):
        where = f"{pointer}/toolCalls/{place}"
        if not isinstance(call, dict) or not isinstance(call.get("name"), str):
            raise MismatchError("wrong-type", "a tool call has no name", where)
        text_id(call.get("id"), "id")


class _Steps:
    """Steps being made of messages, in order."""

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.model: str | None = None

    def add(self, message: Detail, pointer: str) -> None:
        """Add the steps of a message."""
        kind = message.get("type", message.get("role"))
        content = message.get("content", message.get("parts"))
        text, others = _text(content)
        extra = without(message, _KNOWN) or {}
        if others:
            extra["content"] = others
        common: Detail = {"at": _moment(message), "extra": extra or None}
        if kind in _MODEL:
            self._answer(message, text, common, pointer)
        elif kind == "error":
            self.builder.step("error", None, message=text, **common)
        elif kind == "user":
            self.builder.step("user", text, principal="human:user", **common)
        else:
            common["extra"] = {**extra, "level": kind}
            self.builder.step("note", text, **common)

    def _answer(self, message: Detail, text: str | None, common: Detail, pointer: str) -> None:
        model = message.get("model")
        named = model if isinstance(model, str) else None
        self.model = self.model or named
        parent = self.builder.step(
            "assistant",
            text,
            model=named,
            reasoning=_thoughts(message.get("thoughts")),
            usage=_tokens(message.get("tokens")),
            **common,
        )
        calls = list_or_empty(message.get("toolCalls"))
        for place, call in enumerate(calls):
            self._call(call, parent, f"{pointer}/toolCalls/{place}")
        for place, call in enumerate(calls):
            if _has_result(call):
                self._result(call, f"{pointer}/toolCalls/{place}")

    def _call(self, call: Detail, parent: int, pointer: str) -> None:
        """A call; how it stands is said here only where it has no result to say it."""
        ended = _has_result(call)
        known = _CALL_KNOWN if ended else tuple(key for key in _CALL_KNOWN if key != "status")
        self.builder.call(
            call["name"],
            text_id(call.get("id"), "id"),
            call.get("args"),
            parent=parent,
            pointer=pointer,
            at=None if ended else _moment(call),
            status=None if ended else _STATUSES.get(str(call.get("status"))),
            extra=None if ended else without(call, known),
        )

    def _result(self, call: Detail, pointer: str) -> None:
        said, content = _output(call.get("result"))
        status = _STATUSES.get(str(call.get("status")), "unknown")
        if call.get("status") == "cancelled" and said is not None and _NOT_ALLOWED in said:
            status = "denied"
        extra = without(call, _CALL_KNOWN) or {}
        if call.get("status") not in ("success", "error"):
            extra["status"] = call.get("status")
        self.builder.result(
            text_id(call.get("id"), "id"),
            said,
            pointer=pointer,
            status=status,
            content=content,
            at=_moment(call),
            extra=extra or None,
        )


def _has_result(call: Detail) -> bool:
    return call.get("result") is not None or call.get("status") in ("success", "error")


def _moment(value: Detail) -> Any:
    if "timestamp" in value:
        return moment_of(value["timestamp"])
    return moment_of(value.get("ts"), per_second=1)


def _text(content: Any) -> tuple[str | None, list[Any]]:
    """The text of a content, and its parts of other media."""
    if content is None or isinstance(content, str):
        return content, []
    parts = content if isinstance(content, list) else [content]
    texts = [part if isinstance(part, str) else _said(part) for part in parts]
    said = [text for text in texts if text is not None]
    others = [part for part, text in zip(parts, texts, strict=True) if text is None]
    return "".join(said) if said else None, others


def _said(part: Any) -> str | None:
    text = part.get("text") if isinstance(part, dict) else None
    return text if isinstance(text, str) else None


def _thoughts(thoughts: Any) -> str | None:
    said: list[str] = []
    for thought in list_or_empty(thoughts):
        keys = ("subject", "description")
        parts = [thought.get(key) for key in keys] if isinstance(thought, dict) else []
        said += [": ".join(part for part in parts if isinstance(part, str))]
    return "\n".join(text for text in said if text) or None


def _tokens(tokens: Any) -> Detail | None:
    """Usage; thoughts are not part of the CLI's `output`, but are paid as such."""
    found = usage_of(tokens, _USAGE, cached=("tool",))
    if found and "reasoning_tokens" in found and "output_tokens" in found:
        found["output_tokens"] += found["reasoning_tokens"]
    return found


def _output(result: Any) -> tuple[str | None, Any]:
    """What a tool returned: its text alone, else all of it as content."""
    if result is None or isinstance(result, str):
        return result, None
    parts = result if isinstance(result, list) else [result]
    answer = parts[0].get("functionResponse") if parts and isinstance(parts[0], dict) else None
    response = answer.get("response") if isinstance(answer, dict) else None
    if len(parts) == 1 and isinstance(response, dict):
        said = response.get("output", response.get("error"))
        if isinstance(said, str):
            return said, None
        return None, response
    texts, others = _text(result)
    return (texts, None) if texts is not None and not others else (_json.as_text(result), result)


class _File:
    """The chats of one file."""

    def __init__(self) -> None:
        self.chats: list[_Chat] = []

    def take(self, record: Record) -> None:
        """Read a document, or a line of a session."""
        value = record.value
        if not isinstance(value, dict):
            raise MismatchError("wrong-type", "not an object")
        messages = value.get("messages", value.get("history"))
        if messages is not None or ("sessionId" in value and "type" not in value):
            self._begin(record, value, messages)
        elif "$rewindTo" in value:
            self._chat(record).rewind(text_id(value["$rewindTo"], "$rewindTo") or "")
        elif "$set" in value:
            self._change(record, value["$set"])
        else:
            self._chat(record).add(value, "", record)

    def _chat(self, record: Record) -> _Chat:
        if not self.chats:
            self.chats.append(_Chat(record))
        return self.chats[-1]

    def _begin(self, record: Record, value: Detail, messages: Any) -> None:
        """A whole session, or the first line of one."""
        if messages is not None and not isinstance(messages, list):
            raise MismatchError("wrong-type", "messages are not a list", "/messages")
        key = "messages" if "messages" in value else "history"
        chat = _Chat(record)
        for place, message in enumerate(messages or ()):
            chat.add(message, f"/{key}/{place}", record)
        chat.metadata = without(value, ("messages", "history")) or {}
        current = self.chats[-1] if self.chats else None
        if messages is None and current and not current.metadata:
            current.metadata = chat.metadata
        elif current is None or messages is not None or not _is_same(current, chat):
            self.chats.append(chat)
        else:
            current.metadata.update(chat.metadata)

    def _change(self, record: Record, change: Any) -> None:
        if not isinstance(change, dict):
            raise MismatchError("wrong-type", "$set is not an object", "/$set")
        chat = self._chat(record)
        messages = change.get("messages")
        if isinstance(messages, list) and messages:
            fresh = _Chat(record)
            for place, message in enumerate(messages):
                fresh.add(message, f"/$set/messages/{place}", record)
            chat.messages = fresh.messages
        chat.metadata.update(without(change, ("messages",)) or {})


def _is_same(one: _Chat, other: _Chat) -> bool:
    return one.metadata.get("sessionId") == other.metadata.get("sessionId")


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    file = _File()
    yield from take_records(records, file.take)
    for chat in file.chats:
        yield chat.trace()


READER = Reader(
    name="gemini_cli",
    title="Gemini CLI chats: session documents, and JSONL since 0.40",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
