"""Are the calls well formed, and of tools that exist?"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._schema_validation import Fault, Schema
from tracegrade._text import counted
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._decoded import arguments_of
from tracegrade.model import Coverage, Finding, Grade, ToolDefinition, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["ARGUMENT_CODES", "ValidCalls"]

ARGUMENT_CODES = (
    CodeMeaning(
        "V01",
        "malformed arguments",
        "The arguments of a call are not JSON, so no tool can have received them as meant.",
        "Often the answer was cut off: look at the stop reason and the token limit.",
    ),
    CodeMeaning(
        "V02",
        "unknown tool",
        "A tool was called that the capture does not declare.",
        "The model invented it, or the declaration was not captured.",
    ),
    CodeMeaning(
        "V03",
        "arguments break the tool's schema",
        "The arguments do not satisfy the JSON Schema that the capture declares for the tool.",
        "Compare expected and observed at the path named.",
    ),
    CodeMeaning(
        "V04",
        "tool's schema cannot be used",
        "The declared schema of a tool is not valid or refers to one elsewhere.",
        "Inline the schema; one that lies elsewhere is never fetched.",
    ),
    CodeMeaning(
        "V05",
        "invented parameter",
        "The call has an argument that the tool's declared schema does not name. It fails the "
        "grade where the schema forbids others, and is a warning where it is silent.",
        "The model invented it, or the schema lacks it; set additionalProperties to say which.",
    ),
)

_UNDECLARED = ("server_tool_call", "output_function")
"""Types of calls whose tools no one declares: those the provider runs itself, under other names
than the declared ones, and functions that make the answer."""


@dataclass(frozen=True)
class ValidCalls(Grader):
    """Passes when every call has JSON arguments, names a declared tool and fits its schema.

    Tools and schemas are those that the capture declares; where it declares none, only the form
    of the arguments is checked, and the coverage says so. A denied call counts all the same: the
    model asked for it. Calls that the provider ran itself are not held against the declared tools.

    Args:
        tools: Definitions to go by, in place of those that the capture has of these tools.
        allow_unknown: Whether tools without a definition may be called.

    Raises:
        UsageError: A given definition has a schema that is none.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> ValidCalls().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "2"

    tools: tuple[ToolDefinition, ...] = field(default=(), hash=False)
    allow_unknown: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "tools", tuple(self.tools))
        for tool in self.tools:
            if tool.parameters is not None:
                Schema(tool.parameters).faults({})

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether every call is well formed, with each that is not."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        declared = {tool.name: tool for tool in (*trace.tools, *self.tools)}
        check = _Check(trace, declared, allow_unknown=self.allow_unknown)
        findings: list[Finding] = []
        against_schema = 0
        for number, tool in enumerate(columns.call_tools):
            definition = declared.get(tool)
            against_schema += definition is not None and definition.parameters is not None
            findings += check.faults(number, tool, definition)
        count = len(columns.call_steps)
        text = f"{count} calls, {against_schema} of them checked against a declared schema"
        if findings:
            text = f"{counted(len(findings), 'fault')} in {counted(count, 'call')}: {findings[0].message}"
        return self.decide(trace, findings, text, coverage=Coverage(against_schema, count))


class _Check:
    """The check of the calls of one trace, with each schema made ready once."""

    def __init__(
        self, trace: Trace, declared: dict[str, ToolDefinition], *, allow_unknown: bool
    ) -> None:
        self._trace = trace
        self._declared = declared
        self._arguments = arguments_of(trace)
        self._schemas: dict[str, Schema] = {}
        self._needs_name = bool(declared) and not allow_unknown

    def faults(self, number: int, tool: str, definition: ToolDefinition | None) -> list[Finding]:
        """What is wrong with one call."""
        columns = self._trace.columns
        step = columns.ids[columns.call_steps[number]]
        value, error = self._arguments.decoded(number)
        if error is not None:
            message = f"arguments of {tool!r} are not JSON: {error}"
            return [Finding("V01", message, (step,), expected="JSON", observed=str(value)[:200])]
        if definition is None:
            return [self._unknown(step, tool)] if self._is_unknown(number, tool) else []
        if definition.parameters is None or columns.call_arguments[number] is None:
            return []
        try:
            return self._against(definition, value, tool, step)
        except UsageError as unusable:
            message = f"schema of {tool!r}: {unusable.message}"
            return [Finding("V04", message, (step,), "warn", expected="a usable JSON Schema")]

    def _is_unknown(self, number: int, tool: str) -> bool:
        if not self._needs_name:
            return False
        columns = self._trace.columns
        extra = columns.details.get(columns.call_steps[number], {}).get("extra") or {}
        if extra.get("type") in _UNDECLARED:
            return False
        # A tool of a Model Context Protocol server is called by a longer name than it declares.
        return tool.rpartition("__")[2] not in self._declared

    def _unknown(self, step: str, tool: str) -> Finding:
        close = difflib.get_close_matches(tool, self._declared, n=1)
        hint = f"did the model mean {close[0]!r}?" if close else None
        message = f"{tool!r} is not among the {len(self._declared)} declared tools"
        names = sorted(self._declared)[:20]
        return Finding("V02", message, (step,), expected=names, observed=tool, hint=hint)

    def _against(
        self, definition: ToolDefinition, value: Any, tool: str, step: str
    ) -> list[Finding]:
        schema = self._schemas.get(tool)
        if schema is None:
            schema = self._schemas[tool] = Schema(definition.parameters)
        faults = schema.faults(value)
        invented = _invented(definition.parameters or {}, value, tool, step)
        if invented:
            faults = [fault for fault in faults if not _says_invented(fault)]
        return [
            Finding(
                "V03",
                f"{tool!r} {fault.pointer or 'arguments'}: {fault.message}",
                (step,),
                expected=fault.expected,
                observed=fault.observed,
            )
            for fault in faults
        ] + invented


def _says_invented(fault: Fault) -> bool:
    """Whether a fault says no more than that the object has fields which it may not have."""
    return not fault.pointer and fault.expected is False and isinstance(fault.observed, dict)


def _invented(schema: dict[str, Any], value: Any, tool: str, step: str) -> list[Finding]:
    """Arguments that a schema does not name, though it names all there are as far as it says."""
    properties, others = schema.get("properties"), schema.get("additionalProperties")
    open_words = ("patternProperties", "$ref", "allOf", "anyOf", "oneOf", "if", "propertyNames")
    if not isinstance(properties, dict) or not isinstance(value, dict):
        return []
    if others not in (None, False) or any(word in schema for word in open_words):
        return []
    found: list[Finding] = []
    for name in value:
        if name in properties:
            continue
        close = difflib.get_close_matches(name, properties, n=1)
        hint = f"did the model mean {close[0]!r}?" if close else None
        message = f"{tool!r} has no parameter {name!r}"
        severity = "fail" if others is False else "warn"
        found.append(
            Finding("V05", message, (step,), severity, sorted(properties)[:20], name, hint)
        )
    return found
