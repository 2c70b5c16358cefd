"""Traces of Langfuse: with their observations, or rows of observations that belong together.

Source: the JSON export of Langfuse's trace view (`{trace, observations}`), the answer of its API for
one trace (the trace with `observations` and `scores`), and observations as its API and its exports
list them, one a line, a list or `{data}`; fields of traces, observations and scores. Exports to blob
storage (JSONL, Parquet) write the names of the columns with underscores. Older traces show tools as
observations of type SPAN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._common import text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record, Scattered
from tracegrade.formats._scores import Score, outcome_of_scores
from tracegrade.formats.dialects.spans import (
    SHOWN_BY_SPANS,
    Origin,
    Span,
    attributes_of_observation,
    decoded_or_text,
    nanoseconds,
    trace_of_spans,
)

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["READER"]

_KEPT = ("userId", "sessionId", "environment", "release", "version", "tags", "metadata", "name")
_OF_TRACE = frozenset(("scores", "sessionId", "projectId", "htmlPath"))
"""Keys of a trace, of which one with `observations` has at least one."""

_OF_ROW = frozenset(("id", "traceId", "type", "startTime"))
_OF_STORED_ROW = frozenset(("id", "trace_id", "type", "start_time"))
_STORED = {
    "trace_id": "traceId",
    "parent_observation_id": "parentObservationId",
    "start_time": "startTime",
    "end_time": "endTime",
    "status_message": "statusMessage",
    "provided_model_name": "model",
    "usage_details": "usageDetails",
    "cost_details": "costDetails",
    "session_id": "sessionId",
}
"""Columns of a row in blob storage, and what the API calls them."""

_TYPES = frozenset(
    (
        "SPAN", "GENERATION", "EVENT", "AGENT", "TOOL", "CHAIN", "RETRIEVER", "EMBEDDING",
        "EVALUATOR", "GUARDRAIL",
    )
)  # fmt: skip


class _About(NamedTuple):
    """What a trace says beside its observations."""

    trace_id: str
    start: int
    described: dict[str, Any]


def _sniff(value: Any) -> Evidence | None:
    one = _listed(value)
    one = one[0] if one else value
    if not isinstance(one, dict):
        return None
    if isinstance(one.get("trace"), dict):
        listed = isinstance(_observations(one), list)
        return Evidence(3, "keys 'trace' and 'observations'") if listed else None
    if isinstance(one.get("observations"), list) and "id" in one and _OF_TRACE & one.keys():
        return Evidence(3, "key 'observations' of a trace")
    if one.keys() >= _OF_ROW and one["type"] in _TYPES:
        return Evidence(3, "keys 'traceId' and 'type' of an observation")
    if one.keys() >= _OF_STORED_ROW and one["type"] in _TYPES:
        return Evidence(3, "columns 'trace_id' and 'type' of an observation")
    return None


def _listed(value: Any) -> list[Any]:
    """The elements of a list, or of the API's answer."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    return value if isinstance(value, list) else []


def _observations(value: dict[str, Any]) -> Any:
    found = value.get("observations")
    described = value.get("trace")
    return found if found is not None or described is None else described.get("observations")


def _pieces_of(record: Record) -> list[Span | _About | MismatchError]:
    listed = _listed(record.value)
    if not listed:
        return _pieces(record.value, record, "", 0)
    place = "" if isinstance(record.value, list) else "/data"
    found: list[Span | _About | MismatchError] = []
    for number, one in enumerate(listed):
        try:
            found += _pieces(one, record, place, number, is_element=True)
        except MismatchError as error:
            error.pointer = f"{place}/{number}{error.pointer}"
            found.append(error)
    return found


