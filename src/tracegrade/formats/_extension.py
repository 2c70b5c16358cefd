"""What a format has no field of its own for, kept in its records under the key `tracegrade`.

The writers of other formats leave there whatever of a native record nothing else in the file holds,
and the readers of those formats put the record together again. The key is what the formats allow
everyone: `extra` in ATIF, attributes and further keys of messages in OTLP. It never repeats what a
field of the format says, so a change made there by others is what is read.

An extension of a step is an object: `place` is the step's place in the trace, `step` the fields of
the native record that have no other home, where null says that the step does not have what the
format's own fields would make of it. `spelled` holds texts that say the same as a field of the
format in other characters, and `json` names fields that the format holds as JSON text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._reader import MismatchError
from tracegrade.model import SCHEMA, nanoseconds_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = [
    "KEY",
    "Rest",
    "edited_arguments",
    "extension_in",
    "native_value",
    "restored_step",
    "restored_trace",
]

KEY = "tracegrade"
"""Under this key, or under attributes that begin with it, stands what only tracegrade reads."""

_TIMES = ("at", "started_at", "ended_at")


class Rest:
    """What is left of a step, or of what a record says of its trace, once fields found a home.

    Attributes:
        fields: The fields without a home; `None` says that there is none, against appearances.

    Example:
        >>> rest = Rest({"id": "s0", "kind": "user", "text": "Hello", "principal": "human:amy"})
        >>> rest.settle("kind", "user"), rest.settle("text", "Hello")
        (None, None)
        >>> rest.extension(place=0)
        {'place': 0, 'step': {'principal': 'human:amy'}}
    """

    __slots__ = ("_json", "_spelled", "fields")

    def __init__(self, fields: Detail) -> None:
        self.fields = dict(fields)
        self._spelled: dict[str, str] = {}
        self._json: list[str] = []

    def settle(self, name: str, held: Any) -> None:
        """Let go of a field if what the format holds says it already, and contradict it if not."""
        value = self.fields.get(name)
        if type(value) is type(held) and value == held:
            self.fields.pop(name, None)
        elif value is None:
            self.fields[name] = None
        elif name in _TIMES and held is not None and nanoseconds_of(value) == nanoseconds_of(held):
            self._spelled[name] = self.fields.pop(name)

    def settle_arguments(self) -> Any:
        """Let go of the arguments; gives them decoded, or their text where it is no JSON."""
        given = self.fields.pop("arguments", None)
        decoded, trouble = _json.decode_arguments(given)
        if type(given) is str and trouble is None:
            self._spelled["arguments"] = given
        return decoded

    def settle_as_text(self, name: str) -> str | None:
        """Let go of a field; gives it as a text that it can be read back from."""
        value = self.fields.pop(name, None)
        if value is None or type(value) is str:
            return value
        self._json.append(name)
        return _json.encode(value).decode()

    def extension(self, place: int) -> Detail:
        """The extension of the step at this place."""
        if self.fields.get("id") == f"s{place}":
            del self.fields["id"]
        return {"place": place, **self.parts("step")}

    def parts(self, name: str) -> Detail:
        """What is left, with the fields under this name; nothing for what is empty."""
        found = {name: self.fields, "spelled": self._spelled, "json": self._json}
        return {key: value for key, value in found.items() if value}


def extension_in(value: Any) -> Detail | None:
    """The extension that an object holds, as an object or as JSON text; `None` for none.

    Example:
        >>> extension_in({"tracegrade": {"place": 3}})
        {'place': 3}
    """
    found = value.get(KEY) if type(value) is dict else None
    if type(found) is str:
        found = _json.decode_arguments(found)[0]
    return found if type(found) is dict else None


def restored_step(extension: Any, held: Detail) -> tuple[int, Detail]:
    """A step's place in its trace, and the step.

    Args:
        extension: Its extension.
        held: The fields that the format's own fields hold.

    Raises:
        MismatchError: The extension is none.

    Example:
        >>> restored_step({"place": 2, "step": {"final": True}}, {"kind": "assistant"})
        (2, {'kind': 'assistant', 'final': True, 'id': 's2'})
    """
    place = extension.get("place") if type(extension) is dict else None
    if type(place) is not int:
        raise MismatchError("bad-extension", "the place of a step is not a whole number")
    step = _restored(extension, "step", held)
    if type(step.setdefault("id", f"s{place}")) is not str:
        raise MismatchError("bad-extension", "the id of a step is no text")
    return place, step


def restored_trace(extension: Detail, held: Detail) -> Detail:
    """What a native record says of its trace beside the steps.

    Raises:
        MismatchError: The extension is none.
    """
    return _restored(extension, "trace", held)


def _restored(extension: Detail, name: str, held: Detail) -> Detail:
    rest, spelled = extension.get(name, {}), extension.get("spelled", {})
    texts = extension.get("json", [])
    if not (type(rest) is type(spelled) is dict and type(texts) is list):
        raise MismatchError("bad-extension", "an extension holds something else than it should")
    found = {**held, **rest}
    if type(held.get("usage")) is type(rest.get("usage")) is dict:
        found["usage"] = {**held["usage"], **rest["usage"]}
    for key in texts:
        if type(key) is str and type(found.get(key)) is str:
            found[key] = _json.decode_arguments(found[key])[0]
    for key, text in spelled.items():
        if _says_the_same(key, text, found.get(key)):
            found[key] = text
    return {key: value for key, value in found.items() if value is not None}


def _says_the_same(name: str, text: Any, value: Any) -> bool:
    """Whether a text says what the field of the format does, so that the field was not changed."""
    if type(text) is not str:
        return False
    if name in _TIMES:
        return type(value) is str and nanoseconds_of(text) == nanoseconds_of(value)
    return _json.encode(_json.decode_arguments(text)[0]) == _json.encode(value)


def native_value(trace: Detail, steps: list[tuple[int, Detail]]) -> Detail:
    """The native record of restored parts."""
    ordered = sorted(steps, key=lambda one: one[0])
    return {**trace, "schema": SCHEMA, "steps": [step for _, step in ordered]}


def edited_arguments(text: str | None, asked: Any) -> Any:
    """What a tool ran with, where that is not what it was asked to run with; else `None`.

    Args:
        text: What it ran with, as the span has it.
        asked: What it was asked to run with: JSON text, or a value.

    Example:
        >>> edited_arguments('{"amount":50}', '{"amount": 250}')
        {'amount': 50}
    """
    if text is None:
        return None
    ran, asked = _json.decode_arguments(text)[0], _json.decode_arguments(asked)[0]
    return None if _json.canonical(ran) == _json.canonical(asked) else ran
