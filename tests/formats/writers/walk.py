"""Where two native records differ, by a plain walk that knows nothing of how they were written."""

from __future__ import annotations

from typing import Any

from tracegrade.formats.writers import Losses


def differences(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    """Fields in which two records differ, named as a loss names them: `tool_result.status`."""
    found = {f"trace.{name}" for name in differing(one, other) if name != "steps"}
    if len(one["steps"]) != len(other["steps"]):
        return found | {"steps"}
    for step, again in zip(one["steps"], other["steps"], strict=True):
        found |= {f"{step['kind']}.{name}" for name in differing(step, again)}
    return found


def differing(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    names = one.keys() | other.keys()
    return {
        name
        for name in names
        if name not in one or name not in other or not same(one[name], other[name])
    }


def same(one: Any, other: Any) -> bool:
    """Equal, to the type: 1, 1.0 and true are three values."""
    if type(one) is not type(other):
        return False
    if type(one) is dict:
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if type(one) is list:
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def lost(losses: Losses) -> set[str]:
    """Fields that a conversion says it lost."""
    return {loss.field for loss in losses.lost}
