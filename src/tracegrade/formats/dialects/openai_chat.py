"""OpenAI chat messages, as the Chat Completions API takes and returns them.

Source: the API reference of Chat Completions (roles, `tool_calls`, `refusal`, content parts) and
the files of tau-bench, AgentRx and docent. What real files hold beyond it is accepted: `content`
null beside calls, arguments as an object instead of JSON text, ids that repeat in one trace.

Every message of a trace passes through `read_messages`: one loop checks types and fills columns,
and leaves whatever is not the common shape of a message to slower functions. The strict models in
`_openai_chat_record` say what is accepted; a mutation test holds the two together.
"""

from __future__ import annotations

from typing import Any

from tracegrade import _json
from tracegrade.formats._building import Note
from tracegrade.formats._pairing import pair_results
from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.model import Columns, Detail, StepKind

__all__ = ["FOREIGN_PARTS", "ChatReading", "read_messages"]

FOREIGN_PARTS = frozenset(
    ("tool_use", "tool_result", "server_tool_use", "thinking", "tool-call", "tool-result")
)
"""Types of content parts that show a message to be of another dialect."""

_KINDS: dict[str, StepKind] = {
    "user": "user",
    "system": "system",
    "developer": "system",
    "assistant": "assistant",
    "tool": "tool_result",
    "function": "tool_result",
}
_PLAIN: dict[str, StepKind] = {"user": "user", "system": "system", "developer": "system"}
_USAGE = {
    "prompt_tokens": "input_tokens",
    "completion_tokens": "output_tokens",
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
}
_HANDLED = frozenset(("role", "content", "tool_calls"))


class ChatReading:
    """Columns being filled from chat messages.

    Attributes:
        columns: What has been read so far.
        notes: Whatever was odd; pointers are relative to the list of messages.
        checked: The values were decoded with care.
        irregular: Some result does not answer the first call that still waits for one, so
            results are paired anew at the end, by the general rule.
    """

    __slots__ = ("checked", "columns", "irregular", "notes")

    def __init__(self, *, checked: bool) -> None:
        self.columns = Columns()
        self.notes: list[Note] = []
        self.checked = checked
        self.irregular = False


def read_messages(  # noqa: C901 one loop over the common shapes is what makes it fast
    messages: Any, *, checked: bool
) -> ChatReading:
    """The columns of a list of chat messages.

    Args:
        messages: The decoded list.
        checked: The values were decoded with care.

    Raises:
        MismatchError: It is no such list.
        UnsafeValueError: It holds a free-form value that has to be decoded with care.
    """
    if type(messages) is not list:
        raise MismatchError("not-messages", "not a list of messages")
    reading = ChatReading(checked=checked)
    columns = reading.columns
    kinds, texts = columns.kinds, columns.texts
    results, call_ids, tools = columns.call_results, columns.call_ids, columns.call_tools
    for message in messages:
        kind = calls = content = None
        try:
            role, content, keys = message["role"], message["content"], len(message)
            if type(content) is not str and content is not None:
                pass
            elif role == "tool":
                number = len(results)
                named = keys == 4 and message["name"] == tools[number]
                if (keys == 3 or named) and message["tool_call_id"] == call_ids[number]:
                    kind = "tool_result"
                    results.append(len(kinds))
            elif role == "assistant":
                calls = message["tool_calls"] if keys == 3 else None
                kind = "assistant" if keys == 2 or calls is not None else None
            elif keys == 2:
                kind = _PLAIN[role]
        except (KeyError, TypeError, IndexError):
            pass
        if kind is None:
            _read_any_message(reading, message)
            continue
        kinds.append(kind)
        texts.append(content)
        if calls is not None:
            _read_calls(reading, calls, len(kinds) - 1)
    if reading.irregular or len(results) != len(call_ids):
        _pair_one_by_one(reading, messages)
    return reading


