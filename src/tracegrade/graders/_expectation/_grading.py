"""The grade that follows from a match."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade._text import counted as counted_text
from tracegrade.graders._expectation._parts import say
from tracegrade.graders._expectation._writing import shown_call
from tracegrade.model import Finding, Question, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders._base import Grader
    from tracegrade.graders._expectation._lines import CallLine
    from tracegrade.graders._expectation._match import Match, Prepared
    from tracegrade.model import Grade, Trace

__all__ = ["findings_of", "grade_match", "said_of_all"]

_MARKS_OF_SERVERS = ("__", ".", "/", ":")
"""What parts the name of a server or namespace from the tool's own."""
_MENDABLE = frozenset(("T01", "T07", "T11", "T12"))
"""What more calls could still have mended, had the capture gone on."""


def grade_match(
    grader: Grader, trace: Trace, prepared: Prepared, *, numbers: Sequence[int] | None = None
) -> Grade:
    """The grade of a trace, or of the calls with these numbers, against an expectation."""
    scope = prepared.expectation.scope
    lacking = scope.missing_in(trace) if scope is not None else None
    if not trace.columns.kinds:
        lacking = "the capture is empty"
    if lacking is not None:
        return grader.give(trace, Verdict.UNVERIFIABLE, lacking)
    match = prepared.match(trace, numbers=numbers)
    findings = findings_of(match)
    questions = _questions(match)
    failed = any(finding.severity == "fail" for finding in findings)
    verdict = Verdict.FAIL if failed else Verdict.UNVERIFIABLE if questions else Verdict.PASS
    if failed and trace.completion == "truncated":
        verdict, findings = _cut_off(findings, verdict)
    explanation = _explanation(match, findings, questions, verdict)
    if verdict is Verdict.UNVERIFIABLE and trace.completion == "truncated" and failed:
        explanation = f"the capture is cut off: {explanation}"
    return grader.give(
        trace,
        verdict,
        explanation,
        score=None if verdict is Verdict.UNVERIFIABLE else match.score,
        value=match.count("matched"),
        findings=tuple(findings),
        questions=questions,
        details=match.details(),
    )


def _cut_off(findings: list[Finding], verdict: Verdict) -> tuple[Verdict, list[Finding]]:
    """What is left of a fail where the capture ends too early to tell what still came."""
    if any(one.severity == "fail" and one.code not in _MENDABLE for one in findings):
        return verdict, findings
    for finding in findings:
        finding.severity = "warn"
    return Verdict.UNVERIFIABLE, findings


def findings_of(match: Match) -> list[Finding]:
    """What is wrong: with the plan's calls in order, then what is missing, then with the rules."""
    found: list[Finding] = []
    missing: dict[int, list[CallLine]] = {}
    expected = Counter(line.leaf.index for line in match.lines if line.leaf is not None)
    for line in match.lines:
        if line.status == "missing" and line.leaf is not None:
            missing.setdefault(line.leaf.index, []).append(line)
        elif line.status in _MAKERS:
            found.append(_MAKERS[line.status](line, match))
    hints = _hints(match, [lines[0].tool for lines in missing.values()]) if missing else {}
    for index, lines in missing.items():
        tool = lines[0].leaf.call.tool if lines[0].leaf else ""
        found.append(_missing(lines, expected[index] - len(lines), hints.get(tool)))
    if match.fails and not any(finding.severity == "fail" for finding in found):
        found.append(_not_met(match))
    found += match.rules.findings
    for path in match.unreached:
        message = f"no call that was compared has anything at {path!r}, nor is any expected to"
        hint = "look for a slip in the path"
        steps = _compared_at(match, path)
        found.append(Finding("T13", message, steps, "warn", expected=path, hint=hint))
    return found


def _compared_at(match: Match, path: str) -> tuple[str, ...]:
    """Steps of the calls that were compared by a path rule."""
    compared = (line for line in match.lines if line.leaf is not None and line.call >= 0)
    steps = (line.step_id for line in compared if line.leaf and path in line.leaf.test.paths)
    return tuple(dict.fromkeys(step for step in steps if step is not None))


def _not_met(match: Match) -> Finding:
    ids = match.observed.trace.columns.ids
    message = "the calls cannot be brought into the order of the plan"
    steps = (ids[-1],) if ids else ()
    return Finding("T03", message, steps, expected="the order of the plan")


def _wrong(line: CallLine, _: Match) -> Finding:
    faults = list(line.faults)
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    message = f"{line.tool!r} was called with wrong arguments: {faults[0].message}{more}"
    return Finding(
        "T04",
        message,
        (line.step_id or "",),
        expected={fault.pointer: fault.expected for fault in faults},
        observed={fault.pointer: fault.observed for fault in faults},
    )


