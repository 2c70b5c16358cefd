"""What single lines of a Claude Code session say: who speaks, what was decided, what ran."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats.readers._claude_code_lines import Branches, Line
    from tracegrade.model import Detail

__all__ = [
    "HUMAN",
    "allowed_tools",
    "beyond",
    "decided",
    "distinct",
    "error_text",
    "executed",
    "has_failed",
    "is_interruption",
    "responses_of",
    "speaker",
    "stop_reason",
]

HUMAN = "human:user"
"""The person at the terminal; the format names nobody."""

_PRINTED = (
    "<local-command-stdout>", "<local-command-stderr>", "<bash-stdout>", "<task-notification>",
)  # fmt: skip
_INTERRUPTED = ("[Request interrupted by user]", "[Request interrupted by user for tool use]")
_REJECTED = (
    "User rejected tool use",
    "Error: The user doesn't want to proceed with this tool use. The tool use was rejected",
    "Error: The user doesn't want to take this action right now.",
    "Error: The agent proposed a plan that was rejected by the user.",
    "Error: Permission for this tool use was denied. The tool use was rejected",  # in a sub-agent
)
"""What versions before `toolDenialKind` write as `toolUseResult`, where no tool can write."""

_NOT_PERMITTED = re.compile(r"Error: Permission (to use .{1,500}?|for this action) has been denied")
"""The same, where rules, a mode or a classifier denied it and nobody was asked."""

_EDITED = (
    ("filePath", "file_path"), ("oldString", "old_string"), ("newString", "new_string"),
    ("content", "content"),
)  # fmt: skip
"""Keys of `toolUseResult` that tell what an edit or write really did, and its arguments' names."""

_READ = frozenset(
    ("text", "thinking", "tool_result", "tool_use", "server_tool_use", "mcp_tool_use")
)
_KNOWN = frozenset(("role", "content", "stop_reason", "model", "usage", "type", "stop_sequence"))
_RULE = re.compile(r"([^()]{1,200})\((.{1,2000})\)", re.DOTALL)


def responses_of(lines: list[Line], branches: Branches) -> dict[int, list[Line]]:
    """The lines of each response of the model, by identity of the first of them."""
    found: dict[int, list[Line]] = {}
    current: dict[Any, list[Line]] = {}
    for line in lines:
        if not line.speaks or branches.is_abandoned(line) or branches.is_copy(line):
            continue
        if branches.is_repeated(line):
            continue
        if line.kind == "assistant":
            name = line.response
            if name is not None and name in current:
                current[name].append(line)
            else:
                found[id(line)] = [line]
                if name is not None:
                    current[name] = found[id(line)]
        elif not line.results and line.value.get("isMeta") is not True:
            current.clear()  # no response goes on after the next prompt
    return found


def distinct(blocks: list[Detail]) -> list[Detail]:
    """The blocks of a response without calls that a later line of it repeats."""
    seen: set[Any] = set()
    kept: list[Detail] = []
    for block in blocks:
        name = block.get("id")
        if name is not None and name in seen:
            continue
        seen.add(name)
        kept.append(block)
    return kept


def stop_reason(line: Line) -> str | None:
    """Why the model stopped, if the line says so."""
    reason = line.message.get("stop_reason")
    return reason if isinstance(reason, str) else None


def beyond(response: list[Line], blocks: list[Detail]) -> Detail:
    """Blocks of other media and fields of the message that the model has no field for."""
    more = {
        key: value
        for line in response
        for key, value in line.message.items()
        if key not in _KNOWN and value is not None
    }
    if isinstance(more.get("id"), str):
        more["message_id"] = more.pop("id")
    others = [
        block
        for block in blocks
        if block["type"] not in _READ and not block["type"].endswith("tool_result")
    ]
    if others:
        more["content"] = others
    if len(response) > 1:
        more["uuids"] = [line.uuid for line in response]
    return more


def is_interruption(text: str | None) -> bool:
    """Whether a user line is what the program writes when a person interrupts it."""
    return text is not None and text.strip() in _INTERRUPTED


def speaker(line: Line, text: str | None, *, is_nested: bool) -> str | None:
    """Who speaks in a user line; `None` for the program itself, which writes such lines too."""
    value = line.value
    if value.get("isMeta") is True or value.get("isCompactSummary") is True:
        return None
    if text is not None and text.startswith(_PRINTED):
        return None
    if is_nested or (value.get("isSidechain") is True and value.get("agentId") is not None):
        return "agent:claude-code"
    origin = value.get("origin")
    kind = origin.get("kind") if isinstance(origin, dict) else None
    if kind not in (None, "human", "cli"):
        return None
    if kind is None and str(value.get("entrypoint", "")).startswith("sdk"):
        return "environment"
    return HUMAN


def decided(line: Line, block: Detail, report: Any) -> tuple[str | None, str | None]:
    """What a result shows was decided about its call, and by whom.

    A grant leaves no mark in this format, other than that a person edited what was asked.
    """
    kind = line.value.get("toolDenialKind")
    if isinstance(kind, str) and block.get("is_error") is True:
        return "deny", HUMAN if kind == "user-rejected" else f"policy:{kind}"
    if isinstance(report, str) and block.get("is_error") is True and report.startswith(_REJECTED):
        return "deny", HUMAN
    if isinstance(report, str) and block.get("is_error") is True and _NOT_PERMITTED.match(report):
        return "deny", "policy:permissions"
    if isinstance(report, dict) and report.get("userModified") is True:
        return "modify", HUMAN
    return None, None


def executed(report: Any, asked: Any) -> Detail | None:
    """The arguments that ran after a person edited them, as far as the report tells them."""
    if not isinstance(report, dict) or not isinstance(asked, dict):
        return None
    told = {ours: report[key] for key, ours in _EDITED if key in report and ours in asked}
    return {**asked, **told} if told else None


def has_failed(block: Detail) -> bool:
    """Whether a result says that it is an error."""
    content = block.get("content")
    if isinstance(content, dict):  # of a tool that the server ran
        return str(content.get("type", "")).endswith("_error")
    return block.get("is_error") is True


def error_text(told: Any) -> str | None:
    """The message inside an error, which may be wrapped in further ones."""
    for _ in range(4):
        if not isinstance(told, dict):
            break
        told = told.get("message") or told.get("error") or told.get("formatted") or told.get("type")
    return _json.as_text(told)


def allowed_tools(attached: Detail) -> list[Detail]:
    """What a command's own permissions let run without asking: `Tool` or `Tool(rule)`."""
    listed = attached.get("allowedTools")
    found: list[Detail] = []
    for rule in listed if isinstance(listed, list) else ():
        if not isinstance(rule, str) or not rule:
            continue
        limited = _RULE.fullmatch(rule)
        if limited is None:
            found.append({"tool": rule})
        else:
            found.append({"tool": limited[1], "arguments": {"rule": limited[2]}})
    return found
