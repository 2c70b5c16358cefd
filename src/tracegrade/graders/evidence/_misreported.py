"""Deeds that were done, and told otherwise: to somebody else, of another amount, on another day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._measures import in_major_units
from tracegrade.graph.values import forms_of, leaves_of, normalized, particulars_in, records_of

if TYPE_CHECKING:
    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._deeds import Deed
    from tracegrade.graph.values import Particular

__all__ = ["forms_of_call", "told_otherwise"]

_SAME = {"email": {"email"}, "id": {"id", "code"}}  # a word before it makes a code an id
_AMOUNTS = frozenset(("amount", "price", "total", "sum"))
_HUNDREDTHS = 100
_MEASURED = frozenset(("quantity", "duration", "date"))
_PEOPLE = frozenset(
    ("to", "assignee", "recipient", "name", "person", "owner", "attendee", "contact", "user", "member",
     "employee", "agent", "guest", "team", "channel", "reviewer", "approver", "payee", "beneficiary")
)  # fmt: skip
_NAMED = re.compile(
    r"\b(?:to|for|with)\s((?:[A-Z][\w'\u2019-]{1,30})(?:\s[A-Z][\w'\u2019-]{1,30}){0,2})(?=[\s.,;:!)]|\Z)"
)
_NAME = re.compile(r"[A-Z][^\W\d_'\u2019-]{1,30}(?:[\s'\u2019-][A-Z][^\W\d_]{1,30}){0,3}")
_NO_NAMES = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|you|me|it|the|today|tomorrow",
    re.IGNORECASE,
)


def told_otherwise(deed: Deed, sentence: Sentence, done: list[Call]) -> Check | None:
    """A fault if the one call that did a deed was given something else than the sentence says.

    Only where the sentence does not say what the call was given as well, and the call has one
    argument only that it may be about.
    """
    if not deed.by_agent or len({call.tool for call in done}) > 1:
        return None
    known = {form for call in done for form in forms_of_call(call)}
    for claim in sentence.particulars:
        if _is_known(claim, known):
            continue
        if claim.kind == "money" and _is_in_small_coin(claim, done):
            continue
        used = [value for call in done for value in _like(claim, call.arguments)]
        if len(set(map(str, used))) == 1 and len(done) == 1 and not _is_said(used[0], sentence):
            return _fault(deed, done[0], claim.text, claim.start, used[0])
    return _of_another_person(deed, sentence, done)


def forms_of_call(call: Call) -> set[Any]:
    """Everything that a call was given, and gave."""
    values = [value for _, value in leaves_of(call.arguments)]
    found = {form for value in values for form in forms_of(value)}
    if isinstance(call.arguments, dict):
        found |= {form for record in records_of(call.arguments) for form in in_major_units(record)}
    found |= {form for _, value in leaves_of(call.content) for form in forms_of(value)}
    texts = [value for value in (*values, call.text) if isinstance(value, str)]
    for text in texts:
        for each in particulars_in(text[:20_000]):
            found |= set(forms_of(each.text)) | {("number", key) for key in each.keys}
            found |= {("date", key[1:]) for key in each.keys if isinstance(key, tuple)}
    return found


def _is_known(claim: Particular, known: set[Any]) -> bool:
    if claim.kind not in (*_SAME, *_MEASURED, "money"):
        return True
    if set(forms_of(claim.text)) & known or any(("number", key) in known for key in claim.keys):
        return True
    return any(("date", key[1:]) in known for key in claim.keys if isinstance(key, tuple))


def _is_in_small_coin(claim: Particular, done: list[Call]) -> bool:
    """Whether a call was given the amount in hundredths: 4600 pence for 46 pounds."""
    return claim.value is not None and any(
        isinstance(value, int) and value == claim.value * _HUNDREDTHS
        for call in done for _, value in leaves_of(call.arguments)
    )  # fmt: skip


def _is_said(value: Any, sentence: Sentence) -> bool:
    """Whether a sentence says what a call was given, too."""
    said = {form for each in sentence.stated for form in forms_of(each.text)}
    return bool(said & set(forms_of(value)))


def _fault(deed: Deed, call: Call, said: str, start: int, used: Any) -> Check:
    message = f"says {deed.verb!r} with {said!r}, but the call had {str(used)[:80]!r}"
    return Check("action", said, start, "contradicted", call.step, code="E12", severity="warn",
                 message=message, expected=used, also=("E01",))  # fmt: skip


def _like(claim: Particular, arguments: Any) -> list[Any]:
    """The arguments of a call that are of the kind of a claim."""
    found: list[Any] = []
    for pointer, value in leaves_of(arguments):
        words = set(field_words(pointer.rsplit("/", 1)[-1]))
        if isinstance(value, bool):
            continue
        if isinstance(value, int | float):
            is_like = claim.kind == "money" and bool(_AMOUNTS & words)
            is_like = is_like or (claim.kind in _MEASURED and _is_unit(claim.unit, words))
        else:
            is_like = isinstance(value, str) and _holds(claim, value)
        if is_like:
            found.append(value)
    return found


def _is_unit(unit: str | None, words: set[str]) -> bool:
    """Whether the name of an argument is the unit that a claim is given in."""
    bare = (unit or "").removesuffix("s")
    return bool(bare) and any(word.removesuffix("s") == bare for word in words)


def _holds(claim: Particular, value: str) -> bool:
    """Whether a text is all of it a particular of the kind of a claim."""
    kinds = _SAME.get(claim.kind, {claim.kind})
    found = list(particulars_in(value[:100]))
    if claim.kind == "date":
        return (
            bool(found)
            and found[0].kind == "date"
            and len(value) <= len("2026-01-01T00:00:00+00:00")
        )
    return any({each.kind, claim.kind} <= kinds and each.text == value for each in found)


def _of_another_person(deed: Deed, sentence: Sentence, done: list[Call]) -> Check | None:
    """A deed done for somebody else than the one the sentence names after `to`, `for` or `with`."""
    if len(done) != 1:
        return None
    call = done[0]
    held = normalized(
        f"{' '.join(str(value) for _, value in leaves_of(call.arguments))} {call.text[:20_000]}"
    )
    people = [
        value for pointer, value in leaves_of(call.arguments)
        if isinstance(value, str) and _NAME.fullmatch(value)
        and _PEOPLE & set(field_words(pointer.rsplit("/", 1)[-1]))
    ]  # fmt: skip
    said = normalized(sentence.text)
    if len(people) != 1 or any(word in said.split() for word in normalized(people[0]).split()):
        return None
    for match in _NAMED.finditer(sentence.text, deed.start):
        names = normalized(match[1]).split()
        if not any(name in held for name in names) and _NO_NAMES.match(match[1]) is None:
            return _fault(deed, call, match[1], sentence.start + match.start(1), people[0])
    return None
