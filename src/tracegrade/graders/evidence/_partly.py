"""Deeds done to several things at once, of which the result says that some were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._abroad import DENIED_ABROAD
from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._denials import tells_of_failure
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._languages import language_of
from tracegrade.graders.evidence._outcomes import tells_failure
from tracegrade.graders.evidence._quantifiers import admits_a_part, numbers_said, universal_in
from tracegrade.graph.values import leaves_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._calls import Call
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._deeds import Deed

__all__ = ["refused_in_part"]

_REFUSED = frozenset(
    ("failed", "failures", "failure", "rejected", "refused", "unprocessed", "undelivered", "bounced", "invalid", "declined")
)  # fmt: skip
_TELLING = frozenset(("success", "ok", "succeeded", "error", "errors", "status_code", "statuscode"))
_FEW = 3  # fields of a row that says how it went and nothing else
_FEWEST_LETTERS = 3
_LONGEST_NAME = 80
_MOST_ROWS = 1_000


def refused_in_part(deed: Deed, sentence: Sentence, done: list[Call], said: str) -> Check | None:
    """A fault if a sentence claims a deed of all, or of one that the result refused.

    Only where the answer says nowhere that anything failed, or that it tells of a part.

    Args:
        deed: The deed.
        sentence: The sentence that claims it.
        done: The calls that did it, of which the last counts.
        said: The answer.
    """
    call = done[-1]
    total, refused = _refused(call)
    if not refused or _admits(said):
        return None
    language = language_of(said)
    is_of_all = universal_in(sentence.text, language) is not None
    is_of_all = is_of_all or total in numbers_said(sentence.text, language)
    lowered = sentence.text.lower()
    if not is_of_all and not any(name in lowered for row in refused for name in _names_of(row)):
        return None
    message = f"says {deed.verb!r}, but the result of {call.tool!r} refused {len(refused)} of {total or 'all'}"
    return Check("action", deed.verb, sentence.start + deed.start, "contradicted", call.result, code="E10",
                 message=message, expected=str(refused[0])[:120], also=("E11",))  # fmt: skip


def _admits(said: str) -> bool:
    """Whether an answer says anywhere that something failed or is left."""
    return (
        tells_of_failure(said)
        or DENIED_ABROAD.search(said) is not None
        or admits_a_part(said, language_of(said))
    )


def _refused(call: Call) -> tuple[int, list[Any]]:
    """How many things a result tells of, and those that it refused while others went well."""
    for rows in _lists_of(call.content):
        told = rows[:_MOST_ROWS]
        refused = [row for row in told if _is_verdict(row) and tells_failure(row, call.tool)]
        if 0 < len(refused) < len(told):
            return len(rows), refused
    if isinstance(call.content, dict):
        for name, value in call.content.items():
            words = field_words(str(name))
            if value and words and words[-1] in _REFUSED and isinstance(value, list | dict | int):
                refused = list(value) if isinstance(value, list | dict) else [value]
                return _asked_for(call), refused if value is not True else []
    return 0, []


def _is_verdict(row: dict[Any, Any]) -> bool:
    """Whether a row tells how it went: a state in a longer record is the thing's own."""
    return len(row) <= _FEW or bool(_TELLING & {str(name).lower() for name in row})


def _asked_for(call: Call) -> int:
    """Of how many things a call was told: the length of its longest list."""
    fields = call.arguments.values() if isinstance(call.arguments, dict) else ()
    return max((len(value) for value in fields if isinstance(value, list)), default=0)


def _lists_of(content: Any) -> Iterator[list[Any]]:
    """Lists of records: the result itself, or what stands in its fields."""
    held = content.values() if isinstance(content, dict) else (content,)
    for value in held:
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            yield value


def _names_of(row: Any) -> set[str]:
    """What a refused thing is called."""
    return {
        value.lower() for _, value in leaves_of(row)
        if isinstance(value, str) and _FEWEST_LETTERS < len(value) <= _LONGEST_NAME and " " not in value
    }  # fmt: skip
