"""What a plan means, worked out the slow way: every word of its language, every way to align it.

It shares no code with the matching: the language is listed, and each word is aligned with the
observed calls by trying everything. Only for plans and traces of a handful of calls.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from tracegrade.graders._expectation import ExpectedCall, Group

Word = tuple[ExpectedCall, ...]
Call = tuple[str, int]
"""An observed call: its tool and the one argument `n` that calls of these tests have."""

MOST_REPEATED = 3


def words(part) -> set[Word]:
    """Every order of calls that meets the part; repetitions without end are cut at three."""
    if isinstance(part, ExpectedCall):
        return {(part,)}
    inside = [words(one) for one in part.parts]
    if part.kind == "sequence":
        return {sum(chosen, ()) for chosen in product(*inside)}
    if part.kind in ("any_order", "parallel"):
        return {
            mixed
            for chosen in product(*inside)
            for mixed in interleaved(tuple(filter(None, chosen)))
        }
    if part.kind == "one_of":
        return set().union(*inside)
    if part.kind == "optional":
        return {(), *inside[0]}
    most = MOST_REPEATED if part.most is None else part.most
    return {
        sum(chosen, ())
        for times in range(part.least, most + 1)
        for chosen in product(*inside * times)
    }


@cache
def interleaved(parts: tuple[Word, ...]) -> frozenset[Word]:
    """Every way to shuffle words into one."""
    if not parts:
        return frozenset([()])
    found = set()
    for place, word in enumerate(parts):
        rest = (*parts[:place], *((word[1:],) if word[1:] else ()), *parts[place + 1 :])
        found |= {(word[0], *more) for more in interleaved(tuple(sorted(rest, key=repr)))}
    return frozenset(found)


def fits(expected: ExpectedCall, call: Call) -> bool:
    """Whether a call is as expected; arguments are open or one number."""
    return named(expected, call) and (
        expected.arguments is None or expected.arguments == {"n": call[1]}
    )


def named(expected: ExpectedCall, call: Call) -> bool:
    """Whether a call is of the expected tool; the only glob of these tests is `*`."""
    return expected.tool in ("*", call[0])


def fewest_violations(part, calls: tuple[Call, ...], forbidden: frozenset[str]) -> int:
    """The fewest missing, wrong and forbidden extra calls that any word and alignment has."""
    return min(aligned(word, calls, forbidden) for word in words(part))


def aligned(word: Word, calls: tuple[Call, ...], forbidden: frozenset[str]) -> int:
    """The fewest violations of one word, by trying all alignments."""

    @cache
    def least(at: int, seen: int) -> int:
        if at == len(word) and seen == len(calls):
            return 0
        ways = []
        if at < len(word):
            ways.append(1 + least(at + 1, seen))
        if seen < len(calls):
            ways.append((calls[seen][0] in forbidden) + least(at, seen + 1))
        if at < len(word) and seen < len(calls) and named(word[at], calls[seen]):
            ways.append((not fits(word[at], calls[seen])) + least(at + 1, seen + 1))
        return min(ways)

    return least(0, 0)


def size(part) -> int:
    """How many calls a part names."""
    return 1 if isinstance(part, ExpectedCall) else sum(map(size, part.parts))


__all__ = ["Call", "Group", "fewest_violations", "size", "words"]
