"""Messages of the OpenTelemetry GenAI conventions: `gen_ai.input.messages` and its like.

Source: the JSON schemas of the semantic conventions (messages of `role` and `parts`). Writers
differ in what a part calls its value: the conventions say `response` for what a tool returned,
pydantic-ai says `result`; both are read. A part of a type that is not known goes to `extra`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._citations import citations_of
from tracegrade.formats._reader import MismatchError, UnsafeValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Call",
    "CallPart",
    "Message",
    "ResponsePart",
    "plain_output",
    "read_message",
    "read_messages",
    "without_repeated_calls",
]

_THOUGHTS = ("reasoning", "thinking")
_CALLS = ("tool_call", "server_tool_call")
_RESPONSES = ("tool_call_response", "server_tool_call_response")
_APPROVALS = ("approval_request", "approval_response")
_FUNCTION_APPROVALS = {
    "function_approval_request": "approval_request",
    "function_approval_response": "approval_response",
}


Call = tuple[str, str | None, Any, dict[str, Any] | None]
"""A tool call: the tool, the call's id, its arguments, and what else its part holds."""


class CallPart:
    """A tool call that a message asks for."""

    __slots__ = ("arguments", "call_id", "extra", "tool")

    def __init__(
        self, tool: str, call_id: str | None, arguments: Any, extra: dict[str, Any] | None
    ) -> None:
        self.tool = tool
        self.call_id = call_id
        self.arguments = arguments
        self.extra = extra


class ResponsePart:
    """What a tool returned, as the model was told."""

    __slots__ = ("call_id", "extra", "tool", "value")

    def __init__(
        self,
        call_id: str | None,
        value: Any,
        extra: dict[str, Any] | None,
        tool: str | None = None,
    ) -> None:
        self.call_id = call_id
        self.value = value
        self.extra = extra
        self.tool = tool


class Message:
    """One message, its parts sorted by what they are.

    Attributes:
        role: `system`, `user`, `assistant`, `tool`, or what the writer calls it.
        text: The texts, or `None` where there is no text part.
        reasoning: The thoughts, or `None`.
        calls: Tool calls, in order.
        responses: Tool responses, in order.
        approvals: Requests for approval and answers to them, as their parts.
        citations: Sources that the texts name, as `document` and `quote`.
        extra: Keys and parts that are none of these, or `None`.
    """

    __slots__ = (
        "approvals", "calls", "citations", "extra", "reasoning", "responses", "role", "text",
    )  # fmt: skip

    def __init__(self, role: str) -> None:
        self.role = role
        self.text: str | None = None
        self.reasoning: str | None = None
        self.calls: list[CallPart] = []
        self.responses: list[ResponsePart] = []
        self.approvals: list[dict[str, Any]] = []
        self.citations: list[dict[str, Any]] = []
        self.extra: dict[str, Any] | None = None


def plain_output(messages: Any) -> tuple[str | None, list[Call], dict[str, Any]] | None:
    """Text and calls of a model's output, where it is one message of these and nothing else.

    This is what nearly every model call gives; `read_messages` reads the rest.

    Returns:
        The text, the calls, and the reason why the model stopped as `stop_reason`, if it is
        given; `None` if the output holds anything else, or may have to be decoded with care.

    Example:
        >>> part = {"type": "text", "content": "Refunded."}
        >>> plain_output([{"role": "assistant", "parts": [part], "finish_reason": "stop"}])
        ('Refunded.', [], {'stop_reason': 'stop'})
    """
    try:
        (message,) = messages
        detail = {} if len(message) == 2 else {"stop_reason": message["finish_reason"]}
        if len(message) > 3 or type(message["role"]) is not str:
            return None
        text: str | None = None
        calls: list[Call] = []
        for part in message["parts"]:
            if part["type"] == "text" and len(part) == 2 and type(part["content"]) is str:
                text = part["content"] if text is None else f"{text}\n{part['content']}"
                continue
            tool, call_id, arguments = part["name"], part["id"], part["arguments"]
            plain = part["type"] == "tool_call" and len(part) == 4
            if not plain or not (type(tool) is type(call_id) is str):
                return None
            if type(arguments) is not str and _json.is_unsafe(arguments):
                return None
            calls.append((tool, call_id, arguments, None))
    except (KeyError, TypeError, ValueError):
        return None
    if detail and type(detail["stop_reason"]) is not str:
        return None
    return text or None, calls, detail


