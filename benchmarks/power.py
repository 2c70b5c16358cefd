"""How often a diff finds a change that is there, and how often one that is not.

A seeded, noisy agent is changed in one habit, again and again with other seeds, and its runs of 50
cases with 2 trials are held against each other. With traces of a real agent, several trials of each
case, the noise of both is printed side by side:

    python -m benchmarks.power --runs 40 traces/tau_bench
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import tracegrade as tg
from benchmarks.noisy_agent import Habits, trials_of
from tracegrade.diff import diff_runs, noise_of
from tracegrade.diff._verdict import is_sure
from tracegrade.statistics import wilson_interval

if TYPE_CHECKING:
    from tracegrade.diff import RunDiff
    from tracegrade.model import Trace

__all__ = ["CHANGES", "Change", "Power", "noise_figures", "power_of"]

_QUANTITIES = ("calls", "steps", "side_effects", "turns", "passed")


@dataclass(frozen=True)
class Change:
    """A change of habits, and what a diff has to say of it.

    Attributes:
        title: What changed.
        habits: What the agent does then.
        names: Quantities of which one has to differ by more than noise; none where the change has
            to be seen in the side effects of the cases, all of it.
        aim: The rate at which it has to be found, where the design names one.
    """

    title: str
    habits: Habits
    names: tuple[str, ...] = ()
    aim: float | None = None


_WRITES = ("side_effects", "calls:update_flights", "calls:book_reservation", "approvals_asked")
_ERRORS = ("errors", "retries", "errors:search_direct", "calls:search_direct")
_LOOKUP = ("calls:get_reservation", "calls")
_ASKING = ("unasked_side_effects", "approvals_asked")
CHANGES = (
    Change("nothing", Habits(), ("nothing",), 0.0),
    Change("a new tool in 20 % of cases", Habits(new_tool=0.2), ("calls:check_fare_rules",), 0.98),
    Change("a new tool in 10 % of cases", Habits(new_tool=0.1), ("calls:check_fare_rules",), 0.5),
    Change("50 % of writes skipped", Habits(skipped_writes=0.5), _WRITES, 0.75),
    Change("30 % of writes skipped", Habits(skipped_writes=0.3), _WRITES, 0.27),
    Change("a lookup dropped in 50 % of traces", Habits(skipped_read=0.5), _LOOKUP, 0.37),
    Change("a search retried until it works, 30 % of cases", Habits(retried=0.3), _ERRORS),
    Change("approvals asked for 60 % of writes, not 90 %", Habits(asks=0.6), _ASKING),
    Change("amounts ten times larger, 10 % of cases", Habits(overcharged=0.1), aim=1.0),
)


@dataclass
class Power:
    """What many diffs of one change said.

    Attributes:
        runs: How many there were.
        found: In how many the change was found, and by its name.
        shifts: In how many the verdict was `shift`.
        writes: Writes of one side alone, in pairs of trials.
        shown: Those of them that are among the side effects reported.
    """

    runs: int = 0
    found: int = 0
    shifts: int = 0
    writes: int = 0
    shown: int = 0


def power_of(change: Change, *, runs: int, cases: int = 50, trials: int = 2) -> Power:
    """Diff runs of the agent with and without the change, so many times."""
    power = Power()
    for seed in range(runs):
        old = trials_of(cases=cases, trials=trials, seed=seed, side="old")
        new = trials_of(change.habits, cases=cases, trials=trials, seed=seed, side="new")
        diff = diff_runs(old, new)
        sure = {shift.feature for shift in diff.shifts if is_sure(shift)}
        power.runs += 1
        power.shifts += diff.verdict == "shift"
        writes, shown = _write_changes(diff)
        power.found += bool(sure & set(change.names)) if change.names else writes == shown
        power.writes += writes
        power.shown += shown
    return power


def _write_changes(diff: RunDiff) -> tuple[int, int]:
    """Writes that one trial of a pair made and the other did not, and how many are reported."""
    reported = {
        (effect.case_id, effect.tool, repr(arguments))
        for effect in diff.effects
        for arguments in (effect.old, effect.new)
    }
    one_sided = [
        (case.case_id, *write)
        for case in diff.cases
        for pair in case.pairs
        for write in _written(pair.old) ^ _written(pair.new)
    ]
    return len(one_sided), sum(write in reported for write in one_sided)


def _written(trace: Trace) -> set[tuple[str, str]]:
    return {
        (call.tool, repr(call.arguments))
        for call in trace.tool_calls
        if isinstance(call.arguments, dict) and "amount" in call.arguments
    }


def noise_figures(traces: list[Trace]) -> Iterator[tuple[str, float, float | None]]:
    """How much an agent differs from itself: names, means, deviations between trials of a case."""
    profile = noise_of(traces)
    distances = [value for values in profile.distances.values() for value in values]
    yield "distance of two trials", sum(distances) / len(distances), None
    for name in _QUANTITIES:
        yield name, profile.means[name], profile.deviations[name]
    by_case: defaultdict[str | None, list[Trace]] = defaultdict(list)
    for trace in traces:
        by_case[trace.case_id].append(trace)
    flips = [
        _passed(one) != _passed(other)
        for trials in by_case.values()
        for one, other in combinations(trials, 2)
    ]
    yield "pairs of trials of which one passes", sum(flips) / len(flips), None


def _passed(trace: Trace) -> bool:
    outcome = trace.outcome
    return outcome is not None and bool(outcome.success or outcome.reward)


def _print_noise(traces: list[Trace] | None) -> None:
    sides = [list(noise_figures(trials_of(cases=100, trials=4, seed=1, side="old")))]
    if traces:
        sides.append(list(noise_figures(traces)))
    print(f"| noise | seeded agent |{' given traces |' if traces else ''}")
    print(f"|---|{'---:|' * len(sides)}")
    for rows in zip(*sides, strict=True):
        cells = [
            f"{mean:.2f}" + ("" if deviation is None else f" ± {deviation:.2f}")
            for _, mean, deviation in rows
        ]
        print(f"| {rows[0][0]} | {' | '.join(cells)} |")


def _print_power(runs: int, clock: Callable[[], float] = time.process_time) -> None:
    print("\n| change | found | 95 % interval | aim | verdict shift | write changes shown |")
    print("|---|---:|---|---:|---:|---:|")
    began = clock()
    for change in CHANGES:
        power = power_of(change, runs=runs)
        low, high = wilson_interval(power.found, power.runs)
        print(
            f"| {change.title} | {power.found / runs:.2f} | {low:.2f} to {high:.2f} | "
            f"{'' if change.aim is None else format(change.aim, '.2f')} | "
            f"{power.shifts / runs:.2f} | {power.shown:,} of {power.writes:,} |",
            flush=True,
        )
    print(f"\n{runs} runs of each in {clock() - began:.0f} s of CPU time")


def main() -> None:
    """Measure and print Markdown tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.power", description=__doc__)
    parser.add_argument("paths", nargs="*", help="traces of a real agent to compare the noise with")
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    _print_noise(list(tg.load(options.paths)) if options.paths else None)
    _print_power(options.runs)


if __name__ == "__main__":
    main()
