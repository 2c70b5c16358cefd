"""Expectations proposed from accepted traces, for a person to review."""

from tracegrade.graders.proposal._proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
