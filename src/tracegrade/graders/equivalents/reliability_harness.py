"""Equivalent of the agent-reliability-harness: a whole policy as one grader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._schema_validation import Schema
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import Expectation, ExpectedCall, Prepared, Rule, findings_of
from tracegrade.graders.equivalents import _reliability_checks as checks
from tracegrade.model import Finding, Grade

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Case, Trace

__all__ = ["reliability_policy"]

_TYPES = {
    "str": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
}
_OF_KEYWORD = {
    "required": "ARH-SCH-003",
    "type": "ARH-SCH-004",
    "enum": "ARH-SCH-007",
    "pattern": "ARH-SCH-008",
    "minimum": "ARH-SCH-009",
    "maximum": "ARH-SCH-009",
}


def reliability_policy(policy: Mapping[str, Any]) -> Grader:
    """Passes when a trace keeps to a policy: tools, arguments, order, budgets, answers, texts.

    The policy is theirs as JSON. Each finding has one of our codes, and theirs under `also`.

    Differs from the harness: every finding of a trace that has steps names one; a failed call
    counts as recovered only by a call that succeeds; 10 and 10.0 are equal arguments. Its 0 to 100
    score is not given.

    Args:
        policy: The decoded policy.

    Raises:
        UsageError: A pattern is no regular expression.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> policy = {"allow_unlisted_tools": True, "sequence": {"forbidden_tools": ["refund"]}}
        >>> [(one.code, one.also) for one in reliability_policy(policy).grade(trace).findings]
        [('T05', ('ARH-SEQ-002',))]
    """
    return _ReliabilityPolicy(dict(policy))


@dataclass(frozen=True)
class _ReliabilityPolicy(Grader):
    version: ClassVar[str] = "1"

    policy: dict[str, Any] = field(hash=False)
    _rules: tuple[tuple[str, Prepared], ...] = field(
        init=False, repr=False, compare=False, hash=False
    )
    _patterns: tuple[re.Pattern[str], ...] = field(
        init=False, repr=False, compare=False, hash=False
    )

    def __post_init__(self) -> None:
        rules = tuple((rule, _prepared(made)) for rule, made in _rules_of(self.policy))
        object.__setattr__(self, "_rules", rules)
        try:
            patterns = [re.compile(one, re.IGNORECASE) for one in self._of("unsafe_patterns", [])]
        except re.error as error:
            raise UsageError(f"not a regular expression: {error}") from None
        object.__setattr__(self, "_patterns", tuple(patterns))

    @property
    def name(self) -> str:
        return "reliability_policy"

    def _of(self, name: str, default: Any) -> Any:
        return self.policy.get(name) or default

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the trace keeps to the policy, with what it does not keep to."""
        flow = self._of("error_handling", {})
        findings = [
            *self._schemas(trace),
            *checks.budgets(trace, self._of("budgets", {})),
            *checks.unsafe_texts(trace, self._patterns),
            *checks.grounding(trace, self._of("grounding", {})),
            *self._calls(trace),
            *checks.repetition(trace, flow.get("max_attempts")),
            *self._duplicates(trace),
            *checks.completion(trace, self._of("completion", {})),
            *checks.structure(trace),
        ]
        failed = [finding for finding in findings if finding.severity == "fail"]
        text = failed[0].message if failed else "the trace keeps to the policy"
        return self.decide(trace, findings, text)

    def _schemas(self, trace: Trace) -> Iterator[Finding]:
        """Calls of tools that are not listed, and arguments that break what the list says."""
        listed: Mapping[str, Any] = self._of("allowed_tools", {})
        schemas = {tool: _schema(tool, said) for tool, said in listed.items()}
        ready = {tool: Schema(schema) for tool, schema in schemas.items()}
        columns, arguments = trace.columns, arguments_of(trace)
        for number, tool in enumerate(columns.call_tools):
            step = (columns.ids[columns.call_steps[number]],)
            if tool not in schemas:
                if not self.policy.get("allow_unlisted_tools"):
                    message = f"{tool!r} is not among the allowed tools"
                    yield Finding("V02", message, step, expected=sorted(schemas), observed=tool,
                                  also=("ARH-SCH-001",))  # fmt: skip
                continue
            value = arguments.decoded(number).value
            for fault in ready[tool].faults(value):
                message = f"{tool!r} {fault.pointer or 'arguments'}: {fault.message}"
                rule = _OF_KEYWORD.get(fault.keyword, "ARH-SCH-004")
                yield Finding("V03", message, step, "fail", fault.expected, fault.observed,
                              also=(rule,))  # fmt: skip
            for name in value if isinstance(value, dict) else ():
                if name not in schemas[tool]["properties"]:
                    message = f"{tool!r} has no parameter {name!r}"
                    known = sorted(schemas[tool]["properties"])
                    yield Finding("V05", message, step, "warn", known, name, also=("ARH-SCH-005",))

    def _calls(self, trace: Trace) -> Iterator[Finding]:
        """What the order, the counts and the recovery of calls break."""
        for rule, prepared in self._rules:
            for finding in findings_of(prepared.match(trace)):
                yield replace(finding, also=(rule,))

    def _duplicates(self, trace: Trace) -> Iterator[Finding]:
        """Calls with a side effect, as the policy says, made again after they had succeeded."""
        listed: Mapping[str, Any] = self._of("allowed_tools", {})
        with_effect = {tool for tool, said in listed.items() if said.get("side_effect")}
        columns, key = trace.columns, arguments_of(trace).key
        first: dict[Any, str] = {}
        for number, tool in enumerate(columns.call_tools):
            if tool not in with_effect:
                continue
            step, call = columns.ids[columns.call_steps[number]], (tool, key(number))
            if call in first:
                message = f"{tool!r} ran again with the same arguments as in {first[call]}"
                steps = (step, first[call])
                yield Finding("O02", message, steps, expected="it runs once",
                              also=("ARH-FLW-003",))  # fmt: skip
            elif trace.call_statuses[number] in ("ok", "unknown"):
                first[call] = step


