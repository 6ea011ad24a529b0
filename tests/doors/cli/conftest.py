from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from shop_folder import migrated

__all__ = ["migrated"]


@pytest.fixture
def home(migrated: Path, tmp_path: Path) -> Path:
    """A data folder whose tables are made."""
    return Path(shutil.copytree(migrated, tmp_path / "home"))
