"""What LangChain's messages say of the model call that gave them.

Source: `langchain_core.messages` (`UsageMetadata`, `response_metadata`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["counts_of_usage", "model_call_of"]

_DETAILS = (
    ("cached_input_tokens", "input_token_details", "cache_read"),
    ("reasoning_tokens", "output_token_details", "reasoning"),
)
_NO_MODEL = ("human", "system", "tool", "function")


def model_call_of(row: Any) -> Detail:
    """Usage, model and reason to stop of an AI message, in any of its serialisations.

    Example:
        >>> model_call_of({"type": "ai", "data": {"usage_metadata": {"input_tokens": 9, "output_tokens": 2}}})
        {'usage': {'input_tokens': 9, 'output_tokens': 2}}
    """
    inner = row.get("data", row.get("kwargs", row)) if type(row) is dict else None
    if type(inner) is not dict or row.get("type") in _NO_MODEL:
        return {}
    found: Detail = {}
    counts = counts_of_usage(inner.get("usage_metadata"))
    if counts:
        found["usage"] = counts
    about = inner.get("response_metadata")
    about = about if type(about) is dict else {}
    model = about.get("model_name", about.get("model"))
    if type(model) is str:
        found["model"] = model
    reason = about.get("finish_reason", about.get("stop_reason"))
    if type(reason) is str:
        found["stop_reason"] = reason
    return found


def counts_of_usage(usage: Any) -> Detail:
    """Tokens by our names; cached ones are part of the input, thoughts of the output.

    Example:
        >>> counts_of_usage({"input_tokens": 9, "input_token_details": {"cache_read": 4}})
        {'input_tokens': 9, 'cached_input_tokens': 4}
    """
    if type(usage) is not dict:
        return {}
    sides = ("input_tokens", "output_tokens")
    found: Detail = {side: usage[side] for side in sides if type(usage.get(side)) is int}
    for ours, group, name in _DETAILS:
        details = usage.get(group)
        count = details.get(name) if type(details) is dict else None
        if type(count) is int:
            found[ours] = count
    return found