def without_repeated_calls(text: str | None, calls: Iterable[str | None]) -> str | None:
    r"""The words of a model, without lines that say a call of it once more, as Anthropic's block.

    OpenLLMetry's instrumentation of LangChain dumps such blocks among the texts.

    Args:
        text: The words.
        calls: Ids of the calls beside them.

    Example:
        >>> block = '{"id": "toolu_1", "input": {}, "name": "lookup", "type": "tool_use"}'
        >>> without_repeated_calls(f"Let me see.\n{block}", ["toolu_1"])
        'Let me see.'
    """
    if text is None or '"tool_use"' not in text:
        return text
    ids = set(calls) - {None}
    lines = [line for line in text.split("\n") if not _is_block_of(line, ids)]
    return "\n".join(lines) or None


def _is_block_of(line: str, ids: set[str | None]) -> bool:
    if not line.startswith("{") or '"tool_use"' not in line:
        return False
    try:
        block = _json.decode(line)
    except _json.UndecodableError:
        return False
    return type(block) is dict and block.get("type") == "tool_use" and block.get("id") in ids


def read_messages(messages: Any, *, checked: bool) -> list[Message]:
    """Every message of a decoded list.

    Args:
        messages: The decoded list.
        checked: Its values were decoded with care.

    Raises:
        MismatchError: It is no such list; the pointer is relative to it.
        UnsafeValueError: A free-form value has to be decoded with care.

    Example:
        >>> part = {"type": "text", "content": "Where is A-1?"}
        >>> read_messages([{"role": "user", "parts": [part]}], checked=True)[0].text
        'Where is A-1?'
    """
    if type(messages) is not list:
        raise MismatchError("bad-messages", "messages are not a list")
    try:
        return [read_message(message, checked=checked) for message in messages]
    except MismatchError:
        for place, message in enumerate(messages):
            try:
                read_message(message, checked=True)
            except MismatchError as error:
                pointer = f"/{place}{error.pointer}"
                raise MismatchError(error.code, error.message, pointer) from None
        raise


def read_message(message: Any, *, checked: bool) -> Message:
    """One decoded message.

    Raises:
        MismatchError: It is none; the pointer is relative to it.
        UnsafeValueError: A free-form value has to be decoded with care.
    """
    if type(message) is not dict:
        raise MismatchError("bad-messages", "a message is not an object")
    role = message.get("role")
    if type(role) is not str:
        raise MismatchError("bad-messages", "a message has no role", "/role")
    read = Message(role)
    parts = message.get("parts")
    if type(parts) is not list:
        parts = _parts_of_content(message)
    for place, part in enumerate(parts):
        kind = part.get("type") if type(part) is dict else None
        if kind == "text" and type(text := part.get("content")) is str and len(part) == 2:
            read.text = text if read.text is None else f"{read.text}\n{text}"
        else:
            _read_part(read, part, kind, place, checked=checked)
    if len(message) != 2:
        _keep(
            read,
            {key: message[key] for key in message if key not in ("role", "parts")},
            checked=checked,
        )
    return read


def _parts_of_content(message: dict[str, Any]) -> list[Any]:
    """The parts of a message that has a plain `content` instead, as older writers give it."""
    content = message.get("content")
    if message.get("parts") is not None or type(content) is not str:
        raise MismatchError("bad-messages", "parts are not a list", "/parts")
    return []


def _read_part(read: Message, part: Any, kind: Any, place: int, *, checked: bool) -> None:
    if type(kind) is not str:
        raise MismatchError("bad-messages", "a part is no object with a type", f"/parts/{place}")
    if kind in _CALLS:
        read.calls.append(_call(part, kind, place, checked=checked))
    elif kind in _RESPONSES:
        read.responses.append(_response(part, kind, place, checked=checked))
    elif kind in _APPROVALS or kind in _FUNCTION_APPROVALS:
        if not checked and _json.is_unsafe(part):
            raise UnsafeValueError
        read.approvals.append(part if kind in _APPROVALS else _approval(part, kind))
    elif kind == "text" or kind in _THOUGHTS:
        _read_words(read, part, kind, place, checked=checked)
    else:
        _keep_part(read, part, checked=checked)


