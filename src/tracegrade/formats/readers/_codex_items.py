"""What single items and events of a Codex rollout say: texts, statuses, what was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.model import ToolDefinition

if TYPE_CHECKING:
    from tracegrade.model import CallStatus, Detail

__all__ = [
    "MIRRORS",
    "OUTPUTS",
    "asked_arguments",
    "beyond",
    "call_of_item",
    "declared_tools",
    "ended_call",
    "is_of_the_program",
    "reasoning_of",
    "seconds_of",
    "status_of_event",
    "status_of_output",
    "text_of",
    "text_or_none",
    "usage_of",
]

OUTPUTS = {
    "function_call_output": "output",
    "custom_tool_call_output": "output",
    "tool_search_output": "tools",
    "tool_result": "result",
    "function_result": "result",
}
"""Items that are results, and the key of what they returned."""

_HOSTED = {
    "local_shell_call": ("local_shell", "action"),
    "tool_search_call": ("tool_search", "arguments"),
    "web_search_call": ("web_search", "action"),
    "image_generation_call": ("image_generation", "revised_prompt"),
}
"""Items of tools that have a type of their own: the tool's name, and the key of its arguments."""

MIRRORS = frozenset(
    (
        "user_message", "agent_message", "agent_reasoning", "agent_reasoning_raw_content",
        "context_compacted", "UserMessage", "AgentMessage", "Reasoning", "WebSearch", "Extension",
    )
)  # fmt: skip
"""Events that say once more what items say, and kinds of completed items that do."""

_OF_THE_PROGRAM = (
    "<environment_context>", "<user_instructions>", "<turn_aborted>", "<permissions instructions>",
    "<subagent_notification>", "<skill>", "<user_shell_command>", "# AGENTS.md instructions",
)  # fmt: skip
"""How messages begin that the program itself puts in the user's place."""

_REJECTED = ("exec command rejected by user", "patch rejected by user")
"""The whole output of a call that a person refused; a command's own output has a heading."""

_REJECTED_MCP = ("user rejected MCP tool call", "user cancelled MCP tool call")

_EXIT_CODE = re.compile(r"Exit code: (-?\d{1,9})\n")
_EXITED = re.compile(r"Process exited with code (-?\d{1,9})\n")
_STATUSES: dict[str, CallStatus] = {"completed": "ok", "failed": "error", "declined": "denied"}
_USAGE = {
    "input_tokens": "input_tokens",
    "cached_input_tokens": "cached_input_tokens",
    "output_tokens": "output_tokens",
    "reasoning_output_tokens": "reasoning_tokens",
}


def text_or_none(value: Any) -> str | None:
    """The value if it is a text."""
    return value if isinstance(value, str) else None


def text_of(content: Any) -> str | None:
    """The text of a message's content; parts of other media give none.

    Example:
        >>> text_of([{"type": "input_text", "text": "Refund A-1"}, {"type": "input_image"}])
        'Refund A-1'
    """
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    texts = [part.get("text") for part in parts if isinstance(part, dict)]
    return "\n".join(text for text in texts if isinstance(text, str) and text) or None


def is_of_the_program(text: str | None) -> bool:
    """Whether a user message is one that the program wrote."""
    return text is not None and text.lstrip().startswith(_OF_THE_PROGRAM)


def reasoning_of(item: Detail) -> str | None:
    """The readable part of a reasoning item: its summary, and its content where it is given."""
    found = [text_of(item.get("summary")), text_of(item.get("content"))]
    return "\n".join(text for text in found if text) or None


def call_of_item(item: Detail) -> tuple[str, str | None, Any] | None:
    """Tool, call id and arguments of an item that is a call; `None` if it is none."""
    kind = item.get("type")
    call_id = text_or_none(item.get("call_id")) or text_or_none(item.get("id"))
    if kind in ("function_call", "tool_call"):
        function: Any = item.get("function")
        name = function.get("name") if isinstance(function, dict) else item.get("name")
        space = text_or_none(item.get("namespace")) or ""
        arguments = item.get("arguments")
        return (space + name, call_id, arguments) if isinstance(name, str) else None
    if kind == "custom_tool_call":
        name = item.get("name")
        # free text, not JSON: a patch, a script
        return (name, call_id, {"input": item.get("input")}) if isinstance(name, str) else None
    if kind in _HOSTED:
        tool, key = _HOSTED[str(kind)]
        arguments = item.get(key)
        return tool, call_id, {key: arguments} if key == "revised_prompt" else arguments
    return None


