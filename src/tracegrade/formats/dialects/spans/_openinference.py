"""OpenInference: spans of a kind, messages flattened into attribute names.

Source: the OpenInference semantic conventions (`openinference.span.kind`, `llm.*`, `tool.*`,
`retrieval.*`) and spans of its instrumentations of the OpenAI Agents SDK, the Claude Agent SDK,
LangChain, smolagents, LlamaIndex and CrewAI. An agent's token counts repeat those of its model
calls; a handoff of the Agents SDK is a span of kind TOOL without `tool.name`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.formats.dialects.spans._beeai import is_event
from tracegrade.formats.dialects.spans._inference_messages import (
    conversation_of,
    message_of,
    messages_of_output,
    plain_message,
)
from tracegrade.formats.dialects.spans._logged import add_tool_result
from tracegrade.formats.dialects.spans._unflatten import unflattened
from tracegrade.formats.dialects.spans._values import (
    ANSWERS,
    STATUS,
    VALUES_ONLY,
    decoded_or_text,
    text_of,
)
from tracegrade.formats.dialects.spans._wrapped import (
    answer_inside,
    arguments_inside,
    result_inside,
    task_inside,
    words_inside,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARK", "translate"]

MARK = "openinference.span.kind"
_HANDOFF = "handoff to "
_LANGGRAPH_AGENT = "lc_agent_name"
_PREPARATION = "._prepare_chat_with_tools"
"""End of the name of a LlamaIndex span of kind LLM in which no model is called."""


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` for a kind they do not know."""
    make = _KINDS.get(str(span.attributes.get(MARK)))
    if make is None:
        return None
    if is_event(span):
        return None
    made = make(span)
    if made is None:
        return None
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
    about = span.attributes.get("metadata")
    if "gen_ai.agent.name" not in made and type(about) is str and _LANGGRAPH_AGENT in about:
        named = decoded_or_text(about)
        agent = text_of(named.get(_LANGGRAPH_AGENT)) if type(named) is dict else None
        if agent is not None:
            made["gen_ai.agent.name"] = agent
    return made


def _agent(span: Span) -> Detail:
    attributes = span.attributes
    made: Detail = {"gen_ai.operation.name": "invoke_agent"}
    name = text_of(attributes.get("agent.name")) or text_of(attributes.get("graph.node.id"))
    if name is not None:
        made["gen_ai.agent.name"] = name
    said = unflattened(attributes, "llm.output_messages.")
    if said:
        made["gen_ai.output.messages"] = [message_of(one) for one in said]
    elif attributes.get("output.value") is not None:
        words = words_inside(attributes["output.value"])
        made["gen_ai.output.messages"] = [plain_message("assistant", words)]
        made[VALUES_ONLY] = True
    if attributes.get("input.value") is not None:
        made["gen_ai.input.messages"] = [plain_message("user", task_inside(span))]
    return made | _usage(attributes)


def _model_call(span: Span) -> Detail | None:
    attributes = span.attributes
    if span.name.endswith(_PREPARATION):
        return None
    made: Detail = {"gen_ai.operation.name": "chat", **_usage(attributes)}
    given = unflattened(attributes, "llm.input_messages.")
    if given:
        made["gen_ai.input.messages"] = conversation_of(given)
    said = [message_of(one) for one in unflattened(attributes, "llm.output_messages.")]
    if not said and not span.failed:
        said = messages_of_output(attributes.get("output.value"))
        if not given:
            made[VALUES_ONLY] = True
    made["gen_ai.output.messages"] = said
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
    given = arguments_inside(span)
    made["gen_ai.tool.call.arguments"] = given if given is not None else "{}"
    result, has_failed = result_inside(attributes.get("output.value"))
    add_tool_result(result, made)
    if has_failed:
        made[STATUS] = "error"
    if name == "final_answer":
        answer = answer_inside(span, given, result)
        if answer is not None:
            made[ANSWERS] = answer
    if result is None and not span.failed:
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


_KINDS: dict[str, Callable[[Span], Detail | None]] = {
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
        ("gen_ai.usage.cache_creation.input_tokens", "llm.token_count.prompt_details.cache_write"),
        ("gen_ai.usage.reasoning.output_tokens", "llm.token_count.completion_details.reasoning"),
        ("operation.cost", "llm.cost.total"),
    )
    found = {ours: attributes[ours] for ours, _ in names if ours in attributes}
    return found | {ours: attributes[theirs] for ours, theirs in names if theirs in attributes}
