"""The lines of a Claude Code session, and which of them the conversation went on from.

Lines form a tree by `parentUuid`. It forks where a person edited or rewound, which leaves a branch
that nothing continues, and it forks as well where nothing was abandoned: results of parallel calls
hang on the line of their own call, and what the program itself notes hangs anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import MismatchError, Record

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["Branches", "Line", "line_of"]

CALLS = ("tool_use", "server_tool_use", "mcp_tool_use")
_TEXTS = ("uuid", "parentUuid", "logicalParentUuid", "sessionId", "agentId", "subtype")
_MOST_ROUNDS = 20  # real files take two: a split response, then the results of its calls
_BLOCK_TEXTS = ("text", "thinking", "name", "id", "tool_use_id")


class Line:
    """One line: its place in the tree and its content blocks.

    Attributes:
        record: Where it stands.
        value: The line itself.
        kind: Its `type`.
        uuid: Its id, if it is part of the tree.
        above: Id of the line that it follows, across a compaction too.
        message: The message of a user or assistant line.
        blocks: The content blocks of that message; a plain text is one block.
    """

    __slots__ = ("above", "blocks", "kind", "message", "record", "uuid", "value")

    def __init__(self, record: Record, kind: str) -> None:
        self.record = record
        self.value: Detail = record.value
        self.kind = kind
        self.uuid: str | None = self.value.get("uuid")
        self.above: str | None = self.value.get("parentUuid") or self.value.get("logicalParentUuid")
        self.message: Detail = {}
        self.blocks: list[Detail] = []

    @property
    def speaks(self) -> bool:
        """Whether it is a message of the conversation."""
        return self.kind in ("user", "assistant")

    @property
    def response(self) -> tuple[str, str] | None:
        """What lines of one response of the model have in common."""
        name, model = self.message.get("id"), self.message.get("model")
        return (name, str(model)) if isinstance(name, str) else None

    @property
    def results(self) -> list[Detail]:
        """The results that a user line carries."""
        return [block for block in self.blocks if block["type"] == "tool_result"]

    @property
    def calls(self) -> list[Detail]:
        """The calls that an assistant line makes."""
        return [block for block in self.blocks if block["type"] in CALLS]

    def text(self) -> str:
        """The text of its text blocks."""
        texts = [block.get("text") for block in self.blocks if block["type"] == "text"]
        return "\n".join(text for text in texts if text)


def line_of(record: Record) -> Line:
    """The line that a record is.

    Raises:
        MismatchError: It is no line of a session.
    """
    value = record.value
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise MismatchError("wrong-type", "not an object with a type")
    for key in _TEXTS:
        if value.get(key) is not None and not isinstance(value[key], str):
            raise MismatchError("wrong-type", f"{key} is not text", f"/{key}")
    line = Line(record, value["type"])
    if line.speaks:
        message = value.get("message")
        if not isinstance(message, dict):
            raise MismatchError("wrong-type", f"a line of type {line.kind!r} without message")
        line.message = message
        line.blocks = _blocks(message.get("content"))
    return line


def _blocks(content: Any) -> list[Detail]:
    if content is None:
        return []
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if not isinstance(content, list):
        raise MismatchError("wrong-type", "content is neither text nor a list", "/message/content")
    for place, block in enumerate(content):
        where = f"/message/content/{place}"
        if not isinstance(block, dict) or not isinstance(block.get("type"), str):
            raise MismatchError("wrong-type", "a content block has no type", where)
        for key in _BLOCK_TEXTS:
            if block.get(key) is not None and not isinstance(block[key], str):
                raise MismatchError("wrong-type", f"{key} is not text", f"{where}/{key}")
        if block["type"] in CALLS and block.get("name") is None:
            raise MismatchError("wrong-type", "a tool use has no name", where)
        if block.get("is_error") not in (None, True, False):
            raise MismatchError("wrong-type", "is_error is not true or false", where)
    return content


class Branches:
    """Which lines of a thread are part of its conversation, and which were abandoned.

    Attributes:
        repeated: Lines that bear the id of an earlier one and say something else.
        copies: How many lines repeat an earlier one word for word.
        roots: Messages that follow no other message.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.repeated: list[Line] = []
        self.copies = 0
        self._lines: dict[str, Line] = {}
        self._spoken: list[Line] = []
        self._kept: set[str] = set()
        for line in lines:
            self._place(line)
        self._above: dict[str, str | None] = {}
        for name in self._lines:
            if name not in self._above:
                self._find_message_above(name)
        self._asked = {call.get("id") for line in self._spoken for call in line.calls}
        self._kept = self._main_paths()
        for _ in range(_MOST_ROUNDS):
            if not self._add_what_answers():
                break
        self.roots = [line for line in self._spoken if self._above[str(line.uuid)] is None]
        self._odd = {id(line) for line in self.repeated}

    def _place(self, line: Line) -> None:
        if line.uuid is None:
            return
        first = self._lines.setdefault(line.uuid, line)
        if first is line:
            if line.speaks:
                self._spoken.append(line)
        elif first.kind == line.kind and _said(first) == _said(line):
            self.copies += 1
        else:
            self.repeated.append(line)

    def _find_message_above(self, start: str) -> None:
        """Find the nearest message above a line, past lines of the program; cycles end it."""
        path = {start: None}
        name, found = self._lines[start].above, None
        while name is not None and name not in path and name in self._lines:
            above = self._lines[name]
            if above.speaks or name in self._above:
                found = name if above.speaks else self._above[name]
                break
            path[name] = None
            name = above.above
        for passed in path:
            self._above[passed] = found if found != passed else None

    def _main_paths(self) -> set[str]:
        """From the last message of each tree up to its root."""
        kept: set[str] = set()
        beside: set[str] = set()
        for line in reversed(self._spoken):
            path: dict[str, None] = {}
            name: str | None = line.uuid
            while name is not None and name not in path and name not in kept and name not in beside:
                path[name] = None
                name = self._above[name]
            whole = name is None or name in path  # to the root, or around a circle
            (kept if whole else beside).update(path)
        return kept

    def _add_what_answers(self) -> bool:
        """Add messages beside the main path that belong to what is on it.

        A result that no call of the file asked for stays too: its call may be what was lost.
        """
        spoken = [line for line in self._spoken if line.uuid in self._kept]
        responses = {line.response for line in spoken} - {None}
        asked = {call.get("id") for line in spoken for call in line.calls}
        before = len(self._kept)
        for line in self._spoken:
            above = self._above[str(line.uuid)]
            if line.uuid in self._kept or above not in self._kept:
                continue
            named = [block.get("tool_use_id") for block in line.results]
            is_answer = bool(named) and all(n in asked or n not in self._asked for n in named)
            if is_answer or line.response in responses or _is_of_the_program(line):
                self._kept.add(str(line.uuid))
        return len(self._kept) > before

    def is_abandoned(self, line: Line) -> bool:
        """Whether the conversation did not go on from this line."""
        if line.uuid is None or id(line) in self._odd:
            return False
        if line.speaks:
            return line.uuid not in self._kept
        above = self._above[line.uuid]
        return above is not None and above not in self._kept

    def is_repeated(self, line: Line) -> bool:
        """Whether the line bears the id of an earlier one and says something else."""
        return id(line) in self._odd

    def is_copy(self, line: Line) -> bool:
        """Whether the line repeats an earlier one word for word."""
        if line.uuid is None or self._lines[line.uuid] is line:
            return False
        return id(line) not in self._odd


def _said(line: Line) -> Detail:
    return line.message if line.speaks else line.value


def _is_of_the_program(line: Line) -> bool:
    return line.kind == "user" and line.value.get("isMeta") is True and not line.results
