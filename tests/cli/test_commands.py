"""The command line: what commands print, and every exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NATIVE = ROOT / "fixtures" / "traces" / "native"
RUNS = NATIVE / "runs"
OLD, NEW, POLICY = (str(RUNS / name) for name in ("old.jsonl", "new.jsonl", "policy.toml"))
PLAIN = str(NATIVE / "plain_success" / "input.jsonl")
HOSTILE = "\x1b[31mred\x1b[0m \u202eevil\u202c \x07 <script>alert(1)</script> \x9b2J"


def test_show_says_what_happened(run):
    ran = run("show", OLD)
    assert ran.code == 0
    assert ran.out.startswith("60 traces (60 native), ")
    assert "search_flights" in ran.out


def test_a_finding_about_a_call_that_should_not_be_claims_no_absence(run, tmp_path):
    """What was expected is told; that nothing was there instead would be untrue."""
    steps = []
    for place, tool, status in (
        ("a", "refund", "ok"),
        ("b", "refund", "ok"),
        ("c", "search", "error"),
    ):
        steps += [
            {"id": place, "kind": "tool_call", "tool": tool, "arguments": {"id": 1}},
            {"id": f"r{place}", "kind": "tool_result", "call": place, "status": status},
        ]
    record = {
        "schema": "tracegrade/trace@1",
        "trace_id": "t",
        "steps": steps,
        "capabilities": ["error_status", "tool_results"],
    }
    path = tmp_path / "twice.jsonl"
    path.write_text(json.dumps(record) + "\n")
    lines = [line.strip() for line in run("grade", str(path)).out.splitlines()]
    assert "expected it runs once, in a" in lines
    assert any(line.startswith("O04, once: t") for line in lines)


def test_show_evidence_marks_each_claim_and_names_its_step(run):
    ran = run("show", "--evidence", str(NATIVE / "number_invented" / "input.jsonl"))
    assert ran.code == 0
    assert "Order A-1003{1} cost 171.25 EUR{2!}." in ran.out
    assert "A-1003      grounded  s4          /order_id" in ran.out


def test_show_evidence_as_json(run):
    path = str(NATIVE / "number_invented" / "input.jsonl")
    shown = json.loads(run("show", "--evidence", path, "--format", "json").out)
    claims = shown["answers"][0]["claims"]
    assert [claim["status"] for claim in claims] == ["grounded", "floating"]


def test_show_one_trace_in_full(run):
    path = str(NATIVE / "approval_edited" / "input.jsonl")
    ran = run("show", path, "--trace", "approval_edited")
    assert (
        'ran with {"order_id":"A-1001","amount":50.0}' in ran.out.replace("…", "")
        or "ran with" in ran.out
    )
    assert "modify" in ran.out


def test_grade_fails_with_1_and_names_the_step(run):
    ran = run("grade", str(NATIVE / "action_before_approval" / "input.jsonl"))
    assert ran.code == 1
    assert "A16" in ran.out


def test_grade_with_a_policy(run):
    assert run("grade", OLD, "--policy", POLICY).code == 0
    ran = run("grade", NEW, "--policy", POLICY, "--format", "json")
    assert ran.code == 1
    record = json.loads(ran.out)
    assert record["schema"] == "tracegrade/grades@1"
    failed = {
        grade["case_id"]
        for grade in record["grades"]
        if grade["verdict"] == "fail" and grade["grader"] == "ApprovalBoundary"
    }
    assert failed == {"refund-01", "refund-02", "refund-03", "refund-04"}


def test_a_grader_of_ones_own_is_run(run, tmp_path, monkeypatch):
    (tmp_path / "my_rules.py").write_text(
        "from tracegrade import grader\n@grader\ndef short(trace, case=None):\n    return len(trace) < 3\n"
    )
    monkeypatch.chdir(tmp_path)
    ran = run("grade", PLAIN, "--grader", "my_rules:short")
    assert ran.code == 1
    assert "short does not hold" in ran.out


def test_diff_is_broken_by_a_rule_that_newly_fails(run):
    assert run("diff", OLD, NEW).code == 0
    ran = run("diff", OLD, NEW, "--policy", POLICY)
    assert ran.code == 1
    assert ran.out.startswith("broken: ApprovalBoundary newly fails")
    assert run("diff", OLD, NEW, "--policy", POLICY, "--fail-on", "never").code == 0


def test_diff_of_a_run_with_itself_is_equivalent(run):
    assert run("diff", OLD, OLD).out.startswith("equivalent")


def test_one_case_side_by_side(run):
    ran = run("diff", OLD, NEW, "--case", "refund-05")
    assert "/amount: 144.5 -> 289.0" in ran.out


def test_results_are_written_whole_to_files(run, tmp_path):
    names = [str(tmp_path / f"grades{suffix}") for suffix in (".json", ".jsonl", ".md", ".txt")]
    run("grade", PLAIN, *(part for name in names for part in ("-o", name)))
    assert json.loads(Path(names[0]).read_text())["summary"]["traces"] == 1
    assert len(Path(names[1]).read_text().splitlines()) == 7
    assert Path(names[2]).read_text().startswith("# ")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        Path(name).name for name in names
    )


def test_the_same_input_gives_the_same_bytes():
    command = [sys.executable, "-m", "tracegrade.cli", "diff", OLD, NEW, "--format", "json"]
    outputs = {
        subprocess.run(
            command, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_converting_native_to_native_loses_nothing(run, tmp_path):
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    assert run("convert", OLD, "-o", str(once)).code == 0
    run("convert", str(once), "-o", str(twice))
    assert once.read_bytes() == twice.read_bytes()
    assert run("diff", OLD, str(once)).out.startswith("equivalent")


def test_formats_explain_and_schema(run):
    assert "otlp" in run("formats").out
    assert "OWASP" in run("explain", "a02").out
    assert (
        json.loads(run("schema", "trace").out)["properties"]["schema"]["const"]
        == "tracegrade/trace@1"
    )
    for name in ("grades", "diff", "case"):
        assert json.loads(run("schema", name).out)["type"] == "object"


USAGE = [
    ("show",),
    ("show", "nowhere.jsonl"),
    ("grade", PLAIN, "--grader", "no_colon"),
    ("grade", PLAIN, "--grader", "no_such_module:x"),
    ("grade", PLAIN, "--grader", "json:dumps"),
    ("grade", PLAIN, "--policy", PLAIN),
    ("grade", PLAIN, "-o", "result.docx"),
    ("show", PLAIN, "--trace", "nobody"),
    ("show", PLAIN, "--input-format", "openai_cat"),
    ("diff", OLD, NEW, "--by", "mood"),
    ("diff", OLD, NEW, "--case", "nobody"),
    ("explain", "Z99"),
    ("frobnicate",),
]


@pytest.mark.parametrize("arguments", USAGE, ids=lambda arguments: " ".join(arguments)[-30:])
def test_wrong_usage_exits_2_with_a_message(run, arguments):
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err


def test_a_near_miss_gets_a_suggestion(run):
    assert "openai_chat" in run("show", PLAIN, "--input-format", "openai_cat").err


def test_a_folder_without_a_trace_file_exits_2_and_says_which_files_are_read(run, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    ran = run("show", str(tmp_path))
    assert ran.code == 2
    assert "no trace file below the folder" in ran.err
    assert ".jsonl" in ran.err


def test_unreadable_input_exits_3_and_the_rest_is_shown(run):
    ran = run("show", str(NATIVE / "broken" / "input.jsonl"))
    assert ran.code == 3
    assert ran.out.startswith("3 traces")
    assert "input.jsonl:3: not JSON" in ran.err


def test_nothing_is_said_to_be_checked_where_no_trace_was_read(run, tmp_path):
    (tmp_path / "a.json").write_text("no traces here")
    ran = run("grade", str(tmp_path / "a.json"))
    assert (ran.code, ran.out.splitlines()[0]) == (3, "no trace was graded")
    assert "Not checked" not in ran.out


def test_traces_that_share_an_id_are_counted_each(run, tmp_path):
    (tmp_path / "again.jsonl").write_text(Path(OLD).read_text())
    ran = run("grade", OLD, str(tmp_path / "again.jsonl"), "--format", "json")
    assert json.loads(ran.out)["summary"]["traces"] == 120


def test_a_failure_outweighs_unreadable_input(run):
    folder = [str(NATIVE / name / "input.jsonl") for name in ("broken", "approval_reused")]
    assert run("grade", *folder).code == 1


def test_nothing_decided_exits_4(run, tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    path.write_text('{"schema": "tracegrade/trace@1", "trace_id": "t", "steps": []}\n')
    (tmp_path / "rules.py").write_text(
        "from tracegrade import Verdict, grader\n@grader\ndef dunno(trace, case=None):\n    return Verdict.UNVERIFIABLE\n"
    )
    monkeypatch.chdir(tmp_path)
    assert run("grade", str(path), "--grader", "rules:dunno").code == 4


def test_an_internal_error_exits_70_in_one_line(run, monkeypatch):
    monkeypatch.setattr("tracegrade.suite.default_graders", lambda policy: 1 / 0)
    ran = run("grade", PLAIN)
    assert ran.code == 70
    assert "ZeroDivisionError" in ran.err


def test_an_interruption_exits_130(run, monkeypatch):
    def interrupt(policy: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracegrade.suite.default_graders", interrupt)
    assert run("grade", PLAIN).code == 130


def test_an_output_is_never_written_through_a_link(run, tmp_path):
    (tmp_path / "real.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    assert run("show", PLAIN, "-o", str(tmp_path / "link.json")).code == 2
    assert (tmp_path / "real.json").read_text() == "{}"


def hostile_trace() -> dict:
    calls = [
        {
            "id": "c",
            "type": "function",
            "function": {"name": HOSTILE, "arguments": json.dumps({HOSTILE: HOSTILE})},
        }
    ]
    messages = [
        {"role": "system", "content": HOSTILE},
        {"role": "user", "content": HOSTILE},
        {"role": "assistant", "content": HOSTILE, "tool_calls": calls},
        {"role": "tool", "tool_call_id": "c", "content": HOSTILE},
        {"role": "assistant", "content": f"{HOSTILE} costs $5123.77"},
    ]
    return {"id": HOSTILE, "case_id": HOSTILE, "messages": messages, "tools": []}


def test_hostile_text_never_reaches_the_terminal(run, tmp_path):
    path, other = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    trace = hostile_trace()
    path.write_text(json.dumps(trace) + "\n")
    trace["messages"][3]["content"] += "!"
    other.write_text(json.dumps(trace) + "\n" + HOSTILE + "\n")
    commands = [
        ("show", str(path)), ("show", str(path), "--trace", HOSTILE), ("grade", str(path)),
        ("diff", str(path), str(other)), ("diff", str(path), str(other), "--case", HOSTILE),
        ("show", str(other)), ("show", str(path), "--trace", HOSTILE + "?"),
    ]  # fmt: skip
    for command in commands:
        for output in ("text", "markdown"):
            ran = run(*command, "--format", output)
            for sign in ("\x1b", "\u202e", "\u202c", "\x07", "\x9b"):
                assert sign not in ran.out + ran.err, (command, output)
            if output == "markdown":
                assert "<script>" not in ran.out


def test_standard_input_is_read(tmp_path):
    command = [sys.executable, "-m", "tracegrade.cli", "show", "-"]
    done = subprocess.run(command, input=Path(PLAIN).read_bytes(), capture_output=True, check=True)
    assert done.stdout.startswith(b"1 trace (1 native)")


@pytest.mark.parametrize("command", [("expect",), ("noise",), ("policy", "suggest")], ids=" ".join)
@pytest.mark.parametrize(
    "text", ["", '{"resourceSpans":[{', '{"a": 1}'], ids=["empty", "cut", "other"]
)
def test_where_nothing_could_be_read_the_reason_is_all_that_is_said(run, tmp_path, command, text):
    path = tmp_path / "runs.json"
    path.write_text(text)
    ran = run(*command, str(path))
    assert (ran.code, ran.out) == (3, "")
    assert "runs.json" in ran.err
    assert "hint" not in ran.err
