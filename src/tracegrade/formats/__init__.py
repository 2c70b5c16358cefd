"""Bytes to traces: sniffing, readers, problems, writers."""

from tracegrade.formats._files import expand
from tracegrade.formats._load import Traces, load, load_one
from tracegrade.formats._native_record import trace_of_native
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._records import Counts
from tracegrade.formats._registry import all_readers, reader_named

__all__ = [
    "Counts",
    "Evidence",
    "MismatchError",
    "Reader",
    "Record",
    "Traces",
    "all_readers",
    "expand",
    "load",
    "load_one",
    "reader_named",
    "trace_of_native",
]
