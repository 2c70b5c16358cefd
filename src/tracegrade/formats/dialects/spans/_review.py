"""Review by people that only the spans of a graph's own nodes record.

A node of LangGraph that asks for review ends with an interrupt, which its error or exception
prints; the run that resumes the graph is given the decisions. Requests name no call, so they are
matched with the calls that they describe; decisions are in the order of what was asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.langgraph_review import actions_printed, decision_of
from tracegrade.formats.dialects.spans._values import decoded_or_text

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.spans._open import OpenById
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.formats.dialects.spans._waiting import Waiting
    from tracegrade.model import Detail

__all__ = ["Review"]

_INPUTS = ("input.value", "traceloop.entity.input")
_MARK = '"resume"'


class Review:
    """Requests and decisions of one trace, as they are met."""

    def __init__(self, builder: ColumnsBuilder, open_calls: OpenById, waiting: Waiting) -> None:
        self._builder = builder
        self._open = open_calls
        self._waiting = waiting

    def begin(self, span: Span) -> bool:
        """Add the decisions that a span was given; whether there are any."""
        decided = _decisions(span)
        if not decided:
            return False
        asked = list(self._waiting.requests.items())[: len(decided)]
        if len(asked) < len(decided):  # the request is in another trace
            rows = [decision_of(one) for one in decided]
            said = (
                {"reason": rows[0].pop("reason")} if len(rows) == 1 and "reason" in rows[0] else {}
            )
            self._add({"decisions": rows, "binding": "positional", **said}, span)
            return True
        for (number, request), one in zip(asked, decided, strict=False):
            del self._waiting.requests[number]
            made = decision_of(one)
            if made["decision"] in ("deny", "cancel"):
                self._waiting.denied.add(number)
            self._add({"request": request, **made}, span)
        return True

    def end(self, span: Span) -> bool:
        """Add what the interrupt of a span asks; whether it asks anything."""
        actions = actions_printed(span.said) if span.said and "Interrupt(" in span.said else []
        numbers: list[int] = []
        for one in actions:
            number = self._described(one, numbers)
            numbers += [number] if number is not None else []
        items = [self._item(number) for number in numbers]
        if items:
            detail: Detail = {"items": items}
            if span.end:
                detail["at"] = span.end
            index = self._builder.add("approval_request", None, -1, detail)
            self._waiting.requests |= dict.fromkeys(numbers, f"s{index}")
        return bool(items)

    def _add(self, decision: Detail, span: Span) -> None:
        reason = decision.pop("reason", None)
        detail = {**decision, "scope": "once"}
        if span.start:
            detail["at"] = span.start
        self._builder.add("approval_decision", reason, -1, detail)

    def _described(self, action: Detail, asked_now: list[int]) -> int | None:
        """Number of the first open call that an action describes, if nobody asked about it yet."""
        columns = self._builder.columns
        wanted = _json.canonical(action.get("args", action.get("arguments")))
        for number in self._open.values():
            if (
                columns.call_tools[number] == action["name"]
                and number not in self._waiting.requests
                and number not in asked_now
            ):
                asked = _json.decode_arguments(columns.call_arguments[number])[0]
                if _json.canonical(asked) == wanted:
                    return number
        return None

    def _item(self, number: int) -> Detail:
        columns = self._builder.columns
        step = columns.call_steps[number]
        columns.details.setdefault(step, {})["status"] = "pending"
        arguments = _json.decode_arguments(columns.call_arguments[number])[0]
        item = {"id": columns.call_ids[number], "call": f"s{step}"}
        known = {key: value for key, value in item.items() if value is not None}
        return {**known, "tool": columns.call_tools[number], "arguments": arguments}


def _decisions(span: Span) -> list[Detail]:
    """The decisions in what a span was given, if it resumes a graph."""
    for name in _INPUTS:
        value = span.attributes.get(name)
        if type(value) is str and _MARK in value:
            value = decoded_or_text(value)
        if type(value) is not dict:
            continue
        for holder in (value, value.get("inputs"), value.get("input")):
            resume: Any = holder.get("resume") if type(holder) is dict else None
            decisions = resume.get("decisions") if type(resume) is dict else None
            if type(decisions) is list:
                return [one for one in decisions if type(one) is dict]
    return []