def _prepared(rule: Rule) -> Prepared:
    return Prepared(Expectation(rules=(rule,), counted="requested"))


def _rules_of(policy: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
    """The rules about calls that a policy holds, each with its id there."""
    sequence, flow = policy.get("sequence") or {}, policy.get("error_handling") or {}
    for tool in sequence.get("required_tools", ()):
        yield "ARH-SEQ-001", Rule("count", ExpectedCall(tool), least=1)
    for tool in sequence.get("forbidden_tools", ()):
        yield "ARH-SEQ-002", Rule("never", ExpectedCall(tool))
    order = sequence.get("call_order", ())
    for place, later in enumerate(order):
        for earlier in order[:place]:
            rule = Rule("never_before", ExpectedCall(later), ExpectedCall(earlier))
            yield "ARH-SEQ-003", rule
    for tool, said in (policy.get("allowed_tools") or {}).items():
        if said.get("max_calls") is not None:
            yield "ARH-SEQ-004", Rule("count", ExpectedCall(tool), most=said["max_calls"])
        if said.get("min_calls"):
            yield "ARH-SEQ-005", Rule("count", ExpectedCall(tool), least=said["min_calls"])
    if flow.get("require_retry_on_error"):
        yield "ARH-FLW-001", Rule("recovers", ExpectedCall("*"))


def _schema(tool: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments as a policy describes them."""
    required: Mapping[str, Any] = said.get("required_arguments") or {}
    optional: Mapping[str, Any] = said.get("optional_arguments") or {}
    return {
        "type": "object",
        "required": list(required),
        "properties": {
            name: _property(f"{tool}.{name}", given)
            for name, given in {**optional, **required}.items()
        },
    }


def _property(name: str, given: Any) -> dict[str, Any]:
    spec: Mapping[str, Any] = given if isinstance(given, Mapping) else {"type": given}
    made: dict[str, Any] = {}
    kind = spec.get("type", "any")
    if kind in _TYPES:
        made["type"] = _TYPES[kind]
    if "enum" in spec:
        made["enum"] = spec["enum"]
    if "pattern" in spec:
        try:
            re.compile(spec["pattern"])
        except re.error as error:
            raise UsageError(f"pattern of {name!r} is no regular expression: {error}") from None
        made["pattern"] = rf"^(?:{spec['pattern']})\Z"
    made |= {
        word: spec[key] for key, word in (("min", "minimum"), ("max", "maximum")) if key in spec
    }
    return made
