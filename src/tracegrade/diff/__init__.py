"""What changed: alignment of traces, facts, effects, shifts, and the model of the result."""

from tracegrade.diff._align import align
from tracegrade.diff._details import differing_paths
from tracegrade.diff._distance import distance
from tracegrade.diff._model import (
    CaseDiff,
    Effect,
    Fact,
    Outcomes,
    Pairing,
    Shift,
    StepEdit,
    TraceDiff,
    Transition,
    Unpaired,
    Wrapped,
)
from tracegrade.diff._noise import NoiseProfile, load_noise
from tracegrade.diff._pairs import diff_traces
from tracegrade.diff._run import diff_runs, noise_of
from tracegrade.diff._run_diff import RunDiff

__all__ = [
    "CaseDiff",
    "Effect",
    "Fact",
    "NoiseProfile",
    "Outcomes",
    "Pairing",
    "RunDiff",
    "Shift",
    "StepEdit",
    "TraceDiff",
    "Transition",
    "Unpaired",
    "Wrapped",
    "align",
    "diff_runs",
    "diff_traces",
    "differing_paths",
    "distance",
    "load_noise",
    "noise_of",
]
