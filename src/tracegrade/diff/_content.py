"""What the result of a call gave, whatever way a format writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.model import Columns

__all__ = ["structure_of"]

_MOST_DECODED = 1_000_000  # characters; a longer text stays a text


def structure_of(columns: Columns, step: int) -> dict[str, Any] | list[Any] | None:
    """The object or list that a result gave; `None` if it gave a text, or is no result.

    JSON that was written as a text, or as the text of a content part, is the same as JSON.
    """
    if columns.kinds[step] != "tool_result":
        return None
    detail = columns.details.get(step)
    content = detail.get("content") if detail else None
    text = columns.texts[step] if content is None else _json.as_text(content)
    if text is not None and text[:1] in ("{", "[") and len(text) <= _MOST_DECODED:
        decoded, error = _json.decode_arguments(text)
        if error is None and isinstance(decoded, dict | list):
            return decoded
    return content if isinstance(content, dict | list) else None
