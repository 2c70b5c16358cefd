"""Messages of the Anthropic Messages API: text, thinking, tool use and tool results as blocks.

Source: the API reference of Messages (content blocks, `stop_reason`, `usage`) and the recorded
requests of pydantic-ai. Results stand in a user message, and an assistant message may hold results
of tools that the server itself ran.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._citations import citations_of
from tracegrade.formats._reader import MismatchError

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["read_anthropic_messages", "system_text", "usage_of"]

_USAGE = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "cache_read_input_tokens": "cached_input_tokens",
}
_CALLS = ("tool_use", "server_tool_use", "mcp_tool_use")


def read_anthropic_messages(messages: Any, builder: ColumnsBuilder, pointer: str) -> None:
    """Add the steps of a list of messages.

    Raises:
        MismatchError: It is no such list.
    """
    if not isinstance(messages, list):
        raise MismatchError("wrong-type", "not a list of messages", pointer)
    for place, message in enumerate(messages):
        where = f"{pointer}/{place}"
        if not isinstance(message, dict):
            raise MismatchError("wrong-type", "a message is not an object", where)
        role = message.get("role")
        blocks = _blocks(message.get("content"), f"{where}/content")
        if role == "assistant":
            _assistant(message, blocks, builder, where)
        elif role in ("user", "system"):
            _spoken(role, message, blocks, builder, where)
        else:
            raise MismatchError(
                "unknown-role", f"role {role!r} is not of this API", f"{where}/role"
            )


def _blocks(content: Any, pointer: str) -> list[Detail]:
    """The content blocks of a message; a plain text is one block of text."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if content is None:
        return []
    if not isinstance(content, list):
        raise MismatchError("wrong-type", "content is neither text nor a list", pointer)
    for place, block in enumerate(content):
        where = f"{pointer}/{place}"
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            raise MismatchError("wrong-type", "a content block has no type", where)
        _check_block(block, where)
    return content


def _check_block(block: Detail, pointer: str) -> None:
    """Refuse a block whose known fields are of a wrong type."""
    for key in ("text", "thinking", "name", "id", "tool_use_id"):
        if block.get(key) is not None and not isinstance(block[key], str):
            raise MismatchError("wrong-type", f"{key} is not text", f"{pointer}/{key}")
    if block["type"] in _CALLS and not isinstance(block.get("name"), str):
        raise MismatchError("wrong-type", "a tool use has no name", pointer)
    if block.get("is_error") not in (None, True, False):
        raise MismatchError("wrong-type", "is_error is not true or false", f"{pointer}/is_error")


def _texts(blocks: list[Detail]) -> str | None:
    texts = [block["text"] for block in blocks if block["type"] == "text" and block.get("text")]
    return "\n".join(texts) if texts else None


def _extra(message: Detail, blocks: list[Detail], known: tuple[str, ...]) -> Detail | None:
    """Blocks of other media, and keys of the message that the model has no field for."""
    more = {key: value for key, value in message.items() if key not in known and value is not None}
    others = [block for block in blocks if block["type"] not in _READ]
    if others:
        more["content"] = others
    return more or None


_READ = frozenset(("text", "thinking", "tool_result", *_CALLS))


def _assistant(
    message: Detail, blocks: list[Detail], builder: ColumnsBuilder, pointer: str
) -> None:
    thoughts = [block["thinking"] for block in blocks if isinstance(block.get("thinking"), str)]
    citations = [one for block in blocks for one in citations_of(block.get("citations"))]
    stop, model = message.get("stop_reason"), message.get("model")
    known = ("role", "content", "stop_reason", "model", "usage", "type", "stop_sequence")
    unread = [block for block in blocks if not _is_result(block)]
    parent = builder.step(
        "assistant",
        _texts(blocks),
        reasoning="\n".join(thoughts) or None,
        stop_reason=stop if isinstance(stop, str) else None,
        model=model if isinstance(model, str) else None,
        usage=usage_of(message.get("usage")) or None,
        citations=citations or None,
        extra=_extra(message, unread, known),
    )
    for place, block in enumerate(blocks):
        where = f"{pointer}/content/{place}"
        if block["type"] in _CALLS:
            arguments = block.get("input")
            builder.call(block["name"], block.get("id"), arguments, parent=parent, pointer=where)
        elif _is_result(block):
            _result(block, builder, where)


def _is_result(block: Detail) -> bool:
    """Whether a block is a result: of the user's tool, or of one that the server ran."""
    return block["type"].endswith("tool_result")


def _spoken(
    role: str, message: Detail, blocks: list[Detail], builder: ColumnsBuilder, pointer: str
) -> None:
    """A user's or system's words, and the results that a user message carries."""
    for place, block in enumerate(blocks):
        if _is_result(block):
            _result(block, builder, f"{pointer}/content/{place}")
    rest = [block for block in blocks if not _is_result(block)]
    extra = _extra(message, rest, ("role", "content"))
    if rest or not blocks or extra:
        builder.step("user" if role == "user" else "system", _texts(rest), extra=extra)


def _result(block: Detail, builder: ColumnsBuilder, pointer: str) -> None:
    content = block.get("content")
    failed = block.get("is_error") is True or _says_error(content)
    text = _json.as_text(content) if content is None or isinstance(content, str) else None
    details: Detail = {} if isinstance(content, str) or content is None else {"content": content}
    builder.result(
        block.get("tool_use_id"),
        text,
        pointer=f"{pointer}/tool_use_id",
        status="error" if failed else "ok",
        **details,
    )


def _says_error(content: Any) -> bool:
    """Whether a server tool's result is an error object."""
    return isinstance(content, dict) and str(content.get("type", "")).endswith("_error")


def usage_of(usage: Any) -> Detail:
    """Usage by the names of the native record; cached tokens count as input."""
    if not isinstance(usage, dict):
        return {}
    found = {ours: usage[key] for key, ours in _USAGE.items() if type(usage.get(key)) is int}
    cached = [usage.get(key) for key in ("cache_read_input_tokens", "cache_creation_input_tokens")]
    if "input_tokens" in found:
        found["input_tokens"] += sum(value for value in cached if type(value) is int)
    return found


def system_text(system: Any) -> str | None:
    """The text of the `system` field: a text, or blocks of text."""
    if isinstance(system, str):
        return system
    if isinstance(system, list) and all(isinstance(block, dict) for block in system):
        return "\n".join(str(block.get("text", "")) for block in system)
    return None
