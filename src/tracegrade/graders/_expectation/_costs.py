"""What each kind of fault costs, so that one number says how well a trace fits a plan.

First come violations: a missing call, wrong arguments, an extra call that is not allowed. Then what
cannot be decided, then how far arguments are off, in thousandths, then how many calls are missing, how
many are extra and not allowed, and how many extra and allowed. A lower kind never outweighs a higher one,
so a plan is met if and only if its least cost holds no violation, and all matches of least cost have the
same score.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["Costs", "ExtraKind", "Quality"]

ExtraKind = Literal[0, 1, 2]
"""0: the extra call is allowed; 1: nothing tells whether it is; 2: it is not."""

Quality = Literal[0, 1, 2]
"""0: the call is as expected; 1: its arguments are not recorded; 2: its arguments are wrong."""

_UNIT = 1000  # thousandths of a call


class Costs:
    """The costs in the match of so many expected and observed calls.

    Attributes:
        missing: Of an expected call that was not made; a little more than arguments all wrong, and
            so is an extra call that is not allowed: a call is rather taken with wrong arguments,
            also where that leaves more calls beside the plan.
        undecided: Of what nothing tells.
        violation: Of one violation.
    """

    __slots__ = ("_extra", "_thousandth", "_wrong", "missing", "undecided", "violation")

    def __init__(self, expected: int, observed: int) -> None:
        calls = expected + observed + 1  # no kind can count as many
        self._thousandth = calls**3
        all_wrong = 2 * _UNIT * self._thousandth
        self.undecided = (all_wrong + self._thousandth) * calls
        self.violation = self.undecided * calls
        self._wrong = self.violation + all_wrong
        self.missing = self._wrong + calls**2
        self._extra = (1, self.undecided, self._wrong + calls)

    def pair(self, quality: Quality, credit: float) -> int:
        """Of taking a call for an expected one."""
        if quality == 2:
            return self.wrong(credit)
        return self.undecided if quality else 0

    def wrong(self, credit: float) -> int:
        """Of taking a call with wrong arguments, of which this share is right, 0..1."""
        return self._wrong - int(_UNIT * credit) * self._thousandth

    def beside(self, kind: ExtraKind) -> int:
        """Of a call beside the plan."""
        return self._extra[kind]
