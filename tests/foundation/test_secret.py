from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from huitou.foundation.secret import read_or_make_secret
from huitou.kernel import StorageRefused


def test_the_secret_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "secret.key"

    first = read_or_make_secret(file)

    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_or_make_secret(file) == first
    assert [entry.name for entry in file.parent.iterdir()] == ["secret.key"]


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    assert read_or_make_secret(tmp_path / "a") != read_or_make_secret(tmp_path / "b")


def test_all_who_start_at_once_get_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: read_or_make_secret(tmp_path / "k" / "s"), range(64)))

    assert len(secrets) == 1


def test_a_place_that_cannot_hold_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StorageRefused, match=r"file/secret\.key cannot be read or made"):
        read_or_make_secret(tmp_path / "file" / "secret.key")
