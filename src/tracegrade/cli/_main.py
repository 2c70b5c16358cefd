"""The command `tracegrade`: commands by name, errors as messages, exit codes."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from tracegrade._text import plain
from tracegrade.cli import _codes
from tracegrade.errors import ParseError, TracegradeError

__all__ = ["main"]

_HOMES = {
    "show": "show",
    "grade": "grade",
    "diff": "diff",
    "noise": "noise",
    "expect": "expect",
    "policy": "policy",
    "convert": "convert",
    "formats": "reference",
    "explain": "reference",
    "schema": "reference",
}


class _Commands(click.Group):
    """Commands that are imported when they are run, so that none waits for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name."""
        home = _HOMES.get(cmd_name)
        if home is None:
            return None
        return getattr(import_module(f"tracegrade.cli.{home}"), cmd_name)


@click.group(cls=_Commands)
@click.version_option(package_name="tracegrade")
def _tracegrade() -> None:
    """Grade what happened inside the traces of LLM agents, and see what changed between runs."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with a documented code.

    0 fine; 1 a grade or diff failed; 2 usage or configuration; 3 input that could not be read;
    4 nothing could be decided; 70 internal error; 130 interrupted.
    """
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = _tracegrade.main(arguments, prog_name="tracegrade", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else _codes.FINE
    except click.exceptions.Abort:
        return _codes.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return _codes.USAGE
    except TracegradeError as error:
        _say(str(error))
        return _codes.UNREADABLE if isinstance(error, ParseError) else _codes.USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _codes.FINE
    except Exception as error:
        if os.environ.get("TRACEGRADE_DEBUG"):
            raise
        _say(f"internal error: {type(error).__name__}: {error}")
        _say("  hint: set TRACEGRADE_DEBUG=1 to see where, and report it with the command you ran")
        return _codes.INTERNAL


def _say(text: str) -> None:
    print(plain(text), file=sys.stderr)  # noqa: T201 this is the command line
