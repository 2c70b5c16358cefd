"""What kind of effect a tool has: reading, writing, paying, sending, and so on.

The classes are those of the approval policy. A tool's class comes from, in this order: what the
user declares; annotations in the capture, where their server is trusted; the words of the tool's
name. Annotations of servers that are not trusted can only add classes, never take one away (the
Model Context Protocol calls them untrusted hints).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from tracegrade._globs import glob_matches, is_glob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.model import ToolDefinition, Trace

__all__ = ["EFFECT_CLASSES", "EffectClass", "effect_classes", "effects_of_calls", "has_side_effect"]

EffectClass = Literal[
    "read", "write", "destructive", "egress", "exec", "money", "privilege", "delegate", "unknown"
]
"""A kind of effect; `unknown` where nothing tells."""

EFFECT_CLASSES: tuple[EffectClass, ...] = get_args(EffectClass)
"""Every effect class."""

_WORDS: dict[EffectClass, frozenset[str]] = {
    "money": frozenset(
        ("refund", "pay", "payment", "charge", "transfer_money", "purchase", "buy", "withdraw",
         "deposit", "invoice", "payout", "transaction", "wire", "remit", "disburse", "reimburse",
         "debit", "money", "funds")
    ),
    "destructive": frozenset(
        ("delete", "remove", "drop", "destroy", "purge", "wipe", "cancel", "erase", "terminate",
         "kill", "truncate", "revoke", "unsubscribe", "rm", "rmdir", "unlink", "uninstall", "shred",
         "expunge", "decommission", "deprovision")
    ),
    "egress": frozenset(
        ("send", "email", "mail", "post", "publish", "upload", "share", "notify", "tweet", "sms",
         "forward", "reply", "invite", "push")
    ),
    "exec": frozenset(
        ("exec", "execute", "run", "bash", "shell", "python", "eval", "terminal", "command",
         "script", "sql")
    ),
    "privilege": frozenset(
        ("grant", "permission", "permissions", "role", "password", "token", "authorize", "sudo",
         "credential", "credentials")
    ),
    "delegate": frozenset(("delegate", "handoff", "escalate", "spawn", "subagent", "task")),
    "write": frozenset(
        ("write", "update", "create", "add", "insert", "set", "edit", "modify", "change", "book",
         "save", "put", "patch", "rename", "move", "append", "schedule", "reserve", "submit",
         "exchange", "return", "order", "assign", "close", "open", "register", "upsert", "replace")
    ),
    "read": frozenset(
        ("get", "list", "search", "find", "read", "lookup", "fetch", "view", "show", "query",
         "check", "describe", "retrieve", "count", "calculate", "think", "browse", "inspect",
         "grep", "glob", "ls", "cat", "head", "status", "info", "ask", "look", "load", "select",
         "download", "verify", "validate", "compute", "open_page", "summarize")
    ),
}  # fmt: skip


def effect_classes(
    tool: str,
    *,
    declared: Mapping[str, EffectClass] | None = None,
    definition: ToolDefinition | None = None,
    trusted: bool = False,
) -> frozenset[EffectClass]:
    """The effect classes of a tool; `{"unknown"}` where nothing tells.

    Args:
        tool: Name of the tool.
        declared: Class by tool name or glob, as a policy declares it; an exact name wins over a
            glob, and a longer glob over a shorter one.
        definition: The tool as the capture declares it.
        trusted: Whether the annotations of that definition may be believed.

    Example:
        >>> sorted(effect_classes("get_order")), sorted(effect_classes("refund"))
        (['read'], ['money'])
        >>> sorted(effect_classes("frobnicate"))
        ['unknown']
        >>> from tracegrade.model import ToolDefinition
        >>> listing = ToolDefinition(name="mcp_mail_list", server="mail")
        >>> sorted(effect_classes("mcp_mail_list", definition=listing)), sorted(effect_classes("mcp_mail_list"))
        (['read'], ['egress'])
    """
    if declared:
        patterns = [pattern for pattern in declared if glob_matches(pattern, tool)]
        if patterns:
            best = max(patterns, key=lambda pattern: (not is_glob(pattern), len(pattern)))
            return frozenset((declared[best],))
    classes = _classes_of_name(_own_name(tool, definition))
    hints = (definition.annotations or {}) if definition is not None else {}
    hinted = _classes_of_hints(hints)
    if trusted and hinted:
        return hinted
    return classes | hinted.difference(("read",))


def _own_name(tool: str, definition: ToolDefinition | None) -> str:
    """A tool's name without that of its server, where the capture says which server it is of.

    `mcp_mail_box_list` alone does not tell where the name of the server ends.
    """
    server = definition.server if definition is not None else None
    return tool.removeprefix(f"mcp_{server}_") if server else tool


def _classes_of_hints(hints: Mapping[str, object]) -> frozenset[EffectClass]:
    """What Model Context Protocol annotations say."""
    if hints.get("readOnlyHint") is True:
        return frozenset(("read",))
    if hints.get("destructiveHint") is True:
        return frozenset(("destructive",))
    writes: tuple[EffectClass, ...] = ("write",) if hints.get("readOnlyHint") is False else ()
    return frozenset(writes)


_UNKNOWN: frozenset[EffectClass] = frozenset(("unknown",))


@lru_cache(maxsize=4096)
def _classes_of_name(tool: str) -> frozenset[EffectClass]:
    """What the words of a name say: the first word that is a verb of reading makes it a read.

    Of a tool of a Model Context Protocol server only its own name counts: one that reads mails is no
    sender because its server is called `email`. So is a reading tool in a namespace: `mail.read`.
    """
    own = tool.split("__", 2)
    if len(own) == 3 and own[0] == "mcp":
        return _classes_of_name(own[2])
    if "." in tool and _classes_of_name(tool.rpartition(".")[2]) <= {"read"}:
        return frozenset(("read",))
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", tool)]
    for word in words[:2]:
        if word in _WORDS["read"]:
            return frozenset(("read",))
        if any(word in known for known in _WORDS.values()):
            break
    found: set[EffectClass] = {
        kind for kind, known in _WORDS.items() if kind != "read" and known.intersection(words)
    }
    if found - {"write"}:
        found.discard("write")
    if not found and _WORDS["read"].intersection(words):
        return frozenset(("read",))
    return frozenset(found) if found else _UNKNOWN


def effects_of_calls(
    trace: Trace, declared: Mapping[str, EffectClass] | None = None
) -> list[frozenset[EffectClass]]:
    """The effect classes of each call of a trace, in order.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> sorted(effects_of_calls(trace)[-1])
        ['money']
    """
    definitions = {tool.name: tool for tool in trace.tools}
    known: dict[str, frozenset[EffectClass]] = {}
    for tool in trace.columns.call_tools:
        if tool not in known:
            known[tool] = effect_classes(tool, declared=declared, definition=definitions.get(tool))
    return [known[tool] for tool in trace.columns.call_tools]


def has_side_effect(classes: frozenset[EffectClass]) -> bool:
    """Whether some class is known and is more than reading.

    Example:
        >>> has_side_effect(frozenset(("money",))), has_side_effect(frozenset(("unknown",)))
        (True, False)
    """
    return not classes <= {"read", "unknown"}
