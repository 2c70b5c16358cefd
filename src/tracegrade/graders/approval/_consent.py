"""Consent that was given or refused in conversation, as grants like those of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.approval._conversation import Conversation, Exchange, Stance
from tracegrade.graders.approval._events import Grant, Subject
from tracegrade.model import parse_time

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._disclosure import Disclosure
    from tracegrade.graders.approval._policy import Policy
    from tracegrade.model import Trace

__all__ = ["Consents"]

_SOMEBODY = "human:user"  # the channel of a user turn is a person's, whom a record need not name


class Consents:
    """The grants of one conversation: a reply grants each call once that the proposal spoke of."""

    def __init__(
        self, trace: Trace, policy: Policy, conversation: Conversation, disclosure: Disclosure
    ) -> None:
        self._disclosure = disclosure
        self._trace = trace
        self._implicit = policy.implicit
        self._conversation = conversation
        self._grants: dict[tuple[int, bytes], Grant] = {}
        self._stances: dict[int, Stance] = {}

    def stance(self, call: MonitoredCall) -> Stance:
        """What was said of a call before it was made."""
        if call.step not in self._stances:
            stance = self._conversation.stance(call, self._implicit)
            self._keep_what_was_shown(stance, call)
            self._stances[call.step] = stance
        return self._stances[call.step]

    def grants(self, call: MonitoredCall) -> list[Grant]:
        """The grants that replies give a call, the latest first."""
        if not self._conversation.exchanges:
            return []
        return [self._grant(exchange, call) for exchange in self.stance(call).granted]

    def refusal(self, call: MonitoredCall, since: int = -1) -> Exchange | None:
        """The reply that refused a call after a step, if no later one granted it."""
        if self._conversation.is_quiet(since, call.step):
            return None
        stance = self.stance(call)
        latest = max([since, *(exchange.step for exchange in stance.granted)])
        return next((each for each in stance.denied if each.step > latest), None)

    def used(self, grant: Grant, call: MonitoredCall) -> None:
        """A call used a grant; one that failed leaves a spoken consent as it was."""
        if grant.said is None or not _failed(self._trace, call):
            grant.used_by.append(call.step)

    def _keep_what_was_shown(self, stance: Stance, call: MonitoredCall) -> None:
        """Once the user has spoken again, a yes holds only for what had been shown for it."""
        if not stance.granted:
            return
        last = next(iter(self._conversation.before(call.step, most=1)), None)
        for exchange in [each for each in stance.granted if each is not last]:
            if self._disclosure.unseen(self._grant(exchange, call), call):
                stance.granted.remove(exchange)
                stance.outlived.append(exchange)

    def _grant(self, exchange: Exchange, call: MonitoredCall) -> Grant:
        key = (exchange.step, call.digest)
        if key not in self._grants:
            detail = self._trace.columns.details.get(exchange.step, {})
            self._grants[key] = Grant(
                exchange.step,
                Subject(call.tool, call.arguments, agent=call.agent),
                exchange.principal or _SOMEBODY,
                decided_at=parse_time(detail.get("at")),
                said=exchange,
            )
        return self._grants[key]


def _failed(trace: Trace, call: MonitoredCall) -> bool:
    """Whether a call failed, by its status or, where none is recorded, by what its result says."""
    if call.status != "unknown" or call.end is None:
        return call.status == "error"
    return (trace.columns.texts[call.end] or "").lower().startswith("error")
