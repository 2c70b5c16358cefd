"""Approvals of a Kimi Code journal, which stand before the calls that they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import text_id
from tracegrade.formats._sessions import step_id, without

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["Approvals"]

_DECISIONS = {
    "approved": "approve",
    "rejected": "deny",
    "denied": "deny",
    "blocked": "deny",
    "cancelled": "cancel",
}


@dataclass(slots=True)
class _Waiting:
    """What is known about the approval of one call that has not been seen yet."""

    asked: Detail = field(default_factory=dict)
    common: Detail = field(default_factory=dict)
    result: Detail | None = None
    decided: Detail = field(default_factory=dict)
    rule: str | None = None


class Approvals:
    """Requests and decisions, added to the steps right behind the call that they are about."""

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._waiting: dict[str, _Waiting] = {}
        self._interactions: dict[str, str] = {}
        self._open: dict[str, int] = {}
        self._refused: set[str] = set()

    def asked(self, value: Detail, common: Detail) -> None:
        """Somebody is asked to decide."""
        call_id = text_id(value.get("toolCallId"), "toolCallId") or ""
        request = value.get("request")
        asked: Detail = dict(request) if isinstance(request, dict) else {}
        self._waiting[call_id] = _Waiting(asked=asked, common=common)
        self._interactions[text_id(value.get("id"), "id") or ""] = call_id

    def resolved(self, value: Detail, common: Detail) -> bool:
        """The answer to a request; whether it was a request for approval."""
        call_id = self._interactions.pop(text_id(value.get("id"), "id") or "", None)
        waiting = self._waiting.get(call_id) if call_id is not None else None
        response = value.get("response")
        if waiting is None or not isinstance(response, dict):
            return call_id is not None
        waiting.result, waiting.decided = response, common
        return True

    def decided(self, call_id: str, result: Detail, value: Detail, common: Detail) -> None:
        """The decision as it is recorded, with the action that the approver was shown."""
        waiting = self._waiting.setdefault(call_id, _Waiting(common=common))
        for key in ("toolName", "action"):
            if isinstance(value.get(key), str):
                waiting.asked[key] = value[key]
        rule = value.get("sessionApprovalRule")
        waiting.rule = rule if isinstance(rule, str) else None
        waiting.result, waiting.decided = result, common
        if call_id in self._open:
            self._add(call_id, self._open[call_id])

    def called(self, call_id: str, index: int) -> None:
        """The call itself."""
        self._open[call_id] = index
        if call_id in self._waiting:
            self._add(call_id, index)

    def is_open(self, call_id: str | None) -> bool:
        """Whether a call of this id has no result yet."""
        return call_id in self._open

    def answered(self, call_id: str | None) -> bool:
        """The call has its result now; whether it had been refused."""
        if call_id is None:
            return False
        self._open.pop(call_id, None)
        refused = call_id in self._refused
        self._refused.discard(call_id)
        return refused

    def finish(self) -> None:
        """Add what is about calls that never came."""
        for call_id in list(self._waiting):
            self._add(call_id, -1)

    def _add(self, call_id: str, index: int) -> None:
        waiting = self._waiting.pop(call_id)
        shown, tool = waiting.asked.get("action"), waiting.asked.get("toolName")
        item: Detail = {"id": call_id}
        if index >= 0:
            item["call"] = step_id(self._builder, index)
        if isinstance(tool, str):
            item["tool"] = tool
        if isinstance(shown, str):
            item["shown"] = shown
        extra = without(waiting.asked, ("action", "toolName", "toolCallId"))
        request = self._builder.step(
            "approval_request", None, items=[item], extra=extra, **waiting.common
        )
        result = waiting.result or {}
        said = result.get("decision")
        decision = _DECISIONS.get(said) if isinstance(said, str) else None
        if decision is not None:
            self._decide(waiting, decision, request)
            if decision != "approve":
                self._refused.add(call_id)

    def _decide(self, waiting: _Waiting, decision: str, request: int) -> None:
        result = waiting.result or {}
        is_standing = decision == "approve" and result.get("scope") == "session"
        extra: Any = without(result, ("decision",)) or {}
        if waiting.rule is not None:
            extra["sessionApprovalRule"] = waiting.rule
        rule = waiting.rule if is_standing else None
        self._builder.step(
            "approval_decision",
            None,
            request=step_id(self._builder, request),
            decision=decision,
            scope="once"
            if not is_standing
            else "session"
            if rule is None or "(" not in rule
            else "call",
            principal="human:user",
            extra=extra or None,
            **waiting.decided,
        )
        if rule is not None and "(" in rule:
            # such a rule covers some arguments only: neither this call alone nor all of the tool
            allows = [{"tool": rule.partition("(")[0], "arguments": {"rule": rule}}]
            self._builder.step(
                "mode_change", None, allows=allows, principal="human:user", **waiting.decided
            )
