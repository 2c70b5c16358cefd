"""Days that a call was given though others were offered, and nobody had named it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from tracegrade.signals import effect_classes, has_side_effect

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["day_of", "is_beside_offers", "named_year"]

_DAY = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)(?:[T\s]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_SPAN_FIELDS = re.compile(
    r"birth|dob|since|until|from|start|end|after|before|expir|due|issued|created", re.IGNORECASE
)
_SPEAKS_OF_DAYS = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|next|this|coming|mon|tues|wednes|thurs|fri|satur|sun|weekend|week|month|first|second|third|last"
    r"|heute|morgen|n\u00e4chste\w*|woche|monat|tag|aujourd|demain|prochain\w*|semaine|hoy|ma\u00f1ana|pr\u00f3xim\w*|semana|oggi|domani|prossim\w*|settimana"
    r"|hoje|amanh\u00e3|morgen|volgende|dzi\u015b|jutro)(?:day|days)?\b",
    re.IGNORECASE,
)
_SLUG = re.compile(
    r"[a-z]{2,20}(?:[-_][a-z]{1,20}){0,4}[-_](?:19|20)\d\d(?:[-_]q?\d{1,2})?", re.IGNORECASE
)
_FEWEST = 2
_MOST_RESULTS = 40
_LONGEST = 20_000


def day_of(value: Any) -> str | None:
    """The day that an argument is, where it is one and nothing else.

    Example:
        >>> day_of("2025-03-04T10:00:00Z"), day_of("report of 2025-03-04")
        ('2025-03-04', None)
    """
    match = _DAY.fullmatch(value) if isinstance(value, str) and len(value) <= 40 else None
    return match[1] if match is not None else None


def named_year(value: str) -> bool:
    """Whether an id is a name with a year, as one makes up: `survey-2025`.

    Example:
        >>> named_year("survey-2025"), named_year("CUS-889120")
        (True, False)
    """
    return _SLUG.fullmatch(value) is not None


def is_beside_offers(trace: Trace, step: int, tool: str, pointer: str, day: str) -> bool:
    """Whether a change was asked for on a day that is not among those a result offered.

    Only where the user spoke of no day at all, and the day occurs in nothing before.
    """
    if not has_side_effect(effect_classes(tool)) or _SPAN_FIELDS.search(pointer.rsplit("/", 1)[-1]):
        return False
    columns = trace.columns
    asked = [columns.texts[each] or "" for each in range(step) if columns.kinds[each] == "user"]
    if any(_SPEAKS_OF_DAYS.search(_without_names(text)) for text in asked):
        return False
    contents = trace.graph().contents
    steps = [each.statement.step for each in contents.all]
    before = contents.all[: bisect_left(steps, step)]
    results = [each for each in before if each.statement.speaker.kind == "tool"][-_MOST_RESULTS:]
    offered: set[str] = set()
    for result in results:
        found = [
            known for record in result.records for _, value in record.fields
            if (known := day_of(value)) is not None
        ]  # fmt: skip
        offered |= set(found) if len(set(found)) >= _FEWEST else set()
    return bool(offered) and day not in offered


def _without_names(text: str) -> str:
    """A text without ids and the like, whose digits are of no day."""
    return re.sub(r"\b[A-Za-z]{1,10}[-_#]?\d[\w-]{0,30}|#\d{1,12}", " ", text[:_LONGEST])
