"""What is measured of each trace."""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

from tracegrade.signals import measure, side_effects

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["NUMBERS", "OF_THE_LAYOUT", "OF_THE_OUTCOME", "numbers_of", "passed"]

_SIGNALS = (
    "steps", "model_calls", "calls", "errors", "retries", "turns", "longest_loop", "refusals",
    "escalations", "approvals_asked", "approvals_denied", "answer_length", "input_tokens",
    "output_tokens", "cost_usd", "latency_s", "time_to_first_token_s",
)  # fmt: skip

NUMBERS = (*_SIGNALS, "side_effects", "unasked_side_effects", "passed", "reward")
"""Every quantity that is one number a trace, in a fixed order."""

OF_THE_LAYOUT = frozenset(("steps", "model_calls", "turns"))
"""Quantities that depend on how a format cuts a trace into steps."""

OF_THE_OUTCOME = frozenset(("passed", "reward"))
"""Quantities that a capture may say although it ends early."""

_UNKNOWN = float("nan")


def numbers_of(trace: Trace) -> bytes:
    """What the trace measures, packed as floats; NaN where that is unknown."""
    signals = trace.cached("signals", measure)
    values: dict[str, float | bool | None] = {name: getattr(signals, name) for name in _SIGNALS}
    effects = side_effects(trace)
    values["side_effects"], values["unasked_side_effects"] = effects
    values["passed"] = passed(trace)
    reward = trace.outcome.reward if trace.outcome else None
    values["reward"] = reward if reward is not None and math.isfinite(reward) else None
    packed = [_UNKNOWN if values[name] is None else float(values[name] or 0) for name in NUMBERS]
    return array("d", packed).tobytes()


def passed(trace: Trace) -> bool | None:
    """Whether the attempt passed, as recorded; `None` where that is not said.

    A reward of 0 or 1 says it too; one in between does not.
    """
    outcome = trace.outcome
    if outcome is None:
        return None
    if outcome.success is not None:
        return outcome.success
    return bool(outcome.reward) if outcome.reward in (0, 1) else None
