"""What a trace measures: counts, tokens, cost, latency, loops, effects of tools."""

from tracegrade.signals._acts import SideEffects, side_effects
from tracegrade.signals._measure import Signals, measure
from tracegrade.signals.commands import Deeds, deeds_of, deeds_of_any_command
from tracegrade.signals.effects import (
    EFFECT_CLASSES,
    EffectClass,
    effect_classes,
    effects_of_calls,
    has_side_effect,
)

__all__ = [
    "EFFECT_CLASSES",
    "Deeds",
    "EffectClass",
    "SideEffects",
    "Signals",
    "deeds_of",
    "deeds_of_any_command",
    "effect_classes",
    "effects_of_calls",
    "has_side_effect",
    "measure",
    "side_effects",
]
