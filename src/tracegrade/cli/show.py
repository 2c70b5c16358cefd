"""tracegrade show: what happened in these traces."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _codes, _options

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracegrade.cli._output import Result
    from tracegrade.model import Problem, Trace

__all__ = ["show"]


@click.command()
@_options.PATHS
@_options.options((_options.LIMIT,), _options.OUTPUT)
@click.option("--trace", "trace_id", metavar="ID", help="Show one trace in full.")
@click.option("--evidence", is_flag=True, help="Answers with each claim and what it rests on.")
@click.option("--approvals", is_flag=True, help="Calls with effects, and what allowed each.")
@click.option("--policy", metavar="FILE", help="Approval policy for --approvals.")
@click.pass_context
def show(
    context: click.Context,
    paths: tuple[str, ...],
    trace_id: str | None,
    *,
    evidence: bool,
    approvals: bool,
    policy: str | None,
    **options: Any,
) -> None:
    """What happened: steps, calls, errors, tokens, cost, time, loops, answers, approvals."""
    from tracegrade.cli._output import deliver, report_problems
    from tracegrade.cli._progress import with_progress
    from tracegrade.errors import UsageError
    from tracegrade.formats import load

    traces = load(paths, **_options.reading(options))
    found = list(with_progress(traces))
    chosen = [trace for trace in found if trace_id in (None, trace.trace_id, trace.case_id)]
    if trace_id is not None and not chosen:
        raise UsageError(f"no trace has the id {trace_id!r}", hint="`show` lists the ids")
    subject = "evidence" if evidence else "approvals" if approvals or policy else "steps"
    if trace_id is not None or subject != "steps":
        result = _each(chosen if trace_id else chosen[: options["limit"]], subject, policy)
    else:
        result = _overview(found, traces.problems, options["limit"])
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)


def _each(traces: list[Trace], subject: str, policy: str | None) -> Result:
    """Each trace in full, or its answers with their evidence, or its calls with their grants."""
    from tracegrade.cli._output import Result

    blocks, record = _writers(subject, policy)
    return Result(
        lambda: [block for trace in traces for block in blocks(trace)],
        lambda: record(traces[0]) if len(traces) == 1 else list(map(record, traces)),
        lambda: list(map(record, traces)),
    )


def _writers(subject: str, policy: str | None) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """What makes the blocks and the JSON of one trace."""
    from tracegrade import report
    from tracegrade.graders import load_policy

    if subject == "evidence":
        return report.evidence_blocks, report.evidence_record
    if subject == "approvals":
        read = load_policy(policy) if policy is not None else None
        return partial(report.approval_blocks, policy=read), partial(
            report.approval_record, policy=read
        )
    return report.trace_blocks, report.trace_record


def _overview(traces: list[Trace], problems: Sequence[Problem], limit: int) -> Result:
    """All traces at a glance."""
    from tracegrade.cli._output import Result
    from tracegrade.report import Overview, overview_blocks, overview_record

    overview = Overview(traces, problems)
    return Result(
        lambda: overview_blocks(overview, limit=limit),
        lambda: overview_record(overview),
        lambda: overview_record(overview)["traces"],
    )
