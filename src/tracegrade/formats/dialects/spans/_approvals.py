"""Requests for approval and the answers to them, as steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import text_of

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.spans._open import OpenById
    from tracegrade.formats.dialects.spans._waiting import Waiting
    from tracegrade.model import Capability, Detail

__all__ = ["Approvals"]


class Approvals:
    """The requests and decisions that messages and runs tell of.

    Args:
        builder: The columns they are added to.
        open_calls: By id the number of each call that no result is known of.
        shown: What the spans record.
        waiting: The calls that wait for approval.
    """

    def __init__(
        self,
        builder: ColumnsBuilder,
        open_calls: OpenById,
        shown: set[Capability],
        waiting: Waiting | None,
    ) -> None:
        self._builder = builder
        self._open = open_calls
        self._shown = shown
        self._waiting = waiting
        self._requests: dict[str, str] = {}

    def request(self, items: list[Detail], at: int, parent: int) -> int:
        """Add a request for the approval of calls; returns its position."""
        self._shown.add("approvals")
        detail: Detail = {"items": items}
        if at:
            detail["at"] = at
        return self._builder.add("approval_request", None, parent, detail)

    def add(self, part: Detail, parent: int) -> None:
        """Add a request for approval, or the answer to one."""
        if part["type"] == "approval_request":
            self._ask(part, parent)
        else:
            self._decide(part, parent)

    def _ask(self, part: Detail, parent: int) -> None:
        named = text_of(part.get("id"))
        arguments = _json.decode_arguments(part.get("arguments"))[0]
        item = {"id": named, "tool": text_of(part.get("name")), "arguments": arguments}
        asked = self._open.get(part.get("call") or "")
        if asked is not None:
            item["call"] = f"s{self._builder.columns.call_steps[asked]}"
        items = [{key: value for key, value in item.items() if value is not None}]
        index = self.request(items, 0, parent)
        self._requests[str(named)] = f"s{index}"
        if asked is not None and self._waiting is not None:
            self._waiting.requested(asked, index, str(named))

    def _decide(self, part: Detail, parent: int) -> None:
        self._shown.add("approvals")
        named = text_of(part.get("id"))
        decision = part.get("decision") or ("approve" if part.get("approve") is True else "deny")
        detail: Detail = {"decision": decision, "scope": "once"}
        if decision == "modify" and "arguments" in part:
            detail["arguments"] = part["arguments"]
        if isinstance(part.get("principal"), str):
            detail["principal"] = part["principal"]
            self._shown.add("principals")
        request = self._requests.get(str(named))
        if request is not None:
            detail["request"] = request
        elif named is not None:
            detail["extra"] = {"request_id": named}
        if part.get("derived") is True:
            detail["extra"] = {**detail.get("extra", {}), "derived": True}
        if self._waiting is not None:
            self._waiting.decided(str(named), decision)
        self._builder.add("approval_decision", part.get("reason"), parent, detail)
