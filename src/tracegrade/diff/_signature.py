"""What is kept of each trace: well under a kilobyte, so that runs of any size can be compared."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracegrade.diff._distance import Acts
from tracegrade.diff._numbers import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.diff._checks import Checked
    from tracegrade.diff._endings import Ending
    from tracegrade.diff._outline import Outline
    from tracegrade.diff._vocabulary import Makeup, Vocabulary

__all__ = ["Call", "Signature", "packed_acts", "writes_of"]

Call = tuple[str, int]
"""Tool and exact key of a call that may have run."""

_PLACES = {name: place for place, name in enumerate(NUMBERS)}


@dataclass(slots=True)
class Signature:
    """One trace, compact.

    Attributes:
        number: Its number in reading order on its side.
        trace_id: Its id.
        case_id: The case that it names, if it does.
        opening: The first user message, shortened, where it names no case.
        key: The value by which it is paired, where that is a field of its metadata.
        trial: Which attempt, if it says so.
        cluster: What it shares with dependent cases, if that was asked for.
        digest: Equal for traces in which the same happened.
        exact: Exact keys of its acts, 64 bits each.
        loose: Numbers of its acts in the vocabulary, 32 bits each.
        numbers: What it measures, one float for each of `NUMBERS`; NaN where that is unknown.
        checked: What the checks say of it.
        errors: Numbers of the errors in it.
        prompt: Hash of its system prompts, if it has some.
        makeup: What its capture says of the agent.
        ending: How its capture ends.
        last_tool: The tool whose result is its last step, if one is.
        started: When it began, in seconds, if that is known.
        is_high_risk: Whether its case says that a failure costs much.
        incomplete: Whether its capture ends before the agent was done.
    """

    number: int
    trace_id: str
    case_id: str | None
    opening: str | None
    key: str | None
    trial: int | None
    cluster: str | None
    digest: int
    exact: bytes
    loose: bytes
    numbers: bytes
    checked: Checked
    errors: tuple[int, ...]
    prompt: int | None
    makeup: Makeup
    ending: Ending
    last_tool: str | None
    started: float | None
    is_high_risk: bool
    incomplete: bool = False

    def value(self, name: str) -> float | None:
        """One of `NUMBERS`; `None` where that is unknown."""
        value = memoryview(self.numbers).cast("d")[_PLACES[name]]
        return None if math.isnan(value) else value

    def values(self) -> Sequence[float]:
        """All of `NUMBERS`; NaN where that is unknown."""
        return memoryview(self.numbers).cast("d")

    def act_numbers(self) -> memoryview[int]:
        """Numbers of its acts."""
        return memoryview(self.loose).cast("i")

    def keys(self) -> memoryview[int]:
        """Exact keys of its acts."""
        return memoryview(self.exact).cast("q")

    def acts(self, vocabulary: Vocabulary) -> Acts:
        """Its acts, for distances."""
        loose = self.act_numbers().tolist()
        return Acts(self.keys().tolist(), loose, [vocabulary.acts[act].weight for act in loose])


def writes_of(trial: Signature, vocabulary: Vocabulary) -> list[Call]:
    """The calls of a trace with a side effect that may have run."""
    acts = vocabulary.acts
    return [
        (act.tool, key)
        for number, key in zip(trial.act_numbers(), trial.keys(), strict=True)
        if (act := acts[number]).weight > 1 and act.tool is not None and not act.status
    ]


def packed_acts(outline: Outline, vocabulary: Vocabulary) -> tuple[bytes, bytes]:
    """Exact keys and act numbers of what the agent did, calls that ran side by side sorted."""
    places = [place for place in outline.settled() if outline.weights[place]]
    exact = array("q", [outline.exact[place] for place in places])
    loose = array("i", [vocabulary.act(outline.loose[place]) for place in places])
    return exact.tobytes(), loose.tobytes()
