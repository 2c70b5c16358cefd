"""What messages of chat completions hold beside their content: thoughts, and tools that ran at the provider.

Source: `reasoning_content` of DeepSeek's API and of those that follow it, `reasoning` of Groq and
OpenRouter, `executed_tools` of Groq's compound models, and LangChain's `additional_kwargs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["executed_beside", "thought_beside"]

_THOUGHTS = ("reasoning_content", "reasoning")


def thought_beside(message: Detail) -> list[Detail]:
    """What a model thought, as a part; empty if the message does not say.

    Example:
        >>> thought_beside({"content": "Hi.", "reasoning_content": "A greeting."})
        [{'type': 'reasoning', 'content': 'A greeting.'}]
    """
    more = message.get("additional_kwargs")
    places = (message, more) if type(more) is dict else (message,)
    said = (text_of(place.get(name)) for place in places for name in _THOUGHTS)
    found = next(filter(None, said), None)
    return [] if found is None else [{"type": "reasoning", "content": found}]


def executed_beside(message: Detail) -> list[Detail]:
    """Calls that the provider ran, each followed by what it returned.

    Example:
        >>> ran = {"index": 0, "type": "search", "arguments": '{"query": "A-1"}', "output": "Found."}
        >>> [part["type"] for part in executed_beside({"executed_tools": [ran]})]
        ['server_tool_call', 'server_tool_call_response']
    """
    ran = message.get("executed_tools")
    given = ran if type(ran) is list else []
    return [part for at, one in enumerate(given) if type(one) is dict for part in _ran(one, at)]


def _ran(one: Detail, at: int) -> list[Detail]:
    named = f"executed_{one.get('index', at)}"
    arguments: Any = decoded_or_text(one.get("arguments"))
    name = text_of(one.get("name")) or text_of(one.get("type")) or "tool"
    call = {"type": "server_tool_call", "id": named, "name": name, "arguments": arguments}
    found = next((one[key] for key in ("output", "search_results") if one.get(key)), None)
    answer = {"type": "server_tool_call_response", "id": named, "response": found}
    return [call, {**answer, "status": "ok"}]
