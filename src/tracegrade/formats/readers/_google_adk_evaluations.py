"""Results of an evaluation by Google's ADK, as the sessions that were evaluated.

Source: `EvalSetResult` of google-adk 1.0 to 2.13. Releases before 1.1 write the document as one JSON text.
A result holds the session of each case, or at least the invocations that the agent really made beside
the expected ones; only what really happened is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import field_of, list_or_empty
from tracegrade.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Detail

__all__ = ["results_of", "sessions_of"]

_PASSED, _FAILED = 1, 2
"""Values of the library's `EvalStatus`; 3 says that nothing was evaluated."""


def results_of(value: Any) -> Detail | None:
    """The results of an evaluation, if the value is such."""
    if type(value) is str and "eval_case_results" in value[:4096]:
        value = _json.decode_arguments(value)[0]
    if type(value) is not dict or type(field_of(value, "eval_set_id")) is not str:
        return None
    return value if type(field_of(value, "eval_case_results")) is list else None


def sessions_of(results: Detail) -> Iterator[tuple[int, Detail, Outcome]]:
    """The session of each case, with its place and how it ended."""
    for number, result in enumerate(list_or_empty(field_of(results, "eval_case_results"))):
        if type(result) is not dict:
            continue
        session = field_of(result, "session_details")
        about = dict(session) if type(session) is dict else {}
        if not list_or_empty(about.get("events")):
            about["events"] = list(_actual_events(result))
        about.setdefault("id", field_of(result, "session_id"))
        about |= {name: field_of(result, name) for name in ("eval_id", "eval_set_id")}
        yield number, about, _outcome(result)


def _outcome(result: Detail) -> Outcome:
    status = field_of(result, "final_eval_status")
    scores: Detail = {}
    overall = list_or_empty(field_of(result, "overall_eval_metric_results"))
    paired = list_or_empty(field_of(result, "eval_metric_results"))
    older = [pair[1] | pair[0] for pair in paired if _is_pair(pair)]
    for metric in (*overall, *older):
        name, score = field_of(metric, "metric_name"), field_of(metric, "score")
        if type(name) is str and score is not None:
            scores[name] = score
    known = status in (_PASSED, _FAILED)
    return Outcome(success=status == _PASSED if known else None, scores=scores)


def _is_pair(pair: Any) -> bool:
    return type(pair) is list and len(pair) == 2 and all(type(one) is dict for one in pair)


def _actual_events(result: Detail) -> Iterator[Detail]:
    """The events of the invocations that the agent made, where no session was kept."""
    rows = list_or_empty(field_of(result, "eval_metric_result_per_invocation"))
    for number, row in enumerate(rows):
        invocation = field_of(row, "actual_invocation")
        named = field_of(invocation, "invocation_id")
        common = {"invocation_id": named if type(named) is str else str(number)}
        at = field_of(invocation, "creation_timestamp")
        yield {**common, "author": "user", "content": field_of(invocation, "user_content"),
               "timestamp": at or None}  # fmt: skip
        yield from _steps_between(field_of(invocation, "intermediate_data"), common)
        final = field_of(invocation, "final_response")
        if type(final) is dict:
            yield {**common, "author": "agent", "content": final}


def _steps_between(data: Any, common: Detail) -> Iterator[Detail]:
    """What the agent did before it answered."""
    for event in list_or_empty(field_of(data, "invocation_events")):
        if type(event) is dict:
            yield {**common, **event}
    uses = [{"function_call": one} for one in list_or_empty(field_of(data, "tool_uses"))]
    answers = [
        {"function_response": one} for one in list_or_empty(field_of(data, "tool_responses"))
    ]
    if uses:
        yield {**common, "author": "agent", "content": {"role": "model", "parts": uses}}
    if answers:
        yield {**common, "author": "agent", "content": {"role": "user", "parts": answers}}