def _extra(line: CallLine, match: Match) -> Finding:
    message = f"{line.tool!r} was called, which was not expected"
    observed = match.observed.said(line.call)
    return Finding("T02", message, (line.step_id or "",), expected=line.wanted, observed=observed)


def _out_of_order(line: CallLine, match: Match) -> Finding:
    message = f"{line.tool!r} was called out of order: it should come {line.wanted or 'elsewhere'}"
    wanted = (
        {"call": shown_call(line.leaf.call), "where": line.wanted} if line.leaf else "elsewhere"
    )
    observed = match.observed.said(line.call)
    return Finding("T03", message, (line.step_id or "",), expected=wanted, observed=observed)


_MAKERS = {"wrong_arguments": _wrong, "extra": _extra, "out_of_order": _out_of_order}


def _missing(lines: list[CallLine], seen: int, hint: str | None) -> Finding:
    """One finding for all calls of a kind that are missing, of which so many others were made."""
    first = lines[0]
    assert first.leaf is not None
    wanted = seen + len(lines)
    options = [leaf.call for leaf in first.options] or [first.leaf.call]
    said = " or ".join(map(say, options))
    shown = [shown_call(call) for call in options]
    right = {"call": shown[0]} if len(shown) == 1 else {"one_of": shown}
    message = f"{said} was {f'called {seen} of {wanted} times' if seen else 'never called'}"
    message += f"; it should come {first.wanted}" if first.wanted else ""
    steps = tuple(dict.fromkeys(line.step_id for line in lines if line.step_id is not None))
    return Finding(
        "T01",
        message,
        steps,
        expected={**right, "times": wanted},
        observed={"times": seen},
        hint=hint,
    )


def _hints(match: Match, missing: list[str]) -> dict[str, str]:
    """By missing tool, what became of a call of it that does not count, or of one that a server has."""
    trace = match.observed.trace
    counting = set(match.observed.numbers)
    words = {"error": "failed", "denied": "was denied", "pending": "waits for approval"}
    hints: dict[str, str] = {}
    uncounted = len(counting) < len(trace.columns.call_tools)
    for number, tool in enumerate(trace.columns.call_tools if uncounted else ()):
        if number not in counting and tool not in hints:
            step = trace.columns.ids[trace.columns.call_steps[number]]
            said = words.get(trace.call_statuses[number], "lies outside the scope")
            hints[tool] = f"a call of it in {step} {said}, and does not count"
    for own in missing:
        endings = tuple(f"{mark}{own}" for mark in _MARKS_OF_SERVERS)
        for tool in match.observed.tools:
            if tool.endswith(endings):
                pattern = f"*{next(one for one in endings if tool.endswith(one))}"
                hint = f"{tool!r} was called; if it is meant, write {pattern!r}"
                hints.setdefault(own, hint)
    return hints


def _questions(match: Match) -> tuple[Question, ...]:
    """What would settle what nothing tells."""
    asked: list[Question] = []
    if match.exceeded is not None:
        asked.append(Question(f"is the plan met? {match.exceeded}", code="T14"))
    if match.undecided is not None:
        asked.append(Question(f"is the plan met? {match.undecided}", code="T14"))
    for line in match.lines:
        if line.status == "undecided":
            steps = (line.step_id,) if line.step_id is not None else ()
            name = f"{line.tool!r} ({line.step_id})"
            text = f"may {name} come? nothing tells what effect it has"
            if line.leaf is not None:
                text = f"is {name} as {line.place} has it? {line.wanted}"
            asked.append(Question(text, steps, "T15"))
    asked += [Question(said, steps, "T15") for said, steps in match.rules.undecided]
    return tuple(asked)


def said_of_all(expected: int) -> str:
    """That all of so many expected calls were made."""
    if expected == 1:
        return "the expected call was made"
    return f"all {expected} expected calls were made" if expected else "no call had to be made"


def _explanation(
    match: Match, findings: list[Finding], questions: tuple[Question, ...], verdict: Verdict
) -> str:
    matched, expected = match.count("matched"), match.expected
    said = said_of_all(expected)
    if matched < expected or match.faults:
        said = f"{matched} of {expected} expected calls were made"
        extra = match.count("extra")
        said += f", {counted_text(extra, 'extra call')}" if extra else ""
    rules = len(match.rules.findings)
    said = f"{counted_text(rules, 'rule')} broken" if rules and not match.faults else said
    first: Any = next((one.message for one in findings if one.severity != "info"), None)
    if verdict is Verdict.PASS:
        return said
    if first is not None and verdict is Verdict.FAIL:
        return f"{said}: {first}"
    return f"{said}; undecided: {questions[0].text}" if questions else f"{said}: {first}"
