"""Mutants of a JSON value: single fields for strict checks, random damage for fuzzing."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VALUES: tuple[Any, ...] = (
    None, 0, 1.5, True, "x", "", [], {}, "2026-01-01T00:00:00Z", "ok", -1, [1], {"a": 1}, "deny",
    [{}], 2**70, -1.5, False, "custom", "2026-01-01T00:00:00", {"name": "x"}, [None], [["x"]], {"type": "text"}, [{"type": "text", "text": "x"}], "assistant",
)  # fmt: skip


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every path in the value, the root's first."""
    yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from paths(item, (*path, key))


def mutants(value: Any) -> Iterator[tuple[str, Any]]:
    """(what was done, mutant) for each single field: deleted, replaced, or joined by another."""
    for path, change in changes(value):
        yield mutant(value, path, change)


def some_mutants(values: list[Any], count: int, seed: str) -> list[Any]:
    """So many mutants of these values, the same at every run; only those are made."""
    places = [(value, *place) for value in values for place in changes(value)]
    chosen = random.Random(seed).sample(places, min(count, len(places)))
    return [mutant(*place)[1] for place in chosen]


def changes(value: Any) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The path and the number of every change there is."""
    for path in paths(value):
        if path:
            is_field = isinstance(path[-1], str)
            for change in range(len(VALUES) + 1 + is_field):
                yield path, change


def mutant(value: Any, path: tuple[Any, ...], change: int) -> tuple[str, Any]:
    """What was done, and the value with it done."""
    where = "/".join(map(str, path))
    made = copy.deepcopy(value)
    parent = made
    for key in path[:-1]:
        parent = parent[key]
    if change < len(VALUES):
        parent[path[-1]] = copy.deepcopy(VALUES[change])
        return f"{where} = {VALUES[change]!r}", made
    if change == len(VALUES):
        del parent[path[-1]]
        return f"{where} deleted", made
    parent["unheard_of"] = 1
    return f"{where} joined by an unknown key", made


def random_mutants(values: Sequence[Any], count: int, chance: random.Random) -> Iterator[Any]:
    """So many mutants of the values in turn, each damaged in one to four places."""
    written = [json.dumps(value) for value in values]
    places = [list(paths(value))[1:] for value in values]
    for number in range(count):
        which = number % len(values)
        mutant = json.loads(written[which])
        for _ in range(chance.randint(1, 4)):
            _damage(mutant, chance.choice(places[which]), chance)
        yield mutant


def _damage(mutant: Any, path: tuple[Any, ...], chance: random.Random) -> None:
    """Change one field: replace it, delete it, or put it where another one is."""
    parent = mutant
    try:
        for key in path[:-1]:
            parent = parent[key]
        value = parent[path[-1]]
    except (KeyError, IndexError, TypeError):
        return  # what was damaged before has taken it away
    if not isinstance(parent, dict | list):
        return
    what = chance.random()
    if what < 0.6:
        parent[path[-1]] = copy.deepcopy(chance.choice(VALUES))
    elif what < 0.8:
        del parent[path[-1]]
    elif isinstance(parent, list):
        parent.insert(chance.randint(0, len(parent)), copy.deepcopy(value))
    else:
        parent[chance.choice(list(parent))] = copy.deepcopy(value)
