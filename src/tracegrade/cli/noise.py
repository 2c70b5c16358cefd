"""tracegrade noise: how much a run differs from itself."""

from __future__ import annotations

from typing import Any

import click

from tracegrade.cli import _codes, _options

__all__ = ["noise"]


@click.command()
@_options.PATHS
@_options.options(_options.UNITS, (_options.LIMIT,), _options.OUTPUT)
@click.pass_context
def noise(context: click.Context, paths: tuple[str, ...], **options: Any) -> None:
    """How much a baseline differs from itself: files with several trials of each case.

    `-o noise.json` stores the profile; `tracegrade diff --noise noise.json` then says of a case with
    one new trial whether it is farther from the baseline than the baseline is from itself.
    """
    from tracegrade.cli._output import Result, deliver, report_problems, stop_where_nothing_was_read
    from tracegrade.diff import noise_of
    from tracegrade.errors import UsageError
    from tracegrade.formats import load
    from tracegrade.report import noise_blocks

    traces = load(paths, **_options.reading(options))
    profile = noise_of(traces, by=options["by"], cluster=options["cluster"])
    stop_where_nothing_was_read(context, traces)
    if not profile.distances:
        hint = "run the baseline at least twice, and pass all its files"
        raise UsageError("no case has several trials, so nothing can be said of noise", hint=hint)
    record = profile.to_record
    rows = profile.distances.items()
    result = Result(
        lambda: noise_blocks(profile, limit=options["limit"]),
        record,
        lambda: [{"case_id": case, "distances": distances} for case, distances in rows],
    )
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)
