"""Settings that the agent says it has made, and made otherwise: set to 60 %, and the call had 40."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._misreported import forms_of_call
from tracegrade.graders.evidence._moods import is_negated
from tracegrade.graph.values import forms_of, leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Claims, Sentence
    from tracegrade.graders.evidence._doings import Doing
    from tracegrade.graph.values import Particular

__all__ = ["set_otherwise"]

_BY_AGENT = re.compile(
    r"\b(?:I|we)(?:'ve|\shave|\sjust|\salso|\snow){0,2}\s(?:[a-z]{2,20}ed|set|put|cut|brought|made)\b"
    r"|(?:^|\bdone[\s:,.!-]{1,3})\W{0,4}(?:set|raised|lowered|dimmed|turned|changed|adjusted|increased|reduced|moved|limited)\b"
    r"|\b(?:ich|wir)\shaben?\b|\bhaben?\s(?:ich|wir)\b|\bj'ai\b|\b(?:nous\s)?avons\b|\b(?:he|hemos)\s\w{2,20}(?:ado|ido|sto)\b"
    r"|\b(?:ho|abbiamo)\s\w{2,20}[oaie]\b|\b(?:ajustei|pus|coloquei|defini|configurei|alterei|mudei|reduzi|aumentei|baixei|subi)\b"
    r"|\b(?:ik|we|wij)\s(?:heb|hebben)\b|\bheb\sik\b|\b\w{3,20}(?:\u0142em|\u0142am|li\u015bmy)\b|\bjag\shar\b|\bhar\sjag\b|\bjeg\shar\b|\bhar\sjeg\b"
    r"|\bvi\shar\b|\bhar\svi\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"\b(?:to|at|auf|\u00e0|sur|au|al|a|en|su|para|em|op|naar|na|do|till|p\u00e5|til)\s(?:exactly\s|genau\s)?\Z",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:asked|wanted|requested|wished|instead|rather\sthan|gew\u00fcnscht|wollten?|statt|demand\w*|voulai\w*|au\slieu|pedi\w*|quer\w*|en\slugar"
    r"|chie\w*|vol[eu]\w*|invece|gevraagd|wilde|chcia\w*|zamiast|bad\sni|ville|i\sst\u00e4llet|i\sstedet|was|were|from|up\sto|maximum|between)\b",
    re.IGNORECASE,
)
_UNITS: dict[str, frozenset[str]] = {
    "percent": frozenset(
        ("pct", "percent", "percentage", "brightness", "volume", "level", "opacity", "humidity", "dim", "dimmer", "discount")
    ),
    "degree": frozenset(("temperature", "temp", "setpoint", "celsius", "fahrenheit", "degrees", "thermostat")),
    "minute": frozenset(("minutes", "minute", "min", "mins")),
    "hour": frozenset(("hours", "hour", "hrs")),
    "second": frozenset(("seconds", "second", "sec", "secs")),
    "day": frozenset(("days", "day")),
}  # fmt: skip
_UNIT_WORDS = (
    ("percent", re.compile(r"\d\s?%|\bpct\b|\bper\s?cent|\bprozent\b|\bpour\scent|\bpor\sciento|\bprocent", re.IGNORECASE)),
    ("degree", re.compile(r"\d\s?\u00b0|\bdegrees?\b|\bgrad\b|\bdegr\u00e9s?\b|\bgrad[oi]s?\b|\bgraden\b|\bstopni|\bgrader\b", re.IGNORECASE)),
    ("minute", re.compile(r"\d\s?min(?:ut\w{0,3})?\b", re.IGNORECASE)),
    ("hour", re.compile(r"\d\s?(?:h|hours?|hrs?|stunden?|heures?|horas?|ore|uur|godzin\w?|timm\w{2,3}|timer?)\b", re.IGNORECASE)),
    ("second", re.compile(r"\d\s?(?:s|secs?|seconds?|sekunden?|secondes?|segundos?|second[oi]|seconden|sekund\w?|sekunder)\b", re.IGNORECASE)),
    ("day", re.compile(r"\d\s?(?:days?|tagen?|jours?|d\u00edas?|giorni|dias|dagen|dni|dagar|dage)\b", re.IGNORECASE)),
)  # fmt: skip
_AFTER = 24


def set_otherwise(claims: Claims, doings: list[Doing], before: list[Doing]) -> Iterator[Check]:
    """A fault of each value that a thing is said to have been set to, and was not.

    Only where one call since the user spoke changed something, and it had one argument in that unit.

    Args:
        claims: What the answer claims.
        doings: The calls since the user spoke last.
        before: Every call before the answer.
    """
    changes = [
        doing.call for doing in doings
        if doing.is_done and not doing.is_command and not doing.classes <= {"read"}
    ]  # fmt: skip
    if len(changes) != 1:
        return
    for sentence in claims.sentences:
        if not _tells_of_setting(sentence):
            continue
        for claim in sentence.particulars:
            used = _used_for(claim, sentence, changes[0])
            if used is None or _is_told(used, claims) or _is_known(claim, before):
                continue
            message = f"says that it was set to {claim.text!r}, but the call had {str(used)[:80]!r}"
            yield Check("action", claim.text, claim.start, "contradicted", changes[0].step, code="E12",
                        severity="warn", message=message, expected=used, also=("E02",))  # fmt: skip
            return


def _tells_of_setting(sentence: Sentence) -> bool:
    text = sentence.text.replace("\u2019", "'")
    if sentence.mood is not None or is_negated(text) or _WISHED.search(text) is not None:
        return False
    return _BY_AGENT.search(text) is not None


def _used_for(claim: Particular, sentence: Sentence, call: Call) -> Any:
    """The one argument of a call in the unit of a value that something was set to."""
    at = claim.start - sentence.start
    if claim.value is None or at < 0 or _TOWARDS.search(sentence.text[:at][-_AFTER:]) is None:
        return None
    around = sentence.text[at : at + len(claim.text) + _AFTER]
    unit = next(
        (name for name, words in _UNIT_WORDS if words.match(_from_last_digit(around))), None
    )
    if unit is None:
        return None
    found = [
        number for pointer, value in leaves_of(call.arguments)
        if _UNITS[unit].intersection(field_words(pointer.rpartition("/")[2]))
        and (number := _number_of(value)) is not None
    ]  # fmt: skip
    if len(found) != 1 or found[0] in (Decimal(str(claim.value)), Decimal(str(claim.value)) * 100):
        return None
    return found[0] if found[0] * 100 != Decimal(str(claim.value)) else None


def _from_last_digit(text: str) -> str:
    """A text from the last digit of the number that it begins with."""
    match = re.match(r"\D{0,3}[\d.,]{0,12}(?=\d)", text)
    return text if match is None else text[match.end() :]


def _number_of(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 12:
        return None
    try:
        number = Decimal(str(value).strip().rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_told(used: Any, claims: Claims) -> bool:
    """Whether the answer says what the call had, too."""
    forms = set(forms_of(used)) | {("number", used)}
    return any(
        set(forms_of(each.text)) & forms or any(("number", key) in forms for key in each.keys)
        for sentence in claims.sentences for each in sentence.stated
    )  # fmt: skip


def _is_known(claim: Particular, before: list[Doing]) -> bool:
    """Whether any call was given the value, or gave it."""
    known = {form for doing in before for form in forms_of_call(doing.call)}
    return bool(set(forms_of(claim.text)) & known) or any(
        ("number", key) in known for key in claim.keys
    )
