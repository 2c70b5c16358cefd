"""Results in plain text that are rows or fields all the same."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tracegrade.graph.values import layout_of

LAYOUTS: dict[str, tuple[str, Any]] = {
    "columns that end below their names": (
        "Filesystem      Size  Used Avail Use% Mounted on\n/dev/vdb1       100G   91G   10G  91% /var\n",
        [{"Filesystem": "/dev/vdb1", "Size": "100G", "Used": "91G", "Avail": "10G", "Use%": "91%", "Mounted on": "/var"}],
    ),
    "cells of several words, and an empty one": (
        "ID    STATE         PORTS     NAME\na1    Up 2 days               cache\nb2    Up 3 days     80/tcp    web\n",
        [{"ID": "a1", "STATE": "Up 2 days", "PORTS": "", "NAME": "cache"},
         {"ID": "b2", "STATE": "Up 3 days", "PORTS": "80/tcp", "NAME": "web"}],
    ),
    "a first column without a name": (
        "              total        used\nMem:           31Gi        12Gi\nSwap:         2.0Gi          0B\n",
        [{"": "Mem:", "total": "31Gi", "used": "12Gi"}, {"": "Swap:", "total": "2.0Gi", "used": "0B"}],
    ),
    "a last column with blanks in it": (
        "USER       PID %CPU COMMAND\nroot         1  0.0 /sbin/init splash\nada        812 12.5 vi a b\n",
        [{"USER": "root", "PID": 1, "%CPU": 0.0, "COMMAND": "/sbin/init splash"},
         {"USER": "ada", "PID": 812, "%CPU": 12.5, "COMMAND": "vi a b"}],
    ),
    "a box, and how many rows there are": (
        "+----+-------+\n| id | name  |\n+----+-------+\n| 17 | Ada   |\n+----+-------+\n1 row in set (0.00 sec)",
        [[{"id": 17, "name": "Ada"}]],
    ),
    "a header in another alphabet": ("地点,気温\n桜台,34.6\n浜里,31.2", [{"地点": "桜台", "気温": 34.6}, {"地点": "浜里", "気温": 31.2}]),
    "an outline": (
        "slo:\n  availability: 99.95\nowners:\n- ada\n- bo\nsteps:\n  - name: x\n    run: y\n  - name: z\n",
        {"slo": {"availability": 99.95}, "owners": ["ada", "bo"], "steps": [{"name": "x", "run": "y"}, {"name": "z"}]},
    ),
    "bullets with one field each": ("* Chair: Ada Lind\n* Legal: Bo Ek", {"Chair": "Ada Lind", "Legal": "Bo Ek"}),
    "fields set apart by blanks": ("Room   12\nFloor   3", {"Room": 12, "Floor": 3}),
    "settings": ("PORT=80\nHOST=web-1", {"PORT": 80, "HOST": "web-1"}),
    "a heading above fields": ("Order 118\n=========\nStatus: paid\nTotal: $40", {"": "Order 118", "Status": "paid", "Total": "$40"}),
    "lines of a log": (
        "10:00 job=184 took=32s\n10:02 job=185 took=90s",
        [[{"job": 184, "took": "32s", "": "10:00"}, {"job": 185, "took": "90s", "": "10:02"}]],
    ),
    "rows without a header": (
        "P1  short  18 min\nP2  long   90 min",
        [[{"": ["P1", "short", "18 min"]}, {"": ["P2", "long", "90 min"]}]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_has_the_rows_and_fields_that_its_layout_shows(name: str):
    text, value = LAYOUTS[name]
    found = layout_of(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "The fox, he said, was red.\nIt ran away, after all.",
        "Note: it is late.\nWe went home and slept.",
        '<a href="https://x.example/a">A</a> <b class="c">B</b></p>',
        "See https://x.example/?a=1&b=2 for more.",
        "One two three four\nfive six seven eight\nnine ten eleven twelve",
        "Dear Ada,\n\nthank you.\n\nYours, Bo",
    ],
)
def test_prose_has_no_layout(text: str):
    assert layout_of(text) is None


@pytest.mark.parametrize(
    "piece", ["a: ", "a  ", "- ", " ", "a=b ", "=", "|", ",", "\t", "a b ", "  - a:\n", "a:\n "]
)
def test_hostile_text_takes_no_more_than_its_length_allows(piece: str):
    begun = time.process_time()
    for text in (piece * 60_000, (piece * 40 + "\n") * 2_000, "a: b\n" + piece * 60_000):
        layout_of(text)
    assert time.process_time() - begun < 4
