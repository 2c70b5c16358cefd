"""The expectation language and its matching: what tools, counts, arguments and order share.

`Expectation` is data; `Prepared` holds it against traces; `grade_match` makes grades of matches.
"""

from tracegrade.graders._expectation._expectation import (
    ArgumentRule,
    Expectation,
    Extras,
    PlanItem,
    as_part,
    expectation_of,
)
from tracegrade.graders._expectation._files import (
    expectation_of_case,
    load_expectation,
    read_expectation,
)
from tracegrade.graders._expectation._grading import findings_of, grade_match, said_of_all
from tracegrade.graders._expectation._lines import CallLine
from tracegrade.graders._expectation._match import Match, Prepared
from tracegrade.graders._expectation._names import grade_unmet_names
from tracegrade.graders._expectation._parts import ExpectedCall, Group, MatchMode, Part, Rule
from tracegrade.graders._expectation._writing import expectation_record

__all__ = [
    "ArgumentRule",
    "CallLine",
    "Expectation",
    "ExpectedCall",
    "Extras",
    "Group",
    "Match",
    "MatchMode",
    "Part",
    "PlanItem",
    "Prepared",
    "Rule",
    "as_part",
    "expectation_of",
    "expectation_of_case",
    "expectation_record",
    "findings_of",
    "grade_match",
    "grade_unmet_names",
    "load_expectation",
    "read_expectation",
    "said_of_all",
]
