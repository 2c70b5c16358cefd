"""Items of the OpenAI Agents SDK, whose JavaScript edition spells them in its own way.

Source: `protocol` of `@openai/agents-core` 0.0.1 to 0.20 (keys in camel case, `function_call_result`,
`hosted_tool_call`); the Python SDK writes the items of the Responses API as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans import ITEM_TYPES

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["as_responses_item"]

_KEYS = {"callId": "call_id", "providerData": "provider_data", "rawContent": "raw_content"}


def as_responses_item(item: Any) -> Any:
    """The item as the Responses API spells it; whatever is none stays as it is.

    Example:
        >>> said = {"type": "text", "text": "done"}
        >>> made = {"type": "function_call_result", "callId": "c1", "output": said}
        >>> as_responses_item(made)
        {'type': 'function_call_output', 'call_id': 'c1', 'output': 'done'}
    """
    if type(item) is not dict:
        return item
    kind = item.get("type")
    if not (_KEYS.keys() & item.keys() or kind in ("function_call_result", "hosted_tool_call")):
        return item
    made: Detail = {str(_KEYS.get(key, key)): value for key, value in item.items()}
    if type(kind) is str and kind.endswith("_call_result"):
        made["type"] = kind.removesuffix("_result") + "_output"
        made["output"] = _text(made.get("output"))
    elif kind == "hosted_tool_call":
        made = _hosted(made)
    return made


def _text(output: Any) -> Any:
    """An output: a part of text as the text that it is."""
    is_text = type(output) is dict and output.get("type") in ("text", "input_text")
    return output["text"] if is_text and type(output.get("text")) is str else output


def _hosted(item: Detail) -> Detail:
    """A call that the provider ran, as the item that it came as."""
    own = item.get("provider_data")
    whole = {**own, **item} if type(own) is dict else dict(item)
    whole.pop("provider_data", None)
    kind = own.get("type") if type(own) is dict else item.get("name")
    if type(kind) is str and kind in ITEM_TYPES:
        whole["type"] = kind
        if whole.get("name") == kind:
            del whole["name"]
    return whole
