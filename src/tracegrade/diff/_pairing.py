"""Which traces of two runs belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tracegrade._assignment import least_total
from tracegrade.diff._distance import distance_between
from tracegrade.diff._model import Pairing
from tracegrade.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["Case", "Distances", "Groups", "check_ways", "group_runs", "pair_runs"]

_WAYS = ("case_id", "first_user", "position")
_MOST_PAIRED = 64  # trials of a case on a side; beyond that they pair by trial number
_FINE, _FIRST = 10**9, 10**4  # distances as whole numbers, which go before trial numbers


class Distances:
    """Distances between traces of either side, each pair of behaviours measured once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[tuple[bytes, bytes], float] = {}

    def between(self, one: Signature, other: Signature) -> float:
        """The distance of two traces, 0..1; symmetric."""
        if one.exact == other.exact:
            return 0.0
        key = (one.exact, other.exact) if one.exact < other.exact else (other.exact, one.exact)
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            acts = one.acts(self._vocabulary), other.acts(self._vocabulary)
            self._known[key] = distance_between(*acts)
        return self._known[key]


_MOST_KNOWN = 20_000


@dataclass(slots=True)
class Case:
    """One case with its trials.

    Attributes:
        case_id: The case.
        old: Old trials, by trial number.
        new: New trials, by trial number.
        pairs: Trials that belong together, with their distance.
        left: Old trials without a partner.
        right: New trials without a partner.
    """

    case_id: str
    old: list[Signature]
    new: list[Signature]
    pairs: list[tuple[Signature, Signature, float]]
    left: list[Signature]
    right: list[Signature]

    @property
    def cluster(self) -> str:
        """What it shares with dependent cases; by default it is alone."""
        named = (trial.cluster for trial in (*self.old, *self.new) if trial.cluster is not None)
        return next(named, f"case {self.case_id}")


def check_ways(by: str | None, cluster: str | None) -> None:
    """Refuse ways of pairing and clustering that there are not.

    Raises:
        UsageError: There is no such way.
    """
    if by is not None and by not in _WAYS and not by.startswith("metadata."):
        hint = f"use {', '.join(_WAYS)} or metadata.KEY"
        raise UsageError(f"cannot pair by {by!r}", hint=hint)
    if (
        cluster is not None
        and cluster not in ("agent", "model")
        and not cluster.startswith("metadata.")
    ):
        raise UsageError(f"cannot cluster by {cluster!r}", hint="use metadata.KEY, agent or model")


class Groups(NamedTuple):
    """The traces of both sides by case, and what made them one case."""

    by: str
    old: dict[str, list[Signature]]
    new: dict[str, list[Signature]]


def group_runs(old: Sequence[Signature], new: Sequence[Signature], by: str | None = None) -> Groups:
    """The traces by case.

    Without `by`: case ids where both sides have some, else the first user message where the sides
    share some, else position. A trace that has no such key is a case of its own.
    """
    chosen = by or _best_way(old, new)
    return Groups(chosen, _grouped(old, chosen), _grouped(new, chosen))


def pair_runs(groups: Groups, distances: Distances) -> tuple[Pairing, list[Case]]:
    """Pair the trials of each case, and say how many pairs there are and what has no partner."""
    ours, theirs = groups.old, groups.new
    cases = [
        _case(name, ours.get(name, []), theirs.get(name, []), distances)
        for name in dict.fromkeys((*ours, *theirs))
    ]
    pairing = Pairing(
        by=groups.by,
        cases=len(cases),
        pairs=sum(len(case.pairs) for case in cases),
        old_traces=sum(map(len, ours.values())),
        new_traces=sum(map(len, theirs.values())),
        missing_cases=[name for name in ours if name not in theirs],
        new_cases=[name for name in theirs if name not in ours],
        clusters=len({case.cluster for case in cases if case.pairs}),
    )
    return pairing, cases


def _best_way(old: Sequence[Signature], new: Sequence[Signature]) -> str:
    sides = [side for side in (old, new) if side]
    if sides and all(any(trace.case_id is not None for trace in side) for side in sides):
        return "case_id"
    openings = [{trace.opening for trace in side} - {None} for side in sides]
    return "first_user" if openings and set.intersection(*openings) else "position"


_KEYS: dict[str, Callable[[Signature], str | None]] = {
    "case_id": lambda trace: trace.case_id,
    "first_user": lambda trace: trace.opening,
    "position": lambda _: None,
}


def _grouped(traces: Sequence[Signature], by: str) -> dict[str, list[Signature]]:
    key_of = _KEYS.get(by, lambda trace: trace.key)
    groups: dict[str, list[Signature]] = {}
    for trace in traces:
        key = key_of(trace)
        groups.setdefault(f"#{trace.number + 1}" if key is None else key, []).append(trace)
    return groups


def _case(name: str, old: list[Signature], new: list[Signature], distances: Distances) -> Case:
    """A case with its trials paired one to one by least total distance, ties by trial number."""
    ours, theirs = sorted(old, key=_trial), sorted(new, key=_trial)
    # Looking from the same side whichever way round the runs were given breaks ties the same way.
    turned = sorted(trial.digest for trial in ours) > sorted(trial.digest for trial in theirs)
    rows, columns = (theirs, ours) if turned else (ours, theirs)
    chosen = _chosen(rows, columns, distances)
    if turned:
        chosen = sorted((row, column) for column, row in chosen)
    taken = {row for row, _ in chosen}, {column for _, column in chosen}
    return Case(
        name,
        ours,
        theirs,
        [
            (ours[row], theirs[column], distances.between(ours[row], theirs[column]))
            for row, column in chosen
        ],
        [trial for row, trial in enumerate(ours) if row not in taken[0]],
        [trial for column, trial in enumerate(theirs) if column not in taken[1]],
    )


def _trial(trace: Signature) -> tuple[int, str, int]:
    return (trace.trial if trace.trial is not None else 0, trace.trace_id, trace.number)


def _chosen(
    rows: list[Signature], columns: list[Signature], distances: Distances
) -> list[tuple[int, int]]:
    fewer = min(len(rows), len(columns))
    if (
        fewer == 0
        or max(len(rows), len(columns)) == 1
        or max(len(rows), len(columns)) > _MOST_PAIRED
    ):
        return [(place, place) for place in range(fewer)]
    return least_total(
        [
            [
                round(distances.between(one, other) * _FINE) * _FIRST + (row - column) ** 2
                for column, other in enumerate(columns)
            ]
            for row, one in enumerate(rows)
        ]
    )