def _pieces(
    value: Any, record: Record, place: str, number: int, *, is_element: bool = False
) -> list[Span | _About | MismatchError]:
    """The parts of a trace, or the one that a row is."""
    if _sniff(value) is None:
        message = "neither a trace with 'observations' nor an observation with a 'traceId'"
        raise MismatchError("wrong-type", message)
    observations = _observations(value)
    if type(observations) is not list:
        value = _named_as_api(value)
        trace_id = text_id(value.get("traceId"), "traceId") or "trace"
        return [_span(value, trace_id, Origin(record, {}, place), number)]
    described = value.get("trace", value)
    trace_id = text_id(described.get("id"), "trace/id") or "trace"
    if not observations:
        raise MismatchError("no-observations", "the trace holds no observation", "/observations")
    origin = Origin(record, {}, f"{place}/{number}/observations" if is_element else "/observations")
    spans = [_span(one, trace_id, origin, at) for at, one in enumerate(observations)]
    return [*spans, _About(trace_id, 0, described)]


def _named_as_api(row: dict[str, Any]) -> dict[str, Any]:
    """The row of an observation with the names that the API has for its columns."""
    if "traceId" in row:
        return row
    named = {_STORED.get(key, key): value for key, value in row.items()}
    for key in ("usageDetails", "costDetails"):
        named[key] = decoded_or_text(named.get(key))
    return named


def _span(one: Any, trace_id: str, origin: Origin, number: int) -> Span:
    if type(one) is not dict or type(one.get("id")) is not str:
        pointer = f"/observations/{number}"
        raise MismatchError("wrong-type", "an observation is no object with an id", pointer)
    parent, name, said = one.get("parentObservationId"), one.get("name"), one.get("statusMessage")
    name = name if type(name) is str else ""
    return Span(
        nanoseconds(one.get("startTime")),
        nanoseconds(one.get("endTime")),
        one["id"],
        parent if type(parent) is str else "",
        trace_id,
        name,
        attributes_of_observation({**one, "name": name}),
        one.get("level") == "ERROR",
        said if type(said) is str and said else None,
        _own(one, origin),
        number,
        [],
    )


def _own(one: dict[str, Any], origin: Origin) -> Origin:
    """What an observation says of the scope that made its span."""
    metadata = decoded_or_text(one.get("metadata"))
    scope = metadata.get("scope") if type(metadata) is dict else None
    scope = decoded_or_text(scope)
    name = scope.get("name") if type(scope) is dict else None
    if type(name) is not str:
        return origin
    return Origin(origin.record, origin.resource, origin.pointer, name)


def _trace_of(pieces: list[Span | _About]) -> Trace:
    """The trace of these observations."""
    trace = trace_of_spans([one for one in pieces if isinstance(one, Span)], "langfuse")
    conversation = (trace.metadata or {}).get("conversation_id")
    trace.metadata = {"conversation_id": conversation} if conversation is not None else {}
    for piece in pieces:
        if isinstance(piece, _About):
            described = piece.described
            trace.metadata |= {key: described[key] for key in _KEPT if described.get(key)}
            if described.get("sessionId"):
                trace.metadata["conversation_id"] = described["sessionId"]
            trace.outcome = outcome_of_scores(_scores(described.get("scores"))) or trace.outcome
    return trace


def _scores(scores: Any) -> list[Score]:
    """The scores as recorded, those of the whole trace first."""
    given = [
        one
        for one in (scores if type(scores) is list else ())
        if type(one) is dict and type(one.get("name")) is str
    ]
    given.sort(key=lambda one: one.get("observationId") is not None)
    return [_score(one) for one in given]


def _score(one: dict[str, Any]) -> Score:
    value, text = one.get("value"), one.get("stringValue")
    score = Score(name=one["name"], value=text if value is None else value)
    if value is not None and type(text) is str:
        score["label"] = text
    if type(one.get("comment")) is str and one["comment"]:
        score["explanation"] = one["comment"]
    if type(one.get("source")) is str:
        score["source"] = one["source"]
    if type(one.get("observationId")) is str:
        score["of"] = one["observationId"]
    return score


READER = Reader(
    name="langfuse",
    title="Langfuse traces with their observations, or rows of observations",
    sniff=_sniff,
    capabilities=SHOWN_BY_SPANS,
    scattered=Scattered(_pieces_of, _trace_of),
)
"""What Langfuse exports."""
