"""What people and judges said of a trace, as its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Required, TypedDict

from tracegrade.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Score", "outcome_of_scores"]


class Score(TypedDict, total=False):
    """One score.

    Attributes:
        name: What was judged.
        value: A number, a truth value or a label; `None` where judging failed.
        label: What the value is called, beside a number.
        explanation: Why, in words.
        source: Who or what judged.
        of: The observation that was judged, where it was not the whole trace.
        error: Why judging failed.
    """

    name: Required[str]
    value: Required[Any]
    label: str
    explanation: str
    source: str
    of: str
    error: str


def outcome_of_scores(scores: Iterable[Score], end_state: Any = None) -> Outcome | None:
    """The outcome that scores are; `None` without scores and end state.

    Args:
        scores: The scores, those of the whole trace first: of several with one name the first
            counts.
        end_state: How the capture says the trace ended.

    Returns:
        The outcome. Where a score says more than its value, or a name occurs twice, all of them
        are in `extra["scores"]`.

    Example:
        >>> outcome_of_scores([{"name": "toxicity", "value": 0.1}]).scores
        {'toxicity': 0.1}
    """
    given = list(scores)
    if not given and end_state is None:
        return None
    values: dict[str, Any] = {}
    for score in given:
        values.setdefault(score["name"], score["value"])
    says_more = len(values) < len(given) or any(len(score) > 2 for score in given)
    extra = {"scores": [dict(score) for score in given]} if says_more else {}
    return Outcome(scores=values, end_state=end_state, extra=extra)
