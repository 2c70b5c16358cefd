"""What a call does by what it says: its shell command, SQL statement or HTTP request, parsed."""

from tracegrade.signals.commands._arguments import deeds_of, deeds_of_any_command
from tracegrade.signals.commands._deeds import Deeds
from tracegrade.signals.commands._http import deeds_of_request
from tracegrade.signals.commands._shell import commands_in, deeds_of_shell
from tracegrade.signals.commands._sql import deeds_of_sql

__all__ = [
    "Deeds",
    "commands_in",
    "deeds_of",
    "deeds_of_any_command",
    "deeds_of_request",
    "deeds_of_shell",
    "deeds_of_sql",
]
