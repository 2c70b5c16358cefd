"""Calls whose names tell of no effect, and whose arguments or results say that they only looked."""

from __future__ import annotations

import ast
from typing import Any

from tracegrade.graders.evidence._failures import is_acknowledgement

__all__ = ["asks_only", "lists_what_there_is", "names_what_there_is"]

_METHODS = ("method", "http_method", "verb")
_READING = frozenset(("get", "head", "options"))
_CODE = ("code", "source", "python", "cell")
_LONGEST = 2_000
_CALLS = frozenset(
    ("head", "tail", "describe", "info", "print", "len", "sum", "mean", "median", "min", "max", "count", "nunique",
     "unique", "value_counts", "isna", "isnull", "sample", "type", "dir", "help", "sorted", "round", "list", "str",
     "repr", "display", "read_csv", "keys", "values", "items", "groupby", "corr", "any", "all", "astype", "shape")
)  # fmt: skip
_STORING = (
    ast.AugAssign,
    ast.Delete,
    ast.With,
    ast.AsyncWith,
    ast.FunctionDef,
    ast.ClassDef,
    ast.Await,
)
_MARKS = frozenset(
    ("id", "confirmation", "confirmed", "reference", "ref", "booked", "created", "success", "ok", "status", "state",
     "receipt", "done", "accepted", "submitted", "sent", "saved")
)  # fmt: skip
_THERE = frozenset(
    ("availability", "available", "availabilities", "slots", "offers", "offerings", "options", "catalog", "catalogue",
     "history", "inventory", "stock", "prices", "pricing", "rates", "fees", "tariffs", "forecast", "directory", "overview",
     "policy", "policies", "suggestions", "recommendations", "candidates", "matches", "vacancies", "openings",
     "timetable", "verfuegbarkeit", "termine", "angebote", "disponibilite", "disponibilites", "disponibilidad",
     "disponibilita", "disponibilidade", "creneaux", "offres", "horaires", "ofertas", "horarios", "offerte", "orari",
     "beschikbaarheid", "aanbod", "dostepnosc", "terminy", "oferty", "tillganglighet", "lediga", "tilgaengelighed",
     "ledige")
)  # fmt: skip
_FEWEST = 2


def asks_only(arguments: Any) -> bool:
    """Whether the arguments of a call say that it reads: a `GET`, or code that only looks.

    Example:
        >>> asks_only({"method": "GET", "path": "/pots"}), asks_only({"code": "df.shape"})
        (True, True)
        >>> asks_only({"method": "POST", "path": "/pots"}), asks_only({"code": "df.to_csv('a')"})
        (False, False)
    """
    if not isinstance(arguments, dict):
        return False
    methods = [arguments[name] for name in _METHODS if isinstance(arguments.get(name), str)]
    if methods:
        return methods[0].strip().lower() in _READING
    code = next((arguments[name] for name in _CODE if isinstance(arguments.get(name), str)), None)
    return code is not None and 0 < len(code) <= _LONGEST and _only_looks(code)


def _only_looks(code: str) -> bool:
    """Whether a piece of Python only shows something: no call but those that look, nothing stored."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for node in nodes:
        if isinstance(node, _STORING):
            return False
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            return False
        if isinstance(node, ast.Call) and _name_of(node.func) not in _CALLS:
            return False
    return True


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def lists_what_there_is(content: Any) -> bool:
    """Whether a result is a list of several records and says nothing of a thing that was done.

    Example:
        >>> lists_what_there_is({"slots": [{"start": "10:20"}, {"start": "14:00"}]})
        True
        >>> lists_what_there_is({"status": "booked", "slots": [{"start": "10:20"}, {"start": "14:00"}]})
        False
    """
    if isinstance(content, list):
        return len(content) >= _FEWEST and all(isinstance(each, dict) for each in content)
    if not isinstance(content, dict) or _MARKS & {str(name).lower() for name in content}:
        return False
    return any(lists_what_there_is(value) for value in content.values() if isinstance(value, list))


def names_what_there_is(words: tuple[str, ...], content: Any) -> bool:
    """Whether a tool is named after what there is, such as `booking_slots`, and its result shows it.

    Args:
        words: The words of the tool's name.
        content: Its decoded result.
    """
    if not words or words[-1] not in _THERE or is_acknowledgement(content):
        return False
    return not (isinstance(content, dict) and _MARKS & {str(name).lower() for name in content})
