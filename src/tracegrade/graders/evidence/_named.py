"""Results told in words beside what they are reckoned from: a mean of a list, a change, a time between.

`The mean of 118, 124 and 131 is 126`, `rose from 2340 to 2691, by 18 %`, `from 3 to 17 March it is 12 days`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tracegrade.graders.evidence._expressions import Sum, last_digit, shown
from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.graders.evidence._claims import Sentence
    from tracegrade.graph.values import Particular

__all__ = ["named_results"]

_AND = r"(?:and|und|et|y|e|en|i|oraz|sowie|&)"
_LISTED = re.compile(
    rf"(?:\s?[^\W\d_]{{1,12}})?\s?(?:[,;\u3001](?:\s?{_AND}\s)?|\s{_AND}\s)\s?[$\u20ac\u00a3\u00a5]?\s?",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:mean|averages?|durchschnitt\w*|mittel(?:wert\w*)?|moyenne|promedio|media|m\u00e9dia|gemiddelde|\u015bredni\w*)\b"
    r"|\u5e73\u5747",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:sum|total|summe|somme|suma|soma|somma|totale|totaal|som)\b|\u5408\u8a08", re.IGNORECASE
)
_IS = (
    r"(?:is|are|was|were|equals|makes?|gives?|ist|sind|war|betr\u00e4gt|est|\u00e9tait|vaut|font|fait|es|era|son|\u00e8|sono|\u00e9|foi|s\u00e3o"
    r"|jest|wynosi|to|bedraagt|maakt)"
)
_COPULA = re.compile(
    rf"[^\d=:;.]{{0,24}}?(?:\s?[=:\u2248]|\s{_IS}\b|\u306f)(?:\s[^\W\d_]{{1,12}}){{0,2}}\s{{0,4}}[$\u20ac\u00a3\u00a5~]?\s{{0,2}}",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\s[^\W\d_]{1,14}){0,2}\s(?:of|from|von|aus|de|des|di|van|z)\s[$\u20ac\u00a3\u00a5]?\s?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?:\b(?:from|von|vom|de|du|des|del|desde|da|dal|van|z|ze|od|between|zwischen|entre|tra|tussen|mi\u0119dzy)\s"
    r"(?:[^\d.;:]{0,40}?[\s(])??)[$\u20ac\u00a3\u00a5]?\Z",
    re.IGNORECASE,
)
_TO = re.compile(
    r"[^\d.;]{0,40}?(?:\s(?:to|until|till|auf|bis|zum|und|and|\u00e0|au|a|al|hasta|para|at\u00e9|ao|naar|tot|en|et|y|e|do|na|i)\s"
    r"|\s?(?:\u2192|->|\u304b\u3089)\s?)(?:[^\d.;]{0,40}?[\s(])??[$\u20ac\u00a3\u00a5]?",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:gr[eo]w\w*|ris\w+|rose|increas\w*|up|fell|fall\w*|drop\w*|declin\w*|decreas\w*|down|reduc\w*|gain\w*|chang\w*|climb\w*"
    r"|shr[aiu]nk\w*|wachs\w*|wuchs\w*|gewachsen|gestiegen|stieg\w*|anstieg|zunahme|zugenommen|gesunken|sank\w*|r\u00fcckgang|abgenommen"
    r"|augment\w*|hauss\w*|baiss\w*|diminu\w*|recul\w*|progress\w*|croissance|crec\w*|aument\w*|sub[ie]\w*|baj[\u00f3ao]\w*|dismin\w*|reduj\w*"
    r"|cresc\w*|crescita|cal[oa]t\w*|cal[o\u00f2]|redu[zc]\w*|ca[iu]u?|queda|gestegen|steeg|groei\w*|gegroeid|daal\w*|gedaald|toegenomen"
    r"|afgenomen|wzr[o\u00f3]s\w*|spad\w*|zwi\u0119ksz\w*|zmniejsz\w*)\b|[\u5897\u6e1b]",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\([^()]{0,60}\)")
_SHORT_COPULA = re.compile(
    r"[\s,(:=\u2013\u2014-]{0,4}(?:(?:that|it|this|which|i\.e\.|so|das|dies|es|also|cela|ce|c['\u2019]|il|soit|esto|eso|questo|isso|dat|het|czyli|ci\u00f2)\s?)?"
    r"(?:(?:is|are|was|were|makes?|equals|lasts?|lasted|took|takes|sind|ist|waren|war|macht|liegen|vergehen|dauert|font|fait|est|y a|dure|son|es"
    r"|hay|dura|pasan|sono|\u00e8|s\u00e3o|\u00e9|d\u00e1|passam|zijn|liggen|duurt|jest|to|mija|min\u0119\u0142o|wynosi|=)\s?)?"
    r"(?:(?:exactly|only|just|genau|exactement|exactamente|esattamente|exatamente|precies|dok\u0142adnie)\s)?[\s,(]{0,3}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_S = 86_400
_MOST_LISTED = 40
_NEAR, _FAR = 40, 70


def named_results(sentence: Sentence) -> Iterator[Sum]:
    """The results in a sentence that words say are reckoned from others in it, right or wrong."""
    amounts = shown(sentence)
    if len(amounts) > 2:
        yield from _of_lists(sentence, amounts)
        yield from _of_changes(sentence, amounts)
    yield from _of_spans(sentence)


def _of_lists(sentence: Sentence, amounts: list[Particular]) -> Iterator[Sum]:
    """`The mean of A, B and C is D`, `an average of D (A, B, C)`."""
    how = "mean" if _MEAN.search(sentence.text) else "sum" if _SUM.search(sentence.text) else None
    if how is None:
        return
    said = _MEAN if how == "mean" else _SUM
    text, offset = sentence.text, sentence.start
    gaps = [text[one.end - offset : two.start - offset] for one, two in pairwise(amounts)]
    at = 0
    while at < len(gaps):
        end = at
        while end < len(gaps) and end - at < _MOST_LISTED and _LISTED.fullmatch(gaps[end]):
            end += 1
        if end > at:
            listed = amounts[at : end + 1]
            first = listed[0].start - offset
            before = text[max(0, first - _NEAR) : first]
            if said.search(before) and end < len(gaps) and _COPULA.fullmatch(gaps[end]):
                yield from _compared(sentence, how, listed, amounts[end + 1])
            elif at and _is_told_before(text, amounts[at - 1].start - offset, gaps[at - 1], said):
                yield from _compared(sentence, how, listed, amounts[at - 1])
        at = max(end, at + 1)


def _is_told_before(text: str, start: int, gap: str, said: re.Pattern[str]) -> bool:
    is_beside = gap.strip() == "(" or _OF.fullmatch(gap) is not None
    return is_beside and said.search(text[max(0, start - _NEAR) : start]) is not None


def _compared(
    sentence: Sentence, how: str, listed: list[Particular], result: Particular
) -> Iterator[Sum]:
    values = [each.value for each in listed if each.value is not None]
    units = {each.unit for each in (*listed, result) if each.unit is not None}
    if len(units) > 1 or result.value is None:
        return
    right = sum(values, Decimal()) / (len(values) if how == "mean" else 1)
    digit = last_digit(result)
    allowed = digit if right % digit else Decimal(0)
    expression = f"{how} of {', '.join(each.text for each in listed[:8])}"
    start = result.start - sentence.start
    is_right = abs(right - result.value) <= allowed
    yield Sum(start, result.text, expression, _rounded(right, digit), is_right, in_words=True)


def _rounded(value: Decimal, digit: Decimal) -> Decimal:
    """A value with one decimal more than what was said has."""
    return value if value % digit == 0 else value.quantize(min(digit, Decimal(1)) / 10)


def _of_changes(sentence: Sentence, amounts: list[Particular]) -> Iterator[Sum]:
    """`rose from A to B, by C %`, `growth of C % from A to B`."""
    shares = [each for each in amounts if each.kind == "percent"]
    text, offset = sentence.text, sentence.start
    others = [
        each for each in amounts
        if each.kind != "percent" and not (each.kind == "number" and _YEAR.fullmatch(each.text))
        and not _is_bracketed(text, each.start - offset)
    ]  # fmt: skip
    if not shares or len(others) < 2 or _CHANGED.search(text) is None:
        return
    for one, two in pairwise(others):
        start, end = one.start - offset, two.start - offset
        gap = _BRACKETED.sub("", text[one.end - offset : end])
        before = text[max(0, start - _NEAR) : start]
        if one.unit != two.unit or not one.value or not two.value:
            continue
        if _FROM.search(before) is None or len(gap) > _FAR or _TO.fullmatch(_undated(gap)) is None:
            continue
        share = _share_beside(sentence, shares, others, one, two)
        if share is not None:
            yield _change(sentence, one, two, share)


def _is_bracketed(text: str, at: int) -> bool:
    before = text[max(0, at - _FAR) : at]
    return before.rfind("(") > before.rfind(")") and ")" in text[at : at + _FAR]


def _undated(gap: str) -> str:
    """A gap without the years and days in it."""
    return re.sub(
        r"\b[QHTSqht][1-4]\b(?:[\s-](?:19|20)\d\d)?|\b(?:\d{1,2}\.?\s)?[^\W\d_]{3,12}\s(?:19|20)\d\d\b|\b(?:19|20)\d\d\b",
        "x",
        gap,
    )


def _share_beside(
    sentence: Sentence,
    shares: list[Particular],
    others: list[Particular],
    one: Particular,
    two: Particular,
) -> Particular | None:
    """The percentage right after two amounts, else right before them, with no other amount between."""
    after = [each for each in shares if each.start >= two.end]
    later = [each for each in others if each.start > two.start]
    if after and not (later and later[0].start < after[0].start):
        between = sentence.text[two.end - sentence.start : after[0].start - sentence.start]
        return after[0] if len(_BRACKETED.sub("", between)) <= _NEAR else None
    before = [each for each in shares if each.end <= one.start]
    if before and not after:
        between = sentence.text[before[-1].end - sentence.start : one.start - sentence.start]
        is_beside = len(between) <= 16 and not any(sign in between for sign in ".;:")
        return before[-1] if is_beside else None
    return None


def _change(sentence: Sentence, one: Particular, two: Particular, share: Particular) -> Sum:
    first, second = one.value, two.value
    assert first is not None
    assert second is not None
    assert share.value is not None
    change = abs(second - first)
    digit = last_digit(share)
    ways = [change / first * 100, change / second * 100, second / first * 100]
    is_right = any(abs(each - share.value) < digit for each in ways)
    start = share.start - sentence.start
    how = f"change from {one.text} to {two.text}"
    return Sum(start, share.text, how, _rounded(ways[0], digit), is_right, "%", in_words=True)


# Days and times


def _of_spans(sentence: Sentence) -> Iterator[Sum]:
    """`From D to E it is N days`, `from 09:55 to 13:10: 3 h 15 min`."""
    lengths = [each for each in sentence.stated if each.kind == "duration"]
    if len(lengths) != 1 or lengths[0].value is None:
        return
    for kind in ("date", "time"):
        ends = [each for each in sentence.stated if each.kind == kind]
        if len(ends) == 2 and _stand_together(sentence, ends, lengths[0]):
            yield from _between(sentence, ends, lengths[0])
            return


def _stand_together(sentence: Sentence, ends: list[Particular], length: Particular) -> bool:
    text, offset = sentence.text, sentence.start
    first, last = ends
    before = text[max(0, first.start - offset - _NEAR) : first.start - offset]
    between = text[first.end - offset : last.start - offset]
    after = text[last.end - offset : length.start - offset]
    if length.start < last.end or len(between) > _FAR or len(after) > _NEAR:
        return False
    return (
        _FROM.search(before) is not None
        and _TO.fullmatch(between) is not None
        and _SHORT_COPULA.fullmatch(after) is not None
    )


def _between(sentence: Sentence, ends: list[Particular], length: Particular) -> Iterator[Sum]:
    unit = unit_named(length.unit or "")
    assert length.value is not None
    if unit is None:
        return
    sizes = _days(ends) if ends[0].kind == "date" else _seconds(ends)
    if not sizes or (ends[0].kind == "date") != (unit.factor >= _DAY_S):
        return
    said = length.value * unit.factor
    digit = unit.factor * last_digit(length)
    extra = _DAY_S if ends[0].kind == "date" else 0
    is_right = any(
        abs(said - each) <= (digit - 1 if each % digit else 0) or said == each + extra
        for each in sizes
    )
    right = Decimal(sizes[0]) / unit.factor
    how = f"{ends[0].text} to {ends[1].text}"
    start = length.start - sentence.start
    yield Sum(
        start,
        length.text,
        how,
        _rounded(right, Decimal(1)),
        is_right,
        f" {length.unit}",
        in_words=True,
    )


def _days(ends: list[Particular]) -> list[int]:
    """How many seconds lie between two days; of two without a year, in one that is no leap year too."""
    keys = [key for each in ends for key in each.keys if isinstance(key, tuple)]
    if len(keys) != 2:
        return []
    years = [key[0] for key in keys if key[0] is not None]
    found: list[int] = []
    for year in years[-1:] or (2023, 2024):
        try:
            one, two = (date(key[0] or year, key[1], key[2]) for key in keys)
        except ValueError:
            return []
        found.append(abs((two - one).days) * _DAY_S)
    return found


def _seconds(ends: list[Particular]) -> list[int]:
    """How many seconds may lie between two times of a day, or of a day and the next."""
    first, last = ([key for key in each.keys if isinstance(key, int)] for each in ends)
    sizes = [(two - one) % 1440 * 60 for one in first for two in last]
    return list(dict.fromkeys(sizes))
