"""Two runs against each other, and one against itself."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from tracegrade.diff._checks import Checks
from tracegrade.diff._effects import effect_noise, effects_of
from tracegrade.diff._facts import Sides, facts_of
from tracegrade.diff._failures import failures_of
from tracegrade.diff._features import EFFECTS, capture_of
from tracegrade.diff._hashing import number_of
from tracegrade.diff._material import Material
from tracegrade.diff._model import SIDES, CaseDiff, Unpaired
from tracegrade.diff._noise import load_noise, profile_of
from tracegrade.diff._notes import notes_of
from tracegrade.diff._outcomes import outcomes_of
from tracegrade.diff._pairing import check_ways, pair_runs
from tracegrade.diff._pairs import trace_diff
from tracegrade.diff._reading import Reader
from tracegrade.diff._run_diff import RunDiff
from tracegrade.diff._shifts import Evidence, shifts_of
from tracegrade.diff._verdict import Findings, decide
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._features import Capture
    from tracegrade.diff._model import CaseStatus, Effect, Fact, TraceDiff
    from tracegrade.diff._noise import NoiseProfile
    from tracegrade.diff._pairing import Case
    from tracegrade.diff._shifts import Shifts
    from tracegrade.diff._signature import Signature
    from tracegrade.diff._store import Run, TraceStore
    from tracegrade.graders import Grader
    from tracegrade.model import Trace

__all__ = ["compare", "diff_runs", "noise_of"]


def diff_runs(
    old: Run,
    new: Run,
    *,
    graders: Sequence[Grader] = (),
    by: str | None = None,
    cluster: str | None = None,
    noise: NoiseProfile | str | os.PathLike[str] | None = None,
) -> RunDiff:
    """What changed between two runs.

    Files of any size are compared: of each trace only a signature is kept, and traces are read
    again where their steps are wanted. Whether approvals were kept and answers rest on evidence
    is always looked at, but only graders that are given can break.

    Args:
        old: Path, folder or glob, or traces.
        new: The same for the new side.
        graders: Checks; one that newly fails beyond noise makes the verdict `broken`.
        by: How to pair traces: `case_id`, `first_user`, `position` or `metadata.KEY`.
        cluster: What makes cases depend on each other, such as the template they were made from:
            `metadata.KEY`, `agent` or `model`. Clusters, not cases, are then the unit of the tests.
        noise: A noise profile, or the file of one: how much the old side differs from itself.

    Raises:
        UsageError: A path names nothing, or `by` or `cluster` is none of these.
        ConfigurationError: The file holds no noise profile.

    Example:
        >>> runs = "fixtures/traces/native/runs"
        >>> change = diff_runs(f"{runs}/old.jsonl", f"{runs}/new.jsonl")
        >>> change.verdict, change.pairing.pairs
        ('shift', 60)
    """
    check_ways(by, cluster)
    profile = load_noise(noise) if isinstance(noise, str | os.PathLike) else noise
    checks = Checks(graders)
    material = Material.read(old, new, Reader(checks, by, cluster))
    return compare(material, profile, checks.problems)


def noise_of(run: Run, *, by: str | None = None, cluster: str | None = None) -> NoiseProfile:
    """How much a run differs from itself: distances between the trials of each case.

    Args:
        run: Path, folder or glob, or traces, with several trials of each case.
        by: What makes two traces trials of one case; see `diff_runs`.
        cluster: What makes cases depend on each other; see `diff_runs`.

    Raises:
        UsageError: A path names nothing, or `by` or `cluster` is none of these.

    Example:
        >>> len(noise_of("fixtures/traces/native/runs/old.jsonl").distances)
        20
    """
    check_ways(by, cluster)
    material = Material.read(run, [], Reader(None, by, cluster))
    return profile_of(material.groups.old, material.distances, material.vocabulary)


def compare(
    material: Material, profile: NoiseProfile | None, problems: Sequence[Problem]
) -> RunDiff:
    """Everything that is to be said about what was read."""
    pairing, cases = pair_runs(material.groups, material.distances)
    pairing.cluster = material.reader.cluster
    sides = material.sides
    captures = capture_of(sides[0]), capture_of(sides[1])
    facts = _facts(cases, captures, material) if all(sides) else []
    effects = effects_of(cases, material.vocabulary, material.lens.masks)
    shifts = _shifts(material, cases, captures, _measured(facts, effects, material))
    noise, profile = _known_noise(material, profile)
    compared = [_case(case, material, profile) for case in cases]
    outcomes = outcomes_of(cases)
    decision = decide(Findings(pairing, compared, facts, effects, outcomes, shifts.shifts))
    ranks = _ranks(facts, effects)
    compared.sort(key=lambda case: _rank(case, ranks))
    return RunDiff(
        verdict=decision.verdict,
        reason=decision.reason,
        notes=notes_of(pairing, cases, sides, captures),
        pairing=pairing,
        facts=facts,
        effects=effects,
        effect_noise=effect_noise(cases, material.vocabulary),
        outcomes=outcomes,
        shifts=shifts.shifts,
        transitions=shifts.transitions,
        not_compared=shifts.not_compared,
        cases=compared,
        volatile=material.lens.masks.pointers(),
        renamed={gone: come for come, gone in material.lens.renamed.items()},
        noise=noise,
        seed=_seed(material),
        relabellings=shifts.relabellings,
        problems=[*_problems(material, pairing.pairs, pairing.by), *problems],
        narrow=lambda wanted: compare(material.narrowed(wanted), profile, problems),
        fetch=partial(_fetch, material),
    )


def _facts(
    cases: Sequence[Case], captures: tuple[Capture, Capture], material: Material
) -> list[Fact]:
    """What is on one side only, failures of checks first."""
    failures = failures_of(cases, material.vocabulary)
    return failures + facts_of(_named(cases, captures, material), material.lens.renamed)


def _named(cases: Sequence[Case], captures: tuple[Capture, Capture], material: Material) -> Sides:
    return Sides(
        [(case.case_id, trial) for case in cases for trial in case.old],
        [(case.case_id, trial) for case in cases for trial in case.new],
        captures,
        material.vocabulary,
    )


def _shifts(
    material: Material,
    cases: Sequence[Case],
    captures: tuple[Capture, Capture],
    measured: Sequence[tuple[str, str]],
) -> Shifts:
    keys = [sorted(trace.digest for trace in side) for side in material.sides]
    evidence = Evidence(
        [case for case in cases if case.pairs],
        material.vocabulary,
        material.distances,
        captures,
        clustered=material.reader.cluster is not None,
        turned=keys[0] > keys[1],
        seed=_seed(material),
    )
    return shifts_of(evidence, measured)


def _measured(
    facts: Sequence[Fact], effects: Sequence[Effect], material: Material
) -> list[tuple[str, str]]:
    """What the report says beside the shifts, and the quantity that measures it."""
    found = [(fact.label, name) for fact in facts for name in fact.measured_by]
    for fact in facts:
        if fact.kind in ("wrapped", "unwrapped"):
            tools = material.vocabulary.spawned_by(fact.subject)
            found += [(fact.label, f"calls:{tool}") for tool in tools]
    return [*found, ("changed side effects", EFFECTS)] if effects else found


def _seed(material: Material) -> int:
    """A number that follows from the input, and not from which side is which."""
    digests = sorted(sorted(trace.digest for trace in side) for side in material.sides)
    return abs(number_of(repr(digests)))


def _known_noise(
    material: Material, profile: NoiseProfile | None
) -> tuple[str, NoiseProfile | None]:
    """How much the old side differs from itself, and where that is known from."""
    if profile is not None:
        return "profile", profile
    own = profile_of(material.groups.old, material.distances, material.vocabulary)
    return ("trials", own) if own.distances else ("unknown", None)


def _case(case: Case, material: Material, profile: NoiseProfile | None) -> CaseDiff:
    stores, lens = material.stores, material.lens

    def pair(old: Signature, new: Signature, distance: float) -> TraceDiff:
        def load() -> tuple[Trace, Trace]:
            return stores[0].get(old.number), stores[1].get(new.number)

        return trace_diff((old, new), load, distance, lens)

    alone = [
        Unpaired(side, trace.trace_id, partial(_step_ids, store, trace.number))
        for side, store, left in zip(SIDES, stores, (case.left, case.right), strict=True)
        for trace in left
    ]
    numbers = [trace.number for trace in case.old], [trace.number for trace in case.new]
    pairs = [pair(*item) for item in case.pairs]
    return CaseDiff(case.case_id, pairs, alone, _status(case, material, profile), numbers)


def _step_ids(store: TraceStore, number: int) -> list[str]:
    return list(store.get(number).columns.ids)


def _status(case: Case, material: Material, profile: NoiseProfile | None) -> CaseStatus:
    """Whether a case differs, and whether by more than the old side differs from itself."""
    if not case.pairs:
        return "unpaired"
    is_whole = not case.left and not case.right
    if is_whole and all(old.digest == new.digest for old, new, _ in case.pairs):
        return "same"
    threshold = profile.threshold(case.case_id) if profile is not None else None
    if threshold is None:
        return "changed"
    olds, news = case.old[:_MOST_TRIALS], case.new[:_MOST_TRIALS]
    apart = [material.distances.between(old, new) for old in olds for new in news]
    return "beyond noise" if sum(apart) / len(apart) > threshold else "within noise"


_MOST_TRIALS = 8  # of a case on a side between which distances are averaged

Ranks = dict[str, tuple[bool, bool, int]]


def _ranks(facts: Sequence[Fact], effects: Sequence[Effect]) -> Ranks:
    """By case: whether something breaks there, whether a check newly fails, changed effects."""
    failing = [fact for fact in facts if fact.kind == "new_failure"]
    breaking = {case for fact in failing if fact.breaks for case in fact.cases}
    newly = {case for fact in failing for case in fact.cases}
    counts: Counter[str] = Counter()
    for effect in effects:
        is_new = effect.in_old[0] < effect.in_old[1]
        counts[effect.case_id] += 1 + is_new
    return {
        case: (case in breaking, case in newly, counts[case])
        for case in {*breaking, *newly, *counts}
    }


def _rank(case: CaseDiff, ranks: Ranks) -> tuple[bool, bool, int, bool, float, str]:
    """Broken rules first, then changed side effects, then what is beyond noise, then distance."""
    breaks, fails, effects = ranks.get(case.case_id, (False, False, 0))
    far = max((pair.distance for pair in case.pairs), default=1.0)
    return (not breaks, not fails, -effects, case.status != "beyond noise", -far, case.case_id)


def _fetch(material: Material, cases: Sequence[CaseDiff]) -> None:
    """Read the traces of these cases again, each side in one pass, if they were let go."""
    for side, store in enumerate(material.stores):
        store.fetch([number for case in cases for number in case.numbers[side]])


def _problems(material: Material, pairs: int, by: str) -> list[Problem]:
    problems = [problem for store in material.stores for problem in store.problems]
    if not pairs:
        message = f"nothing to compare: no case of one side is on the other (by {by})"
        problems.append(Problem("no-common-case", message))
    return problems
