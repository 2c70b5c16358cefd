"""Statistics of runs: what is called a shift, what follows from it, and what cannot be told."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.diff.made import calling, calls_of, case, passing, run
from tests.traces import call, native, result
from tracegrade.diff import diff_runs
from tracegrade.model import Trace


def found(diff: Any) -> list[str]:
    return [
        item.feature
        for item in diff.shifts
        if item.finding == "shift" and item.family == "headline"
    ]


def noisy(n: int, t: int, *, side: str, more: int = 0) -> Trace:
    """A trace whose calls vary from trial to trial, with so many more searches."""
    chance = random.Random(f"{side}/{n}/{t}")
    calls = [("search", {"q": chance.randrange(9)}) for _ in range(2 + chance.randrange(3) + more)]
    return calling(*calls, ("refund", {"id": n}))


def test_more_calls_in_every_case_are_a_shift():
    old = run(lambda n, t: noisy(n, t, side="old"), cases=15, trials=2)
    new = run(lambda n, t: noisy(n, t, side="new", more=3), cases=15, trials=2)
    diff = diff_runs(old, new)
    assert diff.verdict == "shift"
    assert found(diff) == ["calls:search"]
    shift = diff.shift("calls:search")
    assert shift.effect == pytest.approx(3, abs=0.8)
    assert shift.ci is not None
    assert shift.ci[0] < 3 < shift.ci[1]
    assert shift.p_adjusted is not None
    assert shift.p is not None
    assert shift.p <= shift.p_adjusted < 0.01
    assert diff.shift("steps").follows == ["calls:search"]
    assert diff.shift("steps").finding == "follows"


def test_noise_alone_is_inconclusive():
    old = run(lambda n, t: noisy(n, t, side="old1"), cases=15, trials=2)
    new = run(lambda n, t: noisy(n, t, side="new1"), cases=15, trials=2)
    diff = diff_runs(old, new)
    assert diff.verdict == "inconclusive"
    assert "more than noise" in diff.reason
    assert diff.noise == "trials"


def test_one_small_p_among_many_quantities_is_no_shift():
    chance = random.Random(8)

    def trace(shift: float) -> Any:
        def make(n: int, t: int) -> Trace:
            tools = [f"tool_{number:02d}" for number in range(45)]
            calls = [(tool, {}) for tool in tools if chance.random() < 0.5]
            return calling(*calls, *[("tool_00", {})] * (chance.random() < shift))

        return make

    diff = diff_runs(run(trace(0.1), cases=16), run(trace(0.55), cases=16))
    raw = [shift for shift in diff.shifts if shift.p is not None and shift.p < 0.05]
    assert raw
    assert all(
        shift.p_adjusted is not None and shift.p_adjusted > 0.05
        for shift in raw
        if shift.family == "headline"
    )
    assert diff.verdict == "inconclusive"


def test_clusters_and_not_cases_are_the_unit():
    def make(side: str) -> Any:
        def trace(n: int, t: int) -> Trace:
            made = noisy(n, t, side=side, more=2 if side == "new" else 0)
            made.metadata = {"template": f"t{n % 5}"}
            return made

        return trace

    old, new = run(make("old"), cases=100), run(make("new"), cases=100)
    assert diff_runs(old, new).verdict == "shift"
    diff = diff_runs(old, new, cluster="metadata.template")
    assert (diff.pairing.clusters, diff.pairing.cluster) == (5, "metadata.template")
    assert diff.verdict == "inconclusive"
    assert diff.shift("calls").p == pytest.approx(2 / 2**5)
    assert any("only 5 clusters" in note for note in diff.notes)


def test_two_causes_are_named_once_each_and_the_rest_follows():
    def trace(n: int, t: int, *, side: str) -> Trace:
        chance = random.Random(f"{side}{n}{t}")
        more = 3 if side == "new" and n < 8 else 0
        calls = [
            ("search", {"q": chance.randrange(9)}) for _ in range(1 + chance.randrange(2) + more)
        ]
        made = calling(*calls, ("refund", {"id": n}))
        for step, kind in enumerate(made.columns.kinds):
            if kind == "assistant":
                tokens = round((20 + chance.randrange(5)) * (1.5 if side == "new" else 1))
                made.columns.details[step] = {"usage": {"output_tokens": tokens}}
        return made

    old = run(lambda n, t: trace(n, t, side="old"), cases=20, trials=2)
    new = run(lambda n, t: trace(n, t, side="new"), cases=20, trials=2)
    diff = diff_runs(old, new)
    assert found(diff) == ["calls:search", "output_tokens"]
    following = {item.feature for item in diff.shifts if item.finding == "follows"}
    assert {"calls", "steps", "model_calls"} <= following


def test_a_cause_that_is_a_fact_accounts_for_what_measures_it():
    old = run(lambda n, t: noisy(n, t, side="old"), cases=20, trials=2)

    def changed(n: int, t: int) -> Trace:
        made = noisy(n, t, side="new")
        return calling(("check_stock", {"n": n}), ("refund", {"id": n})) if n < 10 else made

    diff = diff_runs(old, run(changed, cases=20, trials=2))
    assert diff.verdict == "shift"
    assert diff.shift("calls:check_stock").follows == ["new tool check_stock"]


def test_runs_that_stay_within_their_margins_are_equivalent():
    def trace(n: int, t: int, *, side: str) -> Trace:
        text = random.Random(f"{side}{n}{t}").choice(("Done.", "All done."))
        return passing(calling(*[("search", {"q": n})] * (4 + n % 5), text=text), True)

    old = run(lambda n, t: trace(n, t, side="old"), cases=70)
    new = run(lambda n, t: trace(n, t, side="new"), cases=70)
    diff = diff_runs(old, new)
    assert diff.verdict == "equivalent"
    assert diff.shift("passed").p_equivalent == pytest.approx(0.95**70)
    few = diff_runs(old[:20], new[:20])
    assert few.verdict == "inconclusive"


def test_a_changed_side_effect_forbids_equivalence():
    def trace(n: int, t: int, *, side: str) -> Trace:
        amount = 1000 if side == "new" and n == 3 else 10
        return calling(*[("search", {"q": n})] * 9, ("refund", {"amount": amount}))

    old = run(lambda n, t: trace(n, t, side="old"), cases=70)
    new = run(lambda n, t: trace(n, t, side="new"), cases=70)
    assert diff_runs(old, new).verdict == "inconclusive"


def test_what_would_have_been_found_is_always_said():
    old = run(lambda n, t: passing(noisy(n, t, side="old"), n % 3 > 0), cases=30)
    new = run(lambda n, t: passing(noisy(n, t, side="new"), n % 4 > 0), cases=30)
    record = diff_runs(old, new).to_record()
    assert {"passed", "calls", "steps"} <= set(record["mde"])
    assert 0.1 < record["mde"]["passed"] < 0.6


def test_very_many_cases_are_tested_in_blocks():
    old = run(lambda n, t: noisy(n, t, side="old"), cases=400)
    new = run(lambda n, t: noisy(n, t, side="new", more=n % 2), cases=400)
    diff = diff_runs(old, new)
    assert diff.verdict == "shift"
    assert diff.shift("calls:search").n_cases == 400
    several = diff_runs(
        run(lambda n, t: noisy(n, t, side="old"), cases=260, trials=2),
        run(lambda n, t: noisy(n, t, side="new"), cases=260, trials=2),
    )
    assert several.verdict != "shift"
    assert several.shift("behaviour").n_cases == 260


def test_trials_in_unequal_numbers_are_all_used():
    old = run(lambda n, t: noisy(n, t, side="old"), cases=12, trials=3)
    new = run(lambda n, t: noisy(n, t, side="new", more=3), cases=12, trials=1)
    diff = diff_runs(old, new)
    assert diff.verdict == "shift"
    assert diff.pairing.pairs == 12
    assert sum(len(item.unpaired) for item in diff) == 24


def test_transitions_are_data():
    old = run(lambda n, t: calls_of("search", "refund"), cases=10)
    new = run(lambda n, t: calls_of("search", "search", "refund"), cases=10)
    edges = {
        (item.source, item.target): (item.old, item.new) for item in diff_runs(old, new).transitions
    }
    assert edges["search", "search"] == (0, 1)
    assert edges["start", "search"] == (1, 1)
    assert edges["refund", "end"] == (1, 1)


def test_a_case_is_judged_against_how_old_trials_differ():
    old = run(lambda n, t: noisy(n, t, side="old"), cases=8, trials=4)

    def changed(n: int, t: int) -> Trace:
        return calling(("close_account", {"n": t})) if n == 2 else noisy(n, t, side="new")

    statuses = {item.case_id: item.status for item in diff_runs(old, run(changed, cases=8))}
    assert statuses["case-02"] == "beyond noise"
    assert list(statuses.values()).count("within noise") >= 6


def test_unknown_outcomes_are_unknown_and_not_failures():
    old = [passing(case("a", calls_of("x")), True), case("b", calls_of("x"))]
    new = [case("a", calls_of("x")), passing(case("b", calls_of("x")), False)]
    diff = diff_runs(old, new)
    assert diff.outcomes is None
    assert "passed" not in {item.feature for item in diff.shifts if item.n_cases}


def test_a_trial_that_lacks_a_number_counts_as_unknown():
    def trace(tokens: int | None) -> Trace:
        usage = {} if tokens is None else {"usage": {"output_tokens": tokens}}
        return native({"kind": "assistant", "text": "x", **usage})

    old = [case("a", trace(10)), case("a", trace(None), 1)]
    new = [case("a", trace(20)), case("a", trace(None), 1)]
    shift = diff_runs(old, new).shift("output_tokens")
    assert (shift.old, shift.new, shift.n_cases) == (10, 20, 1)


def refunds(n: int, t: int, *, factor: int = 1, asks: bool = True, read: str = "search") -> Trace:
    """A search, repeated by chance, and a refund that somebody was asked about."""
    calls = [call(read, {"q": n}, step=f"s{place}") for place in range(1 + (n + t) % 2)]
    asked = {"kind": "approval_request", "calls": ["r"], "id": "q"}
    allowed = {"kind": "approval_decision", "request": "q", "decision": "approve"}
    return native(
        {"kind": "user", "text": "go"},
        *(step for one in calls for step in (one, result(one["id"]))),
        call("refund", {"amount": 10 * factor}, step="r"),
        *((asked, allowed | {"principal": "human:amy"}) if asks else ()),
        result("r"),
        {"kind": "assistant", "text": "Done."},
        capabilities=("error_status", "tool_results", "approvals"),
    )


def test_side_effects_that_differ_in_every_trial_of_two_cases_are_a_shift():
    old = run(refunds, cases=20, trials=3)
    new = run(lambda n, t: refunds(n, t + 1, factor=10 if n < 2 else 1), cases=20, trials=3)
    diff = diff_runs(old, new)
    assert (diff.verdict, diff.reason) == ("shift", "side effects differ by more than noise")
    assert diff.shift("effects").p == pytest.approx(0.01, abs=0.004)
    assert diff.shift("effects").follows == ["changed side effects"]
    assert {effect.case_id for effect in diff.effects} == {"case-00", "case-01"}


def test_behaviour_that_nothing_accounts_for_is_news():
    def answers(n: int, t: int, *, text: str) -> Trace:
        return calling(*[("search", {"q": t % 2})] * (1 + t % 2), text=text)

    old = run(lambda n, t: answers(n, t, text="It was lost today."), cases=12, trials=3)
    new = run(lambda n, t: answers(n, t, text="It was sent today."), cases=12, trials=3)
    behaviour = diff_runs(old, new).shift("behaviour")
    assert (behaviour.finding, behaviour.follows) == ("shift", [])


def test_a_tool_that_only_reads_does_not_account_for_what_nobody_was_asked_about():
    old = run(refunds, cases=20, trials=3)
    new = run(
        lambda n, t: refunds(n, t, asks=n > 5, read="search_v2" if n < 7 else "search"),
        cases=20,
        trials=3,
    )
    diff = diff_runs(old, new)
    assert diff.shift("unasked_side_effects").finding == "shift"
    assert diff.shift("calls:search").follows == ["new tool search_v2"]


def test_a_case_with_a_cut_off_trial_says_nothing_of_behaviour():
    def cut(n: int, t: int) -> Trace:
        made = noisy(n, t, side="new")
        if n < 4 and not t:
            made.completion = "truncated"
        return made

    old = run(lambda n, t: noisy(n, t, side="old"), cases=12, trials=2)
    assert diff_runs(old, run(cut, cases=12, trials=2)).shift("behaviour").n_cases == 8
