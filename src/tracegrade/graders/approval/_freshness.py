"""Was a resource written between the decision about it and the call?"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade._globs import glob_matches
from tracegrade.graders.approval._failure import Failure
from tracegrade.graders.approval._resources import affected_by, plain
from tracegrade.graders.approval._values import MISSING, at_pointer, is_redacted

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._events import Grant
    from tracegrade.graders.approval._order import Order
    from tracegrade.graders.approval._policy import Policy, Requirement

__all__ = ["Writes", "resource_of"]

_MOST_LOOKED_AT = 200  # writes of one resource after a decision


def resource_of(policy: Policy, call: MonitoredCall, pointer: str) -> Any:
    """The resource of a call: by a rule that names its tool, else where another rule looks for it."""
    for rule in policy.require:
        if (
            rule.resource is not None
            and rule.tool is not None
            and glob_matches(rule.tool, call.tool)
        ):
            return at_pointer(rule.resource, call.arguments)
    return at_pointer(pointer, call.arguments)


class Writes:
    """The calls of a trace that may have changed something, by the resource that they name."""

    def __init__(self, policy: Policy, calls: list[MonitoredCall], order: Order) -> None:
        self._policy = policy
        self._order = order
        self._of: dict[tuple[str, bytes], list[MonitoredCall]] = {}
        pointers = {
            rule.resource
            for rule in policy.require
            if rule.freshness == "resource" and rule.resource is not None
        }
        writing = [call for call in calls if not call.only_reads and call.ran != "no"]
        for call in sorted(writing, key=_end) if pointers else ():
            by_text = [each[0] for each in affected_by(call.tool, call.classes, call.arguments)]
            for pointer in pointers:
                value = resource_of(policy, call, pointer)
                named = [] if value is MISSING or is_redacted(value) else [plain(value)]
                for key in {_json.canonical(each) for each in (*named, *by_text)}:
                    self._of.setdefault((pointer, key), []).append(call)

    def staleness(self, rule: Requirement, grant: Grant, call: MonitoredCall) -> Failure | None:
        """What speaks against a grant being fresh when a call ran, or `None`."""
        if rule.resource is None:
            return Failure(
                "A04", "V5", "cannot be fresh: the rule names no resource", certain=False
            )
        value = at_pointer(rule.resource, call.arguments)
        if value is MISSING or is_redacted(value):
            return Failure("A04", "V5", "may be stale: the resource is not recorded", certain=False)
        known = self._of.get((rule.resource, _json.canonical(plain(value))), [])
        start = bisect_right(known, grant.step, key=_end)
        found: Failure | None = None
        for other in known[start : start + _MOST_LOOKED_AT]:
            certain = self._intervened(grant, call, other)
            if certain is None:
                continue
            message = f"was given before {other.tool!r} changed {value!r:.80}"
            found = Failure("A04", "V5", message, certain, None, value)
            if certain:
                return found
        return found

    def _intervened(self, grant: Grant, call: MonitoredCall, other: MonitoredCall) -> bool | None:
        """Whether a write certainly fell between; `None` if it certainly did not."""
        if other is call or other.step in grant.used_by or other.status == "error":
            return None
        end = _end(other)
        if call.end is not None and self._order.before(call.end, end):
            return None
        between = self._order.before(grant.step, end) and self._order.before(end, _end(call))
        return between and other.ran == "yes" and "unknown" not in other.classes


def _end(call: MonitoredCall) -> int:
    return call.end if call.end is not None else call.step
