"""One request to a model's provider and its response, as the attributes of a chat span."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._logged import logged_attributes
from tracegrade.formats.dialects.spans._values import WHOLE, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["exchange_attributes", "is_model_request", "usage_attributes"]

_USAGES = ("usage", "usageMetadata", "usage_metadata")
_INPUT, _OUTPUT = "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"
_CACHED = ("cached_tokens", "cachedContentTokenCount", "cache_read_input_tokens")
_COUNTS = (
    (_INPUT, ("input_tokens", "prompt_tokens", "promptTokenCount", "inputTokens")),
    (_OUTPUT, ("output_tokens", "completion_tokens", "candidatesTokenCount", "outputTokens")),
    ("gen_ai.usage.cache_read.input_tokens", (*_CACHED, "cacheReadInputTokens")),
    ("gen_ai.usage.reasoning.output_tokens", ("reasoning_tokens", "thoughtsTokenCount")),
)
_BESIDE_INPUT = (
    "cache_read_input_tokens", "cache_creation_input_tokens",
    "cacheReadInputTokens", "cacheWriteInputTokens", "toolUsePromptTokenCount",
)  # fmt: skip
_APART = ((_INPUT, _BESIDE_INPUT), (_OUTPUT, ("thoughtsTokenCount",)))
"""Counts that Anthropic, Bedrock and Google do not count among the others."""

_REASONS = ("stop_reason", "finish_reason", "finishReason", "stopReason")


def is_model_request(body: Any) -> bool:
    """Whether a request's body asks a model for something.

    Example:
        >>> is_model_request({"model": "gpt-x", "input": "hi"}), is_model_request({"name": "store"})
        (True, False)
    """
    if type(body) is not dict:
        return False
    has_model = type(body.get("model")) is str
    chats = type(body.get("messages")) is list or type(body.get("contents")) is list
    return chats or (has_model and ("input" in body or "prompt" in body))


def exchange_attributes(request: Detail, response: Any) -> Detail:
    """The attributes of a chat span that made this request and got this response."""
    made = logged_attributes("model", "", request, response)
    made[WHOLE] = True
    declared = _declared(request)
    if declared:
        made["gen_ai.tool.definitions"] = declared
    answer = response if type(response) is dict else {}
    model = text_of(answer.get("model")) or text_of(request.get("model"))
    model = model or text_of(answer.get("modelVersion"))
    if model is not None:
        made["gen_ai.request.model"] = model
    made |= usage_attributes(answer)
    reason = _reason(answer)
    if reason is not None:
        made["gen_ai.response.finish_reasons"] = [reason]
    return made


def _declared(request: Detail) -> list[Detail]:
    """The tools that a request declares, in any provider's shape."""
    config = request.get("toolConfig")
    tools = request.get("tools") or (config.get("tools") if type(config) is dict else None)
    found: list[Detail] = []
    for tool in tools if type(tools) is list else ():
        if type(tool) is not dict:
            continue
        functions = tool.get("functionDeclarations", tool.get("function_declarations"))
        bedrock = tool.get("toolSpec")
        if type(functions) is list:
            found += [one for one in functions if type(one) is dict]
        elif type(bedrock) is dict:
            schema = bedrock.get("inputSchema")
            inner = schema.get("json") if type(schema) is dict else None
            found.append({**bedrock, "parameters": inner})
        else:
            found.append(tool)
    named = [one for one in found if type(one.get("function", one)) is dict]
    return [one for one in named if _has_name(one)]


def _has_name(tool: Detail) -> bool:
    inner = tool.get("function", tool)
    return type(inner.get("name")) is str or type(inner.get("type")) is str


def usage_attributes(answer: Detail) -> Detail:
    """The counts of tokens of a provider's response, in the terms of the GenAI conventions.

    Example:
        >>> usage_attributes({"usage": {"input_tokens": 9, "cache_read_input_tokens": 4}})
        {'gen_ai.usage.input_tokens': 13, 'gen_ai.usage.cache_read.input_tokens': 4}
    """
    usage = next((answer[key] for key in _USAGES if type(answer.get(key)) is dict), {})
    flat: Detail = {}
    for inner in filter(_is_object, usage.values()):
        flat |= inner  # such as `prompt_tokens_details`
    flat |= usage
    found: Detail = {}
    for ours, names in _COUNTS:
        count = next((flat[name] for name in names if type(flat.get(name)) is int), None)
        if count is not None:
            found[ours] = count
    for ours, names in _APART:
        if ours in found:
            found[ours] += sum(flat[name] for name in names if type(flat.get(name)) is int)
    return found


def _is_object(value: Any) -> bool:
    return type(value) is dict


def _reason(answer: Detail) -> str | None:
    choices = answer.get("choices", answer.get("candidates"))
    inner = choices[0] if type(choices) is list and choices and type(choices[0]) is dict else answer
    return next((reason for name in _REASONS if (reason := text_of(inner.get(name)))), None)
