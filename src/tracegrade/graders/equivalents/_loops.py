"""Loop detection with partial credit: repeated calls, repeated reasoning, calls inside themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._lcs import common_subsequence
from tracegrade.graders._base import Grader
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._scopes import agents_of_threads
from tracegrade.graders.equivalents._plan_grader import nothing_captured
from tracegrade.model import Finding, Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["LoopDetection"]

_WEIGHTS = (0.40, 0.35, 0.25)
_SAME = 0.95  # from here on, two texts say the same
_FEWEST_WORDS = 20  # shorter texts are alike by chance
_SHORT = 3  # shorter words carry nothing that tells two texts apart
_WORD = re.compile(r"\w+")

_Found = tuple[float, list[Finding]]


@dataclass(frozen=True)
class LoopDetection(Grader):
    """Scores three kinds of loops; see `tracegrade.graders.equivalents.deepeval.loop_detection`."""

    version: ClassVar[str] = "1"

    threshold: float
    repetition: int
    similarity: float
    checks: tuple[bool, bool, bool]

    @property
    def name(self) -> str:
        """The name of the mode."""
        return "loop_detection"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """The weighted mean of the checks that are on."""
        if not len(trace):
            return nothing_captured(self, trace)
        names = ("tool_repetition", "reasoning_stagnation", "call_graph_cycles")
        ways = (self._repetition, self._stagnation, self._cycles)
        breakdown: dict[str, float] = {}
        findings: list[Finding] = []
        total = weight = 0.0
        for name, check, way, share in zip(names, self.checks, ways, _WEIGHTS, strict=True):
            score, found = way(trace) if check else (1.0, [])
            breakdown[name] = score
            findings += found
            if check:
                total, weight = total + share * score, weight + share
        score = total / weight if weight else 1.0
        passes = score >= self.threshold
        if passes:
            for finding in findings:
                finding.severity = "info"
        text = findings[0].message if findings else "no loop"
        verdict = Verdict.PASS if passes else Verdict.FAIL
        return self.give(
            trace, verdict, text, score=score, findings=tuple(findings), details=breakdown
        )

    def _repetition(self, trace: Trace) -> _Found:
        columns, key = trace.columns, arguments_of(trace).key
        calls: dict[Any, list[int]] = {}
        for number, tool in enumerate(columns.call_tools):
            calls.setdefault((tool, key(number)), []).append(number)
        worst = max(calls.values(), key=len, default=[])
        if len(worst) < self.repetition:
            return 1.0, []
        steps = [columns.ids[columns.call_steps[number]] for number in worst]
        tool = columns.call_tools[worst[0]]
        message = f"{tool!r} was called {len(worst)} times with the same arguments"
        most = self.repetition - 1
        found = Finding("O03", message, (*steps[most:], *steps[:most]), "fail", most, len(worst))
        return (0.0 if len(worst) >= 2 * self.repetition else 0.5), [found]

    def _stagnation(self, trace: Trace) -> _Found:
        columns = trace.columns
        said = [
            (step, _words(columns.texts[step]))
            for step, kind in enumerate(columns.kinds)
            if kind == "assistant"
        ]
        best, pair = 0.0, (0, 0)
        for (one, words), (other, others) in pairwise(said):
            if min(len(words), len(others)) >= _FEWEST_WORDS:
                likeness = 2 * len(common_subsequence(words, others)) / (len(words) + len(others))
                if likeness > best:
                    best, pair = likeness, (one, other)
        if best < self.similarity:
            return 1.0, []
        ids = (columns.ids[pair[1]], columns.ids[pair[0]])
        message = f"the model said nearly the same in {ids[1]} and {ids[0]} ({best:.0%} alike)"
        found = Finding("Q04", message, ids, "fail", f"below {self.similarity:.0%}", round(best, 4))
        return (0.0 if best > _SAME else 0.5), [found]

    def _cycles(self, trace: Trace) -> _Found:
        inside = _labels_by_step(trace)
        for step, labels in inside.items():
            own = labels[-1]
            for around, label in labels[:-1]:
                if label == own[1]:
                    ids = (trace.columns.ids[step], trace.columns.ids[around])
                    message = f"{label[0]} {label[1]!r} runs inside itself with the same input"
                    return 0.0, [Finding("Q03", message, ids, expected="another input")]
        return 1.0, []


def _words(text: str | None) -> list[str]:
    return [word for word in _WORD.findall((text or "").lower()) if len(word) >= _SHORT]


_Label = tuple[str, str | None, Any]
_Around = list[tuple[int, _Label]]


def _labels_by_step(trace: Trace) -> dict[int, _Around]:
    """For each call, and each first step of an agent inside one, what runs around it and it."""
    columns = trace.columns
    if not columns.has_nesting:
        return {}
    labels = _Labels(trace)
    found: dict[int, _Around] = {}
    for thread, step in labels.firsts.items():
        around = labels.around(thread) if thread else []
        if around and around[-1][1][0] == "agent":
            found[step] = around
    for number, step in enumerate(columns.call_steps):
        around = labels.around(labels.threads.of_step[step])
        found[step] = [*around, (step, labels.of_call(number))]
    return found


class _Labels:
    """What runs, by kind, name and input: agents by the first message to them, tools by arguments.

    Attributes:
        threads: The trace's threads.
        firsts: By thread, its first step.
    """

    def __init__(self, trace: Trace) -> None:
        columns = trace.columns
        self.threads = trace.graph().threads
        self.firsts: dict[int, int] = {}
        for step, thread in enumerate(self.threads.of_step):
            self.firsts.setdefault(thread, step)
        self._tools = columns.call_tools
        self._numbers = {step: number for number, step in enumerate(columns.call_steps)}
        self._key = arguments_of(trace).key
        self._agents = agents_of_threads(trace)
        self._inputs = _inputs_of_threads(trace)

    def of_call(self, number: int) -> _Label:
        """The label of a call."""
        return "tool", self._tools[number], self._key(number)

    def around(self, thread: int) -> _Around:
        """What runs in a thread and around it, outermost first."""
        labels: _Around = []
        while True:
            agent, asked = self._agents.get(thread), self._inputs.get(thread)
            if agent is not None and asked is not None:
                labels.append((self.firsts[thread], ("agent", agent, asked)))
            call = self.threads.spawned_by[thread]
            if call < 0:
                return labels[::-1]
            if call in self._numbers:
                labels.append((call, self.of_call(self._numbers[call])))
            thread = self.threads.of_step[call]


def _inputs_of_threads(trace: Trace) -> dict[int, str | None]:
    """What each agent was asked: the first user message of its thread."""
    columns, threads = trace.columns, trace.graph().threads
    inputs: dict[int, str | None] = {}
    for step, kind in enumerate(columns.kinds):
        if kind == "user":
            inputs.setdefault(threads.of_step[step], columns.texts[step])
    return inputs
