"""Steps of a Claude Code session from its lines, sub-agents inside the calls that ran them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats.dialects.anthropic import usage_of
from tracegrade.formats.readers._claude_code_lines import CALLS, Branches, Line
from tracegrade.formats.readers._claude_code_parts import (
    HUMAN,
    allowed_tools,
    beyond,
    decided,
    distinct,
    error_text,
    executed,
    has_failed,
    is_interruption,
    responses_of,
    speaker,
    stop_reason,
)
from tracegrade.model import Detail, Problem, parse_time

if TYPE_CHECKING:
    from tracegrade.formats.readers._claude_code_agents import SubAgent

__all__ = ["SessionSteps"]

_ENVELOPE = frozenset(
    (
        "type", "parentUuid", "message", "timestamp", "isSidechain", "userType", "cwd",
        "sessionId", "session_id", "version", "gitBranch", "entrypoint", "slug", "agentId",
    )
)  # fmt: skip
"""Keys that every line repeats; `metadata` of the trace has them once."""

_ALLOWED = {
    "bypassPermissions": ("*",),
    "acceptEdits": ("Edit", "MultiEdit", "NotebookEdit", "Write"),
}
"""What each permission mode lets run without asking."""

_DEEPEST = 20  # sub-agents within sub-agents


class _Thread:
    """One agent's lines while they become steps."""

    def __init__(self, lines: list[Line], parent: int, agent: str | None, depth: int) -> None:
        self.lines = lines
        self.parent = parent
        self.agent = agent
        self.depth = depth
        self.branches = Branches(lines)
        self.responses = responses_of(lines, self.branches)
        self.spawning: dict[str | None, list[tuple[int, list[SubAgent]]]] = {}


