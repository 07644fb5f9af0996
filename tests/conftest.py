"""What all tests share:
the corpus beside the repository, and markers for tests that need an outside program.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROGRAMS = {
    "needs_libreoffice": ("soffice", "libreoffice"),
    "needs_ghostscript": ("gs",),
    "needs_poppler": ("pdftotext",),
    "needs_qpdf": ("qpdf",),
    "needs_chromium": ("chromium", "chromium-browser", "google-chrome"),
}
"""Marker -> names under which the program goes; one of them must be there."""


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers;
    in CI the examples of property tests are the same every time, however slow the machine.
    """
    settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    if os.environ.get("CI"):
        settings.load_profile("ci")
    for marker, names in PROGRAMS.items():
        config.addinivalue_line("markers", f"{marker}: skip where none of {', '.join(names)} is installed")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing; fail it instead where skipping is not allowed."""
    for marker, names in PROGRAMS.items():
        if item.get_closest_marker(marker) is None or any(shutil.which(name) for name in names):
            continue
        if os.environ.get("PROCEEDINGS_NO_SKIP"):
            pytest.fail(f"{names[0]} is not installed, and PROCEEDINGS_NO_SKIP is set", pytrace=False)
        pytest.skip(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus(repository: Path) -> Path:
    """The folder of real documents beside the repository;
    tests that ask for it skip where it is absent.
    """
    folder = repository.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus is not beside the repository")
    return folder
