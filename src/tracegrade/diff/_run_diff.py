"""What changed between two runs, as something to ask, to slice and to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade.model import _sugar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracegrade.diff._model import (
        CaseDiff,
        DiffVerdict,
        Effect,
        Fact,
        Outcomes,
        Pairing,
        Shift,
        Transition,
    )
    from tracegrade.model import Problem

__all__ = ["RunDiff"]


@dataclass(slots=True, kw_only=True)
class RunDiff:
    """What changed between two sets of runs.

    Iterating gives the cases, those that matter most first; `diff["refund-05"]` is one case,
    `diff[["refund-05", "refund-06"]]` the diff of these cases alone.

    Attributes:
        verdict: `broken` where a given check newly fails beyond noise; `shift` where a quantity
            differs beyond noise; `equivalent` where nothing differs, or the quantities that count
            lie within their margins; else `inconclusive`.
        reason: Why, in one sentence.
        notes: What to know before believing it: cut-off traces, missing cases, different captures.
        pairing: How traces were paired.
        facts: What is there on one side only.
        effects: How side effects differ, case by case.
        effect_noise: In how many pairs of old trials of one case, of all such pairs, side effects
            differ as well; `None` where no case has several old trials.
        outcomes: Which trials passed, where the captures say it.
        shifts: Quantities, old against new: shifts first, then what follows from them.
        transitions: How often one tool comes right after another.
        not_compared: Quantities that one side does not record, with the reason.
        cases: Every case, those that matter most first.
        volatile: Arguments that were learned to differ each time: pointers by tool.
        renamed: Tools that only changed their name, new name by old.
        noise: Where it is known from how much the old side differs from itself: `profile`,
            `trials` or `unknown`.
        seed: Of everything that was drawn at random; it follows from the input.
        relabellings: How many ways to deal the trials to the sides were looked at.
        problems: What was odd about the input of either side.

    Example:
        >>> from tracegrade.diff import diff_runs
        >>> run = "fixtures/traces/native/runs/old.jsonl"
        >>> diff_runs(run, run).verdict
        'equivalent'
    """

    verdict: DiffVerdict
    reason: str
    notes: list[str]
    pairing: Pairing
    facts: list[Fact]
    effects: list[Effect]
    effect_noise: tuple[int, int] | None
    outcomes: Outcomes | None
    shifts: list[Shift]
    transitions: list[Transition]
    not_compared: list[str]
    cases: list[CaseDiff]
    volatile: dict[str, list[str]]
    renamed: dict[str, str]
    noise: str
    seed: int
    relabellings: int
    problems: list[Problem]
    narrow: Callable[[set[str]], RunDiff] = field(repr=False)
    fetch: Callable[[Sequence[CaseDiff]], None] = field(repr=False)

    def __len__(self) -> int:
        return len(self.cases)

    def __iter__(self) -> Iterator[CaseDiff]:
        return iter(self.cases)

    def __getitem__(self, wanted: str | Iterable[str]) -> Any:
        """One case, or the diff of several cases alone, tested anew."""
        return self.case(wanted) if isinstance(wanted, str) else self.only(wanted)

    def case(self, case_id: str) -> CaseDiff:
        """The case with this id.

        Raises:
            KeyError: No case has it.
        """
        for case in self.cases:
            if case.case_id == case_id:
                return case
        raise KeyError(case_id)

    def only(self, cases: Iterable[str]) -> RunDiff:
        """The diff of these cases alone; every test is made anew.

        Raises:
            KeyError: There is no such case.
        """
        wanted = set(cases)
        missing = wanted - {case.case_id for case in self.cases}
        if missing:
            raise KeyError(min(missing))
        return self.narrow(wanted)

    def shift(self, feature: str) -> Shift:
        """The quantity with this name, such as `calls` or `errors:search_flights`.

        Raises:
            KeyError: It was not compared.
        """
        for shift in self.shifts:
            if shift.feature == feature:
                return shift
        raise KeyError(feature)

    def to_record(self) -> dict[str, Any]:
        """The diff as JSON, `tracegrade/diff@1`."""
        from tracegrade.diff._record import record_of

        return record_of(self)

    def _repr_html_(self) -> str:
        """The report, for a notebook."""
        return _sugar.function("diff_html")(self)
