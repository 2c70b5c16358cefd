"""tracegrade show: what happened in these traces."""

from __future__ import annotations

from typing import Any

import click

from tracegrade.cli import _codes, _options

__all__ = ["show"]


@click.command()
@_options.PATHS
@_options.options((_options.LIMIT,), _options.OUTPUT)
@click.option("--trace", "trace_id", metavar="ID", help="Show one trace in full.")
@click.pass_context
def show(
    context: click.Context, paths: tuple[str, ...], trace_id: str | None, **options: Any
) -> None:
    """What happened: steps, calls, errors, tokens, cost, time, loops, answers."""
    from tracegrade.cli._output import Result, deliver, report_problems
    from tracegrade.cli._progress import with_progress
    from tracegrade.errors import UsageError
    from tracegrade.formats import load
    from tracegrade.report import (
        Overview,
        overview_blocks,
        overview_record,
        trace_blocks,
        trace_record,
    )

    traces = load(paths, **_options.reading(options))
    found = list(with_progress(traces))
    if trace_id is not None:
        chosen = [trace for trace in found if trace_id in (trace.trace_id, trace.case_id)]
        if not chosen:
            raise UsageError(f"no trace has the id {trace_id!r}", hint="`show` lists the ids")
        result = Result(
            lambda: [block for trace in chosen for block in trace_blocks(trace)],
            lambda: (
                trace_record(chosen[0]) if len(chosen) == 1 else list(map(trace_record, chosen))
            ),
            lambda: list(map(trace_record, chosen)),
        )
    else:
        overview = Overview(found, traces.problems)
        result = Result(
            lambda: overview_blocks(overview, limit=options["limit"]),
            lambda: overview_record(overview),
            lambda: overview_record(overview)["traces"],
        )
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)
