"""Conveniences on a trace that live in higher layers, resolved by name on first use.

The one exception to "imports point down" (docs/decisions/0004): the import happens at run time,
when somebody asks for the convenience, and never when this module loads.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["function"]

_CONVENIENCES = {
    "diff_html": ("tracegrade.report", "diff_html"),
    "graph": ("tracegrade.graph", "graph_of"),
    "to_networkx": ("tracegrade.graph", "networkx_of"),
}


@cache
def function(name: str) -> Callable[..., Any]:
    """The function behind a convenience."""
    module, found = _CONVENIENCES[name]
    return getattr(import_module(module), found)
