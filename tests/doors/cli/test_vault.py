"""`huitou vault`: a new key, and everything moved to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shop_folder import huitou, within

_KEEP = """
from huitou.foundation.webhooks.models import Endpoint
Endpoint.objects.create(id="e", url="https://x", secret="said", created_at=now().now())
"""
_READ = """
from huitou.foundation.webhooks.models import Endpoint
assert Endpoint.objects.get().secret == "said"
"""


def test_a_key_is_made_used_and_the_old_one_dropped(home: Path) -> None:
    within(home, _KEEP)
    old = (home / "vault.key").read_text().split()
    made = huitou(home, "vault", "new-key")
    assert (made.returncode, made.stderr) == (0, "")
    keys = (home / "vault.key").read_text().split()
    assert (len(keys), keys[1:]) == (2, old)
    assert not any(key in made.stdout for key in keys)

    moved = huitou(home, "vault", "rotate", "--drop-old")
    assert moved.stdout == (
        "1 encrypted values, 1 moved to the newest key.\n"
        "1 older keys deleted. Backups made before need them.\n"
    )
    assert (home / "vault.key").read_text().split() == keys[:1]
    within(home, _READ)


def test_a_key_that_is_not_here_is_told(home: Path) -> None:
    within(home, _KEEP)
    (home / "vault.key").unlink()
    done = huitou(home, "vault", "rotate")

    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "encrypted with a key that is not here" in done.stderr


def test_keys_of_the_environment_are_changed_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUITOU_VAULT_KEYS", "B" * 43 + "=")
    done = huitou(home, "vault", "new-key")

    assert done.returncode == 2
    assert "The vault's keys come from HUITOU_VAULT_KEYS." in done.stderr
