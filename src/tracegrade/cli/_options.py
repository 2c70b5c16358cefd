"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import click

__all__ = [
    "LIMIT",
    "MAX_MEMORY",
    "OUTPUT",
    "OUTPUT_OF_DIFF",
    "PATHS",
    "RULES",
    "SHORT_LIMIT",
    "UNITS",
    "decorated",
    "options",
    "reading",
]

Decorator = Callable[[Any], Any]

_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def _bytes(context: click.Context, option: click.Parameter, size: str) -> int:
    """A number of bytes: `2GB`, `512 MiB`, `1000000`."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", size.strip().lower())
    if found is None or not float(found[1]):
        message = f"{size!r} is not a size such as 512MB or 2GB"
        raise click.BadParameter(message, ctx=context, param=option)
    return int(float(found[1]) * _UNITS[found[2]])


PATHS: Decorator = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
LIMIT: Decorator = click.option(
    "--limit", default=20, show_default=True, help="How many rows of each list to show."
)
SHORT_LIMIT: Decorator = click.option(
    "--limit", default=8, show_default=True, help="How many cases and side effects to show."
)
MAX_MEMORY: Decorator = click.option(
    "--max-memory",
    callback=_bytes,
    default="1GB",
    show_default=True,
    metavar="SIZE",
    help="How much memory open traces may take where spans come from standard input or a pipe.",
)
_INPUT = (
    click.option("--input-format", metavar="NAME", help="Format of the input; else recognised."),
    MAX_MEMORY,
    click.option("--strict-json", is_flag=True, help="Also report keys that occur twice."),
)
OUTPUT = (
    click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json", "jsonl", "markdown"]),
        help="What to print; text unless -o says otherwise.",
    ),
    click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="FILE",
        help="Write to a file (.txt, .json, .jsonl, .md) instead; may be given several times.",
    ),
)
OUTPUT_OF_DIFF = (
    click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json", "jsonl", "markdown", "html", "junit"]),
        help="What to print; text unless -o says otherwise.",
    ),
    click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        metavar="FILE",
        help="Write to a file (.txt, .json, .jsonl, .md, .html, .xml) instead; several times.",
    ),
)
RULES = (
    click.option("--policy", metavar="FILE", help="Approval policy (TOML)."),
    click.option(
        "--grader", "graders", multiple=True, metavar="MODULE:NAME", help="A grader of your own."
    ),
    click.option(
        "--expect",
        "expectations",
        multiple=True,
        metavar="FILE",
        help="What calls are right (TOML or JSON); see `tracegrade expect`.",
    ),
)

UNITS = (
    click.option(
        "--by",
        metavar="KEY",
        help="Pair by case_id, first_user, position or metadata.KEY; else tried in turn.",
    ),
    click.option(
        "--cluster",
        metavar="KEY",
        help="What makes cases depend on each other: metadata.KEY, agent or model.",
    ),
)


def options(*groups: tuple[Decorator, ...]) -> Decorator:
    """All these options, and those of the input, as one decorator."""
    return decorated(*_INPUT, *(option for group in groups for option in group))


def decorated(*decorators: Decorator) -> Decorator:
    """All these as one decorator, shown to people in this order."""

    def decorate(command: Any) -> Any:
        for option in reversed(decorators):
            command = option(command)
        return command

    return decorate


def reading(options: Mapping[str, Any]) -> dict[str, Any]:
    """What these options say to `load`."""
    return {
        "format": options["input_format"],
        "strict_json": options["strict_json"],
        "max_memory": options["max_memory"],
    }
