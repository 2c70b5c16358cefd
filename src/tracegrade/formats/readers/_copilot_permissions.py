"""Permissions of Copilot CLI into requests and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import step_id, without

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["Permissions"]

_STANDING = ("session", "location")
_DENIED_BY = {
    "denied-interactively-by-user": "human:user",
    "reject": "human:user",
    "denied-by-rules": "policy:rules",
    "denied-by-content-exclusion-policy": "policy:content-exclusion",
    "denied-by-permission-request-hook": "policy:hook",
    "denied-no-approval-rule-and-could-not-request-from-user": "policy:no-approval-rule",
    "user-not-available": "policy:no-approval-rule",
}
_WHOLE_TOOL = ("write", "mcp", "custom-tool", "memory")
"""Kinds of request that an approval for the session settles for any arguments."""


class Permissions:
    """Requests and decisions, added behind the call that they are about."""

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._calls: dict[str, tuple[str, int]] = {}
        self._requests: dict[str, tuple[int, Detail, str | None]] = {}
        self._refused: set[str] = set()

    def called(self, call_id: str, tool: str, index: int) -> None:
        """A call, for which permission may be asked."""
        self._calls[call_id] = (tool, index)

    def answered(self, call_id: str | None) -> bool:
        """The call has its result; whether it had been refused."""
        if call_id in self._refused:
            self._refused.discard(call_id)
            return True
        return False

    def asked(self, data: Detail, common: Detail) -> None:
        """Somebody, or something, is asked to permit a call."""
        request = data.get("permissionRequest")
        if request is not None and not isinstance(request, dict):
            where = "/data/permissionRequest"
            raise MismatchError("wrong-type", "permissionRequest is not an object", where)
        request = request or {}
        request_id = text_id(data.get("requestId"), "requestId") or ""
        call_id = request.get("toolCallId")
        tool, call = (
            self._calls.get(call_id, (None, -1)) if isinstance(call_id, str) else (None, -1)
        )
        item: Detail = {"id": request_id}
        if call >= 0:
            item |= {"call": step_id(self._builder, call), "tool": tool}
        texts = (request.get(key) for key in ("fullCommandText", "intention"))
        shown = next((text for text in texts if isinstance(text, str)), None)
        if shown is not None:
            item["shown"] = shown
        index = self._builder.step("approval_request", None, items=[item], extra=data, **common)
        self._requests[request_id] = (index, request, call_id if isinstance(call_id, str) else None)

    def decided(self, data: Detail, common: Detail) -> None:
        """The decision about a request."""
        result = data.get("result")
        kind = result.get("kind") if isinstance(result, dict) else None
        request_id = text_id(data.get("requestId"), "requestId") or ""
        index, request, call_id = self._requests.get(request_id, (-1, {}, None))
        extra = without(data, ("requestId",))
        if not isinstance(kind, str) or not kind.startswith(
            ("approve", "denied", "reject", "user-")
        ):
            # how it was decided is not said, or in words that are not known here
            self._builder.step(
                "note", None, extra={"event": "permission.completed", **data}, **common
            )
            return
        approved = kind.startswith("approve")
        if not approved and call_id is not None:
            self._refused.add(call_id)
        standing = approved and kind.endswith(_STANDING)
        whole = request.get("kind") in _WHOLE_TOOL
        principal = _approver(data, kind) if approved else _DENIED_BY.get(kind)
        self._builder.step(
            "approval_decision",
            None,
            request=step_id(self._builder, index) or None,
            decision="approve" if approved else "deny",
            scope="once" if not standing else "session" if whole else "call",
            principal=principal,
            extra=extra,
            **common,
        )
        if standing and not whole and call_id in self._calls:
            # it reaches further than this call, but not to everything that the tool can do
            allows: list[Any] = [{"tool": self._calls[call_id][0], "arguments": {"approved": kind}}]
            self._builder.step("mode_change", None, allows=allows, principal=principal, **common)


def _approver(data: Detail, kind: str) -> str | None:
    """Who approved, if the event says so: rules and callbacks approve too."""
    source = data.get("decisionSource")
    if isinstance(source, str) and source:
        return "human:user" if source.startswith("human") else f"policy:{source}"
    return "human:user" if kind.endswith(_STANDING) else None
