"""tracegrade convert: any format to another."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _codes, _options

if TYPE_CHECKING:
    from tracegrade.formats import Traces
    from tracegrade.formats.writers import Conversion

__all__ = ["convert"]


@click.command()
@_options.PATHS
@click.option(
    "--to",
    "target",
    type=click.Choice(["native", "atif", "otlp"]),
    default="native",
    show_default=True,
    help="Format of the output.",
)
@click.option("--input-format", metavar="NAME", help="Format of the input; else recognised.")
@_options.MAX_MEMORY
@click.option(
    "--strict-json/--no-strict-json",
    default=True,
    show_default=True,
    help="Report keys that occur twice, of which the last is kept.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--losses", metavar="FILE", help="Write what was lost to this file, as JSON.")
@click.pass_context
def convert(context: click.Context, paths: tuple[str, ...], **options: Any) -> None:
    """Convert traces, one a line, and say on standard error what was lost.

    `native` is tracegrade's own record, which holds everything; `atif` a trajectory of Harbor;
    `otlp` an export request of OpenTelemetry spans by the GenAI conventions.
    """
    from tracegrade.cli._output import report_problems, write_whole
    from tracegrade.cli._progress import with_progress
    from tracegrade.formats import load
    from tracegrade.formats.writers import convert as converted
    from tracegrade.report import losses_blocks, losses_record, to_text

    traces = load(paths, **_options.reading(options))
    conversion = converted(with_progress(traces), to=options["target"])
    if not _write(conversion, options["output"]):
        context.exit(_codes.FINE)
    said = to_text(losses_blocks(conversion)) + _said_of(traces)
    print(said, end="", file=sys.stderr)  # noqa: T201 this is the command line
    if options["losses"]:
        from tracegrade import _json

        record = _json.encode(losses_record(conversion), indent=True)
        write_whole(options["losses"], record + b"\n")
    refused = report_problems([*traces.problems, *conversion.problems])
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)


def _write(conversion: Conversion, name: str | None) -> bool:
    """Write every line; whether anybody still reads them.

    A file is left as it is where there is no line.
    """
    from tracegrade.cli._output import print_bytes, whole_file

    lines = iter(conversion)
    if name in (None, "-"):
        return all(map(print_bytes, lines))
    if (first := next(lines, None)) is not None:
        with whole_file(name) as file:
            file.writelines(itertools.chain([first], lines))
    return True


def _said_of(traces: Traces) -> str:
    """How much of the input was odd, which is no loss of the conversion."""
    noted = sum(problem.severity == "warning" for problem in traces.problems)
    if not noted:
        return ""
    things = "thing was" if noted == 1 else "things were"
    return (
        f"{noted:,} odd {things} noted in the input; `tracegrade show --strict-json` lists them\n"
    )
