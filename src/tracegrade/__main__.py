"""`python -m tracegrade`: the command line."""

from __future__ import annotations

from tracegrade.cli import main

if __name__ == "__main__":
    main()
