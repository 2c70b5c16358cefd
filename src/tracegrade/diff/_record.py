"""A diff as JSON."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from tracegrade.diff._verdict import is_sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.diff._model import CaseDiff, Shift, TraceDiff
    from tracegrade.diff._run_diff import RunDiff
    from tracegrade.model import Problem

__all__ = ["record_of"]

_MOST_EDITS = 500_000  # in one document
_CASES_AT_ONCE = 500  # whose traces are read again in one pass


def record_of(diff: RunDiff) -> dict[str, Any]:
    """The diff as `tracegrade/diff@1`.

    The edits of very large runs are given for the first cases, which matter most; further pairs
    have `edits` null, and a note says so.
    """
    notes = list(diff.notes)
    cases = list(_cases(diff, notes))
    return {
        "schema": "tracegrade/diff@1",
        "verdict": diff.verdict,
        "reason": diff.reason,
        "notes": notes,
        "pairing": dataclasses.asdict(diff.pairing),
        "facts": [dataclasses.asdict(fact) for fact in diff.facts],
        "effects": [dataclasses.asdict(effect) for effect in diff.effects],
        "effect_noise": diff.effect_noise,
        "outcomes": None if diff.outcomes is None else dataclasses.asdict(diff.outcomes),
        "shifts": [_shift(shift) for shift in diff.shifts],
        "transitions": [dataclasses.asdict(transition) for transition in diff.transitions],
        "not_compared": diff.not_compared,
        "mde": {shift.feature: _rounded(shift.mde) for shift in diff.shifts if shift.mde},
        "volatile": diff.volatile,
        "renamed": diff.renamed,
        "noise": diff.noise,
        "seed": diff.seed,
        "relabellings": diff.relabellings,
        "cases": cases,
        "problems": [_problem(problem) for problem in diff.problems],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    record = dataclasses.asdict(shift)
    record["significant"] = is_sure(shift)
    return {name: _rounded(value) for name, value in record.items()}


def _rounded(value: Any) -> Any:
    """Numbers to six digits after the point, so that they are the same on every machine."""
    if isinstance(value, float):
        return round(value, 6)
    return [_rounded(item) for item in value] if isinstance(value, tuple) else value


def _cases(diff: RunDiff, notes: list[str]) -> Iterator[dict[str, Any]]:
    """The cases, those that matter most first, with edits as long as there is room."""
    room = _MOST_EDITS
    for start in range(0, len(diff.cases), _CASES_AT_ONCE):
        cases = diff.cases[start : start + _CASES_AT_ONCE]
        if room > 0:
            diff.fetch(cases)
        for case in cases:
            record = _case(case, with_edits=room > 0)
            room -= sum(len(pair["edits"] or ()) for pair in record["pairs"])
            yield record
    if room <= 0:
        notes.append("the edits of the first cases only are given: there are too many")


def _case(case: CaseDiff, *, with_edits: bool) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "status": case.status,
        "pairs": [_pair(pair, with_edits=with_edits) for pair in case.pairs],
        "unpaired": [
            {
                "side": unpaired.side,
                "trace": unpaired.trace,
                "steps": unpaired.steps if with_edits else None,
            }
            for unpaired in case.unpaired
        ],
    }


def _pair(pair: TraceDiff, *, with_edits: bool) -> dict[str, Any]:
    first = pair.first_divergence if with_edits else None
    record = {
        "old_trace": pair.old_trace,
        "new_trace": pair.new_trace,
        "old_trial": pair.old_trial,
        "new_trial": pair.new_trial,
        "distance": round(pair.distance, 6),
        "is_same": pair.is_same,
        "incomplete": list(pair.incomplete),
        "first_divergence": None if first is None else dataclasses.asdict(first),
        "wrapped": [dataclasses.asdict(item) for item in pair.wrapped] if with_edits else None,
        "edits": [dataclasses.asdict(edit) for edit in pair.edits] if with_edits else None,
    }
    pair.forget()
    return record


def _problem(problem: Problem) -> dict[str, Any]:
    keys = ("code", "message", "path", "line", "pointer")
    return {key: getattr(problem, key) for key in keys}
