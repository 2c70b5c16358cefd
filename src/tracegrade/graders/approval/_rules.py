"""Which rules of a policy reach a call, and what they ask for together."""

from __future__ import annotations

from dataclasses import dataclass
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

__all__ = ["Need", "need_of", "reaches"]


@dataclass(slots=True)
class Need:
    """What all rules that reach a call ask for together.

    Attributes:
        rules: The rules.
        is_recorded_only: Hold only what ran against its own record: order, arguments and uses.
        is_unknown: Whether it is asked for only because the class of the call is not known.
    """

    rules: tuple[Requirement, ...] = ()
    is_recorded_only: bool = False
    is_unknown: bool = False

    @property
    def uses(self) -> int | None:
        """The smallest number of calls that a rule allows under one grant."""
        return min((rule.uses for rule in self.rules if rule.uses is not None), default=None)

    @property
    def ttl_s(self) -> float | None:
        """The shortest time for which a rule lets a grant hold."""
        return min((rule.ttl_s for rule in self.rules if rule.ttl_s is not None), default=None)

    @property
    def material(self) -> list[str]:
        """Every argument that a rule wants shown, as JSON pointers."""
        return sorted({path for rule in self.rules for path in rule.material})

    def accepts_scope(self, scope: str) -> bool:
        """Whether every rule counts grants of this scope."""
        if self.is_recorded_only:
            return True
        return all(scope in rule.scopes for rule in self.rules) and (
            bool(self.rules) or scope in DEFAULT_SCOPES
        )

    def accepts_principal(self, principal: str) -> bool:
        """Whether every rule lets this principal decide."""
        return all(
            any(fnmatchcase(principal, pattern) for pattern in rule.approvers)
            for rule in self.rules
        )


def reaches(rule: Requirement | Forbidden, call: MonitoredCall) -> bool | None:
    """Whether a rule reaches a call; `None` if it does only should the class be so."""
    if rule.tool is not None and not glob_matches(rule.tool, call.tool):
        return False
    if rule.when is not None and holds(rule.when, call.arguments) is False:
        return False
    if not rule.classes or rule.classes & call.classes:
        return True
    return None if "unknown" in call.classes else False


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
