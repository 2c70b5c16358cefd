"""The sub-agents of a Claude Code session, and the calls that ran them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from tracegrade.formats.readers._claude_code_lines import CALLS, Line

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["SubAgent", "find_callers", "split_threads"]

_SPAWNING = ("Task", "Agent")


class SubAgent:
    """One sub-agent: its lines and what is known of it.

    Attributes:
        name: Kind of agent, as its step's `agent`.
        agent_id: Its id, if it has one.
        lines: Its lines.
        path: File it was read from, if it has one of its own.
        about: What the file beside it says.
    """

    def __init__(self, lines: list[Line], path: str | None = None) -> None:
        self.lines = lines
        self.path = path
        self.about: Detail = {}
        ids = (line.value.get("agentId") for line in lines)
        given = next((one for one in ids if isinstance(one, str)), None)
        stem = os.path.basename(path or "").removesuffix(".jsonl")
        self.agent_id = given or stem.removeprefix("agent-") or None
        kinds = (line.value.get("attributionAgent") for line in lines)
        self.kind = next((one for one in kinds if isinstance(one, str)), None)
        self.name = self.kind or "sub-agent"

    def describe(self, about: Detail) -> None:
        """Take what the file beside the agent's own says of it."""
        self.about = about
        kind = about.get("agentType")
        if isinstance(kind, str) and kind:
            self.kind = self.name = kind

    @property
    def prompt(self) -> str | None:
        """What it was asked to do: its first user message."""
        first = next((line for line in self.lines if line.kind == "user"), None)
        return first.text() or None if first is not None else None


def split_threads(lines: list[Line]) -> tuple[list[Line], list[SubAgent]]:
    """The main thread of a file, and the sub-agents that versions before 2.0 wrote into it.

    Those are trees of side-chain lines of their own. A file of nothing but side-chain lines is
    the sub-agent's own file, and its main thread.
    """
    spoken = [line for line in lines if line.speaks]
    if all(line.value.get("isSidechain") is True for line in spoken):
        return lines, []
    roots = _roots(lines)
    main = {roots[id(line)] for line in spoken if line.value.get("isSidechain") is not True}
    aside: dict[str, list[Line]] = {}
    kept: list[Line] = []
    for line in lines:
        root = roots[id(line)]
        if line.value.get("isSidechain") is True and root is not None and root not in main:
            name = line.value.get("agentId")
            aside.setdefault(name if isinstance(name, str) else root, []).append(line)
        else:
            kept.append(line)
    agents = [SubAgent(found) for found in aside.values()]
    talking = [agent for agent in agents if any(line.speaks for line in agent.lines)]
    silent = {id(line) for agent in agents if agent not in talking for line in agent.lines}
    if silent:
        known = {id(line) for line in kept} | silent
        kept = [line for line in lines if id(line) in known]
    return kept, talking


def _roots(lines: list[Line]) -> dict[int, str | None]:
    """By identity of each line: the id of the root of its tree, if it is part of one."""
    by_id: dict[str, Line] = {}
    for line in lines:
        if line.uuid is not None:
            by_id.setdefault(line.uuid, line)
    known: dict[str, str] = {}
    for name in by_id:
        path: dict[str, None] = {}
        at: str | None = name
        while at is not None and at in by_id and at not in path and at not in known:
            path[at] = None
            at = by_id[at].above
        last = next(reversed(path), name)
        root = known[at] if at is not None and at in known else last
        known.update(dict.fromkeys(path, root))
    return {id(line): known.get(line.uuid) if line.uuid else None for line in lines}


def find_callers(
    threads: list[list[Line]], agents: list[SubAgent]
) -> tuple[dict[int, list[SubAgent]], list[SubAgent]]:
    """The agents that each call ran, by identity of its block, and the agents that none ran.

    A call is known to have run an agent where its result names the agent or its workflow, where
    the file beside the agent names the call, or where the agent was asked the call's own prompt.
    One call and one agent of the same kind that are left over belong together.
    """
    calls = _Calls(threads)
    found: dict[int, list[SubAgent]] = {}
    left: list[SubAgent] = []
    for agent in agents:
        block = calls.caller_of(agent)
        if block is None:
            left.append(agent)
        else:
            found.setdefault(id(block), []).append(agent)
    free = [block for block in calls.spawning if id(block) not in found]
    if len(free) == len(left) == 1 and _kind_asked(free[0]) == left[0].kind is not None:
        found[id(free[0])] = left
        left = []
    return found, left


class _Calls:
    """The calls of a session that may have run agents."""

    def __init__(self, threads: list[list[Line]]) -> None:
        self.spawning: list[Detail] = []
        self._by_id: dict[str, Detail] = {}
        self._by_agent: dict[str, Detail] = {}
        self._by_run: dict[str, Detail] = {}
        self._by_prompt: dict[str, list[Detail]] = {}
        for lines in threads:
            for line in lines:
                if line.kind == "assistant":
                    self._add_calls(line)
                elif line.kind == "user":
                    self._add_result(line)

    def _add_calls(self, line: Line) -> None:
        for block in line.blocks:
            if block["type"] not in CALLS:
                continue
            if block.get("id") is not None:
                self._by_id[block["id"]] = block
            if block["name"] in _SPAWNING:
                self.spawning.append(block)
                asked = _given(block, "prompt")
                if asked is not None:
                    self._by_prompt.setdefault(asked, []).append(block)

    def _add_result(self, line: Line) -> None:
        report: Any = line.value.get("toolUseResult")
        if not isinstance(report, dict):
            return
        names = (block.get("tool_use_id") for block in line.results)
        block = next((self._by_id[name] for name in names if name in self._by_id), None)
        if block is None:
            return
        for key, found in (("agentId", self._by_agent), ("runId", self._by_run)):
            if isinstance(report.get(key), str):
                found.setdefault(report[key], block)

    def caller_of(self, agent: SubAgent) -> Detail | None:
        """The block of the call that ran an agent."""
        named = agent.about.get("toolUseId")
        if isinstance(named, str) and named in self._by_id:
            return self._by_id[named]
        if agent.agent_id in self._by_agent:
            return self._by_agent[agent.agent_id]
        for folder in (agent.path or "").replace(os.sep, "/").split("/"):
            if folder in self._by_run:
                return self._by_run[folder]
        asking = self._by_prompt.get(agent.prompt or "")
        return asking.pop(0) if asking else None


def _given(block: Detail, key: str) -> str | None:
    given = block.get("input")
    value = given.get(key) if isinstance(given, dict) else None
    return value if isinstance(value, str) and value else None


def _kind_asked(block: Detail) -> str | None:
    return _given(block, "subagent_type")
