"""What texts and results state exactly, and which source stated a value first.

One implementation for everything that asks where a value came from: `derived_from` edges, claims
and arguments held against evidence, and taint.
"""

from tracegrade.graph.values._contents import Content, Contents
from tracegrade.graph.values._derivations import Derivation, derivations_of
from tracegrade.graph.values._forms import Form, forms_of, is_telling, stated_forms
from tracegrade.graph.values._index import Place, ValueIndex, integrity
from tracegrade.graph.values._layouts import Layout, layout_of
from tracegrade.graph.values._particulars import (
    Date,
    Kind,
    Particular,
    number_of,
    particulars_in,
    shape_of,
    url_key,
)
from tracegrade.graph.values._records import Record, decoded, leaves_of, records_of
from tracegrade.graph.values._shingles import fingerprints
from tracegrade.graph.values._statements import (
    Speaker,
    SpeakerKind,
    Statement,
    is_thought,
    statements_of,
)
from tracegrade.graph.values._tables import table_in
from tracegrade.graph.values._text import normalized
from tracegrade.graph.values._units import (
    UNIT_NAMES,
    Unit,
    unit_label_of_field,
    unit_named,
    unit_of_field,
)

__all__ = [
    "UNIT_NAMES",
    "Content",
    "Contents",
    "Date",
    "Derivation",
    "Form",
    "Kind",
    "Layout",
    "Particular",
    "Place",
    "Record",
    "Speaker",
    "SpeakerKind",
    "Statement",
    "Unit",
    "ValueIndex",
    "decoded",
    "derivations_of",
    "fingerprints",
    "forms_of",
    "integrity",
    "is_telling",
    "is_thought",
    "layout_of",
    "leaves_of",
    "normalized",
    "number_of",
    "particulars_in",
    "records_of",
    "shape_of",
    "stated_forms",
    "statements_of",
    "table_in",
    "unit_label_of_field",
    "unit_named",
    "unit_of_field",
    "url_key",
]
