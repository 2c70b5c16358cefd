"""The words of a shell command, without their quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Word", "word_of"]

_MOVING = frozenset(
    ("simple_expansion", "expansion", "command_substitution", "process_substitution",
     "arithmetic_expansion", "brace_expression")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word.

    Attributes:
        text: What it says, without quotes; expansions stand as they were written.
        is_fixed: Whether nothing in it is worked out when it runs.
    """

    text: str
    is_fixed: bool = True

    @property
    def name(self) -> str:
        """The last part of a path."""
        return self.text.rpartition("/")[2]


def word_of(node: Any) -> Word:
    """The word that a node of the syntax tree stands for."""
    parts: list[str] = []
    is_fixed = True
    stack = [node]
    while stack:
        item = stack.pop()
        text = item.text.decode("utf-8", "replace")
        if item.type in _MOVING:
            is_fixed = False
            parts.append(text)
        elif item.type in ("raw_string", "ansi_c_string"):
            parts.append(text[text.find("'") + 1 : -1])
        elif item.type == "string":
            parts += _of_string(item)
            is_fixed = is_fixed and not any(child.type in _MOVING for child in item.named_children)
        elif item.type == "concatenation":
            stack += reversed(item.named_children)
        else:
            parts.append(_unescaped(text))
    return Word("".join(parts), is_fixed)


def _of_string(node: Any) -> list[str]:
    inner = node.text.decode("utf-8", "replace")[1:-1]
    return [inner.replace('\\"', '"').replace("\\$", "$").replace("\\\\", "\\")]


def _unescaped(text: str) -> str:
    found: list[str] = []
    escaped = False
    for sign in text:
        if sign == "\\" and not escaped:
            escaped = True
            continue
        if not (escaped and sign == "\n"):
            found.append(sign)
        escaped = False
    return "".join(found)
