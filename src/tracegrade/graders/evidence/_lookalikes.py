"""References made like those of the evidence, and none of them.

Docket numbers, DOIs, sections, commits, files: no format is known beforehand. A spelling
is a reference because an identifying field holds others of the same shape, or because the same
word stands before others in what was looked up.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import is_negated
from tracegrade.graders.evidence._sections import sections_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._seen import Seen
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["Lookalikes", "is_beginning"]

_TOKEN = re.compile(r"(?<![\w@./:-])(?:(?P<label>[A-Za-z]{2,8}):\s?)?(?P<token>\w[\w./:-]{2,80})")
_LAST_WORD = re.compile(r"(?:([^\W\d_]{1,20})|([\u00a7#]))\.?[\s:]{0,2}\Z")
_RUN = re.compile(r"\d+|[a-z]+")
_RANGE = re.compile(r"(\d{1,6})[-/](\d{1,6})")
_DIGITS = re.compile(r"\d")
_HEX = re.compile(r"[0-9a-f]{7,64}")
_IDENTIFYING = frozenset(
    ("id", "key", "ref", "reference", "code", "number", "no", "nr", "num", "uuid", "doi", "isbn", "issn",
     "case", "docket", "file", "serial", "sku", "ticket", "order", "invoice", "iban", "vin", "sha", "hash",
     "commit", "nummer", "numero", "aktenzeichen", "name")
)  # fmt: skip
_OTHERS = frozenset(
    ("date", "time", "money", "percent", "quantity", "duration", "url", "email", "path", "id", "code",
     "suffix", "citation")
)  # fmt: skip
_NO_REFERENCE = frozenset(
    ("version", "versions", "release", "python", "node", "ratio", "score", "and", "or", "to", "of", "by", "the", "from",
     "about", "at", "in", "on", "for", "is", "was", "are", "with", "approximately", "around", "than")
)  # fmt: skip
_FILE_IN_LINE = re.compile(r"[\w.~-]{1,80}(?:/[\w.~-]{1,80}){0,20}\.[a-z]\w{0,7}(?!\w)")
_SYMBOL = re.compile(
    r"`([A-Za-z_]\w{3,80})(?:\(\))?`|\b([A-Z][a-z0-9]+[A-Z]\w{1,60}|[a-z]+_\w{2,60})\b"
)
_MAKING = re.compile(
    r"\b(?:add|creat|put|sav|writ|wrote|mov|cop|new|run|nam|generat|export|upload|renam|extract|split)\w*",
    re.IGNORECASE,
)
_SIGNS = ("\u00a7", "#", "no", "nr")
_LONG_RANGE = 7  # characters of a range that an identifying field may hold
_MOST_SOUGHT = 40  # tokens of one answer
_MOST_RECORDS = 2_000
_LONGEST_LINE = 2_000
_IN_WORD = re.compile(r"\w")
_MOST_LINES = 5_000


class Lookalikes:
    """Looks for made-up references in one answer.

    Args:
        store: The evidence.
        before: Position of the answer.
        seen: What was seen before it.
    """

    def __init__(self, store: EvidenceStore, before: int, seen: Seen) -> None:
        self._store = store
        self._before = before
        self._seen = seen
        self._sought = 0
        self._shapes: dict[str, list[str]] | None = None

    def checks(self, sentence: Sentence) -> Iterator[Check]:
        """The made-up references of a sentence that asserts something."""
        if sentence.mood is not None or is_negated(sentence.text):
            return
        if not self._store.has_results(self._before):
            return
        yield from self._references(sentence)
        yield from self._sections(sentence)
        yield from self._files(sentence)

    def _references(self, sentence: Sentence) -> Iterator[Check]:
        taken = [
            range(each.start - sentence.start, each.end - sentence.start)
            for each in sentence.stated if each.kind in _OTHERS
        ]  # fmt: skip
        for match in _TOKEN.finditer(sentence.text):
            written = match["token"].rstrip("./:-")
            if _DIGITS.search(written) is None or not _may_refer(written):
                continue
            start = match.start("token")
            if any(start in each or start + len(written) - 1 in each for each in taken):
                continue
            self._sought += 1
            if self._sought > _MOST_SOUGHT or written.lower() in self._seen.everything:
                continue
            word = match["label"] or _word_before(sentence.text, start)
            others = self._alike(written.lower(), word)
            if others:
                yield _made_up("id", written, sentence.start + start, others)

    def _alike(self, token: str, word: str) -> list[str]:
        """References of the evidence that are made like a token that it does not have."""
        if _is_hash(token):
            known = [each for each in _HEX.findall(self._seen.results) if _is_hash(each)]
            return [] if any(each.startswith(token) for each in known) else known
        alike = self._by_shape().get(_shape_of(token), [])
        if alike or not word or word.lower() in _NO_REFERENCE:
            return [] if _is_range(token) and len(token) < _LONG_RANGE else alike
        is_plain = not any(map(str.isalpha, token))
        if is_plain and (_is_range(token) or not (word[0].isupper() or word in _SIGNS)):
            return []  # `below 140/90` and `aged 18-24` are no references
        return self._after(word.lower(), token)

    def _after(self, word: str, token: str) -> list[str]:
        """What stands after the same word in what was looked up, in the same form."""
        parts = [
            r"\d{1,12}" if part.isdigit() else "[a-z]{1,20}" if part.isalpha() else re.escape(part)
            for part in re.findall(r"\d+|[a-z]+|[^a-z\d]+", token)
        ]
        # what begins with plain letters is searched for much faster than what begins with a condition
        pattern = rf"{re.escape(word)}[.:#\s]{{1,3}}({''.join(parts)})(?![\w])"
        text = self._seen.results
        found = (
            match[1] for match in re.finditer(pattern, text)
            if not match.start() or not _IN_WORD.match(text, match.start() - 1)
        )  # fmt: skip
        return list(islice(found, 50))

    def _by_shape(self) -> dict[str, list[str]]:
        """The values of identifying fields by their shape."""
        if self._shapes is None:
            self._shapes = {}
            results = (call.result for call in self._store.calls if call.step < self._before)
            for result in results:
                for record in self._store.results.records_at(result)[:_MOST_RECORDS]:
                    for name, value in record.fields:
                        if isinstance(value, str) and _is_reference(name, value):
                            self._shapes.setdefault(_shape_of(value.lower()), []).append(value)
        return self._shapes

    def _sections(self, sentence: Sentence) -> Iterator[Check]:
        for each in sections_in(sentence.text):
            others = (
                [] if each.stands_in(self._seen.everything) else each.others(self._seen.results)
            )
            if len(others) > 1:
                start = sentence.start + each.start
                yield _made_up("citation", each.written, start, others)

    def _files(self, sentence: Sentence) -> Iterator[Check]:
        """A file that a thing is said to be in, where the line that has the thing names another."""
        paths = [each for each in sentence.stated if each.kind == "path"]
        if not paths or _MAKING.search(sentence.text) is not None:
            return
        for path in paths:
            if path.text.lower() in self._seen.everything or "." not in path.text:
                continue
            others = self._files_with(sentence.text)
            if others:
                yield _made_up("path", path.text, path.start, others)

    def _files_with(self, text: str) -> list[str]:
        """The files that stand in one line with something that a sentence names."""
        symbols = [(match[1] or match[2]).lower() for match in _SYMBOL.finditer(text)]
        found: list[str] = []
        for line in self._seen.results.splitlines()[:_MOST_LINES]:
            if any(symbol in line for symbol in symbols):
                found += _FILE_IN_LINE.findall(line[:_LONGEST_LINE])[:1]
        return list(dict.fromkeys(found))


def _made_up(kind: str, written: str, start: int, others: list[str]) -> Check:
    near = get_close_matches(written.lower(), others[:200], n=1)
    expected = near[0] if near else others[0] if len(others) == 1 else None
    message = (
        f"{kind} {written[:120]!r} is made like those that were looked up, and is none of them"
    )
    return Check(kind, written, start, "fabricated", code="E03", also=("E01", "E02"),
                 message=message, expected=expected)  # fmt: skip


def is_beginning(token: str, texts: Iterable[str]) -> bool:
    """Whether a token is the beginning of a longer hash that some text has.

    Example:
        >>> is_beginning("e81b60d4", ["commit e81b60d4f2a97c35d0638ab1"])
        True
    """
    short = token.lower()
    if not _is_hash(short):
        return False
    begins = re.compile(rf"(?<![0-9a-z]){short}[0-9a-f]")
    return any(begins.search(text.lower()) is not None for text in texts)


def _is_hash(token: str) -> bool:
    has_both = any(letter.isdigit() for letter in token) and any(map(str.isalpha, token))
    return has_both and _HEX.fullmatch(token) is not None


def _may_refer(token: str) -> bool:
    """Whether a token is more than a number, a word with a number, or a time."""
    if _is_hash(token.lower()):
        return True
    digits = sum(map(str.isdigit, token))
    return digits >= 3 and any(mark in token for mark in "-/.:_") and token.count(".") < 3 + digits


def _is_reference(field: str, value: str) -> bool:
    words = field_words(field)
    return (
        bool(words) and words[-1] in _IDENTIFYING and 4 <= len(value) <= 80
        and " " not in value and _DIGITS.search(value) is not None
    )  # fmt: skip


def _shape_of(token: str) -> str:
    """A token with its digits and letters told apart, and no more.

    Example:
        >>> _shape_of("21-3370"), _shape_of("10.5/jhyd.2023")
        ('99-9999', '99.9/aaaa.9999')
    """
    return _RUN.sub(lambda run: ("9" if run[0].isdigit() else "a") * len(run[0]), token)


def _is_range(token: str) -> bool:
    match = _RANGE.fullmatch(token)
    return match is not None and len(match[1]) == len(match[2]) and int(match[1]) < int(match[2])


def _word_before(text: str, at: int) -> str:
    found = _LAST_WORD.search(text[max(0, at - 24) : at])
    return (found[1] or found[2]) if found is not None else ""
