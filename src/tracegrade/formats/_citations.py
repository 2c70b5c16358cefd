"""Sources that an answer names, as the providers note them beside its text.

Source: citations of Anthropic's text blocks, and annotations of OpenAI's Responses (`url_citation`,
`file_citation`) and chat completions (the same, one level deeper).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["citations_of"]

_NAMES = ("document_title", "url", "source", "file_id", "filename", "title")


def citations_of(noted: Any) -> list[Detail]:
    """The sources in a list of citations or annotations, each with what is quoted of it.

    Example:
        >>> citations_of([{"type": "url_citation", "url": "https://shop.example", "title": "Shop"}])
        [{'document': 'https://shop.example', 'quote': None}]
    """
    found: list[Detail] = []
    for one in noted if isinstance(noted, list) else ():
        if not isinstance(one, dict):
            continue
        inner = one.get(str(one.get("type")))
        inner = inner if isinstance(inner, dict) else one
        names = (inner.get(key) for key in _NAMES)
        document = next((name for name in names if isinstance(name, str)), None)
        quote = inner.get("cited_text")
        quote = quote if isinstance(quote, str) else None
        if document is not None or quote is not None:
            found.append({"document": document, "quote": quote})
    return found
