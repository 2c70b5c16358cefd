"""Files that an answer says are there, in a folder whose listing does not have them."""

from __future__ import annotations

import re
import shlex
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._moods import admits_failure, is_negated
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["ListedFiles"]

_PATH = re.compile(
    r"(?<![\w./~-])(/?(?:[\w.@+-]{1,60}/){1,12})([\w@+-][\w.@+-]{0,60}\.[a-z]\w{0,7})(?![\w/])"
)
_READING = frozenset(
    ("ls", "cat", "head", "tail", "grep", "egrep", "rg", "wc", "sort", "uniq", "awk", "sed", "cut", "stat", "du", "df", "file",
     "less", "more", "zcat", "zgrep", "find", "tree", "pwd", "echo", "diff", "jq", "nl", "tr", "ps", "uptime", "date", "whoami")
)  # fmt: skip
_WRITES = re.compile(r"(?<!\d)>|\btee\b|-i\b|-delete|-exec|--in-place")
_OTHERWISE = re.compile(
    r"\b(?:creat\w*|wr(?:ote|itten|ite\w*)|sav\w*|add\w*|put|generat\w*|export\w*|would|should|could|can|may|might|if|once|new|angelegt|erstell\w*"
    r"|gespeichert|geschrieben|cr\u00e9\u00e9\w*|enregistr\w*|cread\w*|guardad\w*|creat\w*|salvat\w*|criad\w*|aangemaakt|opgeslagen|utworz\w*|zapis\w*"
    r"|no|not|none|never|without|missing|absent|kein\w*|nicht|fehlt|ohne|pas|aucun\w*|ning\u00fan|sin|non|nessun\w*|n\u00e3o|nenhum\w*|geen|niet"
    r"|nie|brak|brakuje|inte|ingen|saknas|ikke|mangler|skapa\w*|spara\w*|oprett\w*|gemt|deleted?|removed?|moved?|rotated?|renamed?)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"\bhead\b|\btail\b|\bgrep\b|-name|-maxdepth|-d\b|-newer|-mtime|-type d|\|")
_LONGEST = 20_000
_MOST = 60


class _Listing(NamedTuple):
    """What a folder was seen to hold.

    Attributes:
        step: Position of the listing.
        folder: The folder, without a slash at its end.
        pattern: What the names that were listed are like.
        names: The names.
    """

    step: int
    folder: str
    pattern: str
    names: frozenset[str]


class ListedFiles:
    """The files of one answer, held against the listings of their folders.

    Args:
        store: The evidence.
        before: Position of the answer; evidence lies before it.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._known: list[_Listing] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault of each file that is said to be where a listing has none of that name."""
        if "/" not in sentence.text or sentence.mood is not None or not self._listings():
            return
        said = _PATH.sub(" ", sentence.text)
        if is_negated(said) or admits_failure(said) or _OTHERWISE.search(said) is not None:
            return
        for match in _PATH.finditer(sentence.text):
            folder, name = match[1].rstrip("/"), match[2]
            listing = self._of(folder, name)
            if listing is not None and not self._is_known(name):
                message = f"{match[0][:120]!r} is not in the listing of its folder"
                yield Check("path", match[0], sentence.start + match.start(), "fabricated", listing.step,
                            code="E03", message=message, also=("E01",))  # fmt: skip

    def _of(self, folder: str, name: str) -> _Listing | None:
        """The last listing of a folder that would have a name."""
        return next(
            (each for each in reversed(self._listings())
             if each.folder == folder and fnmatchcase(name, each.pattern)),
            None,
        )  # fmt: skip

    def _is_known(self, name: str) -> bool:
        """Whether a source or a call before the answer has a name."""
        if any(name in each.text for each in self._store.passages if each.step < self._before):
            return True
        return any(
            name in call.text or any(name in str(value) for _, value in leaves_of(call.arguments))
            for call in self._store.calls if call.step < self._before
        )  # fmt: skip

    def _listings(self) -> list[_Listing]:
        """The listings since which nothing but reading was done."""
        if self._known is None:
            self._known = []
            for call in self._store.calls:
                if call.step >= self._before:
                    continue
                command = _command_of(call)
                listing = None if command is None else _listing(call, command)
                if listing is not None and call.status in ("ok", "unknown"):
                    self._known = [*self._known, listing][-_MOST:]
                elif command is None or not _only_reads(command):
                    self._known = []
        return self._known


def _command_of(call: Call) -> str | None:
    """The command that a call ran, if it ran one."""
    texts = [value for _, value in leaves_of(call.arguments) if isinstance(value, str)]
    commands = [text for text in texts if re.match(r"\s*[\w./-]+\s", f"{text} ")]
    return next((text for text in commands if _program(text) in _READING), None)


def _program(command: str) -> str:
    return command.strip().partition(" ")[0].rpartition("/")[2]


def _only_reads(command: str) -> bool:
    return _WRITES.search(command) is None and all(
        _program(part) in _READING for part in re.split(r"&&|;|\n", command) if part.strip()
    )


def _listing(call: Call, command: str) -> _Listing | None:
    """What `ls`, of one folder or of a pattern in it, gave; nothing of what was cut or filtered."""
    if _program(command) != "ls" or _CUT.search(command) or len(call.text) > _LONGEST:
        return None
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    places = [word for word in words[1:] if not word.startswith("-")]
    if len(places) != 1 or any(sign in command for sign in ";&<>$`"):
        return None
    folder, pattern = places[0].rstrip("/"), "*"
    if any(sign in folder for sign in "*?["):
        folder, _, pattern = folder.rpartition("/")
    if not folder or any(sign in folder for sign in "*?[~"):
        return None
    names = {line.split()[-1].rpartition("/")[2] for line in call.text.split("\n") if line.split()}
    return _Listing(call.result, folder, pattern or "*", frozenset(names)) if names else None
