"""The effect classes of calls under a policy.

In this order: what the policy declares, annotations of a trusted server, what the command, statement
or request of the call says when it is parsed, the words of the tool's name. Annotations of servers
that are not trusted only add classes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade._globs import glob_matches, is_glob
from tracegrade.signals import deeds_of, effect_classes

if TYPE_CHECKING:
    from tracegrade.graders.approval._policy import Policy
    from tracegrade.model import ToolDefinition, Trace

__all__ = ["Classes"]

_CHANGING = frozenset(
    (
        "write", "create", "delete", "remove", "replace", "insert", "send", "execute", "modify",
        "edit", "destroy", "drop", "cancel", "upsert", "overwrite", "pay",
    )
)  # fmt: skip
_READ = frozenset(("read",))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


class Classes:
    """The effect classes of the calls of one trace."""

    def __init__(self, trace: Trace, policy: Policy) -> None:
        self._policy = policy
        self._definitions = {tool.name: tool for tool in trace.tools}
        self._of_tool: dict[str, frozenset[str]] = {}
        self._is_settled: dict[str, bool] = {}
        self._reads: dict[str, bool] = {}

    def of(self, tool: str, arguments: Any) -> frozenset[str]:
        """The effect classes of a call; never empty."""
        if tool not in self._of_tool:
            self._of_tool[tool], self._is_settled[tool] = self._by_name(tool)
        known = self._of_tool[tool]
        deeds = None if self._is_settled[tool] else deeds_of(tool, arguments)
        if deeds is None:
            return known
        hinted = self._hints(tool) - {"read"}
        if "unknown" in deeds.classes:
            return known - {"unknown", "read"} | deeds.classes | hinted
        return deeds.classes | hinted - ({"read"} if hinted else set())

    def is_declared_to_read(self, tool: str) -> bool:
        """Whether the policy, or the server of a tool, says that it only reads."""
        if tool not in self._reads:
            self._reads[tool] = self._says_that_it_reads(tool)
        return self._reads[tool]

    def _says_that_it_reads(self, tool: str) -> bool:
        definition = self._definitions.get(tool)
        hints = (definition.annotations or {}) if definition is not None else {}
        return self._declared(tool) == _READ or hints.get("readOnlyHint") is True

    def _declared(self, tool: str) -> frozenset[str] | None:
        declared = self._policy.tools
        patterns = [pattern for pattern in declared if glob_matches(pattern, tool)]
        if not patterns:
            return None
        return declared[max(patterns, key=lambda pattern: (not is_glob(pattern), len(pattern)))]

    def _by_name(self, tool: str) -> tuple[frozenset[str], bool]:
        """The classes of a tool, and whether they stand whatever its arguments say."""
        declared = self._declared(tool)
        if declared is not None:
            return declared, True
        definition = self._definitions.get(tool)
        trusted = self._is_trusted(definition)
        classes: set[str] = {*effect_classes(tool, definition=definition, trusted=trusted)}
        if classes == {"unknown"}:
            return frozenset((self._policy.default_class,)), False
        if classes == {"read"} and not trusted and _CHANGING.intersection(_words(tool)):
            classes.add("unknown")  # `get_or_create_user`: a guess must not lift the need
        hinted = trusted and bool(definition and definition.annotations)
        return frozenset(classes), hinted

    def _is_trusted(self, definition: ToolDefinition | None) -> bool:
        server = definition.server if definition is not None else None
        return server is not None and any(
            glob_matches(each, server) for each in self._policy.trusted
        )

    def _hints(self, tool: str) -> frozenset[str]:
        definition = self._definitions.get(tool)
        if definition is None or not definition.annotations:
            return frozenset()
        return frozenset(effect_classes("", definition=definition)) - {"unknown"}


def _words(tool: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(tool)]
