"""Graders: each says of one trace whether something holds, and why.

The base and combinators, then one module or package a family.
"""

from tracegrade.graders._base import FunctionGrader, Grader, grader
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._combine import (
    COMBINATION_CODES,
    all_of,
    any_of,
    at_least,
    named,
    negate,
    weighted,
    when,
)
from tracegrade.graders._expectation import (
    ArgumentRule,
    Expectation,
    Match,
    expectation_record,
    load_expectation,
    read_expectation,
)
from tracegrade.graders._scopes import Scope
from tracegrade.graders.answer import ANSWER_CODES, FormatCompliance
from tracegrade.graders.approval import (
    APPROVAL_CODES,
    ApprovalBoundary,
    Policy,
    SeenTool,
    SuggestedPolicy,
    contradictions,
    load_policy,
    strangers,
    suggest_policy,
    undeclared_tools,
)
from tracegrade.graders.arguments import ARGUMENT_CODES, ValidCalls
from tracegrade.graders.counts import COUNT_CODES, ModelCallCount, ToolCallCount
from tracegrade.graders.efficiency import (
    EFFICIENCY_CODES,
    NoCallsAfterDone,
    NoLoops,
    NoRepeatedReads,
    NoRetryStorms,
)
from tracegrade.graders.equivalents import EQUIVALENT_CODES
from tracegrade.graders.evidence import (
    EVIDENCE_CODES,
    ArgumentProvenance,
    CitationIntegrity,
    ClaimedActions,
    Coverage,
    EvidenceUse,
)
from tracegrade.graders.operations import (
    OPERATION_CODES,
    CallsAnswered,
    ErrorsRecovered,
    NoDuplicateEffects,
)
from tracegrade.graders.proposal import Proposal, propose
from tracegrade.graders.tools import TOOL_CODES, ToolChoice

__all__ = [
    "ANSWER_CODES",
    "APPROVAL_CODES",
    "ARGUMENT_CODES",
    "COMBINATION_CODES",
    "COUNT_CODES",
    "EFFICIENCY_CODES",
    "EQUIVALENT_CODES",
    "EVIDENCE_CODES",
    "OPERATION_CODES",
    "TOOL_CODES",
    "ApprovalBoundary",
    "ArgumentProvenance",
    "ArgumentRule",
    "CallsAnswered",
    "CitationIntegrity",
    "ClaimedActions",
    "CodeMeaning",
    "Coverage",
    "ErrorsRecovered",
    "EvidenceUse",
    "Expectation",
    "FormatCompliance",
    "FunctionGrader",
    "Grader",
    "Match",
    "ModelCallCount",
    "NoCallsAfterDone",
    "NoDuplicateEffects",
    "NoLoops",
    "NoRepeatedReads",
    "NoRetryStorms",
    "Policy",
    "Proposal",
    "Scope",
    "SeenTool",
    "SuggestedPolicy",
    "ToolCallCount",
    "ToolChoice",
    "ValidCalls",
    "all_of",
    "any_of",
    "at_least",
    "contradictions",
    "expectation_record",
    "grader",
    "load_expectation",
    "load_policy",
    "named",
    "negate",
    "propose",
    "read_expectation",
    "strangers",
    "suggest_policy",
    "undeclared_tools",
    "weighted",
    "when",
]
