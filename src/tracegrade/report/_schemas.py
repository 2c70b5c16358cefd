"""The JSON Schemas of what tracegrade reads and writes."""

from __future__ import annotations

from typing import Any

from tracegrade.formats.writers import TARGETS
from tracegrade.model import CAPABILITIES
from tracegrade.report._diff_schemas import diff_schema, noise_schema
from tracegrade.report._envelope import DIALECT, envelope

__all__ = ["SCHEMAS", "json_schema"]

SCHEMAS = ("trace", "case", "grades", "diff", "noise", "losses", "formats", "codes")
"""What there is a schema of."""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of native traces and cases, or of what a command writes as JSON.

    Example:
        >>> json_schema("trace")["properties"]["schema"]["const"]
        'tracegrade/trace@1'
    """
    from pydantic import TypeAdapter

    from tracegrade.model import Grade, Problem
    from tracegrade.model._adapters import case_adapter, trace_adapter

    if name == "trace":
        return trace_adapter().json_schema(by_alias=True)
    if name == "case":
        return case_adapter().json_schema()
    if name == "grades":
        return envelope(
            "tracegrade/grades@1",
            {"grades": TypeAdapter(list[Grade]), "problems": TypeAdapter(list[Problem])},
            {"summary": {"type": "object"}},
        )
    if name in _LISTS:
        return _LISTS[name]
    return noise_schema() if name == "noise" else diff_schema()


_TEXT, _TEXT_OR_NULL = {"type": "string"}, {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}


def _object(properties: dict[str, Any], title: str | None = None) -> dict[str, Any]:
    """An object that has all these properties, and may have more."""
    titled = {} if title is None else {"$schema": DIALECT, "title": title}
    return {**titled, "type": "object", "required": list(properties), "properties": properties}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


_LOSSES = _list({"field": _TEXT, "count": _COUNT, "trace_id": _TEXT, "step_id": _TEXT_OR_NULL})
_CAPABILITIES = {"type": "array", "items": {"enum": list(CAPABILITIES)}}
_LISTS: dict[str, dict[str, Any]] = {
    "losses": _object(
        {
            "schema": {"const": "tracegrade/losses@1"},
            "to": {"enum": list(TARGETS)},
            "traces": _COUNT,
            "lost": _LOSSES,
            "kept": _LOSSES,
        },
        "tracegrade/losses@1",
    ),
    "formats": _object(
        {
            "schema": {"const": "tracegrade/formats@1"},
            "formats": _list(
                {
                    "name": _TEXT,
                    "title": _TEXT,
                    "shows": _CAPABILITIES,
                    "cannot_show": _CAPABILITIES,
                    "written": {"type": "boolean"},
                    "origin": _TEXT_OR_NULL,
                }
            ),
        },
        "tracegrade/formats@1",
    ),
    "codes": _object(
        {
            "schema": {"const": "tracegrade/codes@1"},
            "codes": _list(
                {
                    "code": _TEXT,
                    "title": _TEXT,
                    "meaning": _TEXT,
                    "fix": _TEXT,
                    "owasp": _TEXT_OR_NULL,
                }
            ),
        },
        "tracegrade/codes@1",
    ),
}
