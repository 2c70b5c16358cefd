"""Cursor agent transcripts: one message a line, `{"role", "message": {"content": [...]}}`.

Source: transcripts of the editor and of its command line, 2025 and 2026. Blocks are like those of the
Anthropic API, but most tool uses have no id and most files hold no results at all. A result whose id
no tool use has answers the first open tool use without an id. No times, tokens or model are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import (
    capabilities_of,
    drained,
    file_trace_id,
    moment_of,
    object_at,
    take_records,
    without,
)
from tracegrade.model import Capability, Detail, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import CallStatus

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "error_status", "reasoning"))
_ROLES = ("user", "assistant", "system")
_CALLS = ("tool_use", "tool-use")
_RESULTS = ("tool_result", "tool-result")
_KNOWN = ("role", "message", "timestamp")


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or value.get("role") not in _ROLES or "type" in value:
        return None
    message = value.get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, str | list) and "uuid" not in value:
        return Evidence(2, "a role beside a message with content")
    return None


class _Transcript:
    """The messages of one file."""

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.first: Record | None = None
        self.problems: list[Problem] = []
        self.says_errors = False
        self._open: set[str] = set()

    def take(self, record: Record) -> None:
        """Read one message."""
        value = record.value
        if not isinstance(value, dict):
            raise MismatchError("wrong-type", "not an object")
        if "role" not in value and isinstance(value.get("type", value.get("sessionId")), str):
            self.builder.step("note", None, extra=value)
        else:
            self._message(value)
        self.first = self.first or record
        self.problems += drained(record, self.builder.notes)

    def _message(self, value: Detail) -> None:
        role = value.get("role")
        if role not in _ROLES:
            raise MismatchError("unknown-role", f"role {role!r} is not of this format", "/role")
        message = object_at(value, "message")
        blocks = _blocks(message.get("content"))
        results = [block for block in blocks if block["type"] in _RESULTS]
        for block in results if role != "assistant" else ():
            self._result(block)
        rest = [block for block in blocks if block["type"] not in (*_CALLS, *_RESULTS)]
        if role == "assistant" or rest or not results:
            self._said(role, value, rest, blocks)
        for block in results if role == "assistant" else ():
            self._result(block)

    def _said(self, role: str, value: Detail, rest: list[Detail], blocks: list[Detail]) -> None:
        texts = [block["text"] for block in rest if block["type"] == "text"]
        thoughts = [block["thinking"] for block in rest if block["type"] == "thinking"]
        others = [block for block in rest if block["type"] not in ("text", "thinking")]
        extra = {**(without(value, _KNOWN) or {})}
        extra |= without(value["message"], ("content", "role")) or {}
        if others:
            extra["content"] = others
        parent = self.builder.step(
            role,  # type: ignore[arg-type]  # one of _ROLES, which are kinds of steps
            "\n".join(texts) if texts else None,
            at=moment_of(value.get("timestamp")),
            reasoning="\n".join(thoughts) or None,
            extra=extra or None,
        )
        for block in blocks:
            if block["type"] in _CALLS and role == "assistant":
                call_id = text_id(block.get("id"), "id")
                more = without(block, ("type", "id", "name", "input"))
                self.builder.call(
                    block["name"], call_id, block.get("input"), parent=parent, extra=more
                )
                if call_id is not None:
                    self._open.add(call_id)

    def _result(self, block: Detail) -> None:
        named = text_id(block.get("tool_use_id", block.get("tool_call_id")), "tool_use_id")
        content = block.get("content")
        failed = block.get("is_error")
        status: CallStatus | None = None
        if isinstance(failed, bool):
            self.says_errors = True
            status = "error" if failed else "ok"
        known = ("type", "tool_use_id", "tool_call_id", "content", "is_error")
        extra = without(block, known) or {}
        if named is not None and named not in self._open and self._has_unnamed():
            extra["tool_use_id"], named = named, None
        self._open.discard(named or "")
        self.builder.result(
            named,
            content if isinstance(content, str) else None,
            status=status,
            content=None if isinstance(content, str) else content,
            extra=extra or None,
        )

    def _has_unnamed(self) -> bool:
        """Whether a tool use without an id has no result yet."""
        columns = self.builder.columns
        pairs = zip(columns.call_ids, columns.call_results, strict=True)
        return any(call_id is None and result < 0 for call_id, result in pairs)

    def trace(self) -> Trace | None:
        """The trace, unless no line was a message."""
        if self.first is None:
            return None
        always: tuple[Capability, ...] = ("error_status",) if self.says_errors else ()
        return Trace(
            file_trace_id(self.first),
            self.builder.columns,
            source=self.first.source("cursor"),
            capabilities=capabilities_of(self.builder.columns, *always),
            problems=tuple(self.problems),
        )


def _blocks(content: Any) -> list[Detail]:
    """The blocks of a content, each with the type that it needs to be read."""
    if content is None or isinstance(content, str):
        return [{"type": "text", "text": content}] if content is not None else []
    if not isinstance(content, list):
        raise MismatchError("wrong-type", "content is neither text nor a list", "/message/content")
    for place, block in enumerate(content):
        where = f"/message/content/{place}"
        kind = block.get("type") if isinstance(block, dict) else None
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "a content block has no type", where)
        field = {"text": "text", "thinking": "thinking", **dict.fromkeys(_CALLS, "name")}.get(kind)
        if field is not None and not isinstance(block.get(field), str):
            raise MismatchError("wrong-type", f"{field} is not text", f"{where}/{field}")
        for key in ("id", "tool_use_id", "tool_call_id"):
            text_id(block.get(key), key)
    return content


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    transcript = _Transcript()
    yield from take_records(records, transcript.take)
    trace = transcript.trace()
    if trace is not None:
        yield trace


READER = Reader(
    name="cursor",
    title="Cursor agent sessions, one message a line",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
