"""Messages of a log of the Model Context Protocol, bare or in an envelope, and what answers what.

An id belongs to the side that sent the request: both sides count on their own. Where a log does not
say who sent a message, a response answers the request of its id whose method gives such results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from tracegrade import _json
from tracegrade.formats._sessions import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Detail

__all__ = ["Message", "OpenRequests", "Request", "is_mcp", "messages_of"]

_CARRIERS = ("message", "msg", "payload", "data", "raw", "frame", "rpc", "json", "line", "content")
"""Keys under which an envelope holds a message; `request` and `response` are those of HTTP."""

_SIDES = ("direction", "dir", "sender", "from", "source", "side", "type")
_TIMES = ("ts", "timestamp", "time", "at", "@timestamp")
_SESSIONS = ("session_id", "sessionId", "session", "connection_id", "server", "server_name")
_METHODS = frozenset((
    "tools/call", "tools/list", "resources/read", "resources/list", "resources/templates/list",
    "resources/subscribe", "resources/unsubscribe", "prompts/get", "prompts/list",
    "completion/complete", "logging/setLevel", "sampling/createMessage", "elicitation/create",
    "roots/list", "tasks/get", "tasks/result", "tasks/cancel", "tasks/list", "server/discover",
    "notifications/initialized", "notifications/progress", "notifications/message",
    "notifications/cancelled", "notifications/tools/list_changed",
))  # fmt: skip
_ANSWERS = {
    "initialize": ("protocolVersion",), "server/discover": ("protocolVersion", "serverInfo"),
    "tools/call": ("content", "structuredContent", "toolResult", "task", "inputRequests"),
    "tools/list": ("tools",), "resources/list": ("resources",), "resources/read": ("contents",),
    "prompts/list": ("prompts",), "prompts/get": ("messages",), "roots/list": ("roots",),
    "sampling/createMessage": ("model", "role"), "elicitation/create": ("action",),
    "completion/complete": ("completion",), "tasks/list": ("tasks",), "tasks/get": ("taskId",),
    "tasks/cancel": ("taskId",), "tasks/result": ("content", "structuredContent"),
}  # fmt: skip
"""Keys of which a method's result has one."""


class Message(NamedTuple):
    """One message.

    Attributes:
        value: The message itself.
        side: Who sent it, in the log's own words; `None` where the log does not say.
        at: When, as a step's `at`.
        session: The session that it belongs to, if the log names one.
        pointer: Where it stands in its record.
    """

    value: Detail
    side: str | None
    at: Any
    session: str | None
    pointer: str


def is_mcp(value: Any) -> bool:
    """Whether a message is of this protocol and not of another one on the same carrier."""
    method, params, result = value.get("method"), value.get("params"), value.get("result")
    if method == "initialize":  # language servers have a method of this name as well
        return type(params) is dict and type(params.get("protocolVersion")) is str
    if type(method) is str:
        return method in _METHODS
    if type(result) is not dict:
        return False
    tools = result.get("tools")
    declares = type(tools) is list and any(
        type(one) is dict and "inputSchema" in one for one in tools
    )
    greets = type(result.get("protocolVersion")) is str and "serverInfo" in result
    return declares or greets or ("content" in result and "isError" in result)


def messages_of(record: Record) -> Iterator[Message]:
    """The messages of a record: one, a batch, or what envelopes hold."""
    listed = record.value if type(record.value) is list else None
    for number, one in enumerate([record.value] if listed is None else listed):
        pointer = "" if listed is None else f"/{number}"
        if _is_message(one):
            yield Message(one, None, None, None, pointer)
        elif type(one) is dict:
            yield from _enveloped(one, pointer)


def _is_message(value: Any) -> TypeGuard[Detail]:
    return type(value) is dict and value.get("jsonrpc") == "2.0"


def _enveloped(envelope: Detail, pointer: str) -> Iterator[Message]:
    """What an envelope holds: a message or a batch, which may be written as text."""
    for key in _CARRIERS:
        inner = envelope.get(key)
        if type(inner) is str and inner.startswith(("{", "[")) and '"jsonrpc"' in inner:
            inner = _json.decode_arguments(inner)[0]
        batch = inner if type(inner) is list else [inner]
        found = [one for one in batch if _is_message(one)]
        if found:
            side, session = _text(envelope, _SIDES), _text(envelope, _SESSIONS)
            at = _moment(next((envelope[name] for name in _TIMES if name in envelope), None))
            for one in found:
                yield Message(one, side, at, session, f"{pointer}/{key}")
            return


def _text(envelope: Detail, names: tuple[str, ...]) -> str | None:
    found = (envelope[name] for name in names if type(envelope.get(name)) is str)
    return next(found, None)


def _moment(value: Any) -> Any:
    """Seconds, milliseconds or nanoseconds since 1970, by their size; or ISO text."""
    if type(value) not in (int, float) or not abs(value) < 1e20:
        return moment_of(value)
    scale = 1 if abs(value) < 1e11 else 1_000 if abs(value) < 1e14 else 1_000_000_000
    return moment_of(round(value / scale * 1_000_000), per_second=1_000_000)


class Request:
    """A request that waits for its answer.

    Attributes:
        method: What was asked for.
        params: With what.
        message: The whole message.
        call: Position of the step that it became, or -1.
    """

    __slots__ = ("call", "message", "method", "params")

    def __init__(self, message: Message) -> None:
        params = message.value.get("params")
        self.message = message
        self.method = str(message.value.get("method"))
        self.params: Detail = params if type(params) is dict else {}
        self.call = -1


class OpenRequests:
    """The requests that nothing has answered."""

    def __init__(self) -> None:
        self._by_id: dict[bytes, list[Request]] = {}

    def add(self, request: Request) -> None:
        """A request was sent."""
        key = _json.canonical(request.message.value.get("id"))
        self._by_id.setdefault(key, []).append(request)

    def take(self, response: Message) -> Request | None:
        """The request that a response answers, which is closed."""
        key = _json.canonical(response.value.get("id"))
        waiting = self._by_id.get(key, [])
        others = [
            one for one in waiting if one.message.side != response.side or response.side is None
        ]
        fitting = [one for one in others if _fits(one, response.value.get("result"))]
        found = next(iter(fitting or others), None)
        if found is not None:
            waiting.remove(found)
        if not waiting:
            self._by_id.pop(key, None)
        return found

    def find(self, request_id: Any, side: str | None) -> Request | None:
        """The request of this id that this side sent."""
        waiting = self._by_id.get(_json.canonical(request_id), [])
        return next((one for one in waiting if one.message.side == side), None)

    def calls(self) -> list[Request]:
        """The calls of tools that are under way."""
        waiting = (one for listed in self._by_id.values() for one in listed)
        return [one for one in waiting if one.method == "tools/call"]


def _fits(request: Request, result: Any) -> bool:
    keys = _ANSWERS.get(request.method)
    if type(result) is not dict:
        return False
    if "model" in result and "role" in result:  # has content, as what a tool returns
        return request.method == "sampling/createMessage"
    return keys is None or any(key in result for key in keys)
