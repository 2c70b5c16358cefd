"""Claims about all of something, and about none: was all of it looked at, was it looked for?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import admits_failure
from tracegrade.graph.values import leaves_of, normalized
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Coverage"]

_UNIVERSAL = re.compile(
    r"\b(?:all(?!\sset|\sright|\sdone|\sgood|\sother)|every|each|entire|complete list|in total|altogether|total of|overall"
    r"|all in all|the only|whole)\b",
    re.IGNORECASE,
)
_TOTALLING = re.compile(
    r"\b(?:in total|altogether|a total of|total of|all in all|overall)\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:first|page|more|so far|at least|some of|shown|showing|top|partial|recent|latest|among|sample"
    r"|most|next)\b",
    re.IGNORECASE,
)
_EXAMINED = re.compile(
    r"\b(?:i|we)(?:'ve|\shave)?\s(?:\w+ly\s)?(?:checked|verified|reviewed|read|tested|examined|inspected"
    r"|went through|gone through|looked at|looked through|audited|analy[sz]ed|scanned|validated)\s"
    r"(?:through\s)?(?:all|every|each)(?:\s(?:of\s)?(?:the|these|those|our|your))?\s?(\d{1,6})?\s?(?:of\sthe\s)?([a-z]+)?",
    re.IGNORECASE,
)
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
_FILTERS = frozenset(
    ("state", "status", "filter", "type", "category", "label", "labels", "severity", "priority",
     "assignee", "author", "kind", "tag", "since", "role", "stage")
)  # fmt: skip
_MORE_FIELDS = frozenset(
    ("has_more", "hasmore", "has_next", "hasnextpage", "more", "truncated", "is_truncated")
)
_NEXT_FIELDS = frozenset(
    (
        "next",
        "next_page",
        "nextpage",
        "next_cursor",
        "cursor",
        "next_token",
        "nextpagetoken",
        "next_page_token",
    )
)
_TOTAL_FIELDS = frozenset(
    ("total", "total_count", "totalcount", "total_results", "totalresults", "count_total")
)
_LIMIT_FIELDS = frozenset(
    ("limit", "per_page", "page_size", "pagesize", "max_results", "top_k", "first")
)
_EVERYTHING = frozenset(("all", "any", "*", "", "none"))
_STOP = frozenset(
    (
     "a", "an", "the", "any", "of", "for", "in", "on", "with", "from", "to", "that", "this",
     "these", "those", "your", "our", "my", "their", "its", "is", "are", "was", "were", "be",
     "been", "no", "not", "found", "find", "results", "result", "match", "matches", "matching",
     "entries", "entry", "items", "item", "record", "records", "currently", "at", "all", "you",
     "we", "i", "it", "there", "which", "and", "or", "as", "by", "so", "other", "such",
    )
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")


_EMPTY = re.compile(
    r"\b(?:no|0|zero|without)\s(?:\w{1,20}\s){0,2}(?:match\w*|results?|entries|records?|errors?|hits?|found|rows?"
    r"|items?|lines?|warnings?|\w+s)\b|\b(?:not\sfound|nothing|none|empty)\b|\A\s*\Z",
    re.IGNORECASE,
)  # what a result says that found nothing
_KINDS = frozenset(
    ("paper", "article", "document", "information", "reference", "publication", "page", "study", "hit", "source",
     "evidence", "mention", "listing", "option", "file", "note", "message", "email", "post", "studie", "thing")
)  # fmt: skip
_COUNTED = re.compile(r"\b(\d{1,6})\s([A-Za-z]{3,30})\b")
_LONGEST_TEXT = 20_000
_COUNTING = frozenset(("count", "number", "total", "num", "found", "matches", "hits"))
_MOST_LEAVES = 2_000


class Coverage:
    """Checks what one answer says of all and of none.

    Args:
        store: The evidence.
        before: Position of the answer.
        asked: What the user asked for, in lower case.
        answer: The whole answer, which may say what it left out.
    """

    def __init__(self, store: EvidenceStore, before: int, *, asked: str, answer: str) -> None:
        self._calls = [call for call in store.calls if call.step < before]
        self._asked = asked
        self._answer = answer
        self._lists = [
            (call, rows) for call in self._calls
            if call.status in ("ok", "unknown") and call.result >= 0
            for rows in _lists_of(call.content)
        ]  # fmt: skip

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """What the calls say of a sentence about all or none of something."""
        if sentence.mood is not None or sentence.kind == "heading":
            return
        if _UNIVERSAL.search(sentence.text):
            found = (
                self._examined(sentence) or self._page(sentence) or self._filtered(sentence)
                or self._more_than_listed(sentence)
            )  # fmt: skip
            if found is not None:
                yield found
        absent = _ABSENT.search(sentence.text.replace("\u2019", "'"))
        if absent is not None:
            found = self._absent(sentence, absent)
            if found is not None:
                yield found

    # All

    def _examined(self, sentence: Sentence) -> Check | None:
        """All were looked at: each by a call of its own, or only some of them?"""
        match = _EXAMINED.search(sentence.text)
        if match is None:
            return None
        claimed = int(match[1]) if match[1] else None
        for call, rows in reversed(self._lists):
            names = {name for row in rows for name in _names_of(row)}
            if len(names) < 3 or (claimed is not None and claimed != len(rows)):
                continue
            seen = {
                name for other in self._calls
                if other.step > call.step and other.status in ("ok", "unknown")
                for _, value in leaves_of(other.arguments)
                if isinstance(value, str) and (name := _name_in(value, names)) is not None
            }  # fmt: skip
            if not seen:
                continue
            at = sentence.start + match.start()
            if len(seen) >= len(rows):
                return Check("coverage", match[0], at, "grounded", call.result)
            message = f"says {match[0].strip()!r}, but {len(seen)} of {len(rows)} were looked at"
            return Check("coverage", match[0].strip(), at, "contradicted", call.result, code="E13",
                         message=message, expected=f"{len(seen)} of {len(rows)}")  # fmt: skip
        return None

    def _page(self, sentence: Sentence) -> Check | None:
        """All were seen: or was there another page?"""
        if _LIMITED.search(sentence.text):
            return None
        for call, rows in reversed(self._lists):
            why = _why_partial(call, rows)
            if why is None or not self._is_about(sentence, call, rows):
                continue
            if any(other.tool == call.tool and other.step > call.step for other in self._calls):
                continue  # the next page may have been fetched
            match = _UNIVERSAL.search(sentence.text)
            assert match is not None
            message = f"speaks of {match[0]!r}, but {call.tool!r} gave {len(rows)} and {why}"
            return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                         call.result, code="E13", message=message, expected=why)  # fmt: skip
        return None

    def _more_than_listed(self, sentence: Sentence) -> Check | None:
        """So many of them: or are there fewer in all the lists of them together?"""
        for match in _COUNTED.finditer(sentence.text):
            noun, said = _singular(match[2].lower()), int(match[1])
            rows = [
                (call, listed) for call, listed in self._lists if noun in _nouns_of(call, listed)
            ]
            listed = sum(len(each) for _, each in rows)
            if (
                not rows
                or not 1 < listed < said
                or any(each >= said for call in self._calls for each in _numbers_in(call.content))
            ):
                continue
            if re.search(rf"\b{said}\b", self._asked) is not None:
                continue
            call = rows[-1][0]
            message = f"says {match[0]!r}, and {call.tool!r} gave {listed}"
            return Check("coverage", match[0], sentence.start + match.start(), "contradicted", call.result,
                         code="E13", message=message, expected=str(listed), also=("E01",))  # fmt: skip
        return None

    def _filtered(self, sentence: Sentence) -> Check | None:
        """A total: or a count of what a filter let through?"""
        if not _TOTALLING.search(sentence.text):
            return None
        numbers = {each.value for each in sentence.stated if each.value is not None}
        for call in reversed(self._calls):
            filters = _filters_of(call)
            if not filters or call.status not in ("ok", "unknown"):
                continue
            counts = {len(rows) for other, rows in self._lists if other is call}
            counts |= _counts_in(call.content)
            said = {*_WORD.findall(sentence.text.lower()), *_WORD.findall(self._asked)}
            if counts & numbers and not any(word in said for word in filters):
                message = (
                    f"gives a total, but {call.tool!r} was asked for {', '.join(filters)} only"
                )
                return Check("coverage", sentence.text.strip()[:120], sentence.start, "contradicted",
                             max(call.result, call.step), code="E13", message=message,
                             expected=f"only {', '.join(filters)}")  # fmt: skip
        return None

    def _is_about(self, sentence: Sentence, call: Call, rows: list[Any]) -> bool:
        """Whether a sentence gives the number of the rows, or names two of them or what they are."""
        numbers = {each.value for each in sentence.stated}
        if len(rows) > 1 and len(rows) in numbers:
            return True
        words = set(_WORD.findall(sentence.text.lower()))
        named = sum(
            any(set(_WORD.findall(name)) <= words for name in _names_of(row)) for row in rows[:50]
        )
        kinds = {word for word in field_words(call.tool) if word not in ("list", "get", "all")}
        return named >= 2 and bool(kinds & words or named >= len(rows))

    # None

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
        related = [call for call in self._calls if _reads(call) and wanted & _words_of(call)]
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
        if covered and call.status in ("ok", "unknown") and _has_rows(call.content):
            message = f"says {text!r}, but {call.tool!r} found some"
            return Check("absence", text, at, "contradicted", call.result, code="E14",
                         message=message, expected=(_json.as_text(call.content) or "")[:120])  # fmt: skip
        if covered and _is_empty(call.content):
            return Check("absence", text, at, "grounded", call.result)
        return Check("absence", text, at, "unchecked", note="what was searched may be less")

    def _is_covered(self, call: Call, match: re.Match[str], wanted: set[str]) -> bool:
        """Whether a call looked for what is said not to be there, whatever kind of thing it is."""
        words, topic = _words_of(call), _content_words(match["rest"])
        if wanted <= words:
            return True
        kind = _content_words(match["what"])
        is_topic = bool(topic) and topic <= {word for word in words if word in _searched(call)}
        return is_topic and kind <= words | _KINDS

    def _shown_after_all(self, calls: list[Call], wanted: set[str]) -> tuple[Call, str] | None:
        """The last result on it that counts some, or has a line of it, in plain words."""
        call = calls[-1]
        if call.status not in ("ok", "unknown") or not wanted <= _words_of(call) | _words_in(call):
            return None
        counted = _count_of(call.content, wanted)
        if counted is not None:
            return (call, counted)
        is_text = isinstance(call.content, str) and wanted <= _words_of(call)
        if not is_text or _EMPTY.search(call.text) is not None:
            return None
        named = wanted & {_singular(word) for word in _WORD.findall(str(call.arguments).lower())}
        line = next((line for line in call.text.split("\n") if named & _content_words(line)), None)
        return None if line is None else (call, line.strip())

    def _not_searched(
        self, sentence: Sentence, at: int, text: str, wanted: set[str]
    ) -> Check | None:
        if not _SAYS_SEARCHED.search(sentence.text) or not self._calls:
            return None
        everything = {word for call in self._calls for word in _words_of(call)}
        everything |= {word for call in self._calls for word in _WORD.findall(call.text.lower())}
        if everything & wanted or any(
            "unknown" in effect_classes(call.tool) for call in self._calls
        ):
            return None
        if any("exec" in effect_classes(call.tool) for call in self._calls):
            return None
        message = f"says {text!r}, but nothing was searched for it"
        return Check("absence", text, at, "fabricated", None, code="E14", message=message,
                     expected="a search for it", also=("E11",))  # fmt: skip


def _lists_of(content: Any) -> list[list[Any]]:
    """The result itself where it is a list, or the lists that stand in its fields."""
    if isinstance(content, list):
        return [content]
    if isinstance(content, dict):
        return [value for value in content.values() if isinstance(value, list)]
    return []


def _names_of(row: Any) -> list[str]:
    """What an entry of a list may be called by."""
    if isinstance(row, str):
        return [normalized(row[:200])]
    if isinstance(row, dict):
        return [
            normalized(value)
            for value in row.values()
            if isinstance(value, str) and 0 < len(value) < 80
        ][:3]
    return []


def _name_in(value: str, names: set[str]) -> str | None:
    normal = normalized(value[:400])
    if normal in names:
        return normal
    last = normal.rsplit("/", 1)[-1]
    return last if last in names else None


def _nouns_of(call: Call, rows: list[Any]) -> set[str]:
    """What the entries of a list are called: by the field that holds it, or by the tool."""
    if isinstance(call.content, dict):
        names = [name for name, value in call.content.items() if value is rows]
    else:
        names = [call.tool]
    return {_singular(field_words(name)[-1]) for name in names if field_words(name)}


def _numbers_in(content: Any) -> Iterator[int]:
    """The whole numbers of a result's own fields, which may count what it does not list."""
    if isinstance(content, str):
        yield from (int(digits) for digits in re.findall(r"\d{1,6}", content[:_LONGEST_TEXT]))
    elif isinstance(content, dict):
        for value in content.values():
            if isinstance(value, int) and not isinstance(value, bool):
                yield value


