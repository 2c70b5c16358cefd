"""Tools that an answer says it got something from: were they ever called?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import is_negated
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Instruments"]

_JOINED = r"[a-z][a-z0-9]{1,30}(?:_[a-z0-9]{1,30}){1,6}|[a-z]{2,30}(?:[A-Z][a-z]{1,30}){1,5}"
_TOOL = r"(?:tool|function|lookup|call|api|endpoint|service|output|outputs|results?|response|data|query|run|check|command)\b"
_PARTED = r"[a-z]{3,30}(?:[.-][a-z]{4,30}){1,2}"
_PLAIN = rf"[a-z]{{3,30}}(?=(?:\(\))?(?:`|\s{_TOOL}))"
_NAMED = re.compile(
    rf"(?P<mark>`)?(?<![\w./@#-])(?P<name>{_JOINED}|{_PARTED}|{_PLAIN})(?:\(\))?(?![\w/@]|\.\w|-\w)(?(mark)`)"
)
_WORDED = re.compile(
    r"\b(?i:the|our|my)\s(?P<words>(?:[a-z]{2,20}\s){1,4})(?P<what>tool|function|API|endpoint|call)\b"
)
_SOURCE_BEFORE = re.compile(
    r"(?:\b(?:according to|per|based on|going by|thanks to|as per|source:|from|via|through|using|with|by|of|in|to|for|and|what|as|had"
    r"|ran|run|running|using|calling|used|called|invoked|queried|consulted|executed|tried|checked)\s(?:the\s|our\s|my\s)?|\[|\A\W{0,4}(?:(?:the|our|my)\s)?)\Z",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:i|we|me|us|my|our)\b|\b(?:according to|per|based on|going by|source|as reported|calling|running|using|response|outputs?|data|shows?|showed|returned|reports?|reported"
    r"|says?|said|states?|stated|lists|listed|indicates?|indicated|confirms?|confirmed|tells|told|gave|found|result)\b|\A\W?\[|\A\W?from\b",
    re.IGNORECASE,
)
_REPORTS_AFTER = re.compile(
    r"\A[`\])]{0,2}(?:,?\swhich)?\s(?:returned|shows?|showed|reports?|reported|says?|said|states?|stated|lists|listed|indicates?"
    r"|indicated|confirms?|confirmed|tells|told|gave|found)\b",
    re.IGNORECASE,
)
_VERBS_OF_TOOLS = frozenset(
    ("get", "list", "search", "find", "fetch", "read", "lookup", "query", "check", "verify", "validate", "track", "show", "run")
)  # fmt: skip
_BARE_USE = re.compile(
    r"(?:\A|\b(?:as|what|used|ran|invoked|executed|called|queried)|\baccording to|\bsource:|\b(?:result|output|response) of|\bgoing by"
    r"|\bper the|\bthe|\b(?:via|through|with|using|in|from|to))(?:\s|\A)\Z",
    re.IGNORECASE,
)
_IN_A_TAG = re.compile(r"</?\Z")
_CALLED_THERE = re.compile(r"\((?!\))|>")
_MOST_NAMES = 8  # of one sentence
_LONGEST = 600  # characters of a sentence
_READS = frozenset(("read",))
_CODE = frozenset(("exec",))
_EDITING = frozenset(("edit", "write", "patch", "replace", "insert"))


class Instruments:
    """Checks the tools that the sentences of one answer name as where something is from.

    Args:
        store: The evidence.
        before: Position of the answer.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._calls = [call for call in store.calls if call.step < before]
        self._called: set[str] | None = None
        self._is_on_code: bool | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """A fault for each tool that was never called, and that nothing names."""
        text = sentence.text
        if sentence.mood is not None or len(text) > _LONGEST or not self._calls:
            return
        for match, name in self._names_in(text):
            if self._is_known(name) or is_negated(_clause_before(text, match.start())):
                continue
            message = f"names {name!r} as a source, and no such tool was called"
            at = sentence.start + match.start()
            yield Check("citation", name, at, "fabricated", code="E03", message=message,
                        expected="a call of it", also=("E11",))  # fmt: skip

    def _names_in(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        count = 0
        for match in _NAMED.finditer(text):
            if count >= _MOST_NAMES:
                return
            before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :]
            if self._is_tool_like(match, before, after):
                count += 1
                yield match, match["name"]
        for match in _WORDED.finditer(text):
            words = match["words"].split()
            is_name = len(words) > 1 and words[0] in _VERBS_OF_TOOLS
            if is_name and count < _MOST_NAMES:
                count += 1
                yield match, " ".join(words)

    def _is_tool_like(self, match: re.Match[str], before: str, after: str) -> bool:
        """Whether a word names a tool: it is spelled like one and stands where a source would."""
        name = match["name"]
        if _IN_A_TAG.search(before) is not None or _CALLED_THERE.match(after) is not None:
            return False  # a tag of the message's own form, or the text of a call
        is_source = _SOURCE_BEFORE.search(before) is not None
        is_source = is_source or _REPORTS_AFTER.match(after) is not None
        is_said = re.match(rf"\s{_TOOL}", after) is not None
        if not is_source or not (is_said or _TELLS.search(match.string)):
            return False
        if re.search(r"[_A-Z]", name):
            return True
        if re.search(r"[.-]", name):
            return (
                bool(match["mark"])
                or is_said
                or "." in name
                or _BARE_USE.search(before) is not None
            )
        is_verb = effect_classes(name) == _READS and name not in _NOUNS
        return is_verb and (bool(match["mark"]) or is_said)

    def _is_known(self, name: str) -> bool:
        """Whether a tool was called so, or anything before the answer says the name."""
        words = field_words(name)
        if self._called is None:
            self._called = {" ".join(field_words(call.tool)) for call in self._calls}
        said = " ".join(words)
        if (
            any(said in called or called in said for called in self._called)
            or self._works_on_code()
        ):
            return True
        lowered = name.lower()
        if len(words) == 1:
            return False
        return any(
            passage.step < self._before and lowered in passage.text.lower()
            for passage in self._store.passages
        ) or any(name in str(call.arguments) for call in self._calls)

    def _works_on_code(self) -> bool:
        """Whether names like these may be names in a program."""
        if self._is_on_code is None:
            self._is_on_code = any(
                effect_classes(call.tool) & _CODE or _EDITING.intersection(field_words(call.tool))
                for call in self._calls
            )
        return self._is_on_code


_NOUNS = frozenset(
    ("search", "report", "lookup", "review", "list", "read", "show", "view", "check", "look", "query", "test", "status", "count",
     "monitor", "browse", "summary", "preview", "estimate", "compare", "describe", "scan", "watch")
)  # fmt: skip


def _clause_before(text: str, at: int) -> str:
    return re.split(r"[,;:]", text[max(0, at - 60) : at])[-1]
