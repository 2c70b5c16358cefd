"""Which argument of a call is a command, a statement or a request, and what it does."""

from __future__ import annotations

import re
import shlex
from typing import Any

from tracegrade.signals.commands._deeds import Deeds
from tracegrade.signals.commands._http import deeds_of_request
from tracegrade.signals.commands._shell import deeds_of_shell
from tracegrade.signals.commands._sql import deeds_of_sql, looks_like_sql

__all__ = ["deeds_of", "deeds_of_any_command"]

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SHELLS = frozenset(
    (
        "bash",
        "shell",
        "sh",
        "zsh",
        "terminal",
        "exec",
        "execute",
        "run",
        "command",
        "cmd",
        "console",
    )
)
_SHELL_FIELDS = ("command", "cmd", "commands", "script", "shell_command", "bash_command")
_COMMANDS = ("command", "cmd", "shell_command", "bash_command")
_SHELL_ONLY_FIELDS = ("input", "code")  # of a tool whose name is that of a shell
_SHELL_NAMES = frozenset(("bash", "shell", "sh", "zsh", "terminal"))
_SQL_FIELDS = (
    "sql",
    "query",
    "statement",
    "statements",
    "sql_query",
    "command",
    "code",
    "input",
    "text",
)
_SQL_NAMES = frozenset(
    ("sql", "postgres", "mysql", "sqlite", "db", "database", "bigquery", "snowflake")
)
_METHODS = ("method", "http_method", "verb")
_URLS = ("url", "uri", "endpoint")
_FIELDS = frozenset((*_SHELL_FIELDS, *_SHELL_ONLY_FIELDS, *_SQL_FIELDS, *_METHODS))


def deeds_of(tool: str, arguments: Any) -> Deeds | None:
    """What a call does by the text of its arguments; `None` where they hold nothing that is run.

    Example:
        >>> sorted(deeds_of("bash", {"command": "cat a > b"}).classes)
        ['write']
        >>> sorted(deeds_of("run_query", {"sql": "DROP TABLE orders"}).classes)
        ['destructive']
        >>> deeds_of("get_order", {"id": "A-1"}) is None
        True
    """
    if isinstance(arguments, str):
        arguments = {"input": arguments}
    if not isinstance(arguments, dict) or _FIELDS.isdisjoint(arguments):
        return None
    words = frozenset(word.lower() for word in _WORD.findall(tool))
    return _sql(words, arguments) or _shell(words, arguments) or _request(arguments)


def deeds_of_any_command(arguments: Any) -> Deeds | None:
    """What a call does by an argument called a command, whatever its tool is called.

    `None` unless every program in it is one that is known: other tools take commands too.

    Example:
        >>> sorted(deeds_of_any_command({"command": "rm -rf /var/lib/archive"}).classes)
        ['destructive']
        >>> deeds_of_any_command({"command": "open gripper"}) is None
        True
    """
    if not isinstance(arguments, dict) or not any(name in arguments for name in _COMMANDS):
        return None
    found = _shell(_SHELL_NAMES, {name: arguments.get(name) for name in _COMMANDS})
    return None if found is None or "unknown" in found.classes else found


def _sql(words: frozenset[str], arguments: dict[str, Any]) -> Deeds | None:
    for field in _SQL_FIELDS:
        value = arguments.get(field)
        named = field in ("sql", "sql_query") or bool(words & _SQL_NAMES) or field == "statement"
        asked = field == "query" and isinstance(value, str) and looks_like_sql(value)
        if not isinstance(value, str) or not value.strip() or not (named or asked):
            continue
        if field.startswith("sql") or looks_like_sql(value):
            return deeds_of_sql(value)
    return None


def _shell(words: frozenset[str], arguments: dict[str, Any]) -> Deeds | None:
    if not words & _SHELLS:
        return None
    fields = _SHELL_FIELDS + (_SHELL_ONLY_FIELDS if words & _SHELL_NAMES else ())
    for field in fields:
        value = arguments.get(field)
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return deeds_of_shell(_joined(value, field))
        if isinstance(value, str) and value.strip():
            return deeds_of_shell(value)
    return None


def _joined(parts: list[str], field: str) -> str:
    """A list is the words of one command; `commands` is one command a line."""
    return "\n".join(parts) if field == "commands" else shlex.join(parts)


def _request(arguments: dict[str, Any]) -> Deeds | None:
    url = next((arguments[name] for name in _URLS if isinstance(arguments.get(name), str)), None)
    method = next(
        (arguments[name] for name in _METHODS if isinstance(arguments.get(name), str)), None
    )
    return None if url is None or method is None else deeds_of_request(method, url)
