"""One module a format that traces can be written in."""

from tracegrade.formats.writers._conversion import TARGETS, Conversion, Target, convert
from tracegrade.formats.writers._losses import Loss, Losses
from tracegrade.formats.writers.atif import atif_document
from tracegrade.formats.writers.native import native_record
from tracegrade.formats.writers.otlp import otlp_request

__all__ = [
    "TARGETS",
    "Conversion",
    "Loss",
    "Losses",
    "Target",
    "atif_document",
    "convert",
    "native_record",
    "otlp_request",
]
