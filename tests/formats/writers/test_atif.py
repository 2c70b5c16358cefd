"""What is written as ATIF obeys the rules of Harbor's own models, and says what the format can say."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.formats.writers.test_round_trip import FIXTURES, converted, read
from tests.native_records import native_records
from tests.traces import native
from tracegrade.formats import load, load_one
from tracegrade.formats.writers import Losses, atif_document, native_record
from tracegrade.model import parse_time

Row = dict[str, Any]

# The fields of the models of Harbor 0.26 (`harbor.models.trajectories`), which forbid all others.
TRAJECTORY = {
    "schema_version", "session_id", "trajectory_id", "agent", "steps", "notes", "final_metrics",
    "continued_trajectory_ref", "extra", "subagent_trajectories",
}  # fmt: skip
AGENT = {"name", "version", "model_name", "tool_definitions", "extra"}
MODEL_ONLY = {"model_name", "reasoning_effort", "reasoning_content", "tool_calls", "metrics"}
STEP = MODEL_ONLY | {
    "step_id", "timestamp", "source", "message", "observation", "is_copied_context",
    "llm_call_count", "extra",
}  # fmt: skip
CALL = {"tool_call_id", "function_name", "arguments", "extra"}
RESULT = {"source_call_id", "content", "subagent_trajectory_ref", "extra"}
METRICS = {"prompt_tokens", "completion_tokens", "cached_tokens", "cost_usd", "extra"}


def faults(document: Row) -> list[str]:
    """What Harbor's models would refuse, found by rules written down from their source."""
    found: list[str] = []
    for trajectory in trajectories(document):
        inside = trajectory.get("subagent_trajectories", [])
        names = [one.get("trajectory_id") for one in inside]
        agent, steps = trajectory["agent"], trajectory["steps"]
        found += [
            rule
            for rule, holds in {
                "fields": trajectory.keys() <= TRAJECTORY,
                "version": trajectory["schema_version"] == "ATIF-v1.8",
                "agent fields": agent.keys() <= AGENT,
                "agent texts": type(agent["name"]) is type(agent["version"]) is str,
                "steps": bool(steps),
                "numbers": [step["step_id"] for step in steps] == list(range(1, len(steps) + 1)),
                "sub-agents": None not in names and len(set(names)) == len(names),
                "references": references(trajectory) == set(names),
            }.items()
            if not holds
        ]
        for step in steps:
            found += step_faults(step)
    return found


def trajectories(document: Row) -> Iterator[Row]:
    yield document
    for inside in document.get("subagent_trajectories", []):
        yield from trajectories(inside)


def references(trajectory: Row) -> set[str]:
    results = (one for step in trajectory["steps"] for one in results_of(step))
    return {
        reference["trajectory_id"]
        for result in results
        for reference in result.get("subagent_trajectory_ref", [])
    }


def results_of(step: Row) -> list[Row]:
    return step.get("observation", {}).get("results", [])


def step_faults(step: Row) -> list[str]:
    calls = step.get("tool_calls", [])
    ids = [call["tool_call_id"] for call in calls]
    by_agent = step["source"] == "agent"
    moment = step.get("timestamp")
    rules = {
        "step fields": step.keys() <= STEP,
        "source": step["source"] in ("system", "user", "agent"),
        "message": type(step["message"]) is str,
        "agent's fields": by_agent or not step.keys() & MODEL_ONLY,
        "timestamp": moment is None or parse_time(moment.replace("Z", "+00:00")) is not None,
        "no model": step.get("llm_call_count") != 0
        or not step.keys() & {"metrics", "reasoning_content"},
        "calls": all(call_holds(call) for call in calls) and len(set(ids)) == len(ids),
        "results": all(result_holds(result, ids) for result in results_of(step)),
        "metrics": metrics_hold(step.get("metrics", {})),
    }
    return [rule for rule, holds in rules.items() if not holds]


def call_holds(call: Row) -> bool:
    texts = type(call["tool_call_id"]) is type(call["function_name"]) is str
    return call.keys() <= CALL and texts and type(call["arguments"]) is dict


def result_holds(result: Row, ids: list[str]) -> bool:
    content = result.get("content")
    parts = content if type(content) is list else []
    plain = all(part.keys() == {"type", "text"} and part["type"] == "text" for part in parts)
    named = result.get("source_call_id")
    known = named is None or named in ids
    return result.keys() <= RESULT and known and plain and type(content) in (str, list, type(None))


def metrics_hold(metrics: Row) -> bool:
    counts = [value for name, value in metrics.items() if name != "cost_usd"]
    cost = metrics.get("cost_usd", 0)
    return (
        metrics.keys() <= METRICS
        and all(type(count) is int for count in counts)
        and type(cost) in (int, float)
        and math.isfinite(cost)
    )


