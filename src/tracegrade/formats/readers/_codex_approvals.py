"""Who was asked about the calls of a Codex rollout, and what they decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.readers import _codex_items as items

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["HUMAN", "RolloutApprovals"]

HUMAN = "human:user"
_REVIEWER = "agent:guardian"
_DECIDED = {
    "approved": "approve", "denied": "deny", "aborted": "cancel", "timed_out": "expired",
}  # fmt: skip


class RolloutApprovals:
    """The requests, decisions and reviews of one rollout, by the calls they are about.

    Args:
        builder: The columns that the steps go to.
    """

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._steps: dict[str, int] = {}  # by call id: the latest call
        self._requests: dict[str, int] = {}  # by call id or id of the review
        self._denied: set[str] = set()

    def step_of(self, call_id: str | None) -> int | None:
        """The position of the latest call with an id."""
        return self._steps.get(call_id or "")

    def is_denied(self, call_id: str | None) -> bool:
        """Whether a call was refused by a person or a reviewer."""
        return call_id in self._denied

    def called(self, call_id: str, index: int) -> None:
        """A call was made; a request for it that came before its item now names it."""
        self._steps[call_id] = index
        request = self._requests.get(call_id)
        if request is not None:
            columns = self._builder.columns
            (item,) = columns.details[request]["items"]
            if "call" not in item:
                number = columns.call_steps.index(index)
                item |= {"call": f"s{index}", "tool": columns.call_tools[number]}

    def request(self, event: Detail, at: str | None) -> None:
        """Somebody was asked whether a call may run."""
        call_id = items.text_or_none(event.get("call_id"))
        command, columns = event.get("command"), self._builder.columns
        index = self._steps.get(call_id or "")
        item: Detail = {"shown": _json.as_text(command or event.get("changes"))}
        own: Any = None
        if index is not None:
            number = columns.call_steps.index(index)
            own = columns.call_arguments[number]
            item |= {"call": f"s{index}", "tool": columns.call_tools[number]}
        arguments = items.asked_arguments(event, own)
        if arguments is not None:
            item["arguments"] = arguments
        known = ("type", "call_id", "command", "changes")
        step = self._builder.step(
            "approval_request", at=at, items=[item], extra=items.beyond(event, known)
        )
        if call_id is not None:
            self._requests[call_id] = step

    def refused(self, call_id: str | None, at: str | None) -> None:
        """A person refused a call: the record holds nothing of it but the call's end."""
        if call_id is None or call_id not in self._steps or call_id in self._denied:
            return
        self._denied.add(call_id)
        request = self._requests.get(call_id)
        part = {"call": f"s{self._steps[call_id]}", "decision": "deny"}
        self._builder.step(
            "approval_decision",
            request=None if request is None else f"s{request}",
            decision=None if request is None else "deny",
            decisions=[part] if request is None else None,
            principal=HUMAN,
            at=at,
        )

    def review(self, event: Detail, at: str | None) -> None:
        """What the automatic reviewer was asked, and what it decided."""
        name = f"review:{event.get('id')}"
        target = items.text_or_none(event.get("target_item_id"))
        extra = items.beyond(event, ("type",))
        if name not in self._requests:
            item: Detail = {"shown": _json.as_text(event.get("action"))}
            step = self._builder.step("approval_request", at=at, items=[item], extra=extra)
            self._requests[name] = step
            if target in self._steps:
                self._requests[target] = step
                self.called(target, self._steps[target])
            elif target is not None:
                self._requests[target] = step
        status = event.get("status")
        decision = _DECIDED.get(status) if isinstance(status, str) else None
        if decision is None:
            return
        if decision != "approve" and target is not None:
            self._denied.add(target)
        self._builder.step(
            "approval_decision",
            items.text_or_none(event.get("rationale")),
            request=f"s{self._requests[name]}",
            decision=decision,
            principal=_REVIEWER,
            at=at,
            extra=extra,
        )
