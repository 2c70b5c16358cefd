"""Texts as numbers of 64 bits, the same on every machine."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

__all__ = ["number_of"]

_LONG = 1000  # characters; a text as long as this is often a prompt that every trace repeats


def number_of(text: str) -> int:
    """A signed number of 64 bits that stands for the text.

    Example:
        >>> number_of("refund") == number_of("refund") != number_of("search")
        True
    """
    return _number_of_long(text) if len(text) >= _LONG else _number_of(text)


def _number_of(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


_number_of_long = lru_cache(maxsize=256)(_number_of)
