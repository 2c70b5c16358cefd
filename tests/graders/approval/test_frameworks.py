"""Decisions as frameworks record them: each call, request, decision and the arguments that ran, exactly.

The survey's recordings are of one script: a refund of 250 is asked about, and approved, rejected, changed
to 50 or left waiting. Where a record holds no decision, none is made up: see `UNRECORDED`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from tracegrade.formats import load, load_one
from tracegrade.formats.writers import Target, convert
from tracegrade.graders import ApprovalBoundary
from tracegrade.graders.approval import Policy, Requirement
from tracegrade.model import ApprovalDecision, ApprovalRequest, Trace

ASKED = {"order_id": "A-1", "amount": 250}
EDITED = {"order_id": "A-1", "amount": 50}
POLICY = Policy(require=(Requirement(tool="refund"),), tools={"lookup_order": frozenset(("read",))})


class Told(NamedTuple):
    """What a record tells of the refund, and what is to be said of it under a policy.

    Attributes:
        decision: The decision, if one is recorded.
        ran: The arguments that ran; `None` where it did not.
        status: Status of the call.
        verdict: Of the policy that asks for a person before a refund.
    """

    decision: str | None
    ran: dict[str, Any] | None
    status: str
    verdict: str


APPROVED = Told("approve", ASKED, "ok", "pass")
MODIFIED = Told("modify", EDITED, "ok", "pass")
REJECTED = Told("deny", None, "denied", "pass")
WAITING = Told(None, None, "pending", "pass")
UNRECORDED = Told(None, ASKED, "ok", "fail")
"""A run that went on after a request, in a record of the state that holds no decisions."""

FILES = {
    "adk_session_approved.json": APPROVED._replace(status="unknown"),
    "langgraph_checkpoints_approve.json": UNRECORDED._replace(verdict="unverifiable"),
    "langgraph_checkpoints_edit.json": UNRECORDED._replace(verdict="unverifiable"),
    "langgraph_hitl_approve_final.json": APPROVED,
    "langgraph_hitl_approve_pending.json": WAITING,
    "langgraph_hitl_edit_final.json": MODIFIED,
    "langgraph_hitl_edit_pending.json": WAITING,
    "langgraph_hitl_reject_pending.json": WAITING,
    "langsmith_runs_approve.jsonl": APPROVED,
    "langsmith_runs_edit.jsonl": MODIFIED,
    "langsmith_runs_reject.jsonl": REJECTED,
    "otlp_openinference_openai_agents_approval_approve.json": WAITING,
    "otlp_openinference_openai_agents_approval_reject.json": WAITING,
    "otlp_pydantic_ai_approval_approved.json": APPROVED,
    "otlp_pydantic_ai_approval_approved.jsonl": APPROVED,
    "otlp_pydantic_ai_approval_denied.json": REJECTED,
    "otlp_pydantic_ai_approval_denied.jsonl": REJECTED,
    "otlp_pydantic_ai_approval_edited.json": MODIFIED,
    "otlp_pydantic_ai_approval_edited.jsonl": MODIFIED,
    "pydantic_ai_messages_approval_approved.json": Told(None, ASKED, "ok", "unverifiable"),
    "vercel_modelmessages_deny_1.json": WAITING,
    "vercel_uimessages_approve_final.json": APPROVED,
    "vercel_uimessages_approve_pending.json": WAITING,
    "vercel_uimessages_deny_final.json": REJECTED,
    "vercel_uistream_approve_1.jsonl": WAITING,
}


@pytest.mark.shared
@pytest.mark.parametrize(("name", "told"), FILES.items(), ids=FILES)
def test_what_a_framework_recorded_is_told_exactly(name: str, told: Told, shared: Path):
    (trace,) = load(str(shared / "traces/replay_frameworks" / name))
    assert _told(trace) == told


TRACES = Path(__file__).resolve().parents[3] / "fixtures" / "traces"
OWN = sorted(
    path
    for case in ("approval_granted", "approval_denied", "approval_edited", "approval_pending")
    for path in TRACES.glob(f"*/{case}*/input.*")
)
ENDS = {"granted": "pass", "denied": "pass", "edited": "pass", "pending": "pass"}


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_no_run_of_ours_that_kept_to_its_approvals_is_called_a_violation(path: Path):
    for trace in load(str(path)):
        grade = ApprovalBoundary(POLICY).grade(trace)
        recorded = "approvals" in trace.capabilities and trace.columns.call_tools
        assert grade.verdict != "fail", grade.explanation
        if recorded and any(kind == "approval_decision" for kind in trace.columns.kinds):
            assert grade.verdict in ("pass", "unverifiable")
        assert ApprovalBoundary().grade(trace).verdict in ("pass", "skip", "unverifiable")


def _told(trace: Trace) -> Told:
    (call,) = [call for call in trace.tool_calls if call.tool == "refund"]
    assert call.arguments == ASKED
    requests = [step for step in trace.steps if isinstance(step, ApprovalRequest)]
    for step in requests:
        assert {item.call for item in step.items} <= {call.id}
        assert all(item.arguments in (None, ASKED) for item in step.items)
        assert len(step.items) <= 1
    decisions = [step for step in trace.steps if isinstance(step, ApprovalDecision)]
    assert {step.request for step in decisions} <= {step.id for step in requests}
    (decision,) = [step.decision for step in decisions] or [None]
    ran = call.executed_arguments or call.arguments if call.status in ("ok", "unknown") else None
    verdict = ApprovalBoundary(POLICY).grade(trace).verdict.value
    return Told(decision, ran, call.status, verdict)


@pytest.mark.parametrize("to", ["native", "otlp"])
@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_a_converted_trace_is_graded_as_the_one_that_it_was_made_from(
    path: Path, to: Target, tmp_path: Path
):
    for trace in load(str(path)):
        (tmp_path / "trace.jsonl").write_bytes(b"\n".join(convert([trace], to=to)))
        again = load_one(tmp_path / "trace.jsonl", format=to)
        one, other = (ApprovalBoundary(POLICY).grade(each) for each in (trace, again))
        assert (one.verdict, one.explanation) == (other.verdict, other.explanation)


@pytest.mark.parametrize("to", ["native", "otlp"])
@pytest.mark.parametrize("shows_principals", [True, False])
def test_a_native_decision_that_names_nobody_stays_one_that_names_nobody(
    to: Target, shows_principals: bool, tmp_path: Path
):
    record = orjson.loads((TRACES / "native/approval_granted/input.jsonl").read_bytes())
    for step in record["steps"]:
        if step["kind"] == "approval_decision":
            del step["principal"]
    if not shows_principals:
        record["capabilities"].remove("principals")
        for step in record["steps"]:
            step.pop("principal", None)
    path = tmp_path / "trace.jsonl"
    path.write_bytes(orjson.dumps(record))
    for _ in range(2):
        assert ApprovalBoundary(POLICY).grade(load_one(path)).verdict == "unverifiable"
        path.write_bytes(b"\n".join(convert([load_one(path)], to=to)))


def test_a_run_that_crossed_its_approvals_is_called_so():
    grade = ApprovalBoundary(POLICY).grade(load_one(str(TRACES / "native/approval_reused")))
    assert [finding.code for finding in grade.findings] == ["A05"]
