"""Expectations in files and in cases."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._positions import json_lines, toml_lines
from tracegrade.errors import ConfigurationError, Location
from tracegrade.graders._expectation._reading import Reader

if TYPE_CHECKING:
    from tracegrade.graders._expectation._expectation import Expectation
    from tracegrade.model import Case

__all__ = ["expectation_of_case", "load_expectation", "read_expectation"]

_OF_CASE = ("tools", "counts", "order", "arguments")
"""Expectations of a case that this language speaks of; the others belong to other graders."""
_LIMITS = ("at_most", "at_least", "exactly", "counted")


def read_expectation(record: Any) -> Expectation:
    """The expectation that decoded data hold.

    Raises:
        ConfigurationError: Something in it is wrong; the error has its JSON pointer.

    Example:
        >>> read_expectation({"plan": ["get_order"], "extras": ["read"]}).extras
        ('read',)
    """
    return Reader().expectation(record)


def load_expectation(path: str | os.PathLike[str]) -> Expectation:
    r"""The expectation in a TOML or JSON file, alone or as its table `expectation`.

    Raises:
        ConfigurationError: The file cannot be read, or something in it is wrong; the error has
            the line and the JSON pointer.

    Example:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "refund.toml")
        >>> _ = path.write_text('plan = ["get_order", {optional = "get_user"}]')
        >>> load_expectation(path).plans[0].parts[0].tool
        'get_order'
    """
    name = os.fspath(path)
    try:
        with open(name, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "not UTF-8"
        message = f"cannot read the expectation: {said}"
        raise ConfigurationError(message, location=Location(name)) from None
    is_json = name.lower().endswith(".json")
    document = _decoded_json(name, text) if is_json else _decoded_toml(name, text)
    lines = json_lines(text) if is_json else toml_lines(text)
    for start in (("expectation",), ("tool", "tracegrade", "expectation"), ()):
        table: Any = document
        for key in start:
            table = table.get(key) if isinstance(table, dict) else None
        if table is not None:
            return Reader(name, lines, start).expectation(table)
    raise ConfigurationError("the file is empty", location=Location(name))


def _decoded_toml(name: str, text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d{1,9})", str(error))
        line = int(found[1]) if found else None
        message = f"not TOML: {str(error)[:1].lower()}{str(error)[1:]}"
        raise ConfigurationError(message, location=Location(name, line)) from None


def _decoded_json(name: str, text: str) -> Any:
    try:
        return _json.decode_checked(text.encode("utf-8", "surrogatepass")).value
    except _json.UndecodableError as error:
        line = None if error.position is None else text.count("\n", 0, error.position) + 1
        message = f"not JSON: {error.message}"
        raise ConfigurationError(message, location=Location(name, line)) from None


def expectation_of_case(case: Case | None) -> Expectation | None:
    """What a case expects of calls, or `None` if it says nothing of them.

    `tools` is a plan or a whole expectation, `counts` the limits by tool or glob, `order` a list
    of rules, `arguments` what holds of arguments by tool or glob.

    Raises:
        ConfigurationError: Something in it is wrong; the error has its JSON pointer.

    Example:
        >>> from tracegrade.model import Case
        >>> case = Case("c1", expectations={"tools": ["refund"], "counts": {"refund": {"at_most": 1}}})
        >>> expectation_of_case(case).rules[0].most
        1
        >>> expectation_of_case(Case("c2", expectations={"answer": "Done."})) is None
        True
    """
    if case is None or not any(key in case.expectations for key in _OF_CASE):
        return None
    given = case.expectations
    reader = Reader(f"case {case.case_id}", start=("expectations",))
    tools = given.get("tools", {})
    record = {"plan": tools} if isinstance(tools, list) else tools
    if not isinstance(record, dict):
        raise reader.wrong(f"tools is a list or an object, not {tools!r}", ("tools",))
    record = dict(record)
    rules = [*record.get("rules", []), *_counts(reader, given.get("counts", {}))]
    order = given.get("order", [])
    if not isinstance(order, list):
        raise reader.wrong(f"order is a list of rules, not {order!r}", ("order",))
    if rules or order:
        record["rules"] = [*rules, *order]
    if "arguments" in given:
        record["arguments"] = given["arguments"]
    return Reader(f"case {case.case_id}", start=("expectations", "tools")).expectation(record)


def _counts(reader: Reader, counts: Any) -> list[dict[str, Any]]:
    """The rules that limits by tool stand for."""
    if not isinstance(counts, dict):
        raise reader.wrong(f"counts is an object, not {counts!r}", ("counts",))
    rules: list[dict[str, Any]] = []
    for tool, limits in counts.items():
        if type(limits) is int:
            limits = {"exactly": limits}  # noqa: PLW2901 a number is short for exactly so many
        if not isinstance(limits, dict) or not set(limits) <= set(_LIMITS):
            hint = '{"at_most": 1}, {"at_least": 1} or a number'
            raise reader.wrong(f"{limits!r} is no limit", ("counts", tool), hint)
        rules.append({"count": tool, **limits})
    return rules
