"""tracegrade diff: what changed between two runs."""

from __future__ import annotations

from typing import Any

import click

from tracegrade.cli import _codes, _options

__all__ = ["diff"]

_FAILING = {"broken": ("broken",), "shift": ("broken", "shift"), "never": ()}


@click.command()
@click.argument("old")
@click.argument("new")
@_options.options(_options.RULES, (_options.LIMIT,), _options.OUTPUT)
@click.option(
    "--by",
    metavar="KEY",
    help="Pair by case_id, first_user, position or metadata.KEY; else tried in turn.",
)
@click.option("--case", "case_id", metavar="ID", help="Show the steps of one case side by side.")
@click.option(
    "--fail-on",
    type=click.Choice(["broken", "shift", "never"]),
    default="broken",
    show_default=True,
    help="The verdict from which on the exit code is 1.",
)
@click.pass_context
def diff(context: click.Context, old: str, new: str, case_id: str | None, **options: Any) -> None:
    """What changed between two runs: files, folders or globs.

    The verdict is `broken` where a rule given with --policy or --grader newly fails.
    """
    from tracegrade.cli._graders import chosen_graders
    from tracegrade.cli._output import Result, deliver, report_problems
    from tracegrade.diff import diff_runs
    from tracegrade.errors import UsageError
    from tracegrade.formats import load
    from tracegrade.report import case_blocks, diff_blocks

    graders = chosen_graders(options["policy"], options["graders"])
    sides = [load(path, **_options.reading(options)) for path in (old, new)]
    change = diff_runs(sides[0], sides[1], graders=graders, by=options["by"])
    record = change.to_record

    def blocks() -> Any:
        if case_id is None:
            return diff_blocks(change, limit=options["limit"])
        try:
            return case_blocks(change.case(case_id))
        except KeyError:
            raise UsageError(
                f"no case is called {case_id!r}", hint="`diff` lists the cases"
            ) from None

    result = Result(blocks, record, lambda: record()["cases"])
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(change.problems)
    failed = change.verdict in _FAILING[options["fail_on"]]
    context.exit(
        _codes.first(
            _codes.FAILED if failed else _codes.FINE,
            _codes.UNREADABLE if refused else _codes.FINE,
        )
    )