class SessionSteps:
    """The steps of one session.

    Attributes:
        builder: The columns, filled by `add`.
        problems: Whatever was odd, at its line.
        others: Lines that are no part of the conversation, by type.
        abandoned: How many lines and calls lie on branches that were not continued.
        ended: How the last message of the outermost thread ends: its stop reason, `interrupted`,
            or `None`.
    """

    def __init__(self, spawned: dict[int, list[SubAgent]]) -> None:
        """Start with no step; `spawned` gives the sub-agents by identity of the calling block."""
        self.builder = ColumnsBuilder()
        self.problems: list[Problem] = []
        self.others: dict[str, list[Detail]] = {}
        self.abandoned = {"lines": 0, "calls": 0}
        self.copies = 0
        self.ended: str | None = None
        self.placed: set[int] = set()
        self._spawned = spawned
        self._mode: str | None = None
        self._allowed: tuple[str, ...] = ()
        self._has_odd_time = False

    def add(
        self, lines: list[Line], parent: int = -1, agent: str | None = None, depth: int = 0
    ) -> None:
        """Add the steps of one thread; `parent` is the call that ran it, if one did."""
        thread = _Thread(lines, parent, agent, depth)
        self.copies += thread.branches.copies
        branch: list[Line] = []
        for line in lines:
            if thread.branches.is_abandoned(line):
                branch.append(line)
                continue
            self._add_branch(branch, thread)
            branch = []
            if not thread.branches.is_copy(line):
                self._line(line, thread)
            self._take_notes(line)
        self._add_branch(branch, thread)
        for waiting in thread.spawning.values():
            for call, agents in waiting:
                self._run(agents, call, thread.depth)
        # early versions wrote no tree at all
        roots = [line for line in thread.branches.roots if "parentUuid" in line.value]
        if len(roots) > 1 and parent < 0:
            root = roots[1]
            message = "a message follows none that the file holds; it is read as going on"
            self.problems.append(root.record.problem("second-root", message, "/parentUuid"))

    def add_uncalled(self, agent: SubAgent) -> None:
        """Add a sub-agent that no call of the session ran, as a thread of its own."""
        self.placed.add(id(agent))
        record = agent.lines[0].record
        message = f"no call of the session ran sub-agent {agent.agent_id!r}"
        self.problems.append(record.problem("unlinked-sub-agent", message))
        extra = {"agent_id": agent.agent_id, "called": False}
        start = self.builder.step("handoff", to=agent.name, extra=extra)
        self.add(agent.lines, start, agent.name, 1)

    def _take_notes(self, line: Line) -> None:
        for code, message, pointer in self.builder.notes:
            self.problems.append(line.record.problem(code, message, pointer))
        self.builder.notes.clear()

    def _add_branch(self, branch: list[Line], thread: _Thread) -> None:
        if not branch:
            return
        self.abandoned["lines"] += len(branch)
        self.abandoned["calls"] += sum(len(line.calls) for line in branch)
        self.builder.step(
            "note",
            f"an abandoned branch of {len(branch)} lines",
            parent=thread.parent,
            agent=thread.agent,
            extra={"abandoned": [line.value for line in branch]},
        )

    def _line(self, line: Line, thread: _Thread) -> None:
        if thread.branches.is_repeated(line):
            message = f"uuid {line.uuid!r} is that of an earlier line; this one is kept as a note"
            self.problems.append(line.record.problem("duplicate-id", message, "/uuid"))
            self._note(line, thread, line.text() or None, whole=True)
        elif line.kind == "assistant":
            response = thread.responses.get(id(line))
            if response is not None:
                self._model_call(response, thread)
        elif line.kind == "user":
            self._user(line, thread)
        elif line.kind == "system":
            self._system(line, thread)
        elif line.kind == "attachment":
            self._attachment(line, thread)
        elif line.kind == "permission-mode":
            self._enter(line, line.value.get("permissionMode"), thread)
        elif line.kind in ("tool_use", "tool_result"):
            self._bare(line, thread)
        elif line.uuid is not None and line.kind != "progress":
            self._note(line, thread, None, whole=True)
        else:
            self.others.setdefault(line.kind, []).append(line.value)

    def _common(self, line: Line, thread: _Thread, **extra: Any) -> Detail:
        """Agent, time and whatever the model has no field for."""
        kept = {
            key: value
            for key, value in line.value.items()
            if key not in _ENVELOPE and value not in (None, False, [], {}) and key not in extra
        }
        kept.update((key, value) for key, value in extra.items() if value is not None)
        moment = line.value.get("timestamp")
        if moment is not None and parse_time(moment) is None:
            kept["timestamp"] = moment
            moment = None
            if not self._has_odd_time:
                message = "a time is not ISO 8601 with an offset: kept as extra, here and below"
                self.problems.append(line.record.problem("naive-time", message, "/timestamp"))
            self._has_odd_time = True
        return {"at": moment, "agent": thread.agent, "extra": kept or None}

    def _note(
        self, line: Line, thread: _Thread, text: str | None, *, whole: bool = False, **detail: Any
    ) -> None:
        common = self._common(line, thread)
        if whole:
            common["extra"] = line.value
        self.builder.step("note", text, parent=thread.parent, **common, **detail)

    def _error(self, line: Line, thread: _Thread, message: str | None) -> None:
        # inside a sub-agent it has no parent: an error inside a call is an error of that call
        self.builder.step("error", message=message, **self._common(line, thread))

    def _model_call(self, response: list[Line], thread: _Thread) -> None:
        """One response of the model, whole, however many lines it was written on."""
        first = response[0]
        if first.value.get("isApiErrorMessage") is True:
            self._error(first, thread, first.text() or None)
            return
        if first.message.get("model") == "<synthetic>":
            self._note(first, thread, first.text() or None)
            return
        blocks = distinct([block for line in response for block in line.blocks])
        parent = self.builder.step(
            "assistant",
            "\n".join(line.text() for line in response if line.text()) or None,
            parent=thread.parent,
            **self._said(response, blocks),
            **self._common(first, thread, **beyond(response, blocks)),
        )
        at = {id(block): line for line in response for block in line.blocks}
        for block in blocks:
            if block["type"] in CALLS:
                self._call(block, at[id(block)], parent, thread)
        for block in blocks:
            if block["type"].endswith("tool_result"):
                self._result(block, at[id(block)], thread, {})
        if thread.parent < 0:
            stop = next((s for line in reversed(response) if (s := stop_reason(line))), None)
            self.ended = stop if not any(block["type"] in CALLS for block in blocks) else None

    def _said(self, response: list[Line], blocks: list[Detail]) -> Detail:
        thoughts = [block["thinking"] for block in blocks if block.get("thinking")]
        usages = [usage for line in response if (usage := usage_of(line.message.get("usage")))]
        model = response[0].message.get("model")
        return {
            "reasoning": "\n".join(thoughts) or None,
            "usage": usages[-1] if usages else None,  # earlier lines repeat it, or tell less
            "model": model if isinstance(model, str) else None,
            "stop_reason": next(
                (s for line in reversed(response) if (s := stop_reason(line))), None
            ),
        }

    def _call(self, block: Detail, line: Line, parent: int, thread: _Thread) -> None:
        known = ("type", "id", "name", "input")
        extra = {key: value for key, value in block.items() if key not in known}
        moment = line.value.get("timestamp")
        index = self.builder.call(
            block["name"],
            block.get("id"),
            block.get("input"),
            parent=parent,
            pointer="/message/content",
            at=moment if parse_time(moment) is not None else None,
            agent=thread.agent,
            extra=extra or None,
        )
        agents = self._spawned.get(id(block))
        if agents:
            thread.spawning.setdefault(block.get("id"), []).append((index, agents))

    def _run(self, agents: list[SubAgent], call: int, depth: int) -> None:
        """Add the sub-agents that a call ran, inside it."""
        for agent in agents:
            if depth < _DEEPEST and id(agent) not in self.placed:
                self.placed.add(id(agent))
                self.add(agent.lines, call, agent.name, depth + 1)

    def _user(self, line: Line, thread: _Thread) -> None:
        """The results that a line carries, then what a person or the program says in it."""
        self._enter(line, line.value.get("permissionMode"), thread)
        told: Detail = {"toolUseResult": line.value.get("toolUseResult")}
        for block in line.results:
            self._result(block, line, thread, told)
            told = {}
        rest = [block for block in line.blocks if block["type"] != "tool_result"]
        text, results = line.text() or None, bool(line.results)
        if results and not rest:
            return
        if thread.parent < 0:
            self.ended = "interrupted" if is_interruption(text) else None
        others = [block for block in rest if block["type"] != "text"] or None
        common = self._common(line, thread, content=others)
        if results and common["extra"]:
            common["extra"].pop("toolUseResult", None)
        who = speaker(line, text, is_nested=thread.parent >= 0)
        kind = "note" if who is None or is_interruption(text) else "user"
        principal = who or "environment"
        self.builder.step(kind, text, parent=thread.parent, principal=principal, **common)

    def _result(self, block: Detail, line: Line, thread: _Thread, told: Detail) -> None:
        call_id, content = block.get("tool_use_id"), block.get("content")
        report = told.get("toolUseResult")
        decision, principal = decided(line, block, report)
        waiting = self._call_waiting(call_id) if decision is not None else -1
        spawning = thread.spawning.get(call_id)
        if spawning:
            call, agents = spawning.pop()
            self._run(agents, call, thread.depth)
        ran = None
        if decision is not None and waiting >= 0:
            columns = self.builder.columns
            asked = columns.call_arguments[columns.call_steps.index(waiting)]
            ran = executed(report, asked) if decision == "modify" else None
            self._decision(line, thread, waiting, (decision, principal, ran))
        known = ("type", "tool_use_id", "content", "is_error")
        more = {key: value for key, value in block.items() if key not in known}
        common = self._common(line, thread, toolUseResult=report, **more)
        status = "denied" if decision == "deny" else "error" if has_failed(block) else "ok"
        is_text = content is None or isinstance(content, str)
        kept: Detail = {} if is_text else {"content": content}
        self.builder.result(
            call_id,
            content if is_text else None,
            pointer="/message/content",
            status=status,
            executed_arguments=ran,
            **kept,
            **common,
        )

    def _call_waiting(self, call_id: str | None) -> int:
        """Position of the latest call with this id that has no result, or -1."""
        columns = self.builder.columns
        for number in range(len(columns.call_steps) - 1, -1, -1):
            if columns.call_ids[number] == call_id and columns.call_results[number] < 0:
                return columns.call_steps[number]
        return -1

    def _decision(
        self, line: Line, thread: _Thread, call: int, made: tuple[str, str | None, Any]
    ) -> None:
        decision, principal, arguments = made
        part: Detail = {"call": f"s{call}", "decision": decision}
        if arguments is not None:
            part["arguments"] = arguments
        common = self._common(line, thread)
        self.builder.step(
            "approval_decision",
            parent=call if thread.parent >= 0 else -1,
            decisions=[part],
            principal=principal,
            at=common["at"],
            agent=thread.agent,
        )

    def _enter(self, line: Line, mode: Any, thread: _Thread) -> None:
        """Note that another permission mode holds from here on."""
        if not isinstance(mode, str) or mode == self._mode or thread.parent >= 0:
            return
        before, self._mode = self._allowed, mode
        self._allowed = _ALLOWED.get(mode, ())
        self.builder.step(
            "mode_change",
            mode=mode,
            allows=[{"tool": tool} for tool in self._allowed] or None,
            revokes=[{"tool": tool} for tool in before if tool not in self._allowed] or None,
            principal=HUMAN,
            at=self._common(line, thread)["at"],
        )

    def _system(self, line: Line, thread: _Thread) -> None:
        subtype, content = line.value.get("subtype"), line.value.get("content")
        if subtype in ("api_error", "error", "api_refusal"):
            told = line.value.get("apiRefusalExplanation") or line.value.get("error") or content
            self._error(line, thread, error_text(told))
            return
        text = content if isinstance(content, str) and content else subtype
        self._note(line, thread, text if isinstance(text, str) else None)

    def _attachment(self, line: Line, thread: _Thread) -> None:
        """What the program put beside the messages: a queued prompt, permissions, or a note."""
        attached: Any = line.value.get("attachment")
        attached = attached if isinstance(attached, dict) else {}
        kind, prompt = attached.get("type"), attached.get("prompt")
        common = self._common(line, thread)
        if kind == "queued_command" and prompt is not None:
            origin = attached.get("origin")
            source = origin.get("kind") if isinstance(origin, dict) else None
            is_spoken = source in (None, "human") and attached.get("isMeta") is not True
            self.builder.step(
                "user" if is_spoken else "note",
                prompt if isinstance(prompt, str) else _json.as_text(prompt),
                parent=thread.parent,
                principal=HUMAN if is_spoken else "environment",
                **common,
            )
            return
        tools = allowed_tools(attached) if kind == "command_permissions" else []
        if tools:
            self.builder.step(
                "mode_change",
                parent=thread.parent,
                allows=tools,
                principal="policy:command",
                **common,
            )
            return
        content = attached.get("content")
        text = content if isinstance(content, str) and content else kind
        self._note(line, thread, text if isinstance(text, str) else None)

    def _bare(self, line: Line, thread: _Thread) -> None:
        """A call or result that is a line of its own, as early versions wrote them."""
        value, name = line.value, line.value.get("name")
        known = {"id", "tool_use_id", "name", "input", "output", "content", "is_error", "uuid"}
        common = self._common(line, thread)
        extra = {key: item for key, item in (common["extra"] or {}).items() if key not in known}
        common["extra"] = extra or None
        call_id = value.get("id" if line.kind == "tool_use" else "tool_use_id")
        call_id = call_id if isinstance(call_id, str) else None
        if line.kind == "tool_use" and isinstance(name, str):
            self.builder.call(name, call_id, value.get("input"), parent=-1, **common)
        elif line.kind == "tool_result":
            said = value.get("output", value.get("content"))
            is_text = said is None or isinstance(said, str)
            status = "error" if has_failed(value) else "ok"
            kept: Detail = {} if is_text else {"content": said}
            self.builder.result(call_id, said if is_text else None, status=status, **kept, **common)
        else:
            self._note(line, thread, None, whole=True)
