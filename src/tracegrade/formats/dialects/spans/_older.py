"""Spans of writers from before `gen_ai.operation.name`, told by what else they hold.

Source: pydantic-ai, instrumentation versions 1 and 2 (`agent run` and `running tool` spans with
`agent_name`, `tool_arguments`, `tool_response`), and Koog (`gen_ai.tool.name` beside `input.value`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.formats.dialects.spans._values import first_of, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["AGENT_MARKS", "TOOL_MARK", "agent", "is_output_function", "tool"]

TOOL_MARK = "gen_ai.tool.name"
_TRANSFER = "transfer_to_"
_OUTPUT_FUNCTION = "running output function"
AGENT_MARKS = ("pydantic_ai.all_messages", "all_messages_events", "agent_name")


def tool(span: Span) -> Detail | None:
    """The attributes of a tool span in the current conventions."""
    attributes = span.attributes
    if "gen_ai.operation.name" in attributes:
        return _handoff(attributes)
    made = {**attributes, "gen_ai.operation.name": "execute_tool"}
    arguments = first_of(attributes, "tool_arguments", "input.value")
    if arguments is not None:
        made.setdefault("gen_ai.tool.call.arguments", arguments)
    result = first_of(attributes, "tool_response", "output.value")
    if result is not None:
        made.setdefault("gen_ai.tool.call.result", result)
    return made


def _handoff(attributes: Detail) -> Detail | None:
    """A tool span of AutoGen that hands over to another agent: that is what its tool is for."""
    name = text_of(attributes.get("gen_ai.tool.name")) or ""
    if attributes.get("gen_ai.system") != "autogen" or not name.startswith(_TRANSFER):
        return None
    made = {**attributes, "gen_ai.operation.name": "handoff"}
    return {**made, "gen_ai.handoff.to_agent": name.removeprefix(_TRANSFER)}


def agent(span: Span) -> Detail | None:
    """The attributes of an agent span in the current conventions."""
    attributes = span.attributes
    if "gen_ai.operation.name" in attributes:
        return None
    made = {**attributes, "gen_ai.operation.name": "invoke_agent"}
    name = text_of(first_of(attributes, "gen_ai.agent.name", "agent_name"))
    if name is not None:
        made["gen_ai.agent.name"] = name
    return made


def is_output_function(span: Span) -> bool:
    """Whether a tool span of pydantic-ai runs the function that makes the answer, and no tool."""
    said = span.attributes.get("logfire.msg")
    named = said if isinstance(said, str) else span.name
    return named.startswith(_OUTPUT_FUNCTION) or span.name == _OUTPUT_FUNCTION
