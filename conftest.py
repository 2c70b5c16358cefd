"""What all tests share: where they run, the data folder, goldens, no network, hypothesis profiles.

It stands in the root so that the examples in docstrings under src/ share it too.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent
LOOPBACK = ("127.", "::1", "localhost")
NO_SHARED = "no data folder beside the checkout (set TRACEGRADE_SHARED to use one)"

# A slow machine is no fault of a test: neither a deadline nor the time that making inputs takes counts.
settings.register_profile(
    "default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "full",
    deadline=None,
    max_examples=2000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test marked `shared`, with the reason, where the data folder is absent."""
    if item.get_closest_marker("shared") and not (shared_folder() / "traces").is_dir():
        pytest.skip(NO_SHARED)


def shared_folder() -> Path:
    """The data folder beside the checkout, or the one that TRACEGRADE_SHARED names."""
    return Path(os.environ.get("TRACEGRADE_SHARED", ROOT.parent / "shared")).resolve()


@pytest.fixture
def shared() -> Path:
    """The data folder; the test is skipped where it is absent."""
    folder = shared_folder()
    if not (folder / "traces").is_dir():
        pytest.skip(NO_SHARED)
    return folder


@pytest.fixture(autouse=True)
def in_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test in the root, wherever pytest was called and a test before it went."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))


def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    """The same connection, refused unless it stays on this machine."""

    def connect_here(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {host!r}")
        return connect(self, address)

    return connect_here