def _read_any_message(reading: ChatReading, message: Any) -> None:
    """A message of any shape."""
    columns = reading.columns
    content, kind = _content_and_kind(message)
    index = len(columns.kinds)
    columns.kinds.append(kind)
    if type(content) is not str:
        content = _read_content(reading, content, index)
    columns.texts.append(content)
    usual_keys = 2
    if kind == "tool_result":
        number = len(columns.call_results)
        waits = number < len(columns.call_ids) and not reading.irregular
        if waits and message.get("tool_call_id") == columns.call_ids[number]:
            columns.call_results.append(index)
            usual_keys = 4 if message.get("name") == columns.call_tools[number] else 3
        else:
            reading.irregular = True
    elif "tool_calls" in message:
        _read_calls(reading, message["tool_calls"], index)
        usual_keys = 3
    if len(message) != usual_keys:
        _read_other_keys(reading, message, index)


def _pair_one_by_one(reading: ChatReading, messages: list[Any]) -> None:
    """Pair results with calls anew, by the general rule, and note those that fit none."""
    columns = reading.columns
    places = [at for at, message in enumerate(messages) if _KINDS[message["role"]] == "tool_result"]
    call_ids = [messages[at].get("tool_call_id") for at in places]
    if not all(_is_text_or_none(call_id) for call_id in call_ids):
        raise MismatchError("bad-result", "tool_call_id is not text")
    results = [at for at, kind in enumerate(columns.kinds) if kind == "tool_result"]
    orphans, repeated = pair_results(columns, results, call_ids)
    for orphan in orphans:
        text = f"result for call id {call_ids[orphan]!r}, which no earlier call left open"
        reading.notes.append(Note("orphan-result", text, f"/{places[orphan]}/tool_call_id"))
        _detail(reading, results[orphan])["call_id"] = call_ids[orphan]
    for number in repeated:
        text = f"call id {columns.call_ids[number]!r} is used twice by one message"
        asked = columns.call_parents[number]
        place = sum(kind != "tool_call" for kind in columns.kinds[:asked])
        reading.notes.append(Note("duplicate-id", text, f"/{place}/tool_calls"))


def _content_and_kind(message: Any) -> tuple[Any, StepKind]:
    if type(message) is not dict:
        raise MismatchError("not-a-message", "a message is not an object")
    role = message.get("role")
    if type(role) is not str or role not in _KINDS:
        raise MismatchError("unknown-role", "a message has no known role")
    return message.get("content"), _KINDS[role]


def _read_content(reading: ChatReading, content: Any, index: int) -> str | None:
    """The text of content that is no plain text; parts of other media go to the details."""
    if content is None:
        return None
    if type(content) is not list:
        raise MismatchError("bad-content", "content is neither text nor a list of parts")
    for part in content:
        if type(part) is not dict or type(part.get("type")) is not str:
            raise MismatchError("bad-content", "a content part is no object with a type")
        if part["type"] in FOREIGN_PARTS or type(part.get("text", "")) is not str:
            raise MismatchError("bad-content", "a content part is of another dialect")
    _require_safe(reading, content)
    if reading.columns.kinds[index] == "tool_result":
        reading.columns.details[index] = {"content": content}
    elif any(part["type"] != "text" or len(part) != 2 for part in content):
        reading.columns.details[index] = {"extra": {"content": content}}
    return _json.as_text(content)


def _read_calls(reading: ChatReading, calls: Any, parent: int) -> None:
    """The calls of an assistant message, each as a step of its own."""
    if calls is None:
        return
    columns = reading.columns
    kinds, call_ids = columns.kinds, columns.call_ids
    if type(calls) is not list or kinds[parent] != "assistant":
        raise MismatchError("bad-calls", "tool_calls are no list of an assistant message")
    first = len(call_ids)
    if first != len(columns.call_results):
        reading.irregular = True  # an earlier call was never answered
    for call in calls:
        try:
            function, call_id = call["function"], call["id"]
            tool, arguments = function["name"], function["arguments"]
            usual = len(call) == 3 and call["type"] == "function" and len(function) == 2
        except (KeyError, TypeError):
            tool, call_id, arguments, function = _parts_of_call(call)
            usual = False
        if not usual or not (type(tool) is type(call_id) is type(arguments) is str):
            _check_call(reading, call, function, (tool, call_id, arguments))
        if call_id is None or (len(call_ids) > first and call_id in call_ids[first:]):
            reading.irregular = True
        columns.call_steps.append(len(kinds))
        columns.call_tools.append(tool)
        call_ids.append(call_id)
        columns.call_arguments.append(arguments)
        columns.call_parents.append(parent)
        kinds.append("tool_call")
        columns.texts.append(None)


