"""Tool names as globs: matched exactly unless they hold `*` or `?`."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["glob", "glob_matches", "is_glob", "matching_tools"]


def is_glob(pattern: str) -> bool:
    """Whether the pattern stands for more than one name.

    Example:
        >>> is_glob("refund"), is_glob("refund_*")
        (False, True)
    """
    return "*" in pattern or "?" in pattern


@lru_cache(maxsize=4096)
def glob(pattern: str) -> Callable[[str], bool]:
    """Whether a name matches the pattern, as a function that remembers its answers.

    Names are matched by case, and `[` has no meaning of its own.

    Example:
        >>> glob("delete*")("delete_all"), glob("delete")("delete_all")
        (True, False)
    """
    if not is_glob(pattern):
        return pattern.__eq__
    matches = re.compile(translate(pattern.replace("[", "[[]"))).fullmatch
    return lru_cache(maxsize=4096)(lambda name: matches(name) is not None)


def glob_matches(pattern: str, name: str) -> bool:
    """Whether a name matches a pattern; see `glob`.

    Example:
        >>> glob_matches("delete*", "delete_all")
        True
    """
    return glob(pattern)(name)


def matching_tools(pattern: str, names: Iterable[str]) -> list[str]:
    """Those of the names that match the pattern.

    Example:
        >>> matching_tools("get_*", ["get_order", "refund"])
        ['get_order']
    """
    return list(filter(glob(pattern), names))
