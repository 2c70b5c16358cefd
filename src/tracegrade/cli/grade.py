"""tracegrade grade: run graders over traces."""

from __future__ import annotations

from typing import Any

import click

from tracegrade.cli import _codes, _options

__all__ = ["grade"]


@click.command()
@_options.PATHS
@_options.options(_options.RULES, (_options.LIMIT,), _options.OUTPUT)
@click.option("--cases", metavar="FILE", help="Cases beside the traces (JSON lines).")
@click.pass_context
def grade(context: click.Context, paths: tuple[str, ...], **options: Any) -> None:
    """Run graders: your own (--grader), a policy's (--policy), and a set that needs nothing.

    The set that needs nothing runs unless --grader is given: malformed and unknown calls, calls
    without an answer, repeated side effects, loops, errors never recovered, calls against their
    recorded approval, and answers against their evidence. Which calls are right is said in a file
    (--expect), or by the cases (--cases), each for its own traces.
    """
    from tracegrade.cli._graders import chosen_graders
    from tracegrade.cli._output import Result, deliver, report_problems
    from tracegrade.cli._progress import with_progress
    from tracegrade.formats import load
    from tracegrade.graders import ToolChoice, load_policy
    from tracegrade.report import grade_blocks, grade_record, grades_record
    from tracegrade.suite import default_graders
    from tracegrade.suite import grade as run_graders

    policy, expectations = options["policy"], options["expectations"]
    if options["graders"]:
        graders = chosen_graders(policy, options["graders"], expectations)
    else:
        graders = list(default_graders(load_policy(policy) if policy else None))
        graders += chosen_graders(None, (), expectations)
        graders += [ToolChoice()] if options["cases"] else []
    traces = load(paths, cases=options["cases"], **_options.reading(options))
    grades = list(run_graders(with_progress(traces), graders))
    result = Result(
        lambda: grade_blocks(grades, traces.problems, limit=options["limit"]),
        lambda: grades_record(grades, traces.problems),
        lambda: [grade_record(item) for item in grades],
    )
    deliver(result, options["output_format"], options["outputs"])
    refused = report_problems(traces.problems)
    verdicts = {item.verdict.value for item in grades}
    context.exit(
        _codes.first(
            _codes.FAILED if "fail" in verdicts else _codes.FINE,
            _codes.UNREADABLE if refused else _codes.FINE,
            _codes.UNDECIDED
            if verdicts & {"unverifiable", "error"} and not verdicts & {"pass", "fail"}
            else _codes.FINE,
        )
    )
