"""Fingerprints of prose: which texts share a passage.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four runs of eight words in a row, the
one with the smallest hash is kept, so that any shared passage of eleven words shares a fingerprint.
"""

from __future__ import annotations

import re
from zlib import crc32

__all__ = ["fingerprints"]

_WORD = re.compile(r"\w+")
_RUN = 8
_WINDOW = 4
_MODULUS = (1 << 61) - 1
_BASE = 1_000_003
_HIGHEST = pow(_BASE, _RUN - 1, _MODULUS)


def fingerprints(normal: str) -> set[int]:
    """The fingerprints of a normalised text; none of one shorter than eight words.

    Example:
        >>> one = fingerprints("you may return any item within thirty days of the day it came to you")
        >>> bool(one & fingerprints("we say: you may return any item within thirty days of the day"))
        True
    """
    hashes = _hashes([crc32(word.encode()) for word in _WORD.findall(normal)])
    if len(hashes) <= _WINDOW:
        return {min(hashes)} if hashes else set()
    return {min(hashes[at : at + _WINDOW]) for at in range(len(hashes) - _WINDOW + 1)}


def _hashes(words: list[int]) -> list[int]:
    """The rolling hash of each run of words."""
    if len(words) < _RUN:
        return []
    rolling = 0
    for word in words[:_RUN]:
        rolling = (rolling * _BASE + word) % _MODULUS
    hashes = [rolling]
    for left, entered in zip(words, words[_RUN:], strict=False):
        rolling = ((rolling - left * _HIGHEST) * _BASE + entered) % _MODULUS
        hashes.append(rolling)
    return hashes
