"""Two runs against each other: pairing, facts, effects, outcomes, verdicts, odd input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.diff.made import calling, calls_of, case, each_once, passing, run
from tests.traces import call, native, result
from tracegrade import graders as g
from tracegrade.diff import diff_runs
from tracegrade.errors import UsageError
from tracegrade.formats import load
from tracegrade.model import Case, ToolDefinition, Trace


def facts(diff: Any) -> list[tuple[str, str]]:
    return [(fact.kind, fact.subject) for fact in diff.facts]


# Pairing


def test_trials_pair_by_what_they_did_and_not_by_their_number():
    old = [case("a", calls_of("get_order"), 0), case("a", calls_of("refund"), 1)]
    new = [case("a", calls_of("refund"), 0), case("a", calls_of("get_order"), 1)]
    change = diff_runs(old, new)
    assert {(pair.old_trial, pair.new_trial) for pair in change.case("a").pairs} == {(0, 1), (1, 0)}
    assert change.verdict == "equivalent"


def test_equally_near_trials_pair_by_number():
    old = [case("a", calls_of("x"), trial) for trial in range(4)]
    new = [case("a", calls_of("x"), trial) for trial in range(4)]
    pairs = diff_runs(old, new).case("a").pairs
    assert [(pair.old_trial, pair.new_trial) for pair in pairs] == [(n, n) for n in range(4)]


def test_what_has_no_partner_is_listed_with_its_steps():
    old = [case("a", calls_of("x")), case("b", calls_of("y"))]
    new = [case("a", calls_of("x")), case("c", calls_of("z")), case("a", calls_of("x"), 1)]
    change = diff_runs(old, new)
    assert change.pairing.missing_cases == ["b"]
    assert change.pairing.new_cases == ["c"]
    alone = {(one.side, one.trace, len(one.steps)) for item in change for one in item.unpaired}
    assert alone == {("old", "b.0", 4), ("new", "c.0", 4), ("new", "a.1", 4)}
    assert change.verdict == "inconclusive"


def test_traces_without_case_ids_pair_by_the_first_user_message():
    old = [native({"kind": "user", "text": text}) for text in ("one", "two")]
    new = [native({"kind": "user", "text": text}) for text in ("two", "one")]
    change = diff_runs(old, new)
    assert change.pairing.by == "first_user"
    assert change.verdict == "equivalent"


def test_long_first_messages_that_differ_late_are_different_cases():
    texts = ["x" * 500 + end for end in "ab"]
    old, new = ([native({"kind": "user", "text": text}) for text in texts] for _ in range(2))
    assert diff_runs(old, new).pairing.cases == 2


def test_traces_with_nothing_in_common_pair_by_position():
    old, new = [native({"kind": "user", "text": "a"})], [native({"kind": "user", "text": "b"})]
    assert diff_runs(old, new).pairing.by == "position"


def test_traces_pair_by_a_field_of_their_metadata():
    old = [native(metadata={"task": {"id": name}}) for name in "ab"]
    new = [native(metadata={"task": {"id": name}}) for name in "ba"]
    change = diff_runs(old, new, by="metadata.task.id")
    assert {item.case_id for item in change} == {"a", "b"}
    assert change.pairing.pairs == 2


@pytest.mark.parametrize("options", [{"by": "mood"}, {"cluster": "mood"}])
def test_an_unknown_way_of_pairing_or_clustering_is_refused(options: Any):
    with pytest.raises(UsageError, match="metadata"):
        diff_runs([], [], **options)


def test_equal_case_ids_are_trials_and_all_are_used():
    old = [case("a", calls_of("x")) for _ in range(3)]
    new = [case("a", calls_of("x")) for _ in range(3)]
    change = diff_runs(old, new)
    assert len(change.case("a").pairs) == 3
    assert any("more than once" in note for note in change.notes)


# Facts


def test_new_tools_and_side_effects_are_facts_with_their_bound():
    change = diff_runs([case("a", calls_of("get_order"))], [case("a", calls_of("refund"))])
    said = {(fact.kind, fact.message) for fact in change.facts}
    assert ("new_tool", "tool 'refund' is new") in said
    assert ("gone_tool", "tool 'get_order' is gone") in said
    assert ("new_effect", "side effect 'money' is new") in said
    assert [(effect.change, effect.tool) for effect in change.effects] == [("extra", "refund")]
    assert change.verdict == "inconclusive"


def test_a_fact_says_how_rare_it_may_have_been_before():
    old = run(lambda n, t: calls_of("get_order"), cases=40)
    new = run(lambda n, t: calls_of("refund" if n < 3 else "get_order"), cases=40)
    fact = next(fact for fact in diff_runs(old, new).facts if fact.kind == "new_tool")
    assert (fact.old, fact.new) == ((0, 40), (3, 40))
    assert fact.bound == pytest.approx(0.075, abs=0.001)
    assert fact.cases == ["case-00", "case-01", "case-02"]


@pytest.mark.parametrize(("cases", "is_rare"), [(1, True), (5, False)])
def test_a_fact_says_whether_it_may_be_chance(cases: int, is_rare: bool):
    old = run(lambda n, t: calls_of("x"), cases=12)
    new = run(lambda n, t: calls_of("x", *(["ping"] if n < cases else [])), cases=12)
    (fact,) = diff_runs(old, new).facts
    assert fact.may_be_chance is is_rare
    assert fact.p == pytest.approx(0.5**cases)


def test_models_prompts_and_definitions_that_changed_are_facts():
    def trace(model: str, prompt: str, minimum: int) -> Trace:
        made = native({"kind": "system", "text": prompt}, {"kind": "assistant", "text": "x"})
        parameters = {"type": "object", "properties": {"amount": {"minimum": minimum}}}
        made.model, made.tools = model, (ToolDefinition(name="refund", parameters=parameters),)
        return made

    old = run(lambda n, t: trace("m-1", "You are kind.", 0), cases=3)
    new = run(lambda n, t: trace("m-2", "You are brief.", 1), cases=3)
    change = diff_runs(old, new)
    assert change.facts[0].message == "model 'm-2' takes the place of 'm-1'"
    assert facts(change) == [
        ("new_model", "m-2"),
        ("changed_definition", "refund"),
        ("changed_prompt", "system prompt"),
    ]
    messages = " ".join(fact.message for fact in change.facts)
    assert "/parameters/properties/amount/minimum" in messages
    assert "'kind.' is now 'brief.'" in messages


def test_a_model_that_one_side_does_not_record_is_no_fact():
    old = run(lambda n, t: calls_of("x"), cases=2)
    new = run(lambda n, t: calls_of("x"), cases=2)
    for trace in new:
        trace.model = "m"
    assert facts(diff_runs(old, new)) == []


def test_a_new_error_is_a_fact_with_ids_masked():
    def failing(n: int, t: int) -> Trace:
        return native(
            call("search", {"n": n}, step="c"),
            result("c", "error", f"no airport 'X{n}' in zone {n}7"),
            capabilities=("error_status", "tool_results"),
        )

    change = diff_runs(run(lambda n, t: calls_of("search"), cases=4), run(failing, cases=4))
    (error,) = [fact for fact in change.facts if fact.kind == "new_error"]
    assert error.message == "search fails anew: no airport '…' in zone …"
    assert error.new == (4, 4)


def test_a_renamed_tool_is_said_once():
    old = run(lambda n, t: calling(("get_order", {"id": n}), ("search", {"q": "x"})), cases=5)
    new = run(lambda n, t: calling(("fetch_order", {"id": n}), ("search", {"q": "x"})), cases=5)
    change = diff_runs(old, new)
    assert facts(change) == [("renamed_tool", "fetch_order")]
    assert change.renamed == {"get_order": "fetch_order"}
    assert all(pair.first_divergence is None for item in change for pair in item.pairs)
    for item in change:
        for pair in item.pairs:
            each_once(pair)


def test_a_tool_with_another_effect_is_no_renamed_one():
    old = run(lambda n, t: calling(("get_order", {"id": n})), cases=5)
    new = run(lambda n, t: calling(("cancel_order", {"id": n})), cases=5)
    assert "renamed_tool" not in dict(facts(diff_runs(old, new)))


def test_a_tool_that_is_replaced_in_some_cases_only_is_new():
    old = run(lambda n, t: calling(("get_order", {"id": n})), cases=6)
    new = run(lambda n, t: calling(("fetch_order" if n < 3 else "get_order", {"id": n})), cases=6)
    assert ("new_tool", "fetch_order") in facts(diff_runs(old, new))


def test_work_that_moved_into_a_sub_agent_is_said_once():
    def wrapped(n: int, t: int) -> Trace:
        return native(
            {"kind": "user", "text": "go"},
            call("delegate", {"task": "x"}, step="d"),
            call("get_order", {"id": n}, step="i", parent="d", agent="scout"),
            result("i", agent="scout", parent="d"),
            result("d"),
            {"kind": "assistant", "text": "Done."},
            capabilities=("error_status", "tool_results"),
        )

    change = diff_runs(
        run(lambda n, t: calling(("get_order", {"id": n})), cases=4), run(wrapped, cases=4)
    )
    assert facts(change) == [("wrapped", "scout")]
    assert change.effects == []
    assert all(len(pair.wrapped) == 1 for item in change for pair in item.pairs)


# Checks


def test_a_call_beyond_what_was_approved_breaks_though_it_is_one():
    old = [case("a", calls_of("get_order")), case("b", calls_of("get_order"))]
    new = [case("a", calls_of("refund")), case("b", calls_of("get_order"))]
    change = diff_runs(old, new, graders=[g.ToolCallCount("refund", at_most=0)])
    assert change.verdict == "broken"
    fact = change.facts[0]
    assert (fact.kind, fact.cases, fact.old, fact.new) == ("new_failure", ["a"], (0, 2), (1, 2))
    assert change.cases[0].case_id == "a"


def test_a_check_that_newly_fails_by_chance_is_a_fact_and_breaks_nothing():
    old = [case(name, calls_of("get_order")) for name in "abc"]
    new = [case(name, calls_of(*["refund"] * (2 if name == "a" else 1))) for name in "abc"]
    change = diff_runs(old, new, graders=[g.ToolCallCount("refund", at_most=1)])
    fact = next(fact for fact in change.facts if fact.kind == "new_failure")
    assert fact.p == 0.5
    assert not fact.breaks
    assert change.verdict == "inconclusive"


def test_a_check_that_newly_fails_in_many_cases_breaks():
    old = run(lambda n, t: calls_of("refund"), cases=10)
    new = run(lambda n, t: calls_of(*["refund"] * (2 if n < 7 else 1)), cases=10)
    change = diff_runs(old, new, graders=[g.ToolCallCount("refund", at_most=1)])
    assert change.verdict == "broken"
    assert change.facts[0].p == 0.5**7
    back = diff_runs(new, old, graders=[g.ToolCallCount("refund", at_most=1)])
    assert back.verdict != "broken"
    assert ("gone_failure", "ToolCallCount N01") in facts(back)


def test_one_failure_in_a_case_of_high_risk_breaks():
    old, new = ([case("a", calls_of(*tools))] for tools in (("refund",), ("refund", "refund")))
    for trace in (*old, *new):
        trace.case = Case("a", risk="high")
    assert diff_runs(old, new, graders=[g.ToolCallCount("refund", at_most=1)]).verdict == "broken"


def test_a_rare_failure_that_the_old_side_has_too_does_not_break():
    def trace(fails: bool) -> Trace:
        return calls_of(*["refund"] * (2 if fails else 1))

    old = run(lambda n, t: trace(n == 0), cases=12)
    new = run(lambda n, t: trace(n in (1, 2)), cases=12)
    assert diff_runs(old, new, graders=[g.ToolCallCount("refund", at_most=1)]).verdict != "broken"


def test_answers_without_evidence_are_looked_at_without_being_asked():
    def trace(amount: str) -> Trace:
        return native(
            {"kind": "user", "text": "What did order 1 cost?"},
            call("get_order", {"id": 1}, step="c"),
            result("c", content="total 10.50 EUR"),
            {"kind": "assistant", "text": f"It cost {amount} EUR."},
            capabilities=("error_status", "tool_results"),
        )

    old = run(lambda n, t: trace("10.50"), cases=3, trials=2)
    new = run(lambda n, t: trace("99.75"), cases=3, trials=2)
    change = diff_runs(old, new)
    assert ("new_failure", "EvidenceUse E01") in facts(change)
    assert change.verdict != "broken"


def test_a_grader_that_breaks_is_a_problem_and_the_diff_goes_on():
    @g.grader
    def broken(trace: Trace, case: Any = None) -> bool:
        raise ZeroDivisionError

    old, new = ([case("a", calls_of("x"))] for _ in range(2))
    change = diff_runs(old, new, graders=[broken])
    assert change.verdict == "equivalent"
    assert [problem.code for problem in change.problems] == ["grader-broke"]


# Effects


def test_an_argument_ten_times_larger_is_an_effect_though_the_calls_are_the_same():
    old = run(lambda n, t: calling(("refund", {"id": n, "amount": 10})), cases=3, trials=2)
    new = run(lambda n, t: calling(("refund", {"id": n, "amount": 1000})), cases=3, trials=2)
    change = diff_runs(old, new)
    assert len(change.effects) == 3
    effect = change.effects[0]
    assert (effect.change, effect.paths, effect.pairs) == ("changed", ["/amount"], (2, 2))
    assert (effect.old, effect.new) == ({"id": 0, "amount": 10}, {"id": 0, "amount": 1000})
    assert (effect.in_old, effect.in_new) == ((2, 2), (2, 2))


def test_calls_that_failed_or_were_denied_had_no_effect():
    def trace(status: str) -> Trace:
        return native(
            call("refund", {"n": 1}, step="c"),
            result("c", status),
            capabilities=("error_status", "tool_results"),
        )

    change = diff_runs([case("a", trace("ok"))], [case("a", trace("error"))])
    assert [effect.change for effect in change.effects] == ["missing"]
    assert not diff_runs([case("a", trace("denied"))], [case("a", trace("error"))]).effects


def test_a_write_that_changed_places_with_a_read_is_reordered():
    read, write = ("get_order", {"id": 1}), ("refund", {"id": 1})
    change = diff_runs([case("a", calling(read, write))], [case("a", calling(write, read))])
    (effect,) = change.effects
    assert (effect.change, effect.tool) == ("reordered", "refund")
    assert (effect.old, effect.new) == ("get_order, then refund", "refund, then get_order")


def test_an_effect_that_old_trials_vary_in_says_so():
    def trace(n: int, t: int) -> Trace:
        return calling(("refund", {"amount": 10 + t}))

    new = [case("case-00", calling(("refund", {"amount": 11}), ("refund", {"amount": 12})), 0)]
    effects = diff_runs(run(trace, cases=1, trials=3), new).effects
    assert {effect.in_old for effect in effects} == {(1, 3)}


# Outcomes


def test_one_case_that_flips_is_inconclusive():
    old = [passing(case(name, calls_of("x")), True) for name in "abc"]
    new = [passing(case(name, calls_of("x")), name != "b") for name in "abc"]
    change = diff_runs(old, new)
    assert change.verdict == "inconclusive"
    assert change.outcomes is not None
    assert (change.outcomes.worse, change.outcomes.better, change.outcomes.p) == (["b"], [], 1.0)


def test_pass_rates_of_k_trials():
    old = [passing(case("a", calls_of("x"), trial), trial < 2) for trial in range(4)]
    new = [passing(case("a", calls_of("x"), trial), True) for trial in range(4)]
    outcomes = diff_runs(old, new).outcomes
    assert outcomes is not None
    assert (outcomes.old, outcomes.new, outcomes.k) == ((2, 4), (4, 4), 4)
    assert outcomes.old_hat_k == pytest.approx([0.5, 1 / 6, 0, 0], abs=1e-6)
    assert outcomes.new_at_k == [1.0] * 4


def test_many_flips_one_way_are_a_shift():
    old = run(lambda n, t: passing(calls_of("x"), True), cases=12)
    new = run(lambda n, t: passing(calls_of("x"), n > 8), cases=12)
    change = diff_runs(old, new)
    assert change.verdict == "shift"
    assert change.outcomes is not None
    assert change.outcomes.e_value > 20


# Odd input


def test_nothing_in_common_is_inconclusive_and_said():
    change = diff_runs([case("a", calls_of("x"))], [case("b", calls_of("x"))])
    assert change.verdict == "inconclusive"
    assert [problem.code for problem in change.problems] == ["no-common-case"]


def test_against_nothing_there_are_no_facts():
    diff = diff_runs([], [case("a", calls_of("refund"))])
    assert (diff.verdict, diff.facts, diff.notes[1:]) == ("inconclusive", [], [])
    assert diff.pairing.new_cases == ["a"]


def test_two_empty_runs_are_inconclusive():
    assert diff_runs([], []).verdict == "inconclusive"


def test_one_trace_a_side_that_differs_is_inconclusive_and_says_why():
    change = diff_runs([case("a", calls_of("x"))], [case("a", calls_of("x", "y"))])
    assert change.verdict == "inconclusive"
    assert change.case("a").status == "changed"
    assert any("1 case with one trial" in note for note in change.notes)


def test_a_signal_that_one_side_lacks_is_not_compared_and_said_so():
    old = [case("a", native({"kind": "assistant", "text": "x", "usage": {"output_tokens": 5}}))]
    new = [case("a", native({"kind": "assistant", "text": "x"}))]
    change = diff_runs(old, new)
    assert "output_tokens" not in {shift.feature for shift in change.shifts}
    assert "output_tokens: not recorded on the new side" in change.not_compared


def test_traces_that_were_cut_off_are_incomplete_and_not_shorter():
    def trace(n: int, t: int) -> Trace:
        return calls_of(*["get_order"] * 6)

    old, new = run(trace, cases=8), run(trace, cases=8)
    for trace_ in new[:6]:
        cut = calls_of("get_order")
        trace_.columns, trace_.completion = cut.columns, "truncated"
    change = diff_runs(old, new)
    assert change.shift("steps").n_cases == 2
    assert change.shift("steps").effect == 0
    assert not change.effects
    assert any("6 of 8 new traces are cut off" in note for note in change.notes)


def test_a_trace_that_stops_without_an_answer_is_incomplete():
    whole = calling(("get_order", {"id": 1}), ("refund", {"id": 1}))
    stopped = native(
        {"kind": "user", "text": "go"},
        {"id": "a0", "kind": "assistant", "text": ""},
        call("get_order", {"id": 1}, step="c0", parent="a0"),
        result("c0"),
        {"id": "a1", "kind": "assistant", "text": ""},
        call("refund", {"id": 1}, step="c1", parent="a1"),
        capabilities=("error_status", "tool_results"),
    )
    change = diff_runs([case("a", whole)], [case("a", stopped)])
    assert change.case("a").pairs[0].incomplete == ("new",)
    assert not [effect for effect in change.effects if effect.change == "missing"]


def test_a_tool_that_is_meant_to_end_a_trace_cuts_nothing_off():
    def trace(n: int, t: int) -> Trace:
        return native(
            {"kind": "user", "text": "go"},
            {"id": "a", "kind": "assistant", "text": ""},
            call("finish", {"n": n}, step="c", parent="a"),
            result("c"),
            capabilities=("error_status", "tool_results"),
        )

    old = [*run(trace, cases=3), case("z", calls_of("x"))]
    change = diff_runs(old, [*run(trace, cases=3), case("z", calls_of("x"))])
    assert change.notes == []


def test_missing_cases_warn_of_survivorship():
    old = run(lambda n, t: calls_of("x"), cases=10)
    change = diff_runs(old, old[:8])
    assert any("2 of 10 cases are missing on the new side" in note for note in change.notes)
    assert not any("survivorship" in note for note in diff_runs(old, old[:9]).notes)


def test_old_and_new_the_wrong_way_round_are_noticed():
    from datetime import UTC, datetime

    old = [case("a", calls_of("x"), started_at=datetime(2026, 2, 1, tzinfo=UTC))]
    new = [case("a", calls_of("x"), started_at=datetime(2026, 1, 1, tzinfo=UTC))]
    assert any("wrong way round" in note for note in diff_runs(old, new).notes)
    assert not diff_runs(new, old).notes


def test_two_formats_are_said_and_what_depends_on_them_is_left_out():
    base = Path("fixtures/traces")
    old = list(load(base / "native/plain_success/input.jsonl"))
    new = list(load(next((base / "openai_chat/plain_success").glob("input.*"))))
    for trace in (*old, *new):
        trace.case_id = "a"
    change = diff_runs(old, new)
    assert any("different formats: native and openai_chat" in note for note in change.notes)
    assert any(line.startswith("steps: depends on how") for line in change.not_compared)


# Slicing


def test_a_diff_can_be_sliced_and_shown():
    old = run(lambda n, t: calls_of("x"), cases=6)
    new = run(lambda n, t: calls_of("x", *["refund"] * (n < 2)), cases=6)
    change = diff_runs(old, new)
    assert len(change) == 6
    assert change["case-00"].case_id == "case-00"
    part = change[["case-04", "case-05"]]
    assert (part.verdict, part.pairing.pairs, len(part.effects)) == ("equivalent", 2, 0)
    assert [item.case_id for item in change][:2] == ["case-00", "case-01"]
    assert "<h1>" in change._repr_html_()
    for missing in ("nobody", ["nobody"]):
        with pytest.raises(KeyError):
            change[missing]
    with pytest.raises(KeyError):
        change.shift("mood")


def test_the_record_has_the_documented_fields():
    record = diff_runs([case("a", calls_of("x"))], [case("a", calls_of("y"))]).to_record()
    assert record["schema"] == "tracegrade/diff@1"
    wanted = {"verdict", "pairing", "facts", "effects", "shifts", "mde", "cases", "problems"}
    assert wanted <= set(record)
    shift = record["shifts"][0]
    assert {"feature", "old", "new", "effect", "ci", "p", "p_adjusted", "n_cases"} <= set(shift)
    pair = record["cases"][0]["pairs"][0]
    fields = {"old_trace", "new_trace", "old_trial", "new_trial", "first_divergence", "edits"}
    assert fields <= set(pair)


@pytest.mark.shared
def test_tau_bench_trials_pair_completely_and_lose_no_step(shared: Path):
    folder = shared / "traces" / "tau_bench"
    change = diff_runs(folder / "airline.trial0.jsonl", folder / "airline.trial1.jsonl")
    pairing = change.pairing
    assert (pairing.by, pairing.cases, pairing.pairs) == ("case_id", 20, 20)
    for item in change:
        for pair in item.pairs:
            each_once(pair)


@pytest.mark.shared
def test_tau_bench_against_itself_is_equivalent(shared: Path):
    path = shared / "traces" / "tau_bench" / "airline.trial0.jsonl"
    assert diff_runs(path, path).verdict == "equivalent"
