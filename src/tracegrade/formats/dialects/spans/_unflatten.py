"""Attributes that spell a structure in their names: `llm.input_messages.0.message.role`."""

from __future__ import annotations

from typing import Any

__all__ = ["unflattened"]

_DEEPEST = 12  # parts of a name; no vocabulary uses more than nine


def unflattened(attributes: dict[str, Any], prefix: str) -> list[dict[str, Any]]:
    """The objects of the list that all attributes beginning with the prefix spell.

    Args:
        attributes: Attributes of a span.
        prefix: What stands before the place in the list, with its full stop.

    Example:
        >>> unflattened({"gen_ai.prompt.0.role": "user", "gen_ai.prompt.1.role": "tool"},
        ...             "gen_ai.prompt.")
        [{'role': 'user'}, {'role': 'tool'}]
    """
    root: dict[str, Any] = {}
    for name, value in attributes.items():
        if not name.startswith(prefix):
            continue
        *path, last = name[len(prefix) :].split(".", _DEEPEST)
        node = root
        for part in path:
            inner = node.get(part)
            if not isinstance(inner, _Spelled):
                inner = node[part] = _Spelled()
            node = inner
        if not isinstance(node.get(last), _Spelled):
            node[last] = value
    return [item for item in _listed(root) if isinstance(item, dict)]


class _Spelled(dict[str, Any]):
    """An object or list that names spell, as opposed to one that is a value."""


def _listed(node: dict[str, Any]) -> list[Any]:
    """The values in the order of their places; inside them, places become lists as well."""
    done: dict[int, Any] = {}
    stack: list[tuple[_Spelled | dict[str, Any], bool]] = [(node, False)]
    while stack:
        one, entered = stack.pop()
        if not entered:
            stack.append((one, True))
            stack += [(inner, False) for inner in one.values() if isinstance(inner, _Spelled)]
            continue
        plain = {
            name: done[id(inner)] if isinstance(inner, _Spelled) else inner
            for name, inner in one.items()
        }
        places = sorted((name for name in plain if name.isdecimal()), key=int)
        is_list = bool(plain) and len(places) == len(plain)
        done[id(one)] = [plain[place] for place in places] if is_list else plain
    listed = done[id(node)]
    return listed if isinstance(listed, list) else []
