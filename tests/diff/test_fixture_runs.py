"""Our own old and new runs: the report names exactly the shifts that about.toml lists."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tracegrade import graders as g
from tracegrade.diff import RunDiff, diff_runs

RUNS = Path("fixtures/traces/native/runs")


@pytest.fixture(scope="module")
def change() -> RunDiff:
    approval = g.ApprovalBoundary(g.load_policy(RUNS / "policy.toml"))
    return diff_runs(RUNS / "old.jsonl", RUNS / "new.jsonl", graders=[approval, g.EvidenceUse()])


@pytest.fixture(scope="module")
def listed() -> list[dict[str, Any]]:
    return tomllib.loads((RUNS / "about.toml").read_text())["shift"]


def named(change: RunDiff) -> set[tuple[str, str]]:
    """Everything that the report calls a fact, an effect or a shift, as about.toml would say it."""
    words = {"ApprovalBoundary": "approval", "EvidenceUse": "evidence"}
    found: set[tuple[str, str]] = set()
    for fact in change.facts:
        kind = "errors" if fact.kind == "new_error" else fact.kind
        found.add((kind, words.get(fact.subject.split()[0], fact.subject)))
    for effect in change.effects:
        found.add(("effect", f"{effect.tool} {', '.join(effect.paths)}"))
    for shift in change.shifts:
        if shift.finding == "shift":
            found.add(("tokens" if "tokens" in shift.feature else shift.feature, shift.feature))
    return found


def test_the_report_names_what_is_listed_and_nothing_else(change: RunDiff, listed: list[Any]):
    assert named(change) == {(item["kind"], item["feature"]) for item in listed}


def test_facts_and_effects_name_the_cases(change: RunDiff, listed: list[Any]):
    expected = {item["feature"]: item["cases"] for item in listed}
    by_subject = {fact.subject.split()[0]: fact.cases for fact in change.facts}
    assert by_subject["ApprovalBoundary"] == expected["approval"]
    assert by_subject["EvidenceUse"] == expected["evidence"]
    assert by_subject["search_policy_v2"] == expected["search_policy_v2"]
    assert by_subject["search_flights"] == expected["search_flights"]
    assert [effect.case_id for effect in change.effects] == expected["refund /amount"]


def test_both_checks_break(change: RunDiff):
    assert change.verdict == "broken"
    assert [fact.breaks for fact in change.facts if fact.kind == "new_failure"] == [True, True]


def test_without_a_check_it_is_a_shift():
    change = diff_runs(RUNS / "old.jsonl", RUNS / "new.jsonl")
    assert change.verdict == "shift"
    assert change.reason.startswith("unasked_side_effects +67 %, output_tokens +58 %")


def test_the_new_side_against_itself_is_equivalent():
    change = diff_runs(RUNS / "new.jsonl", RUNS / "new.jsonl")
    assert (change.verdict, change.facts, change.effects) == ("equivalent", [], [])
