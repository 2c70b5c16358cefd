"""OpenLLMetry (Traceloop): messages under numbered attribute names, and span kinds of its own.

Source: the OpenLLMetry semantic conventions (`gen_ai.prompt.N.*`, `gen_ai.completion.N.*`,
`traceloop.span.kind`, `traceloop.entity.*`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._inputs import heard_messages, said_messages
from tracegrade.formats.dialects.spans._logged import add_tool_result
from tracegrade.formats.dialects.spans._unflatten import unflattened
from tracegrade.formats.dialects.spans._values import (
    STATUS,
    VALUES_ONLY,
    decoded_or_text,
    first_of,
    text_of,
)
from tracegrade.formats.dialects.spans._wrapped import result_inside, tool_inside

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["KIND", "MARKS", "translate"]

KIND = "traceloop.span.kind"
MARKS = (
    KIND,
    "gen_ai.prompt.0.role",
    "gen_ai.prompt.0.content",
    "gen_ai.completion.0.role",
    "gen_ai.completion.0.content",
    "gen_ai.completion.0.finish_reason",
    "llm.request.type",
)
_INPUT, _OUTPUT = "traceloop.entity.input", "traceloop.entity.output"
_WRAPPED = frozenset(("input_str", "inputs", "kwargs"))
_KINDS = {"tool": "execute_tool", "agent": "invoke_agent", "workflow": "invoke_workflow"}


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` where it is only a task."""
    attributes = span.attributes
    prompts = unflattened(attributes, "gen_ai.prompt.")
    completions = unflattened(attributes, "gen_ai.completion.")
    if prompts or completions or attributes.get("llm.request.type") in ("chat", "completion"):
        return _model_call(span, prompts, completions)
    operation = attributes.get("gen_ai.operation.name")
    operation = operation or _KINDS.get(str(attributes.get(KIND)))
    name = text_of(attributes.get("traceloop.entity.name"))
    if operation == "execute_tool":
        return _tool(span, name)
    if operation is None:
        return _tool_of_llama_index(span)
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    made = {**kept, "gen_ai.operation.name": operation}
    if operation == "invoke_agent":
        made.setdefault("gen_ai.agent.name", name or span.name)
    return _values(attributes, made)


def _tool_of_llama_index(span: Span) -> Detail | None:
    """A task that is a tool of LlamaIndex, which only what it returned shows."""
    said = span.attributes.get(_OUTPUT)
    name = tool_inside(said) if type(said) is str and '"raw_input"' in said else None
    if name is None:
        return None
    made = _tool(span, name)
    made["gen_ai.tool.call.result"], has_failed = result_inside(said)
    if has_failed:
        made[STATUS] = "error"
    return made


def _values(attributes: Detail, made: Detail) -> Detail:
    """Add what went into an agent or workflow and what came out, if no messages say so."""
    given, said = attributes.get(_INPUT), attributes.get(_OUTPUT)
    if given is not None:
        made[_INPUT] = given  # it may hold decisions that resume a graph
    if said is not None and "gen_ai.output.messages" not in made:
        answered = said_messages(_inner(said, "outputs"))
        made["gen_ai.input.messages"] = heard_messages(_inner(given, "inputs"))
        made["gen_ai.output.messages"] = answered[-1:]
        made[VALUES_ONLY] = True
    return made


def _inner(value: Any, key: str) -> Any:
    """What a decorated function or LangChain was given or gave, without what is around it."""
    found = decoded_or_text(value)
    if type(found) is not dict:
        return found
    inner = found.get(key, found.get(key.removesuffix("s")))
    if inner is not None:
        return inner
    return found.get("args") or found.get("kwargs") or found


def _model_call(span: Span, prompts: list[Detail], completions: list[Detail]) -> Detail:
    flat = ("gen_ai.prompt.", "gen_ai.completion.")
    kept = {key: value for key, value in span.attributes.items() if not key.startswith(flat)}
    kept["gen_ai.operation.name"] = "chat"
    if prompts:
        kept["gen_ai.input.messages"] = [_message(one, "user") for one in prompts]
    kept["gen_ai.output.messages"] = [_message(one, "assistant") for one in completions]
    reasons = [text_of(one.get("finish_reason")) for one in completions]
    if reasons and reasons[0]:
        kept.setdefault("gen_ai.response.finish_reasons", reasons)
    return kept


def _message(one: Detail, role: str) -> Detail:
    role = text_of(one.get("role")) or role
    text = _text(one.get("content"))
    call_id = text_of(one.get("tool_call_id"))
    if role == "tool" or call_id is not None:
        part = {"type": "tool_call_response", "id": call_id, "response": text}
        return {"role": "tool", "parts": [part]}
    calls = one.get("tool_calls")
    if one.get("finish_reason") == "tool_calls" and calls is None:
        calls = _calls_in(text)
        text = None if calls else text
    parts: list[Detail] = [{"type": "text", "content": text}] if text else []
    for call in calls if type(calls) is list else ():
        if type(call) is dict and type(call.get("name")) is str:
            arguments = call.get("arguments", "{}")
            found = {"type": "tool_call", "id": text_of(call.get("id")), "name": call["name"]}
            parts.append({**found, "arguments": arguments})
    return {"role": role, "parts": parts}


def _calls_in(text: str | None) -> list[Detail]:
    """The calls that Koog writes as JSON in place of the text."""
    found = decoded_or_text(text)
    calls: list[Detail] = []
    for one in found if type(found) is list else ():
        function = one.get("function") if type(one) is dict else None
        if type(function) is dict:
            calls.append({**function, "id": one.get("id")})
    return calls


def _text(content: Any) -> str | None:
    """The content of a message: text, or content parts as JSON text."""
    if type(content) is str and content.startswith("["):
        parts = decoded_or_text(content)
        if type(parts) is list and all(type(part) is dict and "text" in part for part in parts):
            return _json.as_text(parts)
    return _json.as_text(content)


def _tool(span: Span, name: str | None) -> Detail:
    attributes = span.attributes
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    made: Detail = {**kept, "gen_ai.operation.name": "execute_tool"}
    made.setdefault("gen_ai.tool.name", name or span.name.removesuffix(".tool"))
    made.pop("gen_ai.tool.call.result", None)
    given = first_of(attributes, "gen_ai.tool.call.arguments", _INPUT)
    found = decoded_or_text(given)
    if type(found) is dict and _WRAPPED & found.keys():
        inner = found.get("inputs", found.get("kwargs", found.get("args")))
        about = found.get("kwargs")
        call_id = text_of(about.get("tool_call_id")) if type(about) is dict else None
        if call_id is not None:
            made.setdefault("gen_ai.tool.call.id", call_id)
        given = found if inner is None else inner
    if given is not None:
        made["gen_ai.tool.call.arguments"] = given
    add_tool_result(first_of(attributes, "gen_ai.tool.call.result", _OUTPUT), made)
    return made
