"""Patterns of words in any case that are left at the first letter that does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["any_case"]

_Tree = dict[str, Any]
_END = ""


def any_case(words: Iterable[str]) -> str:
    """A pattern of any of some words, in any case; of two that fit, the longer.

    A flag for the case of a list of words would have each word tried in turn, letter by letter.

    Example:
        >>> any_case(["kg", "km"])
        '[kK](?:[gG]|[mM])'
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _written(tree)


def _written(tree: _Tree) -> str:
    branches = [_letter(letter) + _written(node) for letter, node in sorted(tree.items()) if letter]
    if not branches:
        return ""
    is_optional = _END in tree
    if len(branches) == 1 and not is_optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if is_optional else ''}"


def _letter(letter: str) -> str:
    other = letter.upper()
    return f"[{letter}{other}]" if len(other) == 1 and other != letter else re.escape(letter)
