"""Approval boundaries: which calls need a grant, and whether one covers each that ran."""

from tracegrade.graders.approval._codes import APPROVAL_CODES
from tracegrade.graders.approval._consistency import contradictions, strangers
from tracegrade.graders.approval._grader import ApprovalBoundary
from tracegrade.graders.approval._policy import Forbidden, Policy, Requirement
from tracegrade.graders.approval._reading import load_policy, parse_policy
from tracegrade.graders.approval._suggestion import (
    SeenTool,
    SuggestedPolicy,
    suggest_policy,
    undeclared_tools,
)

__all__ = [
    "APPROVAL_CODES",
    "ApprovalBoundary",
    "Forbidden",
    "Policy",
    "Requirement",
    "SeenTool",
    "SuggestedPolicy",
    "contradictions",
    "load_policy",
    "parse_policy",
    "strangers",
    "suggest_policy",
    "undeclared_tools",
]
