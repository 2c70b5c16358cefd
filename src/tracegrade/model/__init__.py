"""Plain data: traces, steps, edges, grades, findings, cases. No input, no output, no rules."""

from tracegrade.model._checks import is_step_record, is_trace_record
from tracegrade.model._statuses import has_sub_agents, statuses_of
from tracegrade.model.capability import CAPABILITIES, Capability
from tracegrade.model.case import Case, Label
from tracegrade.model.columns import Columns, Detail, step_ids
from tracegrade.model.edge import Edge, EdgeKind
from tracegrade.model.grade import Coverage, Finding, Grade, Question, Severity, Window
from tracegrade.model.principals import implied_approver
from tracegrade.model.problem import Problem, Source
from tracegrade.model.record import SCHEMA
from tracegrade.model.step import (
    STEP_KINDS,
    ApprovalDecision,
    ApprovalItem,
    ApprovalRequest,
    Assistant,
    CallStatus,
    Decision,
    Document,
    Handoff,
    ItemDecision,
    ModeChange,
    Retrieval,
    Scope,
    Step,
    StepError,
    StepKind,
    ToolCall,
    ToolResult,
    Usage,
)
from tracegrade.model.times import (
    nanoseconds_of,
    parse_time,
    text_of_time,
    time_of_nanoseconds,
)
from tracegrade.model.trace import Completion, Outcome, ToolDefinition, Trace
from tracegrade.model.verdict import Verdict, all_verdicts, any_verdict, negate_verdict

__all__ = [
    "CAPABILITIES",
    "SCHEMA",
    "STEP_KINDS",
    "ApprovalDecision",
    "ApprovalItem",
    "ApprovalRequest",
    "Assistant",
    "CallStatus",
    "Capability",
    "Case",
    "Columns",
    "Completion",
    "Coverage",
    "Decision",
    "Detail",
    "Document",
    "Edge",
    "EdgeKind",
    "Finding",
    "Grade",
    "Handoff",
    "ItemDecision",
    "Label",
    "ModeChange",
    "Outcome",
    "Problem",
    "Question",
    "Retrieval",
    "Scope",
    "Severity",
    "Source",
    "Step",
    "StepError",
    "StepKind",
    "ToolCall",
    "ToolDefinition",
    "ToolResult",
    "Trace",
    "Usage",
    "Verdict",
    "Window",
    "all_verdicts",
    "any_verdict",
    "has_sub_agents",
    "implied_approver",
    "is_step_record",
    "is_trace_record",
    "nanoseconds_of",
    "negate_verdict",
    "parse_time",
    "statuses_of",
    "step_ids",
    "text_of_time",
    "time_of_nanoseconds",
]
