"""What in a policy contradicts itself, or names nothing that any trace knows of."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from tracegrade._globs import glob_matches, is_glob
from tracegrade.graders.approval._policy import Forbidden, Policy, Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["contradictions", "strangers"]


def contradictions(policy: Policy) -> list[str]:
    """Each contradiction of a policy in a sentence, in the order of its rules.

    Example:
        >>> rules = (Requirement(tool="pay", approvers=("human:*",)),
        ...          Requirement(tool="pay", approvers=("policy:*",)))
        >>> contradictions(Policy(require=rules))
        ["require rules 1 and 2 both hold for 'pay', and no approver satisfies both"]
    """
    found: list[str] = []
    for number, rule in enumerate(policy.require, start=1):
        found += _of_rule(policy, number, rule)
    numbered = list(enumerate(policy.require, start=1))
    for (first, one), (second, other) in combinations(numbered, 2):
        meeting = _meeting(policy, one, other)
        if meeting is None:
            continue
        both = f"require rules {first} and {second} both hold for {meeting!r}, and"
        if not _share(one.approvers, other.approvers):
            found.append(f"{both} no approver satisfies both")
        if not one.scopes & other.scopes:
            found.append(f"{both} no scope of a grant counts for both")
    found += [
        f"trust lists {name!r} both as trusted and as untrusted: trusted wins"
        for name in sorted({*policy.trusted} & {*policy.untrusted})
    ]
    return found


def strangers(policy: Policy, tools: Iterable[str]) -> list[str]:
    """Each tool that a policy names and that is not among these, in a sentence.

    Example:
        >>> strangers(Policy(forbid=(Forbidden(tool="delete_user"),)), ["get_user"])
        ["the policy names 'delete_user', which no trace calls or declares"]
    """
    known = frozenset(tools)
    rules = [rule.tool for rule in (*policy.require, *policy.forbid) if rule.tool is not None]
    named = dict.fromkeys((*policy.tools, *rules))
    return [
        f"the policy names {name!r}, which no trace calls or declares"
        for name in named
        if not any(glob_matches(name, tool) for tool in known)
    ]


def _of_rule(policy: Policy, number: int, rule: Requirement) -> list[str]:
    found: list[str] = []
    for other in policy.forbid:
        if other.when is None and _covers(other, rule):
            found.append(f"require rule {number} asks for a grant for what is forbidden anyway")
            break
    if rule.tool is not None and not is_glob(rule.tool) and rule.classes:
        declared = policy.tools.get(rule.tool)
        if declared is not None and not declared & rule.classes | declared & {"unknown"}:
            classes = ", ".join(sorted(declared))
            found.append(
                f"require rule {number} never holds: {rule.tool!r} is declared as {classes}"
            )
    if rule.freshness == "resource" and rule.resource is None:
        found.append(f"require rule {number} asks for freshness and names no resource")
    return found


def _covers(outer: Forbidden, rule: Requirement) -> bool:
    """Whether every call that a rule is about is one that another forbids."""
    same_tool = outer.tool is None or (
        rule.tool is not None and glob_matches(outer.tool, rule.tool)
    )
    same_class = not outer.classes or (bool(rule.classes) and rule.classes <= outer.classes)
    return same_tool and same_class


def _meeting(policy: Policy, one: Requirement, other: Requirement) -> str | None:
    """A tool or class for which two rules hold together; `None` where none is plain to see."""
    if one.when is not None or other.when is not None:
        return None
    for first, second in ((one, other), (other, one)):
        if first.tool is None or is_glob(first.tool):
            continue
        declared = policy.tools.get(first.tool, frozenset[str]())
        in_class = not second.classes or bool(declared & second.classes)
        if (second.tool is None or glob_matches(second.tool, first.tool)) and in_class:
            return first.tool
    if one.tool is None and other.tool is None and one.classes & other.classes:
        return min(one.classes & other.classes)
    return None


def _share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether some principal may satisfy both lists of globs."""
    return any(
        glob_matches(one, other) or glob_matches(other, one) or _stem(one) == _stem(other)
        for one in some
        for other in others
        if is_glob(one) or is_glob(other) or one == other
    )


def _stem(pattern: str) -> str:
    return pattern.partition("*")[0] if pattern.endswith("*") else pattern
