"""Tools that are declared to read, and whose calls say that they do more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.approval._failure import Failure
from tracegrade.signals import deeds_of, deeds_of_any_command, has_side_effect

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._classes import Classes

__all__ = ["mislabelling"]


def mislabelling(classes: Classes, call: MonitoredCall) -> Failure | None:
    """What the command or statement of a call does that its tool is declared not to."""
    if call.ran != "yes" or call.status == "error" or not classes.is_declared_to_read(call.tool):
        return None
    deeds = deeds_of(call.tool, call.arguments) or deeds_of_any_command(call.arguments)
    if deeds is None or not has_side_effect(deeds.classes):
        return None
    found = sorted(deeds.classes - {"read", "unknown"})
    message = f"{call.tool!r} is declared to read, and what it ran is {', '.join(found)}"
    return Failure("A18", "", message, True, ["read"], found)
