"""`tracegrade expect`: from runs that were right to a file that others are held against."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.test_commands import NATIVE, OLD
from tracegrade.graders import load_expectation

GRANTED = str(NATIVE / "approval_granted" / "input.jsonl")
REUSED = str(NATIVE / "approval_reused" / "input.jsonl")


def test_a_run_is_right_by_what_was_proposed_from_it_and_another_is_not(run, tmp_path: Path):
    path = tmp_path / "refund.toml"
    assert run("expect", GRANTED, "-o", str(path)).code == 0
    assert load_expectation(path).extras == ("read",)
    grades = json.loads(run("grade", GRANTED, "--expect", str(path), "--format", "json").out)
    (grade,) = [one for one in grades["grades"] if one["grader"] == "ToolChoice"]
    assert grade["verdict"] == "pass"
    ran = run("grade", REUSED, "--expect", str(path))
    assert ran.code == 1
    assert "T02" in ran.out


def test_the_file_says_what_it_was_made_from_and_is_read_back(run):
    ran = run("expect", GRANTED)
    assert ran.out.startswith("# Proposed from 1 trace (approval_granted). Review it")
    of_toml = tomllib.loads(ran.out)
    assert json.loads(run("expect", GRANTED, "--format", "json").out) == of_toml


def test_runs_of_several_cases_make_a_file_of_cases(run, tmp_path: Path):
    cases = tmp_path / "cases.jsonl"
    assert run("expect", OLD, "-o", str(cases)).code == 0
    records = [json.loads(line) for line in cases.read_text().splitlines()]
    assert len(records) == len({record["case_id"] for record in records}) > 1
    grades = json.loads(run("grade", OLD, "--cases", str(cases), "--format", "json").out)
    chosen = [one for one in grades["grades"] if one["grader"] == "ToolChoice"]
    assert {one["verdict"] for one in chosen} == {"pass"}
    ran = run("expect", OLD)
    assert ran.code == 2
    assert "traces of" in ran.err
    case_id = records[0]["case_id"]
    assert tomllib.loads(run("expect", OLD, "--case", case_id).out)["plan"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--case", "no such case"), "no trace is of the case 'no such case'"),
        (("-o", "x.md"), "written as TOML, JSON or cases"),
        (("-o", "x.jsonl"), "some traces name no case"),
        (("--extras", "reads"), "no effect class"),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_a_reason(
    run, tmp_path, arguments, said, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    nameless = tmp_path / "nameless.jsonl"
    nameless.write_text('{"schema": "tracegrade/trace@1", "trace_id": "t", "steps": []}\n')
    ran = run("expect", str(nameless), *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_only_runs_recorded_as_successful_are_taken_if_asked(run, tmp_path: Path):
    path = tmp_path / "runs.jsonl"
    head = '{"schema": "tracegrade/trace@1", "trace_id": "%s", "outcome": {"success": %s}, "steps": []}\n'
    path.write_text(head % ("good", "true") + head % ("bad", "false"))
    assert "(good, bad)" in run("expect", str(path)).out
    assert "(good)" in run("expect", str(path), "--successful").out
