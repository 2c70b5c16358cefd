"""What the codes of findings mean."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tracegrade.report._blocks import Heading, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders import CodeMeaning
    from tracegrade.report._blocks import Block

__all__ = ["codes_blocks", "codes_record", "meaning_blocks"]

_WIDTH = 80


def codes_blocks(meanings: Sequence[CodeMeaning]) -> list[Block]:
    """A line a code.

    Example:
        >>> from tracegrade.suite import code_meanings
        >>> codes_blocks([code_meanings()["T01"]])
        [Table(headers=('code', 'says'), rows=[('T01', 'expected tool not called')])]
    """
    return [Table(("code", "says"), [(one.code, one.title) for one in meanings])]


def meaning_blocks(meanings: Sequence[CodeMeaning]) -> list[Block]:
    """Each code in full: what it says, what was seen, and what to do about it.

    Example:
        >>> from tracegrade.suite import code_meanings
        >>> meaning_blocks([code_meanings()["T01"]])[0]
        Heading(text='T01: expected tool not called', level=2)
    """
    blocks: list[Block] = []
    for one in meanings:
        blocks.append(Heading(f"{one.code}: {one.title}"))
        texts = [one.meaning, f"Fix: {one.fix}"]
        if one.owasp:
            texts.append(f"OWASP Top 10 for Agentic Applications: {one.owasp}")
        blocks += [Paragraph("\n" + textwrap.fill(text, _WIDTH)) for text in texts]
    return blocks


def codes_record(meanings: Sequence[CodeMeaning]) -> dict[str, Any]:
    """The same as JSON.

    Example:
        >>> from tracegrade.suite import code_meanings
        >>> codes_record([code_meanings()["T01"]])["codes"][0]["code"]
        'T01'
    """
    return {"schema": "tracegrade/codes@1", "codes": [asdict(one) for one in meanings]}
