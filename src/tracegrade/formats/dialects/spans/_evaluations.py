"""What spans say of how good a run was.

Source: the event `gen_ai.evaluation.result` of the GenAI conventions, on the span it judges or logged
beside it; events named after the metric, as Azure's SDK wrote them before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._scores import Score, outcome_of_scores
from tracegrade.formats.dialects.spans._values import text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Outcome

__all__ = ["outcome_of_spans"]

_EVENT = "gen_ai.evaluation."


def outcome_of_spans(spans: list[Span]) -> Outcome | None:
    """The outcome that spans tell, those that began first before others."""
    scores: list[Score] = []
    for span in spans:
        for event in span.events:
            scores += _scores_in(event)
    return outcome_of_scores(scores)


def _scores_in(event: Any) -> list[Score]:
    """The score that an event is, if it is one."""
    said = event.get("attributes") if type(event) is dict else None
    if type(said) is not dict:
        return []
    kind = event.get("name") or said.get("event.name")
    if type(kind) is not str or not kind.startswith(_EVENT):
        return []
    name = text_of(said.get("gen_ai.evaluation.name")) or kind.removeprefix(_EVENT)
    label = text_of(said.get("gen_ai.evaluation.score.label"))
    value = said.get("gen_ai.evaluation.score.value", said.get("gen_ai.evaluation.score"))
    score = Score(name=name, value=label if value is None else value)
    if label is not None and value is not None:
        score["label"] = label
    explanation = text_of(said.get("gen_ai.evaluation.explanation"))
    if explanation is not None:
        score["explanation"] = explanation
    error = text_of(said.get("error.type"))
    if error is not None:
        score["error"] = error
    return [score]
