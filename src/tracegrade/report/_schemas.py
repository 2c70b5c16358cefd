"""The JSON Schemas of what tracegrade reads and writes."""

from __future__ import annotations

from typing import Any

from tracegrade.formats.writers import TARGETS
from tracegrade.model import CAPABILITIES

__all__ = ["SCHEMAS", "json_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMAS = ("trace", "case", "grades", "diff", "losses", "formats", "codes")
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
        return _envelope(
            "tracegrade/grades@1",
            {"grades": TypeAdapter(list[Grade]), "problems": TypeAdapter(list[Problem])},
            {"summary": {"type": "object"}},
        )
    if name in _LISTS:
        return _LISTS[name]
    return _diff_schema()


_TEXT, _TEXT_OR_NULL = {"type": "string"}, {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}


def _object(properties: dict[str, Any], title: str | None = None) -> dict[str, Any]:
    """An object that has all these properties, and may have more."""
    titled = {} if title is None else {"$schema": _DIALECT, "title": title}
    return {**titled, "type": "object", "required": list(properties), "properties": properties}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _diff_schema() -> dict[str, Any]:
    from pydantic import TypeAdapter

    from tracegrade.diff import Effect, Fact, Pairing, StepEdit
    from tracegrade.model import Problem

    number = {"type": ["number", "null"]}
    shift = {"feature": {"type": "string"}, "old": number, "new": number, "effect": number,
             "ci": {"type": ["array", "null"]}, "p": number, "p_adjusted": number,
             "n_cases": {"type": "integer"}}  # fmt: skip
    return _envelope(
        "tracegrade/diff@1",
        {
            "pairing": TypeAdapter(Pairing),
            "facts": TypeAdapter(list[Fact]),
            "effects": TypeAdapter(list[Effect]),
            "edits": TypeAdapter(list[StepEdit]),
            "problems": TypeAdapter(list[Problem]),
        },
        {
            "verdict": {"enum": ["broken", "shift", "inconclusive", "equivalent"]},
            "shifts": {"type": "array", "items": {"type": "object", "properties": shift}},
            "mde": {"type": "object"},
            "cases": {
                "type": "array",
                "items": {"type": "object", "required": ["case_id", "pairs"]},
            },
        },
    )


def _envelope(name: str, parts: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """An object schema whose definitions are those of all its parts."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {"schema": {"const": name}, **more}
    for key, adapter in parts.items():
        schema = adapter.json_schema()
        definitions |= schema.pop("$defs", {})
        properties[key] = schema
    edits = properties.pop("edits", None)
    if edits is not None:
        definitions["Edits"] = edits
    return {
        "$schema": _DIALECT,
        "title": name,
        "type": "object",
        "required": ["schema", *more, *(key for key in parts if key != "edits")],
        "properties": properties,
        "$defs": definitions,
    }


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
