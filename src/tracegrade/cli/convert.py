"""tracegrade convert: any format to another."""

from __future__ import annotations

import sys
from typing import Any

import click

from tracegrade.cli import _codes, _options

__all__ = ["convert"]


@click.command()
@_options.PATHS
@click.option("--to", "target", type=click.Choice(["native"]), default="native", show_default=True)
@click.option("--input-format", metavar="NAME", help="Format of the input; else recognised.")
@_options.MAX_MEMORY
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.pass_context
def convert(context: click.Context, paths: tuple[str, ...], **options: Any) -> None:
    """Convert traces, one record a line, and say on standard error what was lost."""
    from tracegrade import _json
    from tracegrade.cli._output import print_bytes, report_problems, write_whole
    from tracegrade.formats import load
    from tracegrade.formats.writers import native_record

    traces = load(paths, **_options.reading({**options, "strict_json": True}))
    lines = (_json.encode(native_record(trace)) + b"\n" for trace in traces)
    if options["output"]:
        write_whole(options["output"], b"".join(lines))
    else:
        for line in lines:
            print_bytes(line)
    noted = sum(problem.severity == "warning" for problem in traces.problems)
    said = f"{traces.counts.traces} traces to {options['target']}: nothing lost"
    if noted:
        said += f"; {noted} oddities of the input were noted while reading"
    print(said, file=sys.stderr)  # noqa: T201 this is the command line
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)
