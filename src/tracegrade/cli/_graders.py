"""Graders as the command line names them."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from tracegrade.errors import UsageError
from tracegrade.graders import (
    ApprovalBoundary,
    Grader,
    ToolChoice,
    load_expectation,
    load_policy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["chosen_graders", "grader_named"]


def chosen_graders(
    policy: str | None, names: Sequence[str], expectations: Sequence[str] = ()
) -> list[Grader]:
    """The graders that `--policy`, `--grader` and `--expect` name; none if none is given."""
    graders: list[Grader] = [grader_named(name) for name in names]
    if policy is not None:
        graders.append(ApprovalBoundary(load_policy(policy)))
    return graders + [ToolChoice(load_expectation(name)) for name in expectations]


def grader_named(name: str) -> Grader:
    """The grader that `module:name` names, from the folder one is in or from an installed module.

    Raises:
        UsageError: There is no such module or name, or it is no grader.
    """
    module, colon, attribute = name.partition(":")
    if not colon:
        raise UsageError(f"{name!r} names no grader", hint="write MODULE:NAME")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found: Any = getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError as error:
        raise UsageError(
            f"no module is called {error.name!r}", hint="run it from its folder"
        ) from None
    except AttributeError:
        raise UsageError(f"module {module!r} has no {attribute!r}") from None
    if isinstance(found, type) and issubclass(found, Grader):
        found = found()
    if not isinstance(found, Grader):
        hint = "use an instance of a grader, or a function decorated with @grader"
        raise UsageError(f"{name!r} is not a grader", hint=hint)
    return found
