"""Spans of an agent's run as a trace, whichever container they were read from.

Source: the GenAI semantic conventions of OpenTelemetry. A chat span repeats the whole conversation
in its input, so only what is new in it becomes a step. What the model asked for is read from its
output, what ran from the tool spans; the two are joined by the id of the call.
"""

from tracegrade.formats.dialects.spans._conversation import INSIDE, Inside, trace_of_messages
from tracegrade.formats.dialects.spans._exchange import (
    exchange_attributes,
    is_model_request,
    usage_attributes,
)
from tracegrade.formats.dialects.spans._final import mark_answer_by_tool
from tracegrade.formats.dialects.spans._inputs import heard_messages
from tracegrade.formats.dialects.spans._items import ITEM_TYPES
from tracegrade.formats.dialects.spans._langfuse import attributes_of_observation
from tracegrade.formats.dialects.spans._logged import LoggedKind, logged_attributes
from tracegrade.formats.dialects.spans._reading import scattered_spans
from tracegrade.formats.dialects.spans._span import LogRecord, Origin, Span
from tracegrade.formats.dialects.spans._streams import assembled
from tracegrade.formats.dialects.spans._times import nanoseconds
from tracegrade.formats.dialects.spans._trace import SHOWN_BY_SPANS, trace_of_spans
from tracegrade.formats.dialects.spans._values import (
    OPERATION,
    PART_OF_ANOTHER,
    RUN_ERROR,
    STATUS,
    WAITS,
    decoded_or_text,
)

__all__ = [
    "INSIDE",
    "ITEM_TYPES",
    "OPERATION",
    "PART_OF_ANOTHER",
    "RUN_ERROR",
    "SHOWN_BY_SPANS",
    "STATUS",
    "WAITS",
    "Inside",
    "LogRecord",
    "LoggedKind",
    "Origin",
    "Span",
    "assembled",
    "attributes_of_observation",
    "decoded_or_text",
    "exchange_attributes",
    "heard_messages",
    "is_model_request",
    "logged_attributes",
    "mark_answer_by_tool",
    "nanoseconds",
    "scattered_spans",
    "trace_of_messages",
    "trace_of_spans",
    "usage_attributes",
]
