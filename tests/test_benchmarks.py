"""What the benchmarks measure that is also promised."""

from __future__ import annotations

import pytest

from benchmarks.memory import STREAMS, peak_megabytes


@pytest.mark.slow
@pytest.mark.parametrize("name", STREAMS)
def test_memory_does_not_grow_with_the_file(name: str):
    megabytes = 300
    traces, peak = peak_megabytes(name, megabytes)
    assert traces > megabytes * 10
    assert peak < 150
