"""Which shifts follow from others, so that a report names causes once.

A retry makes more calls, more steps, more tokens. All of these differ by more than noise, but only
one of them is news. Quantities are taken in the order from cause to consequence, and the difference
of each is regressed, over cases, on the differences of the causes found so far. If nothing beyond
them is left (the intercept is small, or cannot be told from 0), the quantity follows. Where a cause
differs in every case alike, what else differs in every case cannot be told from its consequence.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tracegrade.diff._features import BEHAVIOUR, EFFECTS
from tracegrade.statistics import least_squares

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tracegrade.diff._columns import Table
    from tracegrade.statistics import Fit

__all__ = ["followers", "order_of_causes"]

_ALPHA = 0.05
_LEAST_SHARE = 1 / 3  # of a shift that has to be left for it to be news
_MOST_CAUSES = 12

_FIRST = (
    "passed", "reward", "incomplete", "findings:", "errors:", "refusals", "escalations",
    "unasked_side_effects", "approvals_denied", "calls:", "uses:", ">", "side_effects",
    "approvals_asked", "longest_loop", "errors", "retries", "calls", "model_calls", "turns", "steps",
    "output_tokens", "answer_length", "input_tokens", "cost_usd", "time_to_first_token_s",
    "latency_s", EFFECTS, BEHAVIOUR,
)  # fmt: skip
_OF_ACTS = frozenset(
    ("side_effects", "unasked_side_effects", "approvals_asked", "approvals_denied", EFFECTS)
)  # no call that only reads accounts for these
_OWN = frozenset(("passed", "reward"))  # an outcome is news whatever it comes from


def order_of_causes(name: str) -> int:
    """Where a quantity stands between causes, which come first, and consequences."""
    kind = name.partition(":")[0] + ":" if ":" in name else ">" if ">" in name else name
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def followers(
    shifts: Sequence[str],
    facts: Sequence[tuple[str, str]],
    table: Table,
    reading: Collection[str] = (),
) -> dict[str, list[str]]:
    """For each shift the shifts and facts that account for it; none if it is news of its own.

    Args:
        shifts: Quantities that differ by more than noise.
        facts: Facts that a quantity measures: what to call the fact, and the quantity.
        table: The differences of every quantity, case by case.
        reading: Tools that only read; they account for no side effect, and for no approval.
    """
    causes = _Causes(table, frozenset(reading))
    labels: dict[str, list[str]] = {}
    for label, name in facts:
        labels.setdefault(name, []).append(label)
        causes.add(label, name)
    found: dict[str, list[str]] = {}
    for name in sorted(shifts, key=lambda name: (order_of_causes(name), name)):
        if name in labels or name in _OWN:
            found[name] = labels.get(name, [])
            continue
        found[name] = list(causes.labels) if name == BEHAVIOUR else causes.behind(name)
        if not found[name]:
            causes.add(name, name)
    return found


class _Causes:
    """Causes found so far, with their differences case by case.

    Attributes:
        labels: What the causes are called.
    """

    def __init__(self, table: Table, reading: frozenset[str]) -> None:
        self.labels: list[str] = []
        self._table = table
        self._reading = reading
        self._only_read: set[int] = set()
        self._columns: list[list[float]] = []

    def add(self, label: str, name: str) -> None:
        """Take a quantity as a cause."""
        if len(self._columns) < _MOST_CAUSES:
            if name.partition(":")[2] in self._reading:
                self._only_read.add(len(self.labels))
            self.labels.append(label)
            differences = self._differences(name)
            self._columns.append([0.0 if math.isnan(value) else value for value in differences])

    def behind(self, name: str) -> list[str]:
        """The causes that account for a quantity's shift; none if it is more than they make.

        As few causes are named as leave nothing, those first that explain most.
        """
        differences = self._differences(name)
        known = [place for place, value in enumerate(differences) if not math.isnan(value)]
        target = [differences[place] for place in known]
        total = math.fsum(target) / len(target)
        columns = {
            place: [column[case] for case in known]
            for place, column in enumerate(self._columns)
            if name not in _OF_ACTS or place not in self._only_read
        }
        everything = least_squares(list(columns.values()), target) if columns and total else None
        if everything is None or _leaves_some(everything, total):
            return []
        chosen: list[int] = []
        while len(chosen) < len(columns):
            fits = {
                place: least_squares([columns[other] for other in (*chosen, place)], target)
                for place in columns
                if place not in chosen
            }
            best = min(fits, key=lambda place: (round(fits[place].unexplained, 9), place))
            chosen.append(best)
            if not _leaves_some(fits[best], total):
                break
        return [self.labels[place] for place in chosen]

    def _differences(self, name: str) -> Sequence[float]:
        return self._table.columns[name].differences


def _leaves_some(fit: Fit, total: float) -> bool:
    """Whether a good part of a mean difference is beyond the causes of a fit."""
    return fit.p_intercept < _ALPHA and fit.intercept / total >= _LEAST_SHARE
