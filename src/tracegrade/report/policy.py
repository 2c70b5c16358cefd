"""A suggested approval policy as a file for a person to review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade import _json
from tracegrade._text import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders import SeenTool, SuggestedPolicy

__all__ = ["policy_toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def policy_toml(suggested: SuggestedPolicy) -> str:
    """The policy as TOML that `load_policy` reads, each tool with what was seen of it.

    Example:
        >>> from tracegrade import graders as g, load
        >>> found = g.suggest_policy(load("fixtures/traces/native/approval_granted/input.jsonl"))
        >>> print(policy_toml(found).splitlines()[0])
        # Suggested from 1 trace. Review it before you rely on it.
    """
    lines = [
        f"# Suggested from {counted(suggested.traces, 'trace')}. Review it before you rely on it.",
        "[approval]",
        'default_class = "unknown"  # a tool that is not declared below makes the verdict unverifiable',
        'implicit = "never"  # a user\'s own words are no consent: ask, and wait for a yes',
        "",
        "[approval.tools]",
        *(_tool_line(suggested, tool) for tool in suggested.tools.values()),
    ]
    for rule in suggested.policy.require:
        lines += ["", "[[approval.require]]"]
        if rule.tool is not None:
            lines.append(f"tool = {_text(rule.tool)}  # somebody was asked about it")
        if rule.classes:
            lines.append(f"classes = {_list(sorted(rule.classes))}")
        lines.append(f"approvers = {_list(rule.approvers)}")
    return "\n".join(lines) + "\n"


def _tool_line(suggested: SuggestedPolicy, tool: SeenTool) -> str:
    name = tool.name if _BARE.fullmatch(tool.name) else _text(tool.name)
    classes = sorted(suggested.policy.tools.get(tool.name, ()))
    seen = _seen(tool)
    if not classes:
        guessed = ", ".join(sorted(tool.classes))
        why = "what it runs is parsed" if tool.is_parsed else "effect not known: declare it"
        return f"# {one_line(name, 100)} = ...  # {why} ({guessed}); {seen}"
    value = _text(classes[0]) if len(classes) == 1 else _list(classes)
    return f"{name} = {value}  # {seen}"


def _seen(tool: SeenTool) -> str:
    parts = [counted(tool.calls, "call")]
    parts += [f"{word} {count}" for word, count in sorted(tool.decisions.items())]
    if tool.approvers:
        parts.append("by " + ", ".join(one_line(who, 60) for who in sorted(tool.approvers)))
    return ", ".join(parts)


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, items))}]"


def _text(text: str) -> str:
    """A TOML text; its escapes are those of JSON, but for DEL."""
    return _json.encode(text).decode("utf-8", "replace").replace("\x7f", "\\u007f")
