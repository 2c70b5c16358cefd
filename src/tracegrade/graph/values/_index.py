"""Where the values of a trace come from: who stated each first, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.graph.values._forms import forms_of
from tracegrade.graph.values._records import Record
from tracegrade.graph.values._shingles import fingerprints
from tracegrade.graph.values._statements import Speaker
from tracegrade.graph.values._text import normalized
from tracegrade.graph.values._texts import JoinedTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tracegrade.graph.values._contents import Content, Contents
    from tracegrade.graph.values._forms import Form

__all__ = ["Place", "ValueIndex", "integrity"]

_INTEGRITY = {
    "user": 4, "approver": 4, "system": 3, "tool": 2, "retrieval": 2, "failure": 2, "agent": 1,
}  # fmt: skip
_SHORTEST_SOUGHT = 4  # characters of a text that is looked for inside other texts
_LONGEST_SOUGHT = 200  # a longer text is prose: see `passage`
_LONGEST_LEAF = 80  # characters of a message that may be one value
_MOST_KEPT_FORMS = 2_000_000
_MOST_SOUGHT = 200_000_000  # characters searched for values that are no exact value anywhere


class Place(NamedTuple):
    """Where a value was stated.

    Attributes:
        step: Position of the step.
        speaker: Who stated it.
        record: The object of a result that holds it; `None` in plain text.
        field: The field that holds it.
    """

    step: int
    speaker: Speaker
    record: Record | None = None
    field: str = ""

    @property
    def pointer(self) -> str:
        """JSON pointer of the value in its result; empty in plain text."""
        return self.record.pointer(self.field) if self.record is not None else ""


_Site = tuple[int, Speaker, Record | None, str]
"""The parts of a place, which is made only where it is the first."""


def integrity(speaker: Speaker) -> int:
    """How far what a source states can be relied on, 0 to 4.

    A person 4, the system prompt 3, tools and documents 2, the model's own words 1, and a
    document that the record calls untrusted 0.

    Example:
        >>> integrity(Speaker("user")) > integrity(Speaker("retrieval", "d1", "untrusted"))
        True
    """
    return 0 if speaker.trust == "untrusted" else _INTEGRITY[speaker.kind]


class ValueIndex:
    """The values of a trace, each with the first place at which each source stated it.

    Made in one pass over the trace; texts are searched for what is no exact value only when
    somebody asks for it.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> trace.graph().values.origin("A-1001").speaker.kind
        'user'
    """

    __slots__ = (
        "_contents", "_fingerprints", "_held", "_joined", "_left", "_places", "_sites", "_texts",
    )  # fmt: skip

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._places: dict[Form, list[Place]] = {}
        self._sites: list[_Site] = []
        self._texts: list[str] = []
        self._joined: JoinedTexts | None = None
        self._fingerprints: dict[int, list[Place]] | None = None
        self._held: dict[str, list[Place]] = {}
        self._left = _MOST_SOUGHT
        for content in contents.all:
            self._add(content)

    def places(self, value: Any, *, before: int | None = None) -> tuple[Place, ...]:
        """Where each source first stated a value, in step order.

        Args:
            value: A scalar.
            before: Only what was stated before this step.
        """
        found = dict.fromkeys(
            place for form in forms_of(value) for place in self._places.get(form, ())
        )
        if not found and isinstance(value, str) and len(value) <= _LONGEST_SOUGHT:
            found = dict.fromkeys(self._holding(value))
        within = [place for place in found if before is None or place.step < before]
        return tuple(
            sorted(within, key=lambda place: (place.step, place.speaker.kind, place.speaker.name))
        )

    def first(self, value: Any, *, before: int | None = None) -> Place | None:
        """The first place at which a value was stated, or `None`."""
        found = self.places(value, before=before)
        return found[0] if found else None

    def origin(
        self,
        value: Any,
        *,
        before: int | None = None,
        rank: Callable[[Speaker], int] = integrity,
    ) -> Place | None:
        """The earliest place of those with the highest integrity, or `None`.

        Args:
            value: A scalar.
            before: Only what was stated before this step.
            rank: Integrity of a source, where a policy knows better than the record.
        """
        found = self.places(value, before=before)
        return max(found, key=lambda place: (rank(place.speaker), -place.step), default=None)

    def passage(self, text: str, *, before: int | None = None) -> dict[int, float]:
        """Share of a prose text that each earlier step holds word by word, by step, 0 to 1."""
        wanted = fingerprints(self._contents.normal(text))
        counts: dict[int, int] = {}
        for fingerprint in wanted:
            for place in self._passages().get(fingerprint, ()):
                if before is None or place.step < before:
                    counts[place.step] = counts.get(place.step, 0) + 1
        return {step: count / len(wanted) for step, count in sorted(counts.items())}

    def _add(self, content: Content) -> None:
        step, speaker = content.statement.step, content.statement.speaker
        value = content.value
        if isinstance(value, str):
            site: _Site = (step, speaker, None, "")
            self._keep(site, value)
            self._state(self._contents.stated_forms(value), site)
            if len(value) < _LONGEST_LEAF:
                self._state(self._contents.forms(value), site)
            return
        for record in content.records:
            for field, leaf in record.fields:
                self._add_leaf(leaf, (step, speaker, record, field))

    def _add_leaf(self, value: Any, site: _Site) -> None:
        self._state(self._contents.forms(value), site)
        if isinstance(value, str) and len(value) > _SHORTEST_SOUGHT:
            if " " in value or "\n" in value:
                self._state(self._contents.stated_forms(value), site)
            self._keep(site, value)

    def _state(self, forms: Iterable[Form], site: _Site) -> None:
        for form in forms:
            known = self._places.get(form)
            if known is None:
                if len(self._places) < _MOST_KEPT_FORMS:
                    self._places[form] = [Place(*site)]
            elif all(other.speaker != site[1] for other in known):
                known.append(Place(*site))

    def _keep(self, site: _Site, text: str) -> None:
        """Keep a text that may be searched."""
        self._sites.append(site)
        self._texts.append(text)

    def _holding(self, value: str) -> list[Place]:
        """Places of the texts that hold a text as whole words, as far as the budget goes."""
        wanted = normalized(value)
        if len(wanted) < _SHORTEST_SOUGHT:
            return []
        if wanted not in self._held:
            self._held[wanted] = [Place(*self._sites[number]) for number in self._search(wanted)]
        return self._held[wanted]

    def _search(self, wanted: str) -> Iterable[int]:
        if self._joined is None:
            self._joined = JoinedTexts([self._contents.normal(text) for text in self._texts])
        self._left -= len(self._joined)
        return self._joined.holding(wanted) if self._left > 0 else ()

    def _passages(self) -> dict[int, list[Place]]:
        if self._fingerprints is None:
            self._fingerprints = {}
            for site, text in zip(self._sites, self._texts, strict=True):
                for fingerprint in fingerprints(self._contents.normal(text)):
                    self._fingerprints.setdefault(fingerprint, []).append(Place(*site))
        return self._fingerprints
