"""A seeded agent for airline tickets, about as noisy as one measured on real tasks.

No two of its trials of a task are alike: it looks things up again and again, gives up, forgets a
booking or makes it twice, and talks for as long as it likes. `python -m benchmarks.power` prints
how much its trials differ from each other, beside the same numbers of real trials if it is given
some. What a change does to it is a field of `Habits`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tracegrade.formats import Record
from tracegrade.formats.readers.native import READER
from tracegrade.model import Trace

__all__ = ["Habits", "trials_of"]

_READS = ("get_reservation", "get_user", "search_direct", "search_onestop", "calculate")
_READ_WEIGHTS = (30, 13, 17, 8, 16)
_WRITES = ("update_flights", "book_reservation", "update_baggages", "cancel_reservation")
_WRITE_WEIGHTS = (55, 30, 11, 4)


@dataclass(frozen=True)
class Habits:
    """What the agent does by habit; a change of prompt, model or tools changes a field.

    Attributes:
        new_tool: Share of cases in which it also asks a tool that it had not before.
        skipped_writes: Share of its writes that it leaves out.
        skipped_read: Share of its traces in which it never looks up the reservation.
        retried: Share of cases in which a search fails twice and is repeated.
        overcharged: Share of cases in which it books ten times the amount.
        asks: Share of its writes that it asks a person about.
    """

    new_tool: float = 0.0
    skipped_writes: float = 0.0
    skipped_read: float = 0.0
    retried: float = 0.0
    overcharged: float = 0.0
    asks: float = 0.9


def trials_of(
    habits: Habits = Habits(),
    *,
    cases: int = 50,
    trials: int = 2,
    seed: int,
    side: str,
) -> list[Trace]:
    """The trials of one side.

    The cases follow from the seed, the trials from seed and side: two sides with the same habits
    differ by noise alone.
    """
    return [
        _Trial(habits, case, trial, random.Random(f"{seed}/{side}/{case}/{trial}"), seed, cases)
        .run()
        .trace()
        for case in range(cases)
        for trial in range(trials)
    ]


def is_chosen(share: float, case: int, cases: int) -> bool:
    """Whether a case is one of this share of all cases, evenly spread."""
    return int((case + 1) * share + 1e-9) > int(case * share + 1e-9) if cases else False


@dataclass
class _Task:
    """What a case asks for.

    Attributes:
        reads: Lookups that it takes.
        writes: Bookings that it takes: tool, record and amount.
        passing: How likely a trial passes.
    """

    reads: Sequence[str]
    writes: list[tuple[str, str, int]]
    passing: float

    @classmethod
    def of(cls, seed: int, case: int) -> _Task:
        chance = random.Random(f"{seed}/{case}")
        reads = chance.choices(_READS, _READ_WEIGHTS, k=1 + round(chance.gammavariate(2, 1.5)))
        tools = chance.choices(_WRITES, _WRITE_WEIGHTS, k=chance.choice((0, 1, 1, 1, 2, 2, 3)))
        writes = [
            (tool, f"R{case:02d}{place}", chance.randrange(10, 99) * 5)
            for place, tool in enumerate(tools)
        ]
        return cls(reads, writes, chance.betavariate(0.5, 1.5))


@dataclass
class _Trial:
    """One attempt at a case, step by step."""

    habits: Habits
    case: int
    trial: int
    chance: random.Random
    seed: int
    cases: int
    passed: bool = False
    steps: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def run(self) -> _Trial:
        """Do the task, or give up."""
        task = _Task.of(self.seed, self.case)
        self._say("user", f"Hello, I need help with booking {self.case}.")
        for _ in range(self._about(5.5)):
            self._talk()
        if self.chance.random() > 0.14:
            self._look_up(task, self.chance.gammavariate(9, 1 / 9))
            for tool, record, amount in task.writes:
                self._decide(tool, record, amount)
        self._say(
            "assistant", f"That is all for booking {self.case}. {'Thank you. ' * self._about(3)}"
        )
        self.passed = self.chance.random() < task.passing
        return self

    def trace(self) -> Trace:
        """The trace of the attempt."""
        record = {
            "schema": "tracegrade/trace@1",
            "trace_id": f"{self.case:02d}.{self.trial}",
            "case_id": f"case-{self.case:02d}",
            "trial": self.trial,
            "capabilities": ["tool_results", "error_status", "approvals"],
            "outcome": {"success": self.passed},
            "steps": [{"id": f"s{place}", **step} for place, step in enumerate(self.steps)],
        }
        read = READER.read
        assert read is not None
        (trace,) = read(Record(record))
        return trace

    def _look_up(self, task: _Task, effort: float) -> None:
        leaves_out = self.chance.random() < self.habits.skipped_read
        for tool in task.reads:
            if leaves_out and tool == _READS[0]:
                continue
            for _ in range(self._about(1.1 * effort)):
                self._call(tool, {"query": self.chance.randrange(3)})
                if self.chance.random() < 0.1:
                    self._talk()
        if is_chosen(self.habits.new_tool, self.case, self.cases):
            self._call("check_fare_rules", {"case": self.case})
        if is_chosen(self.habits.retried, self.case, self.cases):
            for status in ("error", "error", "ok"):
                self._call("search_direct", {"query": 7}, status)

    def _decide(self, tool: str, record: str, amount: int) -> None:
        """Make a booking, or forget it, or make it more often than needed."""
        for time in range(self._about(1.15)):
            if self.chance.random() < self.habits.skipped_writes:
                continue
            if is_chosen(self.habits.overcharged, self.case, self.cases):
                amount *= 10
            arguments = {"record": record, "amount": amount, "card": self.chance.randrange(3)}
            self._call(tool, arguments | ({"note": time} if time else {}), asks=self.habits.asks)

    def _call(
        self, tool: str, arguments: dict[str, Any], status: str = "ok", *, asks: float = 0.0
    ) -> None:
        place = len(self.steps)
        self._say("assistant", "")
        self.steps.append({"kind": "tool_call", "tool": tool, "arguments": arguments})
        self.steps[-1]["parent"] = f"s{place}"
        if self.chance.random() < asks:
            request = {"kind": "approval_request", "calls": [f"s{place + 1}"]}
            decision = {"kind": "approval_decision", "request": f"s{place + 2}"}
            self.steps += [request, decision | {"decision": "approve", "principal": "human:amy"}]
        result = {"kind": "tool_result", "call": f"s{place + 1}", "status": status}
        self.steps.append(result | {"content": "not available" if status == "error" else "done"})

    def _talk(self) -> None:
        self._say("assistant", f"Could you tell me more? ({self.chance.randrange(40)})")
        self._say("user", f"Well, as I said. ({self.chance.randrange(40)})")

    def _say(self, kind: str, text: str) -> None:
        self.steps.append({"kind": kind, "text": text})

    def _about(self, mean: float) -> int:
        """A number of times, by chance: Poisson."""
        count, left = 0, self.chance.expovariate(1)
        while left < mean:
            count += 1
            left += self.chance.expovariate(1)
        return count
