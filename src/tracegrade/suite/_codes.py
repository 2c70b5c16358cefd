"""What every code means that a finding may carry."""

from __future__ import annotations

from tracegrade import graders
from tracegrade.graders import CodeMeaning

__all__ = ["code_meanings"]


def code_meanings() -> dict[str, CodeMeaning]:
    """The meaning of each code, by code.

    Example:
        >>> code_meanings()["T01"].title
        'expected tool not called'
    """
    families = (
        graders.TOOL_CODES,
        graders.COUNT_CODES,
        graders.ARGUMENT_CODES,
        graders.ANSWER_CODES,
        graders.OPERATION_CODES,
        graders.EFFICIENCY_CODES,
        graders.EQUIVALENT_CODES,
        graders.APPROVAL_CODES,
        graders.EVIDENCE_CODES,
        graders.COMBINATION_CODES,
    )
    return {meaning.code: meaning for family in families for meaning in family}
