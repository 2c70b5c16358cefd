"""What an agent hands on to another: never more than it was given itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.approval._failure import Failure
from tracegrade.graders.approval._limits import schema_of_limits
from tracegrade.graders.approval._narrowing import is_within

if TYPE_CHECKING:
    from tracegrade.graders.approval._events import Events, Grant
    from tracegrade.graders.approval._rules import Need

__all__ = ["delegation_failure"]

_MOST_LOOKED_AT = 50


def delegation_failure(events: Events, need: Need, grant: Grant) -> Failure | None:
    """What speaks against a grant that one agent handed on to another, or `None`.

    It holds if the giver held an inheritable grant for the tool from somebody who may give it, at
    least as wide. Narrowing needs nobody's consent, widening does.
    """
    giver = (grant.principal or "").partition(":")[2]
    tool = grant.subject.tool or ""
    held = [
        each
        for each in events.grants_for(tool, _MOST_LOOKED_AT)
        if each is not grant and each.step < grant.step and each.is_wide
        if each.subject.agent in (None, giver) and need.accepts_principal(each.principal or "")
    ]
    answers = [_is_as_wide(each, grant) for each in held if each.inherit]
    if True in answers:
        return None
    if None in answers:
        message = f"was handed on by {giver!r}, and whether it was narrowed is open"
        return Failure("A11", "V8", message, certain=False)
    missing = "holds none that others may use" if not answers else "was given less"
    message = f"was handed on by {giver!r}, who {missing}"
    return Failure("A11", "V8", message, True, None, grant.principal)


def _is_as_wide(held: Grant, handed: Grant) -> bool | None:
    if held.limits is None:
        return True
    if handed.limits is None:
        return False
    inner, outer = schema_of_limits(handed.limits), schema_of_limits(held.limits)
    if inner is None or outer is None:
        return True if handed.limits == held.limits else None
    return is_within(inner, outer)
