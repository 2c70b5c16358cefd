"""Which trials passed, and which cases flipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.diff._model import Outcomes
from tracegrade.statistics import e_value, mcnemar_exact, pass_at_k, pass_hat_k

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.diff._pairing import Case
    from tracegrade.diff._signature import Signature

__all__ = ["outcomes_of"]

Counts = tuple[int, int]


def outcomes_of(cases: Sequence[Case]) -> Outcomes | None:
    """The outcomes of the cases that both sides have; `None` where they do not say any."""
    known = [
        (case.case_id, old, new)
        for case in cases
        if (old := _passed(case.old))[1] and (new := _passed(case.new))[1]
    ]
    if not known:
        return None
    better = [case for case, old, new in known if old[0] * new[1] < new[0] * old[1]]
    worse = [case for case, old, new in known if old[0] * new[1] > new[0] * old[1]]
    k = min(min(old[1], new[1]) for _, old, new in known)
    sides = [old for _, old, _ in known], [new for _, _, new in known]
    return Outcomes(
        old=_total(sides[0]),
        new=_total(sides[1]),
        k=k,
        old_at_k=_chances(sides[0], pass_at_k, k),
        new_at_k=_chances(sides[1], pass_at_k, k),
        old_hat_k=_chances(sides[0], pass_hat_k, k),
        new_hat_k=_chances(sides[1], pass_hat_k, k),
        better=better,
        worse=worse,
        p=mcnemar_exact(len(worse), len(better)),
        e_value=e_value(len(worse), len(better)),
    )


def _passed(trials: Sequence[Signature]) -> Counts:
    """Trials that passed, of those whose outcome is known."""
    known = [value for trial in trials if (value := trial.value("passed")) is not None]
    return int(sum(known)), len(known)


def _total(counts: Sequence[Counts]) -> Counts:
    return sum(passed for passed, _ in counts), sum(trials for _, trials in counts)


def _chances(
    counts: Sequence[Counts], chance: Callable[[int, int, int], float], k: int
) -> list[float]:
    """Mean over cases, for 1 to k trials."""
    return [
        round(sum(chance(trials, passed, size) for passed, trials in counts) / len(counts), 6)
        for size in range(1, k + 1)
    ]
