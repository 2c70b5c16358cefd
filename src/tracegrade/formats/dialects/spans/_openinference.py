"""OpenInference: spans of a kind, messages flattened into attribute names.

Source: the OpenInference semantic conventions (`openinference.span.kind`, `llm.*`, `tool.*`,
`retrieval.*`) and spans of its instrumentations of the OpenAI Agents SDK, the Claude Agent SDK,
LangChain and smolagents. An agent's token counts repeat those of its model calls; a handoff of the
Agents SDK is a span of kind TOOL without `tool.name`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._unflatten import unflattened
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARK", "translate"]

MARK = "openinference.span.kind"
_HANDOFF = "handoff to "
_ROLES = {
    "human": "user",
    "ai": "assistant",
    "model": "assistant",
    "tool-call": "assistant",
    "tool-response": "tool",
}
"""What writers call the roles beside the usual names."""


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` for a kind they do not know."""
    make = _KINDS.get(str(span.attributes.get(MARK)))
    if make is None:
        return None
    if "target" in span.attributes and "traceId" in span.attributes:
        return None  # BeeAI writes a span for every event of its emitter; none is a whole call
    made = make(span)
    shared = (
        ("gen_ai.agent.name", "agent.name"),
        ("gen_ai.conversation.id", "session.id"),
        ("gen_ai.provider.name", "llm.system"),
        ("gen_ai.request.model", "llm.model_name"),
    )
    for name, theirs in shared:
        value = text_of(span.attributes.get(name)) or text_of(span.attributes.get(theirs))
        if value is not None:
            made.setdefault(name, value)
    return made


def _agent(span: Span) -> Detail:
    attributes = span.attributes
    made: Detail = {"gen_ai.operation.name": "invoke_agent"}
    name = text_of(attributes.get("agent.name")) or text_of(attributes.get("graph.node.id"))
    if name is not None:
        made["gen_ai.agent.name"] = name
    said = unflattened(attributes, "llm.output_messages.")
    if said:
        made["gen_ai.output.messages"] = [_message(one) for one in said]
    elif attributes.get("output.value") is not None:
        made["gen_ai.output.messages"] = [_plain("assistant", attributes["output.value"])]
    if attributes.get("input.value") is not None:
        made["gen_ai.input.messages"] = [_plain("user", attributes["input.value"])]
    return made | _usage(attributes)


def _model_call(span: Span) -> Detail:
    attributes = span.attributes
    made: Detail = {"gen_ai.operation.name": "chat", **_usage(attributes)}
    given = unflattened(attributes, "llm.input_messages.")
    if given:
        made["gen_ai.input.messages"] = [_message(one) for one in given]
    said = [_message(one) for one in unflattened(attributes, "llm.output_messages.")]
    made["gen_ai.output.messages"] = said or _output_value(attributes)
    tools = [one.get("tool") for one in unflattened(attributes, "llm.tools.")]
    declared = [decoded_or_text(tool.get("json_schema")) for tool in tools if type(tool) is dict]
    if declared:
        made["gen_ai.tool.definitions"] = [one for one in declared if type(one) is dict]
    return made


def _tool(span: Span) -> Detail:
    attributes = span.attributes
    name = text_of(attributes.get("tool.name"))
    if name is None and span.name.startswith(_HANDOFF):
        to = text_of(attributes.get("output.value")) or span.name.removeprefix(_HANDOFF)
        return {"gen_ai.operation.name": "handoff", "gen_ai.handoff.to_agent": to}
    made: Detail = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name or span.name}
    call_id = text_of(attributes.get("tool.id")) or text_of(attributes.get("tool_call.id"))
    if call_id is not None:
        made["gen_ai.tool.call.id"] = call_id
    given = attributes.get("input.value")
    made["gen_ai.tool.call.arguments"] = given if given is not None else "{}"
    result = attributes.get("output.value")
    message = decoded_or_text(result)
    if type(message) is dict and "content" in message and "tool_call_id" in message:
        result = message["content"]  # LangChain gives the whole message back
        named = text_of(message["tool_call_id"])
        if named is not None:
            made.setdefault("gen_ai.tool.call.id", named)
    if result is not None:
        made["gen_ai.tool.call.result"] = result
    elif not span.failed:
        made["tracegrade.no_result"] = True  # content is recorded, so a result would be as well
    return made


