"""Traces of MLflow: `{info, data: {spans}}`, a document or one a line.

Source: `Trace.to_json` of MLflow 3 (ids in base64, `start_time_unix_nano`) and of MLflow 2
(`context`, `start_time`). Values of attributes are JSON written once more as text; assessments are
what people and judges said of the trace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._scores import Score, outcome_of_scores
from tracegrade.formats.dialects.spans import (
    SHOWN_BY_SPANS,
    LoggedKind,
    Origin,
    Span,
    decoded_or_text,
    logged_attributes,
    nanoseconds,
    trace_of_spans,
)

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["READER"]

_KINDS: dict[str, LoggedKind] = {
    "AGENT": "agent", "CHAT_MODEL": "model", "LLM": "model", "TOOL": "tool",
    "RETRIEVER": "retrieval",
}  # fmt: skip
_COUNTS = (
    ("gen_ai.usage.input_tokens", "input_tokens"),
    ("gen_ai.usage.output_tokens", "output_tokens"),
    ("gen_ai.usage.cache_read.input_tokens", "cache_read_input_tokens"),
    ("gen_ai.usage.cache_creation.input_tokens", "cache_creation_input_tokens"),
)


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict) and isinstance(value.get("info"), dict):
        data = value.get("data")
        if isinstance(data, dict) and isinstance(data.get("spans"), list):
            return Evidence(3, "keys 'info' and 'data' with 'spans'")
    return None


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    if _sniff(value) is None:
        raise MismatchError("wrong-type", "not an object with 'info' and 'data'")
    info, raw = value["info"], value["data"]["spans"]
    if not raw:
        raise MismatchError("no-spans", "the trace holds no span", "/data/spans")
    given = info.get("trace_id", info.get("request_id"))
    trace_id = text_id(given, "info/trace_id") or default_trace_id(record)
    origin = Origin(record, {}, "/data/spans")
    spans = [_span(one, trace_id, origin, number) for number, one in enumerate(raw)]
    trace = trace_of_spans(spans, "mlflow")
    trace.metadata = {key: item for key, item in info.items() if key != "assessments"}
    state = info.get("state", info.get("status"))
    ended = state if state in ("ERROR", "OK") else None
    trace.outcome = outcome_of_scores(_scores(info.get("assessments")), ended) or trace.outcome
    return (trace,)


def _span(raw: Any, trace_id: str, origin: Origin, number: int) -> Span:
    context = raw.get("context") if type(raw) is dict else None
    context = context if type(context) is dict else {}
    span_id = raw.get("span_id", context.get("span_id")) if type(raw) is dict else None
    if type(span_id) is not str or not span_id:
        pointer = f"/data/spans/{number}"
        raise MismatchError("wrong-type", "a span is no object with an id", pointer)
    parent = raw.get("parent_span_id", raw.get("parent_id"))
    status = raw.get("status")
    status = status if type(status) is dict else {"code": raw.get("status_code")}
    said = status.get("message", raw.get("status_message"))
    name = raw.get("name")
    name = name if type(name) is str else ""
    return Span(
        nanoseconds(raw.get("start_time_unix_nano", raw.get("start_time"))),
        nanoseconds(raw.get("end_time_unix_nano", raw.get("end_time"))),
        span_id,
        parent if type(parent) is str else "",
        trace_id,
        name,
        _attributes(raw.get("attributes"), name),
        status.get("code") in ("STATUS_CODE_ERROR", "ERROR", 2),
        said if type(said) is str and said else None,
        origin,
        number,
        [],
    )


def _attributes(written: Any, name: str) -> dict[str, Any]:
    found = written if type(written) is dict else {}
    plain = {key: decoded_or_text(value) for key, value in found.items()}
    kind = _KINDS.get(str(plain.pop("mlflow.spanType", None)))
    given, said = plain.pop("mlflow.spanInputs", None), plain.pop("mlflow.spanOutputs", None)
    if "gen_ai.operation.name" in plain or "openinference.span.kind" in plain:
        return plain
    made = {**plain, **logged_attributes(kind, name, given, said)}
    usage = plain.get("mlflow.chat.tokenUsage")
    for ours, theirs in _COUNTS:
        count = usage.get(theirs) if type(usage) is dict else None
        if type(count) is int:
            made[ours] = count
    declared = plain.get("mlflow.chat.tools")
    if type(declared) is list:
        made["gen_ai.tool.definitions"] = declared
    model = plain.get("mlflow.llm.model")
    if kind == "model" and type(model) is str:
        made["gen_ai.request.model"] = model
    return made


def _scores(assessments: Any) -> list[Score]:
    """Feedback as given by people and judges; what is expected of a run is no score of it.

    What was overridden is last, and what was said of a span after what was said of the trace.
    """
    given = [one for one in assessments if type(one) is dict] if type(assessments) is list else []
    given.sort(key=lambda one: (one.get("valid") is False, one.get("span_id") is not None))
    return [score for one in given if (score := _score(one)) is not None]


def _score(assessment: dict[str, Any]) -> Score | None:
    name = assessment.get("assessment_name", assessment.get("name"))
    said = assessment.get("feedback")
    if type(name) is not str or type(said) is not dict:
        return None
    score = Score(name=name, value=said.get("value"))
    source, error = assessment.get("source"), said.get("error")
    if type(assessment.get("rationale")) is str and assessment["rationale"]:
        score["explanation"] = assessment["rationale"]
    if type(source) is dict and type(source.get("source_type")) is str:
        score["source"] = source["source_type"]
    if type(assessment.get("span_id")) is str:
        score["of"] = assessment["span_id"]
    if type(error) is dict and type(error.get("error_code")) is str:
        score["error"] = error["error_code"]
    return score


READER = Reader(
    name="mlflow",
    title="MLflow traces, a document or one a line",
    sniff=_sniff,
    capabilities=SHOWN_BY_SPANS,
    read=_read,
)
"""A trace as `Trace.to_json` writes it."""
