"""The JSON Schemas of diffs and noise profiles."""

from __future__ import annotations

from typing import Any

from tracegrade.report._envelope import envelope

__all__ = ["diff_schema", "noise_schema"]


def diff_schema() -> dict[str, Any]:
    """The JSON Schema of diffs."""
    from pydantic import TypeAdapter

    from tracegrade import diff
    from tracegrade.model import Problem

    texts = {"type": "array", "items": {"type": "string"}}
    return envelope(
        "tracegrade/diff@1",
        {
            "pairing": TypeAdapter(diff.Pairing),
            "facts": TypeAdapter(list[diff.Fact]),
            "effects": TypeAdapter(list[diff.Effect]),
            "outcomes": TypeAdapter(diff.Outcomes | None),
            "shifts": TypeAdapter(list[diff.Shift]),
            "transitions": TypeAdapter(list[diff.Transition]),
            "problems": TypeAdapter(list[Problem]),
            "StepEdit": TypeAdapter(diff.StepEdit),
            "Wrapped": TypeAdapter(diff.Wrapped),
        },
        {
            "verdict": {"enum": ["broken", "shift", "inconclusive", "equivalent"]},
            "reason": {"type": "string"},
            "notes": texts,
            "effect_noise": {"type": ["array", "null"], "items": {"type": "integer"}},
            "not_compared": texts,
            "mde": {"type": "object", "additionalProperties": {"type": "number"}},
            "volatile": {"type": "object", "additionalProperties": texts},
            "renamed": {"type": "object", "additionalProperties": {"type": "string"}},
            "noise": {"enum": ["profile", "trials", "unknown"]},
            "seed": {"type": "integer"},
            "relabellings": {"type": "integer"},
            "cases": {"type": "array", "items": _CASE},
        },
    )


_PAIR = {
    "type": "object",
    "required": ["old_trace", "new_trace", "old_trial", "new_trial", "first_divergence", "edits"],
    "properties": {
        "distance": {"type": "number", "minimum": 0, "maximum": 1},
        "is_same": {"type": "boolean"},
        "incomplete": {"type": "array", "items": {"enum": ["old", "new"]}},
        "first_divergence": {"anyOf": [{"$ref": "#/$defs/StepEdit"}, {"type": "null"}]},
        "wrapped": {"type": ["array", "null"], "items": {"$ref": "#/$defs/Wrapped"}},
        "edits": {"type": ["array", "null"], "items": {"$ref": "#/$defs/StepEdit"}},
    },
}
_CASE = {
    "type": "object",
    "required": ["case_id", "pairs", "unpaired"],
    "properties": {
        "case_id": {"type": "string"},
        "status": {"enum": ["same", "changed", "within noise", "beyond noise", "unpaired"]},
        "pairs": {"type": "array", "items": _PAIR},
        "unpaired": {"type": "array", "items": {"type": "object", "required": ["side", "trace"]}},
    },
}


def noise_schema() -> dict[str, Any]:
    """The JSON Schema of noise profiles."""
    numbers = {"type": "array", "items": {"type": "number"}}
    feature = {"type": "object", "required": ["mean", "deviation"]}
    return envelope(
        "tracegrade/noise@1",
        {},
        {
            "traces": {"type": "integer"},
            "distances": {"type": "object", "additionalProperties": numbers},
            "clusters": {"type": "object", "additionalProperties": {"type": "string"}},
            "features": {"type": "object", "additionalProperties": feature},
        },
    )