def _retrieval(span: Span) -> Detail:
    attributes = span.attributes
    found = [one.get("document") for one in unflattened(attributes, "retrieval.documents.")]
    documents: list[Detail] = []
    for one in found:
        if type(one) is dict:
            about = decoded_or_text(one.get("metadata"))
            documents.append({**(about if type(about) is dict else {}), **_without_metadata(one)})
    return {
        "gen_ai.operation.name": "retrieval",
        "gen_ai.retrieval.query.text": attributes.get("input.value"),
        "gen_ai.retrieval.documents": documents,
    }


def _without_metadata(document: Detail) -> Detail:
    return {key: value for key, value in document.items() if key != "metadata"}


_KINDS: dict[str, Callable[[Span], Detail]] = {
    "AGENT": _agent,
    "LLM": _model_call,
    "TOOL": _tool,
    "RETRIEVER": _retrieval,
}


def _usage(attributes: Detail) -> Detail:
    names = (
        ("gen_ai.usage.input_tokens", "llm.token_count.prompt"),
        ("gen_ai.usage.output_tokens", "llm.token_count.completion"),
        ("gen_ai.usage.cache_read.input_tokens", "llm.token_count.prompt_details.cache_read"),
        ("operation.cost", "llm.cost.total"),
    )
    found = {ours: attributes[ours] for ours, _ in names if ours in attributes}
    return found | {ours: attributes[theirs] for ours, theirs in names if theirs in attributes}


def _message(spelled: Detail) -> Detail:
    """One message as the conventions write it."""
    message = spelled.get("message")
    message = message if type(message) is dict else {}
    role = text_of(message.get("role")) or "assistant"
    role = _ROLES.get(role, role)
    texts = _texts(message)
    call_id = text_of(message.get("tool_call_id"))
    if role in ("tool", "function") or call_id is not None:
        result = "\n".join(texts) if texts else None
        return {
            "role": "tool",
            "parts": [{"type": "tool_call_response", "id": call_id, "response": result}],
        }
    parts: list[Detail] = [{"type": "text", "content": text} for text in texts]
    calls = message.get("tool_calls")
    for one in calls if type(calls) is list else ():
        call = one.get("tool_call") if type(one) is dict else None
        function = call.get("function") if type(call) is dict else None
        if type(call) is dict and type(function) is dict and type(function.get("name")) is str:
            parts.append(_call(function["name"], call.get("id"), function.get("arguments", "{}")))
    return {"role": role, "parts": parts}


def _call(tool: str, call_id: Any, arguments: Any) -> Detail:
    return {"type": "tool_call", "id": text_of(call_id), "name": tool, "arguments": arguments}


def _texts(message: Detail) -> list[str]:
    content = message.get("content")
    if type(content) is list:
        return [text for text in content if type(text) is str]
    contents = message.get("contents")
    found: list[str] = []
    for one in contents if type(contents) is list else ():
        part = one.get("message_content") if type(one) is dict else None
        text = part.get("text") if type(part) is dict else None
        if type(text) is str:
            found.append(text)
    if found:
        return found
    return [content] if type(content) is str else []


def _output_value(attributes: Detail) -> list[Detail]:
    """What a model said where only its raw output is kept: an API's response, or text."""
    value = attributes.get("output.value")
    if value is None:
        return []
    items = decoded_or_text(value)
    if type(items) is dict and type(items.get("choices")) is list:
        choices = [one.get("message") for one in items["choices"] if type(one) is dict]
        return [_chat_message(one) for one in choices if type(one) is dict]
    if type(items) is not list:
        return [_plain("assistant", value)]
    parts: list[Detail] = []
    for item in items:
        if type(item) is not dict:
            continue
        if type(item.get("name")) is str and "arguments" in item:
            parts.append(_call(item["name"], item.get("call_id"), item["arguments"]))
        elif item.get("content") is not None:
            parts.append({"type": "text", "content": _json.as_text(item["content"])})
    return [{"role": "assistant", "parts": parts}]


def _chat_message(message: Detail) -> Detail:
    """A message of a chat completion."""
    parts: list[Detail] = []
    if message.get("content"):
        parts.append({"type": "text", "content": _json.as_text(message["content"])})
    calls = message.get("tool_calls")
    for one in calls if type(calls) is list else ():
        function = one.get("function") if type(one) is dict else None
        if type(function) is dict and type(function.get("name")) is str:
            parts.append(_call(function["name"], one.get("id"), function.get("arguments", "{}")))
    return {"role": "assistant", "parts": parts}


def _plain(role: str, value: Any) -> Detail:
    return {"role": role, "parts": [{"type": "text", "content": _json.as_text(value)}]}
