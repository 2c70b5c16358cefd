"""LangGraph's human review: what an interrupt asks about, and what a resumption decided.

Source: the human-in-the-loop middleware of LangChain 1 (`action_requests`, `decisions`), before it
`langgraph.prebuilt.interrupt` (`action_request`, and a list of responses with `args`), and
`langgraph.types.Interrupt`, which exceptions and run errors hold as Python prints it.
"""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["actions_in", "actions_printed", "decision_of", "edited_action"]

_DECISIONS = {
    "approve": "approve", "accept": "approve", "edit": "modify", "reject": "deny",
    "ignore": "cancel", "respond": "deny", "response": "deny",
}  # fmt: skip
_PRINTED = "Interrupt(value="
_LONGEST = 1_000_000  # characters that are looked at
_OPENING, _CLOSING = "([{", ")]}"


def decision_of(decided: Detail) -> Detail:
    """A decision in our words: `decision`, and `arguments` and `reason` where it has some.

    Example:
        >>> decision_of({"type": "reject", "message": "not this month"})
        {'decision': 'deny', 'reason': 'not this month'}
    """
    kind = _DECISIONS.get(str(decided.get("type")), "deny")
    made: Detail = {"decision": kind}
    reason = decided.get("message", decided.get("args"))
    if type(reason) is str:
        made["reason"] = reason
    if kind == "modify":
        action = edited_action(decided)
        made["arguments"] = action.get("args", action.get("arguments"))
    return made


def edited_action(decided: Detail) -> Detail:
    """The action that an edit puts in place of another; empty for any other decision."""
    action = decided.get("edited_action", decided.get("args"))
    return action if type(action) is dict else {}


def actions_in(value: Any) -> list[Detail]:
    """The actions that the value of an interrupt asks about, each with a name.

    Example:
        >>> actions_in({"action_requests": [{"name": "refund", "args": {"amount": 5}}]})
        [{'name': 'refund', 'args': {'amount': 5}}]
    """
    found: list[Detail] = []
    for asked in value if type(value) is list else [value]:
        actions = asked.get("action_requests") if type(asked) is dict else None
        listed = actions if type(actions) is list else _older(asked)
        found += [one for one in listed if type(one) is dict and type(one.get("name")) is str]
    return found


def _older(asked: Any) -> list[Detail]:
    """The one action that a request of `langgraph.prebuilt` asks about."""
    action = asked.get("action_request") if type(asked) is dict else None
    return (
        [{"name": action.get("action"), "args": action.get("args")}] if type(action) is dict else []
    )


def actions_printed(text: str) -> list[Detail]:
    """The actions that printed interrupts in a text ask about.

    An error and the exception that it tells of print the same interrupt, which asks once.

    Example:
        >>> actions_printed("(Interrupt(value={'action_requests': [{'name': 'refund'}]}),)")
        [{'name': 'refund'}]
    """
    found: list[Detail] = []
    text = text[:_LONGEST]
    seen: set[str] = set()
    start = text.find(_PRINTED)
    while start >= 0:
        begin = start + len(_PRINTED)
        end = _end_of_value(text, begin)
        whole = text[begin : text.find(")", end) + 1 or end]
        if whole not in seen:
            seen.add(whole)
            with suppress(SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
                found += actions_in(ast.literal_eval(text[begin:end]))
        start = text.find(_PRINTED, end)
    return found


def _end_of_value(text: str, begin: int) -> int:
    """Where the printed value that begins here ends: at the comma or bracket after it."""
    depth, quote, place = 0, "", begin
    while place < len(text):
        sign = text[place]
        if quote:
            if sign == "\\":
                place += 1
            elif sign == quote:
                quote = ""
        elif sign in "'\"":
            quote = sign
        elif sign in _OPENING:
            depth += 1
        elif depth == 0 and sign in ",)":
            return place
        elif sign in _CLOSING:
            depth -= 1
        place += 1
    return place
