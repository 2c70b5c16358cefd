"""What user and agent said to each other before an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Talk", "talk_before"]

_LONGEST = 200_000  # characters of each


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation up to an answer.

    Attributes:
        shown: The last thing that the agent said before the answer without calling a tool.
        asked: What the user said last.
        wishes: All that the user said, in lower case.
        spoken: All that user and agent said, the answer included, in lower case.
        asked_at: Position of what the user said last.
        told: All that the agent said since, the answer included, in lower case.
    """

    shown: str = ""
    asked: str = ""
    wishes: str = ""
    spoken: str = ""
    asked_at: int = -1
    told: str = ""


def talk_before(trace: Trace, index: int) -> Talk:
    """The conversation up to the answer at a position."""
    columns = trace.columns
    callers = set(columns.call_parents)
    said = [
        (step, columns.kinds[step], columns.texts[step] or "")
        for step in range(index + 1) if columns.kinds[step] in ("user", "assistant")
    ]  # fmt: skip
    wishes = [text for _, kind, text in said if kind == "user"]
    shown = [
        text for step, kind, text in said
        if kind == "assistant" and step < index and step not in callers
    ]  # fmt: skip
    asked_at = max((step for step, kind, _ in said if kind == "user"), default=-1)
    return Talk(
        shown[-1] if shown else "",
        wishes[-1] if wishes else "",
        " ".join(wishes).lower()[:_LONGEST],
        " ".join(text for _, _, text in said).lower()[-_LONGEST:],
        asked_at,
        " ".join(text for step, _, text in said if step > asked_at).lower()[-_LONGEST:],
    )
