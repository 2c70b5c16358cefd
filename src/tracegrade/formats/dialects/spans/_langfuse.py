"""Observations of Langfuse as spans: what it moved out of the attributes is put back.

Source: exports of Langfuse (`type`, `input`, `output`, `usageDetails`), which keeps the attributes
of an OpenTelemetry span under `metadata.attributes` but for input and output. Observations of its
own SDKs have no attributes: there the type, and for older traces the shape of input and output,
says what an observation is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["attributes_of_observation"]


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
    """Counts of tokens and cost as numbers, under the names that the attributes use."""
    usage, costs = observation.get("usageDetails"), observation.get("costDetails")
    usage = usage if type(usage) is dict else {}
    found: Detail = {}
    names = (("input", "prompt"), ("output", "completion"))
    for key, theirs in names:
        if type(usage.get(key)) is int:
            inference = f"llm.token_count.{theirs}"
            ours = f"gen_ai.usage.{key}_tokens"
            found[inference if inference in attributes else ours] = usage[key]
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
        return _generation(observation, given, answer)
    told_by = answer.get("type") == "tool" if type(answer) is dict else False
    if kind == "TOOL" or told_by:
        return _tool(observation, given, answer)
    if kind == "AGENT":
        return {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": observation["name"]}
    if kind == "RETRIEVER":
        return {
            "gen_ai.operation.name": "retrieval",
            "gen_ai.retrieval.query.text": _json.as_text(given),
            "gen_ai.retrieval.documents": answer,
        }
    return {"input.value": given, "output.value": said}


def _tool(observation: Detail, given: Any, answer: Any) -> Detail:
    made: Detail = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": text_of(observation.get("name")) or "tool",
        "gen_ai.tool.call.result": answer,
    }
    if given is not None:
        made["gen_ai.tool.call.arguments"] = given
    if type(answer) is dict and "tool_call_id" in answer:
        made["gen_ai.tool.call.id"] = answer["tool_call_id"]
        made["gen_ai.tool.call.result"] = answer.get("content")
    return made


def _generation(observation: Detail, given: Any, answer: Any) -> Detail:
    heard = decoded_or_text(given)
    if type(heard) is dict and type(heard.get("messages")) is list:
        heard = heard["messages"]
    made: Detail = {"gen_ai.operation.name": "chat"}
    if type(heard) is list:
        declared = [one.get("content") for one in heard if _declares_tool(one)]
        if declared:
            made["gen_ai.tool.definitions"] = declared
        said_before = [one for one in heard if type(one) is dict and not _declares_tool(one)]
        made["gen_ai.input.messages"] = [_message(one) for one in said_before]
    elif type(heard) is str and heard:
        made["gen_ai.input.messages"] = [_message({"role": "user", "content": heard})]
    said = answer if type(answer) is dict else {"content": answer}
    made["gen_ai.output.messages"] = [_message({"role": "assistant", **said})]
    model = text_of(observation.get("model"))
    if model is not None:
        made["gen_ai.request.model"] = model
    return made


def _declares_tool(message: Any) -> bool:
    """Whether a message is none, but the definition of a tool in the place of one."""
    content = message.get("content") if type(message) is dict else None
    return type(content) is dict and type(content.get("function")) is dict


def _message(one: Detail) -> Detail:
    """A chat message, as OpenAI or LangChain write it, as the conventions write it."""
    role = text_of(one.get("role")) or "user"
    more = one.get("additional_kwargs")
    more = more if type(more) is dict else {}
    text = _json.as_text(one.get("content"))
    if role == "tool":
        part = {"type": "tool_call_response", "id": text_of(one.get("tool_call_id"))}
        return {"role": "tool", "parts": [{**part, "response": text}]}
    parts: list[Detail] = [{"type": "text", "content": text}] if text else []
    calls = one.get("tool_calls") or more.get("tool_calls")
    for call in calls if type(calls) is list else ():
        found = _call(call)
        if found is not None:
            parts.append(found)
    return {"role": role, "parts": parts}


def _call(call: Any) -> Detail | None:
    if type(call) is not dict:
        return None
    inner = call.get("function")
    function: Detail = inner if type(inner) is dict else call
    name = function.get("name")
    if type(name) is not str:
        return None
    arguments = function.get("arguments", function.get("args", "{}"))
    return {"type": "tool_call", "id": text_of(call.get("id")), "name": name,
            "arguments": arguments}  # fmt: skip
