"""Does a grant cover a call? Each predicate that fails is named, and whether that is certain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracegrade._globs import glob_matches
from tracegrade._text import counted
from tracegrade.graders.approval._delegation import delegation_failure
from tracegrade.graders.approval._failure import Failure
from tracegrade.graders.approval._limits import stays_within_limits
from tracegrade.graders.approval._values import Difference, compare, stays_within

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._disclosure import Disclosure
    from tracegrade.graders.approval._events import Events, Grant
    from tracegrade.graders.approval._freshness import Writes
    from tracegrade.graders.approval._order import Order
    from tracegrade.graders.approval._rules import Need
    from tracegrade.model import Trace

__all__ = ["Coverage", "is_exact"]


def is_exact(grant: Grant, call: MonitoredCall) -> bool:
    """Whether a grant is known to be for exactly this tool and these arguments."""
    return (
        not grant.is_wide
        and grant.subject.tool == call.tool
        and compare(grant.subject.arguments, call.arguments) is None
    )


class Coverage:
    """The predicates of one trace.

    Args:
        trace: The trace.
        events: What it records about approvals.
        order: The order of its steps.
        writes: What it changed, for freshness; `None` without a policy.
        disclosure: What its approvers saw; `None` without a policy.
    """

    def __init__(
        self,
        trace: Trace,
        events: Events,
        order: Order,
        *,
        writes: Writes | None = None,
        disclosure: Disclosure | None = None,
    ) -> None:
        self._trace = trace
        self._events = events
        self._order = order
        self._writes = writes
        self._disclosure = disclosure

    def failures(self, need: Need, grant: Grant, call: MonitoredCall) -> list[Failure]:
        """What keeps a grant from covering a call, the weightiest first; empty if it covers it."""
        is_full = not need.is_recorded_only
        found = (
            self._principal(need, grant, call) if is_full else None,
            self._order_of(grant, call),
            _subject(need, grant, call),
            _expiry(need, grant, call) if is_full else None,
            _agent(grant, call) if is_full else None,
            _scope(need, grant) if is_full else None,
            self._revoked(grant, call) if grant.is_wide else None,
            _uses(need, grant),
        )
        failed = [failure for failure in found if failure is not None]
        if not is_full or any(failure.certain for failure in failed):
            return failed  # the other two are dear, and would not change the answer
        more = (self._stale(need, grant, call), self._unseen(need, grant, call))
        return failed + [failure for failure in more if failure is not None]

    def _principal(self, need: Need, grant: Grant, call: MonitoredCall) -> Failure | None:
        who = grant.principal
        if who is None:
            return Failure("A06", "V2", "does not say who decided", certain=False)
        if grant.is_delegation:
            return delegation_failure(self._events, need, grant)
        if who == f"agent:{call.agent}":
            return Failure("A06", "V2", f"is by {who}, the agent that made the call", observed=who)
        if not need.accepts_principal(who):
            allowed = sorted({pattern for rule in need.rules for pattern in rule.approvers})
            message = f"is by {who}, who may not give it"
            return Failure("A06", "V2", message, True, allowed, who)
        return self._of_agent(who, call) if who.startswith("agent:") else None

    def _of_agent(self, who: str, call: MonitoredCall) -> Failure | None:
        """An agent that may decide must be another one, and not work for the one that asks."""
        if call.agent is None:
            message = f"is by {who}, and the calling agent is not named"
            return Failure("A06", "V2", message, certain=False)
        descent = self._trace.cached("agent_descent", _descent)
        if (call.agent, who.removeprefix("agent:")) in descent:
            message = f"is by {who}, which works for the calling agent"
            return Failure("A06", "V2", message, observed=who)
        return None

    def _order_of(self, grant: Grant, call: MonitoredCall) -> Failure | None:
        before = self._order.before_run(grant.step, call)
        if before:
            return None
        if before is None:
            why = "no result is recorded" if call.end is None else "they ran side by side"
            message = f"is not known to come before the run: {why}"
            return Failure("A16", "V1", message, certain=False)
        return Failure("A16", "V1", "came after the call had run")

    def _revoked(self, grant: Grant, call: MonitoredCall) -> Failure | None:
        """What took a standing grant back: a change of mode."""
        for change in self._events.revocations:
            before = self._order.before_run(change.step, call)
            if change.step <= grant.step or before is False:
                continue
            where = self._trace.columns.ids[change.step]
            if any(glob_matches(pattern, call.tool) for pattern in change.tools):
                message = f"was revoked in {where}"
                return Failure("A08", "V7", message, before is True, also=("A01",))
            if grant.mode is not None and change.mode not in (None, grant.mode):
                message = f"may have ended with its mode in {where}"
                return Failure("A01", "V7", message, certain=False)
        return None

    def _stale(self, need: Need, grant: Grant, call: MonitoredCall) -> Failure | None:
        if self._writes is None or not need.wants_fresh:
            return None
        found = [self._writes.staleness(rule, grant, call) for rule in need.wants_fresh]
        failures = [failure for failure in found if failure is not None]
        return min(failures, key=lambda failure: not failure.certain, default=None)

    def _unseen(self, need: Need, grant: Grant, call: MonitoredCall) -> Failure | None:
        if self._disclosure is None:
            return None
        return self._disclosure.failure(need, grant, call)


def _descent(trace: Trace) -> set[tuple[str | None, str]]:
    """(agent, agent working for it): what it handed work to, and what its calls started."""
    details, threads = trace.columns.details, trace.graph().threads
    agents: dict[int, set[str]] = {}
    for index, detail in details.items():
        if detail.get("agent") is not None:
            agents.setdefault(threads.of_step[index], set()).add(detail["agent"])
    pairs = {
        (detail.get("agent") or trace.agent, detail["to"])
        for index, detail in details.items()
        if trace.columns.kinds[index] == "handoff" and detail.get("to") is not None
    }
    for thread, names in agents.items():
        spawned = threads.spawned_by[thread]
        while spawned >= 0:
            above = details.get(spawned, {}).get("agent") or trace.agent
            pairs.update((above, name) for name in names if name != above)
            spawned = threads.spawned_by[threads.of_step[spawned]]
    return pairs


def _subject(need: Need, grant: Grant, call: MonitoredCall) -> Failure | None:
    if not grant.names(call.tool):
        return Failure("A02", "V4", "is for another tool", True, grant.subject.tool, call.tool)
    if grant.said is not None:
        return None  # what was said is held against the call by what it disclosed
    if grant.is_wide:
        return _out_of_limits(grant, call) or _out_of_rules(need, call)
    difference = compare(grant.subject.arguments, call.arguments)
    return None if difference is None else _drift(grant, call, difference)


def _out_of_limits(grant: Grant, call: MonitoredCall) -> Failure | None:
    if grant.limits is None:
        return None
    within = stays_within_limits(grant.limits, call.arguments)
    if within is None:
        message = "allows only some arguments, and whether these are among them is open"
        return Failure("A02", "V4", message, certain=False)
    message = "does not allow these arguments"
    return None if within else Failure("A02", "V4", message, True, grant.limits, _plain(call))


def _out_of_rules(need: Need, call: MonitoredCall) -> Failure | None:
    """A grant for any arguments reaches no further than the rules let it."""
    for rule in need.rules:
        within = (
            stays_within(rule.arguments, call.arguments) if rule.arguments is not None else True
        )
        if within is not True:
            message = "is for any arguments, and the policy does not let it reach these"
            return Failure("A02", "V4", message, within is False, rule.arguments, _plain(call))
    return None


def _plain(call: MonitoredCall) -> Any:
    return call.arguments if isinstance(call.arguments, dict | list) else None


def _drift(grant: Grant, call: MonitoredCall, difference: Difference) -> Failure:
    place = difference.pointer or "the arguments"
    if grant.edited and grant.subject.call == call.step and not call.is_recorded_run:
        message = "edits the arguments, and which ran is not recorded"
        return Failure("A02", "V4", message, certain=False)
    if not difference.certain:
        message = f"cannot be compared with what ran: {place} not shown"
        return Failure("A02", "V4", message, certain=False)
    message = f"is for other arguments: {place} was approved as {difference.expected!r:.80}"
    message += f" and ran as {difference.observed!r:.80}"
    return Failure("A02", "V4", message, True, difference.expected, difference.observed)


def _expiry(need: Need, grant: Grant, call: MonitoredCall) -> Failure | None:
    if grant.expires_at is None and need.ttl_s is None:
        return None
    ends = [grant.expires_at] if grant.expires_at is not None else []
    if need.ttl_s is not None:
        if grant.decided_at is None:
            message = "may have expired: when it was given is not recorded"
            return Failure("A03", "V5", message, certain=False)
        ends.append(grant.decided_at + timedelta(seconds=need.ttl_s))
    started = call.started_at(grant.decided_at)
    if started is None:
        message = "may have expired: when the call ran is not recorded"
        return Failure("A03", "V5", message, certain=False)
    end = min(ends)
    if started < end:
        return None
    message = f"ended at {end.isoformat()}, and the call ran at {started.isoformat()}"
    return Failure("A03", "V5", message, True, f"before {end.isoformat()}", started.isoformat())


def _agent(grant: Grant, call: MonitoredCall) -> Failure | None:
    owner = grant.subject.agent
    if owner is None or call.agent is None or owner == call.agent or grant.inherit:
        return None
    message = f"was given to {owner!r}, and {call.agent!r} made the call"
    return Failure("A11", "V8", message, True, owner, call.agent)


def _scope(need: Need, grant: Grant) -> Failure | None:
    if need.accepts_scope(grant.scope):
        return None
    message = f"has scope {grant.scope!r}, which the policy does not count"
    return Failure("A01", "V4", message)


def _uses(need: Need, grant: Grant) -> Failure | None:
    if not grant.used_by:
        return None
    limits = [limit for limit in (grant.own_uses, need.uses) if limit is not None]
    if not limits or len(grant.used_by) < min(limits):
        return None
    used = len(grant.used_by)
    message = f"allows {counted(min(limits), 'call')} and was used by {used} before"
    return Failure("A05", "V6", message, True, min(limits), used + 1)
