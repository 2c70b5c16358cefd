"""What the parts of a diff cost: alignment, statistics, memory.

Times are CPU time. Beside each stands what a loop of ten million additions took on the same machine
at the same time, because the speed of a shared machine drifts:

    python -m benchmarks.differences
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.noisy_agent import trials_of
from tracegrade._lcs import common_subsequence
from tracegrade.diff import align
from tracegrade.diff._distance import acts_of
from tracegrade.diff._reading import Reader
from tracegrade.statistics import permutation_test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["measurements"]

_LONG = 10_000
_SHORT = 2_000  # pairs that are timed, of 100,000
_ROUNDS = 9


def measurements() -> Iterator[tuple[str, float, str]]:
    """Name, seconds of CPU time, and aim of each part."""
    chance = random.Random(1)
    long = [chance.randrange(2000) for _ in range(_LONG)]
    similar = [item if chance.random() < 0.98 else -item for item in long]
    unrelated = [chance.randrange(2000) for _ in range(_LONG)]
    yield "10,000 x 10,000 steps, similar", _timed(lambda: _align(long, similar)), "50 ms"
    yield "10,000 x 10,000 steps, unrelated", _timed(lambda: _align(long, unrelated)), "1 s"
    pairs = _short_pairs(chance)
    lcs = _timed(lambda: [_align(*pair) for pair in pairs]) * 100_000 / _SHORT
    yield "100,000 pairs of 8 to 40 steps, common subsequences", lcs, "5 s"
    old, new = (trials_of(cases=100, trials=1, seed=0, side=side) for side in ("old", "new"))
    whole = _timed(lambda: [align(*pair) for pair in zip(old, new, strict=True)]) * 10
    yield "1,000 pairs of 33 steps, every stage and its edits", whole, ""
    columns = _columns(chance)
    tested = _timed(lambda: permutation_test(columns, draws=(2000, 2000)))
    yield "50 cases x 45 quantities x 2,000 relabellings", tested, "0.5 s"


def signature_bytes() -> float:
    """Bytes that are kept of a trace, in the mean over noisy ones of 33 steps."""
    reader = Reader()
    traces = trials_of(cases=200, trials=1, seed=0, side="old")
    sizes: list[int] = []
    for number, trace in enumerate(traces):
        signature = reader.signature(trace, number)
        parts = [getattr(signature, name) for name in type(signature).__slots__]
        own = {id(part): sys.getsizeof(part) for part in parts if part is not signature.makeup}
        sizes.append(sys.getsizeof(signature) + sum(own.values()))
    return statistics.mean(sizes)


def _align(old: list[int], new: list[int]) -> object:
    return common_subsequence(old, new)


def _short_pairs(chance: random.Random) -> list[tuple[list[int], list[int]]]:
    """Pairs of short sequences of acts, as those of real trials of one task."""
    traces = trials_of(cases=_SHORT // 10, trials=2, seed=0, side="old")
    keys = [[int(key) for key in acts_of(trace).exact if isinstance(key, int)] for trace in traces]
    pairs = [(keys[2 * case], keys[2 * case + 1]) for case in range(_SHORT // 10)]
    return [chance.choice(pairs) for _ in range(_SHORT)]


def _columns(chance: random.Random) -> list[list[list[float]]]:
    """Contributions of 50 cases with six relabellings each to 45 quantities."""
    return [
        [
            [value := chance.gauss(0, 1), -value, *(chance.gauss(0, 1) for _ in range(4))]
            for _ in range(50)
        ]
        for _ in range(45)
    ]


def _timed(run: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def _add() -> int:
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def main() -> None:
    """Measure and print a Markdown table."""
    print("| part of a diff | CPU time | aim |\n|---|---:|---:|")
    for name, seconds, aim in measurements():
        print(f"| {name} | {seconds * 1000:.1f} ms | {aim} |", flush=True)
    print(f"| kept of a trace of 33 steps | {signature_bytes():.0f} bytes | 1 KB |")
    print(f"| ten million additions, for scale | {_timed(_add) * 1000:.0f} ms | |")


if __name__ == "__main__":
    main()
