"""Reading an approval policy from TOML, strictly: every mistake has a line and a suggestion."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

from tracegrade.errors import ConfigurationError, Location
from tracegrade.graders.approval import _fields
from tracegrade.graders.approval._policy import Forbidden, Policy, Requirement

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["load_policy", "parse_policy"]

_REQUIRE: dict[str, Callable[[Any], Any]] = {
    "tool": _fields.glob,
    "classes": _fields.classes,
    "when": _fields.schema,
    "approvers": _fields.approvers,
    "uses": _fields.whole_number,
    "ttl_s": _fields.seconds,
    "scopes": _fields.scopes,
    "freshness": _fields.one_of("none", "resource"),
    "arguments": _fields.schema,
    "material": _fields.pointers,
    "resource": _fields.pointer,
}
_FORBID: dict[str, Callable[[Any], Any]] = {
    "tool": _fields.glob,
    "classes": _fields.classes,
    "when": _fields.schema,
}
_TOP: dict[str, Callable[[Any], Any]] = {
    "default_class": _fields.effect_class,
    "strict": _fields.truth,
    "implicit": _fields.one_of("never", "directive", "any"),
    "consent": _fields.one_of("anywhere", "conversation"),
    "disclose": _fields.one_of("none", "material", "all"),
}
_TABLES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "trust": {"trusted": _fields.globs, "untrusted": _fields.globs},
    "sandbox": {"roots": _fields.texts, "hosts": _fields.texts},
}
_LINE_OF_ERROR = re.compile(r"at line (\d{1,9})")


def load_policy(path: str | os.PathLike[str]) -> Policy:
    r"""The approval policy in a TOML file.

    The file holds an `[approval]` table, alone or among the others of `tracegrade.toml`; in
    `pyproject.toml` it is `[tool.tracegrade.approval]`.

    Raises:
        ConfigurationError: The file cannot be read, or something in it is wrong.

    Example:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "policy.toml")
        >>> _ = path.write_text('[[approval.forbid]]\ntool = "delete_*"\n')
        >>> load_policy(path).forbid[0].tool
        'delete_*'
    """
    name = os.fspath(path)
    try:
        with open(name, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "not UTF-8"
        raise ConfigurationError(
            f"cannot read the policy: {said}", location=Location(name)
        ) from None
    return parse_policy(text, path=name)


def parse_policy(text: str, *, path: str | None = None) -> Policy:
    r"""The approval policy in a TOML text.

    Args:
        text: The TOML.
        path: The file it comes from, for messages.

    Raises:
        ConfigurationError: It is not TOML, or something in it is wrong.

    Example:
        >>> parse_policy('[approval.tools]\nrefund = "money"').tools["refund"]
        frozenset({'money'})
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE_OF_ERROR.search(str(error))
        line = int(found[1]) if found else None
        message = f"not TOML: {str(error)[:1].lower()}{str(error)[1:]}"
        raise ConfigurationError(message, location=Location(path, line)) from None
    for place in (("approval",), ("tool", "tracegrade", "approval")):
        table: Any = document
        for name in place:
            table = table.get(name) if isinstance(table, dict) else None
        if table is not None:
            return _Tables(text, path, ".".join(place)).policy(table)
    raise ConfigurationError(
        "no [approval] table",
        location=Location(path),
        hint="in pyproject.toml it is [tool.tracegrade.approval]",
    )


