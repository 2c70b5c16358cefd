"""`tracegrade policy` and `tracegrade show --approvals`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import NATIVE, NEW
from tracegrade.graders import load_policy

POLICY = str(NATIVE / "runs" / "policy.toml")
REUSED = str(NATIVE / "approval_reused" / "input.jsonl")
GRANTED = str(NATIVE / "approval_granted" / "input.jsonl")
PAY = '[approval.tools]\npay = "money"\n[[approval.require]]\ntool = "pay"\n'

WRONG = {
    "forbidden and asked for": (
        '[[approval.require]]\ntool = "pay"\n[[approval.forbid]]\ntool = "pa*"\n',
        "rule 1 asks for a grant for what is forbidden anyway",
    ),
    "two rules that no approver satisfies": (
        PAY + '[[approval.require]]\nclasses = ["money"]\napprovers = ["policy:limits"]\n',
        "require rules 1 and 2 both hold for 'pay', and no approver satisfies both",
    ),
    "a rule that never holds": (
        '[approval.tools]\npay = "read"\n[[approval.require]]\ntool = "pay"\nclasses = ["money"]\n',
        "require rule 1 never holds",
    ),
    "trusted and not": (
        '[approval.trust]\ntrusted = ["crm"]\nuntrusted = ["crm"]\n', "'crm' both as trusted",
    ),
    "freshness of nothing": (
        '[[approval.require]]\ntool = "pay"\nfreshness = "resource"\n', "names no resource",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_policy_that_contradicts_itself_is_told_so(run, tmp_path: Path, text: str, said: str):
    path = tmp_path / "policy.toml"
    path.write_text(text)
    ran = run("policy", "check", str(path))
    assert ran.code == 1
    assert said in ran.out


def test_a_policy_that_is_wrong_is_told_the_line(run, tmp_path: Path):
    path = tmp_path / "policy.toml"
    path.write_text('[approval]\n\n[[approval.require]]\ntool = "pay"\nttl = 3\n')
    ran = run("policy", "check", str(path))
    assert ran.code == 2
    assert f"{path}:5" in ran.err
    assert "ttl_s" in ran.err


def test_a_policy_that_fits_its_traces_has_nothing_to_look_at(run):
    ran = run("policy", "check", POLICY, NEW)
    assert (ran.code, ran.out.count("\n")) == (0, 1)


def test_tools_that_no_trace_knows_and_tools_of_unknown_effect_are_named(run, tmp_path: Path):
    path = tmp_path / "policy.toml"
    path.write_text(
        '[approval.tools]\nlookup_order = "unknown"\n[[approval.forbid]]\ntool = "wipe"\n'
    )
    ran = run("policy", "check", str(path), NEW)
    assert ran.code == 1
    assert "names 'wipe', which no trace calls or declares" in ran.out
    assert "'lookup_order' is called, and nothing is known of its effect" in ran.out


def test_what_is_suggested_is_a_policy_under_which_the_traces_it_came_from_are_decided(
    run, tmp_path: Path
):
    path = tmp_path / "policy.toml"
    assert run("policy", "suggest", NEW, "-o", str(path)).code == 0
    policy = load_policy(path)
    assert policy.tools["refund"] == {"money"}
    assert run("policy", "check", str(path), NEW).code == 0
    assert "# 24 calls, approve 12, by human:amy" in path.read_text()
    assert run("policy", "suggest", NEW).out == path.read_text()


def test_show_lists_each_call_with_its_grant_or_the_lack_of_one(run):
    ran = run("show", "--approvals", REUSED)
    assert ran.code == 0
    assert "not s8" in ran.out
    assert "A05 V6" in ran.out


def test_show_says_the_same_as_json(run):
    ran = run("show", "--policy", POLICY, GRANTED, "--format", "json")
    record = json.loads(ran.out)
    assert (record["schema"], record["verdict"]) == ("tracegrade/approvals@1", "pass")
    (row,) = [row for row in record["calls"] if row["required"]]
    assert (row["tool"], row["verdict"], row["principal"]) == ("refund", "pass", "human:amy")
