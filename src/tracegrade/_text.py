"""Text of traces made safe to show: nothing in it can move a cursor, hide, or become markup."""

from __future__ import annotations

import re

__all__ = ["counted", "markdown_cell", "one_line", "plain", "times"]

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"  # direction, width, separators
    "\ud800-\udfff]"  # lone surrogates
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def counted(count: int, noun: str) -> str:
    """The number and the noun, in the plural where it has to be.

    Example:
        >>> counted(1, "trace"), counted(20, "trace")
        ('1 trace', '20 traces')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def times(count: int) -> str:
    """How often, in words: `once`, `3 times`.

    Example:
        >>> times(1), times(3)
        ('once', '3 times')
    """
    return "once" if count == 1 else f"{count:,} times"


def plain(text: str) -> str:
    r"""The text with every control character written out.

    Example:
        >>> plain("red \x1b[31m")
        'red \\x1b[31m'
    """
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def one_line(text: str, width: int = 100) -> str:
    r"""The text on one line of at most so many characters, safe to show.

    Example:
        >>> one_line("It was shipped\non Monday.", 20)
        'It was shipped on M…'
    """
    flat = " ".join(plain(text[: width * 4]).split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def markdown_cell(text: str) -> str:
    r"""The text on one line, with everything that Markdown or HTML would read escaped.

    Example:
        >>> markdown_cell("a|b <script>")
        'a\\|b \\<script\\>'
    """
    return _MARKUP.sub(r"\\\1", " ".join(plain(text).split()))