@given(native_records())
def test_any_trace_is_written_as_harbor_reads_it(record: Row):
    (trace,) = read(json.dumps(record).encode(), "native")
    _, (line,) = converted([trace], "atif")
    assert faults(json.loads(line)) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_fixture_is_written_as_harbor_reads_it(path: Path):
    for line in converted(load(path), "atif")[1]:
        assert faults(json.loads(line)) == []


def test_the_rules_refuse_what_they_should():
    document = written({"kind": "user", "text": "hi"}, {"kind": "assistant", "text": "hello"})
    assert faults(document) == []
    document["steps"][0]["metrics"] = {"prompt_tokens": 1.5}
    document["steps"][1]["step_id"] = 3
    document["steps"][1]["observation"] = {"results": [{"source_call_id": "nobody"}]}
    document["unheard_of"] = 1
    assert sorted(faults(document)) == [
        "agent's fields", "fields", "metrics", "numbers", "results"
    ]  # fmt: skip


def written(*steps: Row, **fields: Any) -> Row:
    return atif_document(native_record(native(*steps, **fields)), Losses())


CALLING = [
    {"id": "u", "kind": "user", "text": "Refund order A-1."},
    {"id": "a", "kind": "assistant", "reasoning": "It is small.", "model": "gpt-x", "agent": "desk",
     "usage": {"input_tokens": 9, "output_tokens": 4, "cached_input_tokens": 2, "cost_usd": 0.1}},
    {"id": "c", "kind": "tool_call", "parent": "a", "call_id": "c1", "tool": "refund",
     "arguments": '{"order_id": "A-1"}', "agent": "desk"},
    {"id": "r", "kind": "tool_result", "call": "c", "status": "ok", "content": {"refund": "R-9"}},
]  # fmt: skip


def test_a_model_call_its_calls_and_their_results_are_one_step():
    document = written(*CALLING, agent="desk", model="gpt-x")
    assert document["agent"] == {"name": "desk", "version": "unknown", "model_name": "gpt-x"}
    said, called = document["steps"]
    assert (said["source"], said["message"]) == ("user", "Refund order A-1.")
    assert called["reasoning_content"] == "It is small."
    assert called["metrics"] == {
        "prompt_tokens": 9, "completion_tokens": 4, "cached_tokens": 2, "cost_usd": 0.1
    }  # fmt: skip
    (call,) = called["tool_calls"]
    assert (call["tool_call_id"], call["arguments"]) == ("c1", {"order_id": "A-1"})
    (result,) = called["observation"]["results"]
    assert (result["source_call_id"], result["content"]) == ("c1", '{"refund":"R-9"}')


def test_what_happened_inside_a_call_is_a_trajectory_that_its_result_refers_to():
    inside = [
        {"id": "u2", "kind": "user", "text": "Look it up.", "parent": "c"},
        {"id": "a2", "kind": "assistant", "text": "Found.", "agent": "helper", "parent": "c"},
    ]
    document = written(*CALLING[:3], *inside, CALLING[3], agent="desk")
    (helper,) = document["subagent_trajectories"]
    assert (helper["agent"]["name"], len(helper["steps"])) == ("helper", 2)
    (result,) = document["steps"][1]["observation"]["results"]
    assert result["subagent_trajectory_ref"] == [{"trajectory_id": "c"}]


def test_a_call_that_never_ran_has_no_result():
    document = written(*CALLING[:3])
    assert "observation" not in document["steps"][1]


def test_documents_of_a_retrieval_stand_in_its_observation():
    found = {"id": "d1", "text": "within 30 days", "uri": "kb://refunds", "score": 0.5}
    document = written({"kind": "retrieval", "query": "window", "documents": [found]})
    (step,) = document["steps"]
    assert step["message"] == "window"
    (result,) = step["observation"]["results"]
    assert result["content"] == "within 30 days"
    assert result["extra"] == {"id": "d1", "uri": "kb://refunds", "score": 0.5}


def test_losses_name_the_field_how_often_it_occurs_and_where_first():
    losses = Losses()
    for path in ("approval_edited", "approval_denied"):
        trace = load_one(f"fixtures/traces/native/{path}/input.jsonl")
        atif_document(native_record(trace), losses)
    (request,) = [loss for loss in losses.kept if loss.field == "approval_request"]
    assert (request.count, request.trace_id) == (2, "approval_edited")
    assert request.step_id is not None
    assert losses.lost == ()
    assert not [loss for loss in losses.kept if loss.field.startswith("approval_request.")]
