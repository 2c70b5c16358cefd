"""Handoffs: calls of a tool that stands for another agent, which nothing but that agent answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import decoded_or_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.otel_messages import Message

__all__ = ["Handoffs"]

_TRANSFERS = ("transfer_to_", "handoff_to_agent")

_IGNORED = "Multiple handoffs detected, ignoring this one."
"""What the OpenAI Agents SDK answers to all handoffs of one model call but the first."""


class Handoffs:
    """The handoffs that models asked for, as steps.

    Args:
        builder: The columns they are added to.

    Attributes:
        are_made: Whether agents of this trace hand over to others by calling `transfer_to_...`.
        latest: The latest handoff step to each agent.
        ids: Ids of the calls that were handoffs.
        unanswered: The steps of those that no result is known of, by the id of the call.
    """

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self.are_made = False
        self.latest: dict[str, int] = {}
        self.ids: set[str | None] = set()
        self.unanswered: dict[str | None, int] = {}

    def take(self, tool: str, call_id: str | None, arguments: Any, step: int) -> bool:
        """Add a call as a handoff; says whether it is one."""
        if not (self.are_made and tool.startswith(_TRANSFERS)):
            return False
        given = decoded_or_text(arguments)
        named = given.get("agent_name") if isinstance(given, dict) else None
        to = named if isinstance(named, str) else tool.removeprefix("transfer_to_")
        index = self.latest[to] = self._builder.add("handoff", None, step, {"to": to})
        self.unanswered[call_id] = index
        self.ids.add(call_id)
        return True

    def hear(self, messages: Sequence[Message]) -> None:
        """What became of the handoffs that the model asked for: of several only one is made."""
        columns = self._builder.columns
        for message in messages if self.unanswered else ():
            for part in message.responses:
                index = self.unanswered.pop(part.call_id, -1)
                if index < 0:
                    continue
                detail = columns.details[index]
                detail["extra"] = {**detail.get("extra", {}), "result": part.value}
                if part.value == _IGNORED:
                    self._ignore(index)

    def ignore_beside(self, made: int) -> None:
        """Note that of the handoffs that one model call asked for only this one was made."""
        parents = self._builder.parents
        for index in list(self.latest.values()):
            if parents[index] == parents[made] >= 0:
                self._ignore(index)

    def _ignore(self, index: int) -> None:
        """Make a note of a handoff that was asked for and not made."""
        detail = self._builder.columns.details[index]
        if "to" in detail:
            to = detail.pop("to")
            self.latest.pop(to, None)
            self._builder.columns.kinds[index] = "note"
            detail["extra"] = {**detail.get("extra", {}), "handoff_to": to}
