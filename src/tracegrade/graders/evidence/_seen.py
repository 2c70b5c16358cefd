"""All the text that the agent saw or wrote before an answer, to look for a spelling in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.graders.evidence._store import EvidenceStore, Passage

__all__ = ["Seen"]


class Seen:
    """What was seen before an answer; made when it is asked for.

    Args:
        store: The evidence.
        before: Position of the answer.
    """

    def __init__(self, store: EvidenceStore, before: int) -> None:
        self._store = store
        self._before = before
        self._results: str | None = None
        self._everything: str | None = None

    @property
    def passages(self) -> list[Passage]:
        """Admitted texts before the answer: results, documents and what people said."""
        return [each for each in self._store.passages if each.step < self._before]

    @property
    def results(self) -> str:
        """The texts of what was looked up, failures included, in lower case."""
        if self._results is None:
            told = {call.result for call in self._store.calls}
            texts = [call.text for call in self._store.calls if call.step < self._before]
            texts += [each.text for each in self.passages if each.document or each.step in told]
            self._results = "\n".join(dict.fromkeys(texts)).lower()
        return self._results

    @property
    def everything(self) -> str:
        """That, what people said and what calls were made with, in lower case."""
        if self._everything is None:
            calls = (call for call in self._store.calls if call.step < self._before)
            texts = [each.text for each in self.passages]
            texts += [part for call in calls for part in (call.text, _written(call.arguments))]
            self._everything = "\n".join(texts).lower()
        return self._everything


def _written(arguments: object) -> str:
    return _json.as_text(arguments) or ""
