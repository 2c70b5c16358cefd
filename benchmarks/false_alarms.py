"""How often a diff of an agent against itself raises an alarm.

The trials of each case are dealt to two sides at random, again and again. Nothing differs but
chance, so whatever a verdict says beyond `inconclusive` or `equivalent` is a false alarm:

    python -m benchmarks.false_alarms --splits 500 traces/tau_bench
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import tracegrade as tg
from tracegrade.diff._checks import Checks
from tracegrade.diff._learning import Sample
from tracegrade.diff._material import Material, read_side
from tracegrade.diff._pairing import Distances, Groups
from tracegrade.diff._reading import Reader
from tracegrade.diff._run import compare
from tracegrade.diff._store import TraceStore
from tracegrade.diff._verdict import is_sure
from tracegrade.statistics import wilson_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracegrade.diff._signature import Signature
    from tracegrade.graders import Grader
    from tracegrade.model import Trace

__all__ = ["Alarms", "false_alarms"]


@dataclass
class Alarms:
    """What many diffs of an agent against itself said.

    Attributes:
        splits: How many there were.
        verdicts: How often each verdict was given.
        features: How often each quantity was called a shift.
        raw: In how many some headline quantity had a raw p below 0.05.
        facts: In how many some fact was reported.
    """

    splits: int = 0
    verdicts: Counter[str] = field(default_factory=Counter[str])
    features: Counter[str] = field(default_factory=Counter[str])
    raw: int = 0
    facts: int = 0

    @property
    def rate(self) -> float:
        """The share of splits with a false alarm."""
        return (self.verdicts["shift"] + self.verdicts["broken"]) / self.splits


def false_alarms(
    traces: Iterable[Trace], *, splits: int, seed: int = 0, graders: Sequence[Grader] = ()
) -> Alarms:
    """Deal the trials of each case to two sides, so many times, and diff the sides.

    The traces are read once; each split is paired, tested and judged as a diff of two files is.
    """
    reader = Reader(Checks(graders))
    store = TraceStore(traces)
    sample = Sample()
    by_case: dict[str, list[Signature]] = {}
    for signature in read_side(store, reader, sample, 0):
        by_case.setdefault(signature.case_id or "", []).append(signature)
    distances = Distances(reader.vocabulary)
    chance = random.Random(seed)
    alarms = Alarms()
    for _ in range(splits):
        old: dict[str, list[Signature]] = {}
        new: dict[str, list[Signature]] = {}
        for case, trials in by_case.items():
            dealt = chance.sample(trials, len(trials))
            middle = len(dealt) // 2
            old[case], new[case] = dealt[:middle], dealt[middle:]
        material = Material((store, store), Groups("case_id", old, new), reader, distances)
        _count(material, alarms)
    return alarms


def _count(material: Material, alarms: Alarms) -> None:
    diff = compare(material, None, ())
    alarms.splits += 1
    alarms.verdicts[diff.verdict] += 1
    alarms.facts += bool(diff.facts)
    alarms.features.update(shift.feature for shift in diff.shifts if is_sure(shift))
    alarms.raw += any(
        shift.p is not None and shift.p < 0.05 and shift.family == "headline"
        for shift in diff.shifts
    )


def main() -> None:
    """Count false alarms and print them with their interval."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms", description=__doc__)
    parser.add_argument("paths", nargs="+", help="traces of one agent, several trials of each case")
    parser.add_argument("--splits", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began = time.monotonic()
    alarms = false_alarms(tg.load(options.paths), splits=options.splits, seed=options.seed)
    alarmed = alarms.verdicts["shift"] + alarms.verdicts["broken"]
    low, high = wilson_interval(alarmed, alarms.splits)
    print(f"{alarms.splits} splits in {time.monotonic() - began:.0f} s: {dict(alarms.verdicts)}")
    print(f"false alarms {alarms.rate:.3f} (95 % interval {low:.3f} to {high:.3f})")
    print(
        f"broken {alarms.verdicts['broken']}; raw p below 0.05 somewhere {alarms.raw / alarms.splits:.3f}"
    )
    print(f"facts in {alarms.facts}; quantities {dict(alarms.features.most_common(12))}")


if __name__ == "__main__":
    main()
