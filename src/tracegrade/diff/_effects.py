"""How side effects differ, case by case: calls as multisets of tool and arguments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracegrade import _json
from tracegrade._assignment import least_total
from tracegrade.diff._details import differing_paths
from tracegrade.diff._masks import Masks
from tracegrade.diff._model import Effect
from tracegrade.diff._signature import writes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._pairing import Case
    from tracegrade.diff._signature import Call, Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = ["effect_noise", "effects_of"]

_MOST_TRIALS = 8  # of a case that are held against each other

Change = Literal["extra", "missing", "changed"]


class Changed(NamedTuple):
    """A call on the one side, on the other side, or on both."""

    change: Change
    old: Call | None
    new: Call | None


def effects_of(cases: Sequence[Case], vocabulary: Vocabulary, masks: Masks) -> list[Effect]:
    """How the side effects of each case differ, over its pairs of trials.

    Calls that failed, were denied or are waiting had no effect. What a capture that was cut off
    does not show is not missing.
    """
    comparison = _Comparison(vocabulary, masks)
    return [effect for case in cases for effect in comparison.effects(case)]


def effect_noise(cases: Sequence[Case], vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Pairs of old trials of one case whose side effects differ, of all; `None` without a pair."""
    comparison = _Comparison(vocabulary, Masks())
    differing = pairs = 0
    for case in cases:
        trials = [trial for trial in case.old[:_MOST_TRIALS] if not trial.incomplete]
        made = [sorted(comparison.writes(trial)) for trial in trials]
        for one, other in combinations(made, 2):
            pairs += 1
            differing += one != other
    return (differing, pairs) if pairs else None


@dataclass(slots=True)
class _Comparison:
    """Compares side effects.

    Attributes:
        vocabulary: What the signatures refer to.
        masks: What was learned to be volatile in arguments.
    """

    vocabulary: Vocabulary
    masks: Masks

    def effects(self, case: Case) -> list[Effect]:
        """The differences of one case, each with how many pairs and trials show it."""
        changes: Counter[Changed] = Counter()
        orders: Counter[tuple[str, str, str]] = Counter()
        for old, new, _ in case.pairs:
            if old.exact != new.exact or old.loose != new.loose:
                changes.update(self._between(old, new))
                orders.update(set(self._reordered(old, new)))
        if not changes and not orders:
            return []
        of = len(case.pairs)
        made = [[set(self.writes(trial)) for trial in side] for side in (case.old, case.new)]
        found: list[Effect] = []
        for (change, old_call, new_call), count in changes.items():
            effect = self._effect(case.case_id, change, old_call, new_call)
            effect.pairs = count, of
            effect.in_old = _trials_with(old_call or new_call, made[0])
            effect.in_new = _trials_with(new_call or old_call, made[1])
            found.append(effect)
        for (tool, before, after), count in orders.items():
            effect = Effect(case.case_id, "reordered", tool, before, after, pairs=(count, of))
            found.append(effect)
        return found

    def writes(self, trial: Signature) -> list[Call]:
        """The calls with a side effect that may have run."""
        return writes_of(trial, self.vocabulary)

    def _between(self, old: Signature, new: Signature) -> list[Changed]:
        """What one pair of trials shows: calls of one tool with other arguments go together."""
        ours, theirs = Counter(self.writes(old)), Counter(self.writes(new))
        missing = [] if new.incomplete else sorted((ours - theirs).elements())
        extra = [] if old.incomplete else sorted((theirs - ours).elements())
        found: list[Changed] = []
        for tool in sorted({tool for tool, _ in (*missing, *extra)}):
            gone = [call for call in missing if call[0] == tool]
            come = [call for call in extra if call[0] == tool]
            pairs = least_total([[self._apart(one, other) for other in come] for one in gone])
            rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
            found += [Changed("changed", gone[row], come[column]) for row, column in pairs]
            found += [
                Changed("missing", call, None) for row, call in enumerate(gone) if row not in rows
            ]
            found += [
                Changed("extra", None, call) for at, call in enumerate(come) if at not in columns
            ]
        return found

    def _apart(self, one: Call, other: Call) -> int:
        return len(self._paths(one, other))

    def _paths(self, one: Call, other: Call) -> list[str]:
        changes = differing_paths(
            self._arguments(one), self._arguments(other), tool=one[0], masks=self.masks
        )
        return [change["path"] for change in changes]

    def _arguments(self, call: Call | None) -> Any:
        text = self.vocabulary.writes.get(call[1]) if call else None
        return None if text is None else _json.decode(text)

    def _effect(self, case: str, change: Change, old: Call | None, new: Call | None) -> Effect:
        tool = (old or new or ("", 0))[0]
        effect = Effect(case, change, tool, self._arguments(old), self._arguments(new))
        if old and new:
            effect.paths = self._paths(old, new)
        return effect

    def _reordered(self, old: Signature, new: Signature) -> list[tuple[str, str, str]]:
        """Calls that both made once, one with a side effect, in the one order and in the other."""
        ours, theirs = self._places(old), self._places(new)
        common = [call for call in ours if call in theirs]
        if common == sorted(common, key=theirs.__getitem__):
            return []
        writes = [call for call in common if call in set(self.writes(old))]
        return [
            (write[0], _order(write, call, ours), _order(write, call, theirs))
            for write in writes
            for call in common
            if call != write and (ours[call] < ours[write]) != (theirs[call] < theirs[write])
        ]

    def _places(self, trial: Signature) -> dict[Call, int]:
        """Where each call stands that was made just once."""
        calls = [
            (tool, key)
            for number, key in zip(trial.act_numbers(), trial.keys(), strict=True)
            if (tool := self.vocabulary.acts[number].tool) is not None
        ]
        counts = Counter(calls)
        return {call: place for place, call in enumerate(calls) if counts[call] == 1}


def _order(one: Call, other: Call, places: dict[Call, int]) -> str:
    first, second = sorted((one, other), key=places.__getitem__)
    return f"{first[0]}, then {second[0]}"


def _trials_with(call: Call | None, trials: list[set[Call]]) -> tuple[int, int]:
    return sum(call in trial for trial in trials), len(trials)
