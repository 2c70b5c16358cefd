"""States in words (`pending`, `shipped`) that a later result no longer holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracegrade.graders.evidence._check import Check
from tracegrade.graders.evidence._identity import field_words
from tracegrade.graders.evidence._moods import is_negated, speaks_of_past

if TYPE_CHECKING:
    from tracegrade.graders.evidence._anchors import Anchor
    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graders.evidence._results import Version
    from tracegrade.graders.evidence._store import EvidenceStore

__all__ = ["outdated_state"]

_STATE_FIELDS = frozenset(("status", "state", "phase", "stage", "condition"))
_STATE = re.compile(r"[A-Za-z][A-Za-z _-]{2,30}")


def outdated_state(
    store: EvidenceStore, sentence: Sentence, anchors: list[Anchor], before: int
) -> Check | None:
    """A fault if a sentence gives a thing the state that it had before the last reading."""
    if sentence.mood is not None or is_negated(sentence.text) or speaks_of_past(sentence.text):
        return None
    for anchor in anchors:
        fact = anchor.fact
        if fact.record is None:
            continue
        versions = [
            each for each in store.results.versions_of(fact.step, fact.record) if each.step < before
        ]
        found = _outdated(sentence, versions)
        if found is not None:
            return found
    return None


def _outdated(sentence: Sentence, versions: list[Version]) -> Check | None:
    if len(versions) < 2:
        return None
    latest = _states(versions[-1])
    for version in versions[:-1]:
        for name, state in _states(version).items():
            now = latest.get(name)
            if now is None or now.lower() == state.lower():
                continue
            said = _said(sentence, state)
            if said is not None and _said(sentence, now) is None:
                start = sentence.start + said
                message = f"says {state!r}, but a later result says {now!r}"
                return Check("state", state, start, "stale", versions[-1].step, code="E08",
                             message=message, expected=now, also=("E02",),
                             pointer=versions[-1].record.pointer(name))  # fmt: skip
    return None


def _states(version: Version) -> dict[str, str]:
    return {
        name: value for name, value in version.record.fields
        if isinstance(value, str) and _STATE.fullmatch(value)
        and _STATE_FIELDS.intersection(field_words(name))
    }  # fmt: skip


def _said(sentence: Sentence, state: Any) -> int | None:
    words = re.escape(str(state)).replace("_", "[ _]")
    match = re.search(rf"\b{words}\b", sentence.text, re.IGNORECASE)
    return match.start() if match else None
