"""Observations of Langfuse as spans: what it moved out of the attributes is put back.

Source: exports of Langfuse (`type`, `input`, `output`, `usageDetails`), which keeps the attributes
of an OpenTelemetry span under `metadata.attributes` but for input and output. Observations of its
own SDKs have no attributes: there the type, and for older traces the shape of input and output,
says what an observation is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._inputs import instructions_in
from tracegrade.formats.dialects.spans._logged import logged_attributes
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._logged import LoggedKind
    from tracegrade.model import Detail

__all__ = ["attributes_of_observation"]

_KINDS: dict[str, LoggedKind] = {"TOOL": "tool", "AGENT": "agent", "RETRIEVER": "retrieval"}
_PARTS = (
    ("gen_ai.usage.cache_read.input_tokens", "cache_read"),
    ("gen_ai.usage.cache_read.input_tokens", "cached"),
    ("gen_ai.usage.reasoning.output_tokens", "reasoning"),
)
"""Parts of the counts of tokens, and what their names hold."""


def attributes_of_observation(observation: Detail) -> Detail:
    """The attributes that the span of an observation had, or those that say the same."""
    metadata = decoded_or_text(observation.get("metadata"))
    inner = decoded_or_text(metadata.get("attributes")) if type(metadata) is dict else None
    kept = inner.items() if type(inner) is dict else ()
    attributes: Detail = {
        name: decoded_or_text(value) if _is_list(value) else value for name, value in kept
    }
    attributes |= _content(observation, attributes)
    if observation.get("type") == "GENERATION":
        attributes |= _usage(observation, attributes)
    session = text_of(observation.get("sessionId"))
    if session is not None:
        attributes.setdefault("session.id", session)
    return attributes


def _content(observation: Detail, attributes: Detail) -> Detail:
    """Input and output under the names of the vocabulary that the attributes use."""
    given, said = observation.get("input"), observation.get("output")
    if "ai.operationId" in attributes:
        return _moved(attributes, given, said)
    if "openinference.span.kind" in attributes or "gcp.vertex.agent.event_id" in attributes:
        moved = {"input.value": given, "output.value": said}
        return {
            name: value
            for name, value in moved.items()
            if value is not None and name not in attributes
        }
    if any(name.startswith(("gen_ai.", "agent_name", "traceloop.")) for name in attributes):
        return _semantic(attributes, given, said)
    return _own(observation, given, said)


def _usage(observation: Detail, attributes: Detail) -> Detail:
    """Counts of tokens and cost as numbers, under the names that the attributes use.

    The parts of a count are told apart: cached tokens are not in `input` once more.
    """
    usage, costs = observation.get("usageDetails"), observation.get("costDetails")
    counts = usage.items() if type(usage) is dict else ()
    found: Detail = {}
    for side, theirs in (("input", "prompt"), ("output", "completion")):
        parts = [count for key, count in counts if side in key and type(count) is int]
        if parts:
            found[f"gen_ai.usage.{side}_tokens"] = sum(parts)
            if f"llm.token_count.{theirs}" in attributes:
                found[f"llm.token_count.{theirs}"] = sum(parts)
    for name, theirs in _PARTS:
        parts = [count for key, count in counts if theirs in key and type(count) is int]
        if any(parts):
            found[name] = sum(parts)
    total = costs.get("total") if type(costs) is dict else None
    if isinstance(total, int | float) and total:
        found["operation.cost"] = total
    return found


def _is_list(value: Any) -> bool:
    """Whether an attribute is a list that was written as JSON text, such as finish reasons."""
    return type(value) is str and value.startswith('["') and len(value) < 4096


def _moved(attributes: Detail, given: Any, said: Any) -> Detail:
    """Input and output under the names of the Vercel AI SDK."""
    operation = str(attributes["ai.operationId"])
    if operation == "ai.toolCall":
        return {"ai.toolCall.args": given, "ai.toolCall.result": said}
    name = "ai.prompt.messages" if operation.endswith(("doGenerate", "doStream")) else "ai.prompt"
    calls = decoded_or_text(said)
    asked = type(calls) is list and all(type(one) is dict and "toolName" in one for one in calls)
    return {name: given, ("ai.response.toolCalls" if asked else "ai.response.text"): said}


def _semantic(attributes: Detail, given: Any, said: Any) -> Detail:
    """Input and output under the names of the GenAI conventions, where they are such messages."""
    if "gen_ai.tool.name" in attributes:
        moved = {"gen_ai.tool.call.arguments": given, "gen_ai.tool.call.result": said}
        return {key: value for key, value in moved.items() if value is not None}
    if "gen_ai.operation.name" not in attributes:
        return {}
    moved: Detail = {}
    for name, value in (("gen_ai.input.messages", given), ("gen_ai.output.messages", said)):
        messages = decoded_or_text(value)
        is_list = type(messages) is list and messages
        if is_list and all(type(one) is dict and "parts" in one for one in messages):
            moved.setdefault(name, messages)
    return {name: value for name, value in moved.items() if name not in attributes}


def _own(observation: Detail, given: Any, said: Any) -> Detail:
    """An observation made with Langfuse's own SDKs."""
    kind = observation.get("type")
    answer = decoded_or_text(said)
    if kind == "GENERATION":
        return _generation(observation, given, said)
    told_by = answer.get("type") == "tool" if type(answer) is dict else False
    known = "tool" if told_by else _KINDS.get(str(kind))
    return logged_attributes(known, text_of(observation.get("name")) or "tool", given, said)


def _generation(observation: Detail, given: Any, said: Any) -> Detail:
    heard = decoded_or_text(given)
    if type(heard) is dict and type(heard.get("messages")) is list:
        heard = heard["messages"]
    declared: list[Any] = []
    if type(heard) is list:
        declared = [one.get("content") for one in heard if _declares_tool(one)]
        heard = [one for one in heard if not _declares_tool(one)]
    made = logged_attributes("model", "", heard, said)
    instructions = instructions_in(given)
    if instructions:
        made["gen_ai.system_instructions"] = instructions
    if declared:
        made["gen_ai.tool.definitions"] = declared
    model = text_of(observation.get("model"))
    if model is not None:
        made["gen_ai.request.model"] = model
    return made


def _declares_tool(message: Any) -> bool:
    """Whether a message is none, but the definition of a tool in the place of one."""
    content = message.get("content") if type(message) is dict else None
    return type(content) is dict and type(content.get("function")) is dict
