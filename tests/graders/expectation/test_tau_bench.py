"""Write calls against the gold actions of tau-bench airline, and what its reward says.

Gold actions are one accepted way, so reads are free and writes are a multiset. The table is counted
here and stands in docs/expectations.md with what was read where the two differ.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tracegrade import graders as g
from tracegrade.formats import load
from tracegrade.graders import expect as e

pytestmark = pytest.mark.shared

WRITES = {
    "book_reservation": "money",
    "cancel_reservation": "destructive",
    "send_certificate": "money",
    "update_reservation_baggages": "write",
    "update_reservation_flights": "write",
    "update_reservation_passengers": "write",
}
FREE = dict.fromkeys(("calculate", "think", "transfer_to_human_agents"), "read")
"""Tools that change nothing; those that search, list and get say so by their names."""

DIFFERENT = {
    # Every write is right; the run ended at its 30th action, before the answer that had to name
    # the sum, so that no reward was worked out.
    "2.1": ("pass", 0.0),
    # The flights have two more fields each, origin and destination, which the tool ignores.
    "5.1": ("fail", 1.0),
}
"""Trials on which the grade and the reward differ, as read."""

WHEN_FAILED_CALLS_COUNT = {"11.0", "13.1", "13.2", "15.2", "15.3"}
"""Trials of reward 1 with writes beside the gold ones, every one of which was refused."""


@pytest.fixture
def trials(shared: Path):
    return list(load(shared / "traces" / "tau_bench"))


def grade_of(trace, **options):
    task = trace.metadata["info"]["task"]
    gold = [one for one in task["actions"] if one["name"] in WRITES]
    plan = e.any_order(*(e.call(one["name"], one["kwargs"]) for one in gold))
    effects = {**WRITES, **FREE}
    expectation = g.Expectation(plans=(plan,), extras=("read",), effects=effects, **options)
    return g.ToolChoice(expectation).grade(trace)


def differing(trials, **options):
    found = {}
    for trace in trials:
        verdict, reward = grade_of(trace, **options).verdict.value, trace.outcome.reward
        if (verdict == "pass") != (reward == 1):
            found[trace.trace_id] = (verdict, reward)
    return found


def test_writes_separate_the_rewards_but_for_two_trials_that_were_read(trials):
    assert len(trials) == 80
    assert differing(trials) == DIFFERENT


def test_writes_that_were_refused_would_count_against_trials_that_were_right(trials):
    found = differing(trials, counted="requested")
    assert set(found) - set(DIFFERENT) == WHEN_FAILED_CALLS_COUNT
    assert {found[trial] for trial in WHEN_FAILED_CALLS_COUNT} == {("fail", 1.0)}


def test_the_table_of_the_documentation_is_what_is_counted(trials):
    counts = Counter((grade_of(one).verdict.value, one.outcome.reward) for one in trials)
    page = Path(__file__).parents[3] / "docs" / "expectations.md"
    rows = re.findall(
        r"^\| writes (\w+).* \| (\d+) \| (\d+) \|$", page.read_text(), flags=re.MULTILINE
    )
    said = {word: (int(right), int(wrong)) for word, right, wrong in rows}
    assert said == {
        "pass": (counts["pass", 1.0], counts["pass", 0.0]),
        "fail": (counts["fail", 1.0], counts["fail", 0.0]),
    }


def test_no_grade_is_left_open_and_every_fail_says_why(trials):
    for trace in trials:
        grade = grade_of(trace)
        assert grade.verdict in ("pass", "fail")
        assert (grade.verdict == "fail") == bool(grade.findings)
