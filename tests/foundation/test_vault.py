"""Personal data at rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet

from huitou.foundation import vault
from huitou.kernel import StorageRefused


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    vault.forget_keys()
    yield
    vault.forget_keys()


def keys(monkeypatch: pytest.MonkeyPatch, *given: str) -> None:
    monkeypatch.setenv("HUITOU_VAULT_KEYS", ",".join(given))
    vault.forget_keys()


def test_a_text_comes_back_and_is_not_in_what_is_kept() -> None:
    sealed = vault.seal("13800138000")
    assert "13800138000" not in sealed
    assert vault.unseal(sealed) == "13800138000"
    assert vault.seal("13800138000") != sealed


def test_keys_rotate(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    keys(monkeypatch, old)
    sealed = vault.seal("长安街1号")
    keys(monkeypatch, new, old)
    assert vault.unseal(sealed) == "长安街1号"
    moved = vault.reencrypted(sealed)
    keys(monkeypatch, new)
    assert vault.unseal(moved) == "长安街1号"
    with pytest.raises(StorageRefused, match="key that is not here"):
        vault.unseal(sealed)


def test_a_lookup_hash_tells_kinds_apart_and_needs_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = vault.lookup_hash("phone", "13800138000")
    assert one == vault.lookup_hash("phone", "13800138000")
    assert len(one) == 64
    assert one != vault.lookup_hash("email", "13800138000")
    monkeypatch.setattr("django.conf.settings.SECRET_KEY", "another")
    assert one != vault.lookup_hash("phone", "13800138000")
