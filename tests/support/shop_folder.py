"""Data folders with the tables made once, and huitou run over them as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PREPARE = """
from datetime import timedelta
from django.db import transaction
from huitou.foundation import facts, jobs
from huitou.foundation.clocks import current_clock as now
from huitou.foundation.startup import start_django
start_django()
"""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder to copy from."""
    home = tmp_path_factory.mktemp("migrated") / "home"
    done = huitou(home, "migrate")
    assert done.returncode == 0, done.stderr
    return home


def huitou(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run one command over the folder."""
    return subprocess.run(
        [sys.executable, "-m", "huitou", *command, "--home", str(home)],
        capture_output=True,
        text=True,
        timeout=120,
    )


def within(home: Path, code: str) -> None:
    """Run Python inside huitou over the folder."""
    done = subprocess.run(
        [sys.executable, "-c", _PREPARE + code],
        env={"HUITOU_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