def _why_partial(call: Call, rows: list[Any]) -> str | None:
    """Why a list is known not to be all there is."""
    content = call.content
    fields = (
        {key.lower(): value for key, value in content.items()} if isinstance(content, dict) else {}
    )
    if any(fields.get(name) is True for name in _MORE_FIELDS):
        return "says that there is more"
    if any(fields.get(name) for name in _NEXT_FIELDS):
        return "names a next page"
    totals = [fields[name] for name in _TOTAL_FIELDS if isinstance(fields.get(name), int)]
    if any(total > len(rows) for total in totals):
        return f"counts {max(totals)} in all"
    if not fields and isinstance(call.arguments, dict):
        limits = [call.arguments.get(name) for name in _LIMIT_FIELDS]
        if any(limit == len(rows) and not isinstance(limit, bool) for limit in limits) and rows:
            return "was limited to that many"
    return None


def _filters_of(call: Call) -> list[str]:
    """The words that a call was narrowed down by."""
    if not isinstance(call.arguments, dict):
        return []
    return [
        value.lower() for name, value in call.arguments.items()
        if name.lower() in _FILTERS and isinstance(value, str) and value.lower() not in _EVERYTHING
    ]  # fmt: skip


def _counts_in(content: Any) -> set[int]:
    if not isinstance(content, dict):
        return set()
    names = {*_TOTAL_FIELDS, "count", "size", "length"}
    return {
        value for key, value in content.items()
        if key.lower() in names and isinstance(value, int) and not isinstance(value, bool)
    }  # fmt: skip


