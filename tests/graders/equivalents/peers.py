"""Cases of other tools' suites as traces and graders of ours.

Each `run_*` takes one recorded case and returns what our equivalent answers, in the terms of that
suite; `None` stands for a score that is not given because nothing can be told.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.formats.spans import attributes_of, read
from tests.traces import chat, native
from tracegrade.graders.equivalents import (
    agentevals,
    deepeval,
    google_adk,
    pydantic_evals,
    ragas,
    reliability_harness,
    span_query,
)
from tracegrade.model import Trace, Verdict

Case = dict[str, Any]


def passes(grade) -> bool:
    return grade.verdict is Verdict.PASS


# agentevals: OpenAI chat messages, read by our reader of those.


def run_agentevals(case: Case) -> bool:
    overrides = case["tool_args_match_overrides"]
    grader = agentevals.trajectory_match(
        case["reference_outputs"],
        mode=case["trajectory_match_mode"],
        tool_args_match_mode=case["tool_args_match_mode"],
        tool_args_match_overrides=overrides
        and {name: override(one) for name, one in overrides.items()},
    )
    return passes(grader.grade(chat(*map(message, case["outputs"]))))


def message(one: Case) -> Case:
    """A message as OpenAI's interface would return it: calls have ids and types."""
    calls = one.get("tool_calls")
    if not calls:
        return one
    made = [{"id": f"c{place}", "type": "function", **call} for place, call in enumerate(calls)]
    return {"content": None, **one, "tool_calls": made}


def override(given: Any) -> Any:
    """An override; those that were functions are restated in words in the recorded cases."""
    if not isinstance(given, dict):
        return given
    said = given["predicate"]
    if said.startswith("first argument set (actual) has city in {'SF','San Francisco'}"):
        return lambda observed, reference: observed["city"] in ("SF", "San Francisco")
    assert said.startswith("if reference.query contains 'upgrade' then actual.query must")
    return lambda observed, reference: (
        "upgrade" in observed["query"] or "upgrade" not in reference["query"]
    )


# pydantic-evals: spans, read by our reader of OTLP.


def run_pydantic_agentic(case: Case) -> bool | float | None:
    given = dict(case["params"])
    make = {
        "ToolCorrectness": pydantic_evals.tool_correctness,
        "TrajectoryMatch": pydantic_evals.trajectory_match,
        "ArgumentCorrectness": pydantic_evals.argument_correctness,
        "MaxToolCalls": pydantic_evals.max_tool_calls,
        "MaxModelRequests": pydantic_evals.max_model_requests,
    }[case["evaluator"]]
    grade = make(**given).grade(trace_of_spans(case["spans"], case["metrics"]))
    return grade.score if case["evaluator"] == "TrajectoryMatch" else passes(grade)


def trace_of_spans(spans: Any, metrics: Case) -> Trace:
    """The trace that our OTLP reader makes of recorded spans.

    No span tree at all is an empty capture; a tree without spans is a run in which only the
    requests happened that its metrics count.
    """
    if isinstance(spans, dict):
        return native()
    if not spans:
        requests = metrics.get("requests", 0)
        said = [{"kind": "assistant", "text": f"request {n}"} for n in range(requests)]
        return native({"kind": "user", "text": "go"}, *said)
    listed = [otlp_span(span) for span in spans]
    with TemporaryDirectory() as folder:
        return read(Path(folder), *listed)


def otlp_span(span: Case) -> Case:
    codes = {"unset": 0, "ok": 1, "error": 2}
    made = {
        "traceId": "0af7651916cd43dd8448eb211c80319c",
        "spanId": f"{span['span_id']:016x}",
        "name": span["name"],
        "startTimeUnixNano": nanoseconds(span["start"]),
        "endTimeUnixNano": nanoseconds(span["end"]),
        "attributes": attributes_of(span["attributes"]),
        "status": {"code": codes[span["status"]]},
    }
    if span["parent"] is not None:
        made["parentSpanId"] = f"{span['parent']:016x}"
    return made


def nanoseconds(text: str) -> str:
    moment = datetime.fromisoformat(text)
    return str(int(moment.timestamp() * 1e6) * 1000)


def run_pydantic_span_query(case: Case) -> Any:
    trace = notes_of(case["spans"])
    names = {f"s{span['span_id']}": span["name"] for span in case["spans"]}
    if case["op"] == "node.matches":
        nodes = span_query.span_nodes(trace)
        (node,) = (one for one in nodes if one.step_id == f"s{case['node_span_id']}")
        return span_query.matches(node, case["query"])
    found = [names[node.step_id] for node in span_query.find_spans(trace, case["query"])]
    if case["op"] == "find":
        return found
    if case["op"] == "first":
        return found[0] if found else None
    return passes(span_query.has_matching_span(case["query"]).grade(trace))


def notes_of(spans: list[Case]) -> Trace:
    """Spans as notes, in the order in which they began: status `ok` or `unset` is kept."""
    ordered = sorted(spans, key=lambda span: span["start"])
    steps = []
    for span in ordered:
        start, end = map(datetime.fromisoformat, (span["start"], span["end"]))
        step = {
            "id": f"s{span['span_id']}",
            "kind": "note",
            "text": span["name"],
            "duration_s": (end - start).total_seconds(),
            "extra": {**span["attributes"], "span": span["name"], "status": span["status"]},
        }
        if span["parent"] is not None:
            step["parent"] = f"s{span['parent']}"
        steps.append(step)
    return native(*steps)


# Google ADK: calls by turn.


