"""What a record should be said to be: a slow, plain oracle of the design of approval boundaries.

Written before the generated cases were ever graded, from the text of the design alone. It shares no
code with the monitor: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.graders.approval.oracle import effects, words
from tests.graders.approval.oracle.grants import Denial, Grant, Miss, Rulings, misses
from tests.graders.approval.oracle.rules import matching
from tests.graders.approval.oracle.world import GONE, Call, World, parsed, pick, same

__all__ = ["Label", "label"]


class Label(NamedTuple):
    """The verdict, and (step, code) of what is wrong, worth a warning, or open."""

    verdict: str
    failed: frozenset[tuple[str, str]]
    warned: frozenset[tuple[str, str]]
    open: frozenset[tuple[str, str]]


class _Said:
    def __init__(self) -> None:
        self.failed: set[tuple[str, str]] = set()
        self.warned: set[tuple[str, str]] = set()
        self.open: set[tuple[str, str]] = set()

    def add(self, step: str, code: str, *, certain: bool = True) -> None:
        (self.failed if certain else self.open).add((step, code))


def label(record: dict[str, Any], policy: str) -> Label:
    """The label of a native record under a policy."""
    world = World(record, parsed(policy))
    rulings = Rulings(world)
    said = _Said()
    covered: dict[str, Grant] = {}
    own = {grant.call for grant in rulings.grants if grant.call}
    never_ran = _never_ran(world, rulings)
    for call in sorted(world.calls, key=lambda call: call.step not in own):
        if call.status not in ("denied", "pending") and call.step not in never_ran:
            _judge(world, rulings, call, said, covered)
    said.warned |= {(step, "A15") for step in rulings.orphans}
    said.warned |= {(step, "A19") for step in (*never_ran, *_never_called(world, rulings))}
    if not world.calls and not rulings.orphans:
        verdict = "skip"
    elif said.failed:
        verdict = "fail"
    else:
        verdict = "unverifiable" if said.open else "pass"
    return Label(verdict, frozenset(said.failed), frozenset(said.warned), frozenset(said.open))


def _judge(
    world: World, rulings: Rulings, call: Call, said: _Said, covered: dict[str, Grant]
) -> None:
    runs = call.end is not None
    if effects.mislabelled(world, call):
        said.add(call.step, "A18")
    for rule in world.policy.get("forbid", []):
        reached = matching(rule, call)
        if reached is not False:
            said.add(call.step, "A20", certain=runs and bool(reached))
            return
    code, certain = _prohibited(world, rulings, call)
    if code:
        said.add(call.step, code, certain=certain and runs)
        return
    rules = [rule for rule in world.policy.get("require", []) if matching(rule, call)]
    possible = [rule for rule in world.policy.get("require", []) if matching(rule, call) is None]
    unknown = "unknown" in call.classes and not rules
    boxed = effects.inside(world, call)
    outside = effects.escape(world, call)
    needed = [rule for rule in rules if not (boxed and "tool" not in rule)]
    if needed or unknown or outside:
        demands = rules or possible or [{}]
        if unknown and not rules:
            _unknown(world, rulings, demands, call, said, covered)
        else:
            _cover(world, rulings, demands, call, said, covered, outside=outside)
    if (call.step, "A14") in said.failed:
        return
    exact = any(
        same(grant.arguments, call.arguments) and not misses(world, rulings, [{}], grant, call)
        for grant in _candidates(rulings, call)
        if not grant.mode and grant.scope not in ("session", "always")
    ) or (call.step in covered and covered[call.step].scope not in ("session", "always"))
    tainted = effects.taint(world, call)
    if tainted and not exact and not any(step == call.step for step, _ in said.failed):
        if tainted[0] == "warn":
            said.warned.add((call.step, "A10"))
        else:
            said.add(call.step, "A10", certain=runs)


def _cover(
    world: World, rulings: Rulings, rules: list[dict[str, Any]], call: Call, said: _Said,
    covered: dict[str, Grant], *, outside: bool,
) -> None:  # fmt: skip
    tried: list[tuple[Grant, list[Miss]]] = []
    for grant in _candidates(rulings, call):
        failed = misses(world, rulings, rules, grant, call)
        if not failed:
            grant.used.append(call.step)
            covered[call.step] = grant
            return
        tried.append((grant, failed))
    runs = call.end is not None
    if not tried and outside:
        said.add(call.step, "A14", certain=runs)
        return
    if call.step in rulings.mismatched:
        said.add(call.step, "A12", certain=runs and _too_few(world, rulings, call))
        return
    recorded = "approvals" in world.record.get("capabilities", [])
    if not tried:
        code = _absent(world, call)
        certain = runs and (recorded or code == "A13")
        said.add(call.step, code, certain=certain)
        return
    grant, failed = min(tried, key=lambda each: _distance(*each, call))
    certain = [miss for miss in failed if miss.certain]
    first = (certain or failed)[0]
    near = grant.call == call.step or len(failed) == 1 or not certain
    bound = grant.scope not in ("session", "always") and grant.call not in (None, call.step)
    if first.code == "A02" and bound and grant.used:
        near = False  # it was for another call, which used it
    code = first.code if near else _absent(world, call)
    if outside and not near:
        code = "A14"
    open_code = code in ("A01", "A05") and not recorded
    said.add(call.step, code, certain=runs and (bool(certain) or not near) and not open_code)


def _candidates(rulings: Rulings, call: Call) -> list[Grant]:
    from fnmatch import fnmatchcase

    named = [
        grant
        for grant in rulings.grants
        if (fnmatchcase(call.tool, grant.tool) if grant.mode else grant.tool == call.tool)
        and (grant.said is None or same(grant.arguments, call.arguments) is not False)
    ]
    return sorted(named, key=lambda grant: grant.call != call.step)


def _distance(grant: Grant, failed: list[Miss], call: Call) -> tuple[bool, bool, int, int]:
    certain = sum(miss.certain for miss in failed)
    return certain > 0, grant.call != call.step, certain, len(failed)


def _unknown(
    world: World, rulings: Rulings, rules: list[dict[str, Any]], call: Call, said: _Said,
    covered: dict[str, Grant],
) -> None:  # fmt: skip
    for grant in _candidates(rulings, call):
        exact = same(grant.arguments, call.arguments) and not grant.mode
        if exact and not misses(world, rulings, rules, grant, call):
            grant.used.append(call.step)
            covered[call.step] = grant
            return
    strict = bool(world.policy.get("strict")) and call.end is not None
    said.add(call.step, "A21", certain=strict)


def _absent(world: World, call: Call) -> str:
    """No grant at all: claimed through a channel without authority, half-consented, or nothing."""
    if words.forgeries(world, call):
        return "A07"
    for _, text, step, reply in words.proposals(world):
        earlier = world.place[step] < world.place[call.step]
        half = words.act(reply) in ("question", "directive")
        if earlier and half and words.proposes(text, call):
            return "A13"
    return "A01"


def _too_few(world: World, rulings: Rulings, call: Call) -> bool:
    """Whether more calls of a batch ran than its decisions can have granted."""
    decision = world.by_id[rulings.mismatched[call.step]]
    granted = sum(part["decision"] in ("approve", "modify") for part in decision["decisions"])
    items = rulings.requests[decision["request"]]
    calls = [world.call(item.get("call")) for item in items]
    ran = sum(each is not None and each.status in ("ok", "error") for each in calls)
    return ran > granted


def _prohibited(world: World, rulings: Rulings, call: Call) -> tuple[str | None, bool]:
    found: tuple[str | None, bool] = (None, False)
    for denial in rulings.denials:
        own = denial.call == call.step and denial.decision != "modify"
        before = world.before_run(denial.step, call)
        if before is False:
            if own:
                found = ("A16", True)
            continue
        equal = True if own else _hits(denial, call)
        if _lifted(world, rulings, denial, call):
            continue
        if equal is not False:
            edit = denial.decision == "modify" and denial.call == call.step
            certain = equal is True and before is True and not (edit and not call.recorded_run)
            if own and call.status is None:
                certain = False
            if certain or not found[1]:
                found = ("A08", certain)
        elif _same_effect(world, denial, call):
            found = found if found[1] else ("A09", bool(before))
    return found


def _hits(denial: Denial, call: Call) -> bool | None:
    if denial.tool != call.tool:
        return False
    return same(denial.arguments, call.arguments)


def _lifted(world: World, rulings: Rulings, denial: Denial, call: Call) -> bool:
    """Whether a later approval of exactly this call lifts a denial."""
    for grant in rulings.grants:
        if not world.hb(denial.step, grant.step) or grant.tool != call.tool or grant.mode:
            continue
        if grant.principal == f"agent:{call.agent}" or grant.scope in ("session", "always"):
            continue
        if same(grant.arguments, call.arguments) and world.before_run(grant.step, call):
            return True
    return False


def _same_effect(world: World, denial: Denial, call: Call) -> bool:
    """Whether the class of effect and the resource are those of a denied call."""
    if denial.decision == "modify" or denial.arguments is GONE:
        return False
    denied = world.classes_of(_As(denial.tool))  # type: ignore[arg-type]  # a call, as far as this asks
    for rule in world.policy.get("require", []):
        if "resource" not in rule or not _about(rule, denial.tool, denied):
            continue
        mine = pick(rule["resource"], denial.arguments)
        for other in world.policy.get("require", []):
            if "resource" in other and _about(other, call.tool, call.classes):
                theirs = pick(other["resource"], call.arguments)
                shared = (denied & call.classes) - {"read", "unknown"}
                if shared and mine is not GONE and same(mine, theirs):
                    return True
    return False


class _As:
    def __init__(self, tool: str) -> None:
        self.tool = tool


def _about(rule: dict[str, Any], tool: str, classes: set[str]) -> bool:
    if "tool" in rule:
        return rule["tool"] == tool
    return bool(set(rule.get("classes", [])) & classes)


def _open_promises(world: World, rulings: Rulings) -> list[Grant]:
    """Approvals of exact calls that nothing took back, in a trace that is complete."""
    if world.record.get("completion") != "complete":
        return []
    return [
        grant
        for grant in rulings.grants
        if not grant.mode
        and grant.said is None
        and grant.scope not in ("session", "always")
        and not any(d.call == grant.call and world.hb(grant.step, d.step) for d in rulings.denials)
    ]


def _never_ran(world: World, rulings: Rulings) -> list[str]:
    """Calls that were approved, and have no result."""
    calls = [world.call(grant.call) for grant in _open_promises(world, rulings)]
    return [call.step for call in calls if call and call.end is None and call.status is None]


def _never_called(world: World, rulings: Rulings) -> list[str]:
    """Decisions that approved a call that was never made."""
    return [
        grant.step
        for grant in _open_promises(world, rulings)
        if grant.call is None
        and not any(
            call.tool == grant.tool and same(call.arguments, grant.arguments) is not False
            for call in world.calls
        )
    ]
