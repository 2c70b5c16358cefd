"""What a policy of the agent-reliability-harness asks beside its calls: budgets, answers, texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

from tracegrade import _json
from tracegrade.graders._decoded import arguments_of
from tracegrade.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tracegrade.model import Trace

__all__ = ["budgets", "completion", "grounding", "repetition", "structure", "unsafe_texts"]


def _step(trace: Trace, number: int) -> str:
    return trace.columns.ids[trace.columns.call_steps[number]]


def _end(trace: Trace) -> tuple[str, ...]:
    """The last call or model call, where what should have come is missing."""
    steps = _counting_steps(trace) or range(len(trace))
    return (trace.columns.ids[steps[-1]],) if steps else ()


def _rule(rule: str, code: str, message: str, steps: tuple[str, ...], **more: Any) -> Finding:
    return Finding(code, message, steps, also=(rule,), **more)


def _counting_steps(trace: Trace) -> list[int]:
    """Positions of the calls and model calls, which are what the harness calls steps."""
    return [at for at, kind in enumerate(trace.columns.kinds) if kind in ("tool_call", "assistant")]


def budgets(trace: Trace, limits: Mapping[str, Any]) -> Iterator[Finding]:
    """Time, cost and tokens over the limits, and limits that nothing can be held against."""
    seconds = {at: value for at in _counting_steps(trace) if (value := _seconds(trace, at))}
    most_ms, total_ms = limits.get("max_step_latency_ms"), limits.get("max_total_latency_ms")
    for at, value in seconds.items():
        if most_ms is not None and value * 1000 > most_ms:
            message = f"{value:.3g} s in one step, at most {most_ms / 1000:.3g} s allowed"
            step = (trace.columns.ids[at],)
            yield _rule(
                "ARH-BUD-001", "Q06", message, step, expected=most_ms, observed=value * 1000
            )
    if (most_ms, total_ms) != (None, None) and not seconds:
        yield _not_recorded("ARH-BUD-006", "time", trace)
    slowest = max(seconds, key=seconds.__getitem__, default=-1)
    yield from _total("ARH-BUD-002", "ms", total_ms, sum(seconds.values()) * 1000, trace, slowest)
    for rule, missing, name, unit in (
        ("ARH-BUD-003", "ARH-BUD-007", "cost_usd", "USD"),
        ("ARH-BUD-004", "ARH-BUD-005", "tokens", "tokens"),
    ):
        limit = limits.get(f"max_total_{name}")
        used = {at: value for at in _counting_steps(trace) if (value := _used(trace, at, name))}
        if limit is not None and not used:
            yield _not_recorded(missing, unit, trace)
        most = max(used, key=used.__getitem__, default=-1)
        yield from _total(rule, unit, limit, sum(used.values()), trace, most)


def _total(
    rule: str, unit: str, limit: float | None, total: float, trace: Trace, step: int
) -> Iterator[Finding]:
    if limit is not None and total > limit and step >= 0:
        message = f"{total:.6g} {unit} in all, at most {limit:.6g} allowed"
        steps = (trace.columns.ids[step],)
        yield _rule(rule, "Q06", message, steps, expected=limit, observed=total)


def _not_recorded(rule: str, what: str, trace: Trace) -> Finding:
    message = f"the policy limits {what}, and the capture records none"
    return _rule(rule, "Q07", message, _end(trace), severity="warn", expected=f"{what} recorded")


def _seconds(trace: Trace, at: int) -> float:
    """How long a step took; of a call, what its result says if it says nothing itself."""
    columns = trace.columns
    own = columns.details.get(at, {}).get("duration_s")
    if own is None and columns.kinds[at] == "tool_call":
        result = columns.call_results[columns.call_steps.index(at)]
        own = columns.details.get(result, {}).get("duration_s")
    return own or 0.0


def _used(trace: Trace, at: int, name: str) -> float:
    """Cost or tokens of a step; captures that price calls too keep that in `extra.usage`."""
    detail = trace.columns.details.get(at, {})
    usage = detail.get("usage") or (detail.get("extra") or {}).get("usage") or {}
    if name == "tokens":
        return (usage.get("input_tokens") or 0) + (usage.get("output_tokens") or 0)
    return usage.get(name) or 0


def unsafe_texts(trace: Trace, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Finding]:
    """Results, answers, errors and arguments that a pattern is found in."""
    columns = trace.columns
    for at, kind in enumerate(columns.kinds):
        texts: list[str] = []
        if kind == "tool_call":
            number = columns.call_steps.index(at)
            result = columns.call_results[number]
            texts = [_text(arguments_of(trace).decoded(number).value), _said(trace, result)]
        elif kind in ("assistant", "error"):
            texts = [_said(trace, at)]
        for text in texts:
            for pattern in patterns:
                if found := pattern.search(text):
                    message = f"{found[0]!r} is text that the policy forbids"
                    expected = f"nothing like /{pattern.pattern}/"
                    step = (columns.ids[at],)
                    yield _rule("ARH-SAF-001", "Q08", message, step, expected=expected,
                                observed=found[0])  # fmt: skip


def _said(trace: Trace, at: int) -> str:
    if at < 0:
        return ""
    detail = trace.columns.details.get(at, {})
    content = detail.get("content", trace.columns.texts[at])
    return f"{_text(content)}\n{detail.get('message') or ''}"


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return _json.encode(value).decode("utf-8", "replace")


def grounding(trace: Trace, wanted: Mapping[str, Any]) -> Iterator[Finding]:
    """Answers marked as needing citations that have none, or citations without a source."""
    columns = trace.columns
    answers = [
        at
        for at, detail in columns.details.items()
        if columns.kinds[at] == "assistant"
        and (detail.get("extra") or {}).get("requires_grounding")
    ]
    cited = 0
    for at in answers:
        citations: Any = columns.details[at].get("citations") or []
        step = (columns.ids[at],)
        cited += bool(citations)
        if not citations:
            severity = "fail" if wanted.get("require_citations") else "warn"
            message = "the answer has no citation"
            yield _rule("ARH-GRD-001", "Q09", message, step, severity=severity, expected="one")
        for citation in citations if wanted.get("require_valid_citation_urls") else ():
            if not _is_valid(citation):
                message = "a citation has neither a source nor a web address"
                yield _rule("ARH-GRD-003", "Q09", message, step, expected="a source or http(s) url",
                            observed=citation)  # fmt: skip
    least = wanted.get("min_citation_coverage", 0)
    if answers and cited / len(answers) < least:
        message = f"{cited} of {len(answers)} answers have citations, {least:.0%} needed"
        steps = tuple(columns.ids[at] for at in answers)
        yield _rule("ARH-GRD-002", "Q09", message, steps, expected=least,
                    observed=cited / len(answers))  # fmt: skip


def _is_valid(citation: Any) -> bool:
    if not isinstance(citation, dict):
        return False
    url, source = citation.get("url"), citation.get("source")
    if url is not None:
        parsed = urlparse(url) if isinstance(url, str) else None
        return parsed is not None and parsed.scheme in ("http", "https") and bool(parsed.netloc)
    return isinstance(source, str) and bool(source.strip())


def completion(trace: Trace, wanted: Mapping[str, Any]) -> Iterator[Finding]:
    """A trace that does not end with an answer, or has too many steps."""
    columns = trace.columns
    if wanted.get("require_final_response") and not _ends_with_answer(trace):
        message = "the trace does not end with a successful answer"
        yield _rule("ARH-CMP-001", "Q10", message, _end(trace), expected="an answer at the end")
    most, steps = wanted.get("max_steps"), _counting_steps(trace)
    if most is not None and len(steps) > most:
        message = f"{len(steps)} calls and model calls, at most {most} allowed"
        over = tuple(columns.ids[at] for at in steps[most:])
        yield _rule("ARH-CMP-002", "Q06", message, over, expected=most, observed=len(steps))


def _ends_with_answer(trace: Trace) -> bool:
    columns = trace.columns
    last = len(columns) - 1
    if last < 0 or columns.kinds[last] != "assistant" or last in columns.call_parents:
        return False
    failed = (columns.details.get(last, {}).get("extra") or {}).get("status") == "error"
    return bool((columns.texts[last] or "").strip()) and not failed


def repetition(trace: Trace, most: int | None) -> Iterator[Finding]:
    """Calls made with the same arguments more often than may be tried."""
    if most is None:
        return
    key = arguments_of(trace).key
    calls: dict[Any, list[int]] = {}
    for number, tool in enumerate(trace.columns.call_tools):
        calls.setdefault((tool, key(number)), []).append(number)
    for numbers in calls.values():
        if len(numbers) > most:
            tool = trace.columns.call_tools[numbers[0]]
            message = f"{tool!r} was called {len(numbers)} times with the same arguments"
            steps = tuple(_step(trace, one) for one in (*numbers[most:], *numbers[:most]))
            yield _rule("ARH-FLW-002", "O05", message, steps, expected=most, observed=len(numbers))


def structure(trace: Trace) -> Iterator[Finding]:
    """Ids that two steps share."""
    for problem in trace.problems:
        if problem.code == "duplicate-id":
            shared = problem.message.split("'")[1] if "'" in problem.message else ""
            yield _rule("ARH-SCH-010", "Q11", problem.message, (shared,), severity="warn",
                        expected="an id of its own")  # fmt: skip
