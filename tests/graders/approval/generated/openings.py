"""Shapes that a record leaves open: the verdict is `unverifiable`, never a silent pass or fail."""

from __future__ import annotations

from tests.graders.approval.generated.story import Story, at, deed, drifted, policy


def nobody_is_named(story: Story) -> str:
    story.run(deed(story.rng), principal=None)
    del story.steps[-2:-1]  # the decision that names the usual principal
    call = story.steps[0]["id"] if story.steps[0]["kind"] == "tool_call" else None
    request = next(step["id"] for step in story.steps if step["kind"] == "approval_request")
    del call
    story.steps.insert(-1, {"id": "d9", "kind": "approval_decision", "request": request,
                            "decision": "approve"})  # fmt: skip
    return policy()


def no_result(story: Story) -> str:
    what = deed(story.rng)
    story.call(what.tool, what.arguments)
    return policy()


def redacted(story: Story) -> str:
    what = deed(story.rng)
    gone = story.rng.choice(["[REDACTED]", "***", {"redacted": True}, "<SECRET:key>", "<redacted>"])
    call = story.call(what.tool, {**what.arguments, "note": gone})
    story.decide(story.ask(call))
    story.result(call)
    return policy()


def no_times(story: Story) -> str:
    story.run(deed(story.rng), at=at(3))
    return policy("ttl_s = 60\n")


def side_by_side(story: Story) -> str:
    what = deed(story.rng)
    model = story.say("")
    call = story.call(what.tool, what.arguments, parent=model)
    task = story.call("task", {"prompt": "x"}, parent=model)
    inner = story.say("deciding", parent=task)
    request = story.ask(call, parent=inner)
    story.decide(request, parent=inner)
    story.result(call)
    story.result(task)
    return policy()


def an_unknown_tool(story: Story) -> str:
    story.result(story.call("frobnicate", {"depth": 14}))
    return policy()


def a_capture_without_approvals(story: Story) -> str:
    what = deed(story.rng)
    story.result(story.call(what.tool, what.arguments))
    story.more["capabilities"] = ["tool_results", "error_status"]
    return policy()


def an_edit_whose_run_is_not_recorded(story: Story) -> str:
    what = deed(story.rng)
    call = story.call(what.tool, what.arguments)
    story.decide(story.ask(call), "modify", arguments=drifted(what, story.rng))
    story.result(call)
    return policy()


SHAPES = (
    nobody_is_named, no_result, redacted, no_times, side_by_side, an_unknown_tool,
    a_capture_without_approvals, an_edit_whose_run_is_not_recorded,
)  # fmt: skip
