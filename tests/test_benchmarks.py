"""What the benchmarks measure that is also promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.false_alarms import false_alarms
from benchmarks.memory import STREAMS, peak_megabytes
from benchmarks.noisy_agent import trials_of
from benchmarks.power import CHANGES, Change, power_of
from tracegrade.formats import load
from tracegrade.statistics import wilson_interval


@pytest.mark.slow
@pytest.mark.parametrize("name", STREAMS)
def test_memory_does_not_grow_with_the_file(name: str):
    megabytes = 300
    traces, peak = peak_megabytes(name, megabytes)
    assert traces > megabytes * 10
    assert peak < 150


def test_an_agent_against_itself_raises_no_more_alarms_than_promised():
    traces = trials_of(cases=10, trials=4, seed=2, side="both")
    alarms = false_alarms(traces, splits=20)
    assert alarms.verdicts["broken"] == 0
    assert alarms.raw > 2
    assert alarms.verdicts["shift"] <= 3


@pytest.mark.slow
@pytest.mark.shared
def test_real_trials_against_themselves_raise_no_more_alarms_than_promised(shared: Path):
    alarms = false_alarms(load(shared / "traces/tau_bench/*.jsonl"), splits=500)
    assert alarms.verdicts["broken"] == 0
    low, _ = wilson_interval(alarms.verdicts["shift"], alarms.splits)
    assert low <= 0.05


SURE = [change for change in CHANGES if (change.aim or 0) > 0.7]


@pytest.mark.parametrize("change", SURE, ids=lambda change: change.title)
def test_a_change_of_habits_is_found(change: Change):
    power = power_of(change, runs=1)
    assert power.found == 1
    assert power.shown == power.writes > 0
