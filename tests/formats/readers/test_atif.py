from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant, Handoff

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "atif"
GOLDEN = "traces/harbor_atif/tests/golden/terminus_2"


def fixture(case: str) -> Any:
    return json.loads((FIXTURES / case / "input.json").read_text())


def said(source: str, message: Any, **held: Any) -> dict[str, Any]:
    return {"source": source, "message": message, **held}


def ran(
    message: str, *call_ids: str, results: list[Any] | None = None, **held: Any
) -> dict[str, Any]:
    calls = [{"tool_call_id": one, "function_name": "bash", "arguments": {}} for one in call_ids]
    if results is None:
        results = [{"source_call_id": one, "content": f"out of {one}"} for one in call_ids]
    return said("agent", message, tool_calls=calls, observation={"results": results}, **held)


def trajectory(*steps: Any, **held: Any) -> dict[str, Any]:
    return {"schema_version": "ATIF-v1.8", "agent": {"name": "desk", "version": "1"},
            "steps": list(steps), **held}  # fmt: skip


def test_sub_agents_run_inside_their_call_and_one_that_nobody_called_inside_a_handoff(
    tmp_path: Path,
):
    trace = read_one(tmp_path, [fixture("sub_agents")])
    outer, inner, by_code = trace.tool_calls
    assert trace.step(inner.parent or "").parent == outer.id
    assert (inner.agent, trace.trace_id) == ("expert", "root-1")
    handoff = next(step for step in trace.steps if isinstance(step, Handoff))
    assert handoff.to == "watcher"
    assert by_code.parent is None
    models = [step for step in trace.steps if isinstance(step, Assistant)]
    assert len(models) == 4
    assert models[0].extra["metrics"] == {"extra": {"cache_write": 4}}


def test_a_session_names_a_sub_agent_only_where_one_alone_has_it(tmp_path: Path):
    refers = [{"session_id": "run-1"}]
    asks = ran("I ask.", "c1", results=[{"source_call_id": "c1", "content": "x",
                                         "subagent_trajectory_ref": refers}])  # fmt: skip
    one = trajectory(said("agent", "a"), session_id="run-1", trajectory_id="t1")
    two = trajectory(said("agent", "b"), session_id="run-1", trajectory_id="t2")
    trace = read_one(tmp_path, [trajectory(asks, subagent_trajectories=[one])])
    assert trace.steps[2].parent == trace.tool_calls[0].id
    (trace,), problems = read_lines(tmp_path, [trajectory(asks, subagent_trajectories=[one, two])])
    assert [one.code for one in problems] == ["missing-sub-agent"]
    assert kinds(trace).count("handoff") == 2


def test_errors_are_believed_where_a_converter_noted_them(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("noted_errors")])
    assert [call.status for call in trace.tool_calls] == ["error", "ok"]
    assert trace.can_show("error_status")
    assert trace.tool_calls[1].result is not None
    assert trace.tool_calls[1].result.extra["duration_ms"] == 4
    plain = read_one(tmp_path, [fixture("plain_success")])
    assert not plain.can_show("error_status")


def test_copied_steps_are_context_and_no_calls(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("copied_context")])
    assert kinds(trace) == ["user", "note", "tool_result", "user", "assistant"]
    assert trace.tool_calls == ()


def test_media_stand_beside_the_text(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("media")])
    assert trace.steps[0].text == "Where is this order?"
    assert [part["type"] for part in trace.steps[0].extra["message"]] == ["text", "image", "audio"]
    result = trace.tool_calls[0].result
    assert result is not None
    assert (result.text or "").startswith('{"order_id"')
    assert result.content[1]["type"] == "image"


def test_one_output_of_several_calls_is_told_once(tmp_path: Path):
    trace = read_one(
        tmp_path, [trajectory(ran("go", "c1", "c2", results=[{"content": "all of it"}]))]
    )
    first, second = (call.result for call in trace.tool_calls)
    assert first is not None
    assert second is not None
    assert (first.text, second.text) == ("all of it", None)
    assert second.extra == {"shared_with": trace.tool_calls[0].id}


def test_an_unknown_version_is_read_and_noted(tmp_path: Path):
    body = {**trajectory(said("user", "hi")), "schema_version": "ATIF-v1.9"}
    (trace,), problems = read_lines(tmp_path, [body])
    assert [one.code for one in problems] == ["unknown-version"]
    assert len(trace) == 1


@pytest.mark.parametrize(
    ("step", "pointer"),
    [
        (7, "/steps/0"),
        (said("robot", "x"), "/steps/0/source"),
        (said("agent", "x", tool_calls={}), "/steps/0/tool_calls"),
        (said("agent", "x", tool_calls=[{}]), "/steps/0/tool_calls/0"),
        (said("agent", "x", observation={"results": [1]}), "/steps/0/observation/results/0"),
    ],
)
def test_what_is_wrong_is_located(tmp_path: Path, step: Any, pointer: str):
    found, problems = read_lines(tmp_path, [trajectory(step)])
    assert (found, [one.pointer for one in problems]) == ([], [pointer])


# files beside


def write(folder: Path, name: str, body: Any) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(body, indent=1))
    return path


