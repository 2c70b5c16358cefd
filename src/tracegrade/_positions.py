r"""On which line of a TOML or JSON text each of its values stands.

The parsers of the standard library say what a text holds, not where. This reads a text that they
have accepted, and looks only for keys, brackets and quotes; of a text that is neither it tells what
it can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["Path", "json_lines", "toml_lines"]

Path = tuple[str | int, ...]

_DEEPEST = 200
_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_QUOTES = ('"""', "'''", '"', "'")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "e": "\x1b"}


def json_lines(text: str) -> dict[Path, int]:
    r"""The 1-based line of each value in a JSON text, by its path.

    Example:
        >>> json_lines('{"plan": [\n  "a",\n  {"call": "b"}]}')[("plan", 1, "call")]
        3
    """
    scanner = _Scanner(text)
    scanner.value((), 0)
    return scanner.lines


def toml_lines(text: str) -> dict[Path, int]:
    r"""The 1-based line of each key, table and array item in a TOML text, by its path.

    Example:
        >>> toml_lines('[a]\nb = [\n  1,\n  {c = 2}]\n[[d]]\n[[d]]\ne = 1')[("d", 1, "e")]
        7
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._counted = (0, 1)  # up to where lines have been counted, and the line there
        self._items: dict[Path, int] = {}

    def document(self) -> None:
        """Read a whole TOML text."""
        table: Path = ()
        while self._skip():
            if self._text[self._at] == "[":
                table = self._header()
            else:
                start = self._at
                self._pair(table, 0)
                self._at = max(self._at, start + 1)  # never stand still

    def _header(self) -> Path:
        is_list = self._text.startswith("[[", self._at)
        self._at += 1 + is_list
        line, keys = self._line(), tuple(self._dotted())
        self._at += 1 + is_list
        table: Path = ()
        for place, key in enumerate(keys):
            table = (*table, key)
            last = place == len(keys) - 1
            if last and is_list:
                self._items[table] = self._items.get(table, -1) + 1
            if table in self._items:
                self.lines.setdefault(table, line)
                table = (*table, self._items[table])
            self.lines.setdefault(table, line)
        return table

    def _pair(self, table: Path, depth: int) -> None:
        """One `key = value` or `"key": value`."""
        line = self._line()
        for key in self._dotted():
            table = (*table, key)
            self.lines.setdefault(table, line)
        self._skip()
        self._at += 1  # the sign between them
        self.value(table, depth + 1)

    def value(self, path: Path, depth: int) -> None:
        """Read one value."""
        self._skip()
        self.lines.setdefault(path, self._line())
        opening = self._text[self._at : self._at + 1]
        if opening in ("[", "{") and opening and depth < _DEEPEST:
            self._at += 1
            self._inside(path, depth, "]" if opening == "[" else "}")
        elif opening in ('"', "'") and opening:
            self._quoted()
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}\n#":
                self._at += 1

    def _inside(self, path: Path, depth: int, closing: str) -> None:
        number = 0
        while self._skip() and self._text[self._at] != closing:
            start = self._at
            if closing == "]":
                self.value((*path, number), depth + 1)
                number += 1
            else:
                self._pair(path, depth)
            if self._skip() and self._text[self._at] == ",":
                self._at += 1
            if self._at == start:
                return  # neither TOML nor JSON
        self._at += 1

    def _dotted(self) -> Iterator[str]:
        """The parts of a key."""
        while self._skip():
            if self._text[self._at] in "\"'":
                yield self._quoted()
            elif bare := _BARE_KEY.match(self._text, self._at):
                self._at = bare.end()
                yield bare[0]
            else:
                return
            if not self._skip() or self._text[self._at] != ".":
                return
            self._at += 1

    def _quoted(self) -> str:
        quotes = next(one for one in _QUOTES if self._text.startswith(one, self._at))
        start = self._at = self._at + len(quotes)
        while self._at < len(self._text) and not self._text.startswith(quotes, self._at):
            self._at += 1 + (self._text[self._at] == "\\" and quotes[0] == '"')
        said = self._text[start : self._at]
        self._at += len(quotes)
        if quotes[0] != '"' or "\\" not in said:
            return said
        pairs = _ESCAPE.sub(_unescaped, said).encode("utf-16", "surrogatepass")
        return pairs.decode("utf-16", "replace")  # JSON writes some characters as two escapes

    def _skip(self) -> bool:
        """Go past white space and comments; whether anything is left."""
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at < len(self._text)

    def _line(self) -> int:
        at, line = self._counted
        line += self._text.count("\n", at, self._at)
        self._counted = (self._at, line)
        return line


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16)) if int(code, 16) < 0x110000 else "?"
    return _LETTERS.get(found[3], found[3])
