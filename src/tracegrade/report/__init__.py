"""Reports: one module a subject, which gives blocks and JSON, and one an output format."""

from tracegrade.report._schemas import SCHEMAS, json_schema
from tracegrade.report.approvals import approval_blocks, approval_record
from tracegrade.report.codes import codes_blocks, codes_record, meaning_blocks
from tracegrade.report.diff import case_blocks, diff_blocks, diff_html, diff_page
from tracegrade.report.evidence import evidence_blocks, evidence_record
from tracegrade.report.expectation import expectation_toml, proposal_case
from tracegrade.report.formats import format_text, formats_blocks, formats_record, formats_text
from tracegrade.report.grades import grade_blocks, grade_record, grades_record, summary_of
from tracegrade.report.html import to_fragment, to_html
from tracegrade.report.junit import diff_junit
from tracegrade.report.losses import losses_blocks, losses_record
from tracegrade.report.markdown import to_markdown
from tracegrade.report.noise import noise_blocks
from tracegrade.report.policy import policy_toml
from tracegrade.report.show import Overview, overview_blocks, overview_record
from tracegrade.report.text import to_text
from tracegrade.report.trace import trace_blocks, trace_record

__all__ = [
    "SCHEMAS",
    "Overview",
    "approval_blocks",
    "approval_record",
    "case_blocks",
    "codes_blocks",
    "codes_record",
    "diff_blocks",
    "diff_html",
    "diff_junit",
    "diff_page",
    "evidence_blocks",
    "evidence_record",
    "expectation_toml",
    "format_text",
    "formats_blocks",
    "formats_record",
    "formats_text",
    "grade_blocks",
    "grade_record",
    "grades_record",
    "json_schema",
    "losses_blocks",
    "losses_record",
    "meaning_blocks",
    "noise_blocks",
    "overview_blocks",
    "overview_record",
    "policy_toml",
    "proposal_case",
    "summary_of",
    "to_fragment",
    "to_html",
    "to_markdown",
    "to_text",
    "trace_blocks",
    "trace_record",
]
