"""Grade what happened inside the traces of LLM agents, and see what changed between runs.

Names are loaded on first use, so that `import tracegrade` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str

    from tracegrade.diff import RunDiff, diff_runs, diff_traces
    from tracegrade.errors import (
        ConfigurationError,
        FormatError,
        Location,
        MissingExtraError,
        ParseError,
        TracegradeError,
        UsageError,
    )
    from tracegrade.formats import Traces, load, load_one
    from tracegrade.formats.writers import Conversion, convert
    from tracegrade.graders import Grader, Policy, grader, load_policy
    from tracegrade.graph import StepGraph
    from tracegrade.model import Case, Edge, Finding, Grade, Label, Problem, Step, Trace, Verdict
    from tracegrade.signals import Signals, measure
    from tracegrade.suite import default_graders, grade

__all__ = [
    "Case",
    "ConfigurationError",
    "Conversion",
    "Edge",
    "Finding",
    "FormatError",
    "Grade",
    "Grader",
    "Label",
    "Location",
    "MissingExtraError",
    "ParseError",
    "Policy",
    "Problem",
    "RunDiff",
    "Signals",
    "Step",
    "StepGraph",
    "Trace",
    "TracegradeError",
    "Traces",
    "UsageError",
    "Verdict",
    "__version__",
    "convert",
    "default_graders",
    "diff_runs",
    "diff_traces",
    "grade",
    "grader",
    "load",
    "load_one",
    "load_policy",
    "measure",
]

_HOMES = {
    "diff": ("RunDiff", "diff_runs", "diff_traces"),
    "errors": (
        "ConfigurationError", "FormatError", "Location", "MissingExtraError", "ParseError",
        "TracegradeError", "UsageError",
    ),
    "formats": ("Traces", "load", "load_one"),
    "formats.writers": ("Conversion", "convert"),
    "graders": ("Grader", "Policy", "grader", "load_policy"),
    "graph": ("StepGraph",),
    "model": (
        "Case", "Edge", "Finding", "Grade", "Label", "Problem", "Step", "Trace", "Verdict",
    ),
    "signals": ("Signals", "measure"),
    "suite": ("default_graders", "grade"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """A public name, imported from its home on first use (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version

        return version("tracegrade")
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module 'tracegrade' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"tracegrade.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
