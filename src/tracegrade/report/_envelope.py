"""An object schema put together from parts."""

from __future__ import annotations

from typing import Any

__all__ = ["DIALECT", "envelope"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema that is written."""


def envelope(name: str, parts: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """An object schema whose definitions are those of all its parts."""
    definitions: dict[str, Any] = {}
    properties: dict[str, Any] = {"schema": {"const": name}, **more}
    for key, adapter in parts.items():
        schema = adapter.json_schema(mode="serialization")
        definitions |= schema.pop("$defs", {})
        if key[0].isupper():  # a part of parts, that they refer to
            definitions[key] = schema
        else:
            properties[key] = schema
    return {
        "$schema": DIALECT,
        "title": name,
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "$defs": definitions,
    }
