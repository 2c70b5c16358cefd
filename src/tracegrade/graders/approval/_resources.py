"""What a call has its effect on: what a rule names, and what its command or statement says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade._globs import glob_matches
from tracegrade.graders.approval._places import PATH_FIELDS, field_name
from tracegrade.graders.approval._symlinks import normal_path
from tracegrade.graders.approval._values import MISSING, at_pointer, is_redacted
from tracegrade.graph.values import decoded, leaves_of
from tracegrade.signals import deeds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.approval._policy import Policy

__all__ = ["affected_by", "named_by_rules", "plain"]

_DESTRUCTIVE = frozenset(("destructive",))


def named_by_rules(
    policy: Policy, tool: str, classes: frozenset[str], arguments: Any
) -> Iterator[Any]:
    """The resources of a call that the rules about it name."""
    for rule in policy.require:
        about = glob_matches(rule.tool, tool) if rule.tool is not None else rule.classes & classes
        if rule.resource is None or not about:
            continue
        value = at_pointer(rule.resource, arguments)
        if value is not MISSING and not is_redacted(value):
            yield plain(value)


def affected_by(
    tool: str, classes: frozenset[str], arguments: Any
) -> Iterator[tuple[Any, frozenset[str]]]:
    """Each file and table that a call changes by its own text, with the classes of the effect on it.

    They are told by the command or statement of a call, else by where a destructive call points.

    Example:
        >>> list(affected_by("bash", frozenset(("exec",)), {"command": "rm -f /srv/./a"}))
        [('/srv/a', frozenset({'destructive'}))]
    """
    if arguments is MISSING:
        return
    deeds = deeds_of(tool, arguments)
    if deeds is not None:
        for name in dict.fromkeys((*deeds.removed, *deeds.written, *deeds.tables)):
            is_lost = name in deeds.removed
            yield plain(name), _DESTRUCTIVE if is_lost else deeds.classes - _DESTRUCTIVE
    elif "destructive" in classes:
        for pointer, value in leaves_of(decoded(arguments)):
            if isinstance(value, str) and field_name(pointer) in PATH_FIELDS:
                yield plain(value), _DESTRUCTIVE


def plain(resource: Any) -> Any:
    """A resource as it is compared: of a path its normal form."""
    is_path = isinstance(resource, str) and "/" in resource and "://" not in resource
    return normal_path(resource) if is_path else resource
