"""Each case that the design lists gives the answer that it states."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.diff.made import calling, case, passing, run
from tests.traces import call, native, result
from tracegrade.diff import RunDiff, diff_runs
from tracegrade.model import Trace

Sides = tuple[list[Trace], list[Trace]]


def one(old: Trace, new: Trace) -> Sides:
    return [case("a", old)], [case("a", new)]


def edits(diff: RunDiff) -> list[str]:
    return [edit.edit for item in diff for pair in item.pairs for edit in pair.edits]


def ids_and_times() -> Sides:
    def trace(request: str, at: str) -> Trace:
        return calling(("get_order", {"request_id": request, "at": at, "order": 7}))

    old = trace("9f0c2a64-1f5e-4c7b-9f57-0b8f2f6f2a11", "2026-11-01T10:00:00Z")
    return one(old, trace("0d1c2b3a-4e5f-4a6b-8c7d-1e2f3a4b5c6d", "2026-11-08T11:30:12Z"))


def swapped() -> Sides:
    read, write = ("get_order", {"id": 1}), ("refund", {"id": 1})
    return one(calling(read, write), calling(write, read))


def frequent_tool() -> Sides:
    chance = random.Random(5)
    plan = [
        ("bash", {"command": f"do {n}"}) if chance.random() < 0.6 else ("edit", {"n": n})
        for n in range(200)
    ]
    return one(calling(*plan), calling(*plan[:90], *plan[91:]))


def amount() -> Sides:
    return one(*(calling(("refund", {"id": 1, "amount": value})) for value in (10, 1000)))


def one_flip() -> Sides:
    def trace(passed: bool) -> Callable[[int, int], Trace]:
        return lambda n, t: passing(calling(("get_order", {"id": n})), passed or n > 0)

    return run(trace(True), cases=10), run(trace(False), cases=10)


def duplicate_ids() -> Sides:
    old, new = ([case("a", calling(("get_order", {"id": 1}))) for _ in range(3)] for _ in range(2))
    return old, new


def templates() -> Sides:
    def trace(n: int, more: int) -> Trace:
        made = calling(*[("search", {"q": n})] * (1 + more))
        made.metadata = {"template": f"t{n % 5}"}
        return made

    old = run(lambda n, t: trace(n, 0), cases=500)
    return old, run(lambda n, t: trace(n, 1), cases=500)


def renamed() -> Sides:
    def trace(tool: str) -> Callable[[int, int], Trace]:
        return lambda n, t: calling((tool, {"id": n}), ("refund", {"id": n}))

    return run(trace("get_order"), cases=6), run(trace("fetch_order"), cases=6)


def wrapped() -> Sides:
    inside = native(
        {"kind": "user", "text": "go"},
        call("delegate", {"task": "x"}, step="d"),
        call("get_order", {"id": 1}, step="i", parent="d", agent="scout"),
        result("i", agent="scout", parent="d"),
        result("d"),
        {"kind": "assistant", "text": "Done."},
        capabilities=("error_status", "tool_results"),
    )
    return one(calling(("get_order", {"id": 1})), inside)


def cut_off() -> Sides:
    whole = calling(("get_order", {"id": 1}), ("refund", {"id": 1}))
    part = native(
        {"kind": "user", "text": "go"},
        {"id": "a0", "kind": "assistant", "text": ""},
        call("get_order", {"id": 1}, step="c0", parent="a0"),
        completion="truncated",
        capabilities=("error_status", "tool_results"),
    )
    return one(whole, part)


def one_of_many() -> Sides:
    """Seven cases of sixteen call one of 45 tools once more, which is no more than chance finds."""

    def trace(n: int, side: str) -> Trace:
        chance = random.Random(f"{side}{n}")
        calls = [(f"tool_{k:02d}", {}) for k in range(45) if chance.random() < 0.5]
        return calling(*calls, *[("tool_00", {})] * (side == "new" and n < 7))

    old = run(lambda n, t: trace(n, "old"), cases=16)
    return old, run(lambda n, t: trace(n, "new"), cases=16)


def notations() -> Sides:
    return one(
        calling(("refund", {"id": "A", "amount": 10, "tags": {"x": 1, "y": 2}})),
        calling(("refund", {"tags": {"y": 2, "x": 1}, "amount": 10.0, "id": "A"})),
    )


LISTED: dict[str, tuple[Callable[[], Sides], dict[str, Any], Callable[[RunDiff], bool]]] = {
    "only ids and times differ: equal": (
        ids_and_times, {}, lambda diff: diff.verdict == "equivalent" and set(edits(diff)) == {"same"},
    ),
    "a read and a write in the other order: moved, and the order of effects is flagged": (
        swapped, {},
        lambda diff: set(edits(diff)) == {"same", "moved"}
        and [effect.change for effect in diff.effects] == ["reordered"],
    ),
    "a long trace of one frequent tool: aligned fully": (
        frequent_tool, {}, lambda diff: edits(diff).count("removed") == 3 and "changed" not in edits(diff),
    ),
    "an amount that grows: changed arguments though the calls are the same": (
        amount, {}, lambda diff: [effect.paths for effect in diff.effects] == [["/amount"]],
    ),
    "one trial, one case flips: inconclusive, p 1": (
        one_flip, {},
        lambda diff: diff.verdict == "inconclusive" and diff.outcomes is not None and diff.outcomes.p == 1,
    ),
    "equal case ids: trials, all used": (
        duplicate_ids, {}, lambda diff: diff.pairing.pairs == 3 and diff.pairing.cases == 1,
    ),
    "500 runs of 5 templates: 5 units": (
        templates, {"cluster": "metadata.template"},
        lambda diff: diff.pairing.clusters == 5 and diff.verdict == "inconclusive",
    ),
    "a renamed tool: said once": (
        renamed, {},
        lambda diff: [fact.kind for fact in diff.facts] == ["renamed_tool"] and set(edits(diff)) == {"same"},
    ),
    "a sub-agent around the same calls: one wrapped": (
        wrapped, {}, lambda diff: [fact.kind for fact in diff.facts] == ["wrapped"] and not diff.effects,
    ),
    "a capture that was cut off: incomplete, not shorter": (
        cut_off, {},
        lambda diff: diff.cases[0].pairs[0].incomplete == ("new",)
        and not diff.effects
        and diff.verdict == "inconclusive",
    ),
    "a small p for one of 45 quantities: no shift": (
        one_of_many, {},
        lambda diff: (diff.shift("calls:tool_00").p or 1) < 0.05 and diff.verdict == "inconclusive",
    ),
    "keys in another order, 10 and 10.0: equal": (
        notations, {}, lambda diff: diff.verdict == "equivalent" and set(edits(diff)) == {"same"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTED)
def test_a_case_that_the_design_lists_gives_its_answer(name: str):
    sides, options, is_so = LISTED[name]
    diff = diff_runs(*sides(), **options)
    assert is_so(diff), (diff.verdict, diff.reason, diff.facts, diff.effects)
