"""Claims that there is none of something: was it looked for, and was nothing found?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._counting import WORD, has_rows, lists_of, singular, words_of
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import admits_failure
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence

__all__ = ["Absence"]

_ABSENT = re.compile(
    r"\b(?:there\s(?:is|are|was|were)\s(?:currently\s)?no(?:\sother)?|found\sno|(?:could\snot|couldn't|did\snot|didn't|can't"
    r"|cannot)\sfind\sany|no)\s(?P<what>[\w' -]{2,60}?)(?:\s(?:was|were|has been|have been)\s(?:found|listed|returned))?(?=[.,;:!]|\s(?:for|in|on|with|of|from|under|at|that|which)\b|\Z)"
    r"(?P<rest>[^.;!?]{0,80})",
    re.IGNORECASE,
)
_SAYS_FOUND = re.compile(
    r"\b(?:found|find|there\s(?:is|are|was|were)|exist|listed|returned|results?|match(?:es)?|mention)\b",
    re.IGNORECASE,
)
_SAYS_SEARCHED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:searched|looked|checked|scanned|queried|went through)\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    (
     "a", "an", "the", "any", "of", "for", "in", "on", "with", "from", "to", "that", "this",
     "these", "those", "your", "our", "my", "their", "its", "is", "are", "was", "were", "be",
     "been", "no", "not", "found", "find", "results", "result", "match", "matches", "matching",
     "entries", "entry", "items", "item", "record", "records", "currently", "at", "all", "you",
     "we", "i", "it", "there", "which", "and", "or", "as", "by", "so", "other", "such",
    )
)  # fmt: skip
_EMPTY = re.compile(
    r"\b(?:no|0|zero|without)\s(?:\w{1,20}\s){0,2}(?:match\w*|results?|entries|records?|errors?|hits?|found|rows?"
    r"|items?|lines?|warnings?|\w+s)\b|\b(?:not\sfound|nothing|none|empty)\b|\A\s*\Z",
    re.IGNORECASE,
)  # what a result says that found nothing
_KINDS = frozenset(
    ("paper", "article", "document", "information", "reference", "publication", "page", "study", "hit", "source",
     "evidence", "mention", "listing", "option", "file", "note", "message", "email", "post", "studie", "thing")
)  # fmt: skip
_COUNTING = frozenset(("count", "number", "total", "num", "found", "matches", "hits"))
_MOST_LEAVES = 2_000


class Absence:
    """Checks what one answer says that there is none of.

    Args:
        calls: The calls before the answer.
        answer: The whole answer, which may say that a search failed.
    """

    def __init__(self, calls: list[Call], *, answer: str) -> None:
        self._calls = calls
        self._answer = answer

    def check(self, sentence: Sentence) -> Check | None:
        """What the calls say of a sentence that denies that there is any."""
        absent = _ABSENT.search(sentence.text.replace("\u2019", "'"))
        return None if absent is None else self._absent(sentence, absent)

    def _absent(  # noqa: PLR0911 one return a fate
        self, sentence: Sentence, match: re.Match[str]
    ) -> Check | None:
        """Nothing was found: was it looked for, did the search work, was it really empty?"""
        if not _SAYS_FOUND.search(sentence.text):
            return None
        wanted = _content_words(f"{match['what']} {match['rest']}")
        if not wanted or len(wanted) > 6:
            return None
        at, text = sentence.start + match.start(), match[0].strip()[:120]
        related = [call for call in self._calls if _reads(call) and wanted & words_of(call)]
        if not related:
            return self._not_searched(sentence, at, text, wanted)
        call = related[-1]
        covered = self._is_covered(call, match, wanted)
        if call.status in ("error", "denied") and not admits_failure(
            self._answer.replace(text, "")
        ):
            message = f"says {text!r}, but {call.tool!r} failed"
            return Check("absence", text, at, "fabricated", max(call.result, call.step), code="E14",
                         message=message, expected="a search that worked", also=("E09",))  # fmt: skip
        shown = self._shown_after_all(related, wanted)
        if shown is not None:
            message = f"says {text!r}, but {shown[0].tool!r} shows some"
            return Check("absence", text, at, "contradicted", shown[0].result, code="E14",
                         message=message, expected=shown[1][:120])  # fmt: skip
        if covered and call.status in ("ok", "unknown") and has_rows(call.content):
            message = f"says {text!r}, but {call.tool!r} found some"
            return Check("absence", text, at, "contradicted", call.result, code="E14",
                         message=message, expected=(_json.as_text(call.content) or "")[:120])  # fmt: skip
        if covered and _is_empty(call.content):
            return Check("absence", text, at, "grounded", call.result)
        return Check("absence", text, at, "unchecked", note="what was searched may be less")

    def _is_covered(self, call: Call, match: re.Match[str], wanted: set[str]) -> bool:
        """Whether a call looked for what is said not to be there, whatever kind of thing it is."""
        words, topic = words_of(call), _content_words(match["rest"])
        if wanted <= words:
            return True
        kind = _content_words(match["what"])
        is_topic = bool(topic) and topic <= {word for word in words if word in _searched(call)}
        return is_topic and kind <= words | _KINDS

    def _shown_after_all(self, calls: list[Call], wanted: set[str]) -> tuple[Call, str] | None:
        """The last result on it that counts some, or has a line of it, in plain words."""
        call = calls[-1]
        if call.status not in ("ok", "unknown") or not wanted <= words_of(call) | _words_in(call):
            return None
        counted = _count_of(call.content, wanted)
        if counted is not None:
            return (call, counted)
        is_text = isinstance(call.content, str) and wanted <= words_of(call)
        if not is_text or _EMPTY.search(call.text) is not None:
            return None
        named = wanted & {singular(word) for word in WORD.findall(str(call.arguments).lower())}
        line = next((line for line in call.text.split("\n") if named & _content_words(line)), None)
        return None if line is None else (call, line.strip())

    def _not_searched(
        self, sentence: Sentence, at: int, text: str, wanted: set[str]
    ) -> Check | None:
        if not _SAYS_SEARCHED.search(sentence.text) or not self._calls:
            return None
        everything = {word for call in self._calls for word in words_of(call)}
        everything |= {word for call in self._calls for word in WORD.findall(call.text.lower())}
        if everything & wanted or any(
            "unknown" in effect_classes(call.tool) for call in self._calls
        ):
            return None
        if any("exec" in effect_classes(call.tool) for call in self._calls):
            return None
        message = f"says {text!r}, but nothing was searched for it"
        return Check("absence", text, at, "fabricated", None, code="E14", message=message,
                     expected="a search for it", also=("E11",))  # fmt: skip


def _content_words(text: str) -> set[str]:
    return {singular(word) for word in WORD.findall(text.lower()) if word not in _STOP}


def _reads(call: Call) -> bool:
    return bool(effect_classes(call.tool) & {"read", "unknown"})


def _is_empty(content: Any) -> bool:
    return content in (None, "", [], {}) or (bool(lists_of(content)) and not has_rows(content))


def _searched(call: Call) -> set[str]:
    """The words that a call was given."""
    values = [value for _, value in leaves_of(call.arguments) if isinstance(value, str)]
    return {singular(word) for value in values for word in WORD.findall(value[:400].lower())}


def _words_in(call: Call) -> set[str]:
    """The words of the fields of a result."""
    leaves = zip(range(_MOST_LEAVES), leaves_of(call.content), strict=False)
    return {
        singular(word)
        for _, (pointer, _) in leaves for word in field_words(pointer.rsplit("/", 1)[-1])
    }  # fmt: skip


def _count_of(content: Any, wanted: set[str]) -> str | None:
    """A field that counts just what is said not to be there, if it counts any."""
    for _, (pointer, value) in zip(range(_MOST_LEAVES), leaves_of(content), strict=False):
        named = set(field_words(pointer.rsplit("/", 1)[-1]))
        words = {singular(word) for word in named - _COUNTING}
        is_count = isinstance(value, int) and not isinstance(value, bool) and value > 0
        is_plural = bool(named & _COUNTING) or bool(named - words)
        if is_count and is_plural and words and words <= wanted:
            return f"{pointer}: {value}"
    return None
