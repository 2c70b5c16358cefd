"""The survey's cases of a linter of traces, put as native records: the same verdicts, or why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.graders.traces import make_trace
from tracegrade import _json
from tracegrade.graders import ApprovalBoundary
from tracegrade.graders.approval import Forbidden, Policy, Requirement

CODES = {
    "UNKNOWN_TOOL": "A21",
    "DENIED_TOOL_CALL": "A20",
    "MISSING_APPROVAL": "A01",
    "APPROVAL_AFTER_ACTION": "A16",
    "ACTION_AFTER_DENIAL": "A08",
    "APPROVAL_MISMATCH": "A15",
}
STRUCTURE = "a matter of reading: duplicate and dangling ids become problems of the file"
FLOW = "rests on an edge that the trace declares; here the flow of values is worked out from them"
CLAIMS = "rests on claims that the trace declares; EvidenceUse reads the answer"
DIFFERENT = {
    "native_malformed": STRUCTURE,
    "native_invalid_schema": STRUCTURE,
    "native_invalid_missing_event_ref": STRUCTURE,
    "structural_duplicate_event_id": STRUCTURE,
    "structural_duplicate_edge_id": STRUCTURE,
    "structural_missing_event_reference": STRUCTURE,
    "structural_invalid_event_order": STRUCTURE,
    "structural_invalid_evidence_reference": STRUCTURE,
    "structural_tool_call_missing_arguments": STRUCTURE,
    "structural_tool_result_without_call": STRUCTURE,
    "policy_disallowed_tool_argument": "a matter of ValidToolCalls: its schema is that of the tool",
    "policy_private_to_public_sink": FLOW,
    "policy_secret_exposure": FLOW,
    "policy_untrusted_to_privileged_action": FLOW + "; and the call was approved as it ran",
    "policy_sensitive_final_answer": FLOW,
    "policy_unsupported_claim": CLAIMS,
    "policy_invalid_provenance_reference": CLAIMS,
    "policy_evidence_after_claim": CLAIMS,
    "policy_approval_mismatch": "a decision about something that is no call warns: nothing ran on it",
    "policy_not_verifiable": "skip: no tool was called, so no boundary was met",
}
"""Cases in which another verdict is right here, with the reason."""


@pytest.mark.shared
def test_the_verdicts_are_the_same_but_for_the_differences_named(shared: Path):
    found = _json.decode((shared / "conformance/agentlint_trace_cases.json").read_bytes())
    assert len(found["cases"]) == 33
    agreed = 0
    for case in found["cases"]:
        name = case["id"].removeprefix("agentlint-")
        if name in DIFFERENT and name not in ("policy_approval_mismatch", "policy_not_verifiable"):
            continue
        grade = ApprovalBoundary(_policy(case.get("policy_doc"))).grade(_trace(case["trace"]))
        codes = {finding.code for finding in grade.findings}
        assert codes == {CODES[each["code"]] for each in _expected(case)}, name
        if name not in DIFFERENT:
            agreed += 1
            assert (grade.verdict == "fail") == (case["expected_status"] == "failed"), name
    assert agreed == 33 - len(DIFFERENT)


def _expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each if isinstance(each, dict) else {"code": each} for each in case["expected_diagnostics"]
    ]


def _policy(document: dict[str, Any] | None) -> Policy:
    """The policy: tools that need approval, tools that are forbidden, and no others."""
    if document is None:
        return Policy(require=(Requirement(classes=frozenset(("money",))),), default_class="read")
    tools = document["tools"]
    asked = [name for name, tool in tools.items() if tool.get("approval") == "required"]
    denied = [name for name, tool in tools.items() if tool.get("permission") == "denied"]
    return Policy(
        require=tuple(Requirement(tool=name) for name in asked),
        forbid=tuple(Forbidden(tool=name) for name in denied),
        tools={name: frozenset(("read",)) for name in tools},
        strict=True,
    )


def _trace(given: dict[str, Any]) -> Any:
    """The events as steps; a call without a result there ran all the same."""
    calls = {event["id"]: event for event in given["events"] if event["type"] == "tool_call"}
    answered = {event.get("call_id") for event in given["events"]}
    steps: list[dict[str, Any]] = []
    for event in given["events"]:
        steps += _steps(event, calls)
        if event["id"] in calls and event["id"] not in answered:
            steps.append({"kind": "tool_result", "call": event["id"], "status": "ok"})
    return make_trace(steps)


def _steps(event: dict[str, Any], calls: dict[str, Any]) -> list[dict[str, Any]]:
    kind, name = event["type"], event["id"]
    if kind == "tool_call":
        given = {"tool": event["tool_name"], "arguments": event["arguments"]}
        return [{"id": name, "kind": "tool_call", **given}]
    if kind == "tool_result":
        return [{"kind": "tool_result", "call": event["call_id"], "status": "ok"}]
    if kind == "approval":
        decision = {"approved": "approve", "denied": "deny"}[event["decision"]]
        subject = event["subject_event"]
        about = {"id": subject, "call": subject}
        if subject in calls:
            about |= {"tool": calls[subject]["tool_name"], "arguments": calls[subject]["arguments"]}
        asked = {"id": f"{name}-asked", "kind": "approval_request", "items": [about]}
        by = {"request": f"{name}-asked", "principal": f"human:{event['approved_by']}"}
        return [asked, {"kind": "approval_decision", "decision": decision, **by}]
    if kind in ("user_message", "final_answer"):
        return [{"kind": {"user_message": "user"}.get(kind, "assistant"), "text": event["content"]}]
    return [{"kind": "note", "text": kind}]
