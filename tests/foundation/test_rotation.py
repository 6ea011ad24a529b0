"""Moving what is encrypted to a new key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings

from huitou.foundation import rotation, vault
from huitou.foundation.webhooks.models import Endpoint
from huitou.kernel import Conflict, StorageRefused

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture(autouse=True)
def _own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    yield
    vault.forget_keys()


def endpoint(name: str, old: str | None = None) -> None:
    Endpoint.objects.create(
        id=name, url="https://example.com", secret=f"secret {name}", old_secret=old, created_at=NINE
    )


NINE = datetime(2026, 7, 1, 9, tzinfo=UTC)


def sealed(column: str = "secret") -> dict[str, str]:
    return dict(rotation.sealed_values(Endpoint, column))


def test_everything_moves_to_the_newest_key_and_reads_as_before() -> None:
    endpoint("a", old="before")
    endpoint("b")
    before = sealed()
    vault.add_key()
    endpoint("c")

    assert rotation.rotate_vault() == rotation.Rotated(values=4, moved=3)
    assert rotation.rotate_vault() == rotation.Rotated(values=4, moved=0)
    assert all(vault.is_newest(one) for one in sealed().values())
    assert not any(vault.is_newest(one) for one in before.values())
    assert vault.drop_old_keys() == 1
    read = {one.id: (one.secret, one.old_secret) for one in Endpoint.objects.all()}
    assert read == {
        "a": ("secret a", "before"),
        "b": ("secret b", None),
        "c": ("secret c", None),
    }
    with pytest.raises(StorageRefused):
        vault.unseal(before["a"])


def test_a_rotation_that_was_cut_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "_AT_ONCE", 2)
    for number in range(5):
        endpoint(str(number))
    vault.add_key()
    moved = []

    def cut(text: str) -> str:
        if len(moved) == 3:
            raise KeyboardInterrupt
        moved.append(text)
        return vault.reencrypted(text)

    with monkeypatch.context() as patched:
        patched.setattr(rotation, "reencrypted", cut)
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate_vault()

    assert rotation.rotate_vault() == rotation.Rotated(values=5, moved=3)  # one batch was whole


def test_what_is_changed_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint("a")
    vault.add_key()

    def slow(text: str) -> str:
        Endpoint.objects.update(secret="newer")
        return vault.reencrypted(text)

    monkeypatch.setattr(rotation, "reencrypted", slow)
    rotation.rotate_vault()

    assert Endpoint.objects.get().secret == "newer"


def test_keys_in_the_environment_are_changed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUITOU_VAULT_KEYS", Fernet.generate_key().decode())
    for change in (vault.add_key, vault.drop_old_keys):
        with pytest.raises(Conflict):
            change()


def test_the_keys_are_the_owners_alone() -> None:
    vault.seal("x")
    vault.add_key()

    assert (settings.HOME / "vault.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in settings.HOME.iterdir()] == ["vault.key"]