def run_google_adk(case: Case) -> tuple[float | None, str]:
    steps = []
    for turn, calls in enumerate(case["actual_invocations"]):
        steps.append({"kind": "user", "text": f"turn {turn}"})
        steps += [tool_call(one["name"], one["args"]) for one in calls]
        steps.append({"kind": "assistant", "text": "Done."})
    grader = google_adk.tool_trajectory(
        case["expected_invocations"],
        match_type=case["match_type"],
        ignore_args=case["ignore_args"],
        threshold=case["threshold"],
    )
    grade = grader.grade(native(*steps))
    status = {"pass": "PASSED", "fail": "FAILED", "skip": "NOT_EVALUATED"}[grade.verdict.value]
    return grade.score, status


def tool_call(tool: str, arguments: Any, **more: Any) -> Case:
    return {"kind": "tool_call", "tool": tool, "arguments": arguments, **more}


# deepeval: calls with types, or a tree of spans.


def run_deepeval(case: Case) -> tuple[float | None, bool]:
    metric = case["metric"]
    if metric == "AgentLoopDetectionMetric":
        names = ("repetition_threshold", "similarity_threshold", "threshold",
                 "check_tool_repetition", "check_reasoning_stagnation",
                 "check_call_graph_cycles")  # fmt: skip
        grader = deepeval.loop_detection(**{name: case[name] for name in names})
        trace = native() if case["trace"] is None else trace_of_tree(case["trace"])
    elif metric == "ToolPermissionMetric":
        grader = deepeval.tool_permission(
            case["allowed"],
            case["denied"],
            threshold=case["threshold"],
            strict_mode=case["strict_mode"],
        )
        trace = trace_of_tools(case["tools_called"])
    else:
        grader = deepeval.tool_correctness(
            case["expected_tools"],
            evaluation_params=case["evaluation_params"],
            should_exact_match=case["should_exact_match"],
            should_consider_ordering=case["should_consider_ordering"],
            threshold=case["threshold"],
        )
        trace = trace_of_tools(case["tools_called"])
    grade = grader.grade(trace)
    return grade.score, passes(grade)


def trace_of_tools(tools: list[Case]) -> Trace:
    calls = [
        tool_call(one["name"], one["input_parameters"] or {}, extra={"type": one["type"]})
        for one in tools
    ]
    return native({"kind": "user", "text": "go"}, *calls, {"kind": "assistant", "text": "Done."})


def trace_of_tree(root: Case) -> Trace:
    """A tree of agents, tools and model calls; what an agent is asked is a message to it."""
    steps: list[Case] = []

    def add(span: Case, parent: str | None, agent: str | None) -> None:
        step = {"id": f"n{len(steps)}"} | ({} if parent is None else {"parent": parent})
        if span["type"] == "agent":
            agent = span["name"]
            steps.append({**step, "kind": "user", "text": span["input"], "agent": agent})
            inside = parent
        elif span["type"] == "tool":
            steps.append({**step, **tool_call(span["name"], span["input"]), "agent": agent})
            inside = step["id"]
        else:
            steps.append({**step, "kind": "assistant", "text": span["output"], "agent": agent})
            inside = parent
        for child in span["children"]:
            add(child, inside, agent)

    add(root, None, None)
    return native(*steps, agent=root["name"])


# ragas: messages with calls by name and args.


def run_ragas(case: Case) -> float:
    steps: list[Case] = []
    for place, one in enumerate(case["user_input"]):
        kind = "user" if one["type"] == "human" else "assistant"
        steps.append({"id": f"m{place}", "kind": kind, "text": one["content"]})
        steps += [tool_call(call["name"], call["args"], parent=f"m{place}")
                  for call in one["tool_calls"]]  # fmt: skip
    reference = case["reference_tool_calls"]
    if case["metric"] == "ToolCallF1":
        grader = ragas.tool_call_f1(reference)
    else:
        grader = ragas.tool_call_accuracy(reference, strict_order=case["strict_order"])
    return grader.grade(native(*steps)).score


# agent-reliability-harness: a policy and a trace of calls and model responses.

Found = tuple[str, str, str | None]


def run_reliability_harness(case: Case) -> tuple[bool, list[Found]]:
    grade = reliability_harness.reliability_policy(case["policy"]).grade(arh_trace(case["trace"]))
    severities = {"fail": "error", "warn": "warning", "info": "info"}
    found = [
        (severities[one.severity], one.also[0], one.step_ids[0] if one.step_ids else None)
        for one in grade.findings
    ]
    return passes(grade), found


def arh_trace(trace: Case) -> Trace:
    steps: list[Case] = []
    for place, one in enumerate(trace["steps"]):
        usage = {name: one[name] for name in ("cost_usd", "input_tokens", "output_tokens")
                 if name in one}  # fmt: skip
        took = {"duration_s": one["latency_ms"] / 1000} if "latency_ms" in one else {}
        if one["type"] == "tool_call":
            step = tool_call(one["tool_name"], one["arguments"], id=one["step_id"], **took)
            steps.append({**step, "call_id": f"k{place}", "extra": {"usage": usage}})
            content = one.get("error") or one.get("output")
            status = one.get("status", "ok")
            steps.append({"kind": "tool_result", "id": f"r{place}", "call_id": f"k{place}",
                          "status": status, "content": content})  # fmt: skip
            continue
        extra = {name: one[name] for name in ("requires_grounding", "status") if name in one}
        steps.append({"kind": "assistant", "id": one["step_id"], "text": one["text"], **took,
                      "usage": usage, "citations": one.get("citations"), "extra": extra})  # fmt: skip
    return native(*json.loads(json.dumps(steps)), capabilities=("error_status", "tool_results"))
