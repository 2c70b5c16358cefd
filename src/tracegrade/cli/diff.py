"""tracegrade diff: what changed between two runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _codes, _options

if TYPE_CHECKING:
    from tracegrade.cli._output import Result
    from tracegrade.diff import RunDiff

__all__ = ["diff"]

_FAILING = {"broken": ("broken",), "shift": ("broken", "shift"), "never": ()}


@click.command()
@click.argument("old")
@click.argument("new")
@_options.options(_options.RULES, _options.UNITS, (_options.SHORT_LIMIT,), _options.OUTPUT_OF_DIFF)
@click.option("--case", "case_id", metavar="ID", help="Show the steps of one case side by side.")
@click.option("--cases", metavar="FILE", help="Cases beside the traces (JSON lines).")
@click.option(
    "--noise", metavar="FILE", help="Noise profile of the old side; see `tracegrade noise`."
)
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

    The verdict is `broken` where a check given with --policy, --grader or --expect newly fails beyond noise,
    `shift` where something else differs beyond noise, `equivalent` where nothing does that counts,
    and `inconclusive` where that cannot be told.
    """
    from tracegrade.cli._graders import chosen_graders
    from tracegrade.cli._output import deliver, report_problems
    from tracegrade.diff import diff_runs
    from tracegrade.formats import load

    reading = _options.reading(options) | {"cases": options["cases"]}
    change = diff_runs(
        load(old, **reading),
        load(new, **reading),
        graders=chosen_graders(options["policy"], options["graders"], options["expectations"]),
        by=options["by"],
        cluster=options["cluster"],
        noise=options["noise"],
    )
    result = _of_case(change, case_id) if case_id is not None else _whole(change, options["limit"])
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(change.problems)
    failed = change.verdict in _FAILING[options["fail_on"]]
    context.exit(
        _codes.first(
            _codes.FAILED if failed else _codes.FINE,
            _codes.UNREADABLE if refused else _codes.FINE,
        )
    )


def _whole(change: RunDiff, limit: int) -> Result:
    """The whole diff, in every format."""
    from tracegrade.cli._output import Result
    from tracegrade.report import diff_blocks, diff_junit, diff_page, to_html

    return Result(
        lambda: diff_blocks(change, limit=limit),
        change.to_record,
        lambda: change.to_record()["cases"],
        others={
            "html": lambda: to_html(diff_page(change, limit=limit)).encode("utf-8", "replace"),
            "junit": lambda: diff_junit(change),
        },
    )


def _of_case(change: RunDiff, case_id: str) -> Result:
    """One case with all its steps.

    Raises:
        UsageError: No case has this id.
    """
    from tracegrade.cli._output import Result
    from tracegrade.errors import UsageError
    from tracegrade.report import case_blocks, to_html

    try:
        case = change.case(case_id)
    except KeyError:
        hint = "`diff` lists the cases"
        raise UsageError(f"no case is called {case_id!r}", hint=hint) from None
    change.fetch([case])

    def records() -> list[Any]:
        cases = change.to_record()["cases"]
        return [record for record in cases if record["case_id"] == case_id]

    return Result(
        lambda: case_blocks(case),
        lambda: records()[0],
        records,
        others={"html": lambda: to_html(case_blocks(case)).encode("utf-8", "replace")},
    )
