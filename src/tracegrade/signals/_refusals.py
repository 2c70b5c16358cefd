"""Whether an answer declines what was asked for."""

from __future__ import annotations

import re

__all__ = ["declines"]

_OPENING = 300  # characters; a refusal comes before its reasons
_SENTENCES = 2

_DECLINES = re.compile(
    r"""\b(?:i|we)\s*
    (?:(?:'m|'re|am|are)\s+(?:(?:\w+\s+)?(?:sorry|afraid)\b[^.!?]{0,20}?\b(?:i|we)\s*)?)?
    (?:can(?:'t|not|\s+not)(?:\s+be\s+able\s+to)?|won't(?:\s+be\s+able\s+to)?
      |will\s+not(?:\s+be\s+able\s+to)?|(?:'m|'re|am|are)?\s*(?:not\s+able|unable|not\s+allowed)\s+to
      |(?:must|have\s+to)\s+(?:decline|refuse)|decline|refuse)
    \s+(?:\w+ly\s+)?
    (?:help|assist|comply|do\s+(?:that|this|so)|fulfil|provide|share|discuss|support|engage
      |answer\s+(?:that|this)|process|accommodate|approve|grant|to\s+\w+|your\s+request)""",
    re.IGNORECASE | re.VERBOSE,
)


def declines(text: str) -> bool:
    """Whether an English answer opens with saying that it will not do what was asked.

    Told by the words of its first two sentences, so it may be wrong where the refusal is
    roundabout; what could not be found, or has to be confirmed first, is not declined.

    Example:
        >>> declines("I'm sorry, but I can't help with that request.")
        True
        >>> declines("I can't find order A-1. Could you check the number?")
        False
    """
    opening = text[:_OPENING].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    sentences = re.split(r"(?<=[.!?])\s+", opening)[:_SENTENCES]
    return any(_DECLINES.search(sentence) for sentence in sentences)
