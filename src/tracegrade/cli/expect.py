"""tracegrade expect: an expectation proposed from runs that were right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _codes, _options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.cli._output import Result
    from tracegrade.graders import Proposal
    from tracegrade.model import Trace

__all__ = ["expect"]

_OUTPUT = (
    click.option(
        "--format",
        "output_format",
        type=click.Choice(["toml", "json", "jsonl"]),
        help="What to print: toml unless -o says otherwise; jsonl is one case a line.",
    ),
    click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="FILE",
        help="Write to a file (.toml, .json, .jsonl) instead; may be given several times.",
    ),
)


@click.command()
@_options.PATHS
@_options.options(_OUTPUT)
@click.option("--case", "case_id", metavar="ID", help="Only traces of this case.")
@click.option("--successful", is_flag=True, help="Only traces recorded as successful.")
@click.option(
    "--extras",
    default="read",
    show_default=True,
    metavar="CLASS,...",
    help="Calls that may come beside those proposed: allowed, forbidden, or effect classes.",
)
@click.option(
    "--counted",
    type=click.Choice(["completed", "executed", "requested"]),
    default="completed",
    show_default=True,
    help="Which calls count: those that did not fail, those that ran, or all asked for.",
)
@click.pass_context
def expect(context: click.Context, paths: tuple[str, ...], **options: Any) -> None:
    """Propose which calls are right, from runs that were right, for you to review.

    Calls that all runs have are required, those that some have are optional; arguments that vary
    are loosened, and so is an order that varies. Runs of several cases make a file of cases
    (-o cases.jsonl), or one is chosen with --case. `tracegrade grade --expect FILE` and `--cases
    FILE` hold other runs against it.
    """
    from tracegrade.cli._output import deliver, report_problems, stop_where_nothing_was_read
    from tracegrade.cli._progress import with_progress
    from tracegrade.formats import load

    traces = load(paths, **_options.reading(options))
    accepted = with_progress(traces)
    if options["successful"]:
        accepted = (trace for trace in accepted if trace.outcome and trace.outcome.success)
    by_case = _by_case(accepted, options["case_id"])
    stop_where_nothing_was_read(context, traces)
    proposals = _proposals(by_case, options["extras"], options["counted"])
    outputs = options["outputs"]
    output_format = options["output_format"] or ("toml" if not outputs else None)
    deliver(_result(proposals, options["case_id"]), output_format, outputs)
    refused = report_problems(traces.problems)
    context.exit(_codes.UNREADABLE if refused else _codes.FINE)


def _by_case(traces: Iterable[Trace], case_id: str | None) -> dict[str | None, list[Trace]]:
    by_case: dict[str | None, list[Trace]] = {}
    for trace in traces:
        if case_id is None or trace.case_id == case_id:
            by_case.setdefault(trace.case_id, []).append(trace)
    return by_case


def _proposals(
    by_case: dict[str | None, list[Trace]], extras: str, counted: Any
) -> dict[str | None, Proposal]:
    """A proposal for each case."""
    from tracegrade.graders import propose

    words = [word.strip() for word in extras.split(",") if word.strip()]
    allowed: Any = words[0] if words in (["allowed"], ["forbidden"]) else words
    return {
        case: propose(traces, extras=allowed, counted=counted) for case, traces in by_case.items()
    }


def _result(proposals: dict[str | None, Proposal], case_id: str | None) -> Result:
    """The proposals in every format; one file holds the expectation of one case."""
    from tracegrade.cli._output import Result
    from tracegrade.errors import UsageError
    from tracegrade.graders import expectation_record
    from tracegrade.report import expectation_toml, proposal_case

    if not proposals:
        said = f"no trace is of the case {case_id!r}" if case_id is not None else "no trace"
        raise UsageError(f"nothing can be proposed: {said}", hint="name runs that were right")

    def only() -> Proposal:
        if len(proposals) > 1:
            hint = "write a file of cases (-o cases.jsonl), or choose one with --case"
            raise UsageError(f"these are traces of {len(proposals)} cases", hint=hint)
        return next(iter(proposals.values()))

    def cases() -> list[Any]:
        if None in proposals:
            hint = "write TOML or JSON, or name the cases in the traces"
            raise UsageError("some traces name no case", hint=hint)
        return [proposal_case(case or "", one) for case, one in proposals.items()]

    def no_blocks() -> list[Any]:
        raise UsageError("an expectation is written as TOML, JSON or cases", hint="-o FILE.toml")

    return Result(
        no_blocks,
        lambda: expectation_record(only().expectation),
        cases,
        others={"toml": lambda: expectation_toml(only()).encode("utf-8", "replace")},
    )