class _Tables:
    """The tables of one policy text, read with the line of whatever is wrong."""

    def __init__(self, text: str, path: str | None, prefix: str) -> None:
        self._lines = text.splitlines()
        self._path = path
        self._prefix = prefix

    def policy(self, table: Any) -> Policy:
        """The policy that the `[approval]` table holds."""
        table = self._table(table, "")
        names = (*_TOP, *_TABLES, "tools", "require", "forbid")
        self._only(table, names, "")
        given = self._read({key: table[key] for key in _TOP if key in table}, _TOP, "")
        for name, checks in _TABLES.items():
            given |= self._read(table.get(name, {}), checks, name)
        return Policy(
            require=tuple(Requirement(**rule) for rule in self._rules(table, "require", _REQUIRE)),
            forbid=tuple(Forbidden(**rule) for rule in self._rules(table, "forbid", _FORBID)),
            tools=self._tools(table.get("tools", {})),
            **given,
        )

    def _tools(self, table: Any) -> dict[str, frozenset[str]]:
        given = self._table(table, "tools")
        checks = dict.fromkeys(given, _fields.class_or_classes)
        for pattern in given:
            if not pattern.strip():
                raise self._wrong("a tool's name is empty", "tools", pattern)
        return self._read(given, checks, "tools")

    def _rules(
        self, table: dict[str, Any], name: str, checks: dict[str, Callable[[Any], Any]]
    ) -> list[dict[str, Any]]:
        rules = table.get(name, [])
        if not isinstance(rules, list):
            raise self._wrong(f"{name} is a list of tables", "", name, f"write [[approval.{name}]]")
        read: list[dict[str, Any]] = []
        for number, rule in enumerate(rules):
            read.append(self._read(rule, checks, name, number))
            if not read[-1].get("tool") and not read[-1].get("classes"):
                message = f"a {name} rule names neither a tool nor classes"
                raise self._wrong(message, name, None, 'tool = "*" is every tool', number)
        return read

    def _read(
        self,
        table: Any,
        checks: dict[str, Callable[[Any], Any]],
        section: str,
        number: int = 0,
    ) -> dict[str, Any]:
        table = self._table(table, section)
        self._only(table, tuple(checks), section, number)
        read: dict[str, Any] = {}
        for key, value in table.items():
            try:
                read[key] = checks[key](value)
            except _fields.WrongValueError as wrong:
                raise self._wrong(
                    f"{key!r} {wrong.message}", section, key, wrong.hint, number
                ) from None
        return read

    def _table(self, value: Any, section: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"{section or 'approval'} is not a table", "", section or "approval")
        return value

    def _only(
        self, table: dict[str, Any], known: tuple[str, ...], section: str, number: int = 0
    ) -> None:
        for key in table:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"
                raise self._wrong(f"unknown key {key!r}", section, key, hint, number)

    def _wrong(
        self,
        message: str,
        section: str,
        key: str | None,
        hint: str | None = None,
        number: int = 0,
    ) -> ConfigurationError:
        location = Location(self._path, self._line(section, key, number))
        return ConfigurationError(message, location=location, hint=hint)

    def _line(self, section: str, key: str | None, number: int) -> int | None:
        """The line of a key, found in the text: tomllib does not tell where it saw what.

        A key that is not found below its header (an inline table, a dotted key) gets the line of
        the header, else the first line that names it.
        """
        name = f"{self._prefix}.{section}" if section else self._prefix
        headers = [at for at, line in enumerate(self._lines) if _header(line) == name]
        start = headers[number] if number < len(headers) else None
        if start is not None:
            for at in range(start + 1, len(self._lines)):
                if _header(self._lines[at]) is not None:
                    break
                if key is not None and _key(self._lines[at]) == key:
                    return at + 1
        if key is not None:
            for at, line in enumerate(self._lines):
                if start is None and (_key(line) == key or _header(line) == f"{name}.{key}"):
                    return at + 1
        return None if start is None else start + 1


def _header(line: str) -> str | None:
    """The dotted name of a `[table]` or `[[table]]` line, or `None`."""
    line = line.split("#", 1)[0].strip()
    if not (line.startswith("[") and line.endswith("]")):
        return None
    return re.sub(r"[\[\]\s\"']", "", line)


def _key(line: str) -> str | None:
    """The key of a `key = value` line, or `None`."""
    key, equals, _ = line.partition("=")
    return key.strip().strip("\"'") if equals else None
