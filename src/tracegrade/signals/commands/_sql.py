"""What SQL statements do, by sqlglot: the only user of it, imported on use (0.6 s)."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tracegrade.signals.commands._deeds import NOTHING_KNOWN, READS, Deeds, all_of_these

if TYPE_CHECKING:
    from tracegrade.signals.effects import EffectClass

__all__ = ["deeds_of_sql", "looks_like_sql"]

_DIALECTS = (None, "postgres", "mysql", "tsql", "snowflake", "bigquery")
_LONGEST = 100_000  # characters of a text that is parsed
_VERBS: dict[str, EffectClass] = {
    "select": "read", "with": "read", "show": "read", "describe": "read", "desc": "read",
    "explain": "read", "values": "read", "table": "read", "pragma": "read", "use": "read",
    "set": "read", "begin": "read", "start": "read", "commit": "read", "rollback": "read",
    "savepoint": "read", "release": "read", "end": "read", "fetch": "read", "declare": "read",
    "insert": "write", "update": "write", "merge": "write", "upsert": "write", "create": "write",
    "alter": "write", "copy": "write", "load": "write", "rename": "write", "comment": "write",
    "reindex": "write", "vacuum": "write", "analyze": "write", "replace": "write", "lock": "write",
    "refresh": "write", "attach": "write",
    "delete": "destructive", "drop": "destructive", "truncate": "destructive", "purge": "destructive",
    "kill": "destructive", "shutdown": "destructive",
    "grant": "privilege", "revoke": "privilege", "deny": "privilege",
    "call": "exec", "exec": "exec", "execute": "exec", "do": "exec",
}  # fmt: skip
_NODES: dict[str, EffectClass] = {
    "Insert": "write", "Update": "write", "Merge": "write", "Create": "write", "Alter": "write",
    "Into": "write", "Copy": "write", "LoadData": "write", "Delete": "destructive",
    "Drop": "destructive", "TruncateTable": "destructive", "Kill": "destructive",
    "Grant": "privilege", "Revoke": "privilege", "Execute": "exec",
}  # fmt: skip
_NO_STATEMENTS = frozenset(("Alias", "Column", "Literal", "Identifier", "Paren", "Anonymous"))
_ACTING = frozenset(
    ("xp_cmdshell", "lo_export", "lo_import", "pg_read_file", "pg_write_file", "dblink_exec", "dblink",
     "pg_terminate_backend", "pg_cancel_backend", "load_extension", "writefile", "sys_exec", "sys_eval")
)  # fmt: skip


def looks_like_sql(text: str) -> bool:
    """Whether a text begins as a statement does.

    Example:
        >>> looks_like_sql("  SELECT 1"), looks_like_sql("orders of last week")
        (True, False)
    """
    words = _without_comments(text).split(None, 2)
    return len(words) > 1 and words[0].lower() in _VERBS


@lru_cache(maxsize=1024)
def deeds_of_sql(text: str) -> Deeds:
    """What every statement of a text does; `unknown` where it cannot be parsed.

    Example:
        >>> sorted(deeds_of_sql("WITH old AS (SELECT 1) DELETE FROM orders").classes)
        ['destructive']
        >>> deeds_of_sql("DROP TABLE orders").removed
        ('orders',)
        >>> sorted(deeds_of_sql("SELECT note FROM log WHERE note = 'DELETE FROM x'").classes)
        ['read']
    """
    if len(text) > _LONGEST:
        return NOTHING_KNOWN
    statements = _parsed(text)
    if statements is None:
        return NOTHING_KNOWN
    return all_of_these(_deeds(statement) for statement in statements if statement is not None)


def _parsed(text: str) -> list[Any] | None:
    """The statements, by the first dialect that takes them all."""
    try:
        import sqlglot  # pyright: ignore[reportMissingImports]  # installed without dependencies
        import sqlglot.errors  # pyright: ignore[reportMissingImports]  # the same
    except ImportError:
        return None
    # what it falls back on is told by what it returns, not by a line on standard error
    logging.getLogger("sqlglot").addHandler(logging.NullHandler())
    fallback: list[Any] | None = None
    for dialect in _DIALECTS:
        try:
            found: list[Any] = sqlglot.parse(text, read=dialect)
        except (sqlglot.errors.SqlglotError, RecursionError):
            continue
        if not any(_is_command(each) for each in found):
            return found
        fallback = fallback if fallback is not None else found
    return fallback


def _is_command(statement: Any) -> bool:
    return type(statement).__name__ == "Command"


def _deeds(statement: Any) -> Deeds:
    if _is_command(statement):
        return _command(str(statement.this), str(statement.args.get("expression") or ""))
    classes: set[EffectClass] = set()
    tables: dict[str, EffectClass] = {}
    if type(statement).__name__ in _NO_STATEMENTS:
        return NOTHING_KNOWN
    for node in statement.walk():
        name = type(node).__name__
        if name in _NODES:
            classes.add(_NODES[name])
            tables |= dict.fromkeys(_tables_of(node), _NODES[name])
        if name in ("Anonymous", "AnonymousAggFunc") and str(node.this).lower() in _ACTING:
            classes.add("exec")
    if "program" in statement.sql().lower() and type(statement).__name__ == "Copy":
        classes.add("exec")
    if type(statement).__name__ == "Copy" and not classes & {"exec"}:
        classes.add("write")
    removed = tuple(name for name, effect in tables.items() if effect == "destructive")
    return Deeds(frozenset(classes), removed=removed, tables=tuple(tables)) if classes else READS


def _tables_of(node: Any) -> list[str]:
    """The tables that a changing statement is about, in lower case, without those it only reads."""
    listed = (*(node.args.get("expressions") or ()), *(node.args.get("tables") or ()))
    targets = [node.args.get("this"), *listed]
    inner = [each.this if type(each).__name__ == "Schema" else each for each in targets]
    return [each.name.lower() for each in inner if type(each).__name__ == "Table"]


def _command(verb: str, rest: str) -> Deeds:
    """A statement that the parser keeps as it is: told by its verb, and what it explains or does."""
    name = verb.strip().lower()
    words = rest.split()
    if name == "explain":
        runs = bool(words) and "analyze" in words[0].lower()
        inner = rest.split(None, 1)[1] if runs and len(words) > 1 else ""
        return deeds_of_sql(inner) if inner else READS
    if name == "pragma":
        return Deeds(frozenset(("write",))) if "=" in rest else READS
    if name == "copy" and "program" in rest.lower().split():
        return Deeds(frozenset(("write", "exec")))
    found = _VERBS.get(name.split()[0] if name else "")
    return NOTHING_KNOWN if found is None else Deeds(frozenset((found,)))


def _without_comments(text: str) -> str:
    rest = text.lstrip(" \t\r\n(;")
    for _ in range(20):
        if rest.startswith("--"):
            rest = rest.partition("\n")[2].lstrip()
        elif rest.startswith("/*"):
            rest = rest.partition("*/")[2].lstrip()
        else:
            break
    return rest
