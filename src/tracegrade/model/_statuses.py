"""What the columns imply about calls and answers, worked out once on request."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.model.columns import Columns
    from tracegrade.model.step import CallStatus
    from tracegrade.model.trace import Trace

_UNDECIDED = {"tool_result", "approval_request", "approval_decision", "error"}
_REFUSED: dict[str, CallStatus] = {"deny": "denied", "cancel": "denied", "expired": "denied"}


def call_statuses(trace: Trace) -> list[CallStatus]:
    """The status of each call of a trace, in order."""
    return statuses_of(trace.columns)


def statuses_of(columns: Columns) -> list[CallStatus]:
    """The status of each call: its result's, else its own, else what was decided about it.

    Example:
        >>> from tracegrade.model import Columns
        >>> statuses_of(Columns())
        []
    """
    details = columns.details
    if not details:
        return ["unknown"] * len(columns.call_steps)  # nothing beyond text was recorded
    statuses: list[CallStatus] = []
    unanswered: dict[str, CallStatus] | None = None
    for step, result in zip(columns.call_steps, columns.call_results, strict=True):
        status = details[result].get("status") if result in details else None
        if status is None and step in details:
            status = details[step].get("status")
        if status is None and result < 0:
            if unanswered is None:
                unanswered = _unanswered(columns)
            status = unanswered.get(columns.ids[step])
        statuses.append(status or "unknown")
    return statuses


def _unanswered(columns: Columns) -> dict[str, CallStatus]:
    """By id of the call step: what its request, its decision or its error says of it."""
    found: dict[str, CallStatus] = {}
    asked: dict[str, dict[str, str]] = {}
    for index, kind in enumerate(columns.kinds):
        if kind not in _UNDECIDED or index not in columns.details:
            continue
        detail = columns.details[index]
        if kind == "approval_request":
            asked[columns.ids[index]] = items = calls_asked(detail)
            found.update(dict.fromkeys(items.values(), "pending"))
        elif kind == "approval_decision":
            for call, decision in decided_calls(detail, asked.get(detail.get("request", ""), {})):
                found[call] = _REFUSED.get(decision, "unknown")
        elif kind == "error" and "call" in detail:
            found[detail["call"]] = "error"
    return found


def calls_asked(request: dict[str, object]) -> dict[str, str]:
    """By item id (or call, where items have none): the call steps that a request asks about."""
    calls = request.get("calls")
    asked = {call: call for call in calls} if isinstance(calls, list) else {}
    items = request.get("items")
    for item in items if isinstance(items, list) else ():
        if item.get("call") is not None:
            asked[item.get("id") or item["call"]] = item["call"]
    return asked


def decided_calls(decision: dict[str, object], asked: dict[str, str]) -> list[tuple[str, str]]:
    """(call step, decision) for each call that a decision settles."""
    single = decision.get("decision")
    pairs = [(call, single) for call in asked.values()] if isinstance(single, str) else []
    several = decision.get("decisions")
    for number, part in enumerate(several if isinstance(several, list) else ()):
        named = part.get("item") or part.get("call")
        if named is None and decision.get("binding") == "positional":
            named = dict(enumerate(asked)).get(number)
        if named is not None:
            pairs.append((asked.get(named, named), part["decision"]))
    return pairs


_may_be_final = methodcaller("__contains__", "final")


def final_index(trace: Trace) -> int:
    """Position of the final answer, or -1."""
    columns = trace.columns
    kinds, details = columns.kinds, columns.details
    if any(map(_may_be_final, details.values())):
        marked = [index for index, detail in details.items() if detail.get("final")]
        marked = [index for index in marked if kinds[index] == "assistant"]
        if marked:
            return max(marked)
    last = len(kinds) - 1
    while last >= 0 and (kinds[last] != "assistant" or enclosing_call(columns, last) >= 0):
        last -= 1
    return -1 if last in columns.call_parents else last


def enclosing_call(columns: Columns, index: int) -> int:
    """Position of the tool call or handoff inside which a step happened, or -1."""
    if not columns.has_nesting:
        return -1
    parents, kinds = columns.parents, columns.kinds
    index = parents[index]
    while index >= 0 and kinds[index] not in ("tool_call", "handoff"):
        index = parents[index]
    return index


def has_sub_agents(columns: Columns) -> bool:
    """Whether a model or a tool was called inside a tool call, or after a handoff.

    Example:
        >>> from tracegrade.model import Columns
        >>> columns = Columns()
        >>> columns.kinds += ["tool_call", "assistant"]
        >>> columns.parents = [-1, 0]
        >>> has_sub_agents(columns)
        True
    """
    if not columns.has_nesting:
        return False
    kinds, inside = columns.kinds, [False] * len(columns)
    for index, parent in enumerate(columns.parents):
        if parent >= 0 and (inside[parent] or kinds[parent] in ("tool_call", "handoff")):
            inside[index] = True
            if kinds[index] in ("assistant", "tool_call"):
                return True
    return False
