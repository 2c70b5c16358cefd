"""A seeded set of traces: for each code violating ones, and twins that differ in one fact.

What each should be said to be comes from the oracle; the code that a shape is about is held against
the oracle too, so that a slip in either shows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.graders.approval.generated import boundaries, grants, openings, surroundings
from tests.graders.approval.generated.story import Story

__all__ = ["CODES", "WARNINGS", "Case", "cases", "open_cases"]

SHAPES = {**grants.SHAPES, **boundaries.SHAPES, **surroundings.SHAPES}
CODES = tuple(SHAPES)
WARNINGS = ("A15", "A19")
"""Codes that warn and do not fail."""

_LEAST = 12


class Case(NamedTuple):
    """One generated trace with its policy.

    Attributes:
        name: Code, shape, seed, and whether it violates.
        code: The code that it is about.
        is_violating: Whether it violates.
        policy: TOML.
        record: Native record.
    """

    name: str
    code: str
    is_violating: bool
    policy: str
    record: dict[str, Any]


def cases() -> Iterator[Case]:
    """Every case, the same each time: at least 12 violating and 12 twins a code."""
    for code, shapes in SHAPES.items():
        for shape in shapes:
            for seed in range(-(-_LEAST // len(shapes))):
                for is_violating in (True, False):
                    name = f"{code}-{shape.__name__}-{seed}-{'bad' if is_violating else 'twin'}"
                    story = Story(random.Random(f"{code} {shape.__name__} {seed}"))
                    story.noise()
                    policy = shape(story, is_violating)
                    yield Case(name, code, is_violating, policy, story.record(name))


def open_cases() -> Iterator[Case]:
    """Cases that the record leaves open."""
    for shape in openings.SHAPES:
        for seed in range(3):
            name = f"open-{shape.__name__}-{seed}"
            story = Story(random.Random(name))
            story.noise()
            policy = shape(story)
            yield Case(name, "", False, policy, story.record(name))
