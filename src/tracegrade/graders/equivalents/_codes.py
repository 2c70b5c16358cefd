"""What the codes of findings mean that only equivalents give."""

from __future__ import annotations

from tracegrade.graders._codes import CodeMeaning

__all__ = ["EQUIVALENT_CODES"]

EQUIVALENT_CODES = (
    CodeMeaning(
        "Q01",
        "messages differ from the reference",
        "The messages are not as many as in the reference, or other roles say them.",
        "Compare the roles; a mode that looks at calls only is `unordered` or `superset`.",
    ),
    CodeMeaning(
        "Q02",
        "occurrence not there",
        "The call whose arguments are looked at was not made that often.",
        "Count from 0, or say first or last.",
    ),
    CodeMeaning(
        "Q03",
        "agent calls itself with the same input",
        "Inside a call of an agent or tool the same one was called again with the same input.",
        "Stop the recursion, or change what is passed on.",
    ),
    CodeMeaning(
        "Q04",
        "reasoning repeated",
        "Two model calls after each other said nearly the same.",
        "See what the model expected to change between them.",
    ),
    CodeMeaning(
        "Q05",
        "no span matches",
        "No step of the trace matches the query.",
        "Take conditions out of the query one by one to see which fails.",
    ),
    CodeMeaning(
        "Q06",
        "budget exceeded",
        "The trace took more time, money, tokens or steps than the policy allows.",
        "See which step took most.",
    ),
    CodeMeaning(
        "Q07",
        "budget cannot be checked",
        "The policy sets a budget, and the capture does not record what it is about.",
        "Record it, or take the budget out of the policy.",
    ),
    CodeMeaning(
        "Q08",
        "text matches a forbidden pattern",
        "A result, an answer or the arguments of a call hold text that the policy forbids.",
        "Look at where the text came from: a result may carry it into later calls.",
    ),
    CodeMeaning(
        "Q09",
        "citations missing or malformed",
        "An answer that has to be grounded has no citations, or one without a source or web address.",
        "See what the agent could have cited.",
    ),
    CodeMeaning(
        "Q10",
        "trace does not end with an answer",
        "The last step is no successful, non-empty answer.",
        "See what the last step was.",
    ),
    CodeMeaning(
        "Q11",
        "step id repeated",
        "Two steps have one id, so a finding may name the wrong one.",
        "Have the exporter write ids that are unique.",
    ),
)
