"""What the events of an Inspect sample say of its model calls, tool calls and approvals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._sessions import usage_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Told", "model_call_of", "said_by", "told_by"]

_DECISIONS = {"approve": "approve", "modify": "modify", "reject": "deny", "terminate": "cancel"}
"""Decisions of approvers; `escalate` passes the question on, so it decides nothing."""

_CACHED = ("input_tokens_cache_read", "input_tokens_cache_write")
_COUNTS = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "input_tokens_cache_read": "cached_input_tokens",
    "reasoning_tokens": "reasoning_tokens",
}


class Told(NamedTuple):
    """What the events add to the messages.

    Attributes:
        model_calls: By id of the message that a model call gave: usage, time, model.
        in_order: The same of every model call; messages of older logs have no ids.
        decisions: By id of a call: what was decided about it, in order.
        executed: By id of a call: the arguments that it ran with, where somebody changed them.
        tools: By name: the tools that a model was given, as the first event declares each.
    """

    model_calls: dict[str, dict[str, Any]]
    in_order: list[dict[str, Any]]
    decisions: dict[str, list[dict[str, Any]]]
    executed: dict[str, Any]
    tools: dict[str, dict[str, Any]]


def told_by(events: list[dict[str, Any]]) -> Told:
    """What the events of a sample tell."""
    told = Told({}, [], {}, {}, {})
    for event in events:
        if event.get("event") == "model":
            _add_model_call(event, told)
    for event in _with_inner(events):
        kind = event.get("event")
        if kind == "approval":
            _add_decision(event, told)
        elif kind == "model":
            _add_tools(event, told)
    return told


def _with_inner(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The events in order, those inside of tools (where logs before 0.3.104 keep them) included."""
    waiting = [iter(events)]
    while waiting:
        for event in waiting[-1]:
            yield event
            inner = event.get("events")
            if type(inner) is list:
                waiting.append(one for one in inner if type(one) is dict)
                break
        else:
            waiting.pop()


def _add_model_call(event: dict[str, Any], told: Told) -> None:
    detail = model_call_of(event)
    told.in_order.append(detail)
    named = said_by(event).get("id")
    if type(named) is str:
        told.model_calls[named] = detail


def _add_tools(event: dict[str, Any], told: Told) -> None:
    declared = event.get("tools")
    for tool in declared if type(declared) is list else ():
        name = tool.get("name") if type(tool) is dict else None
        if type(name) is str:
            told.tools.setdefault(name, tool)


def said_by(event: dict[str, Any]) -> dict[str, Any]:
    """The message that a model call gave, or an empty one."""
    message = _choice(event).get("message")
    return message if type(message) is dict else {}


def _choice(event: dict[str, Any]) -> dict[str, Any]:
    output = event.get("output")
    choices = output.get("choices") if type(output) is dict else None
    choice = choices[0] if type(choices) is list and choices else None
    return choice if type(choice) is dict else {}


def model_call_of(event: dict[str, Any]) -> dict[str, Any]:
    """What an event says of its model call: model, time, why it ended, usage."""
    output = event.get("output")
    output = output if type(output) is dict else {}
    texts = {
        "model": output.get("model"),
        "stop_reason": _choice(event).get("stop_reason"),
        "at": event.get("timestamp"),
    }
    detail: dict[str, Any] = {key: text for key, text in texts.items() if type(text) is str}
    lasted = output.get("time")
    if isinstance(lasted, int | float) and type(lasted) is not bool:
        detail["duration_s"] = float(lasted)
    counts = _usage(output.get("usage"))
    if counts:
        detail["usage"] = counts
    return detail


def _usage(usage: Any) -> dict[str, Any]:
    """Tokens by our names; cached ones are input, and most logs count them apart from it.

    Logs of OpenAI's models did not always: the total tells.
    """
    if type(usage) is not dict:
        return {}
    found: dict[str, Any] = dict(usage_of(usage, _COUNTS) or {})
    cached = sum(usage[name] for name in _CACHED if type(usage.get(name)) is int)
    total = usage.get("total_tokens")
    known = found.get("input_tokens", 0) + found.get("output_tokens", 0)
    if "input_tokens" in found and (type(total) is not int or total >= known + cached):
        found["input_tokens"] += cached
    cost = usage.get("total_cost")
    if isinstance(cost, int | float) and type(cost) is not bool:
        found["cost_usd"] = float(cost)
    return found


def _add_decision(event: dict[str, Any], told: Told) -> None:
    call = event.get("call")
    named = call.get("id") if type(call) is dict else None
    decision = _DECISIONS.get(str(event.get("decision")))
    if type(named) is not str or decision is None:
        return
    approver = str(event.get("approver") or "")
    role = "human" if approver.startswith("human") else "policy"
    made: dict[str, Any] = {"decision": decision, "principal": f"{role}:{approver or 'approver'}"}
    reason = event.get("explanation")
    if type(reason) is str:
        made["reason"] = reason
    changed = event.get("modified")
    if decision == "modify" and type(changed) is dict:
        made["arguments"] = told.executed[named] = changed.get("arguments")
    told.decisions.setdefault(named, []).append(made)