def _content_words(text: str) -> set[str]:
    return {_singular(word) for word in _WORD.findall(text.lower()) if word not in _STOP}


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _words_of(call: Call) -> set[str]:
    """The words of a call's tool and arguments."""
    words = {_singular(word) for word in field_words(call.tool)}
    for pointer, value in leaves_of(call.arguments):
        words |= {_singular(word) for word in field_words(pointer.rsplit("/", 1)[-1])}
        if isinstance(value, str | int | float):
            words |= {_singular(word) for word in _WORD.findall(str(value)[:400].lower())}
    return words


def _reads(call: Call) -> bool:
    return bool(effect_classes(call.tool) & {"read", "unknown"})


def _has_rows(content: Any) -> bool:
    return any(rows for rows in _lists_of(content))


def _is_empty(content: Any) -> bool:
    return content in (None, "", [], {}) or (bool(_lists_of(content)) and not _has_rows(content))


def _searched(call: Call) -> set[str]:
    """The words that a call was given."""
    values = [value for _, value in leaves_of(call.arguments) if isinstance(value, str)]
    return {_singular(word) for value in values for word in _WORD.findall(value[:400].lower())}


def _words_in(call: Call) -> set[str]:
    """The words of the fields of a result."""
    leaves = zip(range(_MOST_LEAVES), leaves_of(call.content), strict=False)
    return {
        _singular(word)
        for _, (pointer, _) in leaves for word in field_words(pointer.rsplit("/", 1)[-1])
    }  # fmt: skip


def _count_of(content: Any, wanted: set[str]) -> str | None:
    """A field that counts just what is said not to be there, if it counts any."""
    for _, (pointer, value) in zip(range(_MOST_LEAVES), leaves_of(content), strict=False):
        named = set(field_words(pointer.rsplit("/", 1)[-1]))
        words = {_singular(word) for word in named - _COUNTING}
        is_count = isinstance(value, int) and not isinstance(value, bool) and value > 0
        is_plural = bool(named & _COUNTING) or bool(named - words)
        if is_count and is_plural and words and words <= wanted:
            return f"{pointer}: {value}"
    return None
