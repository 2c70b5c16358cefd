"""OpenCode sessions: an export of one, its storage, or the records of the storage in one stream.

Source: the message and part schemas of OpenCode 0.1 to 1.3 and files that it stored. Storage keeps
one file a session, a message and a part; the file of a session leads to the others. They may also
come as one stream, in any order of sessions and messages, the parts of a message in order. An export is `{"info", "messages":
[{"info", "parts"}]}`. A tool part holds the call and its result. Approvals are not recorded: a call
that was refused is an error that says so. A sub-agent is a session with a parent, and lies inside
the `task` call that names it.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, drained, moment_of, take_records
from tracegrade.formats.readers._opencode_steps import Message, OpenCodeSteps, Session
from tracegrade.formats.readers._opencode_storage import companions
from tracegrade.model import Capability, Detail, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "cost", "tool_results", "error_status", "principals", "sub_agents",
        "reasoning",
    )
)  # fmt: skip
_PART_TYPES = frozenset(
    (
        "text", "reasoning", "tool", "file", "step-start", "step-finish", "snapshot", "patch",
        "agent", "subtask", "retry", "compaction",
    )
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    info = value.get("info")
    if isinstance(info, dict):
        return _sniff_export(value, info)
    if _is_part(value):
        return Evidence(3, f"a part of type {value['type']!r} with 'messageID'")
    if _is_message(value):
        return Evidence(3, "a message with 'sessionID' and 'role'")
    if _is_session(value):
        return Evidence(3, "a session with 'projectID'")
    return None


def _sniff_export(value: Detail, info: Detail) -> Evidence | None:
    if _is_message(info) and isinstance(value.get("parts"), list):
        return Evidence(3, "a message with 'info' of a session, and 'parts'")
    if _is_session(info) and isinstance(value.get("messages"), list):
        return Evidence(3, "a session's 'info' beside 'messages'")
    return None


def _is_session(value: Detail) -> bool:
    named = isinstance(value.get("id"), str) and isinstance(value.get("time"), dict)
    return named and ("projectID" in value or "directory" in value) and "sessionID" not in value


def _is_message(value: Detail) -> bool:
    return isinstance(value.get("sessionID"), str) and value.get("role") in ("user", "assistant")


def _is_part(value: Detail) -> bool:
    return (
        isinstance(value.get("type"), str)
        and value["type"] in _PART_TYPES
        and ("messageID" in value or str(value.get("id")).startswith(("prt_", "p_")))
        and "role" not in value
    )


class _Stream:
    """The records of one stream, by session and message."""

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.messages: dict[str, Message] = {}
        self.lost: list[tuple[Record, Detail]] = []  # parts of messages that have not been seen

    def take(self, record: Record) -> None:
        """Sort one record in."""
        value = record.value
        if not isinstance(value, dict):
            raise MismatchError("wrong-type", "not an object")
        info = value.get("info")
        if isinstance(info, dict) and isinstance(value.get("messages"), list):
            self._export(record, info, value["messages"])
        elif isinstance(info, dict):
            self._message(record, info, value.get("parts"), "/parts")
        elif "role" in value and isinstance(value.get("sessionID"), str):
            self._message(record, value, [], "")
        elif isinstance(value.get("type"), str) and ("messageID" in value or "id" in value):
            _check_part(value, "")
            self.lost.append((record, value))
        elif _is_session(value):
            self._session(record, value)
        else:
            raise MismatchError("wrong-type", "neither a session nor a message nor a part")

    def _export(self, record: Record, info: Detail, messages: list[Any]) -> None:
        session = self._session(record, info)
        for place, message in enumerate(messages):
            held = message.get("info") if isinstance(message, dict) else None
            if not isinstance(held, dict):
                raise MismatchError("wrong-type", "a message has no info", f"/messages/{place}")
            held.setdefault("sessionID", session.id)
            self._message(record, held, message.get("parts"), f"/messages/{place}/parts")

    def _session(self, record: Record, info: Detail) -> Session:
        session_id = text_id(info.get("id"), "id")
        if session_id is None:
            raise MismatchError("wrong-type", "a session has no id", "/id")
        session = self.sessions.setdefault(session_id, Session(session_id, record))
        session.info, session.record = info, record
        return session

    def _message(self, record: Record, info: Detail, parts: Any, pointer: str) -> None:
        role, session_id = info.get("role"), text_id(info.get("sessionID"), "sessionID")
        message_id = text_id(info.get("id"), "id")
        if role not in ("user", "assistant") or session_id is None or message_id is None:
            raise MismatchError("unknown-role", "a message without id, session or known role")
        if not isinstance(parts, list):
            raise MismatchError("wrong-type", "parts are not a list", pointer)
        for place, part in enumerate(parts):
            _check_part(part, f"{pointer}/{place}")
        message = Message(info, record, [(part, record) for part in parts])
        session = self.sessions.setdefault(session_id, Session(session_id, record))
        session.messages[message_id] = self.messages[message_id] = message

    def settle(self) -> list[Problem]:
        """Give each part to its message; a problem for each that has none."""
        problems: list[Problem] = []
        for record, part in self.lost:
            # the oldest parts name their message by the folder that they lie in only
            named = part.get("messageID", PurePath(record.path or "").parent.name)
            message = self.messages.get(str(named))
            if message is not None:
                message.parts.append((part, record))
                continue
            text = "a part of a message that this stream does not hold"
            problem = record.problem("incomplete-session", text, "/messageID")
            problem.severity = "error"
            problems.append(problem)
        return problems

    def trace(self, session: Session) -> Trace | Problem:
        """The trace of a session with the sub-agents that it started."""
        has_parts = any(message.parts for message in session.messages.values())
        if not session.messages or not (session.info or has_parts):
            text = f"a piece of session {session.id!r}: its other records lie in other files"
            problem = session.record.problem("incomplete-session", text)
            problem.severity = "error"
            return problem
        problems: list[Problem] = []
        steps = OpenCodeSteps(self.sessions)
        for record in steps.read(session):
            problems += drained(record, steps.builder.notes)
        columns = steps.builder.columns
        version = session.info.get("version")
        trace = Trace(
            session.id,
            columns,
            source=session.record.source("opencode", version if isinstance(version, str) else None),
            capabilities=capabilities_of(columns, "error_status", "tool_results"),
            problems=tuple(problems),
        )
        trace.model = steps.model
        trace.metadata = session.info or None
        trace.completion = steps.completion
        return trace


def _check_part(part: Any, pointer: str) -> None:
    """Refuse a part that cannot be read."""
    kind = part.get("type") if isinstance(part, dict) else None
    if not isinstance(kind, str):
        raise MismatchError("wrong-type", "a part has no type", pointer)
    if kind in ("text", "reasoning") and not isinstance(part.get("text"), str):
        raise MismatchError("wrong-type", "text is not text", f"{pointer}/text")
    if kind == "tool":
        text_id(part.get("callID"), "callID")
        if not isinstance(part.get("tool"), str) or not isinstance(part.get("state"), dict):
            raise MismatchError("wrong-type", "a tool part without tool or state", pointer)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    stream = _Stream()
    yield from take_records(records, stream.take)
    yield from stream.settle()
    inner = {
        session.id
        for session in stream.sessions.values()
        if session.info.get("parentID") in stream.sessions and _is_called(stream, session)
    }
    for session in sorted(stream.sessions.values(), key=_begun):
        if session.id not in inner:
            yield stream.trace(session)


def _is_called(stream: _Stream, session: Session) -> bool:
    """Whether a call of its parent's names the session, and no chain of parents comes back to it."""
    above, seen = session, {session.id}
    while (parent := stream.sessions.get(str(above.info.get("parentID")))) is not None:
        if parent.id in seen:
            return False
        seen.add(parent.id)
        above = parent
    return session.id in stream.sessions[str(session.info["parentID"])].called()


def _begun(session: Session) -> tuple[int, str]:
    time = session.info.get("time")
    moment = moment_of(time.get("created")) if isinstance(time, dict) else None
    return moment if isinstance(moment, int) else 0, session.id


READER = Reader(
    name="opencode",
    title="OpenCode sessions: an export, a storage folder, or its records in one stream",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
    companions=companions,
)
