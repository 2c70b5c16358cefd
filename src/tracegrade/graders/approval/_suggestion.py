"""A policy suggested from traces: the tools seen, their classes, and what was approved so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracegrade.graders.approval._calls import calls_of
from tracegrade.graders.approval._classes import Classes
from tracegrade.graders.approval._policy import Policy, Requirement
from tracegrade.graders.approval._recording import events_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.model import Trace

__all__ = ["SeenTool", "SuggestedPolicy", "suggest_policy", "undeclared_tools"]

_ASKED = ("money", "destructive", "egress", "exec", "privilege")


@dataclass(slots=True)
class SeenTool:
    """A tool as some traces show it.

    Attributes:
        name: Its name.
        classes: Every effect class that a call of it had, or that its name has.
        calls: How many calls ran.
        decisions: How often each decision was made about it.
        approvers: Who approved it, with how often.
        is_parsed: Whether its class depends on the command or statement that it is given.

    Example:
        >>> SeenTool("pay", {"money"}, calls=3).decisions["approve"]
        0
    """

    name: str
    classes: set[str] = field(default_factory=set[str])
    calls: int = 0
    decisions: Counter[str] = field(default_factory=Counter[str])
    approvers: Counter[str] = field(default_factory=Counter[str])
    is_parsed: bool = False


@dataclass(slots=True)
class SuggestedPolicy:
    """What traces say a policy might be; for a person to review.

    Attributes:
        tools: The tools, by name.
        traces: How many traces were looked at.
        policy: The policy.

    Example:
        >>> SuggestedPolicy({"pay": SeenTool("pay", {"money"}, 3)}, 2, Policy()).tools["pay"].calls
        3
    """

    tools: dict[str, SeenTool]
    traces: int
    policy: Policy


def suggest_policy(traces: Iterable[Trace]) -> SuggestedPolicy:
    """A policy under which what was approved so far needs approval, and risky tools do.

    Tools whose effect is known are declared; those of unknown effect are left for a person to
    declare. Every class with effects that reach beyond the agent's own data asks for a person;
    tools that somebody was asked about are asked about again.

    Example:
        >>> from tracegrade.formats import load
        >>> found = suggest_policy(load("fixtures/traces/native/approval_granted/input.jsonl"))
        >>> found.policy.tools["refund"], found.policy.require[0].approvers
        (frozenset({'money'}), ('human:*',))
    """
    tools: dict[str, SeenTool] = {}
    count = 0
    for trace in traces:
        count += 1
        _look(trace, tools)
    known = dict(sorted(tools.items()))
    declared = {
        name: frozenset(tool.classes)
        for name, tool in known.items()
        if "unknown" not in tool.classes and not tool.is_parsed
    }
    policy = Policy(require=tuple(_rules(known)), tools=declared)
    return SuggestedPolicy(known, count, policy)


def undeclared_tools(policy: Policy, traces: Iterable[Trace]) -> list[str]:
    """The tools that traces call and of whose effect a policy knows nothing, by name.

    Example:
        >>> from tracegrade.formats import load
        >>> traces = load("fixtures/traces/native/approval_granted/input.jsonl")
        >>> undeclared_tools(Policy(), traces)
        []
    """
    found: set[str] = set()
    for trace in traces:
        calls = calls_of(trace, Classes(trace, policy))
        found |= {call.tool for call in calls if "unknown" in call.classes}
    return sorted(found)


def _look(trace: Trace, tools: dict[str, SeenTool]) -> None:
    classes = Classes(trace, Policy())
    for call in calls_of(trace, classes):
        tool = tools.setdefault(call.tool, SeenTool(call.tool))
        tool.classes |= call.classes
        tool.calls += call.ran != "no"
        tool.is_parsed = tool.is_parsed or call.classes != classes.of(call.tool, None)
    events = events_of(trace)
    if events is None:
        return
    for grant in events.grants:
        if grant.subject.tool in tools and grant.mode is None:
            tool = tools[grant.subject.tool]
            tool.decisions["modify" if grant.edited else "approve"] += 1
            tool.approvers[grant.principal or "somebody not named"] += 1
    for denial in events.denials:
        if denial.subject.tool in tools and denial.decision != "modify":
            tools[denial.subject.tool].decisions[denial.decision] += 1


def _rules(tools: dict[str, SeenTool]) -> list[Requirement]:
    seen = {name for tool in tools.values() for name in tool.classes}
    asked = frozenset(name for name in _ASKED if name in seen)
    rules = [Requirement(classes=asked)] if asked else []
    for name, tool in tools.items():
        if tool.decisions and not tool.classes & asked:
            rules.append(Requirement(tool=name))
    return rules