def status_of_output(output: Any) -> CallStatus | None:
    """What an output itself says of its call: success, an exit code, or a refusal."""
    if isinstance(output, dict):
        if isinstance(output.get("success"), bool):
            return "ok" if output["success"] else "error"
        code = output.get("exitCode", output.get("exit_code"))
        return _by_code(code)
    text = text_of(output)
    if text is None:
        return None
    if text.strip() in _REJECTED:
        return "denied"
    if text.startswith('{"output"'):
        whole = _json.decode_arguments(text)[0]
        metadata: Any = whole.get("metadata") if isinstance(whole, dict) else None
        return _by_code(metadata.get("exit_code")) if isinstance(metadata, dict) else None
    heading = text.split("\nOutput:", 1)[0] + "\n"
    found = _EXIT_CODE.match(text) or (
        _EXITED.search(heading) if text.startswith(("Chunk ID:", "Wall time:")) else None
    )
    return _by_code(int(found[1])) if found else None


def _by_code(code: Any) -> CallStatus | None:
    if type(code) is not int:
        return None
    return "ok" if code == 0 else "error"


def status_of_event(event: Detail) -> CallStatus | None:
    """What an event at the end of a call says of it."""
    result: Any = event.get("result")
    if isinstance(result, dict):
        if "Err" in result:
            return "denied" if result["Err"] in _REJECTED_MCP else "error"
        told: Any = result.get("Ok", result)
        if isinstance(told, dict) and isinstance(told.get("isError"), bool):
            return "error" if told["isError"] else "ok"
    if event.get("status") == "declined":
        return "denied"
    by_code = _by_code(event.get("exit_code"))
    if by_code is not None:
        return by_code
    if isinstance(event.get("success"), bool):
        return "ok" if event["success"] else "error"
    status = event.get("status")
    return _STATUSES.get(status) if isinstance(status, str) else None


def ended_call(event: Detail) -> tuple[str, Any, Any] | None:
    """Tool, arguments and result of a call that an event tells of; `None` if it tells of none."""
    kind = event.get("type")
    invocation: Any = event.get("invocation")
    told = invocation if isinstance(invocation, dict) else event
    if kind in ("mcp_tool_call_end", "McpToolCall"):
        name = f"mcp__{told.get('server')}__{told.get('tool')}"
        return name, told.get("arguments"), event.get("result")
    if kind in ("exec_command_end", "CommandExecution"):
        arguments = {"command": event.get("command"), "workdir": event.get("cwd")}
        return "exec_command", arguments, event.get("aggregated_output")
    if kind in ("patch_apply_end", "FileChange"):
        return "apply_patch", {"changes": event.get("changes")}, event.get("stdout")
    if kind == "dynamic_tool_call_response":
        name = f"{event.get('namespace') or ''}{event.get('tool')}"
        return name, event.get("arguments"), event.get("content_items")
    return None


def seconds_of(duration: Any) -> float | None:
    """A duration of seconds and nanoseconds, in seconds."""
    if not isinstance(duration, dict):
        return None
    whole, part = duration.get("secs"), duration.get("nanos")
    if type(whole) is not int or type(part) is not int or not 0 <= whole < 2**53:
        return None
    return whole + part / 1e9


def usage_of(told: Any) -> Detail | None:
    """Tokens of one model call by our names; cached tokens are part of the input here."""
    if not isinstance(told, dict):
        return None
    found = {ours: told[key] for key, ours in _USAGE.items() if type(told.get(key)) is int}
    return found or None


def asked_arguments(event: Detail, arguments: Any) -> Any:
    """The arguments that a request for approval states, where the call's own differ from them."""
    command = event.get("command")
    decoded = _json.decode_arguments(arguments)[0]
    if isinstance(decoded, dict) and isinstance(command, list) and command:
        own = decoded.get("command", decoded.get("cmd"))
        if own in (command, command[-1]):
            return None
    keys = ("command", "changes", "workdir", "cwd", "grant_root")
    return {key: event[key] for key in keys if event.get(key) is not None} or None


def declared_tools(declared: Any) -> tuple[ToolDefinition, ...]:
    """The tools that a session declares, those inside namespaces included."""
    found: dict[str, ToolDefinition] = {}
    waiting: list[tuple[Any, str | None]] = [(declared, None)]
    for _ in range(10_000):  # far more tools than any model takes
        if not waiting:
            break
        item, space = waiting.pop(0)
        if isinstance(item, list):
            waiting += [(one, space) for one in item]
        elif isinstance(item, dict) and isinstance(item.get("tools"), list):
            inner = item.get("name") if item.get("type") == "namespace" else space
            waiting += [(one, text_or_none(inner)) for one in item["tools"]]
        elif isinstance(item, dict) and isinstance(item.get("name"), str):
            space = text_or_none(item.get("namespace")) or space
            schema = item.get("inputSchema")
            found.setdefault(
                (space or "") + item["name"],
                ToolDefinition(
                    name=(space or "") + item["name"],
                    description=text_or_none(item.get("description")),
                    parameters=schema if isinstance(schema, dict) else None,
                    server=space,
                ),
            )
    return tuple(found.values())


def beyond(item: Detail, known: tuple[str, ...]) -> Detail | None:
    """What an item holds besides keys that are known, if anything."""
    more = {
        key: value
        for key, value in item.items()
        if key not in known and value is not None and value != []
    }
    return more or None
