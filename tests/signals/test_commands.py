"""What commands and statements change, remove or drop."""

from __future__ import annotations

import pytest

from tracegrade.signals import Deeds, deeds_of, deeds_of_any_command


def deeds(tool: str, text: str) -> Deeds:
    found = deeds_of(tool, {"sql" if tool == "run_sql" else "command": text})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tool", "text", "removed"),
    [
        ("bash", "rm -rf /srv/a b", ("/srv/a", "b")),
        ("bash", "cd /srv && rm a; echo done > log", ("/srv/a",)),
        ("bash", "find /srv/a -name '*.pyc' -delete", ("/srv/a",)),
        ("bash", "psql -c 'DROP TABLE visits'", ("visits",)),
        ("bash", "cd /srv && psql -c 'TRUNCATE visits'", ("visits",)),
        ("bash", "cat a > b", ()),
        ("run_sql", "DELETE FROM visits WHERE day IN (SELECT day FROM closed)", ("visits",)),
        ("run_sql", "DROP TABLE a, b", ("a", "b")),
        ("run_sql", "SELECT * FROM visits", ()),
        ("run_sql", "UPDATE visits SET day = 1", ()),
    ],
)
def test_what_is_removed_is_told_apart_from_what_is_written_or_read(
    tool: str, text: str, removed: tuple[str, ...]
):
    assert deeds(tool, text).removed == removed


def test_changed_tables_are_told_and_those_only_read_are_not():
    statement = "INSERT INTO Visits (day) SELECT day FROM closed"
    assert deeds("run_sql", statement).tables == ("visits",)


@pytest.mark.parametrize(
    ("arguments", "classes"),
    [
        ({"command": "rm -rf /x"}, {"destructive"}),
        ({"cmd": "ls -l"}, {"read"}),
        ({"command": "open gripper"}, None),
        ({"text": "rm -rf /x"}, None),
        ("rm -rf /x", None),
    ],
)
def test_a_command_is_one_whatever_its_tool_is_called_if_its_programs_are_known(
    arguments: object, classes: set[str] | None
):
    found = deeds_of_any_command(arguments)
    assert (None if found is None else {*found.classes}) == classes