def _approval(part: dict[str, Any], kind: str) -> dict[str, Any]:
    """A request for approval or its answer, as the Microsoft Agent Framework writes them."""
    call = part.get("function_call")
    call = call if type(call) is dict else {}
    made = {"type": _FUNCTION_APPROVALS[kind], "id": part.get("id"), "call": call.get("call_id")}
    if kind == "function_approval_request":
        return {**made, "name": call.get("name"), "arguments": call.get("arguments")}
    return {**made, "approve": part.get("approved")}


def _read_words(
    read: Message, part: dict[str, Any], kind: str, place: int, *, checked: bool
) -> None:
    text = part.get("content")
    if text is not None and type(text) is not str:
        raise MismatchError("bad-messages", "content is not text", f"/parts/{place}/content")
    if kind == "text":
        read.text = text if read.text is None else f"{read.text}\n{text or ''}"
        read.citations += citations_of(part.get("citations") or part.get("annotations"))
    elif text is not None:
        read.reasoning = text if read.reasoning is None else f"{read.reasoning}\n{text}"
    if text is None or len(part) != 2:
        _keep_part(read, part, checked=checked)


def _call(part: dict[str, Any], kind: str, place: int, *, checked: bool) -> CallPart:
    tool, call_id = part.get("name"), part.get("id")
    if type(tool) is not str:
        raise MismatchError("bad-messages", "a tool call has no name", f"/parts/{place}/name")
    if call_id is not None and type(call_id) is not str:
        raise MismatchError("bad-messages", "a call id is not text", f"/parts/{place}/id")
    arguments = part.get("arguments", part.get("server_tool_call"))
    if not checked and type(arguments) in (dict, list, float) and _json.is_unsafe(arguments):
        raise UnsafeValueError
    if kind == "tool_call" and len(part) == 4 and "arguments" in part:
        return CallPart(tool, call_id, arguments, None)
    known = ("name", "id", "arguments" if "arguments" in part else "server_tool_call")
    return CallPart(tool, call_id, arguments, _more(part, kind, known, checked=checked))


def _response(part: dict[str, Any], kind: str, place: int, *, checked: bool) -> ResponsePart:
    call_id = part.get("id")
    if call_id is not None and type(call_id) is not str:
        raise MismatchError("bad-messages", "a call id is not text", f"/parts/{place}/id")
    names = ("response", "result", "server_tool_call_response")
    key = next((name for name in names if name in part), "response")
    value = part.get(key)
    if not checked and type(value) in (dict, list, float) and _json.is_unsafe(value):
        raise UnsafeValueError
    tool = part.get("name")
    more = _more(part, kind, ("id", "name", key), checked=checked)
    return ResponsePart(call_id, value, more, tool if type(tool) is str else None)


def _more(
    part: dict[str, Any], kind: str, known: tuple[str, ...], *, checked: bool
) -> dict[str, Any] | None:
    """What a part holds beyond what is read of it; its type, where that says something."""
    plain = kind in ("tool_call", "tool_call_response")
    skipped = (*known, "type") if plain else known
    more = {key: value for key, value in part.items() if key not in skipped}
    if not checked and more and _json.is_unsafe(more):
        raise UnsafeValueError
    return more or None


def _keep_part(read: Message, part: dict[str, Any], *, checked: bool) -> None:
    kept = [part] if read.extra is None else [*read.extra.get("parts", ()), part]
    _keep(read, {"parts": kept}, checked=checked)


def _keep(read: Message, more: dict[str, Any], *, checked: bool) -> None:
    if type(more.get("content")) is str and read.text is None:
        more = dict(more)
        read.text = more.pop("content")
    if not checked and _json.is_unsafe(more):
        raise UnsafeValueError
    if more:
        read.extra = more if read.extra is None else read.extra | more
