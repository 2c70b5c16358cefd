"""The record as the oracle sees it: steps, order, calls and their classes, in the plainest way.

Written from the design of approval boundaries alone, quadratic on purpose, and sharing nothing with
the package under test.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

SPAWNS = ("tool_call", "handoff")
OF_THE_CALLER = ("tool_result", "approval_request", "approval_decision", "error")
REDACTED = ("[REDACTED]", "<redacted>", "<SECRET:")
GONE = object()
"""What is not in the record."""


def is_redacted(value: Any) -> bool:
    if isinstance(value, str):
        return value == "***" or any(mark in value for mark in REDACTED)
    return isinstance(value, dict) and value.get("redacted") is True


def time_of(text: Any) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def same(one: Any, other: Any) -> bool | None:  # noqa: PLR0911 one line a case
    """Whether two values are equal; `None` if a redacted or absent one leaves it open."""
    if one is GONE or other is GONE or is_redacted(one) or is_redacted(other):
        return None
    if isinstance(one, dict) and isinstance(other, dict):
        if set(one) != set(other):
            return False
        return _all([same(one[key], other[key]) for key in one])
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return False
        return _all([same(a, b) for a, b in zip(one, other, strict=True)])
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def pick(pointer: str, value: Any) -> Any:
    """What stands at a JSON pointer, or `GONE`."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        elif isinstance(value, dict) and name in value:
            value = value[name]
        else:
            return GONE
    return value


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every scalar with its pointer."""
    if isinstance(value, dict):
        return [found for key in value for found in leaves(value[key], f"{path}/{key}")]
    if isinstance(value, list):
        return [found for at, each in enumerate(value) for found in leaves(each, f"{path}/{at}")]
    return [(path, value)]


class Call:
    """One call: what ran, by whom, when."""

    def __init__(self, world: World, step: dict[str, Any]) -> None:
        self.step = step["id"]
        self.tool = step["tool"]
        ends = [
            other
            for other in world.steps
            if other["kind"] in ("tool_result", "error") and other.get("call") == step["id"]
        ]
        self.end = ends[0]["id"] if ends else None
        end = ends[0] if ends else {}
        executed = end.get("executed_arguments", step.get("executed_arguments"))
        self.recorded_run = executed is not None
        self.asked = step.get("arguments", GONE)
        self.arguments = executed if executed is not None else self.asked
        self.agent = step.get("agent") or world.record.get("agent")
        self.status = end.get("status") or step.get("status")
        if end.get("kind") == "error":
            self.status = "error"
        self.content = end.get("content")
        self.at = time_of(step.get("at"))
        self.end_at = time_of(end.get("at"))
        self.duration = end.get("duration_s") or step.get("duration_s")
        self.classes = world.classes_of(self)

    def started(self, decided: datetime | None) -> datetime | None:
        if (
            self.at is not None
            and (decided is None or self.at >= decided)
            and (decided is not None or self.end_at is None)
        ):
            return self.at
        if self.end_at is not None and self.duration is not None:
            return self.end_at - timedelta(seconds=self.duration)
        return self.end_at


class World:
    """A record and its policy, with the order of its steps."""

    def __init__(self, record: dict[str, Any], policy: dict[str, Any]) -> None:
        self.record = record
        self.policy = policy
        self.steps = record["steps"]
        self.by_id = {step["id"]: step for step in self.steps}
        self.place = {step["id"]: at for at, step in enumerate(self.steps)}
        self.edges: dict[str, set[str]] = {step["id"]: set() for step in self.steps}
        self._link()
        self.calls = [Call(self, step) for step in self.steps if step["kind"] == "tool_call"]

    def call(self, step: str | None) -> Call | None:
        return next((call for call in self.calls if call.step == step), None)

    # order ----------------------------------------------------------------------------------

    def thread(self, step: dict[str, Any]) -> str:
        if step["kind"] == "tool_result" and step.get("call") in self.by_id:
            return self.thread(self.by_id[step["call"]])
        parent = self.by_id.get(step.get("parent", ""))
        if parent is None:
            return ""
        if parent["kind"] in SPAWNS and step["kind"] not in OF_THE_CALLER:
            return parent["id"]
        return self.thread(parent)

    def _link(self) -> None:
        threads: dict[str, list[dict[str, Any]]] = {}
        for step in self.steps:
            threads.setdefault(self.thread(step), []).append(step)
        for spawner, steps in threads.items():
            tails = self._chain(steps)
            if spawner:
                self.edges[spawner].add(steps[0]["id"])
                for step in self.steps:
                    if step["kind"] == "tool_result" and step.get("call") == spawner:
                        for tail in tails:
                            self.edges[tail].add(step["id"])

    def _chain(self, steps: list[dict[str, Any]]) -> list[str]:
        """Link the steps of a thread; calls of one model call run side by side until a join."""
        tails: list[str] = []
        fork: dict[str, str] = {}
        base: list[str] = []
        group = None
        for step in steps:
            mine = step["id"]
            if step["kind"] == "tool_call":
                parent = self.by_id.get(step.get("parent", ""))
                beside = parent is not None and parent["kind"] == "assistant"
                if not (beside and group == parent["id"] and fork):
                    base, fork = tails, {}
                    group = parent["id"] if beside else None
                for before in base:
                    self.edges[before].add(mine)
                fork[mine] = mine
                tails = list(fork.values())
            elif step["kind"] == "tool_result" and step.get("call") in fork:
                self.edges[fork[step["call"]]].add(mine)
                fork[step["call"]] = mine
                tails = list(fork.values())
            else:
                for before in tails:
                    self.edges[before].add(mine)
                tails, fork, group = [mine], {}, None
        return tails

    def hb(self, one: str, other: str) -> bool:
        """Whether one step is known to come before another: a walk over all edges."""
        seen, left = {one}, [one]
        while left:
            for after in self.edges[left.pop()]:
                if after == other:
                    return True
                if after not in seen:
                    seen.add(after)
                    left.append(after)
        return False

    def before_run(self, step: str, call: Call) -> bool | None:
        """Whether a step comes before a call begins to run; its own step only asks for it."""
        if self.hb(step, call.step):
            return True
        if call.end is None:
            return None
        if self.hb(step, call.end):
            return True
        return False if self.hb(call.end, step) else None

    # classes --------------------------------------------------------------------------------

    def classes_of(self, call: Call) -> set[str]:
        declared = self.policy.get("tools", {})
        exact = [name for name in declared if name == call.tool]
        globs = [name for name in declared if "*" in name and fnmatchcase(call.tool, name)]
        for name in exact or sorted(globs, key=len, reverse=True):
            found = declared[name]
            return set(found) if isinstance(found, list) else {found}
        for tool in self.record.get("tools", []):
            trusted = self.policy.get("trust", {}).get("trusted", [])
            hints = tool.get("annotations") or {}
            if tool["name"] == call.tool and hints:
                if any(fnmatchcase(tool.get("server", ""), each) for each in trusted):
                    return {"read"} if hints.get("readOnlyHint") else {"write", "destructive"}
                return {"unknown"}  # an untrusted hint takes nothing away
        return {self.policy.get("default_class", "unknown")}


def parsed(policy: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(policy).get("approval", {})


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
