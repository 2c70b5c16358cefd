"""What a chat span says of its model call beside the messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import decoded_or_text

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["add_model_call"]


def add_model_call(span: Span, agent: str | None, detail: Detail, *, more: bool) -> None:
    """Add what a chat span says of its model call to the details of the step.

    Args:
        span: The span.
        agent: Name of the agent that the span lies in.
        detail: The details.
        more: Whether the span has attributes that most have not.
    """
    attributes = span.attributes
    model = attributes.get("gen_ai.request.model")
    if type(model) is str:
        detail["model"] = model
    taken = attributes.get("gen_ai.usage.input_tokens")
    given = attributes.get("gen_ai.usage.output_tokens")
    if type(taken) is type(given) is int:
        detail["usage"] = {"input_tokens": taken, "output_tokens": given}
    if more:
        _add_more(attributes, detail)
    if span.start:
        detail["at"] = span.start
        if span.end >= span.start:
            detail["duration_s"] = (span.end - span.start) / 1e9
    agent = attributes.get("gen_ai.agent.name") or agent
    if type(agent) is str:
        detail["agent"] = agent


def _add_more(attributes: Detail, detail: Detail) -> None:
    model = attributes.get("gen_ai.response.model")
    if type(model) is str and model:
        detail["model"] = model
    usage = _usage(attributes)
    cost = attributes.get("operation.cost")
    if isinstance(cost, int | float) and type(cost) is not bool:
        usage["cost_usd"] = cost
    if usage:
        detail["usage"] = usage
    reason = _stop_reason(attributes.get("gen_ai.response.finish_reasons"))
    if reason is not None:
        detail["stop_reason"] = reason
    first = attributes.get("gen_ai.response.time_to_first_chunk")
    if isinstance(first, int | float) and type(first) is not bool:
        detail["time_to_first_token_s"] = float(first)


_TOKENS = (
    ("input_tokens", ("input_tokens", "prompt_tokens")),
    ("output_tokens", ("output_tokens", "completion_tokens")),
    (
        "cached_input_tokens",
        ("cache_read.input_tokens", "cache_read_input_tokens", "details.cache_read_tokens"),
    ),
    (
        "reasoning_tokens",
        ("reasoning.output_tokens", "reasoning_tokens", "details.reasoning_tokens"),
    ),
)
"""Our name of a count of tokens, and the names under `gen_ai.usage.`: the conventions' first."""

_WRITTEN = ("cache_creation.input_tokens", "cache_creation_input_tokens")


def _usage(attributes: Detail) -> Detail:
    found: Detail = {}
    for ours, names in _TOKENS:
        counts = (attributes.get(f"gen_ai.usage.{name}") for name in names)
        count = next((one for one in counts if type(one) is int), None)
        if count is not None:
            found[ours] = count
    cached = found.get("cached_input_tokens", 0)
    if "input_tokens" in found and cached > found["input_tokens"]:
        # The writer left cached tokens out of the input, as Anthropic's own usage does.
        written = (attributes.get(f"gen_ai.usage.{name}") for name in _WRITTEN)
        found["input_tokens"] += cached + next((one for one in written if type(one) is int), 0)
    return found


def _stop_reason(reasons: Any) -> str | None:
    reasons = decoded_or_text(reasons)
    if isinstance(reasons, list) and reasons and isinstance(reasons[0], str):
        return reasons[0]
    return reasons if isinstance(reasons, str) else None
