"""What a row of a group chat holds beyond its words."""

from __future__ import annotations

from typing import Any

__all__ = ["EXIT_CODE", "blocks_of", "exit_code_of", "speaker_of"]

EXIT_CODE = "exitcode: "
"""What the answer of an executor begins with."""

_FENCE = "```"
_MANNERS = ("thought", "termination condition")


def speaker_of(row: dict[str, Any]) -> tuple[str, str]:
    """Who speaks, and in what manner: thinking, ending the chat, or to whom.

    Example:
        >>> speaker_of({"role": "Orchestrator (-> WebSurfer)", "content": "Search for it."})
        ('Orchestrator', '-> WebSurfer')
        >>> speaker_of({"role": "user", "name": "Search_Expert", "content": "Found it."})
        ('Search_Expert', '')
    """
    name = row.get("name")
    if isinstance(name, str):
        return name, ""
    role = str(row.get("role"))
    speaker, opened, manner = role.partition(" (")
    if opened and manner.endswith(")"):
        manner = manner[:-1]
        if manner in _MANNERS or manner.startswith("-> "):
            return speaker, manner
    return role, ""


def exit_code_of(text: str) -> int | None:
    r"""The exit code that the answer of an executor begins with, if it is one.

    Example:
        >>> exit_code_of("exitcode: 1 (execution failed)\nCode output: no such file")
        1
    """
    if not text.startswith(EXIT_CODE):
        return None
    code, opened, _ = text[len(EXIT_CODE) : len(EXIT_CODE) + 24].partition(" (")
    try:
        return int(code) if opened else None
    except ValueError:
        return None


def blocks_of(text: str) -> list[dict[str, str]]:
    r"""The fenced blocks of a text, with the language that each names.

    Example:
        >>> blocks_of("Try it:\n```python\nprint(2)\n```\nIt prints 2.")
        [{'language': 'python', 'code': 'print(2)'}]
    """
    blocks: list[dict[str, str]] = []
    language: str | None = None
    lines: list[str] = []
    for line in text.splitlines():
        fence = line.strip()
        if language is None:
            if fence.startswith(_FENCE) and not fence[3:].strip().count(" "):
                language, lines = fence[3:].strip(), []
        elif fence == _FENCE:
            code = "\n".join(lines)
            blocks.append({"language": language, "code": code} if language else {"code": code})
            language = None
        else:
            lines.append(line)
    return blocks
