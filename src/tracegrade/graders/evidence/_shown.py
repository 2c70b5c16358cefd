"""Whether the result of a call shows what an answer says that there is none of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._days_denied import on_day_of
from tracegrade.graders.evidence._denials import KINDS
from tracegrade.graders.evidence._filters import means
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import WORDS, alike, plain_words, singular
from tracegrade.graders.evidence._listings import entries_of, lists_in
from tracegrade.graders.evidence._things import called
from tracegrade.graders.evidence._vocabulary import CallWords, words_of
from tracegrade.graph.values import leaves_of
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._denials import Denial

__all__ = ["is_search_of_text", "query_words", "shown_by"]

_COUNTING = frozenset(
    ("count", "number", "total", "num", "found", "matches", "hits", "totale", "gesamt")
)
_QUERIES = frozenset(("q", "query", "text", "search", "keyword", "keywords", "term", "terms", "pattern", "question", "phrase", "regex"))  # fmt: skip
_GREPS = re.compile(r"\b(?:grep|rg|ag|ack|findstr|egrep|fgrep|zgrep|ripgrep|Select-String)\b")
_NEGATIVE = frozenset(
    ("no", "not", "none", "never", "without", "zero", "cannot", "0", "kein", "keine", "keiner", "keinen",
     "nicht", "aucun", "aucune", "sans", "pas", "sin", "ningún", "ninguna", "não", "nenhum", "nenhuma", "sem",
     "non", "nessun", "nessuna", "senza", "geen", "niet", "nie", "brak", "bez", "nil", "missing", "absent")
)  # fmt: skip
_LOGGED = re.compile(r"\W?(?:\d{4}-\d\d-\d\d|\d\d[:/.]\d\d|[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:)")
_NEAR = 4  # words around one among which it is denied
_MENTION = frozenset(("mention", "reference", "word", "hinweis", "erw\u00e4hnung", "menci\u00f3n", "men\u00e7\u00e3o", "menzione", "vermelding", "wzmianka"))  # fmt: skip
_CODE = frozenset(("call", "caller", "usage", "use", "reference", "import"))
_DEFINES = re.compile(
    r"(?:^|[\s:])(?:def|class|function|func|fn|const|let|var|interface|type|struct|enum)\s"
)
_HEADING = re.compile(r"[\s#*\u00a7\d.()a-z-]{0,12}\s?")
_NOTHING = frozenset(
    ("", "no", "none", "n/a", "null", "false", "0", "-", "nil", "nein", "non", "nee", "nie")
)
_DENIES_ANY = re.compile(
    r"\b(?:no|0|zero|without)\s(?:\w{1,20}\s){0,2}(?:match\w*|results?|entries|records?|errors?|hits?|found|rows?"
    r"|items?|lines?|warnings?|\w+s)\b|\b(?:not\sfound|nothing|none|empty)\b|\A\s*\Z",
    re.IGNORECASE,
)
_LONGEST = 40_000
_MOST_LEAVES = 400
_MOST_ROWS = 300


def query_words(call: Call) -> frozenset[str]:
    """The words that a call sought in texts, where it was given some to seek."""
    found: set[str] = set()
    for pointer, value in leaves_of(call.arguments):
        name = set(field_words(pointer.rsplit("/", 1)[-1]))
        if isinstance(value, str) and (name & _QUERIES or _GREPS.search(value[:400])):
            found |= {singular(word.lower()) for word in WORDS.findall(value[:1_000])}
    return frozenset(found)


def is_search_of_text(call: Call) -> bool:
    """Whether a call sought words in texts and gave the lines that have them."""
    is_grep = _GREPS.search(call.tool) is not None or "grep" in call.tool.lower()
    if is_grep or "search" in field_words(call.tool):
        return True
    is_command = "exec" in effect_classes(call.tool)
    return is_command and any(
        isinstance(value, str) and _GREPS.search(value[:400])
        for _, value in leaves_of(call.arguments)
    )


def shown_by(call: Call, denial: Denial, language: str) -> str | None:
    """What a result shows of the thing that is denied, word for word, or `None`."""
    words = words_of(call)
    denial = on_day_of(call, denial)
    if not _may_show(denial, words, language):
        return None
    if isinstance(call.content, str):
        return _line_of(call, denial, words, language)
    counted = _count_of(call.content, denial)
    if counted is not None:
        return counted
    is_given = _is_any_of(denial.words, words.given.words, language)
    for _, rows in lists_in(call) or [("", [call.content])]:
        for row in rows[:_MOST_ROWS]:
            if _is_row_of(call, row, denial, words, language, is_given=is_given):
                return (_json.as_text(row) or "")[:160]
    return _field_of(call, denial, words, language) or _total_of(call, denial, words, language)


def _may_show(denial: Denial, words: CallWords, language: str) -> bool:
    """Whether a call and its result have the words of what is denied at all; cheap, and says no to most."""
    return all(
        word in KINDS
        or words.has(word, language)
        or words.told.has(word, language)
        or language != "en"
        or called(word, words.names.words)
        for word in (*denial.words, *denial.around)
    )


def _field_of(call: Call, denial: Denial, words: CallWords, language: str) -> str | None:
    """A field of the one thing that a result tells of, called just as what is denied, that holds something."""
    if not isinstance(call.content, dict):
        return None
    held, _ = _held_by(
        {name: value for name, value in call.content.items() if not isinstance(value, list | dict)}
    )
    for name, value in call.content.items():
        is_held = (isinstance(value, list) and bool(value)) or (
            isinstance(value, str) and value.strip().lower() not in _NOTHING
        )
        named = {singular(word) for word in field_words(str(name))}
        if (
            not is_held
            or not named
            or not all(_is_known(word, set(denial.words), language) for word in named)
        ):
            continue
        known = named | held | words.given.words
        if all(
            word in KINDS or _is_known(word, known, language)
            for word in (*denial.words, *denial.around)
        ):
            return f"{name}: {(_json.as_text(value) or '')[:120]}"
    return None


def _is_row_of(
    call: Call, row: Any, denial: Denial, words: CallWords, language: str, *, is_given: bool
) -> bool:
    """Whether a row is one of what is denied: each word is in it, or in what the call asked for."""
    if _is_of_another(call, row):
        return False
    held, named, is_told = _row_words(row, words)
    own = held | named
    asked = words.given.words if not is_told else words.given.words - query_words(call)
    known = own | asked | words.names.words
    left = [
        word
        for word in denial.words
        if not _is_known(word, known, language)
        and word not in KINDS
        and not called(word, words.names.words)
    ]
    left += [word for word in denial.around if not _is_known(word, known, language)]
    values = held - words.given.words
    left = [word for word in left if not _is_name_of_value(word, denial, values, language)]
    if left:
        return False
    is_noun = _is_noun_of(call, denial, language)
    return _is_any_of(denial.words, held, language) or (is_given and bool(own)) or is_noun


def _row_words(row: Any, words: CallWords) -> tuple[frozenset[str], frozenset[str], bool]:
    """The words of a row, of the names of its fields, and whether it says something in more than a word."""
    found = words.rows.get(id(row))
    if found is None:
        held, named = _held_by(row)
        is_told = any(
            len(value.split()) > 1 for _, value in leaves_of(row) if isinstance(value, str)
        )
        found = words.rows[id(row)] = (frozenset(held), frozenset(named), is_told)
    return found


def _is_noun_of(call: Call, denial: Denial, language: str) -> bool:
    """Whether what is denied is just what the tool lists, and nothing more is said of it."""
    nouns = [word for word in denial.words if word not in KINDS]
    tool = [singular(word) for word in field_words(call.tool)]
    return (
        bool(nouns and tool)
        and any(alike(nouns[0], word, language) for word in (tool[0], tool[-1]))
        and all(any(alike(noun, word, language) for word in tool) for noun in nouns)
    )


def _is_known(word: str, known: set[str] | frozenset[str], language: str) -> bool:
    if word in known:
        return True
    return any(
        alike(word, other, language) or (language != "en" and means(word, other)) for other in known
    )


def _is_any_of(words: tuple[str, ...], known: set[str] | frozenset[str], language: str) -> bool:
    return any(word not in KINDS and _is_known(word, known, language) for word in words)


def _is_name_of_value(word: str, denial: Denial, held: frozenset[str], language: str) -> bool:
    """Whether a word of another language stands before a value, as its name: `o poziomie critical`."""
    if language == "en" or word not in denial.words:
        return False
    at = denial.words.index(word) + 1
    return at < len(denial.words) and denial.words[at] in held


def _is_of_another(call: Call, row: Any) -> bool:
    """Whether a row holds another value of a field than the call asked for."""
    if not isinstance(row, dict) or not isinstance(call.arguments, dict):
        return False
    return any(
        isinstance(row.get(name), str | int) and isinstance(value, str | int)
        and str(row[name]).casefold() != str(value).casefold()
        for name, value in call.arguments.items()
    )  # fmt: skip


def _held_by(row: Any) -> tuple[set[str], set[str]]:
    """The words of the values of a row, and of the names of fields that hold something."""
    held: set[str] = set()
    named: set[str] = set()
    for _, (pointer, value) in zip(range(_MOST_LEAVES), leaves_of(row), strict=False):
        if (
            value is False
            or value == 0
            or (isinstance(value, str) and value.strip().lower() in _NOTHING)
        ):
            continue
        if isinstance(row, dict):
            names = [part for part in pointer.split("/")[1:] if not part.isdigit()]
            named |= {singular(word) for name in names for word in field_words(name)}
        if value is not True:
            held |= {singular(word.lower()) for word in WORDS.findall(str(value)[:400])}
    return held, named


def _count_of(content: Any, denial: Denial) -> str | None:
    """A field that counts just what is said not to be there, if it counts any."""
    wanted = set(denial.words)
    for _, (pointer, value) in zip(range(_MOST_LEAVES), leaves_of(content), strict=False):
        if any(part.isdigit() for part in pointer.split("/")):
            continue  # of one of several things
        named = set(field_words(pointer.rsplit("/", 1)[-1]))
        words = {singular(word) for word in named - _COUNTING}
        is_count = isinstance(value, int) and not isinstance(value, bool) and value > 0
        is_plural = bool(named & _COUNTING) or bool(named - words)
        if (
            is_count
            and is_plural
            and words
            and words <= wanted
            and len(wanted - words - KINDS) == 0
        ):
            return f"{pointer}: {value}"
    return None


def _total_of(call: Call, denial: Denial, words: CallWords, language: str) -> str | None:
    """A total that is not zero, where a result gives no more than that."""
    if not isinstance(call.content, dict) or any(rows for _, rows in lists_in(call)):
        return None
    known = words.names.words | words.given.words
    if not all(
        word in KINDS or _is_known(word, known, language)
        for word in (*denial.words, *denial.around)
    ):
        return None
    if not _is_any_of(denial.words, words.given.words, language):
        return None
    for name, value in call.content.items():
        is_count = type(value) is int and value > 0
        if is_count and set(field_words(str(name))) <= _COUNTING | {"results", "result"}:
            return f"{name}: {value}"
    return None


def _line_of(call: Call, denial: Denial, words: CallWords, language: str) -> str | None:
    """A line of a text that has what is denied."""
    text = call.text[:_LONGEST]
    is_search = is_search_of_text(call)
    if len(text) < 200 and _DENIES_ANY.search(text) is not None:
        return None
    kinds = {word for word in denial.words if word in KINDS}
    wanted = [word for word in denial.words if word not in KINDS and not words.is_period(word)]
    if not wanted:
        return None
    sought = query_words(call) | (words.given.words if is_search else frozenset())
    for line in entries_of(text)[:_MOST_ROWS]:
        held = {singular(word.lower()) for word in WORDS.findall(line)}
        if not any(_is_known(word, held, language) for word in wanted) or _is_denied(
            line, wanted, language
        ):
            continue
        if kinds & _CODE and _DEFINES.search(line):
            continue
        known = (
            held
            | words.names.words
            | (words.given.words - sought if is_search else words.given.words)
        )
        around = [
            word
            for word in denial.around
            if not _is_known(word, known | words.given.words, language)
        ]
        if around or not all(_is_known(word, known, language) for word in wanted):
            continue
        is_sought = is_search and any(_is_known(word, sought, language) for word in wanted)
        if is_sought or (_LOGGED.match(line) and _is_event(line, wanted)):
            return line[:160]
        if _is_told(line, wanted, kinds, held, language):
            return line[:160]
    return None


def _is_event(line: str, wanted: list[str]) -> bool:
    """Whether a line of a log tells of one: of an error, by its level alone."""
    levels = [word for word in wanted if word in ("error", "warning", "fatal")]
    return all(word.upper()[:4] in line for word in levels)


def _is_denied(line: str, wanted: list[str], language: str) -> bool:
    """Whether a line itself says that there is none."""
    words = plain_words(line)
    at = next(
        (at for at, word in enumerate(words) if _is_known(singular(word), set(wanted), language)),
        -1,
    )
    if at < 0:
        return False
    return bool(_NEGATIVE & set(words[max(0, at - _NEAR) : at])) or bool(
        _NEGATIVE & set(words[at + 1 : at + 3])
    )


def _is_told(line: str, wanted: list[str], kinds: set[str], held: set[str], language: str) -> bool:
    """Whether a line that was not sought tells of a thing rather than only having a word of it."""
    found = [word for word in wanted if _is_known(word, held, language)]
    words = [singular(word.lower()) for word in WORDS.findall(line)]
    if kinds & _MENTION:
        return len(found) == len(wanted)
    if len(found) >= 2:
        at = words.index(found[0]) if found[0] in words else -1
        return at >= 0 and words[at + 1 : at + 2] == [found[1]]
    is_heading = bool(kinds) and found[:1] == words[_heading_words(line) :][:1]
    return is_heading or any(any(map(str.isdigit, word)) and len(word) > 3 for word in found)


def _heading_words(line: str) -> int:
    """How many words a line has before its heading: the number of a section."""
    match = _HEADING.match(line)
    return len(WORDS.findall(match[0])) if match is not None else 0
