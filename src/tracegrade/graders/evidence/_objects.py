"""Deeds that were done, but not to the thing that the answer names."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._kinds import stem_of
from tracegrade.graph.values import leaves_of, records_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._deeds import Deed
    from tracegrade.graders.evidence._doings import Doing
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["done_to_another", "is_linked"]

_THING = r"`[^`\s]{2,80}`|@[\w-]{2,40}|[\w.+-]{1,40}@[\w.-]{3,60}\w|#?[A-Za-z]{0,6}[-_]?\d[\w-]{2,30}|[A-Z]{1,6}-(?:[A-Z0-9-]{2,30}|\d)\b"
_FILLING = r"(?:(?:the|your|a|an|both|all|also|his|her|their|our|its|for|now)\s|(?!(?:from|to|with|instead|for|of|in|on|by|after)\b)[a-z][\w-]{1,24}\s){0,4}"
_LISTED = re.compile(
    rf"\s{_FILLING}((?:{_THING})(?:(?:,\s|,?\sand\s|\s&\s)(?:the\s|also\s)?(?:{_THING})){{0,8}})(?![\w/])"
)
_RECEIVED = re.compile(
    r"[^.;:!?]{0,80}?\s(?:from|to|with)\s((?:@[\w-]{2,40}|`@?[\w-]{2,40}`|[\w.+-]{1,40}@[\w.-]{3,60}\w))"
)
_ONE = re.compile(_THING)
_BY_PATH = frozenset(("change", "fix", "save"))
_BY_NAME = frozenset(
    ("cancel", "delete", "refund", "book", "restart", "install", "send", "request", "submit", "close", "approve", "reject",
     "assign", "label", "switch", "back up", "restore", "comment", "deploy", "renew", "pay", "rotate")
)  # fmt: skip
_TO_SOMEBODY = frozenset(("send", "request", "assign", "enrol", "submit", "transfer", "comment"))
_WILD = re.compile(r"[*?{]|\$\(|\$\{?\w|\bxargs\b|--all\b|(?:^|\s)-A\b|(?:^|\s)\.(?:\s|$)|\ball\b")
_ALSO = re.compile(
    r"\b(?:also|too|as\swell|likewise|in\saddition|additionally|auch|ebenfalls|aussi|\u00e9galement|tambi\u00e9n|anche|inoltre|tamb\u00e9m|ook|te\u017c|r\u00f3wnie\u017c)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:with|in|at|on|to|for|bei|in|im|beim|chez|dans|aupr\u00e8s|en|con|presso|nel|nella|em|no|na|bij|w)\s(?:the\s|your\s|our\s|der\s|dem\s|la\s|le\s|el\s|il\s|o\s|a\s|de\s|het\s)?(\w{4,30})",
    re.IGNORECASE,
)
_LONGEST_ASKED = 200
_RUN = re.compile(r"[A-Za-z]+|\d+")
_MOST_TEXTS = 60
_MOST_RECORDS = 2_000


def done_to_another(
    deed: Deed, sentence: Sentence, done: list[Doing], others: list[Doing], store: EvidenceStore
) -> Check | None:
    """A fault if a deed was done, and not to something that the sentence names as its object.

    Only where the calls that did it were told of something of the same form, each by its name, and
    what the sentence names is something that the evidence knows.
    """
    texts = [_text_of(doing) for doing in done]
    if any(doing.is_opaque for doing in done) or any(map(_WILD.search, _asked_of(done))):
        return None
    for thing, start in _things(deed, sentence):
        plain = thing.strip("`@#").lower()
        name = plain.rpartition("/")[2] or plain
        if any(name in text for text in texts) or not _is_told_apart(plain, deed, done):
            continue
        if _is_known(name, others, store):
            return _fault(deed, thing, sentence.start + start, done[-1])
    return _in_another_place(deed, sentence, texts, done, others)


def _things(deed: Deed, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """What is named as the object of a deed, right after it, and whom it was done for."""
    text, at = sentence.text, deed.start + len(deed.verb)
    listed = _LISTED.match(text, at) if deed.kind.name in _BY_NAME | _BY_PATH else None
    if listed is not None:
        for match in _ONE.finditer(text, listed.start(1), listed.end(1)):
            if deed.kind.name in _BY_NAME or "/" in match[0] or re.search(r"\.\w{1,5}`$", match[0]):
                yield match[0], match.start()
    received = _RECEIVED.match(text, at) if deed.kind.name in _TO_SOMEBODY else None
    if received is not None:
        yield received[1], received.start(1)


def _asked_of(done: list[Doing]) -> list[str]:
    """The short texts that calls were given."""
    return [
        value for doing in done for _, value in leaves_of(doing.call.arguments)
        if isinstance(value, str) and len(value) <= _LONGEST_ASKED
    ]  # fmt: skip


def _text_of(doing: Doing) -> str:
    """Everything that a call was told and told."""
    call = doing.call
    return f"{call.tool} {_json.as_text(call.arguments) or ''} {call.text[:20_000]}".lower()


def _is_told_apart(plain: str, deed: Deed, done: list[Doing]) -> bool:
    """Whether every call that did a deed was told of one thing of the same form as this."""
    are_commands = all(doing.is_command for doing in done)
    shape = _shape(plain, is_word=are_commands)
    if shape == "a" and not are_commands:
        return False
    return all(
        any(
            _shape(each, is_word=are_commands) == shape and each not in deed.kind.tools
            for each in _operands(doing)
        )
        for doing in done
    )


def _shape(text: str, *, is_word: bool) -> str:
    """The form of a name: `A-100` is like `B-2231`, and a path is like any other."""
    if "/" in text or re.search(r"\w\.[a-z]{1,5}$", text):
        return "path"
    shape = _RUN.sub(lambda match: "9" if match[0].isdigit() else "a", text)
    return re.sub(r"(?:[-_]a)+", "" if is_word else "-a", shape)


def _operands(doing: Doing) -> Iterator[str]:
    for _, value in leaves_of(doing.call.arguments):
        if isinstance(value, int) and not isinstance(value, bool):
            yield str(value)
        elif isinstance(value, str):
            words = value.lower().split() if doing.is_command else [value.lower()]
            if doing.is_command:
                words = [word for word in words[2:] if not word.startswith("-")]
            yield from (word.strip("@#\"'") for word in words if " " not in word)


def _is_known(name: str, others: list[Doing], store: EvidenceStore) -> bool:
    """Whether a result, or the user, speaks of something."""
    last = max((doing.call.step for doing in others), default=0)
    told = (
        passage.text.lower()
        for passage in store.passages[-_MOST_TEXTS:]
        if passage.step <= last + 1
    )
    return any(name in text for text in told)


def is_linked(one: str, other: Any, others: list[Doing]) -> bool:
    """Whether a result has a record that tells of both: of a booking and its contract."""
    wanted = {one.lower(), str(other).lower()}
    return any(
        wanted <= {str(value).lower() for _, value in record.fields}
        for doing in others if isinstance(doing.call.content, dict | list)
        for record in islice(records_of(doing.call.content), _MOST_RECORDS)
    )  # fmt: skip


def _in_another_place(
    deed: Deed, sentence: Sentence, texts: list[str], done: list[Doing], others: list[Doing]
) -> Check | None:
    """A deed said to have been done in a second place, of which something was only looked up."""
    if not _ALSO.search(sentence.text) or any(doing.is_command for doing in done):
        return None
    looked_up = {
        stem_of(word) for doing in others if doing.classes <= {"read"} and doing.is_done
        for word in field_words(doing.call.tool)
    }  # fmt: skip
    for match in _PLACED.finditer(sentence.text, deed.start):
        word = match[1].lower()
        if stem_of(word) in looked_up and not any(word in text for text in texts):
            return _fault(deed, match[1], sentence.start + match.start(1), done[-1])
    return None


def _fault(deed: Deed, thing: str, start: int, doing: Doing) -> Check:
    given = (_json.as_text(doing.call.arguments) or "")[:80]
    message = f"says {deed.verb!r} of {thing!r}, but no call did that to it"
    return Check("action", thing, start, "fabricated", doing.call.step, code="E11", message=message,
                 expected=given, also=("E12",))  # fmt: skip