def _parts_of_call(call: Any) -> tuple[Any, Any, Any, dict[str, Any]]:
    """Tool, id, arguments and function of a call; a custom tool takes plain text."""
    if type(call) is not dict:
        raise MismatchError("bad-calls", "a tool call is not an object")
    function = call.get("function")
    if function is None and type(call.get("custom")) is dict:
        custom = call["custom"]
        return custom.get("name"), call.get("id"), custom.get("input"), custom
    if type(function) is not dict:
        raise MismatchError("bad-calls", "a tool call has no function")
    return function.get("name"), call.get("id"), function.get("arguments"), function


def _check_call(
    reading: ChatReading, call: dict[str, Any], function: dict[str, Any], parts: tuple[Any, ...]
) -> None:
    """Check the types of an unusual call; keep what it holds beyond the common keys."""
    tool, call_id, arguments = parts
    kind = call.get("type")
    if type(tool) is not str or not _is_text_or_none(call_id) or not _is_text_or_none(kind):
        raise MismatchError("bad-calls", "a tool call has no name, or its id is no text")
    if not _is_text_or_none(arguments) and type(arguments) is not dict:
        raise MismatchError("bad-calls", "arguments are neither JSON text nor an object")
    _require_safe(reading, arguments)
    known = ("id", "type", "function", "custom")
    more = {key: value for key, value in call.items() if key not in known and value is not None}
    known = ("name", "arguments", "input")
    more |= {key: value for key, value in function.items() if key not in known}
    if kind not in ("function", None):
        more["type"] = kind
    if more:
        _require_safe(reading, more)
        _detail(reading, len(reading.columns.kinds))["extra"] = more


def _read_other_keys(reading: ChatReading, message: dict[str, Any], index: int) -> None:
    """Whatever a message holds beyond role, content, calls and the fields of a result."""
    is_result = reading.columns.kinds[index] == "tool_result"
    for key, value in message.items():
        if key in _HANDLED or value is None or (is_result and key == "tool_call_id"):
            continue
        if key in ("name", "refusal") and type(value) is not str:
            raise MismatchError("bad-message", f"{key} is not text")
        if key == "function_call":
            _read_function_call(reading, value, index)
        elif key == "refusal":
            _detail(reading, index)["stop_reason"] = "refusal"
            reading.columns.texts[index] = reading.columns.texts[index] or value
        elif key in ("reasoning_content", "reasoning") and type(value) is str:
            _detail(reading, index)["reasoning"] = value
        elif key == "usage" and (usage := usage_of(value)):
            _detail(reading, index)["usage"] = usage
        else:
            _require_safe(reading, value)
            _detail(reading, index).setdefault("extra", {})[key] = value


def _read_function_call(reading: ChatReading, value: Any, index: int) -> None:
    """The single call of the API before tools (`function_call`), which has no id."""
    if type(value) is not dict:
        raise MismatchError("bad-calls", "function_call is not an object")
    _read_calls(reading, [{"id": None, "type": "function", "function": value}], index)


def usage_of(value: Any) -> Detail:
    """The usage of a model call by the names of the native record; empty if it is none.

    Example:
        >>> usage_of({"prompt_tokens": 900, "completion_tokens": 40, "total_tokens": 940})
        {'input_tokens': 900, 'output_tokens': 40}
    """
    if type(value) is not dict:
        return {}
    return {
        ours: value[theirs] for theirs, ours in _USAGE.items() if type(value.get(theirs)) is int
    }


def _detail(reading: ChatReading, index: int) -> Detail:
    return reading.columns.details.setdefault(index, {})


def _is_text_or_none(value: Any) -> bool:
    return value is None or type(value) is str


def _require_safe(reading: ChatReading, value: Any) -> None:
    if not reading.checked and _json.is_unsafe(value):
        raise UnsafeValueError
