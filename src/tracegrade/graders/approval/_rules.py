"""Which rules of a policy reach a call, and what they ask for together."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from tracegrade._globs import glob_matches
from tracegrade.graders.approval._policy import (
    DEFAULT_SCOPES,
    Forbidden,
    Policy,
    Requirement,
)
from tracegrade.graders.approval._values import holds

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall

__all__ = ["Need", "Needs", "need_of", "reaches"]


class Need:
    """What all rules that reach a call ask for together.

    Args:
        rules: The rules.
        is_recorded_only: Hold only what ran against its own record: order, arguments and uses.
        is_unknown: Whether it is asked for only because the class of the call is not known.

    Attributes:
        uses: The smallest number of calls that a rule allows under one grant.
        ttl_s: The shortest time for which a rule lets a grant hold.
        material: Every argument that a rule wants shown, as JSON pointers.
        known_principals: Whether every rule lets a principal decide, of those that were asked about.
        wants_fresh: The rules that want the resource unchanged since the decision.
    """

    __slots__ = (
        "is_recorded_only",
        "is_unknown",
        "known_principals",
        "material",
        "rules",
        "ttl_s",
        "uses",
        "wants_fresh",
    )

    def __init__(
        self,
        rules: tuple[Requirement, ...] = (),
        *,
        is_recorded_only: bool = False,
        is_unknown: bool = False,
    ) -> None:
        self.rules = rules
        self.is_recorded_only = is_recorded_only
        self.is_unknown = is_unknown
        self.known_principals: dict[str, bool] = {}
        self.uses = min((rule.uses for rule in rules if rule.uses is not None), default=None)
        self.ttl_s = min((rule.ttl_s for rule in rules if rule.ttl_s is not None), default=None)
        self.material = sorted({path for rule in rules for path in rule.material})
        self.wants_fresh = tuple(rule for rule in rules if rule.freshness == "resource")

    def accepts_scope(self, scope: str) -> bool:
        """Whether every rule counts grants of this scope."""
        if self.is_recorded_only:
            return True
        return all(scope in rule.scopes for rule in self.rules) and (
            bool(self.rules) or scope in DEFAULT_SCOPES
        )

    def accepts_principal(self, principal: str) -> bool:
        """Whether every rule lets this principal decide."""
        if principal not in self.known_principals:
            self.known_principals[principal] = all(
                any(fnmatchcase(principal, pattern) for pattern in rule.approvers)
                for rule in self.rules
            )
        return self.known_principals[principal]


def reaches(rule: Requirement | Forbidden, call: MonitoredCall) -> bool | None:
    """Whether a rule reaches a call; `None` if it does only should the class be so."""
    if rule.tool is not None and not glob_matches(rule.tool, call.tool):
        return False
    if rule.when is not None and holds(rule.when, call.arguments) is False:
        return False
    if not rule.classes or rule.classes & call.classes:
        return True
    return None if "unknown" in call.classes else False


class Needs:
    """What a policy asks for, remembered for calls that only conditions on arguments could tell apart."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._is_plain = all(rule.when is None for rule in policy.require)
        self._known: dict[tuple[str, frozenset[str], bool, bool], Need | None] = {}

    def of(self, call: MonitoredCall, *, is_inside: bool, is_outside: bool) -> Need | None:
        """What a grant for a call must be like; `None` where none is needed."""
        if not self._is_plain:
            return need_of(self._policy, call, is_inside=is_inside, is_outside=is_outside)
        key = (call.tool, call.classes, is_inside, is_outside)
        if key not in self._known:
            self._known[key] = need_of(
                self._policy, call, is_inside=is_inside, is_outside=is_outside
            )
        return self._known[key]


def need_of(
    policy: Policy, call: MonitoredCall, *, is_inside: bool, is_outside: bool
) -> Need | None:
    """What a grant for a call must be like; `None` where none is needed.

    A rule on classes may reach a call of unknown class; then only a grant for exactly this call
    will do. Inside the sandbox only rules that name the tool ask for a grant; outside it every
    call needs one.
    """
    reached = [(rule, reaches(rule, call)) for rule in policy.require]
    certain = tuple(rule for rule, answer in reached if answer)
    possible = tuple(rule for rule, answer in reached if answer is None)
    if "unknown" in call.classes and not certain:
        if is_inside and not is_outside:
            return None
        rules = possible or (Requirement(classes=frozenset(("unknown",))),)
        return Need(rules, is_unknown=True)
    asking = [rule for rule in certain if not (is_inside and rule.tool is None)]
    if not asking and not is_outside:
        return None
    return Need((*certain, *possible) or (Requirement(tool=call.tool),))
