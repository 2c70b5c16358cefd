"""Thin equivalents of the modes that people know from other tools, one module a tool.

Each makes a grader of this library from the parameters of the other tool's mode, so that a user of
theirs can switch. Where the answer differs on purpose, the docstring says so, and
docs/equivalents.md says why. Names of tools are those of their projects, which have no part in this.
"""

from tracegrade.graders.equivalents._codes import EQUIVALENT_CODES

__all__ = ["EQUIVALENT_CODES"]
