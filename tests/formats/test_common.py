"""What several readers need."""

from __future__ import annotations

from typing import Any

from tracegrade.formats import Record
from tracegrade.formats._common import tool_definitions


def declared(default: Any) -> list[dict[str, Any]]:
    parameters = {"type": "object", "properties": {"force": {"default": default}}}
    return [{"type": "function", "function": {"name": "refund", "parameters": parameters}}]


def test_tools_that_differ_in_type_only_are_not_taken_for_the_tools_read_before():
    for default in (1, True, 1.0, "1"):
        (tool,) = tool_definitions(Record(None), declared(default), "/tools")
        assert tool.parameters is not None
        read = tool.parameters["properties"]["force"]["default"]
        assert (type(read), read) == (type(default), default)
