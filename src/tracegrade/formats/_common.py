"""What several readers need: ids, tool definitions, free-form values."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from tracegrade import _json
from tracegrade.formats._reader import MismatchError, Record, UnsafeValueError
from tracegrade.model import ToolDefinition

__all__ = [
    "default_trace_id",
    "field_of",
    "list_or_empty",
    "require_safe",
    "text_id",
    "tool_definitions",
]


def default_trace_id(record: Record) -> str:
    """An id for a trace whose record has none: the file's name and the place in it.

    Example:
        >>> default_trace_id(Record([], "runs/old.jsonl", 3))
        'old:3'
    """
    name = PurePath(record.path or "trace").name
    stem = name.split(".json")[0].removesuffix(".traj") or name
    if record.line is not None:
        return f"{stem}:{record.line}"
    return stem + record.pointer.replace("/", ":")


def field_of(value: Any, name: str) -> Any:
    """The value under a name, or under the same name in camel case.

    Example:
        >>> field_of({"rawItem": 1}, "raw_item"), field_of({"raw_item": 2}, "raw_item")
        (1, 2)
    """
    if type(value) is not dict:
        return None
    if name in value:
        return value[name]
    first, *rest = name.split("_")
    return value.get(first + "".join(word.capitalize() for word in rest))


def list_or_empty(value: Any) -> list[Any]:
    """The value if it is a list, else an empty one.

    Example:
        >>> list_or_empty({"a": 1})
        []
    """
    return value if isinstance(value, list) else []


def text_id(value: Any, key: str) -> str | None:
    """An id as text; whole numbers are written out.

    Raises:
        MismatchError: It is neither.
    """
    if value is None or type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    raise MismatchError("wrong-type", f"{key} is neither text nor a whole number", f"/{key}")


def require_safe(record: Record, value: Any) -> None:
    """Check a free-form value that the fast decoder may have changed.

    Raises:
        UnsafeValueError: It may have, and the record was not decoded with care.
    """
    if not record.checked and _json.is_unsafe(value):
        raise UnsafeValueError


class _Remembered:
    """The tool definitions read last: in one file nearly every record declares the same."""

    declared = b""
    tools: tuple[ToolDefinition, ...] = ()


def tool_definitions(record: Record, declared: Any, pointer: str) -> tuple[ToolDefinition, ...]:
    """Tools as OpenAI and Anthropic requests declare them.

    Raises:
        MismatchError: It is not a list of tools with names.
        UnsafeValueError: See `require_safe`.
    """
    if declared is None:
        return ()
    spelled = _json.encode(declared)  # as values they may be equal and still differ: 1 and true
    if spelled != _Remembered.declared:
        require_safe(record, declared)
        if type(declared) is not list:
            raise MismatchError("wrong-type", "tools are not a list", pointer)
        _Remembered.tools = tuple(
            _tool_definition(item, f"{pointer}/{place}") for place, item in enumerate(declared)
        )
        _Remembered.declared = spelled
    return _Remembered.tools


def _tool_definition(item: Any, pointer: str) -> ToolDefinition:
    inner = item.get("function", item) if type(item) is dict else None
    if type(inner) is not dict:
        raise MismatchError("wrong-type", "a tool is not an object", pointer)
    name = inner.get("name") or inner.get("type")  # hosted tools have a type only
    if type(name) is not str:
        raise MismatchError("wrong-type", "a tool has no name", pointer)
    parameters = inner.get("parameters", inner.get("input_schema"))
    description = inner.get("description")
    return ToolDefinition(
        name=name,
        description=description if type(description) is str else None,
        parameters=parameters if type(parameters) is dict else None,
        annotations=inner.get("annotations"),
        server=inner.get("server"),
    )
