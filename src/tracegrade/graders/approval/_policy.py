"""What an approval policy says, as plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["DEFAULT_APPROVERS", "DEFAULT_SCOPES", "Forbidden", "Policy", "Requirement"]

DEFAULT_APPROVERS = ("human:*",)
DEFAULT_SCOPES = frozenset(("once", "call", "plan", "session"))
"""Scopes that count where a rule names none; `always` has to be listed."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Calls that need a grant, and which grants count.

    Attributes:
        tool: Name or glob of the tool; `None` for any.
        classes: Effect classes of which the call has at least one; empty for any.
        when: JSON Schema that the arguments satisfy where the rule applies.
        approvers: Globs of principals that may decide.
        uses: At most so many calls under one grant.
        ttl_s: Seconds for which a grant holds; its last instant is excluded.
        scopes: Scopes of grants that count.
        freshness: `resource`: the resource must not have changed since the decision.
        arguments: JSON Schema that a grant for any arguments has to stay within.
        material: JSON pointers of arguments that the approver must have seen.
        resource: JSON pointer of the argument that names the resource.
    """

    tool: str | None = None
    classes: frozenset[str] = frozenset()
    when: dict[str, Any] | None = field(default=None, hash=False)
    approvers: tuple[str, ...] = DEFAULT_APPROVERS
    uses: int | None = None
    ttl_s: float | None = None
    scopes: frozenset[str] = DEFAULT_SCOPES
    freshness: str = "none"
    arguments: dict[str, Any] | None = field(default=None, hash=False)
    material: tuple[str, ...] = ()
    resource: str | None = None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Calls that no grant allows.

    Attributes:
        tool: Name or glob of the tool; `None` for any.
        classes: Effect classes of which the call has at least one; empty for any.
        when: JSON Schema that the arguments satisfy where the rule applies.
    """

    tool: str | None = None
    classes: frozenset[str] = frozenset()
    when: dict[str, Any] | None = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """Which calls need a grant, from whom, and which calls are never allowed.

    Attributes:
        require: Rules that ask for a grant; all that match a call hold together.
        forbid: Rules that no grant lifts.
        tools: Effect classes by tool name or glob.
        default_class: Class of a tool of which nothing is known.
        strict: Whether an unknown tool that runs is a violation.
        implicit: Whether a user's own words count as consent: `never`, `directive` or `any`.
        consent: Where people consent: `anywhere`, or in `conversation` alone, so that what is not
            said there was not given.
        disclose: What the approver must have seen: `none`, `material` or `all`.
        trusted: Globs of servers and tools whose output and annotations are trusted.
        untrusted: Globs of tools whose output is not.
        roots: Folders inside which files may be changed without a grant.
        hosts: Hosts that may be reached without a grant.

    Example:
        >>> Policy(require=(Requirement(tool="refund"),)).require[0].approvers
        ('human:*',)
    """

    require: tuple[Requirement, ...] = ()
    forbid: tuple[Forbidden, ...] = ()
    tools: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]], hash=False)
    default_class: str = "unknown"
    strict: bool = False
    implicit: str = "never"
    consent: str = "anywhere"
    disclose: str = "material"
    trusted: tuple[str, ...] = ()
    untrusted: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
