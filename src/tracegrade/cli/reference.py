"""tracegrade formats, explain and schema: what can be read, what codes mean, what JSON looks like."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import click

from tracegrade.cli import _options

if TYPE_CHECKING:
    from tracegrade.graders import CodeMeaning

__all__ = ["explain", "formats", "schema"]


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME...]")
@_options.decorated(*_options.OUTPUT)
def formats(names: tuple[str, ...], **options: Any) -> None:
    """List the formats that can be read, and what each can show and cannot."""
    from tracegrade.cli._output import Result, deliver
    from tracegrade.formats import all_readers, reader_named
    from tracegrade.report import format_text, formats_blocks, formats_record, formats_text

    readers = [reader_named(name) for name in names] if names else list(all_readers())
    width = shutil.get_terminal_size((100, 0)).columns
    result = Result(
        lambda: formats_blocks(readers),
        lambda: formats_record(readers),
        lambda: formats_record(readers)["formats"],
        text=lambda: (
            "\n".join(format_text(reader, width=width) for reader in readers)
            if names
            else formats_text(readers, width=width)
        ),
    )
    deliver(result, options["output_format"], options["outputs"])


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE...]")
@_options.decorated(*_options.OUTPUT)
def explain(codes: tuple[str, ...], **options: Any) -> None:
    """Say what the code of a finding means and how to fix what it finds; without one list all."""
    from tracegrade.cli._output import Result, deliver
    from tracegrade.report import codes_blocks, codes_record, meaning_blocks
    from tracegrade.suite import code_meanings

    meanings = [_meaning(code) for code in codes] or list(code_meanings().values())
    result = Result(
        lambda: meaning_blocks(meanings) if codes else codes_blocks(meanings),
        lambda: codes_record(meanings),
        lambda: codes_record(meanings)["codes"],
    )
    deliver(result, options["output_format"], options["outputs"])


def _meaning(code: str) -> CodeMeaning:
    import difflib

    from tracegrade.errors import UsageError
    from tracegrade.suite import code_meanings

    meanings = code_meanings()
    meaning = meanings.get(code.upper())
    if meaning is None:
        close = difflib.get_close_matches(code.upper(), meanings, n=3, cutoff=0.5)
        hint = "`tracegrade explain` lists all codes"
        hint = f"did you mean {' or '.join(close)}? {hint}" if close else hint
        raise UsageError(f"no finding has the code {code!r}", hint=hint)
    return meaning


@click.command()
@click.argument(
    "name",
    default="trace",
    type=click.Choice(["trace", "case", "grades", "diff", "noise", "losses", "formats", "codes"]),
)
def schema(name: str) -> None:
    """Print the JSON Schema of native traces, or of what else tracegrade reads and writes."""
    from tracegrade import _json
    from tracegrade.cli._output import print_bytes
    from tracegrade.report import json_schema

    print_bytes(_json.encode(json_schema(name), indent=True) + b"\n")
