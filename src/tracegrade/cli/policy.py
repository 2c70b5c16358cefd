"""tracegrade policy: check an approval policy, or have one suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _codes, _options

if TYPE_CHECKING:
    from tracegrade.graders import Policy

__all__ = ["policy"]


@click.group()
def policy() -> None:
    """Check an approval policy, or have one suggested from traces."""


@policy.command()
@click.argument("file", metavar="POLICY")
@click.argument("paths", nargs=-1, metavar="[TRACE]...")
@_options.options()
@click.pass_context
def check(context: click.Context, file: str, paths: tuple[str, ...], **options: Any) -> None:
    """Read a policy and say what in it is wrong, with the line, or contradicts itself.

    With traces: also the tools that it names and that none of them knows of, and the tools that
    they call and of whose effect nothing is known.
    """
    from tracegrade.graders import contradictions, load_policy

    read = load_policy(file)
    said = contradictions(read)
    refused = False
    if paths:
        more, refused = _against(read, paths, options)
        said += more
    for line in said:
        click.echo(line)
    rules = f"{len(read.require)} require and {len(read.forbid)} forbid rules"
    click.echo(f"{file}: {rules}, {len(read.tools)} tools declared; {len(said)} things to look at")
    if refused:
        context.exit(_codes.UNREADABLE)
    context.exit(_codes.FAILED if said else _codes.FINE)


@policy.command()
@_options.PATHS
@_options.options()
@click.option("-o", "--output", metavar="FILE", help="Write to a file instead.")
@click.pass_context
def suggest(
    context: click.Context, paths: tuple[str, ...], *, output: str | None, **options: Any
) -> None:
    """Suggest a policy from traces, for you to review.

    Tools seen with the effects that their names, annotations and commands show, what was approved
    so far and by whom, and rules that ask for a grant where effects reach out.
    """
    from tracegrade.cli._output import (
        print_bytes,
        report_problems,
        stop_where_nothing_was_read,
        write_whole,
    )
    from tracegrade.cli._progress import with_progress
    from tracegrade.formats import load
    from tracegrade.graders import suggest_policy
    from tracegrade.report import policy_toml

    traces = load(paths, **_options.reading(options))
    suggested = suggest_policy(with_progress(traces))
    stop_where_nothing_was_read(context, traces)
    text = policy_toml(suggested).encode()
    if output is None:
        print_bytes(text)
    else:
        write_whole(output, text)
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)


def _against(
    read: Policy, paths: tuple[str, ...], options: dict[str, Any]
) -> tuple[list[str], bool]:
    """What traces say of a policy, and whether some could not be read."""
    from tracegrade.cli._output import report_problems
    from tracegrade.formats import load
    from tracegrade.graders import strangers, undeclared_tools

    traces = load(paths, **_options.reading(options))
    found = list(traces)
    tools = {tool for trace in found for tool in trace.columns.call_tools}
    tools |= {tool.name for trace in found for tool in trace.tools}
    said = strangers(read, tools)
    said += [
        f"{name!r} is called, and nothing is known of its effect: declare it under [approval.tools]"
        for name in undeclared_tools(read, found)
    ]
    return said, report_problems(traces.problems)
