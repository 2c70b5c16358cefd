"""Evidence: do answers rest on what the agent had in front of it?"""

from tracegrade.graders.evidence._codes import EVIDENCE_CODES
from tracegrade.graders.evidence._grader import (
    ArgumentProvenance,
    CitationIntegrity,
    ClaimedActions,
    Coverage,
    EvidenceUse,
)

__all__ = [
    "EVIDENCE_CODES",
    "ArgumentProvenance",
    "CitationIntegrity",
    "ClaimedActions",
    "Coverage",
    "EvidenceUse",
]
