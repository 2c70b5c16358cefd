"""Texts in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalized"]

_DROPPED = str.maketrans({"\u00ad": None, "\u200b": None})
_MARKUP = re.compile(r"[*_`#>]")
_BLANKS = re.compile(r"\s+")
_FOLDED = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)


_UNUSUAL = re.compile(r"[*_`#>]|[^\x00-\x7f]")


def normalized(text: str) -> str:
    """A text without case, markup, soft hyphens, kinds of quotes and dashes, and line breaks.

    Example:
        >>> normalized("The **Final**  fee")
        'the final fee'
    """
    if text.isalnum() and text.isascii():
        return text.lower()
    if _UNUSUAL.search(text) is None:
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).translate(_DROPPED).translate(_FOLDED)
    return _BLANKS.sub(" ", _MARKUP.sub("", folded)).casefold().strip()