def run_in_files(folder: Path) -> Path:
    """A run that summarised its context: three parts in all, one of them a sub-agent."""
    refers = [{"trajectory_path": "trajectory.summarization-1-summary.json", "session_id": "s-1"}]
    summarised = said("system", "Performed summarization.",
                      observation={"results": [{"subagent_trajectory_ref": refers}]})  # fmt: skip
    task = said("user", "Fix it.")
    first = trajectory(task, ran("one", "c1"), summarised, session_id="run",
                       continued_trajectory_ref="trajectory.cont-1.json")  # fmt: skip
    copied = {**ran("one", "c1"), "is_copied_context": True}
    summary = trajectory({**task, "is_copied_context": True}, copied, said("agent", "So far: one."),
                         agent={"name": "summary", "version": "1"})  # fmt: skip
    after = trajectory({**task, "is_copied_context": True},
                       {**said("user", "Go on from here."), "is_copied_context": True},
                       ran("two", "c1"), said("agent", "Done."), session_id="run-cont-1")  # fmt: skip
    write(folder, "trajectory.cont-1.json", after)
    write(folder, "trajectory.summarization-1-summary.json", summary)
    return write(folder, "trajectory.json", first)


@pytest.mark.parametrize("named", ["trajectory.json", ""])
def test_a_run_in_several_files_is_one_trace(tmp_path: Path, named: str):
    run_in_files(tmp_path)
    traces = load(tmp_path / named if named else tmp_path)
    (trace,) = traces
    assert traces.problems == []
    assert kinds(trace) == [
        "user", "assistant", "tool_call", "tool_result", "system", "handoff", "assistant", "user",
        "assistant", "tool_call", "tool_result", "assistant",
    ]  # fmt: skip
    assert len(trace.tool_calls) == 2
    assert (trace.final_answer, trace.completion) == ("Done.", None)
    assert trace.metadata is not None
    assert trace.metadata["continuations"][0]["session_id"] == "run-cont-1"


def test_a_continuation_that_is_not_at_hand_leaves_the_trace_cut(tmp_path: Path):
    path = run_in_files(tmp_path)
    (tmp_path / "trajectory.cont-1.json").unlink()
    (trace,) = load(path)
    assert trace.completion == "truncated"


@pytest.mark.parametrize(
    "name", ["../outside.json", "https://example.org/a.json", "a\0.json", "/etc/hostname"]
)
def test_a_trace_does_not_say_what_else_may_be_opened(tmp_path: Path, name: str):
    write(tmp_path, "outside.json", trajectory(said("agent", "secret")))
    inside = tmp_path / "inside"
    path = write(
        inside, "trajectory.json", trajectory(said("user", "hi"), continued_trajectory_ref=name)
    )
    traces = load(path)
    (trace,) = traces
    assert [step.text for step in trace.steps] == ["hi"]
    assert traces.counts.files == 1


def test_trajectories_that_continue_each_other_end(tmp_path: Path):
    write(tmp_path, "a.json", trajectory(said("agent", "a"), continued_trajectory_ref="b.json"))
    write(tmp_path, "b.json", trajectory(said("agent", "b"), continued_trajectory_ref="a.json"))
    (trace,) = load(tmp_path / "a.json")
    assert [step.text for step in trace.steps] == ["a", "b"]


def test_a_long_chain_of_continuations_is_read_to_its_end(tmp_path: Path):
    for number in range(60):
        following = {"continued_trajectory_ref": f"{number + 1}.json"} if number < 59 else {}
        write(tmp_path, f"{number}.json", trajectory(said("agent", str(number)), **following))
    (trace,) = load(tmp_path / "0.json")
    assert trace.final_answer == "59"


def test_a_broken_file_beside_costs_only_itself(tmp_path: Path):
    path = run_in_files(tmp_path)
    (tmp_path / "trajectory.summarization-1-summary.json").write_text("{")
    traces = load(path)
    (trace,) = traces
    assert {one.code for one in traces.problems} == {"invalid-json", "missing-sub-agent"}
    assert trace.final_answer == "Done."


@pytest.mark.shared
def test_sub_agents_that_were_kept_apart_are_missed_by_name(shared: Path):
    path = shared / GOLDEN / "hello-world-context-summarization-linear-history.trajectory.json"
    traces = load(path)
    (trace,) = traces
    assert [one.code for one in traces.problems] == ["missing-sub-agent"] * 3
    assert trace.completion == "truncated"
    assert os.path.basename(path) in traces.problems[0].path


@pytest.mark.shared
def test_every_golden_trajectory_counts_its_tokens_once(shared: Path):
    paths = list((shared / "traces" / "harbor_atif" / "tests").rglob("*trajectory*.json"))
    assert len(paths) == 6
    for path in paths:
        body = json.loads(path.read_text())
        (trace,) = load(path)
        usages = [step.usage for step in trace.steps if isinstance(step, Assistant) and step.usage]
        total = sum(usage.input_tokens or 0 for usage in usages)
        stated = sum((step.get("metrics") or {}).get("prompt_tokens", 0) for step in body["steps"])
        assert total == stated, path
