"""Magentic-One and AutoGen 0.2 group chats as lists of who said what, as Who&When and AgentRx keep them.

Source: the data of both, and the console logs that they were made from. A row has a `role` (Magentic-One)
or a `name` (AutoGen, where `role` only tells one agent's point of view) and a text. There are no tool
calls: what a surfer clicked stands in its words. Two things are more than words. `Orchestrator (-> X)` is a
handoff, and what X answers happens inside it. A fenced block that the next speaker answers with
`exitcode: N (...)` was run by that executor, so it is a call of the executor; its exit code says how it
ended. Thoughts of the orchestrator are reasoning.

Every row is one step, named `m` and its place in the list, so that labels which count rows
(`mistake_step`) can be followed: `mistake_step_id` in the metadata names the step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder, noted
from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._sessions import capabilities_of, without
from tracegrade.formats.readers._magentic_rows import EXIT_CODE, blocks_of, exit_code_of, speaker_of
from tracegrade.model import Capability, Outcome, Trace

if TYPE_CHECKING:
    from tracegrade.model import Completion, Detail

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("tool_results", "error_status", "principals", "sub_agents", "reasoning")
)
_LISTS = ("history", "contents")
_LABELS = ("mistake_agent", "mistake_step", "label")
_HUMANS = ("human", "user", "user_proxy", "userproxy")
_GOODBYE = "TERMINATE"


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict):
        label = next((key for key in _LABELS if key in value), None)
        key = next((key for key in _LISTS if _are_rows(value.get(key))), None)
        if label is not None and key is not None:
            return Evidence(3, f"keys {key!r} and {label!r}")
        return _sniff_rows(value[key]) if key is not None else None
    return _sniff_rows(value) if _are_rows(value) else None


def _are_rows(rows: Any) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, dict) and isinstance(row.get("content"), str) for row in rows)
        and all(isinstance(row.get("name", row.get("role")), str) for row in rows)
    )


def _sniff_rows(rows: list[dict[str, Any]]) -> Evidence | None:
    for row in rows:
        if "name" not in row and speaker_of(row)[1]:
            return Evidence(3, f"a row of {row['role']!r}")
    named = all("name" in row for row in rows)
    if named and any(exit_code_of(row["content"]) is not None for row in rows):
        return Evidence(3, f"named speakers, and {EXIT_CODE!r} of an executor")
    return None


class _Chat:
    """Steps being made of the rows of one chat."""

    def __init__(self, question: str | None) -> None:
        self.builder = ColumnsBuilder()
        self.ids: list[str] = []
        self.completion: Completion | None = None
        self._question = question
        self._executors: set[str] = set()
        self._handoffs: dict[str, int] = {}
        self._code: int | None = None  # the model call whose blocks may be run next
        self._final = -1

    def prompts(self, prompts: Any) -> None:
        """What each agent was told to be."""
        for name, prompt in prompts.items() if isinstance(prompts, dict) else ():
            if isinstance(prompt, str):
                self.ids.append(f"prompt-{len(self.ids)}")
                self.builder.step("system", prompt, agent=str(name))

    def read(self, rows: list[Any], where: str) -> None:
        """Read every row.

        Raises:
            MismatchError: One has no speaker or no text.
        """
        for place, row in enumerate(rows):
            at = f"{where}/{place}"
            if not isinstance(row, dict) or not isinstance(row.get("content"), str):
                raise MismatchError("wrong-type", "a row is not an object with a text", at)
            name = row.get("name", row.get("role"))
            if not isinstance(name, str):
                raise MismatchError("wrong-type", "a row names no speaker", at)
            code = exit_code_of(row["content"])
            if code is not None:
                self._executors.add(name)
        for place, row in enumerate(rows):
            self._row(row, place)
        if self._final >= 0:
            self.builder.columns.details.setdefault(self._final, {})["final"] = True
        self.builder.columns.ids = self.ids

    def _row(self, row: Detail, place: int) -> None:
        speaker, manner = speaker_of(row)
        text = row["content"]
        code, self._code = self._code, None
        if speaker in self._executors:
            self._executed(speaker, text, code, place)
            return
        self.ids.append(f"m{place}")
        extra = without(row, ("content", "role", "name"))
        is_task = place == 0 and self._question is not None and self._question.strip() in text
        if speaker.lower() in _HUMANS or is_task:
            principal = "human:user" if speaker.lower() in _HUMANS else None
            agent = speaker if principal is None else None
            self.builder.step("user", text, principal=principal, agent=agent, extra=extra)
        elif manner == "thought":
            self.builder.step("assistant", None, reasoning=text, agent=speaker, extra=extra)
        elif manner == "termination condition":
            self._ended(speaker, text, extra)
        elif manner.startswith("-> "):
            to = manner.removeprefix("-> ").strip()
            self._handoffs[to] = self.builder.step(
                "handoff", text, to=to, agent=speaker, extra=extra
            )
        else:
            self._said(speaker, text, extra)

    def _said(self, speaker: str, text: str, extra: Detail | None) -> None:
        parent = self._handoffs.get(speaker, -1)
        index = self.builder.step("assistant", text, parent=parent, agent=speaker, extra=extra)
        if parent < 0 and text.strip() != _GOODBYE:
            self._final = index
        if text.rstrip().endswith(_GOODBYE) and parent < 0:
            self.completion = "complete"
        self._code = index

    def _ended(self, speaker: str, text: str, extra: Detail | None) -> None:
        """Why the orchestrator stopped, and the answer that was asked of it afterwards."""
        if "FINAL ANSWER:" in text:
            self._final = self.builder.step("assistant", text, agent=speaker, extra=extra)
        else:
            self.builder.step("note", text, agent=speaker, extra=extra)
        self.completion = "interrupted" if text.lstrip().startswith("Max ") else "complete"

    def _executed(self, executor: str, text: str, asked: int | None, place: int) -> None:
        """What an executor says: the output of the blocks before it, or that there were none."""
        code = exit_code_of(text)
        columns = self.builder.columns
        blocks = blocks_of(columns.texts[asked] or "") if asked is not None else []
        if code is None or not blocks:
            self.ids.append(f"m{place}")
            kind = "note" if code is None else "tool_result"
            self.builder.step(kind, text, agent=executor)
            return
        self.ids += [f"m{place - 1}.code", f"m{place}"]
        arguments = blocks[0] if len(blocks) == 1 else {"blocks": blocks}
        agent = columns.details.get(asked or 0, {}).get("agent")
        self.builder.call(executor, None, arguments, parent=asked or 0, agent=agent)
        self.builder.result(None, text, status="error" if code else "ok", agent=executor)
        if asked == self._final:
            self._final = -1  # it asked for a run, so it was no answer


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    key = next((one for one in _LISTS if isinstance(value, dict) and one in value), "")
    rows = value.get(key) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        raise MismatchError("wrong-type", "no list of rows", f"/{key}" if key else "")
    body: Detail = value if isinstance(value, dict) else {}
    question = body.get("question")
    chat = _Chat(question if isinstance(question, str) and question.strip() else None)
    chat.prompts(body.get("system_prompt"))
    chat.read(rows, f"/{key}" if key else "")
    columns = chat.builder.columns
    told: tuple[Capability, ...] = ("error_status",) if columns.call_steps else ()
    trace = Trace(
        default_trace_id(record),
        columns,
        source=record.source("magentic"),
        capabilities=capabilities_of(columns, *told),
        problems=noted(record, chat.builder.notes),
    )
    trace.completion = chat.completion
    trace.case_id = text_id(body.get("question_ID"), "question_ID")
    trace.agent = next((one["agent"] for one in columns.details.values() if "agent" in one), None)
    _label(trace, body, key)
    return (trace,)


def _label(trace: Trace, body: Detail, key: str) -> None:
    """What people said about the run."""
    left = without(body, (key, "question_ID", "system_prompt")) or {}
    success = body.get("is_correct", body.get("is_corrected"))
    if isinstance(success, bool):
        trace.outcome = Outcome(success=success)
        left.pop("is_correct", None)
        left.pop("is_corrected", None)
    step = body.get("mistake_step")
    named = f"m{str(step).strip()}" if isinstance(step, str | int) else None
    if named in trace.columns.ids:
        left["mistake_step_id"] = named
    trace.metadata = left or None


READER = Reader(
    name="magentic",
    title="Magentic-One and AutoGen 0.2 chats as rows of speaker and text, with Who&When labels",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
