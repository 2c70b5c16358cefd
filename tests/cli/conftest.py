"""What the tests of the command line share."""

from __future__ import annotations

import pytest

from tracegrade.cli import main


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capfdbinary):
    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        printed = capfdbinary.readouterr()
        assert b"Traceback" not in printed.err
        return Ran(left.value.code, printed.out.decode(), printed.err.decode())

    return run
