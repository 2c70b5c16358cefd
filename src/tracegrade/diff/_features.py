"""What is compared: quantities of each trace by name, and those that a side cannot show."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.diff._numbers import NUMBERS, OF_THE_LAYOUT, OF_THE_OUTCOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._pairing import Case
    from tracegrade.diff._signature import Signature
    from tracegrade.diff._vocabulary import Vocabulary

__all__ = [
    "APART",
    "BEHAVIOUR",
    "EFFECTS",
    "Capture",
    "Features",
    "Measured",
    "capture_of",
    "features_of",
    "measured",
]

BEHAVIOUR = "behaviour"
"""Name of the global comparison, by distances between whole traces."""

EFFECTS = "effects"
"""Name of the comparison of all side effects, tool and arguments, by distances between traces."""

APART = (BEHAVIOUR, EFFECTS)
"""Quantities that are distances: how far the sides are apart, beyond how far each is from itself."""

_MOST_IN_TAIL = 300
_MOST_TOOLS = 30  # in the headline; calls of rarer tools are in the tail


class Features(NamedTuple):
    """The names of what is compared.

    Attributes:
        headline: Quantities that decide the verdict, adjusted together.
        tail: Quantities that are looked through for more.
        not_compared: Quantities that are left out, with the reason, as `name: reason`.
    """

    headline: list[str]
    tail: list[str]
    not_compared: list[str]


class Measured(NamedTuple):
    """What a trace measures.

    Of a capture that was cut off only the outcome is known: it is incomplete, not shorter.
    """

    values: dict[str, float]
    is_cut_off: bool

    def get(self, name: str) -> float | None:
        """A quantity; a count that does not occur is 0, anything else that is missing unknown."""
        value = self.values.get(name)
        if value is None and not self.is_cut_off and is_count(name):
            return 0.0
        return value


def is_count(name: str) -> bool:
    """Whether a quantity counts something that may not occur."""
    return ":" in name or ">" in name


def measured(signature: Signature, vocabulary: Vocabulary) -> Measured:
    """What a trace measures, by name."""
    values = {
        name: value
        for name, value in zip(NUMBERS, signature.values(), strict=True)
        if not math.isnan(value) and (not signature.incomplete or name in OF_THE_OUTCOME)
    }
    values["incomplete"] = float(signature.incomplete)
    if not signature.incomplete:
        calls = [
            act for act in map(vocabulary.acts.__getitem__, signature.act_numbers()) if act.tool
        ]
        tools = ["start", *(act.tool or "" for act in calls), "end"]
        counted = [f"calls:{act.tool}" for act in calls]
        counted += [f"errors:{act.tool}" for act in calls if act.status == "error"]
        counted += [f"{one}>{other}" for one, other in pairwise(tools)]
        counted += [f"uses:{tool}" for tool in set(tools[1:-1])]
        counted += vocabulary.findings_of(signature.checked.failures)
        values.update(Counter(counted))
    return Measured(values, signature.incomplete)


class Capture(NamedTuple):
    """What the captures of one side can show.

    Attributes:
        formats: Their formats.
        capabilities: What at least one of them can show.
        kinds: Kinds of steps in them.
    """

    formats: frozenset[str | None]
    capabilities: frozenset[str]
    kinds: frozenset[str]


def capture_of(side: Sequence[Signature]) -> Capture:
    """What the captures of one side can show."""
    makeups = {trace.makeup for trace in side}
    return Capture(
        frozenset(makeup.format for makeup in makeups),
        frozenset(name for makeup in makeups for name in makeup.capabilities),
        frozenset(name for makeup in makeups for name in makeup.kinds),
    )


def features_of(
    cases: Sequence[Case], vocabulary: Vocabulary, captures: tuple[Capture, Capture]
) -> Features:
    """What can be compared over the cases that both sides have."""
    known: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    weight: Counter[str] = Counter()
    for case in cases:
        for seen, trials in zip(known, (case.old, case.new), strict=True):
            for trial in trials if case.pairs else ():
                values = measured(trial, vocabulary).values
                seen.update(values.keys())
                for name, value in values.items():
                    weight[name] += abs(value)  # type: ignore[assignment]  # counts of any size
    lacking = _lacking(known, captures)
    names = [name for name, total in weight.most_common() if total and name not in lacking]
    comparable = [name for name in names if _group_of(name) not in lacking]
    tools = {name for name in names if name.startswith("calls:")}
    common = set(sorted(tools, key=lambda name: (-weight[name], name))[:_MOST_TOOLS])
    headline = [name for name in (*NUMBERS, "incomplete") if name in comparable]
    headline += sorted(
        name for name in comparable if name in common or name.startswith(("errors:", "findings:"))
    )
    tail = sorted(set(comparable).difference(headline), key=lambda name: (-weight[name], name))
    return Features(
        headline, tail[:_MOST_IN_TAIL], [f"{name}: {reason}" for name, reason in lacking.items()]
    )


def _group_of(name: str) -> str:
    return (
        f"{name.partition(':')[0]} by tool" if ":" in name else "transitions" if ">" in name else ""
    )


def _lacking(
    known: tuple[Counter[str], Counter[str]], captures: tuple[Capture, Capture]
) -> dict[str, str]:
    """Quantities that cannot be compared, each with the reason."""
    lacking: dict[str, str] = {}
    for name in NUMBERS:
        sides = [side for side, seen in zip(("old", "new"), known, strict=True) if not seen[name]]
        if sides:
            lacking[name] = _not_recorded(sides)
    if captures[0].formats != captures[1].formats:
        reason = "depends on how a format cuts a trace into steps, and the formats differ"
        lacking |= dict.fromkeys(sorted(OF_THE_LAYOUT - lacking.keys()), reason)
        lacking |= _without_calls(captures)
    for capability, names in _NEEDED.items():
        sides = [
            side
            for side, capture in zip(("old", "new"), captures, strict=True)
            if capability not in capture.capabilities
        ]
        if len(sides) == 1:
            lacking |= dict.fromkeys(
                (name for name in names if name not in lacking), _not_recorded(sides)
            )
    return lacking


def _without_calls(captures: tuple[Capture, Capture]) -> dict[str, str]:
    """What a side cannot show that has no call at all, in another format than the other side."""
    sides = [
        side
        for side, capture in zip(("old", "new"), captures, strict=True)
        if "tool_call" not in capture.kinds
    ]
    return dict.fromkeys(_OF_CALLS, _not_recorded(sides)) if len(sides) == 1 else {}


def _not_recorded(sides: Sequence[str]) -> str:
    return "not recorded" if len(sides) == 2 else f"not recorded on the {sides[0]} side"


_NEEDED = {"error_status": ("errors by tool",), "approvals": ("unasked_side_effects",)}
_OF_CALLS = (
    "calls", "calls by tool", "errors by tool", "uses by tool", "transitions", "side_effects",
    "unasked_side_effects", "longest_loop",
)  # fmt: skip
