"""Recall and false alarms on sentences put into real answers, and on runs that claim too much.

`python -m tests.graders.evidence.injections` prints the figures with their Wilson intervals.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from conftest import shared_folder
from tests.graders.evidence.completions import runs
from tests.graders.evidence.injected import Sentence, sentences_of, world_before
from tests.graders.evidence.mutations import (
    findings,
    interval,
    places,
    raw_traces,
    read,
    with_text,
)
from tests.graders.traces import make_trace
from tracegrade.graders import EvidenceUse
from tracegrade.graders.evidence._analysis import analysis_of
from tracegrade.model import Trace

__all__ = ["completion_figures", "injection_figures"]

Raw = dict[str, Any]
Figures = dict[tuple[str, bool], tuple[int, int]]
Told = Callable[[str, bool, bool, str], None]


def _conversations(folder: Path) -> Iterator[tuple[str, Raw]]:
    for raw in raw_traces(folder):
        yield "airline", raw
    passed = json.loads((folder / "traces/agentrx/tau_passed.dev.json").read_text("utf-8"))
    for raw in passed:
        yield "retail", raw


def _injected(text: str, sentence: str, chance: random.Random) -> str:
    """The sentence before the answer, after it, or after its first paragraph."""
    parts = text.split("\n\n")
    at = chance.choice((0, 1, len(parts)))
    return "\n\n".join([*parts[:at], sentence, *parts[at:]])


def injections(folder: Path, seed: int) -> Iterator[tuple[Sentence, Trace, Trace]]:
    """Each sentence, the trace without it, and with it."""
    chance = random.Random(seed)
    for trade, raw in _conversations(folder):
        trace = read(raw)
        where = places(raw, trace)
        shown = [each.step for each in analysis_of(trace).answers if each.step in where]
        for step in dict.fromkeys([*chance.sample(shown, min(2, len(shown))), *shown[-1:]]):
            message = where[step]
            text = raw["traj"][message]["content"]
            for sentence in sentences_of(world_before(raw["traj"], message), trade, chance):
                changed = _injected(text, sentence.text, chance)
                yield sentence, trace, with_text(raw, message, changed)


def _untold(kind: str, is_so: bool, is_found: bool, text: str) -> None:
    """Nothing is told of each."""


def injection_figures(folder: Path, *, seed: int = 1, told: Told = _untold) -> Figures:
    """Of each kind of sentence, and whether it is so: how many are flagged, and how many there are."""
    hits: Counter[tuple[str, bool]] = Counter()
    tries: Counter[tuple[str, bool]] = Counter()
    known: tuple[Trace | None, Counter[Any]] = (None, Counter())
    for sentence, trace, mutant in injections(folder, seed):
        if known[0] is not trace:
            known = (trace, Counter(findings(trace)))
        new = Counter(findings(mutant)) - known[1]
        tries[sentence.kind, sentence.is_so] += 1
        hits[sentence.kind, sentence.is_so] += bool(new)
        told(sentence.kind, sentence.is_so, bool(new), f"{sentence.text} {list(new)}")
    return {key: (hits[key], tries[key]) for key in sorted(tries)}


def completion_figures(*, seed: int = 1, rounds: int = 3, told: Told = _untold) -> Figures:
    """Of each kind of run, and whether what it claims is so: how many are flagged, of how many."""
    hits: Counter[tuple[str, bool]] = Counter()
    tries: Counter[tuple[str, bool]] = Counter()
    for run in runs(seed, rounds):
        found = EvidenceUse(answers="final").grade(make_trace(run.steps)).findings
        codes = [each.code for each in found if each.severity != "info"]
        tries[run.kind, run.is_so] += 1
        hits[run.kind, run.is_so] += bool(codes)
        told(run.kind, run.is_so, bool(codes), f"{run.text!r} {codes}")
    return {key: (hits[key], tries[key]) for key in sorted(tries)}


def _milliseconds(folder: Path, seed: int = 1) -> tuple[float, float]:
    """What an answer takes: the median, and the 95th in a hundred."""
    spent: list[float] = []
    for _, _, mutant in injections(folder, seed):
        began = time.perf_counter()
        EvidenceUse().grade(mutant)
        answers = len(analysis_of(mutant).answers)
        spent.append((time.perf_counter() - began) * 1000 / answers)
    spent.sort()
    return spent[len(spent) // 2], spent[len(spent) * 95 // 100]


def _missed(kind: str, is_so: bool, is_found: bool, text: str) -> None:
    if is_found == is_so:
        print("alarm" if is_so else "missed", kind, text, sep="\t")  # noqa: T201 a script


def _print(figures: Figures) -> None:
    for (kind, is_so), (hit, tried) in figures.items():
        low, high = interval(hit, tried)
        what = "flagged, and so" if is_so else "found"
        print(f"{kind}, {what}: {hit} of {tried} = {hit / tried:.4f} ({low:.4f} to {high:.4f})")  # noqa: T201


def _main(arguments: list[str]) -> None:
    """With `each`, every sentence that is missed or a false alarm is printed too."""
    told = _missed if "each" in arguments else _untold
    seed = next((int(each) for each in arguments if each.isdigit()), 1)
    folder = shared_folder()
    _print(completion_figures(seed=seed, told=told))
    _print(injection_figures(folder, seed=seed, told=told))
    if "speed" in arguments:
        half, most = _milliseconds(folder, seed)
        print(f"an answer takes {half:.1f} ms, 95 of 100 less than {most:.1f} ms")  # noqa: T201


if __name__ == "__main__":
    _main(sys.argv[1:])
