"""Spans of Google's Agent Development Kit, which keeps content in attributes of its own.

Source: the tracing of google-adk (`gcp.vertex.agent.llm_request`, `.llm_response`,
`.tool_call_args`, `.tool_response`). A `call_llm` span holds the content of the model call whose
`generate_content` span lies inside it; `transfer_to_agent` is a handoff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import (
    PART_OF_ANOTHER,
    STATUS,
    WAITS,
    decoded_or_text,
    first_of,
    text_of,
)

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARK", "UNKNOWN_CALL", "translate"]

MARK = "gcp.vertex.agent.event_id"
UNKNOWN_CALL = "<not specified>"
"""The id of a call in spans of tools that failed."""

_REQUEST, _RESPONSE = "gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response"
_ASKS = "This tool call requires confirmation"
_REJECTED = "This tool call is rejected"
_ARGUMENTS = ("gcp.vertex.agent.tool_call_args", "input.value")
_RESULT = ("gcp.vertex.agent.tool_response", "output.value")
"""The library's own names, and those of OpenInference, whose instrumentation adds to its spans."""


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` for one without content."""
    attributes = span.attributes
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    if attributes.get("gen_ai.operation.name") == "execute_tool":
        return _tool(span, kept)
    if _REQUEST not in attributes:
        return None
    request = decoded_or_text(attributes[_REQUEST])
    answer = decoded_or_text(attributes.get(_RESPONSE))
    request = request if type(request) is dict else {}
    answer = answer if type(answer) is dict else {}
    kept["gen_ai.operation.name"] = "chat"
    contents = request.get("contents")
    given = [_message(one) for one in contents] if type(contents) is list else []
    kept["gen_ai.input.messages"] = [one for one in given if one is not None]
    said = _message(answer.get("content"))
    kept["gen_ai.output.messages"] = [said] if said is not None else []
    config = request.get("config")
    if type(config) is dict:
        _add_config(config, kept)
    return kept


def _add_config(config: Detail, made: Detail) -> None:
    words = text_of(config.get("system_instruction"))
    if words is not None:
        made["gen_ai.system_instructions"] = [{"type": "text", "content": words}]
    declared: list[Any] = []
    tools = config.get("tools")
    for tool in tools if type(tools) is list else ():
        functions = tool.get("function_declarations") if type(tool) is dict else None
        for one in functions if type(functions) is list else ():
            if type(one) is dict:
                schema = one.get("parameters_json_schema", one.get("parameters"))
                declared.append({**one, "parameters": schema})
    if declared:
        made["gen_ai.tool.definitions"] = declared


def _tool(span: Span, made: Detail) -> Detail:
    attributes = span.attributes
    if made.get("gen_ai.tool.name") == "(merged tools)":
        return {
            "gen_ai.operation.name": PART_OF_ANOTHER
        }  # beside the spans of the tools themselves
    given, returned = first_of(attributes, *_ARGUMENTS), first_of(attributes, *_RESULT)
    if given is not None:
        made["gen_ai.tool.call.arguments"] = given
    if returned is not None:
        result = decoded_or_text(returned)
        whole = type(result) is dict and {"name", "response"} <= result.keys()
        made["gen_ai.tool.call.result"] = result["response"] if whole else returned
    _add_confirmation(made)
    if made.get("gen_ai.tool.name") == "transfer_to_agent":
        given = decoded_or_text(made.get("gen_ai.tool.call.arguments"))
        to = given.get("agent_name") if type(given) is dict else None
        made["gen_ai.operation.name"] = "handoff"
        if type(to) is str:
            made["gen_ai.handoff.to_agent"] = to
    return made


def _add_confirmation(made: Detail) -> None:
    """A tool that was not run because somebody has yet to confirm it, or would not."""
    result = decoded_or_text(made.get("gen_ai.tool.call.result"))
    error = result.get("error") if type(result) is dict else None
    if type(error) is str and error.startswith(_ASKS):
        made[WAITS] = "for approval"
        del made["gen_ai.tool.call.result"]
    elif type(error) is str and error.startswith(_REJECTED):
        made[STATUS] = "denied"


def _message(content: Any) -> Detail | None:
    """One Gemini content as the conventions write it."""
    if type(content) is not dict or type(content.get("parts")) is not list:
        return None
    parts: list[Detail] = []
    role = "assistant" if content.get("role") == "model" else "user"
    for part in content["parts"]:
        if type(part) is not dict:
            continue
        call, response = part.get("function_call"), part.get("function_response")
        if type(call) is dict and type(call.get("name")) is str:
            made = {"type": "tool_call", "id": text_of(call.get("id")), "name": call["name"]}
            parts.append({**made, "arguments": call.get("args")})
        elif type(response) is dict:
            role = "tool"
            made = {"type": "tool_call_response", "id": text_of(response.get("id"))}
            parts.append({**made, "response": response.get("response")})
        elif type(part.get("text")) is str:
            kind = "reasoning" if part.get("thought") is True else "text"
            parts.append({"type": kind, "content": part["text"]})
    return {"role": role, "parts": parts}
